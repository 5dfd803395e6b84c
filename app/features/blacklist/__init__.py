"""黑名单: a case from the first evidence to the removal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.features.blacklist.documents import PAPERS
from app.features.blacklist.expressions import EXPRESSIONS
from app.features.blacklist.ledger import LEDGER
from app.features.blacklist.model import BlacklistCase
from app.features.blacklist.rules import missing, settle
from app.features.blacklist.workflow import WORKFLOW
from app.kernel.feature import Feature

if TYPE_CHECKING:
    from app.kernel.fields import Value
    from app.kernel.workflow import Transition
    from app.ledgers.writing import Writing


def _take(writing: Writing, case: int, transition: Transition, facts: Mapping[str, Value]) -> None:
    from app.features.blacklist.service import take_within

    take_within(writing, case, transition, facts)


FEATURE = Feature(
    ledger=LEDGER,
    model=BlacklistCase,
    settle=settle,
    missing=missing,
    expressions=EXPRESSIONS,
    number="HMD",
    workflow=WORKFLOW,
    papers=PAPERS,
    takes=_take,
)
