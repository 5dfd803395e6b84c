"""A year of twelve months to look at and to edit: rest days and 调休 in colour and in words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from app.kernel.workdays import DayKind, WorkCalendar
from ui.deadlines.day_field import ENTER, DayField
from ui.deadlines.months import CORNERS, TITLE, WEEK, DayLook, paint_month
from ui.shell.look import look

CELL, WIDE, GAP = 29, 32 * 7, 16


class YearView(DayField):
    """The page changes the day that is acted on between 休, 班 and plain."""

    keys = (Qt.Key.Key_Space, *ENTER)

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(look().px(WIDE))
        self.tell()

    def show_calendar(self, calendar: WorkCalendar, year: int) -> None:
        """Another year, or the same one edited."""
        self.calendar = calendar
        if self.day.year != year:
            self.day = date(year, 1, 1)
        self.tell()
        self._fit()
        self.update()

    def reaches(self, day: date) -> bool:
        """Within the year."""
        return day.year == self.day.year

    def tell(self) -> None:
        """The day and whether it is worked."""
        kind = self.calendar.kind(self.day)
        self.setAccessibleName(f"{self.day} {self.calendar.said(self.day)}，{kind}")
        self.setAccessibleDescription("方向键换一天，空格改成休息或上班，PageUp、PageDown 换月")

    def _across(self) -> int:
        here = look()
        most = (self.width() + here.px(GAP)) // here.px(WIDE + GAP)
        return next(count for count in (4, 3, 2, 1) if count <= most or count == 1)

    def _fit(self) -> None:
        here = look()
        self.setFixedHeight(12 // self._across() * here.px(TITLE + WEEK + 6 * CELL + 6))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        here, across = look(), self._across()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = (self.width() + here.px(GAP)) / across
        high = here.px(TITLE + WEEK + 6 * CELL + 6)
        self._places = {}
        for month in range(1, 13):
            row, place = divmod(month - 1, across)
            box = QRectF(place * step, row * high, min(step - here.px(GAP), here.px(WIDE * 1.25)), high)
            self._places.update(paint_month(painter, box, self.day.year, month, self._look, here, CELL))
        painter.end()

    def _look(self, day: date) -> DayLook:
        kind = self.calendar.kind(day)
        corner, tone = CORNERS.get(kind, ("", ""))
        ring = day == self.day
        quiet = kind is DayKind.WEEKEND
        return DayLook(
            tone=tone,
            corner=corner,
            corner_tone=tone or "neutral",
            ring=ring,
            quiet=quiet,
            live=self.hasFocus(),
        )
