"""Where everything stands on the sheet, for a width in pixels. Made from the table's data alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics

from app.kernel.indicators import Indicator, Table
from ui.dispatch.paper_fonts import figure_font, text_font, title_font
from ui.shell.look import look

PER_ROW = 2
CENTRE = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
COMPARING = (13, 7, 46, 26, 7, 46, 26)  # shares of the width where last and change stand beneath a value
NARROWEST = 560


@dataclass(frozen=True)
class Words:
    """A text at its place."""

    rect: QRect
    text: str
    font: QFont
    align: int = CENTRE


@dataclass(frozen=True)
class Layout:
    """``frame`` is the table without title; ``lines`` its inner lines; ``values`` the places of the figures."""

    size: QSize
    frame: QRect
    lines: tuple[QRect, ...]
    words: tuple[Words, ...]
    values: Mapping[str, QRect]
    value_font: QFont
    small_font: QFont


def lay_out(table: Table, width: int, date_line: str, office: str = "", *, comparing: bool = False) -> Layout:
    """The sheet for a width; it grows downwards as its texts need."""
    width = max(width, NARROWEST)
    unit = width / 900
    margin = round(26 * unit)
    inner = width - 2 * margin
    words: list[Words] = []
    top = _title(table, words, margin, inner, unit)
    side = text_font(round(15 * unit))
    height = round(QFontMetrics(side).height() * 1.35)
    flags = Qt.AlignmentFlag
    place = QRect(margin, top, inner, height)
    words.append(Words(place, date_line, side, (flags.AlignRight | flags.AlignVCenter).value))
    if office:
        words.append(Words(place, office, side, (flags.AlignLeft | flags.AlignVCenter).value))
    top += height + round(4 * unit)
    columns = _columns(COMPARING if comparing else table.paper.column_widths_mm, margin, inner)
    below, values, lines = _rows(table, columns, top, unit, words, comparing=comparing)
    frame = QRect(margin, top, inner, below - top)
    total = QSize(width, below + round(32 * unit))
    return Layout(total, frame, tuple(lines), tuple(words), values, *_fonts(unit))


def _fonts(unit: float) -> tuple[QFont, QFont]:
    """Of a figure, and of what stands below it when compared."""
    return figure_font(round(18 * unit)), look().font(max(11.0, 12 * unit))


def _title(table: Table, words: list[Words], margin: int, inner: int, unit: float) -> int:
    """The title's lines; returns the height below them."""
    top = round(28 * unit)
    for line in table.title:
        size = round(27 * unit)
        font = title_font(size)
        while QFontMetrics(font).horizontalAdvance(line) > inner and size > 10:
            size -= 1
            font = title_font(size)
        height = round(QFontMetrics(font).height() * 1.12)
        words.append(Words(QRect(margin, top, inner, height), line, font))
        top += height
    return top + round(6 * unit)


def _columns(shares: tuple[float, ...], left: int, inner: int) -> list[int]:
    """The left edges of the seven columns and the right edge of the last."""
    edges, total, at = [left], sum(shares), 0.0
    for share in shares:
        at += share
        edges.append(left + round(inner * at / total))
    return edges


def _rows(
    table: Table, x: list[int], top: int, unit: float, words: list[Words], *, comparing: bool
) -> tuple[int, dict[str, QRect], list[QRect]]:
    """Sections and their rows; returns the lower edge, the places of the figures and the inner lines."""
    values: dict[str, QRect] = {}
    lines: list[QRect] = []
    label_font, number_font = text_font(round(14.5 * unit)), figure_font(round(15 * unit))
    section_font = QFont(text_font(round(16 * unit)))
    section_font.setWeight(QFont.Weight.DemiBold)
    least = round((60 if comparing else 44) * unit)
    pad = round(4 * unit)
    for section in table.sections:
        start = top
        rows = [section.indicators[at : at + PER_ROW] for at in range(0, len(section.indicators), PER_ROW)]
        heights = [
            _height(row, x[3] - x[2] - 2 * pad, label_font, _least_of(row, least, unit, comparing=comparing))
            for row in rows
        ]
        wanted = _needed(section.title, x[1] - x[0] - 2 * pad, section_font) + 2 * pad
        if sum(heights) < wanted:
            extra = -(-(wanted - sum(heights)) // len(heights))
            heights = [height + extra for height in heights]
        for row, height in zip(rows, heights, strict=True):
            for place, indicator in enumerate(row):
                a, b, c, d = x[1 + 3 * place : 5 + 3 * place]
                words.append(Words(QRect(a, top, b - a, height), indicator.number, number_font))
                label = QRect(b + pad, top, c - b - 2 * pad, height)
                words.append(Words(label, _fitted(indicator.label, label.width(), label_font), label_font))
                values[indicator.code] = QRect(c, top, d - c, height)
            top += height
            lines.append(QRect(x[1], top, x[7] - x[1], 0))
        lines[-1] = QRect(x[0], top, x[7] - x[0], 0)
        title = QRect(x[0] + pad, start, x[1] - x[0] - 2 * pad, top - start)
        words.append(Words(title, _fitted(section.title, title.width(), section_font), section_font))
    lines.pop()
    first = min(rect.top() for rect in values.values())
    lines.extend(QRect(edge, first, 0, top - first) for edge in x[1:7])
    return top, values, lines


def _fitted(text: str, width: int, font: QFont) -> str:
    """The text with its own line breaks where every line fits, else on one line to be wrapped."""
    metrics = QFontMetrics(font)
    if all(metrics.horizontalAdvance(line) <= width for line in text.split("\n")):
        return text
    return text.replace("\n", "")


def _needed(text: str, width: int, font: QFont) -> int:
    """How high a text becomes in a width."""
    metrics = QFontMetrics(font)
    return metrics.boundingRect(QRect(0, 0, width, 10_000), CENTRE, _fitted(text, width, font)).height()


def _least_of(row: tuple[Indicator, ...], least: int, unit: float, *, comparing: bool) -> int:
    """A pair that says what each is stands in two lines; below a pair last time and the change take a line each."""
    value, small = map(QFontMetrics, _fonts(unit))
    if not comparing:
        named = any(one.formats[0].replace("，", "").strip("{01}") for one in row if len(one.measures) > 1)
        lines = value.boundingRect(QRect(0, 0, 10_000, 10_000), CENTRE, "党委0，\n政府0").height()
        return max(least, lines + round(4 * unit)) if named else least
    if all(len(one.measures) == 1 for one in row):
        return least
    return max(least, value.height() + 2 * small.lineSpacing() + 8)


def _height(row: tuple[Indicator, ...], width: int, font: QFont, least: int) -> int:
    """A row as high as its longest label needs."""
    return max(least, *(_needed(one.label, width, font) + 8 for one in row))


def neighbours(values: Mapping[str, QRect]) -> Callable[[str, int, int], str]:
    """A function that says which figure lies left, right, above or below another; itself where none does."""
    places = {code: rect.center() for code, rect in values.items()}

    def step(code: str, across: int, down: int) -> str:
        here = places[code]
        best, nearest = code, 1 << 30
        for other, there in places.items():
            dx, dy = there.x() - here.x(), there.y() - here.y()
            if across and (dx * across <= 0 or abs(dy) > abs(dx)):
                continue
            if down and (dy * down <= 0 or abs(dx) > values[code].width()):
                continue
            distance = abs(dx) + abs(dy) * (4 if across else 1)
            if distance < nearest:
                best, nearest = other, distance
        return best

    return step
