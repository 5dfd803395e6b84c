"""What was undone can be done again, in order, also after a restart; words and links go and come with it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.bootstrap import Workspace, close_workspace, open_workspace
from app.kernel.clock import Clock
from app.kernel.errors import Refusal
from app.kernel.feature import Record
from app.ledgers import browse, edit
from app.ledgers.import_plan import Request
from app.ledgers.importing import apply_plan, plan_import
from app.ledgers.merging import merge_firms
from app.ledgers.undo import last_redoable, last_undoable, recent, redo, redoable, undo, undoable
from tests.ledgers.reading import csv
from tests.ledgers.seeing import everything, found, only

NORTH = "济南甲某机械有限公司"


def back(office: Workspace) -> None:
    """Ctrl+Z."""
    standing = last_undoable(office.store)
    assert standing is not None
    undo(office.store, office.catalogue, standing.operation)


def again(office: Workspace) -> None:
    """Ctrl+Y."""
    waiting = last_redoable(office.store)
    assert waiting is not None
    redo(office.store, office.catalogue, waiting.operation)


def reward(office: Workspace, amount: int) -> int:
    facts: Record = {"day": date(2023, 6, 1), "amount": Decimal(amount)}
    return edit.create(office.store, office.feature("rewards"), facts).operation


def test_back_and_forth_over_a_restart(tmp_path: Path, clock: Clock) -> None:
    office = open_workspace(tmp_path / "office", clock)
    states = [everything(office)]
    reward(office, 1)
    states.append(everything(office))
    edit.update(office.store, office.feature("rewards"), 1, {"matter": "甲", "amount": None})
    states.append(everything(office))
    edit.delete(office.store, office.feature("rewards"), [1])
    states.append(everything(office))
    for _ in range(2):
        for state in reversed(states[:-1]):
            back(office)
            assert everything(office) == state
        close_workspace(office, with_backup=False)
        office = open_workspace(tmp_path / "office", clock)
        assert last_undoable(office.store) is None
        for state in states[1:]:
            again(office)
            assert everything(office) == state
        assert last_redoable(office.store) is None
    close_workspace(office, with_backup=False)


def test_a_new_step_ends_the_redoing(office: Workspace) -> None:
    reward(office, 1)
    back(office)
    undone = last_redoable(office.store)
    assert undone is not None
    reward(office, 2)
    assert redoable(office.store) == []
    with pytest.raises(Refusal, match="不能再重做"):
        redo(office.store, office.catalogue, undone.operation)
    assert [done.title for done in undoable(office.store)] == ["新增举报奖励"]


def test_later_undos_are_redone_first(office: Workspace) -> None:
    reward(office, 1)
    edit.update(office.store, office.feature("rewards"), 1, {"amount": Decimal(2)})
    back(office)
    back(office)
    newest, first = redoable(office.store)
    with pytest.raises(Refusal, match="请先重做后来撤销的"):
        redo(office.store, office.catalogue, first.operation)
    redo(office.store, office.catalogue, newest.operation)
    redo(office.store, office.catalogue, first.operation)
    assert only(office, "rewards")["amount"] == Decimal(2)


def test_undo_and_redo_themselves_are_not_undone(office: Workspace) -> None:
    reward(office, 1)
    back(office)
    for _ in range(2):
        with pytest.raises(Refusal, match="本身就是撤销或重做"):
            undo(office.store, office.catalogue, recent(office.store)[0].operation)
        if last_redoable(office.store):
            again(office)


def test_what_changed_nothing_is_no_step(office: Workspace) -> None:
    first = reward(office, 1)
    change = edit.update(office.store, office.feature("rewards"), 1, {"amount": Decimal(1)})
    assert (change.operation, change.sentence) == (0, "没有变化")
    standing = last_undoable(office.store)
    assert standing is not None
    assert standing.operation == first


def test_words_of_an_import_go_and_come_with_it(office: Workspace, tmp_path: Path) -> None:
    enterprises = office.feature("enterprises")
    field = enterprises.ledger["community"]
    file = csv(tmp_path / "企业.csv", ("单位名称", "所属社区"), (NORTH, "新来社区"))
    apply_plan(office.store, plan_import(office.store, enterprises, Request(file)))
    assert "新来社区" in browse.choices(office.store, field)
    back(office)
    assert browse.choices(office.store, field) == ("清泉社区", "东柳社区")
    again(office)
    assert browse.choices(office.store, field)[-1] == "新来社区"
    back(office)
    edit.create(office.store, enterprises, {"name": "乙某", "community": "新来社区"})
    edit.create(office.store, enterprises, {"name": "丙某", "community": "新来社区"})
    undo(office.store, office.catalogue, recent(office.store)[1].operation)
    assert "新来社区" in browse.choices(office.store, field), "another record holds the word"


def test_links_of_two_firms_of_one_name_go_back(office: Workspace) -> None:
    enterprises, assistance = office.feature("enterprises"), office.feature("assistance")
    kept = edit.create(office.store, enterprises, {"name": "乙某", "community": "清泉社区"}).created
    gone = edit.create(office.store, enterprises, {"name": NORTH}).created["enterprises"][0]
    visit: Record = {"day": date(2023, 6, 1), "target": "重点企业", "enterprise_names": (NORTH, "乙某")}
    edit.create(office.store, assistance, visit)
    twin = edit.create(office.store, enterprises, {"name": NORTH, "address": "某路1号"}).created
    before = everything(office)
    assert [link[-1] for link in before["firm_links"]] == [gone, *kept["enterprises"]]
    merge_firms(office.store, twin["enterprises"][0], gone)
    after = everything(office)
    assert [link[-1] for link in after["firm_links"]] == [*twin["enterprises"], *kept["enterprises"]]
    back(office)
    assert everything(office) == before
    again(office)
    assert everything(office) == after


def test_a_copy_takes_the_facts_and_leaves_what_happened(office: Workspace) -> None:
    hazards = office.feature("hazards")
    facts: Record = {
        "enterprise_name": NORTH,
        "description": "通道堵塞\n两处",
        "found_on": date(2023, 6, 1),
        "level": "重大",
        "owner": "李某",
        "rectified_on": date(2023, 6, 2),
        "recheck_result": "合格",
        "principal_signature": "赵某",
    }
    first = edit.create(office.store, hazards, facts).created["hazards"][0]
    change = edit.duplicate(office.store, hazards, [first, first, 99])
    assert len(change.created["hazards"]) == 1
    copy = found(office, "hazards")[1]
    assert (copy["number"], copy["status"], copy["description"]) == (
        "YH-2023-0002",
        "待整改",
        "通道堵塞\n两处",
    )
    assert [copy[name] for name in ("owner", "rectified_on", "recheck_result", "principal_signature")] == [
        "李某",
        None,
        None,
        None,
    ]
    assert copy["enterprise_id"] == only(office, "hazards", id=first)["enterprise_id"]
    back(office)
    with pytest.raises(Refusal, match="已被删除"):
        edit.duplicate(office.store, hazards, list(change.created["hazards"]))
