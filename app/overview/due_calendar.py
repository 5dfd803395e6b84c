"""到期日历: what falls due on which day, over every ledger that has a date to keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from sqlalchemy import func, select

from app.kernel.errors import Refusal
from app.kernel.feature import Catalogue
from app.kernel.filters import Condition, Filter, Op, all_of, equals
from app.overview.case_dues import CaseEntry, case_dues
from app.overview.today import STANDING, open_hazards
from app.store import records
from app.store.base import table_of
from app.store.query import column, narrowed
from app.store.session import Store

MOST = 20_000
BATCH = 400


@dataclass(frozen=True)
class DueSource:
    """A ledger's date to keep: ``day`` is its field, ``standing`` the records that still wait,
    ``number`` what a record is called by. With ``counted`` no field holds the day: it follows from the case's facts.
    """

    ledger: str
    title: str
    day: str
    standing: Filter
    number: str
    tone: str
    counted: bool = False

    @property
    def short(self) -> str:
        """Its title without what every one of them says: 整改, 督办, 黑名单, 失信."""
        return self.title.removesuffix("期限").removesuffix("期满")

    def on(self, first: date, last: date) -> Filter:
        """What of it falls due between two days, both counted."""
        if first == last:
            return all_of(self.standing, Condition(self.day, Op.ANY, (first,)))
        span = (Condition(self.day, Op.GE, (first,)), Condition(self.day, Op.LE, (last,)))
        return all_of(self.standing, *span)

    def before(self, day: date) -> Filter:
        """What should have been done before a day."""
        return all_of(self.standing, Condition(self.day, Op.LT, (day,)))


SOURCES = (
    DueSource("hazards", "整改期限", "due_on", open_hazards(), "number", "blue"),
    DueSource(
        "supervision",
        "督办期限",
        "due_on",
        all_of(STANDING, Condition("delisted_on", Op.EMPTY)),
        "hazard_number",
        "violet",
    ),
    DueSource("blacklist", "黑名单期限", "", STANDING, "number", "amber", counted=True),
    DueSource(
        "dishonesty",
        "失信期满",
        "expires_on",
        all_of(STANDING, Condition("removed_on", Op.EMPTY)),
        "number",
        "amber",
    ),
)


@dataclass(frozen=True)
class DueEntry:
    """One thing that falls due; ``duty`` names it where a record has several."""

    day: date
    source: DueSource
    record: int
    number: str
    firm: str
    what: str
    level: str
    duty: str = ""


@dataclass(frozen=True)
class DueCount:
    """How much of a source falls due on a day, and how much of it concerns 重大 hazards."""

    count: int
    major: int = 0


@dataclass(frozen=True)
class DueMonth:
    """Counts by day and ledger, and what is overdue by ledger."""

    days: Mapping[date, Mapping[str, DueCount]]
    overdue: Mapping[str, int]


def due_counts(store: Store, catalogue: Catalogue, first: date, last: date) -> DueMonth:
    """What falls due from day to day: two grouped counts per ledger, whatever its size."""
    today = store.clock.today()
    days: dict[date, dict[str, DueCount]] = {}
    overdue: dict[str, int] = {}
    _count_cases(store, first, last, today, days, overdue)
    with store.read() as connection:
        for source in SOURCES:
            if source.counted:
                continue
            feature = catalogue[source.ledger]
            day = column(feature, source.day)
            majors: dict[date, int] = {}
            majors_too = "level" in feature.ledger.by_name
            for wanted in (True, False) if majors_too else (False,):
                rule = source.on(first, last)
                if wanted:
                    rule = all_of(rule, equals("level", "重大"))
                query = select(day, func.count()).select_from(table_of(feature.model))
                found = connection.execute(query.where(narrowed(feature, rule, "")).group_by(day)).all()
                if wanted:
                    majors = {on: int(number) for on, number in found}
                    continue
                for on, number in found:
                    days.setdefault(on, {})[source.ledger] = DueCount(int(number), majors.get(on, 0))
            overdue[source.ledger] = records.count(connection, feature, source.before(today))
    return DueMonth(days, overdue)


def _count_cases(
    store: Store,
    first: date,
    last: date,
    today: date,
    days: dict[date, dict[str, DueCount]],
    overdue: dict[str, int],
) -> None:
    source = next(one for one in SOURCES if one.counted)
    for one in case_dues(store):
        if first <= one.day <= last:
            here = days.setdefault(one.day, {})
            here[source.ledger] = DueCount(here.get(source.ledger, DueCount(0)).count + 1)
        if one.day < today:
            overdue[source.ledger] = overdue.get(source.ledger, 0) + 1


def rule_for(store: Store, source: DueSource, day: date | None) -> Filter:
    """The records of a source that fall due on a day, or without one those that are overdue."""
    today = store.clock.today()
    if not source.counted:
        return source.before(today) if day is None else source.on(day, day)
    numbers = {one.number for one in case_dues(store) if (one.day < today if day is None else one.day == day)}
    return all_of(source.standing, Condition(source.number, Op.ANY, tuple(sorted(numbers))))


def due_between(store: Store, catalogue: Catalogue, first: date, last: date) -> list[DueEntry]:
    """Every single thing that falls due, day by day. Raises Refusal where nobody could look through it."""
    found: list[DueEntry] = []
    for source in SOURCES:
        listed = _found(store, catalogue, source, first, last, MOST + 1)
        if len(listed) > MOST:
            of = catalogue[source.ledger].ledger
            raise Refusal(f"{first} 至 {last} 到期的{of.title}超过 {MOST:,} {of.counter}，请缩短时间范围。")
        found.extend(listed)
    return sorted(found, key=lambda one: (one.day, one.source.ledger, one.number))


def due_on(store: Store, catalogue: Catalogue, day: date, limit: int) -> list[DueEntry]:
    """The first so many of each source that fall due on a day."""
    return [one for source in SOURCES for one in _found(store, catalogue, source, day, day, limit)]


def _found(
    store: Store, catalogue: Catalogue, source: DueSource, first: date, last: date, limit: int
) -> list[DueEntry]:
    if source.counted:
        met = (one for one in case_dues(store) if first <= one.day <= last)
        return [_case_entry(source, one) for one in islice(met, limit)]
    return _listed(store, catalogue, source, source.on(first, last), limit)


def _case_entry(source: DueSource, one: CaseEntry) -> DueEntry:
    said = "，".join(part for part in (one.due.title, one.due.note) if part)
    return DueEntry(one.day, source, one.record, one.number, one.firm, said, "", one.due.name)


def _listed(
    store: Store, catalogue: Catalogue, source: DueSource, rule: Filter, limit: int
) -> list[DueEntry]:
    feature = catalogue[source.ledger]
    with store.read() as connection:
        ids = list(records.find_ids(connection, feature, rule, "", (source.day,), limit))
        found = []
        for start in range(0, len(ids), BATCH):
            part = ids[start : start + BATCH]
            loaded = records.load(connection, feature, part)
            found += [_entry(source, one, loaded[one]) for one in part if one in loaded]
    return found


def _entry(source: DueSource, record: int, values: Mapping[str, object]) -> DueEntry:
    day = values[source.day]
    assert isinstance(day, date)

    def word(name: str) -> str:
        return " ".join(str(values.get(name) or "").split())

    return DueEntry(
        day,
        source,
        record,
        word(source.number),
        word("enterprise_name"),
        word("description"),
        word("level"),
    )
