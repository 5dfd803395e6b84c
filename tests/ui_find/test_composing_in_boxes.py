"""Search, filter and open lists: while an input method composes, nothing is looked up, taken or left by a key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui_entry.hand import commit, compose
from ui.forms.line import OpenList
from ui.pages.ledger_page import LedgerPage
from ui.shell.desk import Desk
from ui.shell.search_box import SearchBox
from ui.shell.window import MainWindow

Settle = Callable[[Desk], None]
NONE = Qt.KeyboardModifier.NoModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ACTING = (
    (Qt.Key.Key_Return, NONE),
    (Qt.Key.Key_Return, CTRL),
    (Qt.Key.Key_Down, NONE),
    (Qt.Key.Key_Up, NONE),
    (Qt.Key.Key_Tab, NONE),
    (Qt.Key.Key_Escape, NONE),
    (Qt.Key.Key_N, CTRL),
    (Qt.Key.Key_Left, ALT),
)


def _nothing_happens(box: QWidget, stands: Callable[[], object]) -> None:
    """Each key while composing: focus, windows and what is shown stay."""
    compose(box, "pei'dian")
    before = stands()
    for key, held in ACTING:
        QTest.keyClick(box, key, held)
        assert box.hasFocus(), key
        assert QApplication.activeModalWidget() is None, key
        assert stands() == before, key


def test_the_search_of_a_ledger_and_of_everything(
    qtbot: QtBot, window: MainWindow, sample_desk: Desk, settle: Settle
) -> None:
    window.show_page("hazards", {})
    settle(sample_desk)
    page = window.page("hazards")
    assert isinstance(page, LedgerPage)
    whole = page.table.count
    with qtbot.waitActive(window):
        window.activateWindow()
    box = page.bar.box
    box.setFocus()
    _nothing_happens(box, lambda: (page.table.count, page.bar.box.text(), window.frame.in_sight()))
    commit(box, "配电")
    qtbot.waitUntil(lambda: page.table.count < whole, timeout=5000)
    assert box.text() == "配电"

    every = window.findChild(SearchBox)
    assert every is not None
    every.begin()
    settle(sample_desk)
    _nothing_happens(every, lambda: (every.palette_.isVisible(), every.text(), window.frame.in_sight()))
    commit(every, "配电")
    assert every.text() == "配电"


def test_a_list_one_may_write_in(qtbot: QtBot) -> None:
    box = OpenList()
    box.addItems(["今天", "本周", "本月"])
    qtbot.addWidget(box)
    box.show()
    with qtbot.waitActive(box):
        box.activateWindow()
    box.setFocus()
    box.setEditText("")
    _nothing_happens(box, lambda: (box.currentText(), box.currentIndex(), box.view().isVisible()))
    commit(box, "明天")
    assert box.currentText() == "明天"
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() != "明天", "its keys are its own again"
