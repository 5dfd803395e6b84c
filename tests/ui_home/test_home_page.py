"""The home page: piles and charts lead to the filtered ledger; an empty office is shown a way to begin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.ledgers import browse, edit
from app.overview import today
from ui.home.figure_list import _Line
from ui.home.gathering import in_words
from ui.home.piles import difference
from ui.pages.home_page import HomePage
from ui.pages.ledger_page import LedgerPage
from ui.shell.desk import Desk

Settle = Callable[[Desk], None]
Visits = list[tuple[str, dict[str, Any]]]


def shown(qtbot: QtBot, desk: Desk, settle: Settle) -> HomePage:
    page = HomePage(desk, "home")
    qtbot.addWidget(page)
    page.resize(1300, 700)
    page.show()
    settle(desk)
    return page


def words_on(page: HomePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_piles_lead_to_the_filtered_ledger(
    qtbot: QtBot, sample_desk: Desk, settle: Settle, visits: Visits
) -> None:
    page = shown(qtbot, sample_desk, settle)
    piles = today.waiting(sample_desk.workspace.store, sample_desk.workspace.catalogue)
    assert list(page.cards) == [pile.name for pile in piles]
    ledger = LedgerPage(sample_desk, "hazards")
    qtbot.addWidget(ledger)
    for pile in piles:
        card = page.cards[pile.name]
        assert card.figure.text() == f"{pile.count:,}"
        card.setFocus()
        QTest.keyClick(card, Qt.Key.Key_Return)
        name, target = visits[-1]
        assert (name, target["title"]) == ("hazards", pile.title)
        ledger.arrive(target)
        settle(sample_desk)
        assert ledger.table.count == pile.count


def test_figures_and_lists_lead_on(qtbot: QtBot, sample_desk: Desk, settle: Settle, visits: Visits) -> None:
    page = shown(qtbot, sample_desk, settle)
    lines = page.findChildren(_Line)
    assert len(lines) == 7
    lines[0].click()
    figure: dict[str, Any] = {"table": "licheng-2023", "code": "A1"}
    assert visits[-1] == ("dispatch", figure)
    urgent = list(page.urgent.rows.ids)
    store, catalogue = sample_desk.workspace.store, sample_desk.workspace.catalogue
    assert urgent == today.most_urgent(store, catalogue)
    page.urgent.opened.emit(urgent[0])
    wanted: dict[str, Any] = {"record": urgent[0]}
    assert visits[-1] == ("hazards", wanted)
    assert page.waiting is not None
    for pile in page.waiting.others:
        link = next(one for one in page.findChildren(QPushButton) if one.text().startswith(f"{pile.title} "))
        link.click()
        name, target = visits[-1]
        assert browse.count(store, catalogue[name], target["rule"]) == pile.count


def test_the_switch_shows_what_names_me(
    qtbot: QtBot, sample_desk: Desk, settle: Settle, visits: Visits
) -> None:
    store, hazards = sample_desk.workspace.store, sample_desk.feature("hazards")
    overdue = next(
        one.rule for one in today.waiting(store, sample_desk.workspace.catalogue) if one.name == "overdue"
    )
    some = list(browse.ids(store, hazards, overdue, limit=3))
    edit.update(store, hazards, some[0], {"inspectors": ("李某", "钱某甲")})
    edit.update(store, hazards, some[1], {"rechecker": "李某、钱某甲"})
    edit.update(store, hazards, some[2], {"inspectors": ("钱某甲乙",)})
    store.who = "钱某甲"
    page = shown(qtbot, sample_desk, settle)
    assert page.cards["overdue"].figure.text() == f"{browse.count(store, hazards, overdue)}"
    page.whose.button(1).click()
    settle(sample_desk)
    assert page.cards["overdue"].figure.text() == "2"
    assert sorted(page.urgent.rows.ids) == sorted(some[:2])
    assert "等我办的" in words_on(page)
    page.cards["overdue"].setFocus()
    QTest.keyClick(page.cards["overdue"], Qt.Key.Key_Space)
    assert browse.count(store, hazards, visits[-1][1]["rule"]) == 2
    assert sample_desk.preferences.get("home_mine") is True


def test_nothing_of_mine_and_no_name_are_said_kindly(
    qtbot: QtBot, sample_desk: Desk, settle: Settle, visits: Visits
) -> None:
    store = sample_desk.workspace.store
    store.who = ""
    page = shown(qtbot, sample_desk, settle)
    QTest.keyClick(page.whose.button(1), Qt.Key.Key_Return)
    settle(sample_desk)
    assert "还没有填写您的姓名" in words_on(page)
    assert page.waiting is not None
    assert not page.waiting.idle, "without a name everything is listed"
    next(one for one in page.findChildren(QPushButton) if one.text() == "去填姓名").click()
    assert visits[-1] == ("settings", {"section": "display"})
    store.who = "无此人"
    page.reload()
    settle(sample_desk)
    assert "“无此人”的隐患都办完了" in words_on(page)
    assert "“无此人”名下没有逾期" in words_on(page)
    page.whose.button(0).click()
    settle(sample_desk)
    assert "无此人" not in words_on(page)


def test_every_bar_opens_exactly_its_records(
    qtbot: QtBot, sample_desk: Desk, settle: Settle, visits: Visits
) -> None:
    page = shown(qtbot, sample_desk, settle)
    store, hazards = sample_desk.workspace.store, sample_desk.feature("hazards")
    seen = 0
    for card in page.charts:
        card.view.setFocus()
        keys = {one.key for one in card.view.figures}
        walked: list[str] = []
        QTest.keyClick(card.view, Qt.Key.Key_Home)
        while len(walked) < len(keys):
            figure = card.view.current
            assert figure is not None
            walked.append(figure.key)
            visits.clear()
            QTest.keyClick(card.view, Qt.Key.Key_Return)
            name, target = visits[-1]
            count = browse.count(store, hazards, target["rule"])
            assert name == "hazards"
            assert figure.tip.split("：")[-1].split("（")[0].split("共 ")[-1] == f"{count:,}"
            assert card.view.accessibleDescription().startswith(figure.tip)
            before = figure
            QTest.keyClick(card.view, Qt.Key.Key_Right)
            if card.view.current == before:  # the end of a row
                QTest.keyClick(card.view, Qt.Key.Key_Down)
                while (left := card.view.current) is not None:
                    QTest.keyClick(card.view, Qt.Key.Key_Left)
                    if card.view.current == left:
                        break
        assert sorted(walked) == sorted(keys)
        seen += len(keys)
    assert seen > 60


def test_the_list_counts_what_the_bar_says(
    qtbot: QtBot, sample_desk: Desk, settle: Settle, visits: Visits
) -> None:
    page = shown(qtbot, sample_desk, settle)
    ledger = LedgerPage(sample_desk, "hazards")
    qtbot.addWidget(ledger)
    assert page.trends is not None
    for chart, place in ((page.trends.months, "1:3"), (page.trends.shares[1], "all:8")):
        card = next(one for one in page.charts if one.chart is chart)
        card.view.clicked.emit(place)
        series, _, at = place.partition(":")
        cells = chart.wholes if series == "all" else chart.cells[int(series)]
        ledger.arrive(visits[-1][1])
        settle(sample_desk)
        assert ledger.table.count == cells[int(at)].count > 0


def test_a_chart_is_clicked_with_the_mouse(
    qtbot: QtBot, sample_desk: Desk, settle: Settle, visits: Visits
) -> None:
    page = shown(qtbot, sample_desk, settle)
    for card in (page.trend, page.ring, page.shares["sector"]):
        for figure in card.view.figures:
            if not getattr(figure, "height", 1) or not getattr(figure, "width", 1):
                continue
            visits.clear()
            QTest.mouseClick(card.view, Qt.MouseButton.LeftButton, pos=inside(figure).toPoint())
            assert visits, figure.tip
    chosen = page.ring.view.current
    assert chosen is not None
    page.ring.view.setFocus()
    QTest.keyClick(page.ring.view, Qt.Key.Key_Up)
    assert page.ring.view.current != chosen


def inside(figure: Any) -> Any:
    from math import cos, radians, sin

    from PySide6.QtCore import QPointF

    from ui.charts.view import figure_box
    from ui.shell.look import look

    if not hasattr(figure, "sweep"):
        return figure_box(figure).center() * look().scale
    angle, far = radians(figure.start + figure.sweep / 2), (figure.inner + figure.outer) / 2
    return QPointF(figure.x + far * sin(angle), figure.y - far * cos(angle)) * look().scale


def test_a_chart_is_read_as_a_table_and_copied(
    qtbot: QtBot, sample_desk: Desk, settle: Settle, visits: Visits
) -> None:
    page = shown(qtbot, sample_desk, settle)
    card = page.shares["community"]
    chart = card.chart
    assert chart is not None
    button = card._switch.button(1)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert card.table.isVisible()
    card.copy()
    lines = [line.split("\t") for line in qtbot_clipboard().split("\n")]
    assert lines[0] == ["所属社区", "已销号", "未销号", "合计"]
    assert [line[0] for line in lines[1:]] == list(chart.labels)
    assert [int(line[3]) for line in lines[1:]] == [cell.count for cell in chart.wholes]
    assert [int(line[1]) + int(line[2]) for line in lines[1:]] == [int(line[3]) for line in lines[1:]]
    card.table.setCurrentIndex(card.table.words.index(0, 2))
    QTest.keyClick(card.table, Qt.Key.Key_Return)
    count = browse.count(sample_desk.workspace.store, sample_desk.feature("hazards"), visits[-1][1]["rule"])
    assert f"{count}" == lines[1][2]


def qtbot_clipboard() -> str:
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication.clipboard().text()


def test_this_month_is_set_beside_the_last(
    qtbot: QtBot, sample_desk: Desk, settle: Settle, visits: Visits
) -> None:
    page = shown(qtbot, sample_desk, settle)
    assert page.trends is not None
    found = page.trends.compared[0]
    assert difference(found.this, found.last) in words_on(page)
    link = next(one for one in page.findChildren(QPushButton) if one.text() == f"发现 {found.this:,} 条")
    link.click()
    hazards = sample_desk.feature("hazards")
    assert browse.count(sample_desk.workspace.store, hazards, visits[-1][1]["rule"]) == found.this


@pytest.mark.parametrize(
    ("this", "last", "said"),
    [(63, 54, "↑ 比上月同期多 9"), (1, 1234, "↓ 比上月同期少 1,233"), (5, 5, "与上月同期持平")],
)
def test_an_arrow_comes_with_words(this: int, last: int, said: str) -> None:
    assert difference(this, last) == said


def test_the_change_since_the_last_table_is_told_in_words() -> None:
    assert [in_words(one) for one in ("↑3", "↓1.2%", "平", "")] == ["↑ 增3", "↓ 减1.2%", "持平", ""]


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
    assert "还没有可以统计的隐患" in words_on(page)


def test_what_changed_out_of_sight_is_read_on_return(qtbot: QtBot, sample_desk: Desk, settle: Settle) -> None:
    page = shown(qtbot, sample_desk, settle)
    store, hazards = sample_desk.workspace.store, sample_desk.feature("hazards")
    assert page.waiting is not None
    rule = next(pile.rule for pile in page.waiting.piles if pile.name == "overdue")
    before = browse.count(store, hazards, rule)
    page.hide()
    first = browse.ids(store, hazards, rule, limit=1)[0]
    sample_desk.changes.happened.emit(edit.void(store, hazards, [first], "误登"))
    settle(sample_desk)
    assert page.cards["overdue"].figure.text() == f"{before:,}"
    page.show()
    settle(sample_desk)
    assert page.cards["overdue"].figure.text() == f"{before - 1:,}"
