"""A toast stands at the foot of the window, and above the buttons where a page has them there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QDialog, QPushButton, QScrollArea, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import Workspace
from ui.pages.registry import entries
from ui.shell.desk import Desk
from ui.shell.notices import Toast, toast
from ui.shell.widgets import button, column, row
from ui.shell.window import MainWindow

Settle = Callable[[Desk], None]
LONG = "已把 12 条隐患的整改期限改为 2023-07-31，其中 3 条的期限早于发现日期，已标为待完善"


def covered(note: Toast) -> list[str]:
    """The buttons beneath a toast."""
    over = note.window()
    return [
        one.text().strip()
        for one in over.findChildren(QPushButton)
        if one.isVisible()
        and not note.isAncestorOf(one)
        and QRect(one.mapTo(over, QPoint(0, 0)), one.size()).intersects(note.geometry())
    ]


@pytest.fixture
def window(qtbot: QtBot, office: Workspace, desk: Desk, settle: Settle) -> Iterator[MainWindow]:
    made = MainWindow(desk.preferences)
    qtbot.addWidget(made)
    made.furnish()
    made.resize(1366, 768)
    made.show()
    made.welcome(replace(desk, show_page=made.show_page), entries(office.catalogue))
    settle(desk)
    yield made
    settle(desk)


def test_a_toast_leaves_the_buttons_of_every_page_free(
    qtbot: QtBot, window: MainWindow, desk: Desk, settle: Settle
) -> None:
    heights = set()
    for name in ("hazards", "official", "submissions", "dispatch", "settings"):
        window.show_page(name, {})
        settle(desk)
        for text in ("已保存", LONG):
            note = toast(window, text, "撤销", note_ignored, 30)
            qtbot.wait(1)
            assert covered(note) == [], name
            heights.add(note.geometry().bottom())
    assert max(heights) == window.height() - 29, "at the foot where nothing is in its way"
    assert len(heights) > 1, "and above 签发 and its like"


def note_ignored() -> None:
    """撤销 is offered; nobody presses it here."""


def test_a_toast_gives_way_to_a_page_that_comes_beneath_it(qtbot: QtBot) -> None:
    window, pages = QWidget(), QStackedWidget()
    qtbot.addWidget(window)
    with_button = QWidget()
    with_button.setLayout(column(None, row(None, button("签发（编号）", kind="primary"), None)))
    pages.addWidget(QWidget())
    pages.addWidget(with_button)
    window.setLayout(column(pages))
    window.resize(1366, 768)
    window.show()
    note = toast(window, "已保存", seconds=30)
    low = note.y()
    pages.setCurrentIndex(1)
    qtbot.waitUntil(lambda: note.y() < low)
    assert covered(note) == []


def test_buttons_scrolled_out_of_sight_are_in_nobodys_way(qtbot: QtBot) -> None:
    window, inside, scroll = QWidget(), QWidget(), QScrollArea()
    qtbot.addWidget(window)
    inside.setLayout(column(*(button(f"第 {one} 个") for one in range(60))))
    scroll.setWidget(inside)
    scroll.setFixedHeight(300)
    window.setLayout(column(scroll, None))
    window.resize(800, 600)
    window.show()
    note = toast(window, "已保存", seconds=30)
    assert note.geometry().bottom() == window.height() - 29


def test_full_of_buttons_it_leaves_the_primary_one_free(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    many = [button(f"第 {one} 个") for one in range(11)]
    dialog.setLayout(column(*many, button("保存", kind="primary")))
    dialog.resize(500, 460)
    dialog.show()
    note = toast(dialog, "已保存", seconds=30)
    assert covered(note)
    assert "保存" not in covered(note)
