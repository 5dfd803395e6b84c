"""What is typed over a cell outlives a kill like what is typed in a form."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ledgers import drafts
from tests.ledgers.seeing import found
from tests.ui_entry.hand import commit
from tests.ui_grid.conftest import at, view_of, words
from ui.forms import drafting
from ui.forms.record_dialog import RecordDialog
from ui.pages.draft_notice import DraftNotice
from ui.shell.desk import Desk
from ui.tables.ledger_table import LedgerTable

Settle = Callable[[], None]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kept after a moment in place of three seconds."""
    monkeypatch.setattr(drafting, "EVERY", 20)


def write_over(table: LedgerTable, row: int, name: str, said: str) -> None:
    at(table, row, name)
    commit(view_of(table), said)


def typed(table: LedgerTable, desk: Desk, qtbot: QtBot) -> list[drafts.Kept]:
    qtbot.waitUntil(lambda: bool(drafts.kept(desk.workspace.store)), timeout=5000)
    return list(drafts.kept(desk.workspace.store))


def test_a_cell_half_written_is_offered_again(
    qtbot: QtBot, hazards: LedgerTable, desk: Desk, settle: Settle
) -> None:
    write_over(hazards, 0, "description", "安全出口被货物堵塞")
    (kept,) = typed(hazards, desk, qtbot)
    number = hazards.view.rows.ids[0]
    assert (kept.record, kept.words) == (number, {"fields": {"description": "安全出口被货物堵塞"}})
    over = view_of(hazards).entry.over
    assert over is not None
    notice = DraftNotice(desk)
    qtbot.addWidget(notice)
    settle()
    assert notice.kept == (), "it is being written"
    QTest.keyClick(over.target, Qt.Key.Key_Escape)
    settle()
    assert drafts.kept(desk.workspace.store) == ()
    assert words(hazards, 0, "description") == "通道堵塞0"


def test_what_a_kill_left_goes_on_in_the_form(
    qtbot: QtBot, hazards: LedgerTable, desk: Desk, settle: Settle
) -> None:
    number = hazards.view.rows.ids[0]
    drafts.keep(desk.workspace.store, "hazards", number, {"fields": {"due_on": "2023-7-"}})
    write_over(hazards, 0, "description", "安全出口被货物堵塞")
    qtbot.waitUntil(
        lambda: "description" in drafts.kept(desk.workspace.store)[0].words["fields"], timeout=5000
    )
    (kept,) = drafts.kept(desk.workspace.store)
    assert kept.words["fields"] == {"due_on": "2023-7-", "description": "安全出口被货物堵塞"}
    over = view_of(hazards).entry.over
    assert over is not None
    QTest.keyClick(over.target, Qt.Key.Key_Return)
    settle()
    assert words(hazards, 0, "description") == "安全出口被货物堵塞"
    (left,) = drafts.kept(desk.workspace.store)
    assert left.words == {"fields": {"due_on": "2023-7-"}}, "what the form had left lies there as before"
    record = next(row for row in found(desk.workspace, "hazards") if row["id"] == number)
    dialog = RecordDialog(desk, desk.feature("hazards"), hazards, record=record, draft=kept)
    said = dialog.form.words()
    dialog.deleteLater()
    assert (said["due_on"], said["description"]) == ("2023-7-", "安全出口被货物堵塞")


def test_a_new_row_is_kept_too_and_leaves_nothing(
    qtbot: QtBot, hazards: LedgerTable, desk: Desk, settle: Settle
) -> None:
    write_over(hazards, 3, "description", "新的一条")
    (kept,) = typed(hazards, desk, qtbot)
    assert kept.new
    over = view_of(hazards).entry.over
    assert over is not None
    QTest.keyClick(over.target, Qt.Key.Key_Tab)
    settle()
    assert drafts.kept(desk.workspace.store) == ()
    assert len(found(desk.workspace, "hazards")) == 4


def test_a_cell_of_excel_with_line_breaks_is_pasted_into_a_text_without_its_quotes(
    hazards: LedgerTable, settle: Settle
) -> None:
    at(hazards, 0, "description")
    QTest.keyClick(view_of(hazards), Qt.Key.Key_F2)
    over = view_of(hazards).entry.over
    assert over is not None
    for said, meant in (
        ('"一行\n有""引号""的"\r\n', '一行\n有"引号"的'),
        ('"危险"标志', '"危险"标志'),
        ('"甲"\n"乙"\n', '"甲"\n"乙"\n'),
    ):
        QGuiApplication.clipboard().setText(said)
        QTest.keyClick(over.target, Qt.Key.Key_A, CTRL)
        QTest.keyClick(over.target, Qt.Key.Key_V, CTRL)
        assert over.editor.words() == meant
    QTest.keyClick(over.target, Qt.Key.Key_Escape)
    settle()
