"""The one place that knows what time it is. Everything else is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Clock:
    """Local wall time. Tests put in their own ``now``."""

    now: Callable[[], datetime] = datetime.now

    def today(self) -> date:
        """The local calendar day."""
        return self.now().date()


def stopped_clock(moment: datetime) -> Clock:
    """A clock that always says ``moment``: for frozen papers, samples and tests."""
    return Clock(now=lambda: moment)
