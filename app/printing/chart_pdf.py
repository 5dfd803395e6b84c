"""A chart on paper: the shapes of the kernel's geometry in greys, which every copier keeps apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.kernel.chart_text import read_chart
from app.kernel.charts import Line, Rect, Shape, Text, bars
from app.printing.pen import BASELINE

if TYPE_CHECKING:
    from app.printing.pen import Align, Pen

GREYS = {"grid": 0.8, "axis": 0.2, "s0": 0.35, "s1": 0.75, "s2": 0.55, "s3": 0.15, "s4": 0.9, "s5": 0.65}
BLACK = 0.0
OUTLINE = 0.5
SMALL = 10.5  # pt, 五号
ALIGNS: dict[str, Align] = {"left": "left", "centre": "center", "right": "right"}


def draw_chart(pen: Pen, text: str, left: float, bottom: float, width: float, height: float) -> None:
    """Bars in a box whose lower left corner is (left, bottom). Words that are no chart stand in an empty box."""
    try:
        labels, series = read_chart(text)
    except ValueError:
        pen.frame(left, bottom, width, height, OUTLINE)
        pen.text(left + width / 2, bottom + height / 2, text, "fangsong", SMALL, align="center")
        return
    top = bottom + height
    for shape in bars(labels, series, width, height):
        _draw(pen, shape, left, top)


def _draw(pen: Pen, shape: Shape, left: float, top: float) -> None:
    match shape:
        case Rect():
            if shape.colour != "none":
                x, y = left + shape.x, top - shape.y - shape.height
                pen.fill(x, y, shape.width, shape.height, GREYS.get(shape.colour, BLACK))
                pen.frame(x, y, shape.width, shape.height, OUTLINE)
        case Line():
            pen.ink(GREYS.get(shape.colour, BLACK))
            (x1, y1), (x2, y2) = shape.points[0], shape.points[-1]
            pen.line(left + x1, top - y1, left + x2, top - y2, OUTLINE)
            pen.ink(BLACK)
        case Text():
            y = top - shape.y - BASELINE * shape.size
            pen.text(left + shape.x, y, shape.words, "fangsong", shape.size, align=ALIGNS[shape.align])
