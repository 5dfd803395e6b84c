"""黑名单: a case from the first evidence to the removal."""

from __future__ import annotations

from app.features.blacklist.expressions import EXPRESSIONS
from app.features.blacklist.ledger import LEDGER
from app.features.blacklist.model import BlacklistCase
from app.features.blacklist.rules import settle
from app.kernel.feature import Feature

FEATURE = Feature(
    ledger=LEDGER,
    model=BlacklistCase,
    settle=settle,
    expressions=EXPRESSIONS,
    number="HMD",
)
