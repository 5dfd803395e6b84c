"""Taking back a whole operation: a save, an import, a merge; after a restart just as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select, update

from app.kernel.change import Change
from app.kernel.errors import Refusal
from app.kernel.feature import Catalogue, Feature
from app.ledgers.firm_uses import firms_in_use
from app.ledgers.writing import Writing
from app.masterdata.enterprises import FEATURE as ENTERPRISES
from app.store import journal, records
from app.store.base import table_of
from app.store.session import Store
from app.store.types import restored

NAMED_AT_MOST = 5


@dataclass(frozen=True)
class Done:
    """An operation as the list of recent ones shows it."""

    operation: int
    at: str
    who: str
    kind: str
    title: str
    undone: bool


def recent(store: Store, limit: int = 50) -> list[Done]:
    """What was done last, newest first."""
    query = select(journal.OPERATIONS).order_by(journal.OPERATIONS.c.id.desc()).limit(limit)
    with store.read() as connection:
        return [
            Done(row.id, row.at, row.who, row.kind, row.title, row.undone_by is not None)
            for row in connection.execute(query)
        ]


def last_undoable(store: Store) -> Done | None:
    """The newest operation that still stands and is no undo itself."""
    return next((done for done in recent(store) if not done.undone and done.kind != "undo"), None)


def undo(store: Store, catalogue: Catalogue, operation: int) -> Change:
    """Take back everything an operation did.

    Raises Refusal where it was taken back already, or where records it touched were changed since.
    """
    with store.write() as connection:
        query = select(journal.OPERATIONS).where(journal.OPERATIONS.c.id == operation)
        row = connection.execute(query).one_or_none()
        if row is None:
            raise Refusal("没有找到这次操作。")
        if row.undone_by is not None:
            raise Refusal(f"“{row.title}”已经撤销过了。")
        lines = journal.lines_of_operation(connection, operation)
        writing = Writing(store, connection, "undo", f"撤销：{row.title}")
        _refuse_where_changed_since(writing, catalogue, operation, row.title, lines)
        back = _removed_back(writing, catalogue, lines)
        _fields_back(writing, catalogue, lines)
        gone = _created_aside(writing, catalogue, lines)
        _look_again(writing, catalogue, gone)
        connection.execute(
            update(journal.OPERATIONS)
            .where(journal.OPERATIONS.c.id == operation)
            .values(undone_by=writing.operation)
        )
        change = writing.change(f"已撤销：{row.title}")
        return replace(change, removed=gone, created={**change.created, **back})


def _look_again(writing: Writing, catalogue: Catalogue, gone: dict[str, tuple[int, ...]]) -> None:
    """Who named a record that went by its number is told so."""
    for ledger, ids in gone.items():
        key = catalogue[ledger].ledger.key
        if key and ids:
            found = records.load(writing.connection, catalogue[ledger], ids)
            writing.claim_waiting(catalogue[ledger], {row[key] for row in found.values()})


def _refuse_where_changed_since(
    writing: Writing, catalogue: Catalogue, operation: int, title: str, lines: Sequence[journal.Line]
) -> None:
    touched: dict[str, list[int]] = {}
    for line in lines:
        if line.ledger in catalogue:
            touched.setdefault(line.ledger, []).extend(range(line.record_id, line.last_id + 1))
    for ledger, ids in touched.items():
        later = journal.later_lines(writing.connection, operation, ledger, sorted(set(ids)))
        if later:
            feature = catalogue[ledger]
            some = sorted({line.record_id for line in later})[:NAMED_AT_MOST]
            found = records.load(writing.connection, feature, some)
            names = "、".join(_called(feature, found[one]) for one in some if one in found)
            raise Refusal(
                f"“{title}”之后，{feature.ledger.title}里有记录又被修改过（{names}等）。"
                "请先撤销后来的修改，或在这些记录上直接改正。"
            )


def _called(feature: Feature, record: dict[str, Any]) -> str:
    for name in (feature.ledger.key, *feature.ledger.identity):
        if name and record.get(name):
            return str(record[name])
    return f"第{record['id']}号"


def _spans(lines: Sequence[journal.Line], *actions: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for line in lines:
        if line.action in actions:
            found.setdefault(line.ledger, []).extend(range(line.record_id, line.last_id + 1))
    return found


def _removed_back(
    writing: Writing, catalogue: Catalogue, lines: Sequence[journal.Line]
) -> dict[str, tuple[int, ...]]:
    """What was removed comes back, before any field does: records may name a firm that was gone."""
    return {
        ledger: records.set_aside(writing.connection, catalogue[ledger], ids, None, writing.operation)
        for ledger, ids in _spans(lines, journal.REMOVED).items()
    }


def _created_aside(
    writing: Writing, catalogue: Catalogue, lines: Sequence[journal.Line]
) -> dict[str, tuple[int, ...]]:
    """What was created goes to the recycle bin, when no record names it any more; firms in use stay."""
    aside = _spans(lines, journal.CREATED, journal.RESTORED)
    moment = writing.store.moment()
    gone: dict[str, tuple[int, ...]] = {}
    for ledger in sorted(aside, key=lambda name: name == ENTERPRISES.name):
        ids = aside[ledger]
        if ledger == ENTERPRISES.name:
            used = firms_in_use(writing.connection, catalogue, ids)
            ids = [one for one in ids if one not in used]
        gone[ledger] = records.set_aside(
            writing.connection, catalogue[ledger], ids, moment, writing.operation
        )
    return gone


def _fields_back(writing: Writing, catalogue: Catalogue, lines: Sequence[journal.Line]) -> None:
    before: dict[str, dict[int, dict[str, Any]]] = {}
    for line in lines:
        if line.action == journal.CHANGED and line.field:
            kind = table_of(catalogue[line.ledger].model).c[line.field].type
            values = before.setdefault(line.ledger, {}).setdefault(line.record_id, {})
            values.setdefault(line.field, restored(line.old, kind))
    for ledger in sorted(before, key=lambda name: name != ENTERPRISES.name):  # names of firms first
        facts = before[ledger]
        found = records.load(writing.connection, catalogue[ledger], list(facts))
        writing.alter(catalogue[ledger], [(found[one], old) for one, old in facts.items()])


def count_of(store: Store) -> int:
    """The number of the newest operation: changes whenever anything was written."""
    with store.read() as connection:
        return int(connection.execute(select(func.max(journal.OPERATIONS.c.id))).scalar() or 0)
