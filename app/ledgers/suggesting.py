"""What is offered while a field is typed in: firms, hazards' numbers, words of lists, values used lately."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app.kernel import pinyin
from app.kernel.feature import Feature
from app.kernel.fields import Kind
from app.ledgers.browse import choices
from app.ledgers.firm_book import firm_book
from app.store.base import table_of
from app.store.query import column, contains, fold
from app.store.session import Store

LATELY = 20_000
"""Values used before are looked for in so many of the newest records."""
DISTINCT = 2_000


@dataclass(frozen=True)
class Candidate:
    """A row of candidates: what it puts into the field, what tells it from another, and the record it stands for."""

    word: str
    note: str = ""
    record: int = 0


def suggest(
    store: Store, feature: Feature, name: str, text: str, recent: Sequence[int] = (), limit: int = 20
) -> list[Candidate]:
    """Candidates for what is typed in a field; ``recent`` are ids of firms used lately, which come first."""
    field = feature.ledger[name]
    if field.kind in (Kind.ENTERPRISE, Kind.ENTERPRISES):
        found = firm_book(store).find(text, recent, limit)
        return [Candidate(firm.name, firm.note(text), firm.id) for firm in found]
    if field.kind is Kind.HAZARD:
        return _hazards(store, feature, text, limit)
    offered = best(choices(store, field), text, limit)
    if offered or field.choices:
        return [Candidate(word) for word in offered]
    return [Candidate(word) for word in _used(store, feature, name, text, limit)]


def suggestions(store: Store, feature: Feature, name: str, text: str, limit: int = 20) -> list[str]:
    """The words alone."""
    return [one.word for one in suggest(store, feature, name, text, limit=limit)]


def best(words: Iterable[str], typed: str, limit: int | None = None) -> list[str]:
    """The words that fit what is typed, by their initials too; those that begin with it first."""
    ranked = [(pinyin.rank(typed, word), at, word) for at, word in enumerate(words)]
    return [word for place, _, word in sorted(ranked) if place < 4][:limit]


def firms_named(store: Store, name: str) -> list[Candidate]:
    """Firms of exactly this name: none, one, or several that must be told apart."""
    return [Candidate(firm.name, firm.note(), firm.id) for firm in firm_book(store).named(name)]


def hazard_known(store: Store, feature: Feature, number: str) -> bool:
    """Is there a hazard of this number on file?"""
    return any(one.word == number for one in _hazards(store, feature, number, 20))


def _used(store: Store, feature: Feature, name: str, text: str, limit: int) -> list[str]:
    """Values of the newest records, the most used first."""
    table, found, wanted = table_of(feature.model), column(feature, name), fold(text)
    field = feature.ledger[name]
    newest = select(func.max(table.c.id)).scalar_subquery()
    query = select(found, func.count()).where(
        table.c.id > newest - LATELY, found.is_not(None), table.c.deleted_at.is_(None)
    )
    if not wanted.isascii() and not field.is_list:
        query = query.where(contains(found, text))
    query = query.group_by(found).order_by(func.count().desc()).limit(DISTINCT)
    with store.read() as connection:
        used = [row[0] for row in connection.execute(query)]
    if field.is_list:
        words: dict[str, None] = dict.fromkeys(word for value in used for word in value)
        return best(words, text, limit)
    return best((str(value) for value in used), text, limit)


def _hazards(store: Store, feature: Feature, text: str, limit: int) -> list[Candidate]:
    target: Any = next(iter(table_of(feature.model).c.hazard_id.foreign_keys)).column.table
    query = select(target.c.id, target.c.number, target.c.enterprise_name, target.c.description).where(
        contains(target.c.haystack, fold(text)), target.c.deleted_at.is_(None), target.c.voided.is_(False)
    )
    with store.read() as connection:
        found = connection.execute(query.order_by(target.c.id.desc()).limit(limit)).all()
    return [
        Candidate(str(number), " · ".join(part for part in (firm, (words or "")[:30]) if part), one)
        for one, number, firm, words in found
    ]
