"""Copying and pasting in the table, filling, and taking it back: by real keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.ledgers.undo import last_undoable, undo
from tests.ledgers.seeing import everything, found
from tests.ui_grid.conftest import COUNT, at, shown, view_of, words
from ui.shell.desk import Desk
from ui.shell.notices import Toast
from ui.tables.clipboard import packed, unpacked
from ui.tables.html_table import table_in
from ui.tables.ledger_table import LedgerTable
from ui.tables.paste_dialogs import PasteQuestion, RejectedList

Settle = Callable[[], None]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def key(table: LedgerTable, one: Qt.Key, held: Qt.KeyboardModifier = CTRL) -> None:
    QTest.keyClick(view_of(table), one, held)


def paste(table: LedgerTable, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    key(table, Qt.Key.Key_V)


@pytest.mark.parametrize(
    "block",
    [
        [["a", "b"], ["c", "d"]],
        [["两行\n的字", '带"引号"的'], ["", "x"]],
        [["a\tb"]],
        [["", ""], ["", "末"]],
    ],
)
def test_what_is_copied_is_pasted_as_it_was(block: list[list[str]]) -> None:
    assert unpacked(packed(block).text()) == block


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),  # as Excel leaves it
        ('"一\n二"\t三\n', [["一\n二", "三"]]),
        ('管径5"\t乙\n', [['管径5"', "乙"]]),  # a lone quote is no quoting
        ("一行\n\n三行", [["一行"], [""], ["三行"]]),
        ("a\nb\tc", [["a", ""], ["b", "c"]]),
        ("", []),
    ],
)
def test_blocks_as_other_programs_leave_them(text: str, block: list[list[str]]) -> None:
    assert unpacked(text) == block


def test_a_rectangle_is_copied_without_headings_and_rows_with(table: LedgerTable) -> None:
    at(table, 1, "amount")
    key(table, Qt.Key.Key_Right, SHIFT)
    key(table, Qt.Key.Key_Down, SHIFT)
    key(table, Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == "1\t实名\n2\t匿名"
    html = QGuiApplication.clipboard().mimeData().html()
    assert html.count("<tr>") == 2
    assert "<td>实名</td>" in html
    key(table, Qt.Key.Key_Space, SHIFT)
    key(table, Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text().split("\n")[0].startswith("日期\t金额（元）")


def test_one_value_into_many_cells_and_back(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    before = everything(desk.workspace)
    at(table, 0, "naming")
    for _ in range(4):
        key(table, Qt.Key.Key_Down, SHIFT)
    paste(table, "匿名")
    settle()
    assert {words(table, row, "naming") for row in range(5)} == {"匿名"}
    done = last_undoable(desk.workspace.store)
    assert done is not None
    assert done.title == "粘贴 5 行 × 1 列"
    undo(desk.workspace.store, desk.workspace.catalogue, done.operation)
    assert everything(desk.workspace) == before


def test_a_block_on_the_last_row_makes_records(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    at(table, COUNT, "day")
    paste(table, "2023-5-1\t300\t实名\n5月2日\t400\t匿名\n")
    settle()
    rows = found(desk.workspace, "rewards")[COUNT:]
    assert [(row["day"], row["amount"]) for row in rows] == [
        (date(2023, 5, 1), 300),
        (date(2023, 5, 2), 400),
    ]
    assert list(table.view.rows.ids)[COUNT:] == [row["id"] for row in rows]


def test_the_first_records_come_by_a_paste(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    table = shown(qtbot, desk, "rewards", settle)
    assert table.stack.currentWidget() is table.nothing
    qtbot.waitActive(table)
    QGuiApplication.clipboard().setText("金额\t查实事项\n100\t甲\n200\t乙")
    QTest.keyClick(table.nothing, Qt.Key.Key_V, CTRL)
    settle()
    assert [row["matter"] for row in found(desk.workspace, "rewards")] == ["甲", "乙"]
    assert table.stack.currentWidget() is table.view
    QTest.keyClick(table, Qt.Key.Key_unknown)


@pytest.mark.parametrize(
    ("html", "block"),
    [
        ("<p>x</p><table><tr><th>甲&amp;乙</th><th>丙</th></tr><tr><td>1<br>2<td> a\n b</table>",
         [["甲&乙", "丙"], ["1\n2", "a b"]]),
        ("<table><tr><td colspan=2>a<td>b<tr><td rowspan=2>c<td>d<td>e<tr><td>f</table>",
         [["a", "", "b"], ["c", "d", "e"], ["", "f", ""]]),
        ("<table><tr><td>a<script>alert(1)</script><td><table><tr><td>x<td>y</table></table><table><td>z</table>",
         [["a", "x y"]]),
        ("<table><td colspan=999999999>a</table>", [["a", *[""] * 199]]),
        ("<p>no table</p>", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_table_of_a_web_page_is_its_cells(html: str, block: list[list[str]]) -> None:
    assert table_in(html) == block


def test_a_clipboard_with_nothing_but_html_is_pasted(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    data = QMimeData()
    data.setHtml("<table><tr><td>2023-5-1</td><td>300</td><td><b>匿名</b></td></tr></table>")
    QGuiApplication.clipboard().setMimeData(data)
    at(table, 0, "day")
    key(table, Qt.Key.Key_V)
    settle()
    assert [words(table, 0, name) for name in ("day", "amount", "naming")] == ["2023-05-01", "300", "匿名"]
    data = QMimeData()
    data.setHtml("<p>没有表格</p>")
    QGuiApplication.clipboard().setMimeData(data)
    key(table, Qt.Key.Key_V)
    assert table.window().findChildren(Toast)[-1].accessibleName() == "剪贴板里没有可以粘贴的文字。"


def test_rejected_cells_are_marked_and_listed(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    at(table, 0, "day")
    paste(table, "6月1日\t100\n不知道\t很多")
    settle()
    model = table.view.rows
    assert words(table, 0, "amount") == "100"
    assert words(table, 1, "amount") == "1", "as it was"
    assert set(model.wrong) == {(model.ids[1], "day"), (model.ids[1], "amount")}
    assert "“很多”" in str(model.index(1, 1).data(Qt.ItemDataRole.ToolTipRole))
    assert "不是有效日期" in str(model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole))
    at(table, 5, "matter")
    paste(table, "新的")
    settle()
    assert not model.wrong, "the next action takes the marks away"


def test_marks_go_with_the_paste_that_is_taken_back(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    at(table, 0, "day")
    paste(table, "6月1日\t很多")
    settle()
    assert table.view.rows.wrong
    done = last_undoable(desk.workspace.store)
    assert done is not None
    desk.undo(table, done.operation)
    settle()
    assert words(table, 0, "day") == "2023-06-30"
    assert not table.view.rows.wrong


def test_a_paste_is_told_with_the_way_back(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    before = everything(desk.workspace)
    at(table, 0, "day")
    paste(table, "6月1日\t很多")
    settle()
    told = table.window().findChildren(Toast)[-1]
    assert told.accessibleName() == "已粘贴 1 行 × 2 列，1 格未能识别"
    acts = {one.text(): one for one in told.findChildren(QPushButton)}
    assert list(acts) == ["查看", "撤销", "关闭"]
    QTest.keyClick(acts["撤销"], Qt.Key.Key_Space)
    settle()
    assert everything(desk.workspace) == before
    at(table, 0, "day")
    paste(table, "6月2日")
    settle()
    told = table.window().findChildren(Toast)[-1]
    assert [one.text() for one in told.findChildren(QPushButton)] == ["撤销"]
    at(table, 1, "day")
    paste(table, "6月2日")
    paste(table, "6月2日")
    settle()
    told = table.window().findChildren(Toast)[-1]
    assert not told.findChildren(QPushButton), "nothing changed, nothing to take back"


def test_the_list_of_rejected_cells_leads_back(table: LedgerTable, settle: Settle) -> None:
    at(table, 3, "amount")
    paste(table, "很多")
    settle()
    lists = [one for one in QApplication.topLevelWidgets() if isinstance(one, RejectedList)]
    assert len(lists) == 1, "nothing could be written: the list is shown at once"
    at(table, 9, "matter")
    lists[0].table.selectRow(0)
    QTest.keyClick(lists[0].table, Qt.Key.Key_Return)
    current = view_of(table).currentIndex()
    assert (current.row(), current.column()) == (3, 1)
    lists[0].close()


def test_a_large_paste_asks_first(
    table: LedgerTable, desk: Desk, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(dialog: PasteQuestion) -> int:
        asked.append(dialog.windowTitle())
        return int(QDialog.DialogCode.Rejected if len(asked) == 1 else QDialog.DialogCode.Accepted)

    monkeypatch.setattr(PasteQuestion, "exec", answer)
    lines = "\n".join(f"2023-05-{1 + number % 28:02d}\t{number}" for number in range(40))
    at(table, COUNT, "day")
    paste(table, lines)
    settle()
    assert len(found(desk.workspace, "rewards")) == COUNT
    paste(table, lines)
    settle()
    assert len(found(desk.workspace, "rewards")) == COUNT + 40
    assert asked == ["粘贴"] * 2


def test_fill_down_with_several_rows_and_with_one(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    at(table, 0, "matter")
    for _ in range(3):
        key(table, Qt.Key.Key_Down, SHIFT)
    key(table, Qt.Key.Key_D)
    settle()
    assert [words(table, row, "matter") for row in range(5)] == ["事项0"] * 4 + ["事项4"]
    at(table, 6, "matter")
    key(table, Qt.Key.Key_D)
    settle()
    assert words(table, 6, "matter") == "事项5"


def test_a_series_of_days(table: LedgerTable, settle: Settle) -> None:
    at(table, 0, "day")
    for _ in range(2):
        key(table, Qt.Key.Key_Down, SHIFT)
    view_of(table).entry.blocks.fill_series()
    settle()
    assert [words(table, row, "day") for row in range(3)] == ["2023-06-30", "2023-06-29", "2023-06-28"]


def test_rows_are_doubled(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    at(table, 2, "matter")
    key(table, Qt.Key.Key_D, CTRL | SHIFT)
    settle()
    copy = found(desk.workspace, "rewards")[-1]
    assert (copy["matter"], copy["amount"]) == ("事项2", 2)
    assert table.view.rows.ids[-1] == copy["id"], "behind the last, until the rows are read anew"
