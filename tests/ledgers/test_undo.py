"""Any sequence of what the desk can do equals the same sequence on plain lists; and undo goes back step by step."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.bootstrap import Workspace, close_workspace, open_workspace
from app.exchange.read import CellValue, Sheet, Workbook
from app.kernel.clock import stopped_clock
from app.kernel.errors import Refusal
from app.ledgers import edit
from app.ledgers.import_plan import Request
from app.ledgers.importing import apply_plan, plan_workbook
from app.ledgers.undo import recent, undo
from tests.ledgers.seeing import everything, found

MOMENT = datetime(2023, 6, 30, 9, 30)
WORDS = ("甲", "乙", "丙")
SHOWN = ("matter", "amount", "naming", "voided", "void_reason")

Row = dict[str, Any]


class Model:
    """The ledger of rewards as plain lists: records by id, those in the bin, and the states to go back to."""

    def __init__(self) -> None:
        self.rows: dict[int, Row] = {}
        self.binned: set[int] = set()
        self.next = 1
        self.done: list[tuple[int, dict[int, Row], set[int]]] = []

    def living(self) -> list[Row]:
        return [row for one, row in sorted(self.rows.items()) if one not in self.binned]

    def take_back(self) -> int:
        """As before the newest operation; what it created lies in the bin."""
        operation, rows, binned = self.done.pop()
        created = {one: row for one, row in self.rows.items() if one not in rows}
        self.rows, self.binned = {**rows, **created}, binned | set(created)
        return operation

    def create(self, values: Row) -> None:
        blank: Row = dict.fromkeys(SHOWN)
        self.rows[self.next] = {**blank, "voided": False, **values}
        self.next += 1

    def merge_file(self, rows: list[Row]) -> None:
        """Key: day (none), amount, naming, matter together, and the order among rows alike."""
        taken: set[int] = set()
        created = []
        for row in rows:
            key = (row["amount"], row["naming"], row["matter"])
            fitting = [
                one
                for one, known in sorted(self.rows.items())
                if one not in self.binned and one not in taken
                and (known["amount"], known["naming"], known["matter"]) == key
            ]  # fmt: skip
            if fitting:
                taken.add(fitting[0])
            else:
                created.append(row)
        for row in created:
            self.create(row)


@contextmanager
def desk() -> Iterator[Workspace]:
    with tempfile.TemporaryDirectory() as room:
        workspace = open_workspace(Path(room) / "office", stopped_clock(MOMENT), "张某")
        try:
            yield workspace
        finally:
            close_workspace(workspace, with_backup=False)


_row = st.fixed_dictionaries(
    {
        "matter": st.sampled_from(WORDS),
        "amount": st.sampled_from([Decimal(100), Decimal("0.01")]),
        "naming": st.sampled_from(["实名", "匿名"]),
    }
)
_which = st.lists(st.integers(0, 5), min_size=1, max_size=3)
STEPS = st.one_of(
    st.tuples(st.just("create"), _row),
    st.tuples(st.just("update"), _which, st.sampled_from(WORDS)),
    st.tuples(st.just("void"), _which),
    st.tuples(st.just("unvoid"), _which),
    st.tuples(st.just("delete"), _which),
    st.tuples(st.just("restore"), _which),
    st.tuples(st.just("import"), st.lists(_row, min_size=1, max_size=4)),
    st.tuples(st.just("undo")),
)


def take(office: Workspace, model: Model, step: tuple[Any, ...]) -> None:
    """The same step at the desk and on the lists."""
    store, feature = office.store, office.feature("rewards")
    before = (deepcopy(model.rows), set(model.binned))
    operation = 0
    match step:
        case ("create", values):
            operation = edit.create(store, feature, values).operation
            model.create(values)
        case ("import", rows):
            cells: list[list[CellValue]] = [["查实事项", "金额（元）", "实名/匿名"]]
            cells.extend([row["matter"], str(row["amount"]), row["naming"]] for row in rows)
            book = Workbook(Path("奖励.xlsx"), "x", 1, (Sheet("奖励", cells),))
            operation = apply_plan(store, plan_workbook(store, feature, Request(book.path), book)).operation
            model.merge_file(rows)
        case ("undo",):
            if model.done:
                operation = model.take_back()
                undo(store, office.catalogue, operation)
            return
        case (what, which, *rest):
            operation = _several(
                office, model, what, [number + 1 for number in which if number + 1 < model.next], rest
            )
    if operation:
        model.done.append((operation, *before))


def _several(office: Workspace, model: Model, what: str, ids: list[int], rest: list[Any]) -> int:
    store, feature = office.store, office.feature("rewards")
    living = [one for one in ids if one not in model.binned]
    match what:
        case "update":
            for one in living:
                model.rows[one]["matter"] = rest[0]
            return edit.update_many(store, feature, ids, {"matter": rest[0]}).operation
        case "void":
            for one in living:
                model.rows[one] |= {"voided": True, "void_reason": "重复"}
            return edit.void(store, feature, ids, "重复").operation
        case "unvoid":
            for one in living:
                model.rows[one] |= {"voided": False, "void_reason": None}
            return edit.unvoid(store, feature, ids).operation
        case "delete":
            model.binned.update(ids)
            return edit.delete(store, feature, ids).operation
        case _:
            model.binned.difference_update(ids)
            return edit.restore(store, feature, ids).operation


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],  # each example is an office of its own: shrinking takes minutes
)
@given(st.lists(STEPS, min_size=1, max_size=14))
def test_the_desk_does_what_plain_lists_do(steps: list[tuple[Any, ...]]) -> None:
    model = Model()
    with desk() as office:
        for step in steps:
            take(office, model, step)
            seen = [{name: row[name] for name in SHOWN} for row in found(office, "rewards")]
            assert seen == model.living(), step
        while model.done:
            take(office, model, ("undo",))
        assert found(office, "rewards") == []


def test_going_back_is_refused_where_later_work_would_be_lost(office: Workspace) -> None:
    store, rewards = office.store, office.feature("rewards")
    first = edit.create(store, rewards, {"matter": "甲"}).operation
    second = edit.update(store, rewards, 1, {"matter": "乙"}).operation
    with pytest.raises(Refusal, match="请先撤销后来的修改"):
        undo(store, office.catalogue, first)
    undo(store, office.catalogue, second)
    with pytest.raises(Refusal, match="已经撤销过了"):
        undo(store, office.catalogue, second)
    undo(store, office.catalogue, first)
    assert found(office, "rewards") == []
    with pytest.raises(Refusal, match="没有找到"):
        undo(store, office.catalogue, 999)


def test_undo_after_a_restart(tmp_path: Path) -> None:
    clock = stopped_clock(MOMENT)
    office = open_workspace(tmp_path / "office", clock)
    edit.create(office.store, office.feature("rewards"), {"day": date(2023, 6, 1), "amount": Decimal(500)})
    before = everything(office)
    edit.update(office.store, office.feature("rewards"), 1, {"amount": None, "matter": "甲"})
    close_workspace(office, with_backup=False)
    office = open_workspace(tmp_path / "office", clock)
    undo(office.store, office.catalogue, recent(office.store)[0].operation)
    assert everything(office) == before
    close_workspace(office, with_backup=False)
