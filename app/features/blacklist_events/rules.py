"""What a record of the management period must say. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from app.features.blacklist_events import model
from app.kernel.fields import Value


def missing(values: Mapping[str, Value]) -> tuple[str, ...]:
    """A new act decides on the removal, so it must say whether it qualifies; an inspection counts by its level."""
    if values.get("kind") == model.NEW_ACT and values.get("qualifying") is None:
        return ("符合纳入条件",)
    if values.get("kind") == model.INSPECTION and not values.get("level"):
        return ("检查层级",)
    return ()
