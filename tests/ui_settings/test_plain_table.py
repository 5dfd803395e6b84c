"""The table of words: pills, copies that Excel takes, Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.shell.desk import Desk
from ui.tables.plain import PlainColumn, PlainTable, Tinted


def tone(word: str) -> str:
    return "red" if word == "重大" else ""


COLUMNS = (
    PlainColumn("名称", 100, 1),
    PlainColumn("状态", 80),
    PlainColumn("等级", 60, 0, tone),
)


def test_pills_copies_and_enter(qtbot: QtBot, desk: Desk) -> None:
    table = PlainTable("试")
    qtbot.addWidget(table)
    table.resize(500, 200)
    table.show_rows(COLUMNS, [("甲\t厂", Tinted("完好", "green"), "重大"), ("乙厂", "", "一般")])
    assert list(table.words.cell(0, 1).pills) == [("完好", "green")]
    assert list(table.words.cell(0, 2).pills) == [("重大", "red")]
    assert list(table.words.cell(1, 2).pills) == [("一般", "neutral")]
    assert not table.words.cell(1, 1).pills
    assert table.columnWidth(0) > 200, "what is left over goes to the column that shares"
    table.selectAll()
    table.copy()
    assert QGuiApplication.clipboard().text() == "名称\t状态\t等级\n甲 厂\t完好\t重大\n乙厂\t\t一般"
    table.selectRow(1)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [1]


def test_the_chosen_row_stays_when_the_rows_are_read_again(qtbot: QtBot, desk: Desk) -> None:
    table = PlainTable("试")
    qtbot.addWidget(table)
    rows = [(f"第{number}行", "", "") for number in range(5)]
    table.show_rows(COLUMNS, rows)
    assert table.current_row() == -1
    table.selectRow(3)
    table.show_rows(COLUMNS, rows)
    assert table.current_row() == 3
    table.show_rows(COLUMNS, rows[:2])
    assert table.current_row() == -1


def test_a_column_that_shares_gives_way_before_the_last_one_is_cut(qtbot: QtBot, desk: Desk) -> None:
    table = PlainTable("试")
    qtbot.addWidget(table)
    table.resize(224, 200)
    table.show()
    table.show_rows(COLUMNS, [("甲厂", "完好", "重大")])
    room = table.viewport().width()
    assert room < sum(one.width for one in COLUMNS)
    assert [table.columnWidth(at) for at in range(3)] == [room - 140, 80, 60]
    table.resize(150, 200)
    assert table.columnWidth(0) == 67, "by a third and no more: then it is scrolled"
