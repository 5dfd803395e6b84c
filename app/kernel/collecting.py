"""The collector of unreachable objects, kept from looking in vain."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collecting() -> Iterator[None]:
    """For work that makes objects by the hundred thousand which all stay; also a decorator.

    Reference counts go on freeing what is done with; only the search for circles waits until the end.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
