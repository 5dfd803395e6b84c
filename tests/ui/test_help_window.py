"""F1 in a dialog: the fitting page lies over it, Esc takes it away and the dialog goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.forms.record_dialog import RecordDialog
from ui.manual.help_window import HelpWindow, open_help
from ui.shell.desk import Desk


def test_f1_in_a_form_opens_its_page_over_it(qtbot: QtBot, desk: Desk) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    dialog = RecordDialog(desk, desk.feature("hazards"), page)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=3000)
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    shown = dialog.findChild(HelpWindow)
    assert shown is not None
    assert shown.isVisible()
    assert shown.shown == "hazards"
    assert shown.text.verticalScrollBar().value() == 0, "from its beginning"
    assert shown.windowTitle().startswith("手册：")
    assert open_help(dialog, desk, "import") is shown, "one window, another page"
    assert shown.shown == "import"
    shown.go_back()
    assert shown.shown == "hazards"
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()
    assert dialog.isVisible()
