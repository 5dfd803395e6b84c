"""What is chosen in a large table is found again when its order is another: in the first page, and far behind it."""

from __future__ import annotations

from array import array
from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui_grid.conftest import COUNT, view_of
from ui.shell.desk import Desk
from ui.tables.chosen import MOST, places
from ui.tables.held import together
from ui.tables.ledger_table import LedgerTable

Settle = Callable[[], None]
Flag = QItemSelectionModel.SelectionFlag
PAGE = 5


@pytest.fixture
def large(table: LedgerTable, monkeypatch: pytest.MonkeyPatch) -> LedgerTable:
    """Thirty records count as very many, five as a page."""
    monkeypatch.setattr("ui.tables.ledger_table.AT_ONCE", 1)
    monkeypatch.setattr("ui.tables.ledger_table.WINDOW", PAGE)
    return table


def turn(table: LedgerTable, *order: str) -> None:
    table.view._set_order(order)  # as a click on a heading does


def test_rows_beyond_the_first_page_stay_chosen(large: LedgerTable, settle: Settle) -> None:
    view = view_of(large)
    top = list(view.rows.ids[:3])
    view.go(0, 1)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    pages: list[int] = []
    view.rows.modelReset.connect(lambda: pages.append(len(view.rows.ids)))
    turn(large, "day")
    settle()
    assert pages == [PAGE]
    assert list(view.rows.ids)[-3:] == top[::-1]
    assert sorted(view.selected_ids()) == sorted(top)
    assert view.current_id() == top[2]
    assert {index.column() for index in view.selectedIndexes()} == {1}
    assert view.verticalScrollBar().value() == 0  # nobody is taken away from the first page


def test_another_wish_before_the_rest_is_there_keeps_it_too(large: LedgerTable, settle: Settle) -> None:
    view = view_of(large)
    view.take_row(2)
    chosen = view.selected_ids()
    turn(large, "day")
    turn(large, "-amount")
    turn(large, "amount")
    settle()
    assert view.selected_ids() == chosen
    assert view.current_id() == chosen[0]


def test_what_is_chosen_in_the_first_page_counts(large: LedgerTable, qtbot: QtBot, settle: Settle) -> None:
    view = view_of(large)
    view.take_row(0)
    view.rows.modelReset.connect(lambda: view.take_row(1), Qt.ConnectionType.QueuedConnection)
    turn(large, "day")
    settle()
    assert len(view.rows.ids) == COUNT
    assert view.selected_ids() == [view.rows.ids[1]]


def test_all_rows_stay_all_rows(large: LedgerTable, settle: Settle) -> None:
    view = view_of(large)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    everything = sorted(view.rows.ids)
    turn(large, "matter")
    settle()
    assert sorted(view.selected_ids()) == everything
    assert view.selected_count() == COUNT


def test_more_than_can_be_found_again_is_let_go_as_a_whole(
    large: LedgerTable, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.tables.chosen.MOST", 4)
    view = view_of(large)
    last = view.rows.columnCount() - 1
    for row in range(5):
        view.selectionModel().select(view.rows.index(row, last), Flag.Select | Flag.Rows)
    turn(large, "day")
    settle()
    assert view.selected_ids() == []
    assert MOST >= 500


def test_an_editor_stays_with_its_record_in_another_order(large: LedgerTable, settle: Settle) -> None:
    view = view_of(large)
    number = view.rows.ids[0]
    view.go(0, view.rows.column_of("matter"))
    QTest.keyClick(view, Qt.Key.Key_F2)
    assert view.entry.over is not None
    large.show_order(("day",))
    large.refresh()
    settle()
    assert view.entry.over is not None
    assert number in view.rows.ids
    view.entry.over.give_up()


def test_places_are_found_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.tables.chosen.PART", 3)
    assert places(array("q", [9, 4, 7, 1, 8, 2, 5]), {5, 4, 8, 77}) == {4: 1, 8: 4, 5: 6}


def test_rows_written_in_keep_their_places_among_many(desk: Desk, large: LedgerTable) -> None:
    feature, ids = desk.feature("rewards"), large.view.rows.ids[:]
    fresh = array("q", [one for one in reversed(ids) if one not in (ids[3], ids[4])])
    stay, strays = together(desk.workspace, feature, ids[1:], fresh, {ids[4]})
    assert list(stay) == [one for one in ids[1:] if one != ids[3]] + [ids[0]]
    assert strays == {ids[4]}
