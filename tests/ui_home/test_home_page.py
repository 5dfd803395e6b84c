"""The home page: cards lead to the filtered ledger; an empty office is shown a way to begin."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.ledgers import browse, edit
from app.overview import today
from ui.home.figure_list import _Line
from ui.pages.home_page import HomePage
from ui.pages.ledger_page import LedgerPage
from ui.shell.desk import Desk

Settle = Callable[[Desk], None]
Visits = list[tuple[str, dict[str, object]]]


def shown(qtbot: QtBot, desk: Desk, settle: Settle) -> HomePage:
    page = HomePage(desk, "home")
    qtbot.addWidget(page)
    page.resize(1300, 700)
    page.show()
    settle(desk)
    return page


def test_cards_lead_to_the_filtered_ledger(
    qtbot: QtBot, sample_desk: Desk, settle: Settle, visits: Visits
) -> None:
    page = shown(qtbot, sample_desk, settle)
    piles = today.waiting(sample_desk.workspace.store, sample_desk.workspace.catalogue)
    assert list(page.cards) == [pile.name for pile in piles]
    for pile in piles:
        card = page.cards[pile.name]
        assert card.figure.text() == f"{pile.count:,}"
        card.setFocus()
        QTest.keyClick(card, Qt.Key.Key_Return)
        name, target = visits[-1]
        assert (name, target["title"]) == ("hazards", pile.title)
    ledger = LedgerPage(sample_desk, "hazards")
    qtbot.addWidget(ledger)
    overdue = next(target for _, target in visits if target["title"] == "逾期未销号")
    ledger.arrive(overdue)
    settle(sample_desk)
    assert ledger.table.count == next(pile.count for pile in piles if pile.name == "overdue")


def test_figures_and_states_lead_on(qtbot: QtBot, sample_desk: Desk, settle: Settle, visits: Visits) -> None:
    page = shown(qtbot, sample_desk, settle)
    lines = page.findChildren(_Line)
    assert len(lines) == 7
    lines[0].click()
    assert visits[-1] == ("dispatch", {"table": "licheng-2023", "code": "A1"})
    page.ring.clicked.emit("待整改")
    assert [name for name, _ in visits] == ["dispatch", "hazards"]
    urgent = list(page.urgent.rows.ids)
    assert urgent == today.most_urgent(sample_desk.workspace.store, sample_desk.workspace.catalogue)
    page.urgent.opened.emit(urgent[0])
    assert visits[-1] == ("hazards", {"record": urgent[0]})


def test_an_empty_office_is_shown_three_ways_to_begin(
    qtbot: QtBot, desk: Desk, settle: Settle, visits: Visits
) -> None:
    page = shown(qtbot, desk, settle)
    assert page.stack.currentIndex() == 1
    start = page.stack.currentWidget()
    assert start is not None
    buttons = {one.text().strip(): one for one in start.findChildren(QPushButton)}
    assert list(buttons) == ["导入企业底册", "新增企业", "查看手册"]
    buttons["新增企业"].click()
    buttons["查看手册"].click()
    assert visits == [("enterprises", {"new": True}), ("manual", {"article": "first"})]
    desk.changes.happened.emit(
        edit.create(desk.workspace.store, desk.feature("enterprises"), {"name": "甲厂"})
    )
    settle(desk)
    assert page.stack.currentIndex() == 0


def test_what_changed_out_of_sight_is_read_on_return(qtbot: QtBot, sample_desk: Desk, settle: Settle) -> None:
    page = shown(qtbot, sample_desk, settle)
    store, hazards = sample_desk.workspace.store, sample_desk.feature("hazards")
    rule = next(pile.rule for pile in page.home.piles if pile.name == "overdue") if page.home else None
    assert rule is not None
    before = browse.count(store, hazards, rule)
    page.hide()
    first = browse.ids(store, hazards, rule, limit=1)[0]
    sample_desk.changes.happened.emit(edit.void(store, hazards, [first], "误登"))
    settle(sample_desk)
    assert page.cards["overdue"].figure.text() == f"{before:,}"
    page.show()
    settle(sample_desk)
    assert page.cards["overdue"].figure.text() == f"{before - 1:,}"
