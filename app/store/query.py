"""Filters of the house turned into SQL that SQLite and PostgreSQL both accept."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    true,
)

from app.kernel.feature import Feature
from app.kernel.fields import Field, Kind, Value
from app.kernel.filters import AllOf, AnyOf, Condition, Filter, Op
from app.store import pairs
from app.store.base import table_of
from app.store.ordering import by_dictionary, order_of
from app.store.types import SEPARATOR


def column(feature: Feature, name: str) -> ColumnElement[Any]:
    """The column or expression behind a field."""
    if name in feature.expressions:
        expression: ColumnElement[Any] = feature.expressions[name]
        return expression
    return table_of(feature.model).c[name]


def where(feature: Feature, rule: Filter) -> ColumnElement[bool]:
    """A bound filter as SQL; gives the same answer as ``kernel.filters.matches``."""
    if isinstance(rule, AllOf):
        return and_(true(), *(where(feature, part) for part in rule.parts))
    if isinstance(rule, AnyOf):
        return or_(false(), *(where(feature, part) for part in rule.parts))
    return _condition(feature, rule)


def _condition(feature: Feature, rule: Condition) -> ColumnElement[bool]:
    field = feature.ledger[rule.field]
    found = column(feature, rule.field)
    match rule.op:
        case Op.EMPTY:
            return found.is_(None)
        case Op.FILLED:
            return found.is_not(None)
        case Op.ANY:
            return _any(found, field.kind, field.is_list, rule.values)
        case Op.NONE:
            return not_(func.coalesce(_any(found, field.kind, field.is_list, rule.values), false()))
        case Op.CONTAINS if field.kind in (Kind.MONEY, Kind.YES_NO, Kind.FILES):
            return false()
        case Op.CONTAINS:
            text = cast(found, Text)
            return and_(text.is_not(None), *(contains(text, str(value)) for value in rule.values))
        case Op.WITHIN:
            return found.between(rule.values[0], rule.values[-1]) if rule.values else false()
        case Op.GE:
            return found >= rule.values[0]
        case Op.LE:
            return found <= rule.values[0]
        case Op.GT:
            return found > rule.values[0]
        case Op.LT:
            return found < rule.values[0]


def _any(
    found: ColumnElement[Any], kind: Kind, is_list: bool, values: Sequence[Value]
) -> ColumnElement[bool]:
    if is_list:
        framed = literal(SEPARATOR) + cast(found, Text) + literal(SEPARATOR)
        return or_(false(), *(_holds(framed, f"{SEPARATOR}{value}{SEPARATOR}") for value in values))
    if kind is Kind.YES_NO:
        return or_(false(), *(func.coalesce(found, false()) == bool(value) for value in values))
    if len(values) == 1:
        return found == values[0]
    return found.in_(values)


def _holds(framed: ColumnElement[Any], entry: str) -> ColumnElement[bool]:
    """The very entry: unlike LIKE, capital letters are told from small ones."""
    return func.replace(framed, entry, "") != framed


def contains(found: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    """Any part of the text, signs of LIKE taken literally."""
    safe = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return found.like(f"%{safe}%", escape="\\")


def fold(text: str) -> str:
    """Full width to half width, upper to lower case: both sides of a search are folded alike."""
    return unicodedata.normalize("NFKC", text).casefold()


def living(feature: Feature) -> ColumnElement[bool]:
    """Records that are not in the recycle bin."""
    return table_of(feature.model).c.deleted_at.is_(None)


def narrowed(
    feature: Feature,
    rule: Filter,
    search: str,
    connection: Connection | None = None,
    limit: int | None = None,
) -> ColumnElement[bool]:
    """Living records that meet the filter and hold every word of the search.

    With a ``connection`` the index of pairs is asked where that is quicker; the answer is the same.
    """
    table = table_of(feature.model)
    words = fold(search).split()
    holding = [contains(table.c.haystack, word) for word in words]
    found = pairs.seek(connection, table, words, limit) if words and connection is not None else None
    if found is not None:
        holding.insert(0, table.c.id.in_(found))
    return and_(living(feature), where(feature, rule), *holding)


@dataclass(frozen=True)
class Term:
    """One column of an order: what SQLite sorts by, which way, and the words themselves where a dictionary decides.

    ``foremost`` is a value that none can stand before.
    """

    name: str
    key: ColumnElement[Any]
    down: bool
    words: ColumnElement[Any] | None = None
    foremost: int | None = None


def terms(feature: Feature, order: Sequence[str]) -> list[Term]:
    """``name`` or ``-name``, else the ledger's own order."""
    made = []
    for one in order or feature.ledger.order:
        field = feature.ledger[one.lstrip("-")]
        found = column(feature, field.name)
        words = found if by_dictionary(field) else None
        down = one.startswith("-")
        made.append(Term(field.name, order_of(field, found), down, words, _foremost(field, down)))
    return made


def _foremost(field: Field, down: bool) -> int | None:
    if field.kind is Kind.YES_NO:
        return int(down)
    return 0 if field.kind is Kind.ONE and field.choices and not down else None


def ordered(feature: Feature, query: Select[Any], order: Sequence[str]) -> Select[Any]:
    """``name`` or ``-name``, what is empty last either way; ties by id, newest last."""
    by = terms(feature, order)
    return in_order(feature, query, by, turned(by))


def turned(by: Sequence[Term]) -> bool:
    """Does the newest of equals come first?"""
    return bool(by) and by[0].down


def in_order(feature: Feature, query: Select[Any], by: Sequence[Term], down: bool) -> Select[Any]:
    """In the order of the terms; ties by id, ``down`` from the newest."""
    for term in by:
        query = query.order_by((term.key.desc() if term.down else term.key.asc()).nulls_last())
    identity = table_of(feature.model).c.id
    return query.order_by(identity.desc() if down else identity.asc())


IDS = "ids"
_ROWS: dict[str, Select[Any]] = {}


def full_rows(feature: Feature) -> Select[Any]:
    """Every column, and the computed ones by their names, of the records whose ids are given as ``IDS``.

    Made once: SQLAlchemy recognises the very statement at once, where it would walk through ninety columns.
    """
    if feature.name not in _ROWS:
        table = table_of(feature.model)
        computed = (expression.label(name) for name, expression in feature.expressions.items())
        wanted = table.c.id.in_(bindparam(IDS, expanding=True))
        _ROWS[feature.name] = select(*table.columns, *computed).where(wanted)
    return _ROWS[feature.name]
