"""What a measure must say so that it can be counted. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from app.features.enforcement import model
from app.kernel.fields import Value

COUNTING_FIRMS = (model.STOP, model.EXPOSURE, model.INTERVIEW, model.JOINT)
COUNTING_PEOPLE = (model.REFERRAL, model.ACCOUNTABILITY)


def missing(values: Mapping[str, Value]) -> tuple[str, ...]:
    """C6 and C7 count firms, C5 and C9 people: without them a measure of that kind counts for nothing."""
    kind = values.get("kind")
    if kind in COUNTING_FIRMS and not values.get("enterprise_name"):
        return ("单位名称",)
    if kind in COUNTING_PEOPLE and values.get("people") is None:
        return ("人数",)
    return ()
