"""A day begins while the program runs: many an office never closes it. What depends on the day is read anew then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.kernel.change import Change

if TYPE_CHECKING:
    from ui.shell.desk import Desk

EVERY = 20_000  # ms; a computer that slept over midnight is noticed as soon as it wakes


class Daybreak(QObject):
    """Tells ``changes.dawned`` the new day, and then everybody to read again: overdue is what was due yesterday."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._day = desk.workspace.clock.today()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Is it still the same day?"""
        today = self._desk.workspace.clock.today()
        if today != self._day:
            self._day = today
            self._desk.changes.dawned.emit(today)
            self._desk.changes.happened.emit(Change())
