"""The values of a table from the ledgers: one pass per ledger, however many values it gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, literal, select

from app.dispatch import adjustments
from app.dispatch.counting import (
    ENTERPRISES,
    Bound,
    aggregate,
    amount_of,
    as_amount,
    bound,
    bound_one,
    counted,
    key_of,
    narrowing,
    nothing,
    owner_of,
    shared,
    shares,
    within,
)
from app.dispatch.figures import Adjustment, Figures, Values
from app.dispatch.scope import NO_COMMUNITY, NO_DEPARTMENT, OFFICE, Scope, Whose
from app.kernel.feature import Catalogue, Feature
from app.kernel.indicators import Amount, Count, Measure, Span, Table
from app.store.base import table_of
from app.store.query import where
from app.store.types import UNIT_SCALE

Raw = Mapping[tuple[str, int], Amount]


def compute(
    connection: Connection, catalogue: Catalogue, table: Table, day: date, scope: Scope = OFFICE
) -> Figures:
    """All values of a table as of ``day`` (inclusive), with the adjustments that count by then."""
    entries = adjustments.effective(connection, table, day, scope)
    raw = computed(connection, catalogue, table, day, scope)
    effect = _effect(connection, catalogue, table, day, scope, raw, entries)
    return Figures(table, day, scope, by_code(table, raw), tuple(entries), effect)


def computed(
    connection: Connection, catalogue: Catalogue, table: Table, day: date, scope: Scope = OFFICE
) -> dict[tuple[str, int], Amount]:
    """What the ledgers alone give, by (code, part)."""
    found: dict[tuple[str, int], Amount] = {}
    for ledger, values in bound(table, day).items():
        found.update(_one_pass(connection, catalogue[ledger], table, values, scope))
    return found


def _one_pass(
    connection: Connection, feature: Feature, table: Table, values: Sequence[Bound], scope: Scope
) -> Raw:
    """One SELECT for all values of a ledger."""
    inside = within(feature, table, scope)
    if inside is None:
        return nothing(values)
    shared_out = [shares(feature, value.measure, scope) for value in values]
    common = shared(values)
    query = select(*_columns(feature, values, common, scope, inside if any(shared_out) else None))
    query = query.select_from(table_of(feature.model)).where(
        counted(feature), *_where(feature, (*common, *narrowing(values)))
    )
    if not any(shared_out):
        query = query.where(inside)
    row = connection.execute(query).one()
    return {(one.code, one.part): as_amount(one.measure, raw) for one, raw in zip(values, row, strict=True)}


def _where(feature: Feature, parts: Sequence[Any]) -> list[ColumnElement[bool]]:
    return [where(feature, part) for part in parts]


def _columns(
    feature: Feature,
    values: Sequence[Bound],
    common: Sequence[Any],
    scope: Scope,
    inside: ColumnElement[bool] | None,
) -> list[ColumnElement[Any]]:
    """An aggregate a value. ``inside`` is set where only some values are counted by whole records."""
    columns: list[ColumnElement[Any]] = []
    for value in values:
        own = [where(feature, part) for part in value.parts if part not in common]
        if inside is not None and not shares(feature, value.measure, scope):
            own.append(inside)
        columns.append(aggregate(feature, value, own, scope))
    return columns


def by_code(table: Table, raw: Raw) -> Values:
    """Values of pairs together, in the order of the sheet."""
    return {
        code: tuple(raw[code, part + 1] for part in range(len(indicator.measures)))
        for code, indicator in table.indicators.items()
    }


def _effect(
    connection: Connection,
    catalogue: Catalogue,
    table: Table,
    day: date,
    scope: Scope,
    raw: Raw,
    entries: Sequence[Adjustment],
) -> dict[tuple[str, int], Amount]:
    """What the entries come to for each value; see docs/decisions/dispatch.md on why the office takes in all scopes."""
    smaller: dict[Scope, Raw] = {}

    def elsewhere(other: Scope, place: tuple[str, int]) -> Amount:
        if other not in smaller:
            smaller[other] = computed(connection, catalogue, table, day, other)
        return smaller[other][place]

    found: dict[tuple[str, int], Amount] = {}
    for place in dict.fromkeys((one.code, one.part) for one in entries):
        measure = table.indicators[place[0]].measures[place[1] - 1]
        mine = [one for one in entries if (one.code, one.part) == place]
        if measure.span is Span.CUM:
            found[place] = sum((one.amount for one in mine), Decimal(0) if measure.is_money else 0)
            continue
        last = {one.scope: one for one in mine}  # entries come in order of their days: the last one stands
        own = last.pop(scope, None)
        if measure.span is Span.FLAG:
            stated = bool(own.amount) if own else bool(raw[place])
            found[place] = stated or any(bool(one.amount) for one in last.values())
        else:
            found[place] = (own.amount - raw[place] if own else 0) + sum(
                one.amount - elsewhere(other, place) for other, one in last.items()
            )
    return found


def by_scope(
    connection: Connection, catalogue: Catalogue, table: Table, day: date, whose: Whose = Whose.COMMUNITY
) -> dict[str, Figures]:
    """The figures of every community (and 未分社区) or department (and 未填部门): still one pass per ledger."""
    rest = NO_COMMUNITY if whose is Whose.COMMUNITY else NO_DEPARTMENT
    per_name: dict[str, dict[tuple[str, int], Amount]] = {}
    empty: dict[tuple[str, int], Amount] = {}
    alone: list[tuple[Feature, list[Bound]]] = []
    for name in _names(connection) if whose is Whose.COMMUNITY else ():
        per_name[name] = {}
    for ledger, values in bound(table, day).items():
        feature = catalogue[ledger]
        empty.update(nothing(values))
        whole = [one for one in values if not shares(feature, one.measure, Scope(whose, rest))]
        if len(whole) < len(values):
            alone.append((feature, [one for one in values if one not in whole]))
        for name, found in _grouped(connection, feature, table, whole, whose).items():
            per_name.setdefault(name or rest, {}).update(found)
    per_name.setdefault(rest, {})
    for feature, values in alone:
        for name, found in per_name.items():
            found.update(_one_pass(connection, feature, table, values, Scope(whose, name)))
    figures: dict[str, Figures] = {}
    for name in sorted(per_name, key=lambda one: (one == rest, one)):
        scope = Scope(whose, name)
        raw = {**empty, **per_name[name]}
        entries = adjustments.effective(connection, table, day, scope)
        effect = _effect(connection, catalogue, table, day, scope, raw, entries)
        figures[name] = Figures(table, day, scope, by_code(table, raw), tuple(entries), effect)
    return figures


def _names(connection: Connection) -> list[str]:
    query = select(ENTERPRISES.c.community).where(
        ENTERPRISES.c.community.is_not(None), ENTERPRISES.c.deleted_at.is_(None)
    )
    return [str(name) for name in connection.execute(query.distinct()).scalars()]


def _grouped(
    connection: Connection, feature: Feature, table: Table, values: Sequence[Bound], whose: Whose
) -> dict[str, dict[tuple[str, int], Amount]]:
    """The values of a ledger for each owner; the empty name for records of none."""
    owner = owner_of(feature, table, whose)
    if owner is None or not values:
        return {}
    common = shared(values)
    columns = _columns(feature, values, common, OFFICE, None)
    label = owner.label("owner")
    query = select(label, *columns).select_from(table_of(feature.model))
    query = query.where(counted(feature), *_where(feature, (*common, *narrowing(values)))).group_by(label)
    return {
        str(row[0] or ""): {
            (one.code, one.part): as_amount(one.measure, raw)
            for one, raw in zip(values, row[1:], strict=True)
        }
        for row in connection.execute(query)
    }


@dataclass(frozen=True)
class Contribution:
    """The records behind a value. ``amounts`` add up to the figure (是 counts as 1); where a thing counts once
    (家), its first record carries the 1 and ``keys`` say which records speak of the same thing.
    """

    ledger: str
    ids: tuple[int, ...]
    amounts: tuple[int | Decimal, ...]
    keys: tuple[str, ...] = ()

    @property
    def total(self) -> int | Decimal:
        """The figure."""
        return sum(self.amounts, Decimal(0) if any(isinstance(one, Decimal) for one in self.amounts) else 0)


def contributions(
    connection: Connection,
    catalogue: Catalogue,
    table: Table,
    code: str,
    part: int,
    day: date,
    scope: Scope = OFFICE,
) -> list[Contribution]:
    """The records that a computed value counts, by the very conditions of the figure; empty for a nil."""
    value = bound_one(table, code, part, day)
    measure = value.measure
    feature = catalogue[measure.ledger]
    inside = within(feature, table, scope)
    if inside is None:
        return []
    source = table_of(feature.model)
    amount = amount_of(feature, measure, scope).label("amount")
    keyed = measure.count in (Count.FIRMS, Count.DISTINCT)
    key = (key_of(feature, measure) if keyed else literal("")).label("thing")
    query = select(source.c.id, amount, key).where(counted(feature), and_(*_where(feature, value.parts)))
    if not shares(feature, measure, scope):
        query = query.where(inside)
    rows = connection.execute(query.order_by(source.c.id)).all()
    return _contribution(measure, [(row.id, row.amount, row.thing) for row in rows])


def _contribution(measure: Measure, rows: Sequence[tuple[int, int, str | None]]) -> list[Contribution]:
    """Amounts in the unit of the table; a thing that counts once is counted at its first record."""
    if measure.once:
        rows = [row for row in rows if row[2] is not None]
        met: set[str | None] = set()
        amounts: list[int | Decimal] = []
        for _, _, key in rows:
            amounts.append(0 if key in met else 1)
            met.add(key)
        keys = tuple(str(key) for _, _, key in rows) if measure.span is not Span.FLAG else ()
    else:
        scale = UNIT_SCALE[measure.unit] if measure.is_money else 0
        rows = [row for row in rows if row[1] or measure.count is Count.SUM]
        amounts = [Decimal(row[1]) / scale if scale else int(row[1]) for row in rows]
        keys = ()
    return [Contribution(measure.ledger, tuple(row[0] for row in rows), tuple(amounts), keys)] if rows else []
