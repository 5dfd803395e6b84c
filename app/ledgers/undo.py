"""Taking back a whole operation and doing it again: a save, an import, a merge; after a restart just as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, func, select, update

from app.kernel.change import Change
from app.kernel.errors import Refusal
from app.kernel.feature import Catalogue
from app.ledgers.progress import Progress, silent
from app.ledgers.taking_back import refuse_where_changed_since, take_back
from app.ledgers.writing import Writing
from app.store import journal
from app.store.journal import JOURNAL, OPERATIONS, REDO, UNDO
from app.store.session import Store

SAMPLE = "sample"
"""The invented office as it was set up: Ctrl+Z never takes all of it away."""
ISSUE = "issue"
"""An official paper went out: that is not taken back, the paper is voided instead."""
VOID_PAPER = "void_paper"
"""An issued paper was voided, and what had rested on it went with it: that is final, its number is spent."""


@dataclass(frozen=True)
class Done:
    """An operation as the list of recent ones shows it."""

    operation: int
    at: str
    who: str
    kind: str
    title: str
    undone: bool


def _as_done(row: Any) -> Done:
    return Done(row.id, row.at, row.who, row.kind, row.title, row.undone_by is not None)


def recent(store: Store, limit: int = 50) -> list[Done]:
    """What was done last, newest first."""
    query = select(OPERATIONS).order_by(OPERATIONS.c.id.desc()).limit(limit)
    with store.read() as connection:
        return [_as_done(row) for row in connection.execute(query)]


_TOLD = exists(select(JOURNAL.c.id).where(JOURNAL.c.operation == OPERATIONS.c.id))
"""It changed something: an import in which every row was known already did not."""


def _standing() -> Select[Any]:
    """Operations that changed something, were not taken back, and are neither undo nor redo; newest first."""
    ordinary = OPERATIONS.c.kind.not_in((UNDO, REDO, SAMPLE, ISSUE, VOID_PAPER))
    query = select(OPERATIONS).where(ordinary, OPERATIONS.c.undone_by.is_(None), _TOLD)
    return query.order_by(OPERATIONS.c.id.desc())


def undoable(store: Store, limit: int = 50) -> list[Done]:
    """What Ctrl+Z would take back, in that order."""
    with store.read() as connection:
        return [_as_done(row) for row in connection.execute(_standing().limit(limit))]


def last_undoable(store: Store) -> Done | None:
    """The newest operation that still stands and is no undo itself."""
    return next(iter(undoable(store, 1)), None)


def redoable(store: Store, limit: int = 50) -> list[Done]:
    """Undos that can be taken back, in that order: those since the last ordinary operation."""
    ordinary = select(OPERATIONS.c.id).where(OPERATIONS.c.kind.not_in((UNDO, REDO)), _TOLD)
    newest = ordinary.order_by(OPERATIONS.c.id.desc()).limit(1)
    query = select(OPERATIONS).where(
        OPERATIONS.c.kind == UNDO,
        OPERATIONS.c.undone_by.is_(None),
        OPERATIONS.c.id > func.coalesce(newest.scalar_subquery(), 0),
    )
    with store.read() as connection:
        found = connection.execute(query.order_by(OPERATIONS.c.id.desc()).limit(limit))
        return [_as_done(row) for row in found]


def last_redoable(store: Store) -> Done | None:
    """The undo that Ctrl+Y would take back."""
    return next(iter(redoable(store, 1)), None)


def undo(store: Store, catalogue: Catalogue, operation: int, progress: Progress = silent) -> Change:
    """Take back everything an operation did.

    Raises Refusal where it was taken back already, or where records it touched were changed since.
    """
    with store.write() as connection:
        row = connection.execute(select(OPERATIONS).where(OPERATIONS.c.id == operation)).one_or_none()
        if row is None:
            raise Refusal("没有找到这次操作。")
        if row.undone_by is not None:
            raise Refusal(f"“{row.title}”已经撤销过了。")
        if row.kind in (UNDO, REDO):
            raise Refusal(f"“{row.title}”本身就是撤销或重做，请用“重做”或撤销原来的那一步。")
        if row.kind == ISSUE:
            raise Refusal("已签发的文书不能撤销，请在“文书记录”里作废。")
        if row.kind == VOID_PAPER:
            raise Refusal("作废的文书不能恢复，请重新签发。")
        lines = journal.lines_of_operation(connection, operation)
        writing = Writing(store, connection, UNDO, f"撤销：{row.title}", progress)
        refuse_where_changed_since(writing, catalogue, operation, row.title, lines)
        change = take_back(writing, catalogue, lines, f"已撤销：{row.title}")
        _mark(writing, operation, writing.operation)
        return change


def redo(store: Store, catalogue: Catalogue, operation: int, progress: Progress = silent) -> Change:
    """Do again what the undo ``operation`` took back; the operation it was stands again and may be undone again.

    Raises Refusal where something else was done since, or where a later undo has to be taken back first.
    """
    with store.write() as connection:
        waiting = redoable(store)
        if not any(one.operation == operation for one in waiting):
            raise Refusal("撤销之后又做了别的，不能再重做。")
        if waiting[0].operation != operation:
            raise Refusal(f"请先重做后来撤销的“{_plain(waiting[0].title)}”。")
        title = _plain(waiting[0].title)
        writing = Writing(store, connection, REDO, f"重做：{title}", progress)
        change = take_back(
            writing, catalogue, journal.lines_of_operation(connection, operation), f"已重做：{title}"
        )
        again = update(OPERATIONS).where(OPERATIONS.c.undone_by == operation).values(undone_by=None)
        connection.execute(again)
        _mark(writing, operation, writing.operation)
        return change


def _plain(title: str) -> str:
    return title.removeprefix("撤销：")


def _mark(writing: Writing, operation: int, by: int) -> None:
    marked = update(OPERATIONS).where(OPERATIONS.c.id == operation).values(undone_by=by)
    writing.connection.execute(marked)


def count_of(store: Store) -> int:
    """The number of the newest operation: changes whenever anything was written."""
    with store.read() as connection:
        return int(connection.execute(select(func.max(OPERATIONS.c.id))).scalar() or 0)
