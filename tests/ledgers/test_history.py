"""The history of a record in plain Chinese: who, when, what from what to what."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from app.bootstrap import Workspace
from app.ledgers import edit, history
from app.ledgers.undo import last_undoable, recent, undo


def test_every_change_is_told(office: Workspace) -> None:
    store, hazards = office.store, office.feature("hazards")
    edit.create(store, hazards, {"description": "通道堵塞", "found_on": date(2023, 6, 1), "level": "一般"})
    edit.update(store, hazards, 1, {"level": "重大", "fund": Decimal("1.20"), "category": ("火灾", "触电")})
    edit.update(store, hazards, 1, {"fund": None, "found_on": date(2023, 6, 2)})
    edit.void(store, hazards, [1], "重复登记")
    edit.delete(store, hazards, [1])
    edit.restore(store, hazards, [1])
    told = history.of_record(store, hazards, 1)
    assert [entry.sentence.split("\n") for entry in told] == [
        ["恢复了这条记录"],
        ["删除了这条记录（在回收站）"],
        ["把作废从“否”改为“是”", "填写作废原因“重复登记”"],
        ["把发现日期从“2023-06-01”改为“2023-06-02”", "清空整改资金（万元）（原为“1.2”）"],
        ["把隐患等级从“一般”改为“重大”", "填写隐患类别“火灾、触电”", "填写整改资金（万元）“1.2”"],
        ["新建了这条记录"],
    ]
    assert {(entry.who, entry.at) for entry in told} == {("张某", datetime(2023, 6, 30, 9, 30))}
    assert told[0].title == "恢复隐患 1 条"


def test_a_change_of_nothing_leaves_no_trace(office: Workspace) -> None:
    edit.create(office.store, office.feature("rewards"), {"matter": "x", "amount": Decimal(500)})
    change = edit.update(
        office.store, office.feature("rewards"), 1, {"matter": " x ", "amount": Decimal("500.00")}
    )
    assert change.sentence == "没有变化"
    assert len(history.of_record(office.store, office.feature("rewards"), 1)) == 1


def test_an_undo_stands_in_the_history(office: Workspace) -> None:
    store, rewards = office.store, office.feature("rewards")
    edit.create(store, rewards, {"matter": "甲"})
    change = edit.update(store, rewards, 1, {"matter": "乙"})
    last = last_undoable(store)
    assert last is not None
    assert last.operation == change.operation
    undo(store, office.catalogue, change.operation)
    assert history.of_record(store, rewards, 1)[0].sentence == "把查实事项从“乙”改为“甲”"
    assert [(done.title, done.undone) for done in recent(store)] == [
        ("撤销：修改举报奖励", False),
        ("修改举报奖励", True),
        ("新增举报奖励", False),
    ]
    assert recent(store)[0].who == "张某"
