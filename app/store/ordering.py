"""The order of rows: texts as in a Chinese dictionary, fixed choices as declared, what is empty always last."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, case, func

from app.kernel.fields import Field, Kind
from app.kernel.pinyin import order_key

FUNCTION = "dictionary_order"
LONGEST = 32  # characters that are compared: keys of whole paragraphs would fill the memory of a large sort
KEPT = 50_000
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


def order_of(field: Field, found: ColumnElement[Any]) -> ColumnElement[Any]:
    """What a field is sorted by. Numbers of the office (编号) stay as they are: their index gives the order."""
    if field.kind is Kind.ONE and field.choices:
        places = {word: place for place, word in enumerate(field.choices)}
        return case(
            (found.is_(None), None),
            *((found == word, place) for word, place in places.items()),
            else_=len(places),
        )
    if field.kind in TEXTS:
        known: ColumnElement[Any] = getattr(func, FUNCTION)(found)
        return known
    return found
