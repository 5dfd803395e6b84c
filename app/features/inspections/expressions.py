"""Whether an inspection came upon anything, read when it is asked for and stored nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import exists, or_

from app.features.hazards.model import Hazard
from app.features.inspections.model import FINDINGS, Inspection
from app.store.base import table_of

_INSPECTIONS = table_of(Inspection)
_HAZARDS = table_of(Hazard)

_FOUND_HAZARDS = (
    exists()
    .where(
        _HAZARDS.c.inspection_id == _INSPECTIONS.c.id,
        _HAZARDS.c.deleted_at.is_(None),
        _HAZARDS.c.voided.is_(False),
    )
    .correlate(_INSPECTIONS)
)

EXPRESSIONS: Mapping[str, Any] = {
    "problems": or_(*(_INSPECTIONS.c[name].is_(True) for name in FINDINGS), _FOUND_HAZARDS)
}
"""One of the nine findings, or a hazard entered with it that stands: neither deleted nor voided."""
