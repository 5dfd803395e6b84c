"""Without a mouse: order and frozen columns by the menu of a cell; a row changed in its form stays where it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.kernel.filters import equals
from app.ledgers import browse
from ui.forms.record_dialog import RecordDialog
from ui.pages.ledger_page import LedgerPage
from ui.shell.desk import Desk
from ui.tables.entry_view import EntryView

Settle = Callable[[Desk], None]


@pytest.fixture
def page(qtbot: QtBot, sample_desk: Desk, settle: Settle) -> Iterator[LedgerPage]:
    made = LedgerPage(sample_desk, "rewards")
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    settle(sample_desk)
    made.table.view.setFocus()
    yield made
    settle(sample_desk)


def table_of(page: LedgerPage) -> EntryView:
    assert isinstance(page.table.view, EntryView)
    return page.table.view


def choose(page: LedgerPage, column: str, *titles: str) -> None:
    """Shift+F10 on a cell of the column, then arrows and Enter through the menus."""
    view = table_of(page)
    view.go(0, view.rows.column_of(column))
    QTest.keyClick(view, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    for title in titles:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        while (act := menu.activeAction()) is None or act.text() != title:
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return if title == titles[-1] else Qt.Key.Key_Right)


def test_several_columns_sort_and_columns_freeze_without_a_mouse(
    page: LedgerPage, sample_desk: Desk, settle: Settle
) -> None:
    line = "这一栏排序、冻结"
    choose(page, "naming", line, "降序")
    settle(sample_desk)
    choose(page, "amount", line, "再按这一栏排序")
    settle(sample_desk)
    view, store = table_of(page), sample_desk.workspace.store
    order = ("-naming", "amount")
    rule = equals("voided", False)
    assert view.order == order
    assert list(view.rows.ids) == list(browse.ids(store, page.feature, rule, order=order))
    choose(page, "amount", line, "冻结到此列")
    assert view.frozen is not None
    assert view.frozen.count == view.rows.column_of("amount") + 1
    choose(page, "amount", line, "取消冻结")
    assert view.frozen.count == 0
    choose(page, "day", line, "恢复默认顺序")
    settle(sample_desk)
    assert not view.order


def test_a_row_changed_in_its_form_stays_until_it_is_asked_again(
    qtbot: QtBot, page: LedgerPage, sample_desk: Desk, settle: Settle
) -> None:
    page.arrive({"view": "named"})
    settle(sample_desk)
    view = table_of(page)
    before, at = list(view.rows.ids), 1
    view.setFocus()
    view.go(at, 0)
    QTest.keyClick(view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    settle(sample_desk)
    form = QApplication.activeModalWidget()
    assert isinstance(form, RecordDialog)
    form.form.boxes["naming"].editor.show_value("匿名")
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(sample_desk)
    changed = browse.record(sample_desk.workspace.store, page.feature, before[at])
    assert changed is not None
    assert changed["naming"] == "匿名"
    assert list(view.rows.ids) == before, "it is where it was"
    assert view.rows.strays == {before[at]}
    assert view.current_id() == before[at]
    with qtbot.waitActive(page):
        page.activateWindow()
    QTest.keyClick(view, Qt.Key.Key_F5)
    settle(sample_desk)
    assert list(view.rows.ids) == [*before[:at], *before[at + 1 :]]


def test_a_double_click_on_the_edge_fits_the_column(
    page: LedgerPage, sample_desk: Desk, settle: Settle
) -> None:
    """The one thing here for the mouse: what every hand does in Excel."""
    view = table_of(page)
    at, header = view.rows.column_of("naming"), view.horizontalHeader()
    view.setColumnWidth(at, 400)
    edge = QPoint(header.sectionViewportPosition(at) + 400 - 1, header.height() // 2)
    QTest.mouseMove(header.viewport(), edge)
    QTest.mouseDClick(header.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    fitted = view.columnWidth(at)
    assert fitted < 200
    again = LedgerPage(sample_desk, "rewards")
    assert again.table.view._wish(page.feature.ledger["naming"]) == fitted, "kept, as one drawn by hand"
    again.deleteLater()
    view.setColumnWidth(at, 60)
    view.fit_words(at)
    assert view.columnWidth(at) == fitted
