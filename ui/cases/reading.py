"""Everything the page of a case shows, read at once off the screen's thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from app.features.blacklist import notes, service
from app.features.blacklist.periods import RECURRING, CaseDue, Counting, dues, gaps, periods, standing
from app.kernel.feature import Record
from app.kernel.rules import Unit

if TYPE_CHECKING:
    from app.bootstrap import Workspace
    from app.papers.issued import Issued

KEPT, MISSING, NOW = "有", "缺", "本期"


@dataclass(frozen=True)
class Duty:
    """A recurring duty: (period, 有/缺/本期) one after the other."""

    title: str
    kind: str
    article: str
    spans: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CaseFile:
    """One case with its management records, dues, gaps and papers."""

    record: dict[str, Any]
    events: tuple[Record, ...]
    dues: tuple[CaseDue, ...]
    gaps: tuple[str, ...]
    duties: tuple[Duty, ...]
    standing: str
    rule: str
    successors: tuple[str, ...]
    papers: tuple[Issued, ...]
    joint: bool


def read_case(workspace: Workspace, case: int) -> CaseFile:
    """Raises Refusal where it is gone."""
    from app.papers import issued

    store = workspace.store
    today = store.clock.today()
    with store.read() as connection:
        record = service.load(connection, case)
        how = service.counting(connection, record)
        events = service.records_of(connection, str(record["number"]))
        papers = issued.papers(connection, "blacklist", case)
    joint = bool(notes.joint_measures_offered(store, [case]))
    instrument = how.book.instrument
    return CaseFile(
        record,
        tuple(events),
        tuple(dues(record, events, how, today)),
        tuple(gaps(record, events, how, today)),
        tuple(_duties(record, events, how, today)),
        standing(how, today),
        instrument.quoted,
        tuple(one.title for one in instrument.successors),
        tuple(papers),
        joint,
    )


def _duties(record: dict[str, Any], events: list[Record], how: Counting, today: date) -> list[Duty]:
    found = []
    for name, title, kind, level, article in RECURRING:
        unit = how.book[f"blacklist.{name}"].span.unit
        days = [
            one["day"]
            for one in events
            if one.get("kind") == kind and (not level or one.get("level") == level) and not one.get("voided")
        ]
        spans = []
        for first, last in periods(record, how, name, today):
            met = any(isinstance(day, date) and first <= day <= last for day in days)
            spans.append((span_words(unit, first), KEPT if met else NOW if last >= today else MISSING))
        found.append(Duty(title, kind, article, tuple(spans)))
    return found


def span_words(unit: Unit, first: date) -> str:
    """A period in few signs: 2016年5月, 2016年2季."""
    match unit:
        case Unit.MONTH:
            return f"{first.year}年{first.month}月"
        case Unit.QUARTER:
            return f"{first.year}年{(first.month + 2) // 3}季"
        case Unit.HALF_YEAR:
            return f"{first.year}年{'上' if first.month == 1 else '下'}半年"
    return f"{first.year}年"
