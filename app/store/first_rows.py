"""The first rows of an order that no index gives, long before all rows are in order.

Some rows from everywhere in the ledger tell about where the first page ends. One pass then looks at nothing that
certainly comes behind that place; what is left are so few rows that they are sorted at once. Where the sample misled,
the plain query answers.
"""

from __future__ import annotations

import os
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from math import ceil
from operator import ge, gt, le, lt
from typing import Any

from sqlalchemy import (
    BinaryExpression,
    Column,
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    and_,
    false,
    func,
    not_,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.types import NullType

from app.kernel.feature import Feature
from app.kernel.pinyin import order_key
from app.store.all_rows import read_ids
from app.store.base import table_of
from app.store.dictionary import LONGEST
from app.store.query import Term, in_order

PLACES, TOGETHER = 250, 16  # the sample: so many rows at so many places
ENOUGH = 60  # of them must meet the condition; else there are few rows and the plain query is quick
AHEAD, AMPLE = (
    6,
    3,
)  # the page is held to end where so many of the sample stand before it, and three times its share
MANY_ALIKE = 0.01  # from this share of equal values on they are asked for apart
DEEP = 8  # signs of a text that are looked at
LANES = 3  # threads that share a pass; more would tear at a disk that turns
Beside = Callable[[], AbstractContextManager[Connection]]


def must_sort(connection: Connection, query: Select[Any]) -> bool:
    """Does no index give the order?"""
    return "USE TEMP B-TREE FOR ORDER BY" in _plan(connection, query)


def _reads_all(connection: Connection, query: Select[Any], name: str) -> bool:
    """Does it walk through the ledger itself, with no index?"""
    return f"SCAN {name}" in _plan(connection, query)


def _plan(connection: Connection, query: Select[Any]) -> list[str]:
    asked = query.compile(connection, compile_kwargs={"render_postcompile": True})
    nothing = (None,) * len(getattr(asked, "positiontup", None) or ())
    return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", nothing)]


def _in_lanes(
    beside: Beside, identity: Any, highest: int, asking: Callable[[ColumnElement[bool]], Select[Any]]
) -> list[int]:
    """The first rows of each part of the ledger."""
    lanes = min(LANES, os.cpu_count() or 1)
    cuts = [highest * at // lanes for at in range(lanes + 1)]

    def run(at: int) -> array[int]:
        with beside() as connection:
            return read_ids(connection, asking(and_(identity > cuts[at], identity <= cuts[at + 1])))

    with ThreadPoolExecutor(lanes) as pool:
        return [one for found in pool.map(run, range(lanes)) for one in found]


def _highest(connection: Connection, table: Any) -> int:
    return connection.execute(select(func.max(table.c.id))).scalar() or 0


def first_ids(
    connection: Connection,
    feature: Feature,
    meeting: ColumnElement[bool],
    by: Sequence[Term],
    down: bool,
    limit: int,
    beside: Beside | None = None,
) -> array[int]:
    """The first ``limit`` ids of the rows that meet a condition; ties by id, ``down`` from the newest.

    ``beside`` opens more connections, so that a pass through the whole ledger is shared by several processors.
    """
    table = table_of(feature.model)

    def asking(*more: ColumnElement[bool], by: Sequence[Term] = by) -> Select[Any]:
        return in_order(feature, select(table.c.id).where(meeting, *more), by, down).limit(limit)

    def passing(condition: ColumnElement[bool]) -> array[int]:
        whole = asking(condition)
        if beside is None or not _reads_all(connection, whole, table.name):
            return read_ids(connection, whole)
        found = _in_lanes(
            beside, table.c.id, _highest(connection, table), lambda lane: asking(condition, lane)
        )
        return read_ids(connection, asking(table.c.id.in_(found)))

    plain = asking()
    if not by or not must_sort(connection, plain):
        return read_ids(connection, plain)
    term = by[0]
    edge = _edge(connection, table, meeting, term, limit)
    if edge is None:
        return read_ids(connection, plain)
    if edge.key is not None and edge.key == term.foremost:
        alike = first_ids(connection, feature, and_(meeting, edge.at(term)), by[1:], down, limit, beside)
        if len(alike) == limit:
            return alike
    if edge.many:
        alike = first_ids(connection, feature, and_(meeting, edge.at(term)), by[1:], down, limit, beside)
        if len(alike) == limit:
            before = passing(edge.before(term))
            return read_ids(connection, asking(table.c.id.in_([*before, *alike]))) if before else alike
    elif len(found := passing(edge.before(term))) == limit:
        last = connection.execute(select(value_of(term)).where(table.c.id == found[-1])).scalar()
        if not edge.passed(term, last):
            return found
    return read_ids(connection, plain)


@dataclass(frozen=True)
class _Edge:
    """A value near the end of the first page (None: what is empty), its spellings, and what stands around it."""

    key: Any
    spellings: tuple[str, ...]
    sample: tuple[Any, ...]
    many: bool

    def at(self, term: Term) -> ColumnElement[bool]:
        """Rows of this very value."""
        if self.key is None:
            return _empty(term)
        if term.words is None:
            same: ColumnElement[bool] = _raw(term.key) == self.key
            return same
        return _through(term.words, lambda words: _start(words).in_(self.spellings))

    def before(self, term: Term) -> ColumnElement[bool]:
        """Rows that may come before the value; those of the value too, unless there are many."""
        if self.key is None and term.words is not None:
            return _through(term.words, lambda words: func.substr(words, 1, 1) != "")
        if self.key is None:
            return term.key.is_not(None)
        if term.words is None:
            sooner = (gt if self.many else ge) if term.down else (lt if self.many else le)
            found: ColumnElement[bool] = sooner(_raw(term.key), self.key)
            return found
        return _through(term.words, lambda words: self._may_precede(words, term.down))

    def _may_precede(self, words: ColumnElement[Any], down: bool) -> ColumnElement[bool]:
        behind = not_(or_(false(), *_behind(words, self.spellings[0], self.sample, down)))
        return and_(_start(words).not_in(self.spellings), behind) if self.many else behind

    def passed(self, term: Term, value: Any) -> bool:
        """Does a value stand behind the edge?"""
        if self.key is None:
            return False
        key = value_key(term, value)
        return bool(key is None or (key < self.key if term.down else key > self.key))


def _edge(
    connection: Connection, table: Any, meeting: ColumnElement[bool], term: Term, limit: int
) -> _Edge | None:
    """Where the first page is likely to end; None where too few rows meet the condition to tell."""
    highest = _highest(connection, table)
    step = max(TOGETHER, highest // PLACES)
    ids = [one for start in range(1, highest + 1, step) for one in range(start, start + TOGETHER)]
    sample = tuple(connection.execute(select(value_of(term)).where(table.c.id.in_(ids), meeting)).scalars())
    if len(sample) < ENOUGH:
        return None
    keys = [value_key(term, value) for value in sample]
    filled = sorted((key for key in keys if key is not None), reverse=term.down)
    ahead = AHEAD + ceil(AMPLE * limit * len(ids) / highest)
    key = filled[ahead] if len(filled) > ahead else None
    spellings = {value for value, one in zip(sample, keys, strict=True) if one == key}
    many = keys.count(key) > max(ahead, len(keys) * MANY_ALIKE)
    return _Edge(key, tuple(sorted(spellings)) if key is not None else (), sample, many)


def _behind(
    words: ColumnElement[Any], edge: str, sample: Iterable[str | None], down: bool
) -> Iterable[ColumnElement[bool]]:
    """Ways to stand certainly behind a text: like it so far, and the next sign comes after its next.

    Only signs that were met are judged; what is new stays in and is compared in full.
    """
    known = [text for text in sample if text]
    for at, own in enumerate(edge[:DEEP]):
        known = [text for text in known if text[:at] == edge[:at]]
        signs = {text[at] for text in known if len(text) > at}
        behind = sorted(sign for sign in signs if _comes_after(sign, own, down))
        if behind:
            behind += [""] if down else []  # what ends here stands before what goes on
            next_behind = func.substr(words, at + 1, 1).in_(behind)
            yield and_(func.substr(words, 1, at) == edge[:at], next_behind) if at else next_behind


def _comes_after(sign: str, own: str, down: bool) -> bool:
    """Certainly; signs that stand for several, or melt with the next, are never certain."""
    keys = order_key(sign), order_key(own)
    if any(len(key) != 1 or unicodedata.combining(key) for key in keys):
        return False
    if down and sign.isalpha() and max(keys) < "\U000f0000":
        return False
    return keys[0] < keys[1] if down else keys[0] > keys[1]


def _through(
    words: ColumnElement[Any], condition: Callable[[ColumnElement[Any]], ColumnElement[bool]]
) -> ColumnElement[bool]:
    """A condition on words; where they are looked up by an id in another table, on that table's few rows."""
    if isinstance(words, ScalarSelect) and isinstance(words.element, Select):
        (there,) = words.element.selected_columns
        link = words.element.whereclause
        if isinstance(link, BinaryExpression) and isinstance(there, Column):
            one, own = link.left, link.right
            if isinstance(one, Column) and one.primary_key and one.table is there.table:
                return own.in_(select(one).where(condition(there)))
    return condition(words)


def _raw(found: ColumnElement[Any]) -> ColumnElement[Any]:
    """As it lies in the database."""
    return type_coerce(found, NullType())


def _start(words: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.substr(words, 1, LONGEST)


def value_of(term: Term) -> ColumnElement[Any]:
    """What a row is sorted by, as it lies in the database: of a text the beginning."""
    return _raw(term.key) if term.words is None else _start(term.words)


def value_key(term: Term, value: Any) -> Any:
    """A value as it sorts; None for what is empty, which comes last."""
    if term.words is None:
        return value
    return order_key(value) if value else None


def _empty(term: Term) -> ColumnElement[bool]:
    if term.words is None:
        return term.key.is_(None)
    return func.coalesce(func.substr(term.words, 1, 1), "") == ""
