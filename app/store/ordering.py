"""The order of rows: texts as in a Chinese dictionary, fixed choices as declared, what is empty always last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, column, func, select, table

from app.kernel.fields import Field, Kind
from app.kernel.pinyin import order_key

FUNCTION = "dictionary_order"
LONGEST = 32  # characters that are compared: keys of whole paragraphs would fill the memory of a large sort
KEPT = 50_000
Ranks = dict[str, ColumnElement[Any]]
TEXTS = (Kind.TEXT, Kind.PARAGRAPH, Kind.ONE, Kind.SEVERAL, Kind.ENTERPRISE, Kind.ENTERPRISES)


class _Keys(dict[str, str]):
    """Keys by the beginnings of texts, each made once; the same few thousand names stand in a million rows."""

    def __missing__(self, text: str) -> str:
        if len(self) >= KEPT:
            self.clear()
        found = self[text] = order_key(text)
        return found


_KEYS = _Keys()


def dictionary_order(text: str | None) -> str | None:
    """What SQLite calls for each row; an empty text is as none."""
    return _KEYS[text[:LONGEST]] if text else None


def teach(raw: Any) -> None:
    """A connection of sqlite3 learns the function."""
    raw.create_function(FUNCTION, 1, dictionary_order, deterministic=True)


@contextmanager
def ranks(
    connection: Connection, fields: Mapping[str, ColumnElement[Any]], among: Select[Any]
) -> Iterator[Ranks]:
    """Places of the different texts of each column, beside the ledger while a large sort lasts.

    So SQLite sorts by numbers and calls nothing in Python: a call for each of a million rows would make the screen,
    which needs the interpreter too, wait. Columns with very many different texts are left to the function.
    """
    made: Ranks = {}
    try:
        for name, found in fields.items():
            start = func.substr(found, 1, LONGEST)
            asked = among.with_only_columns(start).where(found.is_not(None)).distinct().limit(KEPT + 1)
            values = [value for value in connection.execute(asked).scalars() if value]
            if len(values) > KEPT:
                continue
            place = f"rank_{len(made)}"
            connection.exec_driver_sql(
                f"CREATE TEMP TABLE {place} (text TEXT PRIMARY KEY, place INT) WITHOUT ROWID"
            )
            keys = sorted({order_key(value) for value in values})
            places = {key: at for at, key in enumerate(keys)}
            rows = [(value, places[order_key(value)]) for value in values]
            if rows:
                connection.exec_driver_sql(f"INSERT INTO {place} VALUES (?, ?)", rows)
            rank = table(place, column("text"), column("place"))
            made[name] = select(rank.c.place).where(rank.c.text == start).scalar_subquery()
        yield made
    finally:
        for at in range(len(made)):
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS rank_{at}")


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
