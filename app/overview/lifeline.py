"""Everything that ever happened to a firm, in time order; read off the declarations, ledger by ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from app.kernel.display import show
from app.kernel.feature import Catalogue, Feature, Record
from app.kernel.fields import Kind
from app.kernel.filters import Op, bind, conditions, matches
from app.ledgers import history
from app.ledgers.attaching import ATTACHMENTS
from app.masterdata import files
from app.masterdata.enterprises import FEATURE as ENTERPRISES
from app.masterdata.enterprises.links import FIRM_LINKS
from app.papers.issued import DAYS_KEPT, PAPERS, RECEIPTS
from app.store import records
from app.store.base import table_of
from app.store.session import Store

MAIN_WORDS = ("description", "content", "cause", "matter", "situation", "kind", "nature", "target")
OWN_FILE = "企业档案"
STEP_TONES = {"due_on": "neutral", "closed_on": "green", "delisted_on": "green"}


@dataclass(frozen=True)
class Event:
    """Something on a day; ``ledger`` and ``record_id`` lead to it. ``tone`` colours its mark.

    ``first`` marks the day the record itself belongs to, the others are its steps. ``photos`` are those taken
    at this point: ``(name of the field, hashes)``.
    """

    day: date
    ledger: str
    record_id: int
    title: str
    detail: str
    tone: str
    first: bool = True
    photos: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Key:
    """A figure on top of the file: its name, how it is written, and the records behind it."""

    title: str
    text: str
    ledger: str
    ids: frozenset[int]
    tone: str = ""


@dataclass(frozen=True)
class LifeLine:
    """``events`` newest first; ``kinds`` are the ledgers met, with how many events of each."""

    events: tuple[Event, ...]
    keys: tuple[Key, ...]
    kinds: Mapping[str, int]


def of_enterprise(store: Store, catalogue: Catalogue, enterprise: int) -> LifeLine:
    """Voided records are told as such, deleted ones not at all."""
    today = store.clock.today()
    found: dict[str, dict[int, Record]] = {}
    with store.read() as connection:
        for feature in catalogue.values():
            if feature.name != ENTERPRISES.name:
                ids = _ids(connection, feature, enterprise)
                found[feature.name] = records.load(connection, feature, ids)
        pictures = _pictures(store, connection, found)
        papers = list(_papers(connection, catalogue, found))
    events = [
        event
        for name, rows in found.items()
        for one, record in rows.items()
        for event in _events(catalogue[name], one, record, today, pictures)
    ]
    events += [*papers, *reversed(list(_own_changes(store, enterprise)))]
    counted = Counter(event.ledger for event in events)
    kinds = {name: counted[name] for name in (*found, ENTERPRISES.name) if counted[name]}
    places = sorted(range(len(events)), key=lambda at: _place(events[at], at), reverse=True)
    events = [events[at] for at in places]
    return LifeLine(tuple(events), tuple(_keys(catalogue, found, today)), kinds)


def _place(event: Event, at: int) -> tuple[date, str, int, int]:
    """Steps of one day follow each other as the ledger names them: looked at again, then closed."""
    return event.day, event.ledger, event.record_id, at


def _ids(connection: Connection, feature: Feature, enterprise: int) -> list[int]:
    """Records of a ledger that belong to the firm, by id, by link, or by way of another record."""
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
        return []
    return list(connection.execute(query).scalars())


def _papers(
    connection: Connection, catalogue: Catalogue, found: Mapping[str, Mapping[int, Record]]
) -> Iterator[Event]:
    """Each paper issued to the firm on its day, and the day it was served."""
    for name, rows in found.items():
        if not rows:
            continue
        mine = select(PAPERS).where(PAPERS.c.ledger == name, PAPERS.c.record_id.in_(list(rows)))
        issued = {paper.id: paper for paper in connection.execute(mine)}
        by_receipt = [
            one for one, paper in issued.items() if not paper.voided and paper.kind not in DAYS_KEPT
        ]
        served = select(RECEIPTS.c.paper_id, RECEIPTS.c.served_on).where(RECEIPTS.c.paper_id.in_(by_receipt))
        days = {row.paper_id: row.served_on for row in connection.execute(served)} if by_receipt else {}
        title = catalogue[name].ledger.title
        for paper in issued.values():
            said = f"{title}·{paper.title}"
            record, number = paper.record_id, paper.number or ""
            void = "（已作废）" if paper.voided else ""
            yield Event(paper.issued_on, name, record, f"{said}{void}", number, "neutral", first=False)
            if paper.id in days:  # of the other kinds the record itself names the day
                yield Event(days[paper.id], name, record, f"{said}送达", number, "neutral", first=False)


def _pictures(
    store: Store, connection: Connection, found: Mapping[str, Mapping[int, Record]]
) -> frozenset[str]:
    """Which of the records' attachments are pictures."""
    held = [record.get(ATTACHMENTS) for rows in found.values() for record in rows.values()]
    wanted = {one for hashes in held if isinstance(hashes, tuple) for one in hashes}
    known = files.listed(store, connection, wanted) if wanted else ()
    return frozenset(one.hash for one in known if one.is_picture)


def _events(
    feature: Feature, one: int, record: Record, today: date, pictures: frozenset[str]
) -> Iterator[Event]:
    """The day the record belongs to, and each later day it names: 整改期限, 整改完成, 复查, 销号.

    A record without its day stands where it was entered: nothing of a firm is left out.
    """
    ledger = feature.ledger
    words = [show(record.get(name)).rstrip("。；") for name in MAIN_WORDS if name in ledger.by_name]
    detail = "；".join(
        dict.fromkeys(word for word in words if word)
    )  # a matter may repeat the hazard's words
    voided = bool(record["voided"])
    tone = "neutral" if voided else "red" if record.get("level") == "重大" else "blue"
    title = f"{ledger.title}（已作废）" if voided else ledger.title
    late = _late(feature, record, today)
    photos = _photos(feature, record, pictures)
    days: list[tuple[str, str, Any]] = [
        (field.name, field.label, record.get(field.name)) for field in ledger.fields if field.kind is Kind.DAY
    ]
    told = {name: day for name, _, day in days if isinstance(day, date)}
    began = title
    if ledger.day not in told:
        began += f"（未填{ledger[ledger.day].label}）" if ledger.day else ""
        days = [one for one in days if one[0] != ledger.day]
        days.insert(0, (ledger.day, "", datetime.fromisoformat(str(record["created_at"])).date()))
    for name, label, day in days:
        if not isinstance(day, date):
            continue
        first = name == ledger.day
        said, colour = began, tone
        if not first:
            said = f"{title}·{label.removesuffix('日期')}"
            colour = STEP_TONES.get(name, "violet")
        if name in late:
            said, colour = f"{said}（{late[name]}）", "red"
        seen = tuple(shots for shots in photos if _where(shots[0], told, ledger.day) == name)
        about = detail if first else next((word for word in words if word), "")
        yield Event(day, feature.name, one, said, about, colour, first, seen)


def _late(feature: Feature, record: Record, today: date) -> dict[str, str]:
    """Days that have passed without what they were set for: field → the mark's word."""
    found = {}
    for alert in feature.ledger.alerts:
        if matches(bind(alert.rule, {"today": today}), record):
            for one in conditions(alert.rule):
                if one.op in (Op.LT, Op.LE) and "$today" in one.values:
                    found[one.field] = alert.title
    return found


def _photos(
    feature: Feature, record: Record, pictures: frozenset[str]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Those of its fields, and the pictures among what is attached to it."""
    named = [(one.name, record.get(one.name)) for one in feature.ledger.fields if one.kind is Kind.FILES]
    attached = record.get(ATTACHMENTS)
    if isinstance(attached, tuple):
        named.append((ATTACHMENTS, tuple(one for one in attached if one in pictures)))
    return tuple((name, value) for name, value in named if isinstance(value, tuple) and value)


def _where(field: str, told: Mapping[str, date], day: str) -> str:
    """Photos of afterwards stand where the work was done, if that day is known; others where it began."""
    return "rectified_on" if field.endswith("_after") and "rectified_on" in told else day


def _own_changes(store: Store, enterprise: int) -> Iterator[Event]:
    """What was written in the firm's own record."""
    for entry in history.of_record(store, ENTERPRISES, enterprise):
        detail = f"{entry.sentence}（{entry.who or '未署名'}）"
        yield Event(entry.at.date(), ENTERPRISES.name, enterprise, OWN_FILE, detail, "neutral")


def _keys(catalogue: Catalogue, found: Mapping[str, Mapping[int, Record]], today: date) -> Iterator[Key]:
    """Hazards found, open and overdue; fines; the last inspection. What was withdrawn does not count."""
    standing = {
        name: {one: record for one, record in rows.items() if not record["voided"]}
        for name, rows in found.items()
    }
    hazards = standing.get("hazards", {})
    unclosed = {one for one, record in hazards.items() if record["closed_on"] is None}
    late = {one for one in hazards if _late(catalogue["hazards"], hazards[one], today)}
    yield Key("隐患", f"{len(hazards):,} 条", "hazards", frozenset(hazards))
    yield Key("未销号", f"{len(unclosed):,} 条", "hazards", frozenset(unclosed))
    yield Key("逾期", f"{len(late):,} 条", "hazards", frozenset(late), "red" if late else "")
    yield _fines(catalogue, standing.get("enforcement", {}))
    days: dict[int, Any] = {
        one: record["inspected_on"] for one, record in standing.get("inspections", {}).items()
    }
    last = max((day for day in days.values() if day), default=None)
    ids = frozenset(one for one, day in days.items() if day == last and last)
    yield Key("最近检查", show(last) or "还没有", "inspections", ids)


def _fines(catalogue: Catalogue, rows: Mapping[int, Record]) -> Key:
    """All money of the enforcement ledger's totals, in its unit."""
    money = [
        field
        for name in catalogue["enforcement"].ledger.totals
        if (field := catalogue["enforcement"].ledger[name]).kind is Kind.MONEY
    ]
    fined = {
        one: sum((Decimal(str(record[field.name] or 0)) for field in money), Decimal(0))
        for one, record in rows.items()
    }
    total = sum(fined.values(), Decimal(0))
    text = f"{show(total)} {money[0].unit}" if total else "没有"
    return Key("罚款合计", text, "enforcement", frozenset(one for one, sum_ in fined.items() if sum_))
