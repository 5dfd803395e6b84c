"""A visit says whom it helped, or it counts for nobody. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from app.features.assistance.model import AREA, FIRM
from app.kernel.fields import Value


def missing(values: Mapping[str, Value]) -> tuple[str, ...]:
    """C1 counts each area of a visit, C2 each firm: the one that belongs to the target must be named."""
    wanted = {AREA: ("areas", "地区名称"), FIRM: ("enterprise_names", "单位名称")}.get(
        str(values.get("target"))
    )
    return (wanted[1],) if wanted and not values.get(wanted[0]) else ()
