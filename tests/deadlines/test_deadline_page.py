"""期限计算 as a clerk uses it: find the period, type the day, read the answer, change the office's value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.kernel.rules import Override
from app.masterdata.rulebooks import rule_named, write_override
from app.overview.deadlines import read_basis
from ui.deadlines.count_months import months_shown
from ui.deadlines.override_dialog import OverrideDialog
from ui.pages.deadline_page import DeadlinePage
from ui.shell.desk import Desk

Settle = Callable[[Desk], None]


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settle: Settle) -> DeadlinePage:
    made = DeadlinePage(desk, "deadlines")
    qtbot.addWidget(made)
    made.resize(1300, 700)
    made.show()
    settle(desk)
    return made


def start_on(page: DeadlinePage, text: str) -> None:
    assert page.start is not None
    page.start.line.setFocus()
    page.start.line.selectAll()
    page.start.line.insert(text)


def said(page: DeadlinePage) -> str:
    QTest.qWait(1)  # what was put in is shown by the next turn of the loop
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def test_find_by_initials_type_a_day_and_read_the_count(page: DeadlinePage) -> None:
    QTest.keyClicks(page.rules.search, "smjbbj")
    QTest.keyClick(page.rules.search, Qt.Key.Key_Return)
    assert page.rules.rule is not None
    assert page.rules.rule.identifier == "tipoff.closing"
    start_on(page, "2019-12-01")
    assert page.due_day.text() == "2020-02-03"
    told = said(page)
    for words in ("第九条", "有效期到 2020-10-31", "当日不计入", "已顺延", "自受理之日起60日内办结"):
        assert words in told
    assert "2019-12-01 起算，2020-02-03 到期" in page.months.accessibleDescription()


def test_a_lapsed_rule_is_marked_and_its_successor_offered(page: DeadlinePage) -> None:
    page.arrive({"rule": "tipoff.feedback", "start": date(2021, 3, 1)})
    told = said(page)
    assert "已失效（到 2020-10-31）" in told
    assert "山东省安全生产举报办法" in told
    page.arrive({"rule": "tipoff.feedback", "start": date(2015, 3, 1)})
    assert "还没有施行" in said(page)


def test_parameters_come_with_the_rule_and_are_checked(page: DeadlinePage) -> None:
    page.arrive({"rule": "blacklist.term", "start": date(2017, 1, 20)})
    assert page.due_day.text() == "2018-01-20"
    grade = page.findChild(QComboBox)
    assert grade is not None
    grade.setCurrentText("特别重大")
    assert page.due_day.text() == "2020-01-20"
    times = next(box.control for box in page.boxes if box.parameter.name == "listing")
    assert isinstance(times, QLineEdit)
    QTest.keyClicks(times, "0")
    assert page.due_day.text() == "—"
    assert "1 到 99" in page.due_note.text()
    assert not page.copy.isEnabled()
    QTest.keyClick(times, Qt.Key.Key_Backspace)
    QTest.keyClicks(times, "2")
    assert "连续" not in page.due_day.text()
    assert page.due_day.text() == "2020-01-20"


def test_a_day_that_is_none_says_so(page: DeadlinePage) -> None:
    page.arrive({"rule": "interview.report"})
    start_on(page, "昨天晚上")
    assert page.due_day.text() == "—"
    assert "约谈结束日期" in page.due_note.text()
    start_on(page, "2024年1月29日")
    assert page.due_day.text() == "2024-02-22"


def test_a_search_without_a_find_keeps_the_answer(page: DeadlinePage) -> None:
    before = page.rules.rule
    page.rules.search.insert("没有这种期限")
    assert page.rules.nothing.isVisibleTo(page)
    assert page.rules.rule is before


def test_copied_as_text(page: DeadlinePage) -> None:
    page.arrive({"rule": "interview.report", "start": date(2024, 1, 29)})
    page.copy.click()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("报送约谈落实情况：2024-02-22 星期四")
    assert "《山东省安全生产约谈制度》第九条" in text
    assert "2024-02-10 至 2024-02-17　春节假期，不算" in text


def test_the_office_changes_a_value_with_a_reason_and_takes_it_back(
    page: DeadlinePage, desk: Desk, settle: Settle
) -> None:
    page.arrive({"rule": "tipoff.feedback", "start": date(2016, 5, 3)})
    page.change.click()
    dialog = page.findChild(OverrideDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.value, "5")
    save = next(one for one in dialog.findChildren(QPushButton) if one.accessibleName() == "保存")
    save.click()
    settle(desk)
    assert "请写明改期限的理由" in dialog.error.text()
    dialog.reason.setPlainText("区里要求从快")
    save.click()
    settle(desk)
    assert not isValid(dialog)
    assert page.due_day.text() == "2016-05-09"
    told = said(page)
    for words in ("5日（规定10日）", "区里要求从快", "张某", "按规定到期 2016-05-13"):
        assert words in told
    page.change.click()
    again = page.findChildren(OverrideDialog)[-1]
    assert again.value.text() == "5"
    next(one for one in again.findChildren(QPushButton) if "恢复" in one.accessibleName()).click()
    settle(desk)
    assert page.due_day.text() == "2016-05-13"
    assert read_basis(desk.workspace.store).overrides == ()


def test_what_another_page_changed_is_taken_up(page: DeadlinePage, desk: Desk, settle: Settle) -> None:
    from app.kernel.change import Change

    page.arrive({"rule": "tipoff.archiving", "start": date(2016, 5, 3)})
    with desk.workspace.store.write() as connection:
        rule = rule_named("tipoff.archiving")
        write_override(connection, rule, Override(rule.identifier, "", 3, "试行"))
    desk.changes.happened.emit(Change())
    settle(desk)
    assert page.due_day.text() == "2016-05-06"


def test_fixed_days_have_nothing_to_change(page: DeadlinePage) -> None:
    page.arrive({"rule": "blacklist.publication", "start": date(2016, 1, 20)})
    assert not page.change.isEnabled()
    assert page.due_day.text() == "2016-01-20"


def test_a_missing_year_leads_to_the_calendar(
    page: DeadlinePage, visits: list[tuple[str, dict[str, object]]]
) -> None:
    page.arrive({"rule": "interview.report", "start": date(2027, 3, 1)})
    assert "2027年放假安排尚未载入" in said(page)
    go = next(one for one in page.findChildren(QPushButton) if one.accessibleName() == "去载入")
    go.click()
    assert visits == [("settings", {"section": "workdays"})]


def test_long_periods_show_their_ends() -> None:
    assert months_shown(date(2024, 1, 29), date(2024, 2, 22)) == [(2024, 1), (2024, 2)]
    assert months_shown(date(2017, 1, 20), date(2020, 1, 20)) == [(2017, 1), (2020, 1)]
    assert len(months_shown(date(2017, 1, 20), date(2017, 9, 20))) == 4


def test_the_drawing_is_painted_in_every_shape(page: DeadlinePage) -> None:
    from app.masterdata.rulebooks import rules

    for rule in rules():
        page.arrive({"rule": rule.identifier, "start": date(2023, 9, 29)})
        assert page.months.height() > 0
        picture = page.months.grab().toImage()
        colours = {
            picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)
        }
        assert len(colours) > 3, rule.identifier
