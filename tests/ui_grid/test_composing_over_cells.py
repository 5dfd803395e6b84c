"""While an input method composes over a cell, no key moves the frame, opens, empties or leaves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ledgers.undo import last_undoable
from tests.ledgers.seeing import found
from tests.ui_entry.hand import CTRL, commit, compose
from tests.ui_grid.conftest import at, view_of
from ui.shell.desk import Desk
from ui.tables.ledger_table import LedgerTable

Settle = Callable[[], None]
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
ACTING = (
    (Qt.Key.Key_Return, NONE),
    (Qt.Key.Key_Down, NONE),
    (Qt.Key.Key_Right, NONE),
    (Qt.Key.Key_Tab, NONE),
    (Qt.Key.Key_Backtab, SHIFT),
    (Qt.Key.Key_Escape, NONE),
    (Qt.Key.Key_Delete, NONE),
    (Qt.Key.Key_Backspace, NONE),
    (Qt.Key.Key_D, CTRL),
    (Qt.Key.Key_Delete, CTRL),
    (Qt.Key.Key_A, NONE),
)


def test_no_key_acts_while_a_word_begins(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    at(table, 1, "matter")
    view, before = view_of(table), last_undoable(desk.workspace.store)
    stood = (view.currentIndex().row(), view.currentIndex().column())
    compose(view, "zhong")
    for key, held in ACTING:
        QTest.keyClick(view, key, held)
        assert view.hasFocus(), key
        assert view.entry.over is not None, key
        assert (view.currentIndex().row(), view.currentIndex().column()) == stood, key
    settle()
    assert last_undoable(desk.workspace.store) == before
    commit(view, "重大")
    over = view.entry.over
    assert over is not None
    QTest.keyClick(over.target, Qt.Key.Key_Return)
    settle()
    assert found(desk.workspace, "rewards")[1]["matter"] == "重大"


def test_no_key_acts_in_the_midst_of_a_text(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    at(table, 1, "matter")
    view = view_of(table)
    QTest.keyClick(view, Qt.Key.Key_F2)
    over = view.entry.over
    assert over is not None
    compose(over.target, "da")
    for key, held in ACTING:
        QTest.keyClick(over.target, key, held)
        assert view.entry.over is over, key
        assert QApplication.focusWidget() is over.target, key
    commit(over.target, "大")
    QTest.keyClick(over.target, Qt.Key.Key_Return)
    settle()
    assert found(desk.workspace, "rewards")[1]["matter"] == "事项1大"
