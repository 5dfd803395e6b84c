"""A day: typed or pasted in any Chinese style, or picked from a calendar. It may be empty."""

from __future__ import annotations

from datetime import date
from typing import cast

from PySide6.QtCore import QDate, QLocale, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPen, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.kernel.display import show
from app.kernel.fields import Field, Value
from app.kernel.parsing import AT_ONCE, NotUnderstood, is_at_once, read_text
from app.kernel.typed_days import key_step, stepped, typed_day, weekday
from ui.forms.editor import FormHelp, LineEditor
from ui.forms.line import Line, is_key
from ui.forms.understood import Understood
from ui.shell.icons import icon
from ui.shell.look import look
from ui.shell.widgets import Popup, button, row

_STEPS = {
    Qt.Key.Key_Up: ("d", 1),
    Qt.Key.Key_Down: ("d", -1),
    Qt.Key.Key_PageUp: ("m", 1),
    Qt.Key.Key_PageDown: ("m", -1),
}


class _Month(QCalendarWidget):
    """Today ringed, the chosen day filled, days of the months beside grey. The week's end is not red: that means something."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = QDate(today.year, today.month, today.day)
        self.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setAccessibleName("日历")
        self._year_first()
        plain = QTextCharFormat()
        plain.setForeground(look().colour("text_2"))
        for free in Qt.DayOfWeek:
            self.setWeekdayTextFormat(free, plain)

    def _year_first(self) -> None:
        """2023年 六月: Qt puts the month first in every language, and the year without its word."""
        month, year = (self.findChild(QToolButton, f"qt_calendar_{one}button") for one in ("month", "year"))
        holder = self.findChild(QWidget, "qt_calendar_navigationbar")
        bar = holder.layout() if holder is not None else None
        if isinstance(bar, QHBoxLayout) and month is not None and year is not None:
            at = bar.indexOf(month)
            bar.removeWidget(year)
            bar.insertWidget(at, year)

            def name(*_page: int) -> None:
                year.setText(f"{self.yearShown()}年")

            name()
            self.currentPageChanged.connect(name)
            if (typed := self.findChild(QSpinBox)) is not None:
                typed.editingFinished.connect(name)

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate | date) -> None:
        """Called by Qt."""
        here, one = look(), day if isinstance(day, QDate) else QDate(day.year, day.month, day.day)
        chosen, beside = one == self.selectedDate(), one.month() != self.monthShown()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, here.colour("surface"))
        box = QRectF(rect).adjusted(2.5, 1.5, -2.5, -1.5)
        painter.setPen(QPen(here.colour("primary"), 1) if one == self._today else Qt.PenStyle.NoPen)
        painter.setBrush(here.colour("primary") if chosen else here.colour("surface"))
        painter.drawRoundedRect(box, here.px(5), here.px(5))
        painter.setPen(here.colour("on_primary" if chosen else "text_3" if beside else "text"))
        painter.setFont(here.font(13, bold=chosen))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(one.day()))
        painter.restore()


class CalendarPopup(Popup):
    """A calendar that begins on Monday, with 今天 and 清空 below."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, day: date | None, today: date) -> None:
        super().__init__(parent)
        self.calendar = _Month(today)
        shown = day or today
        self.calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self.calendar.clicked.connect(self._pick)
        self.calendar.activated.connect(self._pick)
        now = button("今天", kind="link", small=True, on_click=lambda: self._give(today))
        none = button("清空", kind="quiet", small=True, on_click=lambda: self._give(None))
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 6, 6, 6)
        box.addWidget(self.calendar)
        box.addLayout(row(now, None, none))
        self.setMinimumWidth(look().px(290))

    def open_below(self, anchor: QWidget, *, right: bool = False) -> None:
        """The keyboard goes into the calendar."""
        super().open_below(anchor, right=right)
        self.calendar.setFocus()

    def _pick(self, day: QDate) -> None:
        self._give(cast("date", day.toPython()))

    def _give(self, day: date | None) -> None:
        self.chosen.emit(day)
        self.close()


class DayEditor(LineEditor):
    """A line edit with a tolerant reader; leaving the field writes the day out as understood.

    Up and Down move by a day, PgUp and PgDn by a month; d, w, m behind a day (or in an empty line) by a day, a week,
    a month, capitals back; Ctrl+; is today.
    """

    def __init__(self, field: Field, helper: FormHelp) -> None:
        super().__init__(field)
        self._today = helper.today
        self.line = Line()
        self.line.setPlaceholderText("如 5月31日、今天、+3")
        self._open = QAction(icon("calendar"), "打开日历（F4）", self.line)
        self._open.triggered.connect(self.open_calendar)
        self.line.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.line.textEdited.connect(self._letter)
        self.line.editingFinished.connect(self._tidy)
        self.line.takers += [self.take_key, self._key]
        self.preview = Understood(self.line, self._understood, look().px(26))
        self.hold(self.line)

    def value(self) -> Value:
        """The day that is written there."""
        return self._read(self.line.text())

    def show_value(self, value: Value) -> None:
        """Put a day in."""
        self.line.setText(show(value))

    def open_calendar(self) -> None:
        """The popup (also F4 and Alt+Down)."""
        day = self._day()
        popup = CalendarPopup(self, day, self._today)
        popup.chosen.connect(self.show_value)
        popup.open_below(self.line)

    def _read(self, text: str) -> Value:
        said = typed_day(text, self._today)
        if said is None:
            value = read_text(self.field, text, year=self._today.year)
            if value is None and is_at_once(text):
                raise NotUnderstood(AT_ONCE.format(text.strip()))
            return value
        fault = self.field.check(said) if self.field.check is not None else None
        if fault:
            raise NotUnderstood(fault)
        return said

    def _day(self, text: str | None = None) -> date | None:
        try:
            day = self._read(self.line.text() if text is None else text)
        except NotUnderstood:
            return None
        return day if isinstance(day, date) else None

    def _understood(self) -> str:
        day = self._day()
        if day is None:
            return ""
        return weekday(day) if self.line.text() == show(day) else f"→ {show(day)} {weekday(day)}"

    def _letter(self, text: str) -> None:
        """A letter typed behind a day; ``textEdited`` comes when no composition is open."""
        found = key_step(text, self._day(text[:-1]) if text[:-1].strip() else None, self._today)
        if found is not None and self.line.cursorPosition() == len(text):
            self.line.setText(show(found))

    def _key(self, event: QKeyEvent, act: bool) -> bool:
        step = next((made for key, made in _STEPS.items() if is_key(event, key)), None)
        opens = is_key(event, Qt.Key.Key_F4) or is_key(event, Qt.Key.Key_Down, alt=True)
        now = is_key(event, Qt.Key.Key_Semicolon, ctrl=True)
        if not (step or opens or now):
            return False
        if act and opens:
            self.open_calendar()
        elif act and now:
            self.show_value(self._today)
        elif act and step:
            self._move(*step)
        return True

    def _move(self, unit: str, count: int) -> None:
        """From the day that stands there; in an empty line the first press is today."""
        day = self._day()
        if day is None and self.line.text().strip():
            return
        try:
            moved = stepped(day, unit, count) if day is not None else self._today
        except (ValueError, OverflowError):
            return
        self.show_value(moved)

    def _tidy(self) -> None:
        day = self._day()
        if day is not None and self.line.text() != show(day):
            self.line.setText(show(day))
