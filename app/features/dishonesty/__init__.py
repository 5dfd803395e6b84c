"""严重失信主体名单: the register that took the blacklist's place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.features.dishonesty.ledger import LEDGER
from app.features.dishonesty.model import Dishonesty
from app.features.dishonesty.rules import settle
from app.features.dishonesty.workflow import WORKFLOW
from app.kernel.feature import Feature

if TYPE_CHECKING:
    from app.kernel.fields import Value
    from app.kernel.workflow import Transition
    from app.ledgers.writing import Writing


def _take(writing: Writing, record: int, transition: Transition, facts: Mapping[str, Value]) -> None:
    from app.features.dishonesty.service import take_within

    take_within(writing, record, transition, facts)


FEATURE = Feature(
    ledger=LEDGER, model=Dishonesty, settle=settle, number="SXZT", workflow=WORKFLOW, takes=_take
)
