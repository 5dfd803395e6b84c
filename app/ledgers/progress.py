"""How far a long action is: told to whoever waits, who may answer by leaving it (``Cancelled``)."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], object]
"""``progress(done, all)``; what it raises ends the action, and nothing of it was written."""

AT_A_TIME = 250
"""Records between two tellings: a fraction of a second."""


def silent(_done: int, _all: int) -> None:
    """Nobody waits."""
