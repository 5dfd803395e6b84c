"""Collecting by hand does what the interpreter would, and waits for work that asked for quiet."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.kernel.collecting import collect_due, no_collecting


class Circle:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _by_hand() -> Iterator[None]:
    was = gc.isenabled()
    gc.disable()
    yield
    if was:
        gc.enable()


def thrown_away() -> weakref.ref[Circle]:
    """A circle nobody holds, and enough besides that a look is due."""
    gc.collect()
    circle = Circle()
    kept = [[at] for at in range(gc.get_threshold()[0] + 100)]
    assert kept
    return weakref.ref(circle)


def test_what_is_due_is_collected() -> None:
    circle = thrown_away()
    collect_due()
    assert circle() is not None, "what was kept is gone without a look: nothing is due"
    kept = [[at] for at in range(gc.get_threshold()[0] + 100)]
    collect_due()
    assert kept
    assert circle() is None


def test_not_while_somebody_asked_for_quiet() -> None:
    circle = thrown_away()
    kept = [[at] for at in range(gc.get_threshold()[0] + 100)]
    with no_collecting():
        with no_collecting():
            collect_due()
        collect_due()
        assert circle() is not None
    collect_due()
    assert kept
    assert circle() is None


def test_without_a_window_the_interpreter_collects_as_ever() -> None:
    code = "import app.cli, gc, sys; sys.exit(not gc.isenabled())"
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == 0
