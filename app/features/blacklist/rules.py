"""Where a case stands and what it lacks. Pure.

Source: 山东省实施《生产经营单位安全生产不良记录“黑名单”管理暂行规定》办法.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.features.blacklist import words
from app.kernel.feature import Record
from app.kernel.fields import Value


def is_empty(value: Value) -> bool:
    """Not filled in; 0 and 否 are filled in."""
    return value is None or value in ("", ())


def state_of(values: Mapping[str, Any]) -> str:
    """The state that the record's facts amount to; the latest stated fact decides."""

    def has(name: str) -> bool:
        return not is_empty(values.get(name))

    ruling = values.get("ruling")
    steps = (
        (has("withdrawn_on"), words.WITHDRAWN),
        (has("removal_published_on"), words.REMOVED),
        (has("removed_on"), words.TO_ANNOUNCE),
        (ruling == words.REMOVE, words.TO_REMOVE),
        (ruling == words.KEEP, words.MANAGED),
        (has("checked_on"), words.TO_RULE),
        (has("applied_on"), words.TO_ACCEPT),
        (has("published_on"), words.MANAGED),
        (has("transferred_on"), words.TRANSFERRED),
        (values.get("decision") == words.UNLISTED, words.NOT_LISTED),
        (values.get("defence_adopted") is True, words.NOT_LISTED),
        (has("submitted_on"), words.TO_PUBLISH),
        (has("decided_on"), words.TO_SUBMIT),
        (has("reviewed_on"), words.TO_DECIDE),
        (has("handled_on"), words.TO_REVIEW),
        (has("defence") or values.get("defence_adopted") is False, words.TO_PROPOSE),
        (has("served_on"), words.DEFENDING),
        (has("notice_number") or has("noticed_on"), words.TO_SERVE),
        (has("verified_on"), words.TO_NOTIFY),
    )
    return next((state for holds, state in steps if holds), words.COLLECTING)


def settle(values: Record) -> Record:
    """The record with its state."""
    return {**values, "state": state_of(values)}
