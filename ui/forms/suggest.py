"""Candidates under a line while it is typed in. Never touches a composition of the input method."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QStringListModel, Qt, QTimer
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

DELAY = 150


class Offer(QCompleter):
    """Asks for candidates a little after the text has changed."""

    def __init__(self, line: QLineEdit, ask: Callable[[str], list[str]], least: int) -> None:
        super().__init__(line)
        self._line, self._ask, self._least = line, ask, least
        self._words = QStringListModel(self)
        self.setModel(self._words)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(8)
        self._list = QListView()
        self._list.setProperty("role", "choices")
        self._list.setAccessibleName("候选")
        self.setPopup(self._list)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self.look_up)
        line.setCompleter(self)
        line.textEdited.connect(lambda _text: self._timer.start())
        self.activated.connect(lambda _text: self._timer.stop())

    def look_up(self) -> None:
        """Ask now, and show what there is."""
        text = self._line.text().strip()
        if not self._line.hasFocus() or len(text) < self._least:
            self._list.hide()
            return
        found = [word for word in self._ask(text) if word != text]
        self._words.setStringList(found)
        if found:
            self.complete()
        else:
            self._list.hide()

    @property
    def open(self) -> bool:
        """Are candidates on show?"""
        return self._list.isVisible()


def offer(line: QLineEdit, ask: Callable[[str], list[str]], least: int = 1) -> Offer:
    """Offer what ``ask`` finds for the text in ``line`` once it has ``least`` characters."""
    return Offer(line, ask, least)
