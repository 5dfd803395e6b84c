"""技术检查员: who is in post."""

from __future__ import annotations

from app.features.inspectors.ledger import LEDGER
from app.features.inspectors.model import Inspector
from app.kernel.feature import Feature

FEATURE = Feature(ledger=LEDGER, model=Inspector)
