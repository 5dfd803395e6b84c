"""A period that an instrument sets, as data: how long, from what event, under which article, in force from–to.

Nothing here counts a day; :mod:`app.kernel.due` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.kernel.errors import Refusal


class Unit(StrEnum):
    """What a period is counted in. DATE: a fixed day, nothing is counted."""

    DAY = "day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    HALF_MONTH = "half_month"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    DATE = "date"


COUNTED = {Unit.DAY: "日", Unit.WORKING_DAY: "个工作日", Unit.MONTH: "个月", Unit.YEAR: "年"}
REPEATED = {
    Unit.DAY: "每天",
    Unit.WEEK: "每周（到星期日）",
    Unit.HALF_MONTH: "每半月（15日、月末）",
    Unit.MONTH: "每月（到月末）",
    Unit.QUARTER: "每季度（到季末）",
    Unit.HALF_YEAR: "每半年（到6月30日、12月31日）",
    Unit.YEAR: "每年（到12月31日）",
}


class Shape(StrEnum):
    """COUNT so many units from the start; EVERY once in each calendar period; NEXT the next of fixed days of
    the year; ONCE by one day.
    """

    COUNT = "count"
    EVERY = "every"
    NEXT = "next"
    ONCE = "once"


@dataclass(frozen=True)
class Span:
    """How far the due day lies from the start day."""

    shape: Shape
    unit: Unit
    value: int | None = None
    backward: bool = False
    days: tuple[tuple[int, int], ...] = ()
    day: date | None = None

    @property
    def words(self) -> str:
        """15个工作日, 期前1个月, 每季度（到季末）…"""
        match self.shape:
            case Shape.COUNT:
                said = f"{self.value}{COUNTED[self.unit]}"
                return f"提前{said}" if self.backward else said
            case Shape.EVERY:
                return REPEATED[self.unit]
            case Shape.NEXT:
                return "、".join(f"{month}月{day}日" for month, day in self.days)
        assert self.day is not None
        return f"{self.day.year}年{self.day.month}月{self.day.day}日前1次"


class Kind(StrEnum):
    """What a parameter takes."""

    CHOICE = "choice"
    NUMBER = "number"
    YES_NO = "yes_no"


Given = str | int | bool
_YES, _NO = ("是", "yes", "true", "1", "y"), ("否", "no", "false", "0", "n")
MOST = 99


@dataclass(frozen=True)
class Parameter:
    """What a period depends on besides its start."""

    name: str
    title: str
    kind: Kind
    choices: tuple[str, ...] = ()
    hint: str = ""

    def read(self, text: str) -> Given | None:
        """The value that was written; None where nothing is. Raises Refusal."""
        word = text.strip()
        if not word:
            return None
        match self.kind:
            case Kind.CHOICE:
                found = next((one for one in self.choices if word in (one, f"{one}事故")), None)
                if found is None:
                    raise Refusal(f"{self.title}没有“{word}”，可以写：{'、'.join(self.choices)}。")
                return found
            case Kind.NUMBER:
                if not (word.isascii() and word.isdigit()) or not 1 <= int(word) <= MOST:
                    raise Refusal(f"{self.title}应为 1 到 {MOST} 的整数，不能是“{word}”。")
                return int(word)
        if word.lower() in _YES:
            return True
        if word.lower() in _NO:
            return False
        raise Refusal(f"{self.title}应写“是”或“否”，不能是“{word}”。")


@dataclass(frozen=True)
class Case:
    """A span of its own for some values of the parameters. The first that fits is taken."""

    name: str
    title: str
    span: Span
    when: Mapping[str, Given] = field(default_factory=dict)
    at_least: Mapping[str, int] = field(default_factory=dict)

    def fits(self, given: Mapping[str, Given]) -> bool:
        """Do the given values lead here?"""
        if any(given.get(name) != value for name, value in self.when.items()):
            return False
        return all(int(given.get(name, 0)) >= least for name, least in self.at_least.items())


@dataclass(frozen=True)
class Successor:
    """What took the place of an instrument that lapsed."""

    title: str
    number: str = ""
    note: str = ""


@dataclass(frozen=True)
class Instrument:
    """The document that sets periods. An end that is None was never stated; ``force`` quotes what is."""

    identifier: str
    title: str
    short: str
    starts: date | None = None
    ends: date | None = None
    force: str = ""
    successors: tuple[Successor, ...] = ()

    @property
    def quoted(self) -> str:
        """The name in its marks; marks within it become single ones, as official papers write them."""
        return f"《{self.title.replace('《', '〈').replace('》', '〉')}》"

    def in_force(self, day: date) -> bool:
        """First and last day both count."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)

    def standing(self, day: date) -> str:
        """A sentence where it is not in force on a day; empty where it is."""
        if self.starts is not None and day < self.starts:
            return f"{self.short}自{self.starts}起施行，{day} 还没有施行。"
        if self.ends is not None and day > self.ends:
            return f"{self.short}的有效期到{self.ends}为止，{day} 时已经失效，算出的日期只供参考。"
        return ""


@dataclass(frozen=True)
class Rule:
    """One period. ``rolls``: a last day on a holiday moves to the next working day (民法典 203)."""

    identifier: str
    title: str
    start: str
    span: Span
    rolls: bool
    article: str
    text: str
    instrument: Instrument
    parameters: tuple[Parameter, ...] = ()
    cases: tuple[Case, ...] = ()
    hint: str = ""

    @property
    def source(self) -> str:
        """Instrument and article."""
        return f"{self.instrument.quoted}{self.article}"

    def case_for(self, given: Mapping[str, Given]) -> Case | None:
        """The case the values lead to; None for the general span."""
        return next((case for case in self.cases if case.fits(given)), None)

    def read(self, given: Mapping[str, str]) -> dict[str, Given]:
        """Parameters as they were written. Raises Refusal for a name or value the rule does not have."""
        known = {one.name: one for one in self.parameters}
        known |= {one.title: one for one in self.parameters}
        found: dict[str, Given] = {}
        for name, text in given.items():
            if name not in known:
                raise Refusal(self._strange(name))
            value = known[name].read(text)
            if value is not None:
                found[known[name].name] = value
        return found

    def _strange(self, name: str) -> str:
        if not self.parameters:
            return f"{self.identifier}（{self.title}）不用参数，请去掉“{name}”。"
        able = "、".join(f"{one.name}（{one.title}）" for one in self.parameters)
        return f"{self.identifier}（{self.title}）没有参数“{name}”，可用：{able}。"


@dataclass(frozen=True)
class RuleBook:
    """An instrument with its periods. ``version`` is the fingerprint of the data it was read from."""

    instrument: Instrument
    rules: tuple[Rule, ...]
    version: str

    @property
    def reference(self) -> BookReference:
        """What a case notes down when it is opened."""
        return BookReference(self.instrument.identifier, self.version)

    def __getitem__(self, identifier: str) -> Rule:
        """The rule of that identifier. Raises KeyError."""
        for rule in self.rules:
            if rule.identifier == identifier:
                return rule
        raise KeyError(identifier)


@dataclass(frozen=True)
class BookReference:
    """The rule book a case was opened under, so that a later edition does not change its dates."""

    book: str
    version: str


@dataclass(frozen=True)
class Override:
    """An office's own value for a period, with the reason, who set it and when. ``case`` is empty for the general span."""

    rule: str
    case: str
    value: int
    reason: str
    who: str = ""
    at: str = ""
