"""Looking at a ledger: ids in order, a window of rows, counts, sums, what may be chosen."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from app.kernel.feature import Feature, Record
from app.kernel.fields import Field, Kind
from app.kernel.filters import EVERYTHING, Filter, bind
from app.masterdata import dictionaries
from app.masterdata.enterprises import FEATURE as ENTERPRISES
from app.store import records
from app.store.base import table_of
from app.store.query import column, contains, fold, narrowed
from app.store.session import Store


def today(store: Store, rule: Filter) -> Filter:
    """The filter with ``$today`` and its like put in."""
    return bind(rule, {"today": store.clock.today()})


def ids(
    store: Store,
    feature: Feature,
    rule: Filter = EVERYTHING,
    search: str = "",
    order: Sequence[str] = (),
    limit: int | None = None,
) -> array[int]:
    """Ids of living records that meet filter and search, in order."""
    with store.read() as connection:
        return records.find_ids(connection, feature, today(store, rule), search, order, limit)


def count(store: Store, feature: Feature, rule: Filter = EVERYTHING, search: str = "") -> int:
    """How many living records meet filter and search."""
    with store.read() as connection:
        return records.count(connection, feature, today(store, rule), search)


def counts(store: Store, feature: Feature, rules: Sequence[Filter]) -> list[int]:
    """Counts for several filters at once: for the tabs of saved views."""
    with store.read() as connection:
        return [records.count(connection, feature, today(store, rule)) for rule in rules]


def rows(store: Store, feature: Feature, wanted: Sequence[int]) -> dict[int, Record]:
    """Full records by id, computed fields included."""
    with store.read() as connection:
        return records.load(connection, feature, wanted)


def record(store: Store, feature: Feature, wanted: int) -> Record | None:
    """One record, or None where there is none of that id."""
    return rows(store, feature, [wanted]).get(wanted)


def deleted(store: Store, feature: Feature, limit: int = 500) -> list[Record]:
    """What is in the recycle bin of a ledger, what went there last first."""
    table = table_of(feature.model)
    query = select(table.c.id).where(table.c.deleted_at.is_not(None))
    with store.read() as connection:
        gone = connection.execute(query.order_by(table.c.deleted_at.desc(), table.c.id.desc()).limit(limit))
        ids = list(gone.scalars())
        found = records.load(connection, feature, ids)
    return [found[one] for one in ids]


def totals(
    store: Store, feature: Feature, rule: Filter = EVERYTHING, search: str = ""
) -> dict[str, Decimal | int]:
    """Exact sums of the ledger's ``totals`` fields over what is shown; money in the field's unit."""
    names = feature.ledger.totals
    if not names:
        return {}
    sums = [func.sum(column(feature, name)) for name in names]
    with store.read() as connection:
        query = select(*sums).select_from(table_of(feature.model))
        found = connection.execute(query.where(narrowed(feature, today(store, rule), search))).one()
    return {name: value if value is not None else 0 for name, value in zip(names, found, strict=True)}


def choices(store: Store, field: Field) -> tuple[str, ...]:
    """What a pick list offers: the fixed choices, or the live words of the editable list."""
    if field.choices:
        return field.choices
    if not field.dictionary:
        return ()
    with store.read() as connection:
        return dictionaries.words(connection, field.dictionary)


def suggestions(store: Store, feature: Feature, name: str, text: str, limit: int = 20) -> list[str]:
    """For a field being typed in: firms, hazards' numbers, list words, or values used before."""
    field = feature.ledger[name]
    if field.kind in (Kind.ENTERPRISE, Kind.ENTERPRISES):
        return _firms(store, text, limit)
    if field.kind is Kind.HAZARD:
        return _hazards(store, feature, text, limit)
    offered = [word for word in choices(store, field) if fold(text) in fold(word)]
    if offered or field.choices:
        return offered[:limit]
    found = column(feature, name)
    query = select(found, func.count()).where(contains(found, text), found.is_not(None)).group_by(found)
    with store.read() as connection:
        used = connection.execute(query.order_by(func.count().desc()).limit(limit)).all()
    if field.is_list:
        return list(dict.fromkeys(word for row in used for word in row[0] if text in word))
    return [str(row[0]) for row in used]


def _firms(store: Store, text: str, limit: int) -> list[str]:
    with store.read() as connection:
        found = records.find_ids(connection, ENTERPRISES, EVERYTHING, text, ("name",), limit)
        firms = records.load(connection, ENTERPRISES, found)
    return [str(firms[one]["name"]) for one in found if not firms[one]["voided"]]


def _hazards(store: Store, feature: Feature, text: str, limit: int) -> list[str]:
    target: Any = next(iter(table_of(feature.model).c.hazard_id.foreign_keys)).column.table
    query = select(target.c.number).where(
        contains(target.c.haystack, fold(text)), target.c.deleted_at.is_(None), target.c.voided.is_(False)
    )
    with store.read() as connection:
        found = connection.execute(query.order_by(target.c.id.desc()).limit(limit)).scalars()
        return [str(one) for one in found]
