"""Editable word lists (社区, 网格, 行业领域 …): an entry in use is retired, never deleted."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    Select,
    Text,
    UniqueConstraint,
    Update,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)

from app.kernel.errors import Refusal
from app.kernel.feature import Catalogue, Feature
from app.kernel.fields import Field
from app.paths import RESOURCES
from app.store.base import Base, table_of
from app.store.query import contains
from app.store.types import SEPARATOR


class DictionaryEntry(Base):
    """A word of a list, in the order the office put it."""

    __tablename__ = "dictionary_entries"
    __table_args__ = (UniqueConstraint("dictionary", "word"),)

    id = Column(Integer, primary_key=True)
    dictionary = Column(Text, nullable=False)
    word = Column(Text, nullable=False)
    position = Column(Integer, default=0, nullable=False)
    retired = Column(Boolean, default=False, nullable=False)


ENTRIES = table_of(DictionaryEntry)
PHRASES = "短语·"
"""Lists that begin so hold ready sentences; no field holds their words by themselves."""


def phrase_list(kind: str) -> str:
    """The list that holds the phrases of a kind of text."""
    return f"{PHRASES}{kind}"


@dataclass(frozen=True)
class Entry:
    """A word with its standing; ``uses`` counts the records that hold it."""

    word: str
    retired: bool
    uses: int = 0


def words(connection: Connection, dictionary: str, *, retired: bool = False) -> tuple[str, ...]:
    """The words offered, in the office's order; with ``retired`` also those no longer offered."""
    query = select(ENTRIES.c.word).where(ENTRIES.c.dictionary == dictionary)
    if not retired:
        query = query.where(ENTRIES.c.retired.is_(False))
    return tuple(connection.execute(query.order_by(ENTRIES.c.position, ENTRIES.c.id)).scalars())


def usual(dictionary: str) -> tuple[str, ...]:
    """The words a list comes with."""
    shipped = tomllib.loads((RESOURCES / "rules" / "dictionaries.toml").read_text("utf-8"))
    return tuple(shipped[dictionary]["words"])


def any_words(connection: Connection) -> bool:
    """Does any list hold a word?"""
    return connection.execute(select(ENTRIES.c.id).limit(1)).scalar() is not None


def add(connection: Connection, dictionary: str, new: Iterable[str]) -> tuple[str, ...]:
    """Add words that are not there yet; a retired one comes back. Returns those added."""
    known = set(words(connection, dictionary, retired=True))
    added: list[str] = []
    place = connection.execute(
        select(func.coalesce(func.max(ENTRIES.c.position), 0)).where(ENTRIES.c.dictionary == dictionary)
    ).scalar_one()
    for word in new:
        if not word:
            continue
        if word in known:
            connection.execute(_entry(dictionary, word, retired=False))
            continue
        place += 1
        connection.execute(
            insert(ENTRIES).values(dictionary=dictionary, word=word, position=place, retired=False)
        )
        known.add(word)
        added.append(word)
    return tuple(added)


ABSENT, OFFERED, RETIRED = "", "offered", "retired"


def standings(connection: Connection, dictionary: str, wanted: Iterable[str]) -> dict[str, str]:
    """For each word: is it offered, retired, or not in the list at all?"""
    query = select(ENTRIES.c.word, ENTRIES.c.retired).where(ENTRIES.c.dictionary == dictionary)
    known = {row.word: RETIRED if row.retired else OFFERED for row in connection.execute(query)}
    return {word: known.get(word, ABSENT) for word in wanted}


def put_back(connection: Connection, catalogue: Catalogue, dictionary: str, word: str, standing: str) -> None:
    """Give a word a standing it had before; one that records hold is not taken out of its list."""
    if standing == ABSENT:
        if not uses(connection, catalogue, dictionary, word):
            gone = delete(ENTRIES).where(ENTRIES.c.dictionary == dictionary, ENTRIES.c.word == word)
            connection.execute(gone)
        return
    add(connection, dictionary, [word])
    if standing == RETIRED:
        retire(connection, dictionary, word)


def _entry(dictionary: str, word: str, *, retired: bool) -> Update:
    return (
        update(ENTRIES)
        .where(ENTRIES.c.dictionary == dictionary, ENTRIES.c.word == word)
        .values(retired=retired)
    )


def fields_using(catalogue: Catalogue, dictionary: str) -> list[tuple[str, Field]]:
    """``(ledger, field)`` of every field that draws on a dictionary."""
    return [
        (name, field)
        for name, feature in catalogue.items()
        for field in _kept_fields(feature)
        if field.dictionary == dictionary
    ]


def _kept_fields(feature: Feature) -> list[Field]:
    """Every field that a record itself holds, those that only the steps of a case fill in too."""
    columns = table_of(feature.model).c
    return [field for field in (*feature.ledger.fields, *feature.ledger.computed) if field.name in columns]


def holding(feature: Feature, field: Field, word: str) -> Select[Any]:
    """The ids of the records, deleted ones too, that hold the word in a field."""
    table = table_of(feature.model)
    column = table.c[field.name]
    if field.is_list:
        framed = literal(SEPARATOR) + cast(column, Text) + literal(SEPARATOR)
        return select(table.c.id).where(contains(framed, f"{SEPARATOR}{word}{SEPARATOR}"))
    return select(table.c.id).where(column == word)


def uses(connection: Connection, catalogue: Catalogue, dictionary: str, word: str) -> int:
    """How many living records hold the word."""
    total = 0
    for ledger, field in fields_using(catalogue, dictionary):
        living = table_of(catalogue[ledger].model).c.deleted_at.is_(None)
        found = holding(catalogue[ledger], field, word).where(living).subquery()
        total += connection.execute(select(func.count()).select_from(found)).scalar_one()
    return total


def names(catalogue: Catalogue) -> tuple[str, ...]:
    """The lists that the ledgers draw on, in the order of the ledgers; the libraries of phrases last."""
    fields = [field for feature in catalogue.values() for field in _kept_fields(feature)]
    lists = [field.dictionary for field in fields if field.dictionary]
    return tuple(dict.fromkeys([*lists, *(phrase_list(field.phrases) for field in fields if field.phrases)]))


def entries(connection: Connection, catalogue: Catalogue, dictionary: str) -> tuple[Entry, ...]:
    """Every word of a list with its uses, for the settings page."""
    query = select(ENTRIES).where(ENTRIES.c.dictionary == dictionary)
    return tuple(
        Entry(row.word, row.retired, uses(connection, catalogue, dictionary, row.word))
        for row in connection.execute(query.order_by(ENTRIES.c.position, ENTRIES.c.id))
    )


def retire(connection: Connection, dictionary: str, word: str, *, retired: bool = True) -> None:
    """No longer offered (or offered again); records that hold the word keep it."""
    connection.execute(_entry(dictionary, word, retired=retired))


def remove(connection: Connection, catalogue: Catalogue, dictionary: str, word: str) -> None:
    """Delete a word nobody used. Raises Refusal where it is in use."""
    used = uses(connection, catalogue, dictionary, word)
    if used:
        raise Refusal(f"“{word}”正被 {used} 条记录使用，不能删除；可以停用，停用后不再出现在选项里。")
    connection.execute(delete(ENTRIES).where(ENTRIES.c.dictionary == dictionary, ENTRIES.c.word == word))


def reorder(connection: Connection, dictionary: str, order: Iterable[str]) -> None:
    """Put the words in the order given."""
    for place, word in enumerate(order, start=1):
        connection.execute(
            update(ENTRIES)
            .where(ENTRIES.c.dictionary == dictionary, ENTRIES.c.word == word)
            .values(position=place)
        )
