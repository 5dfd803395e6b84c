"""A day: typed or pasted in any Chinese style, or picked from a calendar. It may be empty."""

from __future__ import annotations

from datetime import date
from typing import cast

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QVBoxLayout, QWidget

from app.kernel.display import show
from app.kernel.fields import Field, Value
from app.kernel.parsing import NotUnderstood, read_text
from ui.forms.editor import Editor, FormHelp
from ui.shell.icons import icon
from ui.shell.look import look
from ui.shell.widgets import Popup, button, row


class CalendarPopup(Popup):
    """A calendar that begins on Monday, with 今天 and 清空 below."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, day: date | None, today: date) -> None:
        super().__init__(parent)
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setAccessibleName("日历")
        plain = QTextCharFormat()  # the week's end is not red, which would mean something
        plain.setForeground(look().colour("text"))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekday, plain)
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


class DayEditor(Editor):
    """A line edit with a tolerant reader; leaving the field writes the day out as understood."""

    def __init__(self, field: Field, helper: FormHelp) -> None:
        super().__init__(field)
        self._today = helper.today
        self.line = QLineEdit()
        self.line.setPlaceholderText("如 2023-05-31、5月31日")
        self._open = QAction(icon("calendar"), "打开日历", self.line)
        self._open.triggered.connect(self.open_calendar)
        self.line.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.line.editingFinished.connect(self._tidy)
        self.hold(self.line)
        opens = QAction(self)
        opens.setShortcuts([QKeySequence("F4"), QKeySequence("Alt+Down")])
        opens.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        opens.triggered.connect(self.open_calendar)
        self.addAction(opens)

    def value(self) -> Value:
        """The day that is written there."""
        return read_text(self.field, self.line.text(), year=self._today.year)

    def show_value(self, value: Value) -> None:
        """Put a day in."""
        self.line.setText(show(value))

    def open_calendar(self) -> None:
        """The popup (also F4 and Alt+Down)."""
        try:
            day = self.value()
        except NotUnderstood:
            day = None
        popup = CalendarPopup(self, day if isinstance(day, date) else None, self._today)
        popup.chosen.connect(self.show_value)
        popup.open_below(self.line)

    def _tidy(self) -> None:
        try:
            day = self.value()
        except NotUnderstood:
            return
        if day is not None and self.line.text() != show(day):
            self.line.setText(show(day))
