"""A progress table (调度表) as data: sections, indicators, what each value counts, what must reconcile.

Source of the words: 2023行动方案附件. Nothing here knows a database; a faulty table is refused in plain Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cached_property

from app.kernel.display import plain
from app.kernel.filters import EVERYTHING, AllOf, Condition, Filter, Op, all_of

Amount = int | Decimal | bool
MONEY_UNITS = ("元", "万元")
_CENT = Decimal("0.01")


class Span(StrEnum):
    """What time a value speaks of."""

    CUM = "cum"  # from the campaign's first day up to the date of the table
    STOCK = "stock"  # as it stands on that date
    FLAG = "flag"  # yes or no


class Count(StrEnum):
    """How the records that meet the filter become one figure."""

    RECORDS = "records"  # 个 / 次: every record
    FIRMS = "firms"  # 家: each enterprise once
    DISTINCT = "distinct"  # each value of a field once
    ITEMS = "items"  # 个次 / 家次: every entry of a list field
    SUM = "sum"  # 人 / 万元: fields added up
    ANY = "any"  # 是/否


@dataclass(frozen=True)
class Measure:
    """One value of an indicator: which records of which ledger it counts, and how.

    ``day`` is the field that must lie within the campaign and not after the date of the table; a stock has none.
    ``name`` tells the parts of a pair apart (党委 / 政府).
    """

    unit: str
    span: Span
    ledger: str
    count: Count
    fields: tuple[str, ...] = ()
    rule: Filter = EVERYTHING
    day: str = ""
    name: str = ""

    @property
    def period(self) -> Filter:
        """The day of the record within the campaign, up to the date of the table."""
        if not self.day:
            return EVERYTHING
        return AllOf((Condition(self.day, Op.GE, ("$start",)), Condition(self.day, Op.LE, ("$date",))))

    @property
    def full_rule(self) -> Filter:
        """Everything a record must meet to be counted."""
        return all_of(*(self.period.parts if isinstance(self.period, AllOf) else ()), *_parts(self.rule))

    @property
    def once(self) -> bool:
        """True where what is counted counts once however often it occurs (家, distinct hazards, 是/否)."""
        return self.count in (Count.FIRMS, Count.DISTINCT, Count.ANY)

    @property
    def is_money(self) -> bool:
        """True for 元 and 万元."""
        return self.unit in MONEY_UNITS


def _parts(rule: Filter) -> tuple[Filter, ...]:
    return rule.parts if isinstance(rule, AllOf) else (rule,)


@dataclass(frozen=True)
class Indicator:
    """One numbered line of the table; ``label`` keeps the annex's own line breaks."""

    code: str
    label: str
    measures: tuple[Measure, ...]
    formats: tuple[str, ...] = ("{0}",)

    @property
    def number(self) -> str:
        """As printed: numbering starts afresh in each section."""
        return self.code[1:]

    @property
    def plain_label(self) -> str:
        """The label on one line."""
        return self.label.replace("\n", "")

    def part_name(self, part: int) -> str:
        """A1, or C3（罚款） for one part of a pair; ``part`` counts from 1."""
        measure = self.measures[part - 1]
        return f"{self.code}（{measure.name}）" if measure.name else self.code


@dataclass(frozen=True)
class Section:
    """A group of indicators; its title is merged down its rows."""

    letter: str
    title: str
    indicators: tuple[Indicator, ...]

    @property
    def plain_title(self) -> str:
        """The title on one line."""
        return self.title.replace("\n", "")


@dataclass(frozen=True)
class Check:
    """``left`` must not exceed ``right``; both are (code, part)."""

    left: tuple[str, int]
    right: tuple[str, int]
    severity: str = "red"


@dataclass(frozen=True)
class Paper:
    """The sheet in mm and pt."""

    page: str = "A4 portrait"
    column_widths_mm: tuple[float, ...] = (16, 7, 50.5, 18.5, 7, 50.5, 18.5)
    row_height_mm: float = 12
    title_size: float = 22
    label_size: float = 10.5
    value_size: float = 12


@dataclass(frozen=True)
class Lines:
    """Patterns of the lines outside the frame, and which of them are shown."""

    patterns: Mapping[str, str]
    shown: tuple[str, ...] = ()


@dataclass(frozen=True)
class WordList:
    """A list of words an office may change; conditions name it as ``{name}``."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A whole table: what is printed and what is counted."""

    id: str
    version: str
    title: tuple[str, ...]
    date_line: str
    source: str
    first_day: date
    last_day: date
    sections: tuple[Section, ...]
    checks: tuple[Check, ...]
    departments: Mapping[str, str]
    lists: Mapping[str, WordList]
    paper: Paper
    lines: Lines
    yes: str = "是"
    no: str = "否"

    @property
    def name(self) -> str:
        """The title on one line."""
        return "".join(self.title)

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Every indicator by code, in the order of the sheet."""
        return {one.code: one for section in self.sections for one in section.indicators}

    def measures(self) -> Iterator[tuple[str, int, Measure]]:
        """``(code, part, measure)`` for every value of the table; parts count from 1."""
        for code, indicator in self.indicators.items():
            for place, measure in enumerate(indicator.measures):
                yield code, place + 1, measure

    def days(self, day: date) -> dict[str, date]:
        """The real days behind ``$start`` and ``$date``; what lies after the campaign never counts."""
        return {"start": self.first_day, "date": min(day, self.last_day)}

    def with_format(self, code: str, pattern: str) -> Table:
        """The same table, the cell of ``code`` printed after ``pattern``."""
        sections = tuple(
            replace(section, indicators=tuple(
                replace(one, formats=(pattern, *(other for other in one.formats if other != pattern)))
                if one.code == code else one
                for one in section.indicators
            ))
            for section in self.sections
        )  # fmt: skip
        return replace(self, sections=sections)


def rounded(amount: Amount) -> Amount:
    """Money to two decimals, half up (1.005 → 1.01); counts and flags as they are."""
    return amount.quantize(_CENT, ROUND_HALF_UP) if isinstance(amount, Decimal) else amount


def shown(table: Table, amount: Amount) -> str:
    """One value as printed: a nil is 0, money has two decimals at most, trailing zeros dropped."""
    if isinstance(amount, bool):
        return table.yes if amount else table.no
    if isinstance(amount, Decimal):
        text = plain(amount.quantize(_CENT, ROUND_HALF_UP))
        return "0" if text == "-0" else text
    return str(amount)


def cell_text(table: Table, indicator: Indicator, amounts: tuple[Amount, ...]) -> str:
    """The cell of an indicator: one value, or two after the first of its patterns (党委2，政府3)."""
    words = [shown(table, amount) for amount in amounts]
    return re.sub(r"\{(\d)\}", lambda found: words[int(found[1])], indicator.formats[0])
