"""A share as offices print it: the places and the rounding are theirs to choose."""

from __future__ import annotations

import pytest

from app.kernel.display import PERCENTS, percent


@pytest.mark.parametrize(
    ("how", "printed"),
    [("1", "65.3%"), ("1-", "65.2%"), ("0", "65%"), ("0-", "65%"), ("2", "65.28%"), ("2-", "65.27%")],
)
def test_the_same_share_by_every_custom(how: str, printed: str) -> None:
    assert percent(188, 288, how) == printed


def test_whole_shares_have_no_zeros_and_nothing_is_no_share() -> None:
    assert [percent(done, 4, how) for how in PERCENTS for done in (0, 2, 4)] == ["0%", "50%", "100%"] * 6
    assert percent(0, 0) == "—"
