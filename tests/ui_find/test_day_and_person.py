"""What is in sight follows the day and the person: midnight passes over an open window, another clerk sits down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app.kernel.filters import all_of, equals
from app.ledgers import browse
from ui.pages import ledger_groups
from ui.pages.home_page import HomePage
from ui.pages.ledger_page import LedgerPage
from ui.shell.desk import Desk
from ui.shell.window import MainWindow
from ui.tables.entry_view import EntryView
from ui.tables.saved_views import save_view

Settle = Callable[[Desk], None]
QUIET = 500  # the counts wait a moment for further changes


@pytest.fixture
def page(window: MainWindow, sample_desk: Desk, settle: Settle) -> LedgerPage:
    window.show_page("hazards")
    settle(sample_desk)
    found = window.page("hazards")
    assert isinstance(found, LedgerPage)
    return found


def test_what_was_due_yesterday_is_overdue_today(
    window: MainWindow, page: LedgerPage, sample_desk: Desk, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window stays open over the weekend; nobody writes or presses anything."""
    space, name = sample_desk.workspace, "overdue"
    window.show_page("hazards", {"view": name})
    QTest.qWait(QUIET)
    settle(sample_desk)
    tab, view = page.tabs.button(name), page.table.view
    shown, saved = page.table.count, window.frame.top.saved.text()
    assert tab is not None
    rail = window.frame.navigation._view_buttons["hazards", name]
    assert rail.said.endswith(f" {shown}")
    soon = space.clock.today()
    later = datetime(soon.year, soon.month, soon.day, 8, 30).replace(year=soon.year + 1)

    monkeypatch.setitem(space.clock.__dict__, "now", lambda: later)
    window.frame.daybreak.look()
    settle(sample_desk)
    QTest.qWait(QUIET)
    settle(sample_desk)
    now = browse.count(space.store, page.feature, page.view_rule)
    assert now > shown, "the sample has hazards that fall due after its day"
    assert (page.table.count, tab.text(), rail.said) == (now, f"逾期未销号 {now}", f"逾期未销号 {now}")
    late = browse.record(space.store, page.feature, view.rows.ids[0])
    assert late is not None
    assert ("逾期", "red") in view.rows.alerts_of(late)
    assert window.frame.top.saved.text() == saved, "a day that begins saves nothing"
    window.show_page("home")
    settle(sample_desk)
    home = window.page("home")
    assert isinstance(home, HomePage)
    assert home.header.note.text().startswith(f"{later.year}年{later.month}月{later.day}日")


def liked(page: LedgerPage) -> tuple[object, ...]:
    """The table as one likes it."""
    view = page.table.view
    assert isinstance(view, EntryView)
    assert view.frozen is not None
    columns = tuple(field.name for field in view.rows.columns)
    return columns, view.frozen.count, view.order, page.table.asked[2], not page.groups.isHidden()


def change_places(window: MainWindow, name: str) -> None:
    """By keys: the button at the top right, and its menu."""
    who = window.frame.top.who
    who.known = ("张某", "李某")
    who.setFocus()
    QTest.keyClick(who, Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    while (act := menu.activeAction()) is None or act.text() != name:
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)


def test_each_clerk_has_a_table_of_ones_own(
    window: MainWindow, page: LedgerPage, sample_desk: Desk, settle: Settle
) -> None:
    view = page.table.view
    assert isinstance(view, EntryView)
    others = liked(page)
    width = view.columnWidth(1)
    view.show_columns(["number", "level", "enterprise_name", "due_on", "status", "place"])
    view.freeze(2)
    view.setColumnWidth(1, width + 90)
    view.sort_more(3)
    ledger_groups.turn(page)
    settle(sample_desk)
    mine = liked(page)
    assert mine != others

    change_places(window, "李某")
    settle(sample_desk)
    assert liked(page) == others
    assert view.columnWidth(1) != width + 90
    assert page.table.count == browse.count(
        sample_desk.workspace.store, page.feature, all_of(equals("voided", False))
    )
    view.freeze(1)  # what 李某 does is of no concern to 张某

    change_places(window, "张某")
    settle(sample_desk)
    assert liked(page) == mine
    assert view.columnWidth(1) == width + 90


def test_a_saved_view_lends_its_columns_and_takes_nobody_s(
    window: MainWindow, page: LedgerPage, sample_desk: Desk, settle: Settle
) -> None:
    """Sorted, grouped and given a column while a saved view is open: one's own table is as it was."""
    shown = {"columns": ["number", "level", "due_on"], "order": ["due_on"]}
    save_view(sample_desk.workspace, page.feature, "到期", equals("level", "一般"), shown)
    before = liked(page)
    window.show_page("hazards", {"view": "own:到期"})
    settle(sample_desk)
    assert liked(page) == (("number", "level", "due_on"), 0, ("due_on",), ("due_on",), False)
    view = page.table.view
    popup = view.choose_columns(page.tool)
    popup.chosen.emit([*popup.names, "status"])
    popup.close()
    view.sort_more(0)
    ledger_groups.turn(page)
    settle(sample_desk)
    assert liked(page) == (("number", "level", "due_on", "status"), 0, ("number",), ("number",), True)
    window.show_page("hazards", {"view": "all"})
    settle(sample_desk)
    assert liked(page) == before
    again = LedgerPage(sample_desk, "hazards")
    assert liked(again) == before, "and so it will be after a restart"
    again.deleteLater()
