"""Rows of any ledger in and out of the database, with the journal beside them; what they mean is decided above."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table, func, select

from app.kernel.feature import Feature, Record
from app.kernel.filters import EVERYTHING, Filter
from app.store import front_pages, journal, pairs
from app.store.all_rows import all_ids, read_ids
from app.store.base import table_of
from app.store.first_rows import Beside, first_ids, must_sort
from app.store.query import IDS, full_rows, in_order, narrowed, terms, turned
from app.store.types import plain, stored

UNJOURNALLED = frozenset(("id", "created_at", "updated_at", "haystack", "incomplete", "incomplete_note"))
BATCH = 500
MANY = 50_000  # from so many records on they are put in order in parts


@lru_cache(maxsize=64)
def _writable(table: Table) -> tuple[tuple[str, Any], ...]:
    return tuple((column.key, column.type) for column in table.columns if column.key != "id")


def next_id(connection: Connection, feature: Feature) -> int:
    """The first id a new record may get; ids are never used twice."""
    table = table_of(feature.model)
    highest = connection.execute(select(func.max(table.c.id))).scalar()
    return int(highest or 0) + 1


def insert(
    connection: Connection, feature: Feature, records: Sequence[Mapping[str, Any]], operation: int
) -> range:
    """Add full records (a value for every column that is not to be empty); returns their ids."""
    table = table_of(feature.model)
    first = next_id(connection, feature)
    if not records:
        return range(first, first)
    ids = range(first, first + len(records))
    named = set().union(*records)
    kinds = {name: kind for name, kind in _writable(table) if name in named}
    picked = [tuple(map(record.get, kinds)) for record in records]
    columns: dict[str, Sequence[Any]] = {"id": ids}
    for (name, kind), column in zip(kinds.items(), zip(*picked, strict=True), strict=True):
        if any(column) or column.count(None) < len(column):
            columns[name] = column if plain(kind) else _stored_column(column, kind)
    marks = ", ".join("?" * len(columns))
    rows = list(zip(*columns.values(), strict=True))
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})", rows)
    pairs.add(connection, table, ids, columns["haystack"])
    journal.note_range(connection, operation, feature.name, ids, journal.CREATED)
    return ids


def _stored_column(column: Sequence[Any], kind: Any) -> list[Any]:
    """As :func:`stored`, each distinct value once."""
    known = {value: stored(value, kind) for value in dict.fromkeys(column)}
    return list(map(known.__getitem__, column))


def set_aside(
    connection: Connection, feature: Feature, ids: Iterable[int], moment: str | None, operation: int
) -> tuple[int, ...]:
    """Put records into the recycle bin, or with ``moment`` None take them out; returns those it happened to."""
    table = table_of(feature.model)
    action = journal.RESTORED if moment is None else journal.REMOVED
    touched: list[int] = []
    for run in runs(ids):
        standing = table.c.deleted_at.is_not(None) if moment is None else table.c.deleted_at.is_(None)
        query = select(table.c.id).where(table.c.id.between(run.start, run.stop - 1), standing)
        found = connection.execute(query.order_by(table.c.id)).scalars().all()
        for part in runs(found):
            connection.exec_driver_sql(
                f"UPDATE {table.name} SET deleted_at = ? WHERE id BETWEEN ? AND ?",
                (moment, part.start, part.stop - 1),
            )
            journal.note_range(connection, operation, feature.name, part, action)
        touched.extend(found)
    return tuple(touched)


def runs(ids: Iterable[int]) -> Iterator[range]:
    """Ids gathered into unbroken ranges, ascending."""
    start = stop = None
    for one in sorted(set(ids)):
        if start is None or one != stop:
            if start is not None and stop is not None:
                yield range(start, stop)
            start = one
        stop = one + 1
    if start is not None and stop is not None:
        yield range(start, stop)


def rewrite(
    connection: Connection,
    feature: Feature,
    changes: Iterable[tuple[int, Mapping[str, Any], Mapping[str, Any]]],
    operation: int,
) -> tuple[int, ...]:
    """``(id, before, after)``: write the columns that differ and note them; returns the ids that changed."""
    table = table_of(feature.model)
    touched: list[int] = []
    lines: list[tuple[int, str, Any, Any]] = []
    for record, before, after in changes:
        differing = [
            (name, stored(before.get(name), kind), stored(after.get(name), kind))
            for name, kind in _writable(table)
            if name in after
        ]
        differing = [one for one in differing if one[1] != one[2]]
        told = [one for one in differing if one[0] not in UNJOURNALLED]
        if not any(name != "updated_at" for name, _, _ in differing):
            continue
        found = next((new for name, _, new in differing if name == "haystack"), None)
        sought = _haystack(connection, table, record) if found is not None else ""
        settings = ", ".join(f"{name} = ?" for name, _, _ in differing)
        connection.exec_driver_sql(
            f"UPDATE {table.name} SET {settings} WHERE id = ?", (*(new for _, _, new in differing), record)
        )
        if found is not None:
            pairs.replace(connection, table, record, sought, found)
        lines.extend((record, name, old, new) for name, old, new in told)
        touched.append(record)
    journal.note_changes(connection, operation, feature.name, lines)
    return tuple(touched)


def _haystack(connection: Connection, table: Table, record: int) -> str:
    """The text as it is indexed now: what the caller read may be older."""
    found = connection.exec_driver_sql(f"SELECT haystack FROM {table.name} WHERE id = ?", (record,))
    return str(found.scalar_one())


def load(connection: Connection, feature: Feature, ids: Sequence[int]) -> dict[int, Record]:
    """Full records by id, computed fields included; those in the recycle bin too."""
    query = full_rows(feature)
    found: dict[int, Record] = {}
    for start in range(0, len(ids), BATCH):
        part = list(ids[start : start + BATCH])
        for row in connection.execute(query, {IDS: part}).mappings():
            found[row["id"]] = dict(row)
    return found


def find_ids(
    connection: Connection,
    feature: Feature,
    rule: Filter = EVERYTHING,
    search: str = "",
    order: Sequence[str] = (),
    limit: int | None = None,
    beside: Beside | None = None,
) -> array[int]:
    """Ids in order: 8 bytes a record, however many there are. ``beside`` opens more connections where one is slow."""
    by = terms(feature, order)
    down = turned(by)
    meeting = narrowed(feature, rule, search, connection, limit)
    large = next_id(connection, feature) > MANY
    if limit is not None and large:
        kept = front_pages.answer(connection, feature, meeting, by, down, limit)
        return first_ids(connection, feature, meeting, by, down, limit, beside) if kept is None else kept
    query = in_order(feature, select(table_of(feature.model).c.id).where(meeting), by, down)
    if limit is not None:
        query = query.limit(limit)
    if large and must_sort(connection, query):
        return all_ids(connection, feature, meeting, by, down)
    return read_ids(connection, query)


def unprepared(connection: Connection, feature: Feature) -> str:
    """An order of a large ledger whose first page would take a pass; empty where there is none."""
    return front_pages.wanted(connection, feature) if next_id(connection, feature) > MANY else ""


def count(connection: Connection, feature: Feature, rule: Filter = EVERYTHING, search: str = "") -> int:
    """How many living records meet the filter and the search."""
    meeting = narrowed(feature, rule, search, connection)
    query = select(func.count()).select_from(table_of(feature.model)).where(meeting)
    return int(connection.execute(query).scalar_one())
