"""Groups with counts: the filter of a group finds exactly as many records as the group says."""

from __future__ import annotations

from datetime import date

import pytest

from app.bootstrap import Workspace
from app.kernel.filters import all_of, equals
from app.ledgers import browse, edit, grouping
from app.ledgers.grouping import BLANK, Group, Step, by_name, groups

HAZARDS = [
    ("甲某有限公司", "一般", ("火灾", "触电"), date(2023, 1, 31)),
    ("甲某有限公司", "重大", ("火灾",), date(2023, 2, 1)),
    ("乙某有限公司", "一般", (), date(2023, 4, 1)),
    ("丙某有限公司", "一般", ("触电",), date(2023, 4, 30)),
    ("丙某有限公司", None, (), date(2022, 12, 31)),
]


@pytest.fixture
def filled(office: Workspace) -> Workspace:
    for firm, level, category, day in HAZARDS:
        given = {"enterprise_name": firm, "level": level, "category": category, "found_on": day}
        edit.create(office.store, office.feature("hazards"), given)
    return office


def _told(found: list[Group]) -> list[tuple[str, int]]:
    return [(one.title, one.count) for one in found]


def test_by_a_choice_the_largest_first_the_empty_last(filled: Workspace) -> None:
    found = groups(filled.store, filled.feature("hazards"), "level")
    assert _told(found) == [("一般", 3), ("重大", 1), (BLANK, 1)]


def test_a_record_with_several_entries_is_in_each_group(filled: Workspace) -> None:
    found = groups(filled.store, filled.feature("hazards"), "category")
    assert sorted(_told(found)) == sorted([("火灾", 2), ("触电", 2), (BLANK, 2)])


def test_by_firm_in_the_order_of_a_dictionary(filled: Workspace) -> None:
    found = groups(filled.store, filled.feature("hazards"), "enterprise_name")
    assert _told(by_name(found)) == [("丙某有限公司", 2), ("甲某有限公司", 2), ("乙某有限公司", 1)]


@pytest.mark.parametrize(
    ("step", "wanted"),
    [
        (Step.MONTH, [("2022年12月", 1), ("2023年1月", 1), ("2023年2月", 1), ("2023年4月", 2)]),
        (Step.QUARTER, [("2022年第四季度", 1), ("2023年第一季度", 2), ("2023年第二季度", 2)]),
        (Step.YEAR, [("2022年", 1), ("2023年", 4)]),
    ],
)
def test_days_by_month_quarter_and_year(filled: Workspace, step: Step, wanted: list[tuple[str, int]]) -> None:
    found = groups(filled.store, filled.feature("hazards"), "found_on", step)
    assert _told(by_name(found)) == wanted


def test_filter_and_search_hold_within_the_groups(filled: Workspace) -> None:
    found = groups(
        filled.store,
        filled.feature("hazards"),
        "enterprise_name",
        rule=equals("level", "一般"),
        search="某有限",
    )
    assert sorted(_told(found)) == [("丙某有限公司", 1), ("乙某有限公司", 1), ("甲某有限公司", 1)]


@pytest.mark.parametrize("ledger", ["hazards", "inspections", "enterprises", "supervision", "activities"])
def test_every_group_finds_what_it_counts(sample: Workspace, ledger: str) -> None:
    feature = sample.feature(ledger)
    standing = equals("voided", False)
    for field in grouping.fields(feature.ledger):
        for step in Step if field.kind == "day" else (Step.MONTH,):
            found = groups(sample.store, feature, field.name, step, standing)
            rules = [all_of(standing, one.rule) for one in found]
            counts = browse.counts(sample.store, feature, rules)
            assert [one.count for one in found] == counts, field.label
