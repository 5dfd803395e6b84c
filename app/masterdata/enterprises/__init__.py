"""企业: the firms every other ledger refers to."""

from __future__ import annotations

from app.kernel.feature import Feature
from app.masterdata.enterprises.ledger import LEDGER
from app.masterdata.enterprises.model import Enterprise
from app.masterdata.enterprises.rules import adapt, missing

FEATURE = Feature(ledger=LEDGER, model=Enterprise, missing=missing, adapt=adapt)
