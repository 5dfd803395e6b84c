"""The first rows of a ledger, read before the program is there: by SQLite alone, with a question put down beforehand.

Imported in the first instant: nothing heavy here. :mod:`app.ledgers.glimpse_question` puts the question down.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from app.kernel.display import show
from app.kernel.fields import Kind, Value
from app.kernel.named_days import day_of
from app.store.peeking import peek_rows

AT_MOST, WORK = 100, 0.15  # rows; seconds of processor time they may cost


class GlimpseColumn(NamedTuple):
    """A column as far as its cells must be known to be written. ``scale``: 分 to the unit of its money."""

    kind: str
    is_list: bool
    tones: dict[str, str] | None  # of its pills; None where it is plain words
    scale: int = 1


class Question(NamedTuple):
    """What is asked, with the days of ``given`` still as names ($today), so that it holds on any day.

    A row answers with its id, whether it is voided, its columns, and a yes or no for each of ``marks`` (word, tone),
    which stand in column ``marked`` (-1: nowhere).
    """

    sql: str
    given: list[Any]
    columns: list[GlimpseColumn]
    marks: list[tuple[str, str]]
    marked: int


class GlimpseRow(NamedTuple):
    """One record: a text for each column, and pills (word, tone) where it has them."""

    record_id: int
    voided: bool
    texts: list[str]
    pills: list[list[tuple[str, str]]]


def read(
    folder: Path,
    question: Question,
    today: date,
    stop: Callable[[], bool] = lambda: False,
    work: float = WORK,
) -> list[GlimpseRow] | None:
    """The rows as the store has them now; None where they cost too much, or nobody wants them any more."""
    given = [put_in(value, today) for value in question.given]
    found = peek_rows(folder, question.sql, given, work, stop)
    return None if found is None else [_row(question, one) for one in found]


def put_in(value: Any, today: date) -> Any:
    """A day that was given by name as SQLite knows it; anything else as it is."""
    day = day_of(value, {"today": today}) if isinstance(value, str) else None
    return value if day is None else day.isoformat()


def _row(question: Question, raw: Sequence[Any]) -> GlimpseRow:
    record_id, voided, *rest = raw
    count = len(question.columns)
    values = [_value(column, one) for column, one in zip(question.columns, rest[:count], strict=True)]
    marks = [mark for mark, holds in zip(question.marks, rest[count:], strict=True) if holds]
    pills = []
    for at, (column, value) in enumerate(zip(question.columns, values, strict=True)):
        names = () if column.tones is None else value if isinstance(value, tuple) else (show(value),)
        of = [(name, (column.tones or {}).get(name) or "neutral") for name in names if name]
        pills.append(of + (marks if at == question.marked else []))
    return GlimpseRow(record_id, bool(voided), [show(value) for value in values], pills)


def _value(column: GlimpseColumn, raw: Any) -> Value:
    """What the store's own types would have made of it; a day stays the text it is, which is how it is shown."""
    if raw is None:
        return None
    if column.is_list:
        return tuple(str(raw).split("、"))
    if column.kind == Kind.MONEY:
        return Decimal(int(raw)) / column.scale
    return bool(raw) if column.kind == Kind.YES_NO else raw
