"""The way of a case. The state always follows from the facts (``rules.settle``)."""

from __future__ import annotations

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
from app.kernel.workflow import Workflow

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
