"""The order of rows: texts as in a Chinese dictionary, fixed choices as declared, what is empty always last."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, TableClause, case, column, func, select, table

from app.kernel.fields import Field, Kind
from app.kernel.pinyin import order_key
from app.store.dictionary import FUNCTION, KEPT, LONGEST

PART = 1000  # texts between two looks whether anybody still waits
Ranks = dict[str, ColumnElement[Any]]
TEXTS = (Kind.TEXT, Kind.PARAGRAPH, Kind.ONE, Kind.SEVERAL, Kind.ENTERPRISE, Kind.ENTERPRISES)


@contextmanager
def ranks(
    connection: Connection, texts: Mapping[str, ColumnElement[Any]], among: Select[Any]
) -> Iterator[Ranks]:
    """Places of the different texts of each column, beside the ledger while a large sort lasts.

    So SQLite sorts by numbers and calls nothing in Python: a call for each of a million rows would make the screen,
    which needs the interpreter too, wait. Columns with very many different texts are left to the function.
    """
    made: Ranks = {}
    try:
        for name, found in texts.items():
            start = func.substr(found, 1, LONGEST)
            different = among.with_only_columns(start.label("text")).where(found.is_not(None)).distinct()
            many = different.limit(KEPT + 1).subquery()
            values = json.loads(connection.execute(select(func.json_group_array(many.c.text))).scalar_one())
            if len(values) > KEPT:
                continue
            rank = _ranked(connection, f"rank_{len(made)}", [value for value in values if value])
            made[name] = select(rank.c.place).where(rank.c.text == start).scalar_subquery()
        yield made
    finally:
        for at in range(len(texts)):
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS rank_{at}")
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS rank_{at}_keys")


def _ranked(connection: Connection, name: str, values: Sequence[str]) -> TableClause:
    """A table of texts and their places. Python makes the keys, a few at a time; SQLite puts them in order."""
    run = connection.exec_driver_sql
    run(f"CREATE TEMP TABLE {name}_keys (key TEXT, text TEXT, PRIMARY KEY (key, text)) WITHOUT ROWID")
    for start in range(0, len(values), PART):
        keys = [(order_key(value), value) for value in values[start : start + PART]]
        pairs = "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)"
        run(f"INSERT INTO {name}_keys {pairs}", (json.dumps(keys, ensure_ascii=False),))
    run(f"CREATE TEMP TABLE {name} (text TEXT PRIMARY KEY, place INT) WITHOUT ROWID")
    run(f"INSERT INTO {name} SELECT text, dense_rank() OVER (ORDER BY key) FROM {name}_keys")
    run(f"DROP TABLE {name}_keys")
    return table(name, column("text"), column("place"))


def by_dictionary(field: Field) -> bool:
    """Is the field sorted by its words?"""
    return field.kind in TEXTS and not (field.kind is Kind.ONE and field.choices)


def order_of(field: Field, found: ColumnElement[Any]) -> ColumnElement[Any]:
    """What a field is sorted by. Numbers of the office (编号) stay as they are: their index gives the order."""
    if field.kind is Kind.ONE and field.choices:
        places = {word: place for place, word in enumerate(field.choices)}
        return case(
            (found.is_(None), None),
            *((found == word, place) for word, place in places.items()),
            else_=len(places),
        )
    if by_dictionary(field):
        known: ColumnElement[Any] = getattr(func, FUNCTION)(found)
        return known
    return found
