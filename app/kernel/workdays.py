"""Working days by a calendar that is handed in: weekends, statutory holidays, and weekends worked in exchange (调休)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

ONE = timedelta(days=1)
WEEKDAYS = "一二三四五六日"
MOST_REST, MOST_WORK = 45, 20
"""No notice ever came near these; a year beyond them was read from the wrong column."""


class DayKind(StrEnum):
    """What a day is to an office, in its own words."""

    WORKDAY = "工作日"
    WEEKEND = "周末"
    HOLIDAY = "节假日"
    MAKE_UP = "调休上班"


@dataclass(frozen=True)
class CalendarYear:
    """A year's notice: days of rest and weekend days worked, each with its holiday's name.

    ``edited`` says by whom and when the office changed it; empty where it is as shipped.
    """

    year: int
    holidays: Mapping[date, str] = field(default_factory=dict)
    workdays: Mapping[date, str] = field(default_factory=dict)
    source: str = ""
    edited: str = ""


@dataclass(frozen=True)
class WorkCalendar:
    """Years that are loaded; any other year is Monday to Friday, and whoever relies on it is told."""

    years: Mapping[int, CalendarYear] = field(default_factory=dict)

    def knows(self, year: int) -> bool:
        """Is the year's notice loaded?"""
        return year in self.years

    def kind(self, day: date) -> DayKind:
        """Working day, weekend, holiday or a weekend worked."""
        year = self.years.get(day.year)
        if year is not None:
            if day in year.holidays:
                return DayKind.HOLIDAY
            if day in year.workdays:
                return DayKind.MAKE_UP
        return DayKind.WEEKEND if day.weekday() > 4 else DayKind.WORKDAY

    def name(self, day: date) -> str:
        """The holiday a day belongs to or is worked for; empty on ordinary days."""
        year = self.years.get(day.year)
        return "" if year is None else year.holidays.get(day) or year.workdays.get(day, "")

    def is_working(self, day: date) -> bool:
        """Do offices work on that day?"""
        return self.kind(day) in (DayKind.WORKDAY, DayKind.MAKE_UP)

    def next_working(self, day: date) -> date:
        """The day itself where offices work on it, else the first working day after it."""
        while not self.is_working(day):
            day += ONE
        return day

    def missing(self, first: date, last: date) -> tuple[int, ...]:
        """The years between two days whose notice is not loaded."""
        return tuple(year for year in range(first.year, last.year + 1) if not self.knows(year))

    def said(self, day: date) -> str:
        """A day in words: 2024-02-10 星期六 春节."""
        kind, name = self.kind(day), self.name(day)
        note = {DayKind.HOLIDAY: f" {name}放假", DayKind.MAKE_UP: f" {name}调休上班"}.get(kind, "")
        return f"{weekday(day)}{note}"


def weekday(day: date) -> str:
    """星期三."""
    return f"星期{WEEKDAYS[day.weekday()]}"


def days_from(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last."""
    while first <= last:
        yield first
        first += ONE


def notice(one: CalendarYear) -> list[str]:
    """The year as its notice would say it: 春节：2月10日至2月17日放假；2月4日（星期日）上班."""
    names = dict.fromkeys([*one.holidays.values(), *one.workdays.values()])
    lines: list[tuple[date, str]] = []
    for name in names:
        rest = _spans(sorted(day for day, of in one.holidays.items() if of == name))
        work = sorted(day for day, of in one.workdays.items() if of == name)
        said = []
        if rest:
            said.append("、".join(_span_words(*span) for span in rest) + "放假")
        if work:
            said.append("、".join(f"{day.month}月{day.day}日（{weekday(day)}）" for day in work) + "上班")
        first = min([*(span[0] for span in rest), *work])
        lines.append((first, f"{name}：{'；'.join(said)}"))
    return [words for _day, words in sorted(lines)]


def _spans(days: list[date]) -> list[tuple[date, date]]:
    spans: list[tuple[date, date]] = []
    for day in days:
        if spans and spans[-1][1] + ONE == day:
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return spans


def _span_words(first: date, last: date) -> str:
    if first == last:
        return f"{first.month}月{first.day}日"
    return f"{first.month}月{first.day}日至{last.month}月{last.day}日"


def faults(one: CalendarYear) -> list[str]:
    """What cannot be right in a year's days, as sentences; empty where all is well."""
    found = []
    for day in sorted({*one.holidays, *one.workdays}):
        if day.year != one.year:
            found.append(f"{day} 不是{one.year}年的日子，请放到{day.year}年里。")
        elif day in one.holidays and day in one.workdays:
            found.append(f"{day} 既写了休又写了班，请只留一个。")
        elif day in one.workdays and day.weekday() < 5:
            found.append(f"{day} 是{weekday(day)}，本来就上班，不用写“班”；要休息请写“休”。")
    if len(one.holidays) > MOST_REST:
        found.append(
            f"{one.year}年写了{len(one.holidays)}天休息，一般不超过30天。请核对是不是把每个周末也写进来了。"
        )
    if len(one.workdays) > MOST_WORK:
        found.append(f"{one.year}年写了{len(one.workdays)}天调休上班，一般不超过10天，请核对。")
    return found
