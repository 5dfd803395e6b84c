"""Days drawn on a sheet that one walks on: arrows, PageUp and PageDown, the mouse, and each day's words under the pointer."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from app.kernel.due import months_on
from app.kernel.workdays import WorkCalendar

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DayField(QWidget):
    """``stood`` with the day the cursor stands on, ``acted`` with it on one of ``keys`` or a double click."""

    stood = Signal(object)
    acted = Signal(object)
    keys: tuple[Qt.Key, ...] = ENTER

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day = day
        self.calendar = WorkCalendar()
        self._places: dict[date, QRectF] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def reaches(self, _day: date) -> bool:
        """May the cursor go there?"""
        return True

    def words(self, day: date) -> str:
        """A day said aloud."""
        return f"{day} {self.calendar.said(day)}"

    def tell(self) -> None:
        """Say for those who cannot see it where the cursor stands."""
        self.setAccessibleName(self.words(self.day))

    def stand(self, day: date) -> None:
        """Move the cursor."""
        if day != self.day and self.reaches(day):
            self.day = day
            self.tell()
            self.stood.emit(day)
            self.update()

    def place(self, day: date) -> QRectF:
        """Where a day stands; empty before the first painting."""
        return self._places.get(day, QRectF())

    def _at(self, event: QMouseEvent | QHelpEvent) -> date | None:
        point = event.position() if isinstance(event, QMouseEvent) else event.pos().toPointF()
        return next((day for day, place in self._places.items() if place.contains(point)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click stands on the day."""
        if (day := self._at(event)) is not None:
            self.stand(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click acts on it."""
        if (day := self._at(event)) is not None:
            self.acted.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows by days and weeks, PageUp and PageDown by months, Home and End of the month."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.stand(self.day + timedelta(days=_STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.stand(months_on(self.day, -1 if key == Qt.Key.Key_PageUp else 1))
        elif key == Qt.Key.Key_Home:
            self.stand(self.day.replace(day=1))
        elif key == Qt.Key.Key_End:
            self.stand(months_on(self.day.replace(day=1), 1) - timedelta(days=1))
        elif key in self.keys:
            self.acted.emit(self.day)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """The day under the pointer in words."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self._at(event)
            QToolTip.showText(event.globalPos(), self.words(day) if day else "", self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame shows where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Called by Qt."""
        super().focusOutEvent(event)
        self.update()
