"""The power button, a crash, the task manager: whatever ends the program, what it had acknowledged is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.resilience.campaign import KINDS, campaign

KILLS = 4


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_acknowledged_is_lost(kind: str, tmp_path: Path) -> None:
    tally = campaign(tmp_path, KILLS, seed=KINDS.index(kind), kinds=(kind,))
    assert tally.faults == []
    assert tally.kills[kind] == KILLS
    if kind != "openings":  # on a slow machine every one of them may die while its first store is made
        assert sum(tally.acknowledged.values()) > 0, "the workers were killed before they had done anything"
