"""All rows of a large ledger in order, in such a way that it can be stopped at any moment.

SQLite's own sort cannot be interrupted once it has begun. So the rows are put into a tree beside the ledger, which
keeps itself in order; while it grows SQLite asks every millisecond or two whether anybody still waits.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, column, func, insert, literal_column, select, table

from app.kernel.feature import Feature
from app.store.base import table_of
from app.store.ordering import ranks
from app.store.query import Term

LAST_UP: ColumnElement[Any] = literal_column("x'ff'")
LAST_DOWN: ColumnElement[Any] = literal_column("-9e999")
"""What stands for nothing, so that it comes last: behind every number and text, or before all of them."""
DIGITS, AT_A_TIME = 16, 10_000  # of an id; ids taken before the screen's thread may have its turn


def all_ids(
    connection: Connection, feature: Feature, meeting: ColumnElement[bool], by: Sequence[Term], down: bool
) -> array[int]:
    """Ids of the rows that meet a condition, in order; ties by id, ``down`` from the newest."""
    identity = table_of(feature.model).c.id
    query = select(identity).where(meeting)
    names = [f"key_{at}" for at in range(len(by))] + ["id"]
    downs = [term.down for term in by] + [down]
    ways = ", ".join(f"{name}{' DESC' if one else ''}" for name, one in zip(names, downs, strict=True))
    tree = table("tree", *map(column, names))
    try:
        with ranks(
            connection, {term.name: term.words for term in by if term.words is not None}, query
        ) as made:
            keys = [
                func.coalesce(made.get(term.name, term.key), LAST_DOWN if term.down else LAST_UP)
                for term in by
            ]
            connection.exec_driver_sql(
                f"CREATE TEMP TABLE tree ({', '.join(names)}, PRIMARY KEY ({ways})) WITHOUT ROWID"
            )
            connection.execute(insert(tree).from_select(names, query.with_only_columns(*keys, identity)))
        walk: list[ColumnElement[Any]] = [
            column(name).desc() if one else column(name).asc() for name, one in zip(names, downs, strict=True)
        ]
        return read_ids(connection, select(tree.c.id).order_by(*walk))
    finally:
        connection.exec_driver_sql("DROP TABLE IF EXISTS tree")


def read_ids(connection: Connection, query: Select[Any]) -> array[int]:
    """The ids a query finds, as it finds them.

    In one piece, as hexadecimal digits: where Python takes a million rows one by one it gives the interpreter back a
    million times, and each time is quick enough to take it again before the screen's thread has woken up.
    """
    found = query.subquery()
    digits = func.group_concat(func.printf(f"%0{DIGITS}x", found.c.id), "")
    text = connection.execute(select(digits)).scalar() or ""
    ids = array("q")
    for start in range(0, len(text), DIGITS * AT_A_TIME):
        ids.frombytes(bytes.fromhex(text[start : start + DIGITS * AT_A_TIME]))
    if sys.byteorder == "little":
        ids.byteswap()
    return ids
