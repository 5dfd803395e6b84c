"""The line and the sheet that everything is written in: they know when an input method composes, and are deaf to keys then."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QInputMethodEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QPlainTextEdit, QWidget

Taker = Callable[[QKeyEvent, bool], bool]
"""Is this key wanted? With True it is also acted on."""
_CELL = re.compile(r'"((?:[^"\t]|"")*\n(?:[^"\t]|"")*)"\r?\n?$')
_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_PRESSED = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


if TYPE_CHECKING:

    class _Text(QWidget):
        """What both kinds of text have."""

        createStandardContextMenu: Any

        def __init__(self, text: str) -> None: ...

else:
    _Text = object


class Typed(_Text):
    """Stands before a text of Qt: its keys go to ``takers`` first, its menu is added to by ``menus``."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.takers: list[Taker] = []
        self.menus: list[Callable[[QMenu], None]] = []
        self.composing = False

    def event(self, event: QEvent) -> bool:
        """A key an editor wants is no shortcut; Tab is heard before the keyboard moves on.

        What comes through while composing goes no further: no shortcut, no Tab, no Enter.
        """
        if isinstance(event, QKeyEvent):
            if self.composing and event.type() in _PRESSED:
                event.accept()
                return True
            if heard(self.takers, event):
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt."""
        if not taken(self.takers, event):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What is being composed belongs to the input method."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Called by Qt."""
        self.composing = False
        super().focusOutEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's menu and what the editor adds."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for add in self.menus:
            add(menu)
        menu.popup(event.globalPos())


class Line(Typed, QLineEdit):
    """One line."""


class Sheet(Typed, QPlainTextEdit):
    """Several lines."""

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Called by Qt. A cell with line breaks comes from Excel in quotes that are no part of it."""
        cell = _CELL.match(source.text())
        if cell is None:
            super().insertFromMimeData(source)
        else:
            self.insertPlainText(cell[1].replace('""', '"').replace("\r\n", "\n"))


class OpenList(QComboBox):
    """A list one may also write in. It has the keyboard for its line, so it is deaf when the line is."""

    def __init__(self) -> None:
        super().__init__()
        self._line = Line()
        self.setEditable(True)
        self.setLineEdit(self._line)

    def event(self, event: QEvent) -> bool:
        """Called by Qt."""
        if event.type() in _PRESSED and self._line.composing:
            event.accept()
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling a page must not change what is written."""
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Called by Qt."""
        self._line.composing = False
        super().focusOutEvent(event)


def heard(takers: Iterable[Taker], event: QKeyEvent) -> bool:
    """Claim a key before it becomes a shortcut; let Tab be acted on without holding it up."""
    if event.type() == QEvent.Type.ShortcutOverride:
        if any(take(event, False) for take in takers):
            event.accept()
            return True
    elif event.type() == QEvent.Type.KeyPress and event.key() in _TABS:
        for take in takers:
            take(event, True)
    return False


def taken(takers: Iterable[Taker], event: QKeyEvent) -> bool:
    """Let the first taker that wants the key have it."""
    if any(take(event, True) for take in takers):
        event.accept()
        return True
    return False


def is_key(event: QKeyEvent, key: Qt.Key, *, ctrl: bool = False, alt: bool = False) -> bool:
    """The key with exactly these modifiers (the keypad does not count)."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    wanted = Qt.KeyboardModifier.NoModifier
    if ctrl:
        wanted |= Qt.KeyboardModifier.ControlModifier
    if alt:
        wanted |= Qt.KeyboardModifier.AltModifier
    return event.key() == key and held == wanted
