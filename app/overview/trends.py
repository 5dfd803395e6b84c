"""How it goes with the hazards: by month, community, industry and type; each figure with the filter behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.kernel.errors import Refusal
from app.kernel.feature import Catalogue, Feature
from app.kernel.filters import Condition, Filter, Op, all_of, equals
from app.overview.passes import Piece, by_firm, by_month, by_own
from app.overview.today import STANDING, UNCLOSED, parts
from app.store.session import Store

MONTHS, FEWEST = 12, 6
ROWS = 8  # so many communities, industries, types are told by name; the rest are one row
OTHERS, UNKNOWN = "其他", "未填"
WAYS = {"community": "按社区", "sector": "按行业", "category": "按类别"}


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
    """Read it, in four passes."""
    if "hazards" not in catalogue:
        raise Refusal("没有隐患台账。")
    feature, today = catalogue["hazards"], store.clock.today()
    firsts = month_firsts(today)
    since = Condition("found_on", Op.GE, (firsts[0],))
    names = [name for name in WAYS if name in feature.expressions]
    with store.read() as connection:
        days = {
            name: by_month(connection, feature, name, STANDING, today) for name in ("found_on", "closed_on")
        }
        pieces = by_firm(connection, feature, names, STANDING, since)
        pieces["category"], states = by_own(connection, feature, "category", "status", STANDING, since)
    return Trends(
        _months(feature, firsts, days),
        _states(feature, states),
        tuple(_share(feature, name, since, pieces[name]) for name in WAYS),
        _compared(firsts, days, today),
    )


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


def _months(
    feature: Feature, firsts: Sequence[date], days: Mapping[str, Mapping[str, tuple[int, int]]]
) -> Chart:
    firsts = _begun(firsts, days)
    cells = tuple(
        tuple(
            Cell(
                counts.get(f"{first:%Y-%m}", (0, 0))[0],
                all_of(STANDING, *within(name, first, after_month(first))),
            )
            for first in firsts
        )
        for name, counts in days.items()
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
    for title, (name, counts) in zip(("发现", "销号"), days.items(), strict=True):
        whole, early = counts.get(f"{last:%Y-%m}", (0, 0))
        rule = all_of(STANDING, *within(name, this, today + timedelta(days=1)))
        so_far = counts.get(f"{this:%Y-%m}", (0, 0))[1]
        found.append(Compared(title, so_far, early, whole, rule))
    return tuple(found)


def _states(feature: Feature, counts: Mapping[str, int]) -> Chart:
    states = feature.ledger["status"].choices
    cells = tuple(Cell(counts.get(state, 0), all_of(STANDING, equals("status", state))) for state in states)
    return Chart("states", "整改状态", feature.name, "状态", states, ("隐患",), (cells,))


def _share(feature: Feature, name: str, since: Filter, pieces: Sequence[Piece]) -> Chart:
    """Hazards found since a day, by one of their words: those closed and those not."""
    field = feature.ledger[name]
    rows = _rows(name, field.is_list, pieces)
    closed = Condition("closed_on", Op.FILLED)
    cells = (
        tuple(Cell(whole - left, _and(STANDING, since, closed, rule)) for _, rule, whole, left in rows),
        tuple(Cell(left, _and(STANDING, since, UNCLOSED, rule)) for _, rule, _, left in rows),
    )
    return Chart(
        name,
        f"{WAYS[name]}（近 {MONTHS} 个月发现）",
        feature.name,
        field.label,
        tuple(label for label, *_ in rows),
        ("已销号", "未销号"),
        cells,
        tuple(Cell(whole, _and(STANDING, since, rule)) for _, rule, whole, _ in rows),
        "一条隐患有几个类别的，在每个类别里都算。" if field.is_list else "",
    )


def _and(*rules: Filter) -> Filter:
    """One flat list of conditions, so that the ledger shows each as a chip of its own."""
    return all_of(*(part for rule in rules for part in parts(rule)))


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
