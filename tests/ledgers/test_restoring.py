"""Old values come back, one by one or the whole record, as one change; what cannot come back is said."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.bootstrap import CATALOGUE, Workspace
from app.kernel.errors import Refusal
from app.kernel.feature import Feature, Record
from app.kernel.fields import Kind, Value
from app.ledgers import browse, edit, history, restoring
from app.ledgers.undo import undo
from tests.ledgers.making import value_of

FIRMS = ("济南甲某有限公司", "济南乙某有限公司", "甲某公司", "乙某公司")


def now(office: Workspace, feature: Feature, record: int = 1) -> Record:
    found = browse.record(office.store, feature, record)
    assert found is not None
    return found


def shown(feature: Feature, record: Record) -> dict[str, Value]:
    """The fields a person sees, and the state."""
    names = [field.name for field in feature.ledger.fields]
    names += [feature.workflow.state] if feature.workflow else []
    return {name: record[name] for name in names}


@pytest.mark.parametrize("name", sorted(CATALOGUE))
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_point_of_any_ledger_comes_back_exactly(office: Workspace, name: str, seed: int) -> None:
    dice, store, feature = random.Random(seed), office.store, office.feature(name)
    for firm in FIRMS:
        edit.create(store, office.feature("enterprises"), {"name": firm})
    free = [one for one in feature.ledger.fields if one.kind is not Kind.MADE and one.check is None]
    free = [one for one in free if not (name == "enterprises" and one.name == "name")]

    def some() -> dict[str, Value]:
        return {
            one.name: None if dice.random() < 0.3 else value_of(one, dice)
            for one in dice.sample(free, dice.randint(1, 5))
        }

    first = {one.name: value_of(one, dice) for one in free[:3]}
    record = edit.create(store, feature, first).created[name][0]
    points = {}
    for turn in range(12):
        match dice.randrange(6):
            case 0 if name != "enterprises":
                edit.void(store, feature, [record], f"原因{turn}")
            case 1:
                edit.unvoid(store, feature, [record])
            case 2 if name != "enterprises":
                edit.delete(store, feature, [record])
                edit.restore(store, feature, [record])
            case 3 if name == "hazards":
                edit.update(store, feature, record, {"started": dice.random() < 0.5})
            case _:
                edit.update(store, feature, record, some())
        newest = history.of_record(store, feature, record)[0].operation
        points[newest] = shown(feature, now(office, feature, record))
    dice.shuffle(order := list(points))
    for operation in order:
        told = restoring.record_after(store, feature, record, operation)
        before = now(office, feature, record)
        if not told.differences:
            with pytest.raises(Refusal, match="没有要恢复的"):
                restoring.put_back(store, feature, record, operation)
        else:
            change = restoring.put_back(store, feature, record, operation)
            assert change.updated[name] == (record,)
            if dice.random() < 0.3:
                undo(store, office.catalogue, change.operation)
                assert shown(feature, now(office, feature, record)) == shown(feature, before)
                restoring.put_back(store, feature, record, operation)
        after = now(office, feature, record)
        assert shown(feature, after) == points[operation]
        assert after["voided"] == before["voided"]
        assert not restoring.record_after(store, feature, record, operation).differences


def test_one_value_comes_back_and_is_one_step(office: Workspace) -> None:
    store, hazards = office.store, office.feature("hazards")
    edit.create(store, hazards, {"description": "通道堵塞", "fund": Decimal("1.2"), "level": "一般"})
    first = edit.update(store, hazards, 1, {"fund": Decimal(3), "level": "重大"})
    edit.update(store, hazards, 1, {"fund": Decimal(5)})
    (entry,) = [one for one in history.of_record(store, hazards, 1) if one.operation == first.operation]
    assert {line.field for line in entry.lines} == {"fund", "level"}
    told = restoring.value_before(store, hazards, 1, first.operation, "fund")
    assert [(one.label, one.now, one.then) for one in told.differences] == [("整改资金（万元）", "5", "1.2")]
    change = restoring.put_back(store, hazards, 1, first.operation, "fund")
    assert (now(office, hazards)["fund"], now(office, hazards)["level"]) == (Decimal("1.2"), "重大")
    assert history.of_record(store, hazards, 1)[0].title == "恢复隐患的整改资金（万元）"
    undo(store, office.catalogue, change.operation)
    assert now(office, hazards)["fund"] == Decimal(5)


def test_states_and_steps_are_not_put_back_by_hand(office: Workspace) -> None:
    store, hazards = office.store, office.feature("hazards")
    edit.create(store, hazards, {"description": "x", "level": "一般"})
    edit.take_step(store, hazards, [1], "start", {})
    edit.void(store, hazards, [1], "误登")
    edit.update(store, hazards, 1, {"level": "重大"})
    entries = history.of_record(store, hazards, 1)
    assert [[line.field for line in one.lines] for one in entries] == [["level"], ["", ""], ["", ""], [""]]
    assert [one.past for one in entries] == [False, True, True, True]
    told = restoring.record_after(store, hazards, 1, entries[-1].operation)
    assert [one.label for one in told.differences] == ["隐患等级", "已开始整改"]
    assert told.left_out == ("作废与否不随之改变，请用“作废”或“撤销作废”。",)
    restoring.put_back(store, hazards, 1, entries[-1].operation)
    found = now(office, hazards)
    assert (found["level"], found["status"], found["voided"]) == ("一般", "待整改", True)


def test_what_is_no_longer_allowed_is_refused_or_left_out(office: Workspace) -> None:
    store, hazards = office.store, office.feature("hazards")
    edit.create(store, hazards, {"description": "x", "level": "一般", "source": "群众举报"})
    change = edit.update(store, hazards, 1, {"source": "企业自查", "level": "重大"})
    ledger = hazards.ledger
    narrowed = tuple(
        replace(one, choices=("企业自查", "部门检查")) if one.name == "source" else one
        for one in ledger.fields
    )
    today = replace(hazards, ledger=replace(ledger, fields=narrowed))
    with pytest.raises(Refusal, match="隐患来源：“群众举报”不在选项里"):
        restoring.put_back(store, today, 1, change.operation, "source")
    created = history.of_record(store, today, 1)[-1].operation
    told = restoring.record_after(store, today, 1, created)
    assert [one.label for one in told.differences] == ["隐患等级"]
    assert told.left_out[0].startswith("隐患来源：原来的值现在不能用。")
    restoring.put_back(store, today, 1, created)
    assert (now(office, hazards)["level"], now(office, hazards)["source"]) == ("一般", "企业自查")


def test_the_very_firm_comes_back_also_under_its_new_name(office: Workspace) -> None:
    store, firms, hazards = office.store, office.feature("enterprises"), office.feature("hazards")
    for name in ("济南甲某有限公司", "济南乙某有限公司"):
        edit.create(store, firms, {"name": name})
    edit.create(store, hazards, {"enterprise_name": "济南甲某有限公司", "found_on": date(2023, 6, 1)})
    change = edit.update(store, hazards, 1, {"enterprise_name": "济南乙某有限公司"})
    restoring.put_back(store, hazards, 1, change.operation, "enterprise_name")
    assert now(office, hazards)["enterprise_id"] == 1
    change = edit.update(store, hazards, 1, {"enterprise_name": "济南乙某有限公司"})
    edit.update(store, firms, 1, {"name": "济南甲某科技有限公司"})
    restoring.put_back(store, hazards, 1, change.operation, "enterprise_name")
    found = now(office, hazards)
    assert (found["enterprise_id"], found["enterprise_name"]) == (1, "济南甲某科技有限公司")
    assert browse.count(store, firms) == 2


def test_a_record_in_the_bin_is_not_written_to(office: Workspace) -> None:
    store, rewards = office.store, office.feature("rewards")
    edit.create(store, rewards, {"matter": "甲"})
    change = edit.update(store, rewards, 1, {"matter": "乙"})
    edit.delete(store, rewards, [1])
    with pytest.raises(Refusal, match="已被删除"):
        restoring.put_back(store, rewards, 1, change.operation, "matter")
