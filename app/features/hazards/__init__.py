"""隐患: found, rectified, rechecked, closed."""

from __future__ import annotations

from app.features.hazards.documents import PAPERS
from app.features.hazards.expressions import EXPRESSIONS
from app.features.hazards.ledger import LEDGER
from app.features.hazards.model import Hazard
from app.features.hazards.rules import adapt, missing, settle
from app.features.hazards.workflow import WORKFLOW
from app.kernel.feature import Feature

FEATURE = Feature(
    ledger=LEDGER,
    model=Hazard,
    settle=settle,
    missing=missing,
    adapt=adapt,
    expressions=EXPRESSIONS,
    number="YH",
    workflow=WORKFLOW,
    papers=PAPERS,
)
