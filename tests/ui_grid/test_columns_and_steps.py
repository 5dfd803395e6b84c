"""Sorting by several columns, frozen columns, likings by person, bulk changes, Ctrl+Z in the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.kernel.feature import Record
from app.ledgers import edit
from tests.ledgers.seeing import everything, found
from tests.ui_grid.conftest import at, shown, view_of, words
from ui.pages.bulk_dialog import BulkDialog, bulk_edit
from ui.shell.desk import Desk
from ui.shell.notices import Toast
from ui.shell.undoing import UndoList, listen
from ui.shell.widgets import column
from ui.tables.ledger_table import LedgerTable

Settle = Callable[[], None]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def press_heading(
    table: LedgerTable, name: str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """A click on a heading."""
    header = table.view.horizontalHeader()
    section = [field.name for field in table.view.rows.columns].index(name)
    middle = QPoint(header.sectionViewportPosition(section) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, held, middle)


def test_shift_adds_a_column_to_the_order(
    qtbot: QtBot, table: LedgerTable, desk: Desk, settle: Settle
) -> None:
    press_heading(table, "naming")
    press_heading(table, "amount", SHIFT)
    press_heading(table, "amount", SHIFT)
    settle()
    assert list(table.asked[2]) == ["naming", "-amount"]
    assert view_of(table).head.order == {2: (1, False), 1: (2, True)}
    first = [(words(table, row, "naming"), words(table, row, "amount")) for row in range(2)]
    assert {naming for naming, _ in first} == {first[0][0]}
    assert Decimal(first[0][1]) > Decimal(first[1][1])
    assert len(table.view.selectionModel().selectedIndexes()) <= 1, "sorting chooses no column"
    again = shown(qtbot, desk, "rewards", settle)
    assert again.asked[2] == ("naming", "-amount"), "kept for this person"
    press_heading(table, "day")
    settle()
    assert list(table.asked[2]) == ["day"]
    press_heading(table, "day")
    press_heading(table, "day")
    settle()
    assert not table.asked[2]


def test_likings_are_kept_by_person(qtbot: QtBot, table: LedgerTable, desk: Desk, settle: Settle) -> None:
    table.view.show_columns(["amount", "day"])
    table.view.setColumnWidth(0, 321)
    view_of(table).freeze(1)
    same = view_of(shown(qtbot, desk, "rewards", settle))
    assert [field.name for field in same.rows.columns] == ["amount", "day"]
    assert same.columnWidth(0) == 321
    assert same.frozen is not None
    assert same.frozen.count == 1
    desk.workspace.store.who = "李某"
    other = view_of(shown(qtbot, desk, "rewards", settle))
    assert len(other.rows.columns) == len(desk.feature("rewards").ledger.columns)
    assert other.frozen is not None
    assert other.frozen.count == 0


def test_frozen_columns_stay_and_what_lies_under_them_is_scrolled_out(
    hazards: LedgerTable, settle: Settle
) -> None:
    view = view_of(hazards)
    hazards.resize(600, 400)
    view.freeze(2)
    last = view.rows.columnCount() - 1
    view.go(0, last)
    assert view.horizontalScrollBar().value() > 0
    assert view.cell_rect(view.rows.index(0, 0)).left() < view.cell_rect(view.rows.index(0, last)).left()
    assert view.frozen is not None
    assert view.frozen.isVisible()
    for _ in range(last - 2):
        QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.currentIndex().column() == 2
    assert view.visualRect(view.currentIndex()).left() >= view.frozen.wide, "not under the frozen ones"
    widths = [view.columnWidth(at) for at in range(last + 1)]
    view.freeze(0)
    assert not view.frozen.isVisible()
    assert [view.columnWidth(at) for at in range(last + 1)] == widths
    assert min(widths) > 0


def test_a_frozen_cell_is_written_in(hazards: LedgerTable, desk: Desk, settle: Settle) -> None:
    view = view_of(hazards)
    hazards.view.show_columns(["description", "level", "number"])
    view.freeze(1)
    at(hazards, 1, "description")
    QTest.keyClicks(view, "x")
    over = view.entry.over
    assert over is not None
    assert view.frozen is not None
    assert over.geometry().top() == view.frozen.rect_of(view.currentIndex()).top()
    QTest.keyClick(over.target, Qt.Key.Key_Return)
    settle()
    assert words(hazards, 1, "description") == "x"


def open_bulk(table: LedgerTable, desk: Desk, qtbot: QtBot) -> BulkDialog:
    chosen = table.view.selected_ids()
    return bulk_edit(desk, table, desk.feature("rewards"), chosen, table.asked, "matter")


def until_previewed(qtbot: QtBot, dialog: BulkDialog, settle: Settle) -> None:
    qtbot.waitUntil(lambda: not dialog._timer.isActive())
    settle()


def test_bulk_change_of_the_chosen_shows_before_and_after(
    qtbot: QtBot, table: LedgerTable, desk: Desk, settle: Settle
) -> None:
    at(table, 0, "matter")
    for _ in range(6):
        QTest.keyClick(view_of(table), Qt.Key.Key_Down, SHIFT)
    dialog = open_bulk(table, desk, qtbot)
    assert dialog.field.currentText() == "查实事项", "it begins with the column of the cell"
    dialog.mode.setCurrentText("替换其中的文字")
    QTest.keyClicks(dialog.old, "1")
    QTest.keyClicks(dialog.words, "9")
    until_previewed(qtbot, dialog, settle)
    assert dialog.count.text() == "将修改 1 笔，不变 6 笔"
    line = [str(dialog.table.words.index(0, at).data()) for at in (1, 2)]
    assert line == ["事项1", "事项9"]
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    settle()
    assert not isValid(dialog)
    assert words(table, 1, "matter") == "事项9"


def test_bulk_change_of_all_that_is_found(
    qtbot: QtBot, table: LedgerTable, desk: Desk, settle: Settle
) -> None:
    dialog = open_bulk(table, desk, qtbot)
    assert not dialog.some.isEnabled()
    dialog.field.setCurrentText("实名/匿名")
    until_previewed(qtbot, dialog, settle)
    assert "请填写实名/匿名的新内容" in dialog.count.text()
    assert not dialog.go.isEnabled()
    assert dialog.editor is not None
    dialog.editor.show_value("匿名")
    until_previewed(qtbot, dialog, settle)
    assert dialog.count.text() == "将修改 15 笔，不变 15 笔"
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    settle()
    assert {row["naming"] for row in found(desk.workspace, "rewards")} == {"匿名"}


def window(qtbot: QtBot, desk: Desk, *parts: QWidget) -> QWidget:
    """A window that listens to Ctrl+Z."""
    made = QWidget()
    made.setLayout(column(*parts))
    qtbot.addWidget(made)
    listen(desk, made)
    made.show()
    made.activateWindow()
    return made


def test_ctrl_z_and_ctrl_y_walk_back_and_forth(
    qtbot: QtBot, table: LedgerTable, desk: Desk, settle: Settle
) -> None:
    over = window(qtbot, desk, table)
    qtbot.waitActive(over)
    view = view_of(table)
    view.setFocus()
    before = everything(desk.workspace)
    at(table, 0, "matter")
    QTest.keyClick(view, Qt.Key.Key_Delete)
    settle()
    after = everything(desk.workspace)
    QTest.keyClick(view, Qt.Key.Key_Z, CTRL)
    settle()
    assert everything(desk.workspace) == before
    told = over.findChildren(Toast)
    assert "已撤销：清除内容" in told[-1].accessibleName()
    QTest.keyClick(view, Qt.Key.Key_Y, CTRL)
    settle()
    assert everything(desk.workspace) == after
    QTest.keyClick(view, Qt.Key.Key_Z, CTRL | SHIFT)
    settle()
    assert everything(desk.workspace) == after, "nothing is left to be done again"


def test_in_a_text_ctrl_z_is_the_texts_own(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    facts: Record = {"day": date(2023, 6, 1), "amount": Decimal(5)}
    edit.create(desk.workspace.store, desk.feature("rewards"), facts)
    text = QLineEdit()
    over = window(qtbot, desk, text)
    qtbot.waitActive(over)
    text.setFocus()
    QTest.keyClicks(text, "abc")
    QTest.keyClick(text, Qt.Key.Key_Z, CTRL)
    settle()
    assert text.text() == ""
    assert len(found(desk.workspace, "rewards")) == 1


def test_the_list_goes_back_to_a_step(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    store, rewards = desk.workspace.store, desk.feature("rewards")
    states = []
    for amount in range(4):
        states.append(everything(desk.workspace))
        edit.create(store, rewards, {"day": date(2023, 6, 1), "amount": Decimal(amount)})
    over = window(qtbot, desk)
    steps = UndoList(desk, over)
    steps.open()
    settle()
    assert steps.table.words.rowCount() == 4
    steps.table.selectRow(2)
    QTest.mouseClick(steps.to_here, Qt.MouseButton.LeftButton)
    settle()
    assert everything(desk.workspace) == states[1]
    QTest.mouseClick(steps.again, Qt.MouseButton.LeftButton)
    settle()
    assert everything(desk.workspace) == states[2]
    steps.close()
