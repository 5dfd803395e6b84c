"""Lying bars: parts follow one another, names and figures keep out of each other's way."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.kernel.chart_rows import TOP, stacked
from app.kernel.charts import Rect, Series, Text, bars, fitted, text_width

LABELS = ("清泉社区", "济南市历城区工业园区第二居民委员会", "未填")
SERIES = (Series("已销号", (30, 500, 0)), Series("未销号", (10, 0, 0), "amber"))


@pytest.mark.parametrize("size", [(300, 160), (411, 280), (700, 400)])
def test_parts_follow_one_another_inside(size: tuple[float, float]) -> None:
    width, height = size
    shapes = stacked(LABELS, SERIES, width, height)
    drawn = [one for one in shapes if isinstance(one, Rect) and one.key and one.colour != "none"]
    assert [one.key for one in drawn] == ["0:0", "1:0", "0:1", "1:1", "0:2", "1:2"]
    assert drawn[1].x == pytest.approx(drawn[0].x + drawn[0].width)
    assert drawn[0].width / drawn[2].width == pytest.approx(30 / 500)
    assert {one.x for one in drawn[::2]} == {drawn[0].x}, "all begin at one line"
    assert all(one.y >= TOP and one.y + one.height <= height for one in drawn)
    for one in shapes:
        if isinstance(one, Text):
            assert one.x + text_width(one.words, one.size) <= width + 1


def test_the_name_stands_for_the_whole_and_zero_is_walked_to() -> None:
    shapes = stacked(LABELS, SERIES, 420, 280)
    figures = [one for one in shapes if isinstance(one, Rect) and one.place is not None]
    assert [one.place for one in figures] == [(c, r) for r in range(3) for c in range(3)]
    assert figures[0].tip == "清泉社区 共 40"
    told = {one.words for one in shapes if isinstance(one, Text)}
    assert {"40（未销号 10）", "500", "0", "已销号", "未销号"} <= told


def test_the_smallest_part_is_still_seen() -> None:
    many = (Series("已销号", (100_000, 1)), Series("未销号", (1, 0)))
    drawn = [one for one in stacked(("甲", "乙"), many, 420, 200) if isinstance(one, Rect) and one.place]
    assert next(one for one in drawn if one.key == "1:0").width >= 2
    tall = [one for one in bars(("甲", "乙"), many, 420, 200) if isinstance(one, Rect) and one.tip]
    assert min(one.height for one in tall if not one.tip.endswith("：0")) >= 2


def test_figures_over_bars_never_run_into_each_other() -> None:
    labels = tuple(f"{one}月" for one in range(1, 13))
    for width in (300, 420, 560, 800):
        for most in (9, 99, 999, 83_000):
            pair = (Series("发现", (most,) * 12), Series("销号", (most,) * 12))
            spans = sorted(
                (one.x - text_width(one.words), one.x)
                if one.align == "right"
                else (one.x, one.x + text_width(one.words))
                if one.align == "left"
                else (one.x - text_width(one.words) / 2, one.x + text_width(one.words) / 2)
                for one in bars(labels, pair, width, 220)
                if isinstance(one, Text) and one.words == f"{most:,}" and one.y < 100
            )
            for (_, end), (begin, _) in pairwise(spans):
                assert end <= begin + 3, (width, most)


def test_long_names_are_cut_and_say_so() -> None:
    assert fitted("清泉社区", 100) == "清泉社区"
    cut = fitted("济南市历城区工业园区", 60)
    assert cut.endswith("…")
    assert text_width(cut) <= 60


def test_nothing_at_all() -> None:
    assert [one.words for one in stacked((), SERIES, 300, 200) if isinstance(one, Text)] == [
        "已销号",
        "未销号",
    ]
    empty = (Series("已销号", (0,)), Series("未销号", (0,)))
    assert all(one.width >= 0 for one in stacked(("甲",), empty, 300, 200) if isinstance(one, Rect))
