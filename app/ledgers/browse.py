"""Looking at a ledger: ids in order, a window of rows, counts, sums, what may be chosen."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import partial

from sqlalchemy import func, select

from app.kernel.feature import Feature, Record
from app.kernel.fields import Field
from app.kernel.filters import EVERYTHING, Filter, bind
from app.masterdata import dictionaries
from app.store import front_pages, records
from app.store.base import table_of
from app.store.query import column, narrowed
from app.store.session import Store

Stop = Callable[[], bool]


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
    stop: Stop | None = None,
) -> array[int]:
    """Ids of living records that meet filter and search, in order.

    Once ``stop`` is true a query that is still running ends with ``Cancelled``; so with counts and totals.
    """
    bound = today(store, rule)
    with store.read(stop) as connection:
        return records.find_ids(connection, feature, bound, search, order, limit, partial(store.read, stop))


def prepare(store: Store, features: Iterable[Feature], stop: Stop | None = None) -> bool:
    """Make one more first page of a large ledger, so that another order is there at once. False where all are made."""
    for feature in features:
        with store.read(stop) as connection:
            order = records.unprepared(connection, feature)
            page = front_pages.make(connection, feature, order) if order else None
        if page is not None:
            with store.write() as connection:
                front_pages.keep(connection, feature, order, page)
            return True
    return False


def count(
    store: Store, feature: Feature, rule: Filter = EVERYTHING, search: str = "", stop: Stop | None = None
) -> int:
    """How many living records meet filter and search."""
    with store.read(stop) as connection:
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
    store: Store, feature: Feature, rule: Filter = EVERYTHING, search: str = "", stop: Stop | None = None
) -> dict[str, Decimal | int]:
    """Exact sums of the ledger's ``totals`` fields over what is shown; money in the field's unit."""
    names = feature.ledger.totals
    if not names:
        return {}
    sums = [func.sum(column(feature, name)) for name in names]
    with store.read(stop) as connection:
        query = select(*sums).select_from(table_of(feature.model))
        found = connection.execute(
            query.where(narrowed(feature, today(store, rule), search, connection))
        ).one()
    return {name: value if value is not None else 0 for name, value in zip(names, found, strict=True)}


def choices(store: Store, field: Field) -> tuple[str, ...]:
    """What a pick list offers: the fixed choices, or the live words of the editable list."""
    if field.choices:
        return field.choices
    if not field.dictionary:
        return ()
    with store.read() as connection:
        return dictionaries.words(connection, field.dictionary)
