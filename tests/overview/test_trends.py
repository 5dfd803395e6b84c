"""What the home page counts is what the ledger shows under the same filter, for any store."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from app.bootstrap import Workspace
from app.kernel.filters import sentence
from app.ledgers import browse, edit
from app.overview import today
from app.overview.trends import Chart, month_firsts, month_label, trends

NOW = date(2023, 6, 30)


def same_as_the_ledger(office: Workspace, chart: Chart) -> int:
    """Every figure of a chart, counted again by its filter; returns how many figures there were."""
    feature = office.feature(chart.ledger)
    rows = (*chart.cells, *((chart.wholes,) if chart.wholes else ()))
    for row in rows:
        assert len(row) == len(chart.labels)
        for label, cell in zip(chart.labels, row, strict=True):
            assert browse.count(office.store, feature, cell.rule) == cell.count, (chart.name, label)
            assert sentence(cell.rule, feature.ledger.by_name)
    for place, whole in enumerate(chart.wholes):
        assert whole.count == sum(row[place].count for row in chart.cells)
    return sum(len(row) for row in rows)


def filled(office: Workspace, seed: int) -> None:
    """Firms of many sectors, hazards of every age and kind, some withdrawn, some in the bin."""
    dice, store = random.Random(seed), office.store
    firms, hazards = office.feature("enterprises"), office.feature("hazards")
    for at in range(14):
        edit.create(
            store,
            firms,
            {
                "name": f"历城{'甲乙丙丁戊己庚辛壬癸子丑寅卯'[at]}某公司",
                "community": dice.choice(("清泉社区", "东柳社区", None)),
                "sector": None if at == 5 else f"领域{at:02}",
            },
        )
    kinds = hazards.ledger["category"].choices
    for at in range(150):
        found = NOW - timedelta(days=dice.randrange(-20, 500))
        closed = found + timedelta(days=dice.randrange(40)) if dice.random() < 0.5 else None
        edit.create(
            store,
            hazards,
            {
                "enterprise_name": f"历城{dice.choice('甲乙丙丁戊己庚辛壬癸子丑寅卯')}某公司"
                if at % 9
                else None,
                "found_on": found if at % 11 else None,
                "closed_on": closed,
                "rectified_on": closed,
                "level": dice.choice(("一般", "重大")),
                "due_on": found + timedelta(days=dice.randrange(40)),
                "inspectors": tuple(dice.sample(("张某", "李某", "张某某"), dice.randrange(3))),
                "recheck_result": dice.choice((None, "合格", "不合格")),
                "category": tuple(dice.sample(kinds, dice.randrange(4))),
                "description": f"隐患{at}",
            },
        )
    edit.void(store, hazards, list(range(1, 9)), "误登")
    edit.delete(store, hazards, list(range(9, 14)))


@pytest.mark.parametrize("seed", [1, 2])
def test_every_figure_is_the_ledgers(office: Workspace, seed: int) -> None:
    filled(office, seed)
    found = trends(office.store, office.catalogue)
    charts = (found.months, found.states, *found.shares)
    assert sum(same_as_the_ledger(office, chart) for chart in charts) > 80
    assert [chart.name for chart in found.shares] == ["community", "sector", "category"]
    assert {"未填", "其他 5 个"} <= set(found.shares[1].labels)
    assert found.shares[2].note
    hazards = office.feature("hazards")
    for one in found.compared:
        assert browse.count(office.store, hazards, one.rule) == one.this
        assert one.last <= one.whole
    for who in ("", "张某"):
        waiting = today.desk(office.store, office.catalogue, who)
        for pile in waiting.piles:
            rule = pile.rule
            assert browse.count(office.store, hazards, rule) == pile.count
        assert not waiting.idle
        assert list(waiting.urgent) == sorted(
            waiting.urgent,
            key=lambda one: (str(browse.rows(office.store, hazards, [one])[one]["due_on"]), one),
        )


def test_a_person_is_the_very_name_in_a_list_and_any_part_of_a_line(office: Workspace) -> None:
    store, hazards = office.store, office.feature("hazards")
    for facts in (
        {"inspectors": ("张某",)},
        {"inspectors": ("张某某",)},
        {"rechecker": "李某 张某"},
        {"owner": "张某"},
        {"remark": "张某"},
    ):
        edit.create(store, hazards, {"description": "x", "due_on": NOW, **facts})
    count = {pile.name: pile.count for pile in today.waiting(store, office.catalogue, "张某")}
    assert count["today"] == count["three"] == count["week"] == 3
    assert count["overdue"] == 0
    everybodys = {pile.name: pile.count for pile in today.waiting(store, office.catalogue)}
    assert everybodys["today"] == 5


def test_the_piles_follow_a_hazard_through_its_steps(office: Workspace) -> None:
    store, hazards = office.store, office.feature("hazards")

    def now() -> set[str]:
        return {pile.name for pile in today.waiting(store, office.catalogue) if pile.count}

    edit.create(store, hazards, {"description": "x", "due_on": NOW - timedelta(days=1)})
    assert now() == {"overdue", "incomplete"}
    edit.update(store, hazards, 1, {"due_on": NOW + timedelta(days=3)})
    assert now() == {"three", "week", "incomplete"}
    edit.update(store, hazards, 1, {"due_on": NOW + timedelta(days=8), "rectified_on": NOW})
    assert now() == {"recheck", "incomplete"}
    edit.update(store, hazards, 1, {"recheck_result": "合格"})
    assert now() == {"closing", "incomplete"}
    edit.update(store, hazards, 1, {"closed_on": NOW})
    assert now() == {"incomplete"}


def test_marks_of_other_ledgers_are_told(office: Workspace) -> None:
    store = office.store
    edit.create(store, office.feature("supervision"), {"hazard_number": "甲", "due_on": NOW - timedelta(1)})
    (only,) = today.others(store, office.catalogue)
    assert (only.title, only.ledger, only.count) == ("挂牌督办超期", "supervision", 1)
    assert today.desk(store, office.catalogue, "张某").others == ()


def test_months_before_the_first_record_are_left_out(office: Workspace) -> None:
    store, hazards = office.store, office.feature("hazards")
    assert trends(store, office.catalogue).months.empty
    edit.create(store, hazards, {"description": "x", "found_on": date(2023, 5, 1)})
    labels = trends(store, office.catalogue).months.labels
    assert labels == ("23年1月", "2月", "3月", "4月", "5月", "6月")
    edit.create(store, hazards, {"description": "x", "found_on": date(2022, 7, 1)})
    labels = trends(store, office.catalogue).months.labels
    assert (len(labels), labels[0], labels[6]) == (12, "22年7月", "23年1月")


def test_firsts_of_months() -> None:
    firsts = month_firsts(date(2024, 3, 31), 4)
    assert firsts == [date(2023, 12, 1), date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)]
    assert [month_label(first, at == 0) for at, first in enumerate(firsts)] == [
        "23年12月",
        "24年1月",
        "2月",
        "3月",
    ]
