"""帮扶指导: help for key areas and key enterprises."""

from __future__ import annotations

from app.features.assistance.ledger import LEDGER
from app.features.assistance.model import Assistance
from app.features.assistance.rules import missing
from app.kernel.feature import Feature

FEATURE = Feature(ledger=LEDGER, model=Assistance, missing=missing, linked=True)
