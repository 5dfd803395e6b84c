"""A year of twelve months to look at and to edit: rest days and 调休 in colour and in words."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.kernel.due import months_on
from app.kernel.workdays import DayKind, WorkCalendar
from ui.deadlines.months import CORNERS, TITLE, WEEK, DayLook, paint_month
from ui.shell.look import look

CELL, WIDE, GAP = 29, 32 * 7, 16
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}


class YearView(QWidget):
    """``stood`` with the day the cursor stands on; ``turned`` where it is to change between 休, 班 and plain."""

    stood = Signal(object)
    turned = Signal(object)

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day = day
        self.calendar = WorkCalendar()
        self._places: dict[date, QRectF] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(look().px(WIDE))
        self._name()

    def show_calendar(self, calendar: WorkCalendar, year: int) -> None:
        """Another year, or the same one edited."""
        self.calendar = calendar
        if self.day.year != year:
            self.day = date(year, 1, 1)
        self._name()
        self._fit()
        self.update()

    def stand(self, day: date) -> None:
        """Move the cursor within the year."""
        if day.year == self.day.year and day != self.day:
            self.day = day
            self._name()
            self.stood.emit(day)
            self.update()

    def place(self, day: date) -> QRectF:
        """Where a day stands; empty before the first painting."""
        return self._places.get(day, QRectF())

    def _name(self) -> None:
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

    def _at(self, event: QMouseEvent | QHelpEvent) -> date | None:
        point = event.position() if isinstance(event, QMouseEvent) else event.pos().toPointF()
        return next((day for day, place in self._places.items() if place.contains(point)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click stands on the day."""
        if (day := self._at(event)) is not None:
            self.stand(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click changes it."""
        if (day := self._at(event)) is not None:
            self.turned.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, space changes."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.stand(self.day + timedelta(days=_STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.stand(months_on(self.day, -1 if key == Qt.Key.Key_PageUp else 1))
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.turned.emit(self.day)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """The day under the pointer in words."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self._at(event)
            words = f"{day} {self.calendar.said(day)}" if day else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Called by Qt."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Called by Qt."""
        super().focusOutEvent(event)
        self.update()
