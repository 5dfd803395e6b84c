"""Typing as people do: letters by keys, Chinese through an input method."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.kernel.feature import Record
from ui.forms.record_dialog import RecordDialog
from ui.shell.desk import Desk

Keys = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Hand:
    """Presses keys where the focus is, and counts them."""

    def __init__(self) -> None:
        self.strokes = 0

    @property
    def at(self) -> QWidget:
        """What has the keyboard; the window in front while nothing in it has."""
        found = QApplication.focusWidget() or QApplication.activeWindow()
        assert found is not None
        return found

    def type(self, text: str) -> None:
        """Letter by letter."""
        for sign in text:
            QTest.keyClicks(self.at, sign)
            self.strokes += 1

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, with what is held down."""
        self.strokes += 1 + sum(bool(held & one) for one in (CTRL, SHIFT, Qt.KeyboardModifier.AltModifier))
        QTest.keyClick(self.at, key, held)


def compose(target: QWidget, preedit: str) -> None:
    """The input method shows what is being composed."""
    QCoreApplication.sendEvent(target, QInputMethodEvent(preedit, []))


def commit(target: QWidget, text: str) -> None:
    """The input method hands over what was composed."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(target, event)


def open_form(
    qtbot: QtBot, desk: Desk, name: str, record: Record | None = None, given: Record | None = None
) -> RecordDialog:
    """A form with the keyboard in it."""
    over = QWidget()
    qtbot.addWidget(over)
    over.show()
    dialog = RecordDialog(desk, desk.feature(name), over, record=record, given=given)
    dialog.open()
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    return dialog
