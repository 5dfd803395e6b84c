"""What a hazard shows of its firm, read when it is asked for and stored nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.features.hazards.model import Hazard
from app.masterdata.enterprises.model import Enterprise
from app.store.base import table_of

_HAZARDS = table_of(Hazard)
_FIRMS = table_of(Enterprise)

EXPRESSIONS: Mapping[str, Any] = {
    "community": select(_FIRMS.c.community)
    .where(_FIRMS.c.id == _HAZARDS.c.enterprise_id)
    .correlate(_HAZARDS)
    .scalar_subquery(),
}
