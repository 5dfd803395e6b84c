"""执法: measures against firms and people."""

from __future__ import annotations

from app.features.enforcement.ledger import LEDGER
from app.features.enforcement.model import Enforcement
from app.features.enforcement.rules import missing
from app.kernel.feature import Feature

FEATURE = Feature(ledger=LEDGER, model=Enforcement, missing=missing)
