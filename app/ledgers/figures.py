"""What the number columns of a list come to: the sum, the average, the largest, the smallest, how many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, select

from app.kernel.display import grouped
from app.kernel.feature import Feature, Record
from app.kernel.fields import Field, Kind
from app.kernel.filters import EVERYTHING, Filter
from app.ledgers.browse import today
from app.store.base import table_of
from app.store.query import column, narrowed
from app.store.session import Store

NUMBERS = (Kind.INT, Kind.MONEY)
Amount = Decimal | int


class Figure(StrEnum):
    """What is worked out; the words are those on the screen."""

    SUM = "合计"
    MEAN = "平均"
    MOST = "最大"
    LEAST = "最小"
    COUNT = "计数"


def numbers(fields: Iterable[Field]) -> list[Field]:
    """Those that hold numbers."""
    return [field for field in fields if field.kind in NUMBERS]


def figures(
    store: Store,
    feature: Feature,
    fields: Sequence[Field],
    figure: Figure,
    rule: Filter = EVERYTHING,
    search: str = "",
    stop: Callable[[], bool] | None = None,
) -> dict[str, Amount]:
    """The figure of each field over all that filter and search find, exact; a field without any number is left out."""
    if not fields:
        return {}
    asked: list[ColumnElement[Any]] = []
    for field in fields:
        found = column(feature, field.name)
        count = func.count(found)
        asked += [_asked(found, figure), count]
    with store.read(stop) as connection:
        query = select(*asked).select_from(table_of(feature.model))
        answer = connection.execute(
            query.where(narrowed(feature, today(store, rule), search, connection))
        ).one()
    pairs = zip(fields, answer[::2], answer[1::2], strict=True)
    return {field.name: _answer(figure, value, count) for field, value, count in pairs if count}


def _asked(found: ColumnElement[Any], figure: Figure) -> ColumnElement[Any]:
    if figure is Figure.MOST:
        return func.max(found)
    if figure is Figure.LEAST:
        return func.min(found)
    return func.sum(found)


def _answer(figure: Figure, value: Amount, count: int) -> Amount:
    if figure is Figure.COUNT:
        return count
    return _mean(Decimal(value), count) if figure is Figure.MEAN else value


def figures_of(rows: Iterable[Record], fields: Sequence[Field], figure: Figure) -> dict[str, Amount]:
    """The same over records at hand."""
    taken = list(rows)
    found: dict[str, Amount] = {}
    for field in fields:
        values = [value for row in taken if isinstance(value := row.get(field.name), int | Decimal)]
        if not values:
            continue
        total = sum(values, Decimal(0) if field.kind is Kind.MONEY else 0)
        worked: dict[Figure, Amount] = {Figure.MOST: max(values), Figure.LEAST: min(values)}
        found[field.name] = worked.get(figure, _answer(figure, total, len(values)))
    return found


def _mean(total: Decimal, count: int) -> Decimal:
    return (total / count).quantize(Decimal("0.01"), ROUND_HALF_UP)


def told(fields: Sequence[Field], found: dict[str, Amount], figure: Figure) -> str:
    """罚款金额 12.5 万元　检查人数 30; a count needs no unit."""
    said = []
    for field in fields:
        if (amount := found.get(field.name)) is None:
            continue
        number = grouped(amount)
        bare = figure is Figure.COUNT or not field.unit or field.unit in field.label
        said.append(f"{field.label} {number}" + ("" if bare else f" {field.unit}"))
    return "　".join(said)
