"""严重失信主体名单: the register that took the blacklist's place."""

from __future__ import annotations

from app.features.dishonesty.ledger import LEDGER
from app.features.dishonesty.model import Dishonesty
from app.features.dishonesty.rules import settle
from app.features.dishonesty.workflow import WORKFLOW, take_step
from app.kernel.feature import Feature

FEATURE = Feature(
    ledger=LEDGER, model=Dishonesty, settle=settle, number="SXZT", workflow=WORKFLOW, takes=take_step
)
