"""Across pages: views in the navigation, saved views, back and forward, stars, the search of everything."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.kernel.fields import Value
from app.kernel.filters import Condition, Op, equals
from app.ledgers import browse, edit, grouping
from ui.dispatch.figure_cell import FigureCell
from ui.pages import ledger_groups, ledger_views
from ui.pages.ledger_page import LedgerPage
from ui.shell.asking import LineQuestion
from ui.shell.desk import Desk
from ui.shell.navigation import _ViewButton
from ui.shell.notices import Toast
from ui.shell.search_box import SearchBox
from ui.shell.trail import LONGEST, Trail
from ui.shell.window import MainWindow

Settle = Callable[[Desk], None]
QUIET = 500  # the counts wait a moment for further changes


@pytest.fixture
def go(qtbot: QtBot, window: MainWindow, sample_desk: Desk, settle: Settle) -> Callable[..., LedgerPage]:
    """Go to a ledger's page."""

    def to(name: str = "hazards", **target: object) -> LedgerPage:
        window.show_page(name, target)
        settle(sample_desk)
        page = window.page(name)
        assert isinstance(page, LedgerPage)
        return page

    with qtbot.waitActive(window):
        window.activateWindow()
    return to


def _rail(window: MainWindow) -> dict[tuple[str, str], _ViewButton]:
    return window.frame.navigation._view_buttons


def test_warnings_stand_in_the_navigation_with_live_counts(
    window: MainWindow, sample_desk: Desk, settle: Settle, go: Callable[..., LedgerPage]
) -> None:
    store, hazards = sample_desk.workspace.store, sample_desk.feature("hazards")
    rule = next(view.rule for view in hazards.ledger.views if view.name == "overdue")
    QTest.qWait(QUIET)
    settle(sample_desk)
    before = browse.count(store, hazards, rule)
    assert before
    made = _rail(window)["hazards", "overdue"]
    assert made.said == f"逾期未销号 {before}"
    QTest.keyClick(made, Qt.Key.Key_Return)
    settle(sample_desk)
    page = window.page("hazards")
    assert isinstance(page, LedgerPage)
    assert (page.view_name, page.table.count) == ("overdue", before)
    assert made.property("on") == "true"
    gone = page.table.view.rows.ids[0]
    page.desk.write(page, lambda _control: edit.delete(store, hazards, [gone]))
    settle(sample_desk)
    QTest.qWait(QUIET)
    settle(sample_desk)
    assert made.said == f"逾期未销号 {before - 1}"


def test_views_are_pinned_and_unpinned(
    window: MainWindow, sample_desk: Desk, settle: Settle, go: Callable[..., LedgerPage]
) -> None:
    page = go()
    menu = ledger_views.menu(page, "major_unclosed", QPoint())
    menu.actions()[0].trigger()
    menu.close()
    assert ("hazards", "major_unclosed") in _rail(window)
    window.frame.navigation.unpinned.emit("hazards", "overdue")
    assert ("hazards", "overdue") not in _rail(window)
    window.frame.navigation.set_narrow(True)
    assert not _rail(window)
    QTest.qWait(QUIET)
    settle(sample_desk)
    said = window.frame.navigation._buttons["hazards"].toolTip()
    assert said.splitlines()[0] == "隐患"
    assert said.splitlines()[1].startswith("重大隐患未销号 ")
    window.frame.navigation.set_narrow(False)
    assert ("hazards", "major_unclosed") in _rail(window)


def test_arrows_walk_along_the_navigation(window: MainWindow, go: Callable[..., LedgerPage]) -> None:
    go()
    rail = window.frame.navigation
    rail._buttons["hazards"].setFocus()
    QTest.keyClick(rail._buttons["hazards"], Qt.Key.Key_Down)
    assert _rail(window)["hazards", "overdue"].hasFocus()
    QTest.keyClick(_rail(window)["hazards", "overdue"], Qt.Key.Key_Up)
    assert rail._buttons["hazards"].hasFocus()


def answer(text: str) -> None:
    """Write into the line that is asked for."""
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, LineQuestion)
    asked.line.setText(text)
    QTest.keyClick(asked.line, Qt.Key.Key_Return)


def test_a_view_of_ones_own_keeps_filter_columns_and_groups(
    window: MainWindow,
    sample_desk: Desk,
    settle: Settle,
    go: Callable[..., LedgerPage],
) -> None:
    page = go(rule=equals("level", "重大"))
    columns = [field.name for field in page.table.view.rows.columns]
    page.table.view.show_columns(["number", "level", "place"])
    ledger_groups.turn(page)
    settle(sample_desk)
    QTimer.singleShot(0, lambda: answer("我的重大"))
    page.keep.click()
    settle(sample_desk)
    assert page.view_name == "own:我的重大"
    count = page.table.count
    QTest.qWait(QUIET)
    settle(sample_desk)
    assert _rail(window)["hazards", "own:我的重大"].said == f"我的重大 {count}", (
        "it stands in the navigation at once"
    )
    assert count == browse.count(
        sample_desk.workspace.store, page.feature, equals("level", "重大")
    ) or count < browse.count(sample_desk.workspace.store, page.feature)
    page.tabs.choose("all")
    settle(sample_desk)
    page.table.view.show_columns(columns)
    ledger_groups.turn(page)
    assert [field.name for field in page.table.view.rows.columns] == columns
    page.tabs.choose("own:我的重大")
    settle(sample_desk)
    assert [field.name for field in page.table.view.rows.columns] == ["number", "level", "place"]
    assert page.groups.isVisibleTo(page)
    assert page.table.count == count
    QTimer.singleShot(0, lambda: answer("重点盯办"))
    ledger_views._rename(page, "我的重大")
    settle(sample_desk)
    assert page.view_name == "own:重点盯办"
    assert ("hazards", "own:重点盯办") in _rail(window)


def test_back_and_forward_lead_through_pages_views_and_records(
    window: MainWindow, sample_desk: Desk, settle: Settle, go: Callable[..., LedgerPage]
) -> None:
    page = go()
    page.tabs.choose("overdue")
    settle(sample_desk)
    rule = Condition("closed_on", Op.EMPTY)
    page.bar.show_rule(rule)
    settle(sample_desk)
    number = page.table.view.rows.ids[1]
    page.open_record(number)
    go("inspections")
    frame = window.frame

    def back() -> None:
        QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        settle(sample_desk)

    back()
    assert frame.in_sight() == "hazards"
    assert (page.view_name, page.bar.rule, page.panel.record_id) == ("overdue", rule, number)
    assert page.panel.isVisible()
    back()
    assert (page.view_name, page.bar.rule, page.panel.isVisible()) == ("overdue", rule, False)
    back()
    assert (page.view_name, page.bar.empty) == ("all", True)
    back()
    assert frame.in_sight() == "home"
    assert not frame.top.back.isEnabled()
    for _ in range(3):
        QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        settle(sample_desk)
    assert (page.view_name, page.panel.record_id) == ("overdue", number)
    frame.top.forward.click()
    settle(sample_desk)
    assert frame.in_sight() == "inspections"
    assert not frame.top.forward.isEnabled()


def test_the_mouse_has_a_back_button(window: MainWindow, go: Callable[..., LedgerPage]) -> None:
    go()
    go("inspections")
    handle = window.windowHandle()
    at = QPoint(400, 400)
    QTest.mousePress(handle, Qt.MouseButton.BackButton, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseRelease(handle, Qt.MouseButton.BackButton, Qt.KeyboardModifier.NoModifier, at)
    assert window.frame.in_sight() == "hazards"


def test_a_new_record_is_not_begun_again_on_the_way_back() -> None:
    trail = Trail()
    trail.visit("home")
    trail.visit("hazards", {"new": True, "given": {"level": "重大"}})
    trail.visit("hazards")
    assert trail.here is not None
    assert (trail.here.page, trail.here.target) == ("hazards", {})
    assert trail.can_go(-1)
    for number in range(LONGEST + 5):
        trail.visit("hazards", {"record": number})
    steps = 0
    while trail.go(-1):
        steps += 1
    assert steps == LONGEST - 1


def test_a_star_is_found_again_by_ctrl_k(
    qtbot: QtBot, window: MainWindow, sample_desk: Desk, settle: Settle, go: Callable[..., LedgerPage]
) -> None:
    page = go()
    first, second = page.table.view.rows.ids[3], page.table.view.rows.ids[5]
    page.open_record(first)
    page.open_record(second)
    settle(sample_desk)
    assert page.panel.star.accessibleName().startswith("收藏")
    QTest.keyClick(page.table.view, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert page.panel.star.accessibleName().startswith("取消收藏")
    go("inspections")
    box = window.findChild(SearchBox)
    assert box is not None
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(box.palette_.isVisible, timeout=5000)
    seen = [box.palette_.list.item(at).text() for at in range(box.palette_.list.count())]
    assert seen[0] == "收藏"
    assert seen[2] == "最近打开"
    assert len(seen) == 4
    QTest.keyClick(box, Qt.Key.Key_Return)
    settle(sample_desk)
    assert window.frame.in_sight() == "hazards"
    assert page.panel.record_id == second


def test_search_goes_to_a_record_to_a_list_and_to_a_page(
    qtbot: QtBot, window: MainWindow, sample_desk: Desk, settle: Settle, go: Callable[..., LedgerPage]
) -> None:
    page = go("inspections")
    box = window.findChild(SearchBox)
    assert box is not None
    hazards = sample_desk.feature("hazards")
    store = sample_desk.workspace.store
    number = browse.ids(store, hazards)[7]
    record = browse.record(store, hazards, number)
    assert record is not None

    def ask(text: str) -> None:
        box.begin()
        box.setText(text)
        settle(sample_desk)
        qtbot.waitUntil(lambda: not box._timer.isActive(), timeout=2000)
        settle(sample_desk)
        assert box.palette_.isVisible()

    ask(str(record["number"]))
    QTest.keyClick(box, Qt.Key.Key_Return)
    settle(sample_desk)
    page = window.page("hazards")  # type: ignore[assignment]
    assert (window.frame.in_sight(), page.panel.record_id) == ("hazards", number)
    ask("济南")
    QTest.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(sample_desk)
    listed = window.page(window.frame.in_sight())
    assert isinstance(listed, LedgerPage)
    assert listed.bar.search == "济南"
    ask("ddb")
    QTest.keyClick(box, Qt.Key.Key_Return)
    settle(sample_desk)
    assert window.frame.in_sight() == "dispatch"
    ask("隐患台账")  # as it stands over the table
    QTest.keyClick(box, Qt.Key.Key_Return)
    settle(sample_desk)
    assert window.frame.in_sight() == "hazards"


def test_enter_before_the_answer_waits_for_it(
    window: MainWindow, sample_desk: Desk, settle: Settle, go: Callable[..., LedgerPage]
) -> None:
    go()
    box = window.findChild(SearchBox)
    assert box is not None
    box.setFocus()
    box.setText("调度表")
    QTest.keyClick(box, Qt.Key.Key_Return)  # faster than the answer
    QTest.qWait(250)
    settle(sample_desk)
    assert window.frame.in_sight() == "dispatch"


def test_nothing_found_is_said_and_escape_leaves(
    qtbot: QtBot, window: MainWindow, sample_desk: Desk, settle: Settle, go: Callable[..., LedgerPage]
) -> None:
    go()
    box = window.findChild(SearchBox)
    assert box is not None
    box.setFocus()
    box.setText("没有这个词啊啊")
    qtbot.waitUntil(box.palette_.isVisible, timeout=5000)
    assert box.palette_.list.item(0).text() == "没有找到“没有这个词啊啊”"
    assert box.palette_.current is None
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert not box.palette_.isVisible()
    assert box.text() == ""
    settle(sample_desk)


def test_the_keyboard_goes_to_the_table_of_the_page_that_was_asked_for(
    window: MainWindow, go: Callable[..., LedgerPage]
) -> None:
    hazards = go("hazards")
    assert window.focusWidget() is hazards.table.view
    box = window.findChild(SearchBox)
    assert box is not None
    box.setFocus()
    firms = go("enterprises")
    assert window.focusWidget() is firms.table.view
    box.setFocus()
    assert go("hazards").isAncestorOf(window.focusWidget())


def test_tab_goes_through_all_of_a_page(window: MainWindow, go: Callable[..., LedgerPage]) -> None:
    page, seen = go("hazards"), set()
    for _ in range(80):
        at = window.focusWidget()
        seen.add(at.accessibleName() or getattr(at, "text", str)())
        QTest.keyClick(at, Qt.Key.Key_Tab)
    assert {"导入 Excel", "打印", "新增隐患", "筛选", "分组"} <= seen
    assert page.bar.box.accessibleName() in seen


def test_tab_walks_the_top_then_the_rail_then_what_folds_it(
    window: MainWindow, go: Callable[..., LedgerPage]
) -> None:
    go("hazards")
    box = window.findChild(SearchBox)
    assert box is not None
    box.setFocus()
    names = []
    while (at := window.focusWidget()).accessibleName() != "收起导航":
        names.append(at.accessibleName())
        assert len(names) < 60
        QTest.keyClick(at, Qt.Key.Key_Tab)
    assert names[:2] == [box.accessibleName(), "工作台"], "one line of the rail, the others by arrows"
    assert names[2].startswith("逾期未销号")


def test_settings_and_figures_have_the_keyboard_where_one_looks(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("settings", {"section": "keeping"})
    tab = window.focusWidget()
    assert isinstance(tab, QAbstractButton)
    assert tab.text() == "备份与恢复"
    window.show_page("dispatch")
    qtbot.waitUntil(lambda: isinstance(window.focusWidget(), FigureCell), timeout=10000)
    figure = window.focusWidget()
    assert isinstance(figure, FigureCell)
    assert figure.code == "A1"


def test_an_empty_list_says_why_it_is_empty(
    sample_desk: Desk, settle: Settle, go: Callable[..., LedgerPage]
) -> None:
    page = go("hazards", search="没有这样的话")
    words = [one.text() for one in page.table.nothing.findChildren(QLabel) if one.isVisible()]
    assert any("清空筛选" in one for one in words)
    page.bar.box.setText("重大")
    QTest.keyClick(page.bar.box, Qt.Key.Key_Return)
    settle(sample_desk)
    words = [one.text() for one in page.table.nothing.findChildren(QLabel) if one.isVisible()]
    assert any("隐患等级" in one for one in words), "what was meant is named"
    page = go("dishonesty")
    words = [one.text() for one in page.table.nothing.findChildren(QLabel) if one.isVisible()]
    assert "还没有严重失信主体名单" in words
    assert not any("清空筛选" in one for one in words)


def test_persons_and_remarks_are_found_and_an_empty_search_says_where_it_looked(
    window: MainWindow, sample_desk: Desk, settle: Settle, go: Callable[..., LedgerPage]
) -> None:
    """What stands in a cell is looked for by Ctrl+F as in Excel: who mends it, who looked again, the remark."""
    store, hazards = sample_desk.workspace.store, sample_desk.feature("hazards")
    facts: dict[str, Value] = {
        "owner": "欧阳某",
        "rechecker": "尉迟某",
        "inspectors": ("司马某",),
        "remark": "已转区里",
    }
    made = edit.create(store, hazards, {"description": "通道堵塞", **facts}).created["hazards"]
    page = go()
    QTest.keyClick(page.table.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    for words in ("欧阳", "尉迟", "司马", "转区", "oym"):
        page.bar.box.setText(words)  # as an input method commits it
        QTest.qWait(220)
        settle(sample_desk)
        assert list(page.table.view.rows.ids) == list(made), words
    page.bar.box.setText("看护三班")
    QTest.qWait(220)
    settle(sample_desk)
    said = page.table.nothing.findChildren(QLabel)
    sentence = next(one.text() for one in said if "看护三班" in one.text())
    assert "整改责任人" in sentence
    assert "“判定依据 看护三班”" in sentence


def test_what_cannot_be_read_is_told_with_its_place_and_number(
    window: MainWindow,
    sample_desk: Desk,
    settle: Settle,
    go: Callable[..., LedgerPage],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A part of a page that only reads has no place of its own to say that it could not."""
    page = go("rewards")
    monkeypatch.delattr(grouping, "by_count")
    page.grouped.setFocus()
    QTest.keyClick(page.grouped, Qt.Key.Key_Space)
    settle(sample_desk)
    (told,) = (one for one in window.findChildren(Toast) if one.isVisible())
    said = " ".join(one.text() for one in told.findChildren(QLabel))
    assert "在“举报奖励" in said
    assert re.search(r"编号 \d{4}-\w{4}", said)
    told.hide()
    page.reload()
    settle(sample_desk)
    assert not any(one.isVisible() for one in window.findChildren(Toast)), "told once, not at every reading"


def test_esc_leads_back_from_the_search_of_everything(
    window: MainWindow, sample_desk: Desk, settle: Settle, go: Callable[..., LedgerPage]
) -> None:
    view = go("rewards").table.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    box = window.findChild(SearchBox)
    assert box is not None
    assert box.hasFocus()
    QTest.keyClicks(box, "lc")
    settle(sample_desk)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    assert view.hasFocus(), "as from a search in Excel"
