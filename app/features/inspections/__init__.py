"""检查: visits to firms."""

from __future__ import annotations

from app.features.inspections.documents import PAPERS
from app.features.inspections.expressions import EXPRESSIONS
from app.features.inspections.ledger import LEDGER
from app.features.inspections.model import Inspection
from app.kernel.feature import Feature

FEATURE = Feature(ledger=LEDGER, model=Inspection, expressions=EXPRESSIONS, number="JC", papers=PAPERS)
