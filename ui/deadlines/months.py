"""Months as they hang on the wall: a number, a word below it, 休 or 班 in the corner. Drawn alike everywhere."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from app.kernel.workdays import WEEKDAYS, DayKind, WorkCalendar
from ui.shell.look import Look

TITLE, WEEK = 26, 20
CORNERS = {DayKind.HOLIDAY: ("休", "green"), DayKind.MAKE_UP: ("班", "amber")}


@dataclass(frozen=True)
class DayLook:
    """How a day is drawn. ``tone`` tints its ground; ``solid`` fills it with the main colour; ``ring`` frames it,
    faintly where the keyboard is elsewhere (``live``).
    """

    word: str = ""
    tone: str = ""
    solid: bool = False
    ring: bool = False
    corner: str = ""
    corner_tone: str = "neutral"
    quiet: bool = False
    live: bool = True


Looks = Callable[[date], DayLook]


def plain_look(day: date, working: WorkCalendar) -> DayLook:
    """A day as its calendar has it: rest days tinted and worded, weekends quiet."""
    kind = working.kind(day)
    corner, tone = CORNERS.get(kind, ("", "neutral"))
    return DayLook(corner=corner, corner_tone=tone, quiet=kind in (DayKind.WEEKEND, DayKind.HOLIDAY))


def rows_of(year: int, month: int) -> int:
    """How many weeks a month touches."""
    first, days = calendar.monthrange(year, month)
    return (first + days + 6) // 7


def month_height(year: int, month: int, cell: float) -> float:
    """Of the drawing, in design pixels."""
    return TITLE + WEEK + rows_of(year, month) * cell


def cells(
    box: QRectF, year: int, month: int, wide: float, high: float, head: float
) -> Iterator[tuple[date, QRectF]]:
    """Every day with its place."""
    first, days = calendar.monthrange(year, month)
    for number in range(days):
        row, across = divmod(first + number, 7)
        place = QRectF(box.x() + across * wide, box.y() + head + row * high, wide, high)
        yield date(year, month, number + 1), place


def paint_month(
    painter: QPainter, box: QRectF, year: int, month: int, looks: Looks, here: Look, cell: float
) -> dict[date, QRectF]:
    """Draw one month at the top left of ``box``; returns where each day stands."""
    wide, high = box.width() / 7, here.px(cell)
    painter.setPen(here.colour("text"))
    painter.setFont(here.font(13, bold=True))
    title = QRectF(box.x(), box.y(), box.width(), here.px(TITLE))
    painter.drawText(title, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, f"{year}年{month}月")
    painter.setFont(here.font(12))
    painter.setPen(here.colour("text_3"))
    for across, word in enumerate(WEEKDAYS):
        place = QRectF(box.x() + across * wide, box.y() + here.px(TITLE), wide, here.px(WEEK))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, word)
    found = {}
    for day, place in cells(box, year, month, wide, high, here.px(TITLE + WEEK)):
        found[day] = place
        _paint_day(painter, place, day, looks(day), here)
    return found


def _paint_day(painter: QPainter, place: QRectF, day: date, shown: DayLook, here: Look) -> None:
    inner = place.adjusted(1.5, 1.5, -1.5, -1.5)
    ground, text = here.colour("surface"), here.colour("text_3" if shown.quiet else "text")
    if shown.solid:
        ground = text = here.colour("primary")
        text = here.colour("on_primary")
    elif shown.tone:
        ground, text = here.tone(shown.tone)
    if shown.solid or shown.tone:
        painter.setPen(Qt.PenStyle.NoPen if shown.solid else here.pill_pen(shown.tone))
        painter.setBrush(ground)
        painter.drawRoundedRect(inner, here.px(5), here.px(5))
    if shown.ring:
        painter.setPen(QPen(here.colour("primary" if shown.live else "text_3"), 2 if shown.live else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(inner, here.px(5), here.px(5))
    painter.setPen(text)
    painter.setFont(here.font(13, bold=shown.solid))
    number = inner.adjusted(0, here.px(1), 0, -inner.height() * 0.42) if shown.word else QRectF(inner)
    small = here.font(10.5, bold=True)
    if shown.corner:  # both together stand in the middle
        taken = QFontMetricsF(small).horizontalAdvance(shown.corner) + 1
        wide = QFontMetricsF(painter.font()).horizontalAdvance(str(day.day)) + taken
        beside = QRectF(number)
        beside.setLeft(number.center().x() + wide / 2 - taken + 1)
        number.setRight(number.right() - taken)
    painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(day.day))
    if shown.word:
        painter.setFont(here.font(10.5, bold=shown.solid))
        below = inner.adjusted(0, inner.height() * 0.5, 0, -here.px(2))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, shown.word)
    if shown.corner:
        painter.setFont(small)
        painter.setPen(text if shown.solid else here.tone(shown.corner_tone)[1])
        painter.drawText(beside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown.corner)
