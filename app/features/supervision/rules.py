"""A listing is under supervision until it is delisted. Pure."""

from __future__ import annotations

from app.features.supervision.model import DELISTED, LISTED
from app.kernel.feature import Record


def settle(values: Record) -> Record:
    """The record with its state."""
    return {**values, "status": DELISTED if values.get("delisted_on") else LISTED}
