"""What a measure counts, as SQL: one aggregate a value, all values of a ledger in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Text,
    and_,
    case,
    cast,
    distinct,
    func,
    literal,
    null,
    select,
    true,
    type_coerce,
)

from app.dispatch.scope import Scope, Whose
from app.kernel.feature import Feature
from app.kernel.fields import Kind, Value
from app.kernel.filters import AllOf, Condition, Filter, Op, bind
from app.kernel.indicators import Amount, Count, Measure, Span, Table
from app.masterdata.enterprises.links import FIRM_LINKS
from app.masterdata.enterprises.model import Enterprise
from app.store.base import table_of
from app.store.query import column
from app.store.types import SEPARATOR, UNIT_SCALE

ENTERPRISES = table_of(Enterprise)


@dataclass(frozen=True)
class Bound:
    """A measure with its place in the table and its conditions on real days."""

    code: str
    part: int
    measure: Measure
    parts: tuple[Filter, ...]


def bound(table: Table, day: date) -> dict[str, list[Bound]]:
    """Every value of a table by the ledger it counts."""
    found: dict[str, list[Bound]] = {}
    for code, part, measure in table.measures():
        found.setdefault(measure.ledger, []).append(bound_one(table, code, part, day))
    return found


def bound_one(table: Table, code: str, part: int, day: date) -> Bound:
    """One value of a table."""
    measure = table.indicators[code].measures[part - 1]
    rule = bind(measure.full_rule, table.days(day))
    return Bound(code, part, measure, rule.parts if isinstance(rule, AllOf) else (rule,))


def counted(feature: Feature) -> ColumnElement[bool]:
    """Withdrawn or deleted records never count."""
    table = table_of(feature.model)
    return and_(table.c.voided.is_(False), table.c.deleted_at.is_(None))


def shared(values: Sequence[Bound]) -> tuple[Filter, ...]:
    """Conditions that every value of a ledger sets: they go into WHERE, where an index can serve them."""
    first, *rest = values
    return tuple(part for part in first.parts if all(part in other.parts for other in rest))


def narrowing(values: Sequence[Bound]) -> tuple[Filter, ...]:
    """Of a field that every value wants to be one of some words, all those words: no other row counts.

    It changes no figure; with it an index on that field reads only the rows that some value counts.
    """
    wanted: list[dict[str, tuple[Value, ...]]] = [
        {part.field: part.values for part in value.parts if isinstance(part, Condition) and part.op is Op.ANY}
        for value in values
    ]
    common = shared(values)
    told = {part.field for part in common if isinstance(part, Condition)}
    return tuple(
        Condition(name, Op.ANY, tuple(dict.fromkeys(word for one in wanted for word in one[name])))
        for name in wanted[0]
        if name not in told and all(name in one for one in wanted)
    )


def firm_of(feature: Feature) -> ColumnElement[Any] | None:
    """The id of the one firm a record belongs to; None where its ledger knows no firm."""
    if feature.firm is not None:
        firm: ColumnElement[Any] = feature.firm
        return firm
    return table_of(feature.model).c.get("enterprise_id")


def community_of(feature: Feature) -> ColumnElement[Any]:
    """The 所属社区 of a record's firm; NULL where there is none."""
    if "community" in feature.ledger.by_name:
        return column(feature, "community")
    firm = firm_of(feature)
    if firm is None:
        return cast(null(), Text)
    home = ENTERPRISES.alias("home")
    return select(home.c.community).where(home.c.id == firm).scalar_subquery()


def owner_of(feature: Feature, table: Table, whose: Whose) -> ColumnElement[Any] | None:
    """What a record belongs to in a kind of scope; None where its ledger cannot say (a department)."""
    if whose is Whose.COMMUNITY:
        return community_of(feature)
    if whose is Whose.DEPARTMENT and feature.name in table.departments:
        return column(feature, table.departments[feature.name])
    return None


def within(feature: Feature, table: Table, scope: Scope) -> ColumnElement[bool] | None:
    """The records of a scope; None where no record of the ledger can be in it."""
    if scope.whose is Whose.OFFICE:
        return true()
    owner = owner_of(feature, table, scope.whose)
    if owner is None:
        return None
    return owner.is_(None) if scope.unassigned else owner == scope.name


def shares(feature: Feature, measure: Measure, scope: Scope) -> bool:
    """True where a record counts by those of its firms that are in the scope, and not as a whole."""
    return (
        feature.linked
        and scope.whose is Whose.COMMUNITY
        and measure.count is Count.ITEMS
        and feature.ledger[measure.fields[0]].kind is Kind.ENTERPRISES
    )


def _items(feature: Feature, name: str) -> ColumnElement[int]:
    """How many entries a list field holds."""
    text = cast(column(feature, name), Text)
    gaps = func.length(text) - func.length(func.replace(text, SEPARATOR, ""))
    return case((text.is_(None), 0), (text == "", 0), else_=gaps + 1)


def _linked(feature: Feature, name: str) -> ColumnElement[int]:
    """How many of a record's firms belong to community ``name``; to any, where it is empty."""
    home = ENTERPRISES.alias("home")
    table = table_of(feature.model)
    here = home.c.community == name if name else home.c.community.is_not(None)
    return (
        select(func.count())
        .select_from(FIRM_LINKS.join(home, home.c.id == FIRM_LINKS.c.enterprise_id))
        .where(FIRM_LINKS.c.ledger == feature.name, FIRM_LINKS.c.record_id == table.c.id, here)
        .correlate(table)
        .scalar_subquery()
    )


def amount_of(feature: Feature, measure: Measure, scope: Scope) -> ColumnElement[Any]:
    """What one record adds: 1, the number of its entries, or its sum (money in 分)."""
    if shares(feature, measure, scope):
        name = measure.fields[0]
        return (
            _items(feature, name) - _linked(feature, "") if scope.unassigned else _linked(feature, scope.name)
        )
    if measure.count is Count.ITEMS:
        return _items(feature, measure.fields[0])
    if measure.count is Count.SUM:
        kind = BigInteger if measure.is_money else Integer
        added = [func.coalesce(type_coerce(column(feature, name), kind), 0) for name in measure.fields]
        total: ColumnElement[Any] = added[0]
        for one in added[1:]:
            total = total + one
        return total
    return literal(1)


def key_of(feature: Feature, measure: Measure) -> ColumnElement[Any]:
    """What a record is counted once by: its firm (by id, else by its name), or the value of a field."""
    if measure.count is Count.FIRMS:
        firm = firm_of(feature)
        name = next(one.name for one in feature.ledger.fields if one.kind is Kind.ENTERPRISE)
        unknown = literal("?") + column(feature, name)
        return unknown if firm is None else func.coalesce(cast(firm, Text), unknown)
    return cast(column(feature, measure.fields[0]), Text)


def aggregate(
    feature: Feature, value: Bound, extra: Sequence[ColumnElement[bool]], scope: Scope
) -> ColumnElement[Any]:
    """One value as an aggregate; ``extra`` are its conditions beside those of the whole pass."""
    measure = value.measure
    found: Any
    match measure.count:
        case Count.RECORDS | Count.ANY:
            found = func.count()
        case Count.FIRMS | Count.DISTINCT:
            found = func.count(distinct(key_of(feature, measure)))
        case _:
            found = func.sum(amount_of(feature, measure, scope))
    result: ColumnElement[Any] = found.filter(and_(*extra)) if extra else found
    return result


def as_amount(measure: Measure, raw: int | None) -> Amount:
    """A figure of the database in the unit of the table: 分 become 万元, a flag true or false."""
    number = int(raw or 0)
    if measure.span is Span.FLAG:
        return number > 0
    return Decimal(number) / UNIT_SCALE[measure.unit] if measure.is_money else number


def nothing(values: Iterable[Bound]) -> Mapping[tuple[str, int], Amount]:
    """Nil for every value."""
    return {(one.code, one.part): as_amount(one.measure, 0) for one in values}
