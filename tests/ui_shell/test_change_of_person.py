"""One computer, several clerks: the name at the top right changes with two clicks, and the next entry is signed so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.ledgers import edit, history
from app.masterdata.organ import Organ, write_organ
from ui.pages.registry import entries
from ui.settings.display import DisplaySection
from ui.shell.asking import LineQuestion
from ui.shell.desk import Desk
from ui.shell.marks import marks
from ui.shell.window import MainWindow

Settle = Callable[[Desk], None]


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, settle: Settle) -> Iterator[MainWindow]:
    """An office where 张某 has signed, and whose settings name 李某."""
    store = desk.workspace.store
    edit.create(store, desk.feature("hazards"), {"description": "通道堵塞"})
    with store.write() as connection:
        write_organ(connection, Organ(officers=(("李某", "370101"),)))
    made = MainWindow(desk.preferences)
    qtbot.addWidget(made)
    made.furnish()
    made.resize(1366, 768)
    made.show()
    made.welcome(replace(desk, show_page=made.show_page), entries(desk.workspace.catalogue))
    settle(desk)
    with qtbot.waitActive(made):
        made.activateWindow()
    yield made
    settle(desk)


def opened(window: MainWindow) -> QMenu:
    """The menu as it is filled when it opens."""
    menu = window.frame.top.who.menu()
    menu.aboutToShow.emit()
    return menu


def signer(desk: Desk) -> str:
    """Whose name the record entered now carries in its history."""
    store, hazards = desk.workspace.store, desk.feature("hazards")
    made = edit.create(store, hazards, {"description": "灭火器过期"})
    return history.of_record(store, hazards, made.created["hazards"][0])[0].who


def test_two_presses_and_the_next_entry_is_signed(window: MainWindow, desk: Desk, settle: Settle) -> None:
    who = window.frame.top.who
    assert (who.text().strip(), who.accessibleName()) == ("张某", "经办人：张某，按下换人")
    who.setFocus()
    assert QApplication.focusWidget() is who

    QTest.keyClick(who, Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [one.text() for one in menu.actions() if one.isCheckable()] == ["张某", "李某"]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(menu, key)
    assert who.text().strip() == "李某"
    assert desk.preferences.get("who") == "李某", "kept for the next start"
    assert signer(desk) == "李某"
    settle(desk)
    assert [one.text() for one in opened(window).actions() if one.isChecked()] == ["李某"]


def test_somebody_new_and_the_settings(window: MainWindow, desk: Desk, settle: Settle) -> None:
    ledger = desk.feature("hazards").ledger
    marks(desk).toggle("hazards", 1)
    by_name = {one.text(): one for one in opened(window).actions()}
    by_name["显示与经办人设置"].trigger()
    settle(desk)
    section = window.findChild(DisplaySection)
    assert section is not None
    assert section.who.text() == "张某"

    def write() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, LineQuestion)
        question.line.setText("王某")
        QTest.keyClick(question.line, Qt.Key.Key_Return)

    QTimer.singleShot(0, write)
    by_name = {one.text(): one for one in opened(window).actions()}
    by_name["另一位…"].trigger()
    assert window.frame.top.who.text().strip() == "王某"
    assert section.who.text() == "王某", "the settings follow"
    assert not section.unsaved()
    assert signer(desk) == "王某"
    assert not marks(desk).is_favourite("hazards", 1), "favourites are everybody's own"
    marks(desk).pin(ledger, "all", on=True)
    by_name = {one.text(): one for one in opened(window).actions()}
    by_name["张某"].trigger()
    assert marks(desk).is_favourite("hazards", 1)
    assert "all" not in marks(desk).pinned(ledger)


def test_nobody_has_signed_and_the_name_can_still_be_pressed(window: MainWindow, desk: Desk) -> None:
    desk.changes.signed.emit("")
    who = window.frame.top.who
    assert who.isVisible()
    assert who.text().strip() == "未署名"
    window.frame.top.show_ways(False)
    assert not who.isVisible(), "out of sight before the office has a name"
