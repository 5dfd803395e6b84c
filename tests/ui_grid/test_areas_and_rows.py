"""Cells chosen here and there, whole rows and columns, files on the clipboard: as the hands know it from Excel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QItemSelectionModel, QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from app.ledgers.undo import last_undoable, undo
from tests.ledgers.seeing import everything, found
from tests.ui_grid.conftest import COUNT, at, view_of, words
from ui.shell.desk import Desk
from ui.shell.notices import Toast
from ui.tables.ledger_table import LedgerTable
from ui.tables.paste_dialogs import PasteQuestion, RejectedList

Settle = Callable[[], None]
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def key(table: LedgerTable, one: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    over = view_of(table).entry.over
    QTest.keyClick(view_of(table) if over is None else over.target, one, held)


def paste(table: LedgerTable, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    key(table, Qt.Key.Key_V, CTRL)


def too(table: LedgerTable, row: int, name: str) -> None:
    """Ctrl+click: one cell more."""
    column = [field.name for field in table.view.rows.columns].index(name)
    index = table.view.rows.index(row, column)
    table.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.Select)


def seen(table: LedgerTable, name: str, rows: int) -> list[str]:
    return [words(table, row, name) for row in range(rows)]


def told(table: LedgerTable) -> str:
    return table.window().findChildren(Toast)[-1].accessibleName()


def test_one_value_goes_into_cells_chosen_here_and_there(
    table: LedgerTable, desk: Desk, settle: Settle
) -> None:
    before = everything(desk.workspace)
    at(table, 0, "matter")
    too(table, 2, "matter")
    too(table, 3, "amount")
    paste(table, "12")
    settle()
    assert seen(table, "matter", 4) == ["12", "事项1", "12", "事项3"]
    assert seen(table, "amount", 4) == ["0", "1", "2", "12"]
    QTest.keyClicks(view_of(table), "9")
    key(table, Qt.Key.Key_Return, CTRL)
    settle()
    assert seen(table, "matter", 3) == ["9", "事项1", "9"]
    for _ in range(2):
        done = last_undoable(desk.workspace.store)
        assert done is not None
        undo(desk.workspace.store, desk.workspace.catalogue, done.operation)
    assert everything(desk.workspace) == before, "each was one step"
    paste(table, "1\t2")
    assert told(table) == "请只选中一块相连的格子。"


def test_areas_in_line_are_copied_closed_up(table: LedgerTable, settle: Settle) -> None:
    at(table, 0, "matter")
    too(table, 2, "matter")
    key(table, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "事项0\n事项2"
    too(table, 3, "amount")
    key(table, Qt.Key.Key_X, CTRL)
    settle()
    assert "没有对齐" in told(table)
    assert QGuiApplication.clipboard().text() == "事项0\n事项2"
    assert seen(table, "matter", 3) == ["事项0", "事项1", "事项2"], "what was not copied is not cut"


def test_one_row_goes_into_many_rows(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    at(table, 0, "matter")
    key(table, Qt.Key.Key_Space, SHIFT)
    key(table, Qt.Key.Key_C, CTRL)
    at(table, 3, "amount")
    key(table, Qt.Key.Key_Space, SHIFT)
    for _ in range(2):
        key(table, Qt.Key.Key_Down, SHIFT)
    area = view_of(table).rectangle()
    assert area is not None
    assert (area.height(), area.width()) == (3, table.view.rows.columnCount()), "whole rows stay whole"
    key(table, Qt.Key.Key_V, CTRL)
    settle()
    assert seen(table, "matter", 7) == ["事项0", "事项1", "事项2", "事项0", "事项0", "事项0", "事项6"]
    assert len(found(desk.workspace, "rewards")) == COUNT


def test_a_whole_column_is_filled_and_nothing_begun_below_it(
    table: LedgerTable, desk: Desk, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PasteQuestion, "exec", lambda _dialog: True)
    at(table, 5, "matter")
    key(table, Qt.Key.Key_Space, CTRL)
    paste(table, "同")
    settle()
    assert [row["matter"] for row in found(desk.workspace, "rewards")] == ["同"] * COUNT


def test_rejected_cells_of_new_records_are_marked_and_found(
    table: LedgerTable, desk: Desk, settle: Settle
) -> None:
    at(table, COUNT, "day")
    paste(table, "不知道\n不知道\t400\t匿名\n5月3日\t很多\t匿名")
    settle()
    model = table.view.rows
    first, second = list(model.ids)[COUNT:]
    assert set(model.wrong) == {(first, "day"), (second, "amount")}
    acts = {one.text(): one for one in table.window().findChildren(Toast)[-1].findChildren(QPushButton)}
    QTest.keyClick(acts["查看"], Qt.Key.Key_Space)
    (shown,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, RejectedList))
    for row, place in ((0, (0, 0)), (2, (COUNT + 1, 1))):
        at(table, 0, "day")
        shown.table.selectRow(row)
        QTest.keyClick(shown.table, Qt.Key.Key_Return)
        current = view_of(table).currentIndex()
        assert (current.row(), current.column()) == place, "a row that held nothing else was not made"
    shown.close()


def test_ctrl_minus_takes_rows_away_as_ctrl_delete_does(table: LedgerTable) -> None:
    wished: list[tuple[str, list[int]]] = []
    view_of(table).wished.connect(lambda what, ids: wished.append((what, ids)))
    at(table, 2, "matter")
    key(table, Qt.Key.Key_Minus, CTRL)
    key(table, Qt.Key.Key_Delete, CTRL)
    assert wished == [("delete", [table.view.rows.ids[2]])] * 2


def test_an_empty_cell_of_excel_empties(table: LedgerTable, settle: Settle) -> None:
    at(table, 1, "matter")
    paste(table, "\r\n")
    settle()
    assert seen(table, "matter", 3) == ["事项0", "", "事项2"]


def test_a_copied_file_goes_to_the_record_not_its_name_into_the_cell(
    qtbot: QtBot, hazards: LedgerTable, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    photo = tmp_path / "现场.jpg"
    Image.new("RGB", (60, 40), (90, 120, 60)).save(photo)
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(photo))])
    QGuiApplication.clipboard().setMimeData(copied)
    for row, choice in ((0, 0), (1, 1)):
        at(hazards, row, "description")
        key(hazards, Qt.Key.Key_V, CTRL)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.actions()[choice].trigger()
        menu.close()
        settle()
        assert words(hazards, row, "description") == f"通道堵塞{row}"
        QGuiApplication.clipboard().setImage(QImage(30, 20, QImage.Format.Format_RGB32))
    rows = {row["description"]: row for row in found(desk.workspace, "hazards")}
    assert len(rows["通道堵塞0"]["photos_before"]) == 1
    assert len(rows["通道堵塞1"]["photos_after"]) == 1
