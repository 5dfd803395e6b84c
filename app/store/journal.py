"""The journal: every change of every field, grouped by the operation it belongs to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Index, Integer, Text, select

from app.store.base import Base, table_of
from app.store.session import Store

CREATED = "created"
CHANGED = "changed"
REMOVED = "removed"
RESTORED = "restored"
RANGES = (CREATED, REMOVED, RESTORED)
WORD = "word"  # a word of an editable list: ``field`` is the list, old and new are [word, standing]
LINKS = "links"  # the firms a record is linked to, in order
UNDO, REDO = "undo", "redo"


class Operation(Base):
    """One thing a person did: a save, an import, an undo. ``undone_by`` is the operation that took it back.

    A redo takes an undo back: the undo's ``undone_by`` is the redo, and the first operation stands again.
    """

    __tablename__ = "operations"

    id = Column(Integer, primary_key=True)
    at = Column(Text, nullable=False)
    who = Column(Text, nullable=False)
    kind = Column(Text, nullable=False)
    title = Column(Text, nullable=False)
    undone_by = Column(Integer, nullable=True)


class JournalLine(Base):
    """One field of one record changed, or the records from ``record_id`` to ``last_id`` created or removed."""

    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_ledger_record_id", "ledger", "record_id"),)

    id = Column(Integer, primary_key=True)
    operation = Column(Integer, index=True, nullable=False)
    ledger = Column(Text, nullable=False)
    record_id = Column(Integer, nullable=False)
    last_id = Column(Integer, nullable=False)
    action = Column(Text, nullable=False)
    field = Column(Text, nullable=True)
    old = Column(Text, nullable=True)
    new = Column(Text, nullable=True)


OPERATIONS = table_of(Operation)
JOURNAL = table_of(JournalLine)


@dataclass(frozen=True)
class Line:
    """A journal line as read back; ``old`` and ``new`` as stored in the record's column."""

    operation: int
    ledger: str
    record_id: int
    last_id: int
    action: str
    field: str | None
    old: Any
    new: Any


def begin_operation(connection: Connection, store: Store, kind: str, title: str) -> int:
    """Open an operation; its number is what undo is asked for with."""
    made = connection.exec_driver_sql(
        "INSERT INTO operations (at, who, kind, title) VALUES (?, ?, ?, ?)",
        (store.moment(), store.who, kind, title),
    )
    return int(made.lastrowid)


def note_range(connection: Connection, operation: int, ledger: str, ids: range, action: str) -> None:
    """The records of ``ids`` came into being, went to the recycle bin or came back from it."""
    connection.exec_driver_sql(
        "INSERT INTO journal (operation, ledger, record_id, last_id, action) VALUES (?, ?, ?, ?, ?)",
        (operation, ledger, ids.start, ids.stop - 1, action),
    )


def note_changes(
    connection: Connection, operation: int, ledger: str, changes: Iterable[tuple[int, str, Any, Any]]
) -> None:
    """``(record, column, old, new)`` as stored in the columns."""
    rows = [
        (operation, ledger, record, record, CHANGED, column, _packed(old), _packed(new))
        for record, column, old, new in changes
    ]
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO journal (operation, ledger, record_id, last_id, action, field, old, new) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )


def note_word(
    connection: Connection, operation: int, dictionary: str, word: str, before: str, after: str
) -> None:
    """A word of an editable list came, went or was offered again; see ``dictionaries.standing``."""
    connection.exec_driver_sql(
        "INSERT INTO journal (operation, ledger, record_id, last_id, action, field, old, new) "
        "VALUES (?, 'dictionaries', 0, 0, ?, ?, ?, ?)",
        (operation, WORD, dictionary, _packed([word, before]), _packed([word, after])),
    )


def note_links(
    connection: Connection,
    operation: int,
    ledger: str,
    record: int,
    old: Sequence[int | None],
    new: Sequence[int | None],
) -> None:
    """The firms a record belongs to changed while their names stayed the same."""
    connection.exec_driver_sql(
        "INSERT INTO journal (operation, ledger, record_id, last_id, action, field, old, new) "
        "VALUES (?, ?, ?, ?, ?, 'enterprise_id', ?, ?)",
        (operation, ledger, record, record, LINKS, _packed(list(old)), _packed(list(new))),
    )


def forget_operation(connection: Connection, operation: int) -> None:
    """An operation opened in this transaction that came to nothing leaves no trace."""
    connection.exec_driver_sql("DELETE FROM operations WHERE id = ?", (operation,))


def lines_of_operation(connection: Connection, operation: int) -> list[Line]:
    """Everything an operation did, in order."""
    found = connection.execute(select(JOURNAL).where(JOURNAL.c.operation == operation).order_by(JOURNAL.c.id))
    return [as_line(row) for row in found]


def lines_of_record(
    connection: Connection, ledger: str, record: int
) -> list[tuple[Line, str, str, str, str]]:
    """``(line, at, who, kind, title)`` for one record, newest operation first."""
    mine = (JOURNAL.c.record_id == record) | (
        JOURNAL.c.action.in_(RANGES) & (JOURNAL.c.record_id <= record) & (JOURNAL.c.last_id >= record)
    )
    found = connection.execute(
        select(JOURNAL, OPERATIONS.c.at, OPERATIONS.c.who, OPERATIONS.c.kind, OPERATIONS.c.title)
        .join(OPERATIONS, OPERATIONS.c.id == JOURNAL.c.operation)
        .where(JOURNAL.c.ledger == ledger, mine)
        .order_by(JOURNAL.c.operation.desc(), JOURNAL.c.id)
    )
    return [(as_line(row), row.at, row.who, row.kind, row.title) for row in found]


def later_lines(connection: Connection, operation: int, ledger: str, records: Sequence[int]) -> list[Line]:
    """Changes to any of ``records`` by operations after ``operation`` that still stand."""
    found: list[Line] = []
    for start in range(0, len(records), 500):
        part = records[start : start + 500]
        rows = connection.execute(
            select(JOURNAL)
            .join(OPERATIONS, OPERATIONS.c.id == JOURNAL.c.operation)
            .where(
                JOURNAL.c.operation > operation,
                JOURNAL.c.ledger == ledger,
                JOURNAL.c.action == CHANGED,
                JOURNAL.c.record_id.in_(part),
                OPERATIONS.c.undone_by.is_(None),
                OPERATIONS.c.kind.not_in((UNDO, REDO)),
            )
        )
        found.extend(as_line(row) for row in rows)
    return found


def _packed(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def as_line(row: Any) -> Line:
    """A row of the journal with its values unpacked."""
    return Line(
        row.operation,
        row.ledger,
        row.record_id,
        row.last_id,
        row.action,
        row.field,
        None if row.old is None else json.loads(row.old),
        None if row.new is None else json.loads(row.new),
    )
