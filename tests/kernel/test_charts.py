"""Charts are geometry: they can be measured."""

from __future__ import annotations

import pytest

from app.kernel.charts import Line, Rect, Sector, Series, Text, bars, donut, lines, nice_step

LABELS = ("1月", "2月", "3月")
SERIES = (Series("新增", (32, 56, 0)), Series("已整改", (30, 44, 0)))


@pytest.mark.parametrize(
    ("highest", "step"), [(4, 1), (56, 15), (60, 15), (61, 20), (1000, 250), (7, 2), (0, 1)]
)
def test_steps_are_round(highest: float, step: int) -> None:
    assert nice_step(highest) == step


def test_bars_stand_on_the_axis_and_keep_their_ratio() -> None:
    found = [shape for shape in bars(LABELS, SERIES, 480, 260) if isinstance(shape, Rect) and shape.tip]
    assert len(found) == 6
    assert {round(bar.y + bar.height, 6) for bar in found} == {260 - 28}
    assert found[2].height / found[0].height == pytest.approx(56 / 32)
    assert found[4].height == 0


def test_everything_stays_inside() -> None:
    for shape in (*bars(LABELS, SERIES, 300, 200), *lines(LABELS, SERIES, 300, 200)):
        match shape:
            case Rect() if shape.colour != "none":
                assert shape.x >= 0
                assert shape.x + shape.width <= 300
            case Line():
                assert all(0 <= x <= 300 and 0 <= y <= 200 for x, y in shape.points)
            case Text():
                assert 0 <= shape.x <= 300


def test_ring_closes_and_names_its_parts() -> None:
    shapes = donut((("已销号", 30), ("逾期", 10), ("整改中", 0)), "隐患", 420, 240, ("green", "red"))
    sectors = [shape for shape in shapes if isinstance(shape, Sector)]
    assert [(one.key, one.colour) for one in sectors] == [("0:0", "green"), ("0:1", "red")]
    assert sum(one.sweep for one in sectors) == pytest.approx(360 - 4)
    assert any(isinstance(shape, Text) and shape.words == "75.0%" for shape in shapes)


def test_nothing_at_all_is_an_empty_ring() -> None:
    shapes = donut((("已销号", 0),), "隐患", 420, 240)
    assert [one.sweep for one in shapes if isinstance(one, Sector)] == [360]
    assert bars((), (), 300, 200)


def test_a_narrow_ring_still_tells_names_and_figures() -> None:
    parts = (("已销号", 30), ("逾期", 10))
    for width in (420, 320, 300, 240):
        shapes = donut(parts, "隐患", width, 190)
        told = {one.words for one in shapes if isinstance(one, Text)}
        assert {"已销号", "30", "逾期", "10"} <= told
        assert ("75.0%" in told) is (width >= 320)
        ring = next(one for one in shapes if isinstance(one, Sector))
        squares = [one for one in shapes if isinstance(one, Rect)]
        assert all(one.x >= ring.x + ring.outer + 20 for one in squares), "the legend keeps its distance"
        assert all(one.x <= width for one in shapes if isinstance(one, Text))
