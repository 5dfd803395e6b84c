"""The collector of unreachable objects: kept from looking in vain, and asked where it does not run by itself."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_HOLDING: list[None] = []  # one for each piece of work that wants no collecting, on whichever thread


@contextmanager
def no_collecting() -> Iterator[None]:
    """For work that makes objects by the hundred thousand which all stay; also a decorator.

    Reference counts go on freeing what is done with; only the search for circles waits until the end.
    """
    was = gc.isenabled()
    gc.disable()
    _HOLDING.append(None)
    try:
        yield
    finally:
        _HOLDING.pop()
        if was:
            gc.enable()


def collect_due() -> None:
    """What the interpreter would do by itself, on the thread that asks; nothing while :func:`no_collecting` lasts."""
    if _HOLDING:
        return
    due = [
        age
        for age, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        if count > limit
    ]
    if due:
        gc.collect(due[-1])
