"""The way of a case. The state always follows from the facts (``rules.settle``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.features.blacklist import words
from app.features.blacklist.listing_steps import (
    ADOPT,
    DECIDE,
    LAPSE,
    NOTIFY,
    OVERRULE,
    PROPOSE,
    PUBLISH,
    PUBLISHED_ABOVE,
    REJECT,
    REVIEW,
    SEND_BACK,
    SERVE,
    SUBMIT,
    TAKE_BACK,
    TRANSFER,
    VERIFY,
    WITHDRAW,
)
from app.features.blacklist.removal_steps import ACCEPT, ANNOUNCE, APPLY, KEEP, RELEASE, REMOVE, UNRELEASE
from app.kernel.workflow import Transition, Workflow

if TYPE_CHECKING:
    from app.kernel.fields import Value
    from app.ledgers.writing import Writing

WORKFLOW = Workflow(
    state="state",
    states=words.STATES,
    transitions=(
        VERIFY,
        NOTIFY,
        SERVE,
        ADOPT,
        OVERRULE,
        LAPSE,
        PROPOSE,
        REVIEW,
        SEND_BACK,
        DECIDE,
        REJECT,
        SUBMIT,
        PUBLISH,
        PUBLISHED_ABOVE,
        APPLY,
        ACCEPT,
        RELEASE,
        KEEP,
        REMOVE,
        UNRELEASE,
        ANNOUNCE,
        TRANSFER,
        TAKE_BACK,
        WITHDRAW,
    ),
)


def take_step(writing: Writing, case: int, transition: Transition, facts: Mapping[str, Value]) -> None:
    """What a step takes with it: periods and their ends, whoever takes it."""
    from app.features.blacklist.service import take_within

    take_within(writing, case, transition, facts)
