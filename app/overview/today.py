"""What waits for the office today, or for one person: due, overdue, to be rechecked, to be closed, to be completed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from app.kernel.errors import Refusal
from app.kernel.feature import Catalogue, Feature
from app.kernel.filters import EVERYTHING, AllOf, AnyOf, Condition, Filter, Op, all_of, bind, equals
from app.store import records
from app.store.base import table_of
from app.store.query import living, where
from app.store.session import Store

STANDING = equals("voided", False)
UNCLOSED = Condition("closed_on", Op.EMPTY)
PERSONS = ("inspectors", "rechecker", "owner")  # who answers for the next step of a hazard


@dataclass(frozen=True)
class Waiting:
    """A pile of work: how many, how many of them 重大, and the filter that shows them in their ledger."""

    name: str
    title: str
    count: int
    note: str
    tone: str
    ledger: str
    rule: Filter


@dataclass(frozen=True)
class Desk:
    """``piles`` of hazards, ``others`` from the remaining ledgers (none for a person), ids of the most urgent."""

    piles: tuple[Waiting, ...]
    others: tuple[Waiting, ...]
    urgent: tuple[int, ...]

    @property
    def idle(self) -> bool:
        """Does nothing wait at all?"""
        return not any(pile.count for pile in (*self.piles, *self.others))


def open_hazards(*more: Filter) -> Filter:
    """Hazards that are neither closed nor withdrawn."""
    return all_of(STANDING, UNCLOSED, *more)


def mine(feature: Feature, who: str) -> Filter:
    """Records that name the person: as one of several, or anywhere in a line that people are written in."""
    if not who:
        return EVERYTHING
    named = (feature.ledger[name] for name in PERSONS if name in feature.ledger.by_name)
    return AnyOf(
        tuple(Condition(field.name, Op.ANY if field.is_list else Op.CONTAINS, (who,)) for field in named)
    )


def _until(days: int) -> tuple[Condition, Condition]:
    return (
        Condition("due_on", Op.GE, ("$today",)),
        Condition("due_on", Op.LE, (f"$today+{days}" if days else "$today",)),
    )


def piles(catalogue: Catalogue, who: str = "") -> tuple[tuple[str, str, str, Filter], ...]:
    """``(name, title, tone, filter)`` of the hazards' piles; ``$today`` stands in the filters."""
    if "hazards" not in catalogue:
        raise Refusal("没有隐患台账。")
    mine_too = mine(catalogue["hazards"], who)
    passed = equals("recheck_result", "合格")
    unpassed = Condition("recheck_result", Op.NONE, ("合格",))
    found = (
        ("overdue", "逾期未销号", "red", open_hazards(Condition("due_on", Op.LT, ("$today",)))),
        ("today", "今日到期", "amber", open_hazards(*_until(0))),
        ("three", "三日内到期", "amber", open_hazards(*_until(3))),
        ("week", "七日内到期", "blue", open_hazards(*_until(7))),
        ("recheck", "整改完成待复查", "violet", open_hazards(equals("status", "待复查"), unpassed)),
        ("closing", "复查合格待销号", "violet", open_hazards(passed)),
        ("incomplete", "待完善", "neutral", all_of(STANDING, equals("incomplete", True))),
    )
    return tuple((name, title, tone, _joined(rule, mine_too)) for name, title, tone, rule in found)


def parts(rule: Filter) -> tuple[Filter, ...]:
    """What must hold together, one by one: joined flat, the ledger shows each as a chip of its own."""
    return rule.parts if isinstance(rule, AllOf) else (rule,)


def _joined(rule: Filter, more: Filter) -> Filter:
    return rule if more == EVERYTHING else all_of(*parts(rule), more)


def waiting(store: Store, catalogue: Catalogue, who: str = "") -> list[Waiting]:
    """The piles with their counts, in one pass; with ``who`` only what names that person."""
    feature = catalogue["hazards"]
    found = piles(catalogue, who)
    counts = _counted(store, feature, [rule for *_, rule in found])
    return [
        Waiting(name, title, count, f"其中重大 {major} 条", tone, feature.name, rule)
        for (name, title, tone, rule), (count, major) in zip(found, counts, strict=True)
    ]


def _counted(store: Store, feature: Feature, rules: list[Filter]) -> list[tuple[int, int]]:
    """``(how many, how many 重大)`` for each filter."""
    today = {"today": store.clock.today()}
    holds = [where(feature, bind(rule, today)) for rule in rules]
    major = where(feature, equals("level", "重大"))
    wanted = [func.count().filter(one) for one in holds]
    wanted += [func.count().filter(one, major) for one in holds]
    query = select(*wanted).select_from(table_of(feature.model)).where(living(feature))
    with store.read() as connection:
        row = connection.execute(query).one()
    return list(zip(row[: len(rules)], row[len(rules) :], strict=True))


def others(store: Store, catalogue: Catalogue) -> list[Waiting]:
    """The marks of the other ledgers (挂牌督办超期) that any record bears."""
    found = []
    today = {"today": store.clock.today()}
    with store.read() as connection:
        for feature in catalogue.values():
            for alert in () if feature.name == "hazards" else feature.ledger.alerts:
                count = records.count(connection, feature, bind(alert.rule, today))
                if count:
                    title = f"{feature.ledger.title}{alert.title}"
                    found.append(
                        Waiting(feature.name, title, count, "", alert.tone, feature.name, alert.rule)
                    )
    return found


def most_urgent(store: Store, catalogue: Catalogue, limit: int = 8, who: str = "") -> list[int]:
    """Ids of the open hazards whose date comes first, overdue ones leading."""
    feature = catalogue["hazards"]
    horizon = store.clock.today() + timedelta(days=7)
    rule = _joined(open_hazards(Condition("due_on", Op.LE, (horizon,))), mine(feature, who))
    with store.read() as connection:
        return list(records.find_ids(connection, feature, rule, "", ("due_on",), limit))


def desk(store: Store, catalogue: Catalogue, who: str = "") -> Desk:
    """Everything that waits: for all, or for one person."""
    return Desk(
        tuple(waiting(store, catalogue, who)),
        () if who else tuple(others(store, catalogue)),
        tuple(most_urgent(store, catalogue, who=who)),
    )
