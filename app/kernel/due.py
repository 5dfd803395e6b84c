"""When a period ends, counted step by step so that everybody can count along.

民法典 200–204: the start day is not counted; months and years end on the matching day, or on the month's last day
where there is none; a last day on a holiday moves to the first working day after it where the rule says so.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from app.kernel.errors import Refusal
from app.kernel.rules import COUNTED, Case, Given, Override, Rule, Shape, Span, Unit
from app.kernel.workdays import ONE, DayKind, WorkCalendar

LAST_YEAR = 2200


class Step(StrEnum):
    """What happens on a day of the count."""

    START = "start"
    COUNTED = "counted"
    SKIPPED = "skipped"
    MARK = "mark"
    ROLLED = "rolled"
    DUE = "due"


@dataclass(frozen=True)
class Counted:
    """One step: the day and what is said of it."""

    day: date
    step: Step
    words: str


@dataclass(frozen=True)
class Due:
    """The answer. ``override`` is the office's own value where it acted; ``by_rule`` is then what the rule gives."""

    rule: Rule
    start: date
    due: date
    unit: Unit
    value: int | None
    counted: tuple[Counted, ...]
    rolled_forward: bool
    missing_years: tuple[int, ...]
    source: str
    in_force: bool
    case: Case | None = None
    override: Override | None = None
    by_rule: Due | None = None

    @property
    def calendar_complete(self) -> bool:
        """Were the notices of all years that matter loaded?"""
        return not self.missing_years

    def as_json(self) -> dict[str, object]:
        """The answer of the command."""
        return {
            "due": self.due.isoformat(),
            "unit": str(self.unit),
            "value": self.value,
            "rolled_forward": self.rolled_forward,
            "calendar_complete": self.calendar_complete,
            "source": self.source,
            "in_force": self.in_force,
        }


@dataclass(frozen=True)
class _Ended:
    day: date
    steps: list[Counted]
    looked: tuple[date, date] | None = None  # the first and last day whose calendar was asked


def due(
    rule: Rule,
    start: date,
    given: Mapping[str, Given],
    calendar: WorkCalendar,
    override: Override | None = None,
) -> Due:
    """When the period that begins on ``start`` ends."""
    case = rule.case_for(given)
    span = case.span if case is not None else rule.span
    lawful = _due(rule, span, case, start, calendar)
    if override is None or override.case != (case.name if case else "") or span.shape is not Shape.COUNT:
        return lawful
    changed = _due(rule, replace(span, value=override.value), case, start, calendar)
    return replace(changed, override=override, by_rule=lawful)


def _due(rule: Rule, span: Span, case: Case | None, start: date, calendar: WorkCalendar) -> Due:
    try:
        ended = _ended(rule, span, start, calendar)
    except (OverflowError, ValueError) as fault:
        raise Refusal(f"从 {start} 算{span.words}，超出了能计算的年份，请核对起算日。") from fault
    last, steps, rolled, looked = ended.day, ended.steps, False, ended.looked
    if rule.rolls:
        day = last
        while not calendar.is_working(day):
            steps.append(Counted(day, Step.ROLLED, f"最后一日是{_rest(calendar, day)}，顺延"))
            day += ONE
        rolled = day != last
        looked = (last, day)
        last = day
    steps.append(Counted(last, Step.DUE, _last_words(rule, last, calendar, rolled=rolled)))
    return Due(
        rule=rule,
        start=start,
        due=last,
        unit=span.unit,
        value=span.value,
        counted=tuple(steps),
        rolled_forward=rolled,
        missing_years=calendar.missing(*looked) if looked else (),
        source=rule.source,
        in_force=rule.instrument.in_force(start),
        case=case,
    )


def _last_words(rule: Rule, day: date, calendar: WorkCalendar, *, rolled: bool) -> str:
    if rolled:
        return "顺延到这一天：到期日"
    if rule.rolls:
        return "是工作日，不用顺延：到期日"
    return "到期日" if calendar.is_working(day) else f"到期日（{_rest(calendar, day)}，按规定不顺延）"


def _rest(calendar: WorkCalendar, day: date) -> str:
    return f"{calendar.name(day)}假期" if calendar.kind(day) is DayKind.HOLIDAY else "周末"


def _ended(rule: Rule, span: Span, start: date, calendar: WorkCalendar) -> _Ended:
    match span.shape:
        case Shape.COUNT if span.unit in (Unit.MONTH, Unit.YEAR):
            return _by_months(rule, span, start)
        case Shape.COUNT if span.unit is Unit.WORKING_DAY:
            return _by_working_days(rule, span, start, calendar)
        case Shape.COUNT:
            return _by_days(rule, span, start, calendar)
        case Shape.EVERY:
            first, last = period_of(span.unit, start)
            said = f"{rule.start}，所在周期 {first} 至 {last}，周期最后一天到期"
            return _Ended(last, [Counted(start, Step.START, said)])
        case Shape.NEXT:
            return _next_fixed(rule, span, start)
    assert span.day is not None
    said = f"{rule.start}；方案只定了一个日子，与起算日无关"
    return _Ended(span.day, [Counted(start, Step.START, said)])


def _begin(rule: Rule, start: date) -> list[Counted]:
    return [Counted(start, Step.START, f"{rule.start}，当日不计入")]


def _by_days(rule: Rule, span: Span, start: date, calendar: WorkCalendar) -> _Ended:
    assert span.value is not None
    sign = -1 if span.backward else 1
    steps = _begin(rule, start)
    for number in range(1, span.value + 1):
        day = start + timedelta(days=number * sign)
        note = f"（{_rest(calendar, day)}，照算）" if calendar.kind(day) is DayKind.HOLIDAY else ""
        steps.append(Counted(day, Step.COUNTED, f"第{number}日{note}"))
    return _Ended(start + timedelta(days=span.value * sign), steps)


def _by_working_days(rule: Rule, span: Span, start: date, calendar: WorkCalendar) -> _Ended:
    assert span.value is not None
    sign = -ONE if span.backward else ONE
    steps, day, number = _begin(rule, start), start, 0
    while number < span.value:
        day += sign
        if day.year > LAST_YEAR:
            raise OverflowError
        if not calendar.is_working(day):
            steps.append(Counted(day, Step.SKIPPED, f"{_rest(calendar, day)}，不算"))
            continue
        number += 1
        note = f"（{calendar.name(day)}调休上班）" if calendar.kind(day) is DayKind.MAKE_UP else ""
        steps.append(Counted(day, Step.COUNTED, f"第{number}个工作日{note}"))
    return _Ended(day, steps, (min(start + sign, day), max(start + sign, day)))


def _by_months(rule: Rule, span: Span, start: date) -> _Ended:
    assert span.value is not None
    each = 12 if span.unit is Unit.YEAR else 1
    sign = -1 if span.backward else 1
    steps, day = _begin(rule, start), start
    for number in range(1, span.value + 1):
        day = months_on(start, number * each * sign)
        way = "往前数" if span.backward else "满"
        note = "对应日" if day.day == start.day else f"{day.month}月没有{start.day}日，取月末"
        steps.append(Counted(day, Step.MARK, f"{way}{number}{COUNTED[span.unit]}：{note}"))
    return _Ended(day, steps)


def _next_fixed(rule: Rule, span: Span, start: date) -> _Ended:
    year = start.year
    fixed = [date(of, month, day) for of in (year, year + 1) for month, day in span.days]
    found = min(day for day in fixed if day >= start)
    said = f"{rule.start}，取当日起第一个固定日（{span.words}）"
    return _Ended(found, [Counted(start, Step.START, said)])


def months_on(day: date, count: int) -> date:
    """The matching day so many months on (back where negative), else the month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def _month_end(day: date) -> date:
    return day.replace(day=months.monthrange(day.year, day.month)[1])


def period_of(unit: Unit, day: date) -> tuple[date, date]:
    """First and last day of the calendar period that contains a day."""
    match unit:
        case Unit.WEEK:
            monday = day - timedelta(days=day.weekday())
            return monday, monday + timedelta(days=6)
        case Unit.HALF_MONTH:
            return (
                (day.replace(day=1), day.replace(day=15))
                if day.day <= 15
                else (day.replace(day=16), _month_end(day))
            )
        case Unit.MONTH | Unit.QUARTER | Unit.HALF_YEAR | Unit.YEAR:
            length = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF_YEAR: 6, Unit.YEAR: 12}[unit]
            first = date(day.year, (day.month - 1) // length * length + 1, 1)
            return first, _month_end(months_on(first, length - 1))
    return day, day
