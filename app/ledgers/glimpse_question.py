"""Puts down what a ledger shows first, so that SQLite alone can answer it at the next start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from app.kernel.clock import Clock
from app.kernel.feature import Feature
from app.kernel.fields import Field
from app.kernel.filters import Filter
from app.ledgers.glimpse import AT_MOST, GlimpseColumn, Question, put_in
from app.store.base import table_of
from app.store.query import column, narrowed, ordered, where
from app.store.session import Store
from app.store.types import Money, stored


def question(
    store: Store, feature: Feature, rule: Filter, order: Sequence[str], columns: Sequence[Field], marked: int
) -> Question:
    """The first rows under a filter (with its days by name) in an order, in these columns, with the marks of the ledger."""
    table = table_of(feature.model)
    ids = ordered(feature, select(table.c.id).where(narrowed(feature, rule, "")), order).limit(AT_MOST)
    cells = [column(feature, field.name) for field in columns]
    marks = [where(feature, alert.rule) for alert in feature.ledger.alerts]
    parts: list[ColumnElement[Any]] = [table.c.id, table.c.voided, *cells, *marks]
    named = [part.label(f"c{at}") for at, part in enumerate(parts)]
    asked = ordered(feature, select(*named).where(table.c.id.in_(ids)), order)
    sql, given = _plain(store, asked)
    here = store.clock.today()
    if here != Clock().today():  # in the sample office the day stands still
        given = [put_in(value, here) for value in given]
    return Question(
        sql,
        given,
        [_column(field, cell.type) for field, cell in zip(columns, cells, strict=True)],
        [(alert.title, alert.tone) for alert in feature.ledger.alerts],
        marked,
    )


def _plain(store: Store, asked: Select[Any]) -> tuple[str, list[Any]]:
    """As the driver takes it; a day by name stays one."""
    made: Any = asked.compile(store.engine, compile_kwargs={"render_postcompile": True})
    values = made.construct_params()
    names = made.positiontup or ()
    return str(made), [
        value if isinstance(value := values[name], str) else stored(value, made.binds[name].type)
        for name in names
    ]


def _column(field: Field, kind: Any) -> GlimpseColumn:
    return GlimpseColumn(
        field.kind.value,
        field.is_list,
        dict(field.tones) if field.tones else None,
        kind.scale if isinstance(kind, Money) else 1,
    )
