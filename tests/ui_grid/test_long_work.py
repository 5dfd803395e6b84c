"""Large pastes and changes: how far they are is seen, the window lives, 取消 and Esc take the whole step back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProgressBar
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.ledgers.undo import last_undoable
from tests.ledgers.seeing import everything
from tests.ui_grid.conftest import COUNT, at, view_of
from ui.pages.bulk_dialog import bulk_edit
from ui.shell import long_work
from ui.shell.desk import Desk
from ui.shell.notices import BusyOverlay
from ui.tables.ledger_table import LedgerTable
from ui.tables.paste_dialogs import PasteQuestion

Settle = Callable[[], None]
CTRL = Qt.KeyboardModifier.ControlModifier
ROWS = 3000


def paste_much(table: LedgerTable) -> None:
    """Many rows from the last row on; the question before it is answered by Enter."""
    text = "\n".join(f"2023-5-{1 + number % 28}\t{number}\t实名" for number in range(ROWS))
    QGuiApplication.clipboard().setText(text)
    at(table, COUNT, "day")

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, PasteQuestion):
            QTest.keyClick(dialog.accept_button, Qt.Key.Key_Return)
        else:
            QTimer.singleShot(20, answer)

    QTimer.singleShot(20, answer)
    QTest.keyClick(view_of(table), Qt.Key.Key_V, CTRL)


def veil_over(table: LedgerTable) -> BusyOverlay | None:
    """The veil of the writing, once it tells how far it is."""
    for veil in view_of(table).findChildren(BusyOverlay):
        bar = veil.findChild(QProgressBar)
        if veil.accessibleName() != "gone" and bar is not None and "粘贴 3,000 行" in bar.accessibleName():
            return veil
    return None


def test_a_large_paste_is_taken_back_whole_by_escape(
    qtbot: QtBot, table: LedgerTable, desk: Desk, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_work, "SOON", 0)
    before = everything(desk.workspace)
    paste_much(table)
    qtbot.waitUntil(lambda: veil_over(table) is not None, timeout=10_000)
    veil = veil_over(table)
    assert veil is not None
    qtbot.waitUntil(lambda: table.window().focusWidget() is veil.cancel)
    QTest.keyClicks(veil.cancel, "x")
    QTest.keyClick(veil.cancel, Qt.Key.Key_Escape)
    settle()
    assert everything(desk.workspace) == before
    assert not isValid(veil) or veil.isHidden()
    assert table.window().focusWidget() is view_of(table), "the keyboard is back in the table"
    assert view_of(table).entry.over is None


def test_a_large_paste_shows_how_far_it_is_and_is_one_step(
    qtbot: QtBot, table: LedgerTable, desk: Desk, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_work, "SOON", 0)
    paste_much(table)
    seen: list[int] = []

    def told() -> bool:
        veil = veil_over(table)
        bar = veil.findChild(QProgressBar) if veil is not None else None
        if bar is not None and bar.maximum() == ROWS:
            seen.append(bar.value())
        return table.count == COUNT + ROWS

    qtbot.waitUntil(told, timeout=20_000)
    assert seen, "the window lived meanwhile and showed how far it was"
    assert seen == sorted(seen)
    done = last_undoable(desk.workspace.store)
    assert done is not None
    assert done.title == "粘贴 3,000 行 × 3 列"


def test_a_bulk_change_opens_before_anything_is_read(
    qtbot: QtBot, table: LedgerTable, desk: Desk, settle: Settle
) -> None:
    dialog = bulk_edit(desk, table, desk.feature("rewards"), [], table.asked)
    assert dialog.isVisible()
    assert "正在数" in dialog.all.text()
    settle()
    assert dialog.all.text() == f"筛选出来的全部 {COUNT} 笔"
    dialog.reject()
