"""黑名单管理记录: what happens during a listed firm's period."""

from __future__ import annotations

from app.features.blacklist_events.ledger import LEDGER
from app.features.blacklist_events.model import BlacklistEvent
from app.features.blacklist_events.rules import missing
from app.kernel.feature import Feature

FEATURE = Feature(ledger=LEDGER, model=BlacklistEvent, missing=missing)
