"""What a hazard shows of its firm, read when it is asked for and stored nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ScalarSelect, select

from app.features.hazards.model import Hazard
from app.masterdata.enterprises.model import Enterprise
from app.store.base import table_of

_HAZARDS = table_of(Hazard)
_FIRMS = table_of(Enterprise)


def _of_firm(name: str) -> ScalarSelect[Any]:
    found = select(_FIRMS.c[name]).where(_FIRMS.c.id == _HAZARDS.c.enterprise_id)
    return found.correlate(_HAZARDS).scalar_subquery()


EXPRESSIONS: Mapping[str, Any] = {name: _of_firm(name) for name in ("community", "sector")}
