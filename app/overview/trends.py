"""How it goes with the hazards: by month, community, industry and type; each figure with the filter behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, and_, cast, func, select

from app.kernel.errors import Refusal
from app.kernel.feature import Catalogue, Feature
from app.kernel.filters import Condition, Filter, Op, all_of, equals
from app.masterdata.enterprises import FEATURE as ENTERPRISES
from app.overview.today import STANDING, UNCLOSED, parts
from app.store.base import table_of
from app.store.query import column, living, where
from app.store.session import Store

MONTHS, FEWEST = 12, 6
ROWS = 8  # so many communities, industries, types are told by name; the rest are one row
OTHERS, UNKNOWN = "其他", "未填"

Piece = tuple[tuple[str, ...], int, int]  # the words of a record, how many such records, how many unclosed


@dataclass(frozen=True)
class Cell:
    """One bar: its count and the filter that shows just these records."""

    count: int
    rule: Filter


@dataclass(frozen=True)
class Chart:
    """``cells`` by series, then by label; ``wholes`` by label where the series add up. ``head`` names the labels."""

    name: str
    title: str
    ledger: str
    head: str
    labels: tuple[str, ...]
    series: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    wholes: tuple[Cell, ...] = ()
    note: str = ""

    @property
    def empty(self) -> bool:
        """Is there nothing to draw?"""
        return not any(cell.count for row in self.cells for cell in row)


@dataclass(frozen=True)
class Compared:
    """A month so far beside the same days of the month before; ``whole`` is all of that month."""

    title: str
    this: int
    last: int
    whole: int
    rule: Filter


@dataclass(frozen=True)
class Trends:
    """What the lower half of the home page shows."""

    months: Chart
    states: Chart
    shares: tuple[Chart, ...]
    compared: tuple[Compared, ...]


def trends(store: Store, catalogue: Catalogue) -> Trends:
    """Read it: one grouped pass for each way of looking, no record is loaded."""
    if "hazards" not in catalogue:
        raise Refusal("没有隐患台账。")
    feature, today = catalogue["hazards"], store.clock.today()
    firsts = month_firsts(today)
    with store.read() as connection:
        days = {
            name: _by_month(connection, feature, name, firsts[0], today) for name in ("found_on", "closed_on")
        }
        shares = tuple(
            _share(connection, feature, name, title, firsts[0]) for name, title in _ways(feature).items()
        )
        states = _states(connection, feature)
    return Trends(_months(feature, firsts, days), states, shares, _compared(firsts, days, today))


def _ways(feature: Feature) -> dict[str, str]:
    named = {"community": "按社区", "sector": "按行业", "category": "按类别"}
    return {name: title for name, title in named.items() if name in feature.ledger.by_name}


def month_firsts(today: date, count: int = MONTHS) -> list[date]:
    """The first days of the last months, oldest first, this month's last."""
    firsts = [today.replace(day=1)]
    while len(firsts) < count:
        firsts.append((firsts[-1] - timedelta(days=1)).replace(day=1))
    return firsts[::-1]


def after_month(first: date) -> date:
    """The first day of the month after."""
    return (first + timedelta(days=32)).replace(day=1)


def within(name: str, first: date, after: date) -> tuple[Condition, Condition]:
    """A day from ``first`` on and before ``after``."""
    return Condition(name, Op.GE, (first,)), Condition(name, Op.LT, (after,))


def _by_month(
    connection: Connection, feature: Feature, name: str, first: date, today: date
) -> Mapping[str, tuple[int, int]]:
    """``2023-06`` → how many in the month, and how many up to today's day of the month."""
    found = column(feature, name)
    written = cast(found, Text)
    month = func.substr(written, 1, 7)
    early = func.count().filter(func.substr(written, 9, 2) <= f"{today.day:02}")
    rule = all_of(STANDING, Condition(name, Op.GE, (first,)))
    query = select(month, func.count(), early).where(living(feature), where(feature, rule)).group_by(month)
    return {row[0]: (row[1], row[2]) for row in connection.execute(query)}


def _months(
    feature: Feature, firsts: Sequence[date], days: Mapping[str, Mapping[str, tuple[int, int]]]
) -> Chart:
    firsts = _begun(firsts, days)
    cells = tuple(
        tuple(
            Cell(
                by_month.get(f"{first:%Y-%m}", (0, 0))[0],
                all_of(STANDING, *within(name, first, after_month(first))),
            )
            for first in firsts
        )
        for name, by_month in days.items()
    )
    labels = tuple(month_label(first, first == firsts[0]) for first in firsts)
    return Chart(
        "months", f"隐患趋势（近 {len(firsts)} 个月）", feature.name, "月份", labels, ("发现", "销号"), cells
    )


def _begun(firsts: Sequence[date], days: Mapping[str, Mapping[str, tuple[int, int]]]) -> Sequence[date]:
    """Months before the first record are left out; half a year is shown in any case."""
    known = [f"{first:%Y-%m}" for first in firsts]
    begin = next((at for at, one in enumerate(known) if any(one in by for by in days.values())), len(known))
    return firsts[min(begin, len(firsts) - FEWEST) :]


def month_label(first: date, told: bool = False) -> str:
    """6月; January, and the first of a row, with its year."""
    return f"{first:%y}年{first.month}月" if told or first.month == 1 else f"{first.month}月"


def _compared(
    firsts: Sequence[date], days: Mapping[str, Mapping[str, tuple[int, int]]], today: date
) -> tuple[Compared, ...]:
    this, last = firsts[-1], firsts[-2]
    found = []
    for title, (name, by_month) in zip(("发现", "销号"), days.items(), strict=True):
        whole, early = by_month.get(f"{last:%Y-%m}", (0, 0))
        rule = all_of(STANDING, *within(name, this, today + timedelta(days=1)))
        so_far = by_month.get(f"{this:%Y-%m}", (0, 0))[1]
        found.append(Compared(title, so_far, early, whole, rule))
    return tuple(found)


def _states(connection: Connection, feature: Feature) -> Chart:
    found = column(feature, "status")
    query = select(found, func.count()).where(living(feature), where(feature, STANDING)).group_by(found)
    counts = dict(tuple(row) for row in connection.execute(query))
    states = feature.ledger["status"].choices
    cells = tuple(Cell(counts.get(state, 0), all_of(STANDING, equals("status", state))) for state in states)
    return Chart("states", "整改状态", feature.name, "状态", states, ("隐患",), (cells,))


def _share(connection: Connection, feature: Feature, name: str, title: str, first: date) -> Chart:
    """Hazards found since ``first``, by one of their words: those closed and those not."""
    since = all_of(STANDING, Condition("found_on", Op.GE, (first,)))
    read = _firm_pieces if name in feature.expressions else _own_pieces
    pieces = read(connection, feature, name, where(feature, since))
    rows = _rows(name, feature.ledger[name].is_list, pieces)
    closed, unclosed = equals_closed(closed=True), equals_closed(closed=False)
    cells = (
        tuple(Cell(whole - left, _and(since, closed, rule)) for _, rule, whole, left in rows),
        tuple(Cell(left, _and(since, unclosed, rule)) for _, rule, _, left in rows),
    )
    wholes = tuple(Cell(whole, _and(since, rule)) for _, rule, whole, _ in rows)
    labels = tuple(label for label, *_ in rows)
    field = feature.ledger[name]
    note = "一条隐患有几个类别的，在每个类别里都算。" if field.is_list else ""
    return Chart(
        name,
        f"{title}（近 {MONTHS} 个月发现）",
        feature.name,
        field.label,
        labels,
        ("已销号", "未销号"),
        cells,
        wholes,
        note,
    )


def _and(*rules: Filter) -> Filter:
    """One flat list of conditions, so that the ledger shows each as a chip of its own."""
    return all_of(*(part for rule in rules for part in parts(rule)))


def equals_closed(*, closed: bool) -> Condition:
    """销号日期 is there, or not yet."""
    return Condition("closed_on", Op.FILLED) if closed else UNCLOSED


def _firm_pieces(
    connection: Connection, feature: Feature, name: str, rule: ColumnElement[bool]
) -> list[Piece]:
    """What is the firm's is looked up once a firm, not once a hazard."""
    hazards, firms = table_of(feature.model), table_of(ENTERPRISES.model)
    left = func.count().filter(hazards.c.closed_on.is_(None))
    each = (
        select(hazards.c.enterprise_id.label("firm"), func.count().label("whole"), left.label("unclosed"))
        .where(living(feature), rule)
        .group_by(hazards.c.enterprise_id)
        .subquery()
    )
    word: ColumnElement[Any] = firms.c[name]
    query = (
        select(word, func.sum(each.c.whole), func.sum(each.c.unclosed))
        .select_from(each.outerjoin(firms, firms.c.id == each.c.firm))
        .group_by(word)
    )
    return [((row[0],) if row[0] else (), row[1], row[2]) for row in connection.execute(query)]


def _own_pieces(
    connection: Connection, feature: Feature, name: str, rule: ColumnElement[bool]
) -> list[Piece]:
    word = column(feature, name)
    left = func.count().filter(column(feature, "closed_on").is_(None))
    query = select(word, func.count(), left).where(and_(living(feature), rule)).group_by(word)
    return [
        (row[0] if isinstance(row[0], tuple) else (row[0],) if row[0] else (), row[1], row[2])
        for row in connection.execute(query)
    ]


def _rows(name: str, is_list: bool, pieces: Sequence[Piece]) -> list[tuple[str, Filter, int, int]]:
    """``(label, filter, how many, how many unclosed)``: the most frequent words, the others, those without."""
    frequent: Counter[str] = Counter()
    for words, whole, _ in pieces:
        frequent.update(dict.fromkeys(words, whole))
    ranked = sorted(frequent, key=lambda word: (-frequent[word], word))
    top = ranked if len(ranked) <= ROWS + 1 else ranked[:ROWS]

    def added(holds: Callable[[tuple[str, ...]], bool]) -> tuple[int, int]:
        found = [(whole, left) for words, whole, left in pieces if holds(words)]
        return sum(one[0] for one in found), sum(one[1] for one in found)

    rows: list[tuple[str, Filter, int, int]] = [
        (word, equals(name, word), *added(lambda words, word=word: word in words))  # type: ignore[misc]
        for word in top
    ]
    if len(top) < len(ranked):
        rest: Filter = all_of(Condition(name, Op.FILLED), Condition(name, Op.NONE, tuple(top)))
        label = f"{OTHERS} {len(ranked) - len(top)} 个"
        outside = added(lambda words: bool(words) and not set(words) & set(top))
        if outside[0]:
            rows.append(("其他类别" if is_list else label, rest, *outside))
    without = added(lambda words: not words)
    if without[0]:
        rows.append((UNKNOWN, Condition(name, Op.EMPTY), *without))
    return rows
