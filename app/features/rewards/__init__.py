"""举报奖励: money for verified tip-offs."""

from __future__ import annotations

from app.features.rewards.ledger import LEDGER
from app.features.rewards.model import Reward
from app.kernel.feature import Feature

FEATURE = Feature(ledger=LEDGER, model=Reward)
