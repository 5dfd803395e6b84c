"""Where a listing in the successor register stands. Pure."""

from __future__ import annotations

from app.features.dishonesty import model
from app.kernel.feature import Record


def state_of(values: Record) -> str:
    """The state that the record's facts amount to."""
    if values.get("removed_on"):
        return model.REMOVED
    if values.get("listed_on"):
        waiting = values.get("applied_on") and values.get("approved") is None
        return model.APPLIED if waiting else model.LISTED
    return model.NOTIFIED if values.get("noticed_on") else model.PROPOSED


def settle(values: Record) -> Record:
    """The record with its state."""
    return {**values, "state": state_of(values)}
