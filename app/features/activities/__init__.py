"""组织领导: what party and government did themselves."""

from __future__ import annotations

from app.features.activities.ledger import LEDGER
from app.features.activities.model import Activity
from app.kernel.feature import Feature

FEATURE = Feature(ledger=LEDGER, model=Activity)
