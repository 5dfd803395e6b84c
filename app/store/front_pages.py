"""The first rows of each order of a large ledger: found while nobody waits, kept in the store, true after every write.

A page holds the ids that stood in front when operation so-and-so was the last, and the place where it ended. Whatever
the journal tells of since is looked at as well, so what is answered is what the whole ledger would answer; where that
cannot be known (too much has changed, a filter lets too few through) there is no answer.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
)

from app.kernel.feature import Feature
from app.kernel.fields import Field
from app.store.all_rows import read_ids
from app.store.base import Base, table_of
from app.store.database_file import FRONT_PAGES
from app.store.first_rows import first_ids, must_sort, value_key, value_of
from app.store.journal import JOURNAL, OPERATIONS
from app.store.query import Term, in_order, living, terms, turned

EDITION = 1  # of the order itself: another reading of a character makes the pages anew
KEPT = 1000  # rows of a page
CHANGES = 2000  # records and journal lines since, from which on a page is made anew
UNTOLD = ("incomplete",)  # changes without a line in the journal

PAGES = Table(
    FRONT_PAGES,
    Base.metadata,
    Column("ledger", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("down", Boolean, primary_key=True),
    Column("edition", Text, nullable=False),
    Column("operation", Integer, nullable=False),
    Column("edge", Text, nullable=False),
    Column("ids", LargeBinary, nullable=False),
)


@dataclass(frozen=True)
class Page:
    """The rows in front, in order, as of an operation; ``edge`` is the key of the last."""

    operation: int
    edge: Any
    ids: array[int]


def answer(
    connection: Connection,
    feature: Feature,
    meeting: ColumnElement[bool],
    by: Sequence[Term],
    down: bool,
    limit: int,
) -> array[int] | None:
    """The first ``limit`` ids in order by a page that is kept; None where none can tell."""
    if not by or (page := _find(connection, feature, by[0])) is None:
        return None
    changed = _changed(connection, feature.name, page.operation)
    if changed is None:
        return None
    identity = table_of(feature.model).c.id
    among = meeting & identity.in_(sorted({*page.ids, *changed}))
    found = read_ids(connection, in_order(feature, select(identity).where(among), by, down).limit(limit))
    if len(found) < limit:
        return None
    last = connection.execute(select(value_of(by[0])).where(identity == found[-1])).scalar()
    return found if _within(page, value_key(by[0], last), found[-1], down, alone=len(by) == 1) else None


def _within(page: Page, key: Any, record: int, down: bool, *, alone: bool) -> bool:
    """Does a row stand before the page's end, so that no row outside the page can come before it?"""
    if key == page.edge:  # of several columns the next decides, and the page does not know it
        return alone and (record >= page.ids[-1] if down else record <= page.ids[-1])
    if key is None or page.edge is None:
        return page.edge is None
    return bool(key > page.edge if down else key < page.edge)


def _find(connection: Connection, feature: Feature, term: Term) -> Page | None:
    mine = (PAGES.c.ledger == feature.name, PAGES.c.field == term.name, PAGES.c.down == term.down)
    row = connection.execute(
        select(PAGES.c.operation, PAGES.c.edge, PAGES.c.ids).where(
            *mine, PAGES.c.edition == _edition(feature.ledger[term.name])
        )
    ).one_or_none()
    return None if row is None else Page(row.operation, json.loads(row.edge), array("q", row.ids))


def wanted(connection: Connection, feature: Feature) -> str:
    """An order by one column that no index gives and no page can tell any more; what is shown comes first, then the rest.

    Empty where there is none.
    """
    rows = connection.execute(
        select(PAGES.c.field, PAGES.c.down, PAGES.c.edition, PAGES.c.operation).where(
            PAGES.c.ledger == feature.name
        )
    )
    made = {(row.field, row.down, row.edition): row.operation for row in rows}
    good = {
        operation: _changed(connection, feature.name, operation) is not None
        for operation in set(made.values())
    }
    table = table_of(feature.model)
    whole = select(table.c.id).where(living(feature))
    for field in sorted(
        feature.ledger.all_fields, key=lambda field: field.name not in feature.ledger.columns
    ):
        if field.name not in table.c or field.name in UNTOLD:
            continue
        for down in (False, True):
            operation = made.get((field.name, down, _edition(field)))
            if operation is not None and good[operation]:
                continue
            order = "-" * down + field.name
            by = terms(feature, (order,))
            if operation is not None or must_sort(connection, in_order(feature, whole, by, down)):
                return order
    return ""


def make(connection: Connection, feature: Feature, order: str) -> Page | None:
    """Read the page of an order: one pass through the ledger. None where it is too small to have one."""
    by = terms(feature, (order,))
    operation = connection.execute(select(func.max(OPERATIONS.c.id))).scalar() or 0
    ids = first_ids(connection, feature, living(feature), by, turned(by), KEPT)
    if len(ids) < KEPT:
        return None
    last = connection.execute(select(value_of(by[0])).where(table_of(feature.model).c.id == ids[-1])).scalar()
    return Page(operation, value_key(by[0], last), ids)


def keep(connection: Connection, feature: Feature, order: str, page: Page) -> None:
    """Keep a page in place of the one before."""
    (term,) = terms(feature, (order,))
    mine = {"ledger": feature.name, "field": term.name, "down": term.down}
    connection.execute(delete(PAGES).where(*(PAGES.c[name] == value for name, value in mine.items())))
    connection.execute(
        insert(PAGES).values(
            **mine,
            edition=_edition(feature.ledger[term.name]),
            operation=page.operation,
            edge=json.dumps(page.edge, ensure_ascii=False),
            ids=page.ids.tobytes(),
        )
    )


def forget_all(connection: Connection) -> None:
    """They are made anew when nobody waits."""
    connection.execute(delete(PAGES))


def _edition(field: Field) -> str:
    return "、".join((str(EDITION), field.kind.name, *field.choices))


def _changed(connection: Connection, ledger: str, operation: int) -> list[int] | None:
    """Records the journal tells of since; None where they are too many."""
    since = select(JOURNAL.c.record_id, JOURNAL.c.last_id).where(
        JOURNAL.c.operation > operation, JOURNAL.c.ledger == ledger
    )
    lines = connection.execute(since.limit(CHANGES + 1)).all()
    if len(lines) > CHANGES or sum(last - first + 1 for first, last in lines) > 5 * CHANGES:
        return None
    changed = sorted({one for first, last in lines for one in range(first, last + 1)})
    return changed if len(changed) <= CHANGES else None
