"""Firms whose ledgers show a ground of the blacklist: suggested with the records it rests on, never decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from app.features.blacklist import FEATURE as BLACKLIST
from app.features.blacklist import words
from app.features.enforcement import FEATURE as ENFORCEMENT
from app.features.enforcement.model import LICENCE, PENALTY
from app.features.hazards import FEATURE as HAZARDS
from app.features.supervision import FEATURE as SUPERVISION
from app.kernel.due import months_on
from app.kernel.errors import Refusal
from app.masterdata.enterprises import FEATURE as ENTERPRISES
from app.masterdata.settings import read_setting, write_setting
from app.store.base import table_of
from app.store.session import Store

DISMISSED = "blacklist_suggestions_dismissed"
_OVERDUE, _PENALTIES, _LICENCE = "第三条（三）", "第三条（五）", "第三条（六）"


@dataclass(frozen=True)
class Evidence:
    """A record that a suggestion rests on."""

    ledger: str
    record: int
    words: str
    day: date


@dataclass(frozen=True)
class Suggestion:
    """A firm, the ground its records seem to show, and those records. ``key`` changes with the records."""

    firm: int
    name: str
    ground: str
    sentence: str
    evidence: tuple[Evidence, ...]

    @property
    def key(self) -> str:
        """What a dismissal is remembered by: new records bring the suggestion back."""
        rests = ",".join(f"{one.ledger}-{one.record}" for one in self.evidence)
        return f"{self.firm}:{self.ground}:{rests}"

    @property
    def values(self) -> dict[str, Any]:
        """What a case opened from it begins with."""
        return {"enterprise_name": self.name, "enterprise_id": self.firm, "grounds": (self.ground,)}


def suggestions(store: Store) -> list[Suggestion]:
    """For firms without a case that deals with these records, and that nobody put aside."""
    today = store.clock.today()
    with store.read() as connection:
        found = [*_overdue(connection, today), *_penalties(connection), *_licences(connection)]
        told = {one["key"] for one in read_setting(connection, DISMISSED, [])}
        taken = _taken(connection)
        names = _names(connection, {firm for firm, *_ in found})
    made = [
        Suggestion(firm, names[firm], ground, sentence, evidence)
        for firm, ground, sentence, evidence in found
        if firm in names and max(one.day for one in evidence) > taken.get((firm, ground), date.min)
    ]
    return sorted((one for one in made if one.key not in told), key=lambda one: (one.name, one.ground))


def dismiss(store: Store, suggestion: Suggestion, reason: str) -> None:
    """Put a suggestion aside, with the reason, who and when. Raises Refusal without a reason."""
    if not reason.strip():
        raise Refusal("不采用这条提示要写明理由。")
    with store.write() as connection:
        kept = read_setting(connection, DISMISSED, [])
        entry = {"key": suggestion.key, "firm": suggestion.name, "ground": suggestion.ground}
        kept.append({**entry, "reason": reason.strip(), "who": store.who, "at": store.moment()})
        write_setting(connection, DISMISSED, kept)


def dismissed(store: Store) -> list[dict[str, str]]:
    """What was put aside, newest first: key, firm, ground, reason, who, at."""
    with store.read() as connection:
        return list(reversed(read_setting(connection, DISMISSED, [])))


def bring_back(store: Store, key: str) -> None:
    """A suggestion put aside is offered again."""
    with store.write() as connection:
        kept = [one for one in read_setting(connection, DISMISSED, []) if one["key"] != key]
        write_setting(connection, DISMISSED, kept)


Found = tuple[int, str, str, tuple[Evidence, ...]]


def _overdue(connection: Connection, today: date) -> Iterable[Found]:
    """Major hazards under provincial supervision past their date and not closed (第三条（三）)."""
    listed, hazards = table_of(SUPERVISION.model), table_of(HAZARDS.model)
    query = (
        select(listed.c.id, hazards.c.enterprise_id, hazards.c.number, listed.c.due_on)
        .join(hazards, hazards.c.id == listed.c.hazard_id)
        .where(
            listed.c.rank == "省",
            listed.c.due_on < today,
            listed.c.delisted_on.is_(None),
            hazards.c.closed_on.is_(None),
            hazards.c.level == "重大",
            *_alive(listed),
            *_alive(hazards),
        )
        .order_by(listed.c.due_on, listed.c.id)
    )
    firms: dict[int, list[Evidence]] = defaultdict(list)
    for row in connection.execute(query):
        said = f"{row.number} 省级挂牌督办，{row.due_on} 到期未销号"
        firms[row.enterprise_id].append(Evidence("supervision", row.id, said, row.due_on))
    for firm, evidence in firms.items():
        yield firm, _OVERDUE, f"{len(evidence)} 条省级挂牌督办的重大隐患逾期未整改", tuple(evidence)


def _penalties(connection: Connection) -> Iterable[Found]:
    """Two major penalties within a year, the first and the last of the closest pair counted (第三条（五）)."""
    table = table_of(ENFORCEMENT.model)
    query = select(table.c.id, table.c.enterprise_id, table.c.day, table.c.document_number).where(
        table.c.kind == PENALTY,
        table.c.major_penalty.is_(True),
        table.c.enterprise_id.is_not(None),
        table.c.day.is_not(None),
        *_alive(table),
    )
    firms: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(query.order_by(table.c.day, table.c.id)):
        firms[row.enterprise_id].append(row)
    for firm, rows in firms.items():
        for end in range(len(rows) - 1, 0, -1):
            year = [row for row in rows[: end + 1] if row.day > months_on(rows[end].day, -12)]
            if len(year) >= 2:
                evidence = tuple(_measure(row, "重大行政处罚") for row in year)
                yield firm, _PENALTIES, f"一年内受到 {len(year)} 次重大行政处罚", evidence
                break


def _licences(connection: Connection) -> Iterable[Found]:
    """A licence suspended or revoked (第三条（六）)."""
    table = table_of(ENFORCEMENT.model)
    query = select(table.c.id, table.c.enterprise_id, table.c.day, table.c.document_number).where(
        table.c.kind == LICENCE,
        table.c.enterprise_id.is_not(None),
        table.c.day.is_not(None),
        *_alive(table),
    )
    firms: dict[int, list[Evidence]] = defaultdict(list)
    for row in connection.execute(query.order_by(table.c.day, table.c.id)):
        firms[row.enterprise_id].append(_measure(row, LICENCE))
    for firm, evidence in firms.items():
        yield firm, _LICENCE, "许可证被暂扣或者吊销", tuple(evidence)


def _alive(table: Any) -> tuple[Any, Any]:
    return table.c.deleted_at.is_(None), table.c.voided.is_(False)


def _measure(row: Any, title: str) -> Evidence:
    said = f"{row.day} {title} {row.document_number or ''}".strip()
    return Evidence("enforcement", row.id, said, row.day)


def _taken(connection: Connection) -> dict[tuple[int, str], date]:
    """Up to which day the evidence for a firm's ground is dealt with: by a case under way, or by one that ended."""
    table = table_of(BLACKLIST.model)
    query = select(table.c.enterprise_id, table.c.grounds, table.c.state, table.c.collected_on).where(
        table.c.enterprise_id.is_not(None), *_alive(table)
    )
    found: dict[tuple[int, str], date] = {}
    for firm, grounds, state, collected_on in connection.execute(query):
        until = (collected_on or date.min) if state in words.ENDED else date.max
        for ground in grounds or ():
            found[firm, ground] = max(until, found.get((firm, ground), date.min))
    return found


def _names(connection: Connection, firms: set[int]) -> dict[int, str]:
    table = table_of(ENTERPRISES.model)
    query = select(table.c.id, table.c.name).where(table.c.id.in_(firms), table.c.deleted_at.is_(None))
    return {row.id: str(row.name) for row in connection.execute(query)}
