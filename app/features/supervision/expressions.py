"""What a listing shows of its hazard, read when it is asked for and stored nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, select

from app.features.hazards.model import Hazard
from app.features.supervision.model import Supervision
from app.masterdata.enterprises.model import Enterprise
from app.store.base import table_of

_LISTINGS = table_of(Supervision)
_HAZARDS = table_of(Hazard)
_FIRMS = table_of(Enterprise)


def _of_hazard(query: Select[Any]) -> ColumnElement[Any]:
    return query.where(_HAZARDS.c.id == _LISTINGS.c.hazard_id).correlate(_LISTINGS).scalar_subquery()


FIRM = _of_hazard(select(_HAZARDS.c.enterprise_id))
"""The id of the firm whose hazard is listed."""

EXPRESSIONS: Mapping[str, Any] = {
    "enterprise_name": _of_hazard(select(_HAZARDS.c.enterprise_name)),
    "description": _of_hazard(select(_HAZARDS.c.description)),
    "level": _of_hazard(select(_HAZARDS.c.level)),
    "community": _of_hazard(
        select(_FIRMS.c.community).join_from(_HAZARDS, _FIRMS, _FIRMS.c.id == _HAZARDS.c.enterprise_id)
    ),
    "hazard_standing": func.coalesce(
        _of_hazard(select(and_(_HAZARDS.c.deleted_at.is_(None), _HAZARDS.c.voided.is_(False)))), false()
    ),
}
