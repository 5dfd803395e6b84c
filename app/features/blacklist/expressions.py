"""What the management records say of a case's present period, counted when it is asked for and stored nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, func, select

from app.features.blacklist.model import BlacklistCase
from app.features.blacklist_events import model as events
from app.features.blacklist_events.model import BlacklistEvent
from app.store.base import table_of

_CASES = table_of(BlacklistCase)
_EVENTS = table_of(BlacklistEvent)


def _counted(*more: ColumnElement[bool]) -> ColumnElement[Any]:
    """Records of the case since its period began, the first day included."""
    query = select(func.count()).where(
        _EVENTS.c.case_number == _CASES.c.number,
        _EVENTS.c.day >= func.coalesce(_CASES.c.period_from, _CASES.c.published_on),
        _EVENTS.c.deleted_at.is_(None),
        _EVENTS.c.voided.is_(False),
        *more,
    )
    return query.correlate(_CASES).scalar_subquery()


EXPRESSIONS: Mapping[str, Any] = {
    "new_acts": _counted(_EVENTS.c.kind == events.NEW_ACT, _EVENTS.c.qualifying.is_(True)),
    "reports": _counted(_EVENTS.c.kind == events.REPORT),
    "inspections": _counted(_EVENTS.c.kind == events.INSPECTION),
    "interviews": _counted(_EVENTS.c.kind == events.INTERVIEW),
}
