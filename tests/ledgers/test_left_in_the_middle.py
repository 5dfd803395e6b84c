"""A long action that is left in the middle has never been: whatever it was, however far it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.bootstrap import Workspace
from app.kernel.change import Change
from app.kernel.errors import Cancelled
from app.kernel.feature import Record
from app.kernel.filters import equals
from app.ledgers import browse, bulk, edit, filling
from app.ledgers.bulk import Bulk, Found, Mode
from app.ledgers.cells import clear_cells
from app.ledgers.pasting import Place, apply_paste, plan_paste
from app.ledgers.progress import AT_A_TIME, Progress
from app.ledgers.undo import last_undoable, undo
from app.ledgers.writing import Writing
from tests.ledgers.seeing import everything

COUNT = AT_A_TIME + 10
COLUMNS = ("day", "amount", "naming", "matter")


@pytest.fixture
def ids(office: Workspace) -> list[int]:
    rows: list[Record] = [
        {"day": date(2023, 5, 1 + at % 28), "amount": at, "matter": f"事项{at}"} for at in range(COUNT)
    ]
    feature = office.feature("rewards")
    with office.store.write() as connection:
        Writing(office.store, connection, "create", "样例").add(feature, rows)
    return list(browse.ids(office.store, feature, order=("amount",)))


class Leaving:
    """Hears how far it is, and leaves at a word."""

    def __init__(self, at: int) -> None:
        self.at, self.heard = at, list[tuple[int, int]]()

    def __call__(self, done: int, total: int) -> None:
        self.heard.append((done, total))
        if len(self.heard) > self.at:
            raise Cancelled


def pasted(office: Workspace, ids: list[int], progress: Progress) -> Change:
    feature, block = office.feature("rewards"), [["2023-6-1", "7"]] * (COUNT * 2)
    plan = plan_paste(office.store, feature, block, Place(0, 0, 1, 1, ids, COLUMNS))
    return apply_paste(office.store, feature, plan, progress)


def undone(office: Workspace, ids: list[int], progress: Progress) -> Change:
    done = last_undoable(office.store)
    assert done is not None
    return undo(office.store, office.catalogue, done.operation, progress)


ALL = Found(equals("voided", False))
SET = Bulk("matter", Mode.SET, "改过")
ACTS: dict[str, Callable[[Workspace, list[int], Progress], Change]] = {
    "paste": pasted,
    "fill": lambda o, ids, p: filling.fill_down(o.store, o.feature("rewards"), ids, ["matter"], p),
    "clear": lambda o, ids, p: clear_cells(o.store, o.feature("rewards"), [(ids, ["matter"])], p),
    "duplicate": lambda o, ids, p: edit.duplicate(o.store, o.feature("rewards"), ids, p),
    "void": lambda o, ids, p: edit.void(o.store, o.feature("rewards"), ids, "重复", p),
    "bulk": lambda o, _ids, p: bulk.apply(o.store, o.feature("rewards"), ALL, SET, p),
}


@pytest.mark.parametrize("act", ACTS)
def test_what_is_left_in_the_middle_has_never_been(office: Workspace, ids: list[int], act: str) -> None:
    before = everything(office)
    leaving = Leaving(1)
    with pytest.raises(Cancelled):
        ACTS[act](office, ids, leaving)
    assert everything(office) == before
    assert 0 < leaving.heard[-1][0] <= leaving.heard[-1][1]
    staying = Leaving(10_000)
    assert ACTS[act](office, ids, staying).operation
    assert len(staying.heard) > 1
    done = everything(office)
    assert done != before
    undone(office, ids, staying)
    assert everything(office) == before


def test_a_step_back_can_be_left_too(office: Workspace, ids: list[int]) -> None:
    bulk.apply(office.store, office.feature("rewards"), ids, SET)
    done = everything(office)
    with pytest.raises(Cancelled):
        undone(office, ids, Leaving(1))
    assert everything(office) == done


def test_a_large_deletion_is_told_and_left(
    office: Workspace, ids: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edit, "SET_ASIDE", 100)
    before = everything(office)
    with pytest.raises(Cancelled):
        edit.delete(office.store, office.feature("rewards"), ids, Leaving(2))
    assert everything(office) == before


def test_all_that_is_found_is_counted_like_all_that_is_chosen(office: Workspace, ids: list[int]) -> None:
    feature, change = office.feature("rewards"), Bulk("matter", Mode.REPLACE, None, "九", "9")
    chosen = bulk.preview(office.store, feature, ids, change)
    by_rule = bulk.preview(office.store, feature, Found(equals("voided", False), "", ("amount",)), change)
    assert chosen == by_rule
    assert chosen.changed + chosen.unchanged == COUNT == bulk.size(office.store, feature, ALL)
    assert [one.before for one in chosen.samples[:2]] == ["事项9", "事项19"], "the first as they are shown"
