"""What a benchmark reports, and how processor time is taken."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Measure:
    """A measured value beside the limit it is compared with.

    ``ratio`` is the value over what ``limit_name`` took in the same run; ``target`` is what the ratio may be
    at most. Both are None for a value that stands alone.
    """

    name: str
    value: float
    unit: str
    limit_name: str = ""
    ratio: float | None = None
    target: float | None = None

    @property
    def met(self) -> bool:
        """Whether the target is reached (a value without one always is)."""
        return self.ratio is None or self.target is None or self.ratio <= self.target


def processor_seconds(work: Callable[[], object], times: int = 3) -> float:
    """The least processor time in seconds of several runs, the collector held still meanwhile."""
    best = float("inf")
    for _ in range(times):
        gc.collect()
        gc.disable()
        try:
            start = time.process_time()
            work()
            best = min(best, time.process_time() - start)
        finally:
            gc.enable()
    return best


def side_by_side(
    one: Callable[[], object], other: Callable[[], object], times: int = 4
) -> tuple[float, float]:
    """The least processor times in seconds of two works that take turns, so that a busy machine tells on both."""
    pairs = [(processor_seconds(one, 1), processor_seconds(other, 1)) for _ in range(times)]
    return min(first for first, _ in pairs), min(second for _, second in pairs)


def compared(name: str, value: float, limit_name: str, limit: float, target: float) -> Measure:
    """A time in seconds against the time of something else."""
    return Measure(name, round(value, 4), "s CPU", limit_name, round(value / limit, 3), target)
