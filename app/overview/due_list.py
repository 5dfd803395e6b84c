"""到期清单: what is overdue or falls due soon over every ledger and case, with the people it waits for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.kernel.feature import Catalogue
from app.kernel.filters import all_of
from app.overview.case_dues import case_dues
from app.overview.due_calendar import SOURCES, DueEntry, due_between
from app.overview.today import mine, parts
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


STRETCHES = (("overdue", -1), ("today", 0), ("three", 3), ("seven", 7))
"""What the home page counts: everything before today, or from today so many days on."""


def due_figures(store: Store, catalogue: Catalogue, who: str = "") -> dict[str, int]:
    """How much is overdue, due today, in three and in seven days: counted where it lies, whatever the size."""
    today = store.clock.today()
    found = dict.fromkeys((name for name, _days in STRETCHES), 0)
    with store.read() as connection:
        for source in SOURCES:
            if source.counted:
                continue
            feature = catalogue[source.ledger]
            for name, days in STRETCHES:
                rule = source.before(today) if days < 0 else source.on(today, today + timedelta(days=days))
                found[name] += records.count(connection, feature, all_of(*parts(rule), mine(feature, who)))
    entries = case_dues(store)
    named = _of_cases(store, catalogue, [one.record for one in entries]) if who else {}
    for one in entries:
        if who and who not in named.get(one.record, ()):
            continue
        left = (one.day - today).days
        for name, days in STRETCHES:
            found[name] += left < 0 if days < 0 else 0 <= left <= days
    return found


def _of_cases(store: Store, catalogue: Catalogue, ids: list[int]) -> dict[int, tuple[str, ...]]:
    with store.read() as connection:
        loaded = records.load(connection, catalogue["blacklist"], list(dict.fromkeys(ids)))
    return {number: _names(record, PEOPLE["blacklist"]) for number, record in loaded.items()}


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
