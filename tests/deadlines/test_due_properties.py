"""What holds of every due day, whatever the start: never before it, never earlier for a later start, and so on."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.kernel.due import Step, due, months_on, period_of
from app.kernel.rules import Instrument, Rule, Shape, Span, Unit
from app.kernel.workdays import DayKind
from app.masterdata.calendar import shipped_calendar
from app.masterdata.rulebooks import rules

CALENDAR = shipped_calendar()
DAYS = st.dates(date(2004, 2, 1), date(2026, 10, 31))
RULES = st.sampled_from(rules())
BOOK = Instrument("t", "试行规定", "规定")


def rule_of(value: int, unit: Unit, *, rolls: bool, backward: bool = False) -> Rule:
    return Rule("t.t", "试", "开始", Span(Shape.COUNT, unit, value, backward), rolls, "第一条", "文", BOOK)


@given(RULES, DAYS, st.integers(0, 40))
def test_a_later_start_is_never_due_earlier(rule: Rule, start: date, later: int) -> None:
    first = due(rule, start, {}, CALENDAR).due
    assert first <= due(rule, start + timedelta(days=later), {}, CALENDAR).due


@given(RULES, DAYS)
def test_never_before_the_start_but_backwards(rule: Rule, start: date) -> None:
    found = due(rule, start, {}, CALENDAR)
    if rule.span.backward:
        assert found.due < start
    elif rule.span.shape is Shape.ONCE:
        assert found.due == rule.span.day
    else:
        assert found.due >= start
        if rule.span.shape is Shape.COUNT:
            assert found.due > start


@given(DAYS, st.integers(1, 60))
def test_working_days_agree_with_naive_counting(start: date, value: int) -> None:
    found = due(rule_of(value, Unit.WORKING_DAY, rolls=False), start, {}, CALENDAR)
    days = [start + timedelta(days=one) for one in range(1, (found.due - start).days + 1)]
    assert sum(CALENDAR.is_working(day) for day in days) == value
    assert CALENDAR.is_working(found.due)
    assert found.value == value


@given(DAYS, st.integers(1, 40), st.sampled_from([Unit.MONTH, Unit.YEAR]), st.booleans())
def test_months_end_on_the_matching_day_or_the_last(
    start: date, value: int, unit: Unit, backward: bool
) -> None:
    found = due(rule_of(value, unit, rolls=False, backward=backward), start, {}, CALENDAR).due
    months = value * (12 if unit is Unit.YEAR else 1) * (-1 if backward else 1)
    assert (found.year - start.year) * 12 + found.month - start.month == months
    last = calendar.monthrange(found.year, found.month)[1]
    assert found.day == start.day if start.day <= last else found.day == last


@given(DAYS, st.integers(1, 90), st.sampled_from([Unit.DAY, Unit.MONTH]))
def test_rolling_goes_to_the_next_working_day_and_no_further(start: date, value: int, unit: Unit) -> None:
    value = value if unit is Unit.DAY else value % 12 + 1
    plain = due(rule_of(value, unit, rolls=False), start, {}, CALENDAR)
    rolled = due(rule_of(value, unit, rolls=True), start, {}, CALENDAR)
    assert plain.rolled_forward is False
    assert CALENDAR.is_working(rolled.due)
    assert rolled.rolled_forward is (rolled.due != plain.due)
    between = [plain.due + timedelta(days=one) for one in range((rolled.due - plain.due).days)]
    assert not any(map(CALENDAR.is_working, between))


@given(RULES, DAYS)
def test_the_count_is_whole_and_in_order(rule: Rule, start: date) -> None:
    found = due(rule, start, {}, CALENDAR)
    assert found.counted[0].step is Step.START
    assert found.counted[-1].step is Step.DUE
    assert [one.step for one in found.counted].count(Step.DUE) == 1
    if rule.span.shape is Shape.COUNT and rule.span.unit in (Unit.DAY, Unit.WORKING_DAY):
        assert sum(one.step is Step.COUNTED for one in found.counted) == rule.span.value
    days = [one.day for one in found.counted]
    if rule.span.shape is Shape.ONCE:
        assert days == [start, rule.span.day]
        return
    assert days == sorted(days, reverse=rule.span.backward)


@given(DAYS, st.sampled_from([one for one in Unit if one not in (Unit.WORKING_DAY, Unit.DATE)]))
def test_calendar_periods_tile_the_year(day: date, unit: Unit) -> None:
    first, last = period_of(unit, day)
    assert first <= day <= last
    assert period_of(unit, last + timedelta(days=1))[0] == last + timedelta(days=1)
    assert period_of(unit, first) == (first, last)


@given(DAYS, st.integers(-300, 300))
def test_months_on_and_back(day: date, count: int) -> None:
    back = months_on(months_on(day, count), -count)
    assert back == day if day.day <= 28 else back <= day


def test_an_unloaded_year_is_named_only_where_it_was_asked() -> None:
    start = date(2030, 1, 1)
    assert due(rule_of(3, Unit.WORKING_DAY, rolls=False), start, {}, CALENDAR).missing_years == (2030,)
    assert due(rule_of(3, Unit.DAY, rolls=True), start, {}, CALENDAR).missing_years == (2030,)
    assert due(rule_of(3, Unit.DAY, rolls=False), start, {}, CALENDAR).calendar_complete
    across = due(rule_of(300, Unit.WORKING_DAY, rolls=False), date(2026, 6, 1), {}, CALENDAR)
    assert across.missing_years == (2027,)


def test_a_calendar_day_is_one_of_four_kinds() -> None:
    kinds = {
        date(2024, 2, 9): DayKind.WORKDAY,
        date(2024, 2, 10): DayKind.HOLIDAY,
        date(2024, 2, 18): DayKind.MAKE_UP,
        date(2024, 2, 24): DayKind.WEEKEND,
        date(2031, 10, 1): DayKind.WORKDAY,
    }
    assert {day: CALENDAR.kind(day) for day in kinds} == kinds
    assert CALENDAR.next_working(date(2024, 2, 10)) == date(2024, 2, 18)
    assert CALENDAR.said(date(2024, 2, 10)) == "星期六 春节放假"


def test_a_year_beyond_counting_is_refused_with_a_sentence() -> None:
    import pytest

    from app.kernel.errors import Refusal

    rule = replace(rule_of(9_000, Unit.YEAR, rolls=False), title="很久")
    with pytest.raises(Refusal, match="请核对起算日"):
        due(rule, date(2020, 1, 1), {}, CALENDAR)
