"""Ctrl with arrows, Home and End: to the edges of the table, choosing with Shift."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui_grid.conftest import at, view_of
from ui.tables.ledger_table import LedgerTable

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_ctrl_and_an_arrow_go_to_the_edge(table: LedgerTable) -> None:
    view = view_of(table)
    at(table, 3, "amount")
    column, last = view.currentIndex().column(), table.count - 1
    for key, row in ((Qt.Key.Key_Down, last), (Qt.Key.Key_Up, 0)):
        QTest.keyClick(view, key, CTRL)
        assert (view.currentIndex().row(), view.currentIndex().column()) == (row, column)
        assert [one.row() for one in view.selectedIndexes()] == [row], "the chosen cell goes along"
    QTest.keyClick(view, Qt.Key.Key_Down, CTRL)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().row() == last + 1, "one further is the row in which a record begins"
    QTest.keyClick(view, Qt.Key.Key_Home, CTRL)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (0, 0)
    QTest.keyClick(view, Qt.Key.Key_End, CTRL)
    assert view.currentIndex().row() == last
    assert view.currentIndex().column() == view.rows.columnCount() - 1


def test_shift_chooses_as_far_as_the_edge(table: LedgerTable) -> None:
    view = view_of(table)
    at(table, 3, "amount")
    QTest.keyClick(view, Qt.Key.Key_Down, CTRL | SHIFT)
    assert sorted(one.row() for one in view.selectedIndexes()) == list(range(3, table.count))
    assert len({one.column() for one in view.selectedIndexes()}) == 1
