"""Writing in the table by real keys: letters begin, Enter goes down, Tab right, Esc restores; nothing wrong is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.kernel.filters import equals
from app.ledgers import edit
from tests.ledgers.seeing import found, only
from tests.ui_grid.conftest import COUNT, at, view_of, words
from ui.shell.desk import Desk
from ui.shell.notices import Toast
from ui.tables.in_place import InPlace
from ui.tables.ledger_table import LedgerTable

Settle = Callable[[], None]


def editor(table: LedgerTable) -> InPlace:
    over = view_of(table).entry.over
    assert over is not None
    return over


def type_in(table: LedgerTable, text: str) -> None:
    """Keys go to whatever writes; the first of them to the table."""
    view = view_of(table)
    QTest.keyClicks(view, text[0])
    if len(text) > 1:
        QTest.keyClicks(editor(table).target, text[1:])


def press(
    table: LedgerTable, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    over = view_of(table).entry.over
    QTest.keyClick(over.target if over is not None else view_of(table), key, held)


def test_typing_replaces_and_enter_goes_down(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    at(table, 0, "amount")
    type_in(table, "128")
    press(table, Qt.Key.Key_Return)
    assert words(table, 0, "amount") == "128", "shown before it is written"
    assert view_of(table).currentIndex().row() == 1
    settle()
    assert next(row["amount"] for row in found(desk.workspace, "rewards")) == 128
    assert words(table, 0, "amount") == "128"


def test_tab_goes_right_and_enter_back_to_where_it_began(
    table: LedgerTable, desk: Desk, settle: Settle
) -> None:
    at(table, 2, "day")
    type_in(table, "6.9")
    press(table, Qt.Key.Key_Tab)
    type_in(table, "77")
    press(table, Qt.Key.Key_Return)
    settle()
    current = view_of(table).currentIndex()
    assert (current.row(), current.column()) == (3, 0)
    row = only(desk.workspace, "rewards", id=table.view.rows.ids[2])
    assert (row["day"], row["amount"]) == (date(2023, 6, 9), 77)


def test_escape_leaves_the_cell_as_it_was(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    at(table, 0, "matter")
    type_in(table, "x")
    press(table, Qt.Key.Key_Escape)
    settle()
    assert words(table, 0, "matter") == "事项0"
    assert view_of(table).hasFocus()


def test_f2_goes_on_behind_what_stands_there(
    qtbot: QtBot, table: LedgerTable, desk: Desk, settle: Settle
) -> None:
    at(table, 0, "tip_off_number")
    press(table, Qt.Key.Key_F2)
    QTest.keyClicks(editor(table).target, "JB")
    press(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view_of(table).entry.over is None)
    settle()
    at(table, 0, "tip_off_number")
    press(table, Qt.Key.Key_F2)
    QTest.keyClicks(editor(table).target, "-1")
    press(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view_of(table).entry.over is None)
    settle()
    assert words(table, 0, "tip_off_number") == "JB-1"


def test_alt_enter_breaks_the_line_in_a_paragraph(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    at(table, 0, "matter")
    type_in(table, "ab")
    press(table, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    QTest.keyClicks(editor(table).target, "cd")
    press(table, Qt.Key.Key_Return)
    settle()
    assert found(desk.workspace, "rewards")[0]["matter"] == "ab\ncd"


def test_what_is_wrong_stays_open_and_says_why(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    at(table, 0, "day")
    type_in(table, "32.13")
    press(table, Qt.Key.Key_Return)
    over = editor(table)
    assert "2023-06-30 的样式" in over.sentence
    assert words(table, 0, "day") == "2023-06-30"
    press(table, Qt.Key.Key_Escape)
    settle()
    assert view_of(table).entry.over is None
    assert words(table, 0, "day") == "2023-06-30"


def test_an_input_method_begins_to_write_and_keeps_its_first_sign(
    table: LedgerTable, desk: Desk, settle: Settle
) -> None:
    at(table, 1, "matter")
    view = view_of(table)
    assert view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    for composed in ("z", "zh", "zhong"):
        QApplication.sendEvent(view, QInputMethodEvent(composed, []))
    assert view.entry.over is not None
    assert view.hasFocus(), "the keyboard stays during the composition: moving it would end it"
    commit = QInputMethodEvent("", [])
    commit.setCommitString("重大")
    QApplication.sendEvent(view, commit)
    QTest.keyClicks(editor(table).target, "!")
    press(table, Qt.Key.Key_Return)
    settle()
    assert found(desk.workspace, "rewards")[1]["matter"] == "重大!"


def test_a_composition_given_up_restores(table: LedgerTable, settle: Settle) -> None:
    at(table, 1, "matter")
    view = view_of(table)
    QApplication.sendEvent(view, QInputMethodEvent("z", []))
    QApplication.sendEvent(view, QInputMethodEvent("", []))
    press(table, Qt.Key.Key_Escape)
    settle()
    assert words(table, 1, "matter") == "事项1"


def test_the_last_row_begins_a_record(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    at(table, COUNT, "amount")
    type_in(table, "500")
    press(table, Qt.Key.Key_Tab)
    assert table.view.rows.rowCount() == COUNT + 2, "another empty row stands below"
    press(table, Qt.Key.Key_Tab)
    at(table, COUNT, "matter")
    type_in(table, "new")
    press(table, Qt.Key.Key_Return)
    settle()
    rows = found(desk.workspace, "rewards")
    assert len(rows) == COUNT + 1
    assert (rows[-1]["day"], rows[-1]["amount"], rows[-1]["matter"]) == (date(2023, 6, 30), 500, "new")
    assert table.view.rows.ids[COUNT] == rows[-1]["id"], "it stays where it was typed"


def test_a_record_that_no_longer_fits_stays_in_sight(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    table.show_rule(equals("naming", "匿名"))
    settle()
    count = table.count
    ids = list(table.view.rows.ids)
    at(table, 3, "naming")
    press(table, Qt.Key.Key_F2)
    view_of(table).entry.over.editor.show_value("实名")  # type: ignore[union-attr]
    press(table, Qt.Key.Key_Tab)
    settle()
    assert only(desk.workspace, "rewards", id=ids[3])["naming"] == "实名"
    assert list(table.view.rows.ids) == ids
    assert table.view.rows.strays == {ids[3]}
    table.show_rule(equals("naming", "匿名"))
    settle()
    assert table.count == count - 1
    assert not table.view.rows.strays


def test_a_firm_nobody_knows_is_made(qtbot: QtBot, hazards: LedgerTable, desk: Desk, settle: Settle) -> None:
    at(hazards, 0, "enterprise_name")
    type_in(hazards, "new firm")
    press(hazards, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: view_of(hazards).entry.over is None)
    settle()
    assert only(desk.workspace, "hazards", id=hazards.view.rows.ids[0])["enterprise_name"] == "new firm"
    assert "new firm" in [row["name"] for row in found(desk.workspace, "enterprises")]


def test_a_firm_is_found_by_its_initials(
    qtbot: QtBot, hazards: LedgerTable, desk: Desk, settle: Settle
) -> None:
    at(hazards, 0, "enterprise_name")
    type_in(hazards, "lcqy")
    press(hazards, Qt.Key.Key_Tab)  # before any candidate is there
    qtbot.waitUntil(lambda: view_of(hazards).entry.over is None)
    settle()
    assert only(desk.workspace, "hazards", id=hazards.view.rows.ids[0])["enterprise_name"] == "历城区乙某商店"


def test_a_click_elsewhere_keeps_what_was_typed_and_what_is_wrong_stays_open(
    qtbot: QtBot, table: LedgerTable, desk: Desk, settle: Settle
) -> None:
    beside = QLineEdit(table)
    beside.show()
    qtbot.waitActive(table)
    at(table, 0, "matter")
    type_in(table, "kept")
    beside.setFocus()
    settle()
    assert words(table, 0, "matter") == "kept"
    assert view_of(table).entry.over is None
    at(table, 0, "day")
    view_of(table).setFocus()
    type_in(table, "99")
    beside.setFocus()
    settle()
    assert editor(table).sentence
    assert editor(table).target.hasFocus(), "the keyboard is called back"
    assert words(table, 0, "day") == "2023-06-30"


def test_what_is_refused_goes_back_and_says_why(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    gone = table.view.rows.ids[2]
    at(table, 2, "matter")
    type_in(table, "late")
    edit.delete(desk.workspace.store, desk.feature("rewards"), [gone])
    press(table, Qt.Key.Key_Return)
    settle()
    told = [one.accessibleName() for one in table.window().findChildren(Toast)]
    assert any("已被删除" in one for one in told)
    assert gone not in table.view.rows.ids or words(table, 2, "matter") != "late"


def test_made_columns_say_that_they_are(hazards: LedgerTable) -> None:
    at(hazards, 0, "number")
    QTest.keyClicks(view_of(hazards), "9")
    assert view_of(hazards).entry.over is None


def test_delete_empties_what_is_chosen(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    at(table, 0, "naming")
    for _ in range(2):
        press(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(table, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    press(table, Qt.Key.Key_Delete)
    settle()
    rows = found(desk.workspace, "rewards")
    assert [(row["naming"], row["matter"]) for row in rows[:4]] == [(None, None)] * 3 + [("实名", "事项3")]


def test_enter_opens_the_record_and_rows_are_chosen_with_shift_space(table: LedgerTable) -> None:
    opened: list[int] = []
    table.opened.connect(opened.append)
    at(table, 4, "matter")
    press(table, Qt.Key.Key_Return)
    assert opened == [table.view.rows.ids[4]]
    press(table, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    area = view_of(table).rectangle()
    assert area is not None
    assert (area.top(), area.width()) == (4, table.view.rows.columnCount())
    assert table.view.selected_ids() == [table.view.rows.ids[4]]


def test_tab_skips_a_cell_of_the_row_being_filled_in(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    at(table, COUNT, "day")
    type_in(table, "6.9")
    press(table, Qt.Key.Key_Tab)
    press(table, Qt.Key.Key_Tab)
    assert view_of(table).hasFocus(), "nothing is written in 金额: Tab goes on in the row"
    type_in(table, "sm")
    press(table, Qt.Key.Key_Return)
    settle()
    made = found(desk.workspace, "rewards")[-1]
    assert (made["day"], made["amount"], made["naming"]) == (date(2023, 6, 9), None, "实名")


def test_a_second_cell_waits_while_the_first_is_wrong(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    at(table, 0, "day")
    type_in(table, "32.13")
    first = editor(table)
    assert not view_of(table).entry.edit(table.view.rows.index(3, 1))
    assert editor(table) is first
    press(table, Qt.Key.Key_Escape)
    settle()
    assert words(table, 0, "day") == "2023-06-30"


def test_what_is_typed_while_rows_are_on_their_way_is_kept(
    table: LedgerTable, desk: Desk, settle: Settle
) -> None:
    at(table, 4, "amount")
    table.view.rows._rows.clear()  # as they are for a moment when a page of another place arrives
    type_in(table, "77")
    press(table, Qt.Key.Key_Return)
    settle()
    assert words(table, 4, "amount") == "77"
