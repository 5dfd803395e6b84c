"""黑名单: a case from the first evidence to the removal."""

from __future__ import annotations

from app.features.blacklist.documents import PAPERS
from app.features.blacklist.expressions import EXPRESSIONS
from app.features.blacklist.ledger import LEDGER
from app.features.blacklist.model import BlacklistCase
from app.features.blacklist.rules import missing, settle
from app.features.blacklist.workflow import WORKFLOW, take_step
from app.kernel.feature import Feature

FEATURE = Feature(
    ledger=LEDGER,
    model=BlacklistCase,
    settle=settle,
    missing=missing,
    expressions=EXPRESSIONS,
    number="HMD",
    workflow=WORKFLOW,
    papers=PAPERS,
    takes=take_step,
)
