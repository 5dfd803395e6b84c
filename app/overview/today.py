"""What waits for the office today: due, in seven days, overdue, to be completed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from app.kernel.errors import Refusal
from app.kernel.feature import Catalogue
from app.kernel.filters import Condition, Filter, Op, all_of, bind, equals
from app.store import records
from app.store.session import Store

STANDING = equals("voided", False)


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


def open_hazards(*more: Filter) -> Filter:
    """Hazards that are neither closed nor withdrawn."""
    return all_of(STANDING, Condition("closed_on", Op.EMPTY), *more)


def piles(catalogue: Catalogue) -> tuple[tuple[str, str, str, str, Filter], ...]:
    """``(name, title, tone, ledger, filter)`` of what the home page shows; ``$today`` stands in the filters."""
    if "hazards" not in catalogue:
        raise Refusal("没有隐患台账。")
    due = "due_on"
    return (
        ("today", "今日到期", "amber", "hazards", open_hazards(Condition(due, Op.ANY, ("$today",)))),
        (
            "week",
            "七日内到期",
            "blue",
            "hazards",
            open_hazards(Condition(due, Op.GT, ("$today",)), Condition(due, Op.LE, ("$today+7",))),
        ),
        ("overdue", "逾期未销号", "red", "hazards", open_hazards(Condition(due, Op.LT, ("$today",)))),
        (
            "closing",
            "复查合格待销号",
            "violet",
            "hazards",
            open_hazards(equals("recheck_result", "合格")),
        ),
        ("incomplete", "待完善", "neutral", "hazards", all_of(STANDING, equals("incomplete", True))),
    )


def waiting(store: Store, catalogue: Catalogue) -> list[Waiting]:
    """The piles with their counts."""
    found = []
    with store.read() as connection:
        for name, title, tone, ledger, rule in piles(catalogue):
            bound = bind(rule, {"today": store.clock.today()})
            feature = catalogue[ledger]
            count = records.count(connection, feature, bound)
            major = records.count(connection, feature, all_of(bound, equals("level", "重大")))
            found.append(Waiting(name, title, count, f"其中重大 {major} 条", tone, ledger, rule))
    return found


def most_urgent(store: Store, catalogue: Catalogue, limit: int = 8) -> list[int]:
    """Ids of the open hazards whose date comes first, overdue ones leading."""
    horizon = store.clock.today() + timedelta(days=7)
    rule = open_hazards(Condition("due_on", Op.LE, (horizon,)))
    with store.read() as connection:
        return list(records.find_ids(connection, catalogue["hazards"], rule, "", ("due_on",), limit))


def months(store: Store, catalogue: Catalogue, count: int = 6) -> list[tuple[str, int, int]]:
    """``(month, found, closed)`` of the last months, oldest first, for the trend."""
    day = store.clock.today().replace(day=1)
    firsts = [day]
    for _ in range(count - 1):
        firsts.append((firsts[-1] - timedelta(days=1)).replace(day=1))
    firsts.reverse()
    table = []
    with store.read() as connection:
        for first in firsts:
            after = (first + timedelta(days=32)).replace(day=1)
            numbers = []
            for name in ("found_on", "closed_on"):
                span = (Condition(name, Op.GE, (first,)), Condition(name, Op.LT, (after,)))
                numbers.append(records.count(connection, catalogue["hazards"], all_of(STANDING, *span)))
            table.append((f"{first.month}月", numbers[0], numbers[1]))
    return table


def standing(store: Store, catalogue: Catalogue) -> list[tuple[str, int]]:
    """``(state, count)`` of all hazards not withdrawn, in the order of the workflow."""
    feature = catalogue["hazards"]
    states = feature.ledger["status"].choices
    with store.read() as connection:
        return [
            (state, records.count(connection, feature, all_of(STANDING, equals("status", state))))
            for state in states
        ]
