"""Everything that ever happened to a firm, in time order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.kernel.display import show
from app.kernel.feature import Catalogue, Feature, Record
from app.masterdata.enterprises import FEATURE as ENTERPRISES
from app.masterdata.enterprises.links import FIRM_LINKS
from app.store import records
from app.store.base import table_of
from app.store.session import Store

MAIN_WORDS = ("description", "content", "cause", "matter", "situation", "kind", "nature", "target")
STEPS = (("rectified_on", "完成整改"), ("recheck_on", "复查"), ("closed_on", "销号"), ("delisted_on", "摘牌"))


@dataclass(frozen=True)
class Event:
    """Something on a day; ``ledger`` and ``record_id`` lead to it. ``tone`` colours its mark."""

    day: date
    ledger: str
    record_id: int
    title: str
    detail: str
    tone: str


def of_enterprise(store: Store, catalogue: Catalogue, enterprise: int) -> list[Event]:
    """Newest first; voided records are told as such, deleted ones not at all."""
    events: list[Event] = []
    with store.read() as connection:
        for feature in catalogue.values():
            if feature.name == ENTERPRISES.name:
                continue
            table = table_of(feature.model)
            query = select(table.c.id).where(table.c.deleted_at.is_(None))
            if "enterprise_id" in table.c:
                query = query.where(table.c.enterprise_id == enterprise)
            elif feature.linked:
                mine = select(FIRM_LINKS.c.record_id).where(
                    FIRM_LINKS.c.ledger == feature.name, FIRM_LINKS.c.enterprise_id == enterprise
                )
                query = query.where(table.c.id.in_(mine))
            elif feature.firm is not None:
                query = query.where(feature.firm == enterprise)
            else:
                continue
            ids = connection.execute(query).scalars().all()
            for one, record in records.load(connection, feature, ids).items():
                events.extend(_events(feature, one, record))
    return sorted(events, key=lambda event: (event.day, event.ledger, event.record_id), reverse=True)


def _events(feature: Feature, one: int, record: Record) -> list[Event]:
    ledger = feature.ledger
    words = [show(record.get(name)) for name in MAIN_WORDS if name in ledger.by_name]
    detail = "；".join(word for word in words if word)
    tone = "neutral" if record["voided"] else "red" if record.get("level") == "重大" else "blue"
    title = f"{ledger.title}（已作废）" if record["voided"] else ledger.title
    found = []
    day = record.get(ledger.day)
    if isinstance(day, date):
        found.append(Event(day, feature.name, one, title, detail, tone))
    for name, step in STEPS:
        later = record.get(name)
        if isinstance(later, date):
            found.append(Event(later, feature.name, one, f"{title}·{step}", detail, "green"))
    return found
