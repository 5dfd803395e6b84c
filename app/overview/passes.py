"""The passes over a ledger that the charts are counted from: few, grouped by the database, no record is loaded.

With a million records it matters what a pass reads: what the index of the progress table holds (days, firm) is read
from it alone. Conditions on days therefore stand in the counts, where they cannot lead the database to an index of
single days and from there to every row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, cast, func, select

from app.kernel.feature import Feature
from app.kernel.filters import Filter
from app.masterdata.enterprises import FEATURE as ENTERPRISES
from app.store.base import table_of
from app.store.query import column, living, where

Piece = tuple[tuple[str, ...], int, int]  # the words of a record, how many such records, how many unclosed


def by_month(
    connection: Connection, feature: Feature, name: str, standing: Filter, today: date
) -> Mapping[str, tuple[int, int]]:
    """``2023-06`` → how many in the month, and how many up to today's day of the month."""
    written = cast(column(feature, name), Text)
    month = func.substr(written, 1, 7)
    early = func.count().filter(func.substr(written, 9, 2) <= f"{today.day:02}")
    query = select(month, func.count(), early).where(living(feature), where(feature, standing))
    return {row[0]: (row[1], row[2]) for row in connection.execute(query.group_by(month)) if row[0]}


def by_firm(
    connection: Connection, feature: Feature, names: Sequence[str], standing: Filter, since: Filter
) -> dict[str, list[Piece]]:
    """By words of the firm: they are looked up once a firm, not once a hazard."""
    hazards, firms = table_of(feature.model), table_of(ENTERPRISES.model)
    firm = func.coalesce(hazards.c.enterprise_id, 0)
    each = (
        select(firm.label("firm"), *_counts(feature, since))
        .where(living(feature), where(feature, standing))
        .group_by(firm)
        .subquery()
    )
    words = [firms.c[name] for name in names]
    query = (
        select(func.sum(each.c.whole), func.sum(each.c.unclosed), *words)
        .select_from(each.outerjoin(firms, firms.c.id == each.c.firm))
        .group_by(*words)
    )
    found: dict[str, list[Piece]] = {name: [] for name in names}
    for row in connection.execute(query):
        for name, word in zip(names, row[2:], strict=True):
            if row[0]:
                found[name].append(((word,) if word else (), row[0], row[1]))
    return found


def by_own(
    connection: Connection, feature: Feature, name: str, state: str, standing: Filter, since: Filter
) -> tuple[list[Piece], dict[str, int]]:
    """By a word of the record itself, and all of them by their state."""
    word, stands = column(feature, name), column(feature, state)
    query = select(word, stands, func.count(), *_counts(feature, since))
    query = query.where(living(feature), where(feature, standing)).group_by(word, stands)
    pieces: list[Piece] = []
    states: dict[str, int] = {}
    for said, stood, every, whole, unclosed in connection.execute(query):
        states[stood] = states.get(stood, 0) + every
        words = said if isinstance(said, tuple) else (said,) if said else ()
        if whole:
            pieces.append((words, whole, unclosed))
    return pieces, states


def _counts(feature: Feature, since: Filter) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """How many there are since a day, and how many of these are unclosed."""
    new, unclosed = where(feature, since), column(feature, "closed_on").is_(None)
    return (
        func.count().filter(new).label("whole"),
        func.count().filter(new, unclosed).label("unclosed"),
    )
