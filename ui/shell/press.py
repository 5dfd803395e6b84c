"""Buttons that Enter presses too: Qt's own answer to the space bar alone outside a dialog's default."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PushButton(QPushButton):
    """A push button that Enter presses where it has the focus, and never from another field."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is a click."""
        if not pressed(self, event):
            super().keyPressEvent(event)


class ToolButton(QToolButton):
    """A tool button that Enter presses."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is a click."""
        if not pressed(self, event):
            super().keyPressEvent(event)


def pressed(made: QAbstractButton, event: QKeyEvent) -> bool:
    """Click the button where the key is a plain Enter, held down or not only once."""
    if event.key() not in _ENTER or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    event.accept()
    if not event.isAutoRepeat():
        made.click()
    return True
