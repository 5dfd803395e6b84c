"""Where the parts of a chart lie: pure geometry that screen and paper draw alike.

Lengths are design pixels (points on paper), y grows downward. Colours are roles: ``grid``, ``axis``, ``muted``,
``text``, ``s0`` … ``s5`` for the series, and the tones of the pills. ``tip`` is what is said of a shape, ``key`` names the
figure it stands for (``series:label``, counted from 0), ``place`` is its column and row for the arrow keys.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

SERIES_COLOURS = 6
SMALL = 12.0
LARGEST = 120.0  # the radius of a ring in a wide card
BESIDE_RING = 22.0  # between a ring and its legend
WIDE_RING = 320.0  # a ring this wide tells shares as well
LEAST_BAR = 2.0  # one of a hundred thousand is still seen


@dataclass(frozen=True)
class Rect:
    """A bar, or the little square of a legend."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    radius: float = 0
    tip: str = ""
    key: str = ""
    place: tuple[int, int] | None = None


@dataclass(frozen=True)
class Line:
    """A grid line or the curve of a series; ``dot`` is the radius of the marks on its points."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float = 1
    dot: float = 0


@dataclass(frozen=True)
class Text:
    """Words whose middle line is at ``y``; ``x`` is their left, middle or right end."""

    x: float
    y: float
    words: str
    colour: str = "muted"
    size: float = SMALL
    align: Literal["left", "centre", "right"] = "left"
    bold: bool = False


@dataclass(frozen=True)
class Sector:
    """A part of a ring. Angles in degrees, clockwise from the top."""

    x: float
    y: float
    outer: float
    inner: float
    start: float
    sweep: float
    colour: str
    tip: str = ""
    key: str = ""
    place: tuple[int, int] | None = None


Shape = Rect | Line | Text | Sector


@dataclass(frozen=True)
class Series:
    """One row of figures with its name; ``colour`` is a role, by itself that of its place."""

    name: str
    values: tuple[float, ...]
    colour: str = ""


@dataclass(frozen=True)
class Plot:
    """The room inside the axes, and what the top line stands for."""

    left: float
    top: float
    right: float
    bottom: float
    highest: float

    def y(self, value: float) -> float:
        """The height of a value."""
        return self.bottom - (self.bottom - self.top) * (value / self.highest if self.highest else 0)


def text_width(words: str, size: float = SMALL) -> float:
    """About how wide words are: a Chinese character an em, others a little more than half."""
    wide = sum(unicodedata.east_asian_width(sign) in "WFA" for sign in words)
    return size * (wide + (len(words) - wide) * 0.58)


def fitted(words: str, room: float, size: float = SMALL) -> str:
    """Words cut so that they fit, with … where something is left out."""
    if text_width(words, size) <= room:
        return words
    while words and text_width(words + "…", size) > room:
        words = words[:-1]
    return words + "…"


def nice_step(highest: float, lines: int = 4) -> int:
    """A round step so that ``lines`` of them reach ``highest``: 1, 2, 3, 5, 10, 15, 20, 25, 30, 50 …"""
    wanted = max(highest / lines, 1e-9)
    size = 1
    while True:
        for factor in (1, 1.5, 2, 2.5, 3, 5, 7.5):
            step = factor * size
            if step >= wanted and step == int(step):
                return int(step)
        size *= 10


def number(value: float) -> str:
    """A figure as it is written beside a bar."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def bars(labels: Sequence[str], series: Sequence[Series], width: float, height: float) -> list[Shape]:
    """Groups of bars side by side, figures on top, legend above."""
    shapes = legend(series, _left(series))
    plot = _plot(series, width, height)
    shapes += _grid(plot, series)
    room = (plot.right - plot.left) / max(1, len(labels))
    thick = max(3.0, min(18.0, room * 0.62 / max(1, len(series)) - 2))
    figures = _figures_beside(series, room, thick)
    for place, label in enumerate(labels):
        centre = plot.left + room * (place + 0.5)
        left = centre - (len(series) * (thick + 2) - 2) / 2
        for at, row in enumerate(series):
            value = row.values[place]
            tall = max(plot.bottom - plot.y(value), LEAST_BAR if value > 0 else 0)
            x, y = left + at * (thick + 2), plot.bottom - tall
            tip = f"{label} {row.name}：{number(value)}"
            spot = (place * len(series) + at, 0)
            colour, round_ = row.colour or f"s{at}", min(3.0, thick / 3)
            shapes.append(Rect(x, y, thick, tall, colour, round_, tip, f"{at}:{place}", spot))
            if figures == "over":
                shapes.append(Text(x + thick / 2, y - 9, number(value), "text", align="centre"))
            elif figures == "apart":
                end, side = (centre + 1, "left") if at else (centre - 1, "right")
                shapes.append(Text(end, y - 9, number(value), "text", align=side))  # type: ignore[arg-type]
        if _told(place, len(labels), room, label):
            shapes.append(Text(centre, plot.bottom + 15, label, "text", align="centre"))
    return shapes


def lines(labels: Sequence[str], series: Sequence[Series], width: float, height: float) -> list[Shape]:
    """Curves over the same axes as :func:`bars`."""
    shapes = legend(series, _left(series))
    plot = _plot(series, width, height)
    shapes += _grid(plot, series)
    room = (plot.right - plot.left) / max(1, len(labels))
    for at, row in enumerate(series):
        points = tuple(
            (plot.left + room * (place + 0.5), plot.y(value)) for place, value in enumerate(row.values)
        )
        shapes.append(Line(points, f"s{at}", 2, 3))
        shapes += [
            Rect(x - 6, y - 6, 12, 12, "none", 0, _tip(label, row, place), f"{at}:{place}", (place, at))
            for place, ((x, y), label) in enumerate(zip(points, labels, strict=True))
        ]
        if len(series) == 1 and room >= 28:
            shapes += [
                Text(x, y - 12, number(value), "text", align="centre")
                for (x, y), value in zip(points, row.values, strict=True)
            ]
    shapes += [
        Text(plot.left + room * (place + 0.5), plot.bottom + 15, label, "text", align="centre")
        for place, label in enumerate(labels)
        if _told(place, len(labels), room, label)
    ]
    return shapes


def donut(
    parts: Sequence[tuple[str, float]], title: str, width: float, height: float, tones: Sequence[str] = ()
) -> list[Shape]:
    """A ring with the sum in its middle and a legend with figures and shares on its right.

    The colours follow the order of ``parts`` unless ``tones`` (green, blue, amber, violet, red, neutral) are
    given; all parts are of the first series.
    """
    colours = [tones[at] if at < len(tones) else f"s{at % SERIES_COLOURS}" for at in range(len(parts))]
    total = sum(value for _, value in parts)
    shares = width >= WIDE_RING  # a narrow card tells names and figures only
    legend = 164.0 if shares else 90.0
    outer = max(30.0, min(height / 2 - 8, (width - legend - BESIDE_RING) / 2, LARGEST))
    left = max(0.0, (width - legend - BESIDE_RING - 2 * outer) / 2)
    inner, x, y = outer * 0.74, left + outer, height / 2
    gap = 2.0 if sum(value > 0 for _, value in parts) > 1 else 0.0
    shapes: list[Shape] = [] if total else [Sector(x, y, outer, inner, 0, 360, "grid")]
    turned = 0.0
    for at, (name, value) in enumerate(parts):
        sweep = 360 * value / total if total else 0
        if sweep > 0:
            tip = f"{name}：{number(value)}（{value / total:.1%}）"
            cut = max(0.4, sweep - gap)
            begin, key = turned + gap / 2, f"0:{at}"
            shapes.append(Sector(x, y, outer, inner, begin, cut, colours[at], tip, key, (at, 0)))
        turned += sweep
    shapes.append(Text(x, y - 8, number(total), "text", min(28.0, outer * 0.34), "centre", bold=True))
    shapes.append(Text(x, y + outer * 0.22, title, "muted", align="centre"))
    return shapes + _shares(parts, total, colours, (x + outer + BESIDE_RING, height), shares)


def _shares(
    parts: Sequence[tuple[str, float]],
    total: float,
    colours: Sequence[str],
    place: tuple[float, float],
    shares: bool,
) -> list[Shape]:
    """The legend right of the ring: name and figure, and the share where there is room."""
    left, height = place
    shapes: list[Shape] = []
    top = height / 2 - (len(parts) - 1) * 14
    for at, (name, value) in enumerate(parts):
        y = top + at * 28
        share = f"{value / total:.1%}" if total else "—"
        shapes.append(Rect(left, y - 5, 10, 10, colours[at], 2))
        long = 164 if shares else 90
        shapes.append(Rect(left, y - 13, long, 26, "none", 0, f"{name}：{number(value)}", f"0:{at}"))
        shapes.append(Text(left + 18, y, name, "text", 13))
        shapes.append(Text(left + (112 if shares else 90), y, number(value), "text", 13, "right"))
        if shares:
            shapes.append(Text(left + 164, y, share, "muted", SMALL, "right"))
    return shapes


def _tip(label: str, row: Series, place: int) -> str:
    return f"{label} {row.name}：{number(row.values[place])}"


def _figures_beside(series: Sequence[Series], room: float, thick: float) -> str:
    """Where figures stand without running into each other: over their bars, a pair apart, or nowhere."""
    widest = text_width(number(_highest(series)))
    if thick >= 12 and widest <= thick + 4:
        return "over"
    if len(series) == 1 and widest + 4 <= room:
        return "over"
    return "apart" if len(series) == 2 and 2 * widest + 8 <= room else ""


def _left(series: Sequence[Series]) -> float:
    return max(22.0, text_width(number(_top(series))) + 12)


def _highest(series: Sequence[Series]) -> float:
    return max((value for row in series for value in row.values), default=0)


def _top(series: Sequence[Series]) -> int:
    return nice_step(max(4.0, _highest(series) * 1.02)) * 4


def _plot(series: Sequence[Series], width: float, height: float) -> Plot:
    return Plot(_left(series), 36, width - 6, height - 28, _top(series))


def _grid(plot: Plot, series: Sequence[Series]) -> list[Shape]:
    step = _top(series) // 4
    shapes: list[Shape] = []
    for place in range(5):
        y = plot.y(place * step)
        shapes.append(Line(((plot.left, y), (plot.right, y)), "axis" if place == 0 else "grid"))
        shapes.append(Text(plot.left - 8, y, number(place * step), "muted", align="right"))
    return shapes


def legend(series: Sequence[Series], left: float) -> list[Shape]:
    """Little squares and names in a line at the top."""
    shapes: list[Shape] = []
    x = left
    for at, row in enumerate(series):
        shapes.append(Rect(x, 5, 10, 10, row.colour or f"s{at}", 2))
        shapes.append(Text(x + 16, 10, row.name, "text"))
        x += 16 + text_width(row.name) + 24
    return shapes


def _told(place: int, count: int, room: float, label: str) -> bool:
    """Labels that would run into each other are left out evenly; the last one is kept."""
    every = max(1, math.ceil((text_width(label) + 6) / room))
    return (count - 1 - place) % every == 0
