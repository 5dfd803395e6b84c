"""A record into the recycle bin and back, by keys alone: Ctrl+Delete, the bin's page, Ctrl+Z."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ui.pages.ledger_page import LedgerPage
from ui.pages.recycle_page import RecyclePage
from ui.shell.desk import Desk
from ui.shell.notices import Toast
from ui.shell.window import MainWindow
from ui.tables.entry_view import EntryView

Settle = Callable[[Desk], None]
CTRL = Qt.KeyboardModifier.ControlModifier


def _agree() -> None:
    """Walk to 删除 in the question and press it."""
    asked = QApplication.activeModalWidget()
    assert asked is not None
    for _step in range(6):
        at = QApplication.focusWidget()
        if isinstance(at, QPushButton) and at.text() == "删除":
            QTest.keyClick(at, Qt.Key.Key_Space)
            return
        QTest.keyClick(at or asked, Qt.Key.Key_Tab)
    raise AssertionError("no key leads to 删除")


def test_deleted_found_in_the_bin_and_put_back(
    qtbot: QtBot, window: MainWindow, sample_desk: Desk, settle: Settle
) -> None:
    window.show_page("hazards", {})
    settle(sample_desk)
    page = window.page("hazards")
    assert isinstance(page, LedgerPage)
    with qtbot.waitActive(window):
        window.activateWindow()
    view = page.table.view
    assert isinstance(view, EntryView)
    whole, gone = list(view.rows.ids), view.rows.ids[2]
    view.go(2, 3)
    view.setFocus()
    QTimer.singleShot(100, _agree)
    QTest.keyClick(view, Qt.Key.Key_Delete, CTRL)
    settle(sample_desk)
    assert list(view.rows.ids) == [one for one in whole if one != gone]

    window.show_page("recycle", {})
    settle(sample_desk)
    bin_page = window.page("recycle")
    assert isinstance(bin_page, RecyclePage)
    bin_page.tabs.choose("hazards")
    bin_page.table.setFocus()
    QTest.keyClick(bin_page.table, Qt.Key.Key_Home, CTRL)
    QTest.keyClick(bin_page.table, Qt.Key.Key_Space)
    assert bin_page.act.isEnabled()
    bin_page.act.setFocus()
    QTest.keyClick(bin_page.act, Qt.Key.Key_Space)
    settle(sample_desk)
    told = window.findChildren(Toast)[-1]
    assert told.accessibleName() == "已从回收站恢复 1 条隐患"
    assert [one.text() for one in told.findChildren(QPushButton)] == ["撤销"]
    window.show_page("hazards", {})
    settle(sample_desk)
    assert list(view.rows.ids) == whole

    with qtbot.waitActive(window):
        window.activateWindow()
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Z, CTRL)
    settle(sample_desk)
    assert gone not in view.rows.ids, "the restoring is a step as well"
    QTest.keyClick(view, Qt.Key.Key_Z, CTRL)
    settle(sample_desk)
    assert list(view.rows.ids) == whole, "and so was the deleting"
