"""挂牌督办: hazards listed and delisted."""

from __future__ import annotations

from app.features.supervision.expressions import EXPRESSIONS, FIRM
from app.features.supervision.ledger import LEDGER
from app.features.supervision.model import Supervision
from app.features.supervision.rules import settle
from app.kernel.feature import Feature

FEATURE = Feature(ledger=LEDGER, model=Supervision, settle=settle, expressions=EXPRESSIONS, firm=FIRM)
