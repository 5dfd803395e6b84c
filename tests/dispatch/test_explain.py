"""Why a figure is what it is, and why a record is in it or not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.bootstrap import CATALOGUE
from app.dispatch import explain
from app.dispatch.compute import contributions
from app.dispatch.scope import OFFICE, Scope, Whose, parse_scope
from app.kernel.errors import Refusal
from app.kernel.indicators import Count, Table
from app.ledgers import edit
from app.store import records
from app.store.session import Store
from tests.dispatch.offices import LEDGERS, fill

JUNE = date(2023, 6, 30)


def told(store: Store, table: Table, ledger: str, facts: dict[str, Any]) -> dict[str, explain.Standing]:
    one = edit.create(store, CATALOGUE[ledger], facts).created[ledger][0]
    with store.read() as connection:
        found = explain.of_record(connection, CATALOGUE, [table], ledger, one, JUNE)
    return {f"{each.code}.{each.part}": each for each in found}


def test_a_value_says_what_it_counts(table: Table) -> None:
    sentence = explain.of_value(table, "A2", 1, JUNE, CATALOGUE)
    assert sentence == (
        "A2“企业自查发现重大事故隐患中已完成整改的（个）”：统计“隐患”台账中发现日期在2023年5月31日至2023年6月30日之间"
        "（首尾两日都算），且“隐患等级”为“重大”，且“隐患来源”为“企业自查”，且销号日期不晚于2023-06-30的记录，按条计数；"
        "作废、已删除的不计。"
    )
    assert "（离任日期未填，或离任日期晚于2023-06-30）" in explain.of_value(table, "D7", 1, JUNE, CATALOGUE)
    assert "将金额（元）相加，合计后由元折算为万元" in explain.of_value(table, "D5", 1, JUNE, CATALOGUE)


def test_every_reason_is_named(store: Store, table: Table) -> None:
    found = told(
        store,
        table,
        "hazards",
        {"level": "一般", "found_on": date(2023, 5, 1), "closed_on": date(2023, 7, 2), "description": "x"},
    )
    assert [one.counted for one in found.values()] == [False] * 4
    assert found["A2.1"].reason == (
        "发现日期2023-05-01早于行动开始日2023-05-31；“隐患等级”是“一般”，不是“重大”；“隐患来源”未填；"
        "销号日期2023-07-02晚于统计截止日2023-06-30"
    )


def test_what_is_counted_says_how(store: Store, table: Table) -> None:
    facts = {"day": date(2023, 6, 9), "target": "重点地区", "areas": ("唐王镇", "遥墙镇")}
    found = told(store, table, "assistance", facts)
    assert (found["C1.1"].counted, found["C1.1"].reason) == (True, "计入2个次")
    found = told(store, table, "assistance", {"day": date(2023, 6, 9), "target": "重点企业"})
    assert (found["C2.1"].counted, found["C2.1"].reason) == (False, "条件都符合，但“单位名称”未填，按0计")


def test_a_withdrawn_record_says_so(store: Store, table: Table) -> None:
    one = edit.create(store, CATALOGUE["rewards"], {"day": JUNE, "amount": 5}).created["rewards"][0]
    edit.void(store, CATALOGUE["rewards"], [one], "重复")
    with store.read() as connection:
        found = explain.of_record(connection, CATALOGUE, [table], "rewards", one, JUNE)
    assert found[0].reason == "记录已作废（重复）"


def test_the_explanation_agrees_with_the_figure(store: Store, table: Table) -> None:
    """For every record and value: explained as counted exactly where the drill-down lists it."""
    fill(store, 5)
    with store.read() as connection:
        for ledger in LEDGERS:
            feature = CATALOGUE[ledger]
            rows = records.load(connection, feature, list(records.find_ids(connection, feature)))
            for code, part, measure in table.measures():
                if measure.ledger != ledger:
                    continue
                found = contributions(connection, CATALOGUE, table, code, part, JUNE)
                listed = {one for each in found for one in each.ids}
                said = {
                    one
                    for one, row in rows.items()
                    if explain.standing(table, code, part, measure, feature, row, JUNE).counted
                }
                if measure.count is Count.SUM:
                    assert said <= listed
                else:
                    assert said == listed, (code, part)


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("", OFFICE),
        ("office", OFFICE),
        ("社区=洪家楼社区", Scope(Whose.COMMUNITY, "洪家楼社区")),
        ("department = 应急办", Scope(Whose.DEPARTMENT, "应急办")),
    ],
)
def test_a_scope_in_words(text: str, scope: Scope) -> None:
    assert parse_scope(text) == scope
    assert parse_scope(scope.key) == scope


def test_an_unknown_scope_is_refused() -> None:
    for text in ("片区=东", "社区=", "随便"):
        with pytest.raises(Refusal):
            parse_scope(text)
