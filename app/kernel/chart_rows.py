"""Lying bars, one for each label, with its name on the left and its figures on the right."""

from __future__ import annotations

from collections.abc import Sequence

from app.kernel.charts import LEAST_BAR, SMALL, Rect, Series, Shape, Text, fitted, legend, number, text_width

TOP, TALLEST, THICKEST = 28.0, 34.0, 16.0
NAMES_SHARE = 0.34
WHOLE = "all"  # the key of a bar with all its parts: ``all:label``


def stacked(labels: Sequence[str], series: Sequence[Series], width: float, height: float) -> list[Shape]:
    """The parts of a bar lie one after the other; the name stands for the whole.

    The figure at the end tells the whole and, with two series, the second: nothing is said by colour alone.
    """
    shapes = legend(series, 0)
    if not labels:
        return shapes
    sums = [sum(row.values[place] for row in series) for place in range(len(labels))]
    ends = [_end(series, place, total) for place, total in enumerate(sums)]
    names = min(max(text_width(label) for label in labels) + 10, width * NAMES_SHARE)
    room = width - names - max(text_width(end) for end in ends) - 10
    tall = min(TALLEST, (height - TOP) / len(labels))
    thick, scale = min(THICKEST, tall * 0.6), room / (max(sums) or 1)
    for place, label in enumerate(labels):
        middle = TOP + tall * (place + 0.5)
        shapes.append(Text(0, middle, fitted(label, names - 8), "text"))
        tip = f"{label} 共 {number(sums[place])}"
        shapes.append(
            Rect(0, middle - tall / 2, names - 4, tall, "none", 0, tip, f"{WHOLE}:{place}", (0, place))
        )
        left = names
        for at, row in enumerate(series):
            value = row.values[place]
            long = max(value * scale, LEAST_BAR) if value > 0 else 0.0
            tip, spot = f"{label} {row.name}：{number(value)}", (at + 1, place)
            colour = row.colour or f"s{at}"
            shapes.append(Rect(left, middle - thick / 2, long, thick, colour, 2, tip, f"{at}:{place}", spot))
            left += long
        shapes.append(Text(left + 6, middle, ends[place], "text", SMALL))
    return shapes


def _end(series: Sequence[Series], place: int, total: float) -> str:
    told = number(total)
    if len(series) == 2 and series[1].values[place]:
        told += f"（{series[1].name} {number(series[1].values[place])}）"
    return told
