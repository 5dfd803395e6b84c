"""What the hands know from Excel: cut, one value into all cells chosen, today, the list; cells as Excel reads them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ledgers.undo import last_undoable, undo
from tests.ledgers.seeing import everything
from tests.ui_grid.conftest import at, view_of, words
from ui.shell.desk import Desk
from ui.tables.clipboard import packed, unpacked
from ui.tables.ledger_table import LedgerTable

Settle = Callable[[], None]
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def key(table: LedgerTable, one: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    """Where the keyboard is: in the cell's editor, or in the table."""
    over = view_of(table).entry.over
    QTest.keyClick(view_of(table) if over is None else over.target, one, held)


def test_cut_is_copied_and_emptied(table: LedgerTable, settle: Settle) -> None:
    at(table, 1, "matter")
    key(table, Qt.Key.Key_Down, SHIFT)
    key(table, Qt.Key.Key_X, CTRL)
    settle()
    assert QGuiApplication.clipboard().text() == "事项1\n事项2"
    assert [words(table, row, "matter") for row in range(4)] == ["事项0", "", "", "事项3"]
    at(table, 0, "matter")
    key(table, Qt.Key.Key_V, CTRL)
    settle()
    assert [words(table, row, "matter") for row in range(4)] == ["事项1", "事项2", "", "事项3"]


@pytest.mark.parametrize(("name", "typed", "shown"), [("matter", "chalk", "chalk"), ("naming", "nm", "匿名")])
def test_what_is_typed_goes_into_all_cells_chosen(
    qtbot: QtBot, table: LedgerTable, desk: Desk, settle: Settle, name: str, typed: str, shown: str
) -> None:
    before = everything(desk.workspace)
    at(table, 3, name)
    key(table, Qt.Key.Key_Down, SHIFT)
    key(table, Qt.Key.Key_Down, SHIFT)
    QTest.keyClicks(view_of(table), typed[0])
    over = view_of(table).entry.over
    assert over is not None
    QTest.keyClicks(over.target, typed[1:])
    key(table, Qt.Key.Key_Return, CTRL)
    # Initials wait for what they mean.
    qtbot.waitUntil(lambda: view_of(table).entry.over is None, timeout=5000)
    settle()
    assert [words(table, row, name) for row in (3, 4, 5)] == [shown] * 3
    assert view_of(table).hasFocus()
    done = last_undoable(desk.workspace.store)
    assert done is not None
    undo(desk.workspace.store, desk.workspace.catalogue, done.operation)
    assert everything(desk.workspace) == before, "one step"


def test_ctrl_enter_in_one_cell_stays_there(table: LedgerTable, settle: Settle) -> None:
    at(table, 3, "matter")
    QTest.keyClicks(view_of(table), "x")
    key(table, Qt.Key.Key_Return, CTRL)
    settle()
    assert (words(table, 3, "matter"), view_of(table).currentIndex().row()) == ("x", 3)


def test_today_and_the_list_open_the_cell(table: LedgerTable, settle: Settle) -> None:
    at(table, 5, "day")
    key(table, Qt.Key.Key_Semicolon, CTRL)
    key(table, Qt.Key.Key_Return)
    settle()
    assert words(table, 5, "day") == "2023-06-30"
    at(table, 5, "naming")
    before = words(table, 5, "naming")
    key(table, Qt.Key.Key_Down, ALT)
    over = view_of(table).entry.over
    assert over is not None
    assert over.editor.value() == before, "what stands there is kept"
    key(table, Qt.Key.Key_Escape)
    over = view_of(table).entry.over
    if over is not None:  # the first Esc folds the list
        key(table, Qt.Key.Key_Escape)
    assert view_of(table).entry.over is None


def test_a_copied_table_keeps_breaks_and_what_only_looks_like_a_number() -> None:
    html = packed([["0531", "1-2", "370102199001011234", "=1+1", "两行\n的字", "12.5", "2023-06-01"]]).html()
    cells = html.split("<td")[1:]
    assert ["\\@" in cell for cell in cells] == [True, True, True, True, False, False, False]
    assert '<br style="mso-data-placement:same-cell">' in cells[4], "a bare <br> is a new row to Excel"


@pytest.mark.parametrize(
    ("text", "block"),
    [
        (
            '"危险"标志\t"两\n行"\n',
            [['"危险"标志', "两\n行"]],
        ),  # a quoted word and a quoted cell in one block
        ('a"b\t"c\nd"\n"x', [['a"b', "c\nd"], ['"x', ""]]),
        ('"a"\t"b""c"', [["a", 'b"c']]),
    ],
)
def test_quotes_of_a_text_are_no_quoting(text: str, block: list[list[str]]) -> None:
    assert unpacked(text) == block


def test_an_arrow_goes_on_from_a_cell_begun_by_typing(table: LedgerTable, settle: Settle) -> None:
    def here() -> tuple[int, int]:
        index = view_of(table).currentIndex()
        return index.row(), index.column()

    at(table, 3, "amount")
    QTest.keyClicks(view_of(table), "7")
    key(table, Qt.Key.Key_Down)
    assert here() == (4, 1)
    QTest.keyClicks(view_of(table), "8")
    key(table, Qt.Key.Key_Right)
    assert here() == (4, 2)
    key(table, Qt.Key.Key_Right)
    QTest.keyClicks(view_of(table), "x")
    key(table, Qt.Key.Key_Up)
    assert here() == (3, 3)
    settle()
    assert [words(table, 3, "amount"), words(table, 4, "amount"), words(table, 4, "matter")] == [
        "7",
        "8",
        "x",
    ]
    QTest.keyClicks(view_of(table), "a")
    over = view_of(table).entry.over
    assert over is not None
    QTest.keyClicks(over.target, "c")
    for one in (Qt.Key.Key_F2, Qt.Key.Key_Left):  # F2 gives the arrows to the text
        key(table, one)
    QTest.keyClicks(over.target, "b")
    key(table, Qt.Key.Key_Return)
    settle()
    assert words(table, 3, "matter") == "abc"
    key(table, Qt.Key.Key_F2)
    over = view_of(table).entry.over
    assert over is not None
    key(table, Qt.Key.Key_Left)
    assert view_of(table).entry.over is over
    key(table, Qt.Key.Key_Escape)


def test_an_arrow_stays_with_what_is_wrong_and_with_a_list(table: LedgerTable, settle: Settle) -> None:
    at(table, 3, "amount")
    QTest.keyClicks(view_of(table), "x")
    key(table, Qt.Key.Key_Down)
    over = view_of(table).entry.over
    assert over is not None
    assert "不是金额" in over.sentence
    key(table, Qt.Key.Key_Escape)
    at(table, 3, "day")
    QTest.keyClicks(view_of(table), "+")
    over = view_of(table).entry.over
    assert over is not None
    QTest.keyClicks(over.target, "3")
    key(table, Qt.Key.Key_Down)
    assert view_of(table).entry.over is over, "a day is moved by the arrows"
    key(table, Qt.Key.Key_Escape)
    settle()
