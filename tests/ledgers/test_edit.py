"""Entering and changing at the desk: five starred fields, guarded steps, many at once, 作废 with a reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.bootstrap import Workspace
from app.dispatch.compute import compute
from app.dispatch.definition import read_table
from app.dispatch.figures import to_json
from app.dispatch.scope import OFFICE
from app.kernel.errors import Refusal
from app.kernel.feature import Record
from app.kernel.fields import Kind
from app.kernel.filters import equals
from app.ledgers import browse, edit
from app.ledgers.undo import undo
from tests.ledgers.seeing import everything, found, only

STARRED: Record = {
    "enterprise_name": "济南甲某机械有限公司",
    "source": "部门检查",
    "found_on": date(2023, 6, 1),
    "description": "安全通道堵塞",
    "level": "一般",
}
SAFEGUARDS: Record = {
    "treatment": "限期整改",
    "owner": "李某",
    "measures": "清理",
    "fund": Decimal(0),
    "due_on": date(2023, 6, 20),
    "plan": "专人看守",
}
RECHECKED: Record = {"rechecker": "王某", "recheck_on": date(2023, 6, 12), "recheck_result": "合格"}
SIGNED: Record = {"closed_on": date(2023, 6, 13), "principal_signature": "赵某", "director_signature": "孙某"}


def enter(office: Workspace, **more: object) -> int:
    values: Record = {**STARRED, **more}  # type: ignore[dict-item]
    return edit.create(office.store, office.feature("hazards"), values).created["hazards"][0]


def step(office: Workspace, ids: list[int], name: str, given: Record) -> None:
    edit.take_step(office.store, office.feature("hazards"), ids, name, given)


def test_five_starred_fields_suffice(office: Workspace) -> None:
    enter(office)
    hazard = only(office, "hazards")
    assert (hazard["number"], hazard["status"], hazard["incomplete"]) == ("YH-2023-0001", "待整改", False)
    firm = only(office, "enterprises")
    assert (firm["name"], firm["incomplete"]) == (STARRED["enterprise_name"], True)
    enter(office, level=None)
    assert only(office, "hazards", id=2)["incomplete_note"] == "缺少隐患等级"


def test_what_is_no_value_of_a_field_is_refused(office: Workspace) -> None:
    hazards = office.feature("hazards")
    for wrong, said in (
        ({"level": "特大"}, "不在选项里"),
        ({"没有": 1}, "没有这些栏目"),
        ({}, "还没有填写"),
        ({"description": "  "}, "还没有填写"),
    ):
        with pytest.raises(Refusal, match=said):
            edit.create(office.store, hazards, wrong)
    with pytest.raises(Refusal, match="统一社会信用代码"):
        edit.create(office.store, office.feature("enterprises"), {"name": "某", "code": "91370112MA3WM5B3H2"})
    assert found(office, "hazards") == []


def test_guards_on_every_step_of_a_hazard_that_takes_time(office: Workspace) -> None:
    one = [enter(office, treatment="限期整改")]
    with pytest.raises(Refusal, match=r"整改责任人、整改措施、整改资金.*、整改期限、应急预案"):
        step(office, one, "start", {})
    with pytest.raises(Refusal, match="当前状态是“待整改”，不能销号"):
        step(office, one, "close", SIGNED)
    step(office, one, "start", SAFEGUARDS)
    assert only(office, "hazards")["status"] == "整改中"
    with pytest.raises(Refusal, match="不早于发现日期"):
        step(office, one, "finish", {"rectified_on": date(2023, 5, 31)})
    step(office, one, "finish", {"rectified_on": date(2023, 6, 10)})
    with pytest.raises(Refusal, match="合格的复查结论"):
        step(office, one, "close", SIGNED)
    with pytest.raises(Refusal, match="复查人"):
        step(office, one, "recheck", {"recheck_result": "合格"})
    step(office, one, "recheck", RECHECKED)
    with pytest.raises(Refusal, match="主要负责人签字、安全总监签字"):
        step(office, one, "close", {"closed_on": date(2023, 6, 13)})
    step(office, one, "close", SIGNED)
    assert only(office, "hazards")["status"] == "已销号"


def test_a_failed_recheck_goes_back(office: Workspace) -> None:
    one = [enter(office, treatment="立查立改")]
    step(office, one, "finish", {"rectified_on": date(2023, 6, 2)})
    step(office, one, "recheck", {**RECHECKED, "recheck_result": "不合格"})
    assert only(office, "hazards")["status"] == "整改中"
    step(office, one, "finish", {"rectified_on": date(2023, 6, 14)})
    hazard = only(office, "hazards")
    assert (hazard["status"], hazard["recheck_result"]) == ("待复查", None)
    step(office, one, "recheck", {**RECHECKED, "recheck_on": date(2023, 6, 15)})
    step(office, one, "close", {"closed_on": date(2023, 6, 15)})
    assert only(office, "hazards")["status"] == "已销号", (
        "what is put right at once closes on a passed recheck"
    )


def test_many_are_closed_at_once_or_none(office: Workspace) -> None:
    done: Record = {"treatment": "立查立改", "rectified_on": date(2023, 6, 2), **RECHECKED}
    ids = [enter(office, **done) for _ in range(3)]
    ids.append(enter(office, rectified_on=date(2023, 6, 2)))
    before = everything(office)
    with pytest.raises(Refusal, match="YH-2023-0004：还不能销号"):
        step(office, ids, "close", SIGNED)
    assert everything(office) == before
    step(office, ids[:3], "close", {"closed_on": date(2023, 6, 13)})
    assert [row["status"] for row in found(office, "hazards")] == ["已销号"] * 3 + ["待复查"]


def test_steps_need_a_living_record(office: Workspace) -> None:
    gone, kept = enter(office), enter(office)
    edit.delete(office.store, office.feature("hazards"), [gone])
    for ids in ([gone], [99]):
        with pytest.raises(Refusal, match="已被删除"):
            step(office, ids, "finish", {"rectified_on": date(2023, 6, 2)})
    edit.void(office.store, office.feature("hazards"), [gone, kept], "重复")
    with pytest.raises(Refusal, match="已作废"):
        step(office, [kept], "finish", {"rectified_on": date(2023, 6, 2)})
    edit.restore(office.store, office.feature("hazards"), [gone])
    assert [row["voided"] for row in found(office, "hazards")] == [False, True]


def test_what_is_void_counts_nowhere(office: Workspace) -> None:
    ids = [enter(office, level="重大") for _ in range(2)]
    hazards = office.feature("hazards")

    def figures() -> object:
        with office.store.read() as connection:
            table = read_table(connection, office.catalogue, "licheng-2023")
            return to_json(compute(connection, office.catalogue, table, date(2023, 6, 30), OFFICE))

    before = figures()
    with pytest.raises(Refusal, match="写明原因"):
        edit.void(office.store, hazards, ids[1:], " ")
    edit.void(office.store, hazards, ids[1:], "重复登记")
    assert figures() != before
    assert browse.count(office.store, hazards, hazards.ledger.views[0].rule) == 1
    assert browse.count(office.store, hazards, equals("voided", True)) == 1
    assert only(office, "hazards", id=ids[1])["void_reason"] == "重复登记"
    edit.unvoid(office.store, hazards, ids[1:])
    assert figures() == before


def test_numbers_are_never_given_twice(office: Workspace) -> None:
    hazards = office.feature("hazards")
    enter(office)
    change = edit.create(office.store, hazards, STARRED)
    undo(office.store, office.catalogue, change.operation)
    edit.delete(office.store, hazards, [1])
    enter(office)
    enter(office, found_on=date(2022, 12, 31))
    enter(office, number="YH-2023-0099")
    enter(office)
    numbers = [row["number"] for row in found(office, "hazards")]
    assert numbers == ["YH-2023-0003", "YH-2022-0001", "YH-2023-0099", "YH-2023-0100"]


def test_the_same_value_in_many(office: Workspace) -> None:
    ids = [enter(office) for _ in range(3)]
    change = edit.update_many(
        office.store, office.feature("hazards"), ids, {"owner": "李某", "level": "重大"}
    )
    assert change.updated == {"hazards": tuple(ids)}
    assert {(row["owner"], row["level"]) for row in found(office, "hazards")} == {("李某", "重大")}
    assert not edit.update_many(office.store, office.feature("hazards"), ids, {"owner": "李某"})
    undo(office.store, office.catalogue, change.operation)
    assert {(row["owner"], row["level"]) for row in found(office, "hazards")} == {(None, "一般")}


def test_new_words_join_their_list(office: Workspace) -> None:
    edit.create(office.store, office.feature("enterprises"), {"name": "某", "community": "新社区"})
    field = office.feature("enterprises").ledger["community"]
    assert browse.choices(office.store, field) == ("清泉社区", "东柳社区", "新社区")


def test_firms_of_a_visit_are_known_or_made(office: Workspace) -> None:
    edit.create(office.store, office.feature("enterprises"), {"name": "济南甲某机械有限公司"})
    visit: Record = {
        "day": date(2023, 6, 1),
        "target": "重点企业",
        "enterprise_names": ("甲某机械", "从未见过某公司"),
    }
    edit.create(office.store, office.feature("assistance"), visit)
    assert only(office, "assistance")["enterprise_names"] == ("济南甲某机械有限公司", "从未见过某公司")
    assert [link[-1] for link in everything(office)["firm_links"]] == [1, 2]


@pytest.mark.parametrize(
    ("ledger", "values", "said"),
    [
        (
            "hazards",
            {"found_on": date(2023, 6, 5), "due_on": date(2023, 6, 1)},
            "整改期限 2023-06-01 早于发现日期 2023-06-05，请核对",
        ),
        (
            "supervision",
            {"listed_on": date(2023, 6, 5), "delisted_on": date(2023, 6, 1)},
            "摘牌日期 2023-06-01 早于挂牌日期 2023-06-05，请核对",
        ),
        (
            "inspectors",
            {"took_office_on": date(2023, 6, 5), "left_on": date(2022, 6, 5)},
            "离任日期 2022-06-05 早于任职日期 2023-06-05，请核对",
        ),
    ],
)
def test_an_end_before_its_beginning_is_kept_and_told(
    office: Workspace, ledger: str, values: Record, said: str
) -> None:
    store, feature = office.store, office.feature(ledger)
    (one,) = edit.create(store, feature, values).created[ledger]
    row = browse.rows(store, feature, [one])[one]
    assert {name: row[name] for name in values} == values, "nobody is held back"
    assert row["incomplete"]
    assert str(row["incomplete_note"]).endswith(said)
    later = next(name for name in reversed(values))
    edit.update(store, feature, one, {later: date(2024, 1, 1)})
    assert said not in str(browse.rows(store, feature, [one])[one]["incomplete_note"])


def test_every_pair_of_days_is_of_the_ledger(office: Workspace) -> None:
    for feature in office.catalogue.values():
        for pair in feature.ledger.follows:
            assert [feature.ledger[name].kind for name in pair] == [Kind.DAY, Kind.DAY]


def test_the_sample_office_has_no_day_turned_round(sample: Workspace) -> None:
    for feature in sample.catalogue.values():
        rows = browse.rows(sample.store, feature, browse.ids(sample.store, feature))
        assert not [said for row in rows.values() for said in feature.ledger.turned_round(row).values()]
