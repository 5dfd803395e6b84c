"""The first record of a ledger: saved, it is where the keyboard stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap import Workspace
from app.ledgers import browse
from tests.ui_entry.hand import Hand
from ui.forms.record_dialog import RecordDialog
from ui.pages.ledger_page import LedgerPage
from ui.pages.registry import entries
from ui.shell.desk import Desk
from ui.shell.window import MainWindow

Settle = Callable[[Desk], None]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, office: Workspace, desk: Desk, settle: Settle) -> LedgerPage:
    """The firms of an office that has none, in the window."""
    made = MainWindow(desk.preferences)
    qtbot.addWidget(made)
    made.furnish()
    made.resize(1366, 768)
    made.show()
    made.welcome(replace(desk, show_page=made.show_page), entries(office.catalogue))
    made.show_page("enterprises", {})
    settle(desk)
    assert made.frame is not None
    page = made.frame.pages["enterprises"]
    assert isinstance(page, LedgerPage)
    assert page.table.nothing.isVisible()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return page


@pytest.mark.parametrize("way", ["key", "button in the middle", "button above"])
def test_the_keyboard_stands_on_the_first_record(
    qtbot: QtBot, desk: Desk, page: LedgerPage, settle: Settle, way: str
) -> None:
    if way == "key":
        Hand().press(Qt.Key.Key_N, CTRL)
    else:
        middle = [
            one for one in page.table.nothing.findChildren(QPushButton) if one.text().strip() == "新增企业"
        ]
        add = middle[0] if way == "button in the middle" else page.add
        QTest.mouseClick(add, Qt.MouseButton.LeftButton)
    (dialog,) = [one for one in page.findChildren(RecordDialog) if one.isVisible()]
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget() or page))
    Hand().type("Lishan Wood")
    Hand().press(Qt.Key.Key_S, CTRL)
    settle(desk)
    (number,) = browse.ids(desk.workspace.store, desk.feature("enterprises"))
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    view = page.table.view
    assert page.selection() == [number]
    assert QApplication.focusWidget() is view
    Hand().press(Qt.Key.Key_Return)
    settle(desk)
    assert page.whereabouts()["record"] == number, "Enter opens it"
