"""The index of character pairs: which records may hold a word, in about a millisecond; LIKE has the last word.

Two characters are the usual Chinese question, and no tokenizer of SQLite answers it. So every two neighbouring
characters of a record's folded text are one token of a contentless FTS5 table beside its ledger.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise
from typing import Any

from sqlalchemy import Connection, MetaData, Select, Table, column, event, literal_column, select
from sqlalchemy import table as named_table
from sqlalchemy.exc import DatabaseError

from app.store.base import Base
from app.store.database_file import INDEX_NAME

LOG = logging.getLogger(__name__)
SIGNS = {code: 0x80 + code for code in range(128) if not chr(code).isalnum()}
"""Signs that FTS5 would part words at (or take for its own) stand as letters beyond ASCII; LIKE tells them apart again."""
END = "\u0100"  # behind the last character, so that every character begins a pair
OPTIONS = "content='', columnsize=0, detail=none, prefix=1, tokenize='ascii'"
HELD = 8 << 20  # bytes kept in memory before they are written out: a third faster than the usual one megabyte
ASKED = 24  # pairs of one question at most; LIKE looks at what is left
BATCH = 5000
SEEK_LEAST = 2000
SEEK_ALL, SEEK_LONG, SEEK_SHORT = 8, 20, 100
"""Up to one record in so many is the index quicker: for all ids; for a first page by long words, of which the pairs alone
promise too much; for a first page by words of one pair, which walking along the order finds soon where they are common."""


def index_of(table: Table | str) -> str:
    """The name of a ledger's index."""
    return f"{table if isinstance(table, str) else table.name}{INDEX_NAME}"


def create(connection: Connection, table: Table | str) -> None:
    """An empty index."""
    name = index_of(table)
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {name} USING fts5(pairs, {OPTIONS})")
    connection.exec_driver_sql(f"INSERT INTO {name} ({name}, rank) VALUES ('hashsize', {HELD})")


def _create_all(metadata: MetaData, connection: Connection, **_more: Any) -> None:
    for table in indexed(metadata):
        if not connection.exec_driver_sql(
            "SELECT 1 FROM sqlite_master WHERE name = ?", (index_of(table),)
        ).scalar():
            create(connection, table)


def indexed(metadata: MetaData) -> list[Table]:
    """The tables that are searched."""
    return [table for table in metadata.sorted_tables if "haystack" in table.c]


event.listen(Base.metadata, "after_create", _create_all)


@lru_cache(maxsize=16384)  # names, places and persons come again and again
def _pairs_of(piece: str) -> str:
    plain = piece if piece.isalnum() else piece.translate(SIGNS)
    return " ".join({one + next_ for one, next_ in zip(plain, plain[1:] + END, strict=True)})


def tokens(haystack: str) -> str:
    """What is indexed of a text; no word that is searched has a blank in it, so no pair has."""
    return " ".join(map(_pairs_of, haystack.split()))


def question(words: Iterable[str]) -> str:
    """The words as a question to the index; empty where it cannot help."""
    asked: list[str] = []
    for word in words:
        if "\0" in word:
            continue
        plain = word.translate(SIGNS)
        if len(plain) == 1:
            asked.append(f'"{plain}" *')
        asked.extend(f'"{one}{next_}"' for one, next_ in pairwise(plain))
    return " AND ".join(dict.fromkeys(asked[:ASKED]))


def _asking(table: Table, asked: str) -> Select[Any]:
    name = index_of(table)
    found = named_table(name, column("rowid"))
    return select(found.c.rowid).where(literal_column(name).op("MATCH")(asked))


def seek(
    connection: Connection, table: Table, words: Sequence[str], limit: int | None = None
) -> Select[Any] | None:
    """The ids that may hold all the words; None where looking through the ledger itself is quicker.

    Of a word that half the records hold, the first page is found soonest by walking along the order.
    """
    asked = question(words)
    if not asked:
        return None
    try:
        highest = connection.exec_driver_sql(f"SELECT max(id) FROM {table.name}").scalar() or 0
        short = SEEK_SHORT if max(map(len, words)) < 3 else SEEK_LONG
        few = max(SEEK_LEAST, highest // (SEEK_ALL if limit is None else short))
        query = _asking(table, asked)
        many = connection.execute(query.offset(few).limit(1)).scalar()
    except DatabaseError as error:  # searching goes on without the index; verify says that it is broken
        if getattr(error.orig, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
            raise
        LOG.warning("the index of %s cannot be asked: %s", table.name, error)
        return None
    return None if many is not None else query


def add(connection: Connection, table: Table, ids: Iterable[int], haystacks: Iterable[str]) -> None:
    """Records are new. In parts: the pairs of a text take three times its room."""
    rows = zip(ids, map(tokens, haystacks), strict=True)
    while part := list(islice(rows, BATCH)):
        connection.exec_driver_sql(f"INSERT INTO {index_of(table)} (rowid, pairs) VALUES (?, ?)", part)


def replace(connection: Connection, table: Table, record: int, old: str, new: str) -> None:
    """A record's text is another; to be called when the row is written already."""
    name = index_of(table)
    try:
        connection.exec_driver_sql(
            f"INSERT INTO {name} ({name}, rowid, pairs) VALUES ('delete', ?, ?)", (record, tokens(old))
        )
        add(connection, table, (record,), (new,))
    except DatabaseError as error:  # an index that is out of step must not keep anybody from editing
        LOG.warning("the index of %s is made anew: %s", table.name, error)
        rebuild(connection, table)


def rebuild(
    connection: Connection, table: Table, progress: Callable[[int], None] = lambda _done: None
) -> None:
    """Make the index anew from the records' texts, in the transaction that is open."""
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {index_of(table)}")
    create(connection, table)
    done = 0
    for ids, texts in _texts(connection, table):
        add(connection, table, ids, texts)
        done += len(ids)
        progress(done)


def _texts(connection: Connection, table: Table) -> Iterator[tuple[Sequence[int], Sequence[str]]]:
    last = 0
    while True:
        rows = connection.exec_driver_sql(
            f"SELECT id, haystack FROM {table.name} WHERE id > ? ORDER BY id LIMIT {BATCH}", (last,)
        ).all()
        if not rows:
            return
        ids, texts = zip(*rows, strict=True)
        yield ids, texts
        last = ids[-1]


def missing(connection: Connection, table: Table, sample: int = 100) -> list[int]:
    """Ids, of a sample and of the newest records, that the index does not find by their own text."""
    drawn = f"SELECT id, haystack FROM {table.name}"
    rows = [
        *connection.exec_driver_sql(f"{drawn} ORDER BY id DESC LIMIT {sample}"),
        *connection.exec_driver_sql(
            f"{drawn} WHERE id IN (SELECT id FROM {table.name} ORDER BY random() LIMIT {sample})"
        ),
    ]
    lost = []
    for record, text in rows:
        asked = question([word for word in text.split() if "\0" not in word])
        if asked:
            query = _asking(table, asked).where(literal_column("rowid") == record)
            try:
                found = connection.execute(query).scalar()
            except DatabaseError:
                found = None
            if found is None:
                lost.append(record)
    return sorted(set(lost))
