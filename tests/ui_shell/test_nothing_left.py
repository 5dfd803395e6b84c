"""Thirty times the same: what a clerk does all day leaves no widget behind (that a dialog goes is part of the walk)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ledgers import browse
from ui.pages import ledger_actions as actions
from ui.pages.ledger_page import LedgerPage
from ui.shell.desk import Desk
from ui.shell.notices import toast

Settle = Callable[[Desk], None]


def alive() -> Counter[str]:
    return Counter(type(one).__name__ for one in QApplication.allWidgets())


def close(over: QWidget | None) -> None:
    assert over is not None
    over.close()


def test_thirty_times_leave_nothing(qtbot: QtBot, sample_desk: Desk, settle: Settle) -> None:
    desk = sample_desk
    page = LedgerPage(desk, "hazards")
    qtbot.addWidget(page)
    page.show()
    settle(desk)
    one, other = browse.ids(desk.workspace.store, page.feature)[:2]

    def once() -> None:
        toast(page, "已保存")
        page.bar.open_popup()
        close(QApplication.activePopupWidget())
        menu = actions.row_menu(desk, page.feature, page, [one], page.open_record)
        menu.popup(QPoint(0, 0))
        close(menu)
        QTest.qWait(0)

    def at_length() -> None:
        for record in (other, one):
            page.open_record(record)
            settle(desk)
        actions.change_record(desk, page.feature, page, one)
        close(QApplication.activeModalWidget())
        once()
        settle(desk)

    at_length()
    at_length()
    known = alive()
    for _turn in range(30):
        once()
    at_length()
    at_length()
    assert alive() == known, f"more: {alive() - known}, fewer: {known - alive()}"
