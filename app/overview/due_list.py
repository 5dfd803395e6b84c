"""到期清单: what is overdue or falls due soon over every ledger and case, with the people it waits for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.kernel.feature import Catalogue
from app.overview.due_calendar import DueEntry, due_between
from app.store import records
from app.store.session import Store

AHEAD = 30
FIRST = date(1990, 1, 1)
BATCH = 400
PEOPLE: Mapping[str, tuple[str, ...]] = {
    "hazards": ("owner", "rechecker", "inspectors"),
    "supervision": ("body",),
    "blacklist": ("handler", "verifier"),
}
"""Fields that name who it waits for, by ledger."""


@dataclass(frozen=True)
class DueLine:
    """One thing to be done by a day; ``left`` is the number of days, negative where it is overdue."""

    entry: DueEntry
    left: int
    people: tuple[str, ...]


def due_list(store: Store, catalogue: Catalogue, ahead: int = AHEAD) -> list[DueLine]:
    """The longest overdue first. Raises Refusal where nobody could look through it."""
    today = store.clock.today()
    entries = due_between(store, catalogue, FIRST, today + timedelta(days=ahead))
    people = _people(store, catalogue, entries)
    return [
        DueLine(one, (one.day - today).days, people.get((one.source.ledger, one.record), ()))
        for one in entries
    ]


def _people(
    store: Store, catalogue: Catalogue, entries: list[DueEntry]
) -> dict[tuple[str, int], tuple[str, ...]]:
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    with store.read() as connection:
        for ledger, fields in PEOPLE.items():
            ids = list(dict.fromkeys(one.record for one in entries if one.source.ledger == ledger))
            for start in range(0, len(ids), BATCH):
                loaded = records.load(connection, catalogue[ledger], ids[start : start + BATCH])
                for number, record in loaded.items():
                    found[ledger, number] = _names(record, fields)
    return found


def _names(record: Mapping[str, Any], fields: tuple[str, ...]) -> tuple[str, ...]:
    names: list[str] = []
    for field in fields:
        value = record.get(field)
        words = value if isinstance(value, tuple) else str(value or "").replace("，", "、").split("、")
        names += [name.strip() for name in words if name.strip()]
    return tuple(dict.fromkeys(names))
