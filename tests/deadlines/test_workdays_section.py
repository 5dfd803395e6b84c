"""设置 → 工作日历: a year edited by keys, imported, saved, taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.masterdata.calendar import read_calendar
from ui.settings import workdays
from ui.settings.workdays import WorkdaysSection
from ui.shell.desk import Desk

Settle = Callable[[Desk], None]


@pytest.fixture
def section(qtbot: QtBot, desk: Desk, settle: Settle) -> WorkdaysSection:
    made = WorkdaysSection(desk)
    qtbot.addWidget(made)
    made.resize(1200, 620)
    made.show()
    settle(desk)
    return made


def go_to(section: WorkdaysSection, year: int) -> None:
    section.years.setCurrentIndex(section.years.findData(year))


def test_the_year_is_told_in_words(section: WorkdaysSection) -> None:
    go_to(section, 2024)
    assert section.state.text() == "程序自带"
    assert "春节：2月10日至2月17日放假；2月4日（星期日）、2月18日（星期日）上班" in section.told.text()
    go_to(section, 2027)
    assert section.state.text() == "2027年放假安排尚未载入"


def test_keys_move_and_space_changes_a_day(section: WorkdaysSection, desk: Desk, settle: Settle) -> None:
    go_to(section, 2027)
    view = section.view
    view.setFocus()
    view.stand(date(2027, 10, 1))
    assert "工作日" in view.accessibleName()
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert "国庆节放假" in view.accessibleName()
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.day == date(2027, 9, 30)
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.day == date(2027, 10, 30)
    view.stand(date(2027, 10, 9))
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert "调休上班" in view.accessibleName()
    assert section.state.text() == "有改动，未保存"
    section.save.click()
    settle(desk)
    assert section.state.text() == "本单位改过"
    with desk.workspace.store.read() as connection:
        kept = read_calendar(connection).years[2027]
    assert dict(kept.holidays) == {date(2027, 10, 1): "国庆节"}
    assert dict(kept.workdays) == {date(2027, 10, 9): "国庆节"}
    assert "张某" in section.source.text()


def test_the_view_follows_the_keyboard(section: WorkdaysSection) -> None:
    go_to(section, 2024)
    section.view.stand(date(2024, 1, 1))
    section.view.grab()  # the days have their places
    section.view.setFocus()
    for _ in range(11):
        QTest.keyClick(section.view, Qt.Key.Key_PageDown)
    assert section.view.day == date(2024, 12, 1)
    at = section.view.mapTo(section.area.viewport(), section.view.place(date(2024, 12, 1)).center().toPoint())
    assert section.area.viewport().rect().contains(at)


def test_a_holiday_is_renamed_and_an_edit_forgotten(section: WorkdaysSection) -> None:
    go_to(section, 2024)
    section.view.stand(date(2024, 10, 1))
    section.name.selectAll()
    QTest.keyClicks(section.name, "National")
    assert "National：10月1日放假" in section.told.text()
    section.drop.click()
    assert section.state.text() == "程序自带"
    assert section.name.text() == "国庆节"


def test_a_weekend_goes_round_all_three(section: WorkdaysSection) -> None:
    go_to(section, 2024)
    section.view.stand(date(2024, 3, 2))
    said = []
    for _ in range(3):
        section.turn.click()
        said.append(section.kind.text())
    assert said == ["调休上班", "节假日", "周末"]


def test_a_file_is_read_into_the_draft_and_saved(
    section: WorkdaysSection, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    path = tmp_path / "2027.csv"
    path.write_text("2027-10-01,休,国庆节\n2027-09-26,班,国庆节\n", encoding="utf-8")
    go_to(section, 2027)
    section.take_file(path)
    settle(desk)
    assert "国庆节：10月1日放假；9月26日（星期日）上班" in section.told.text()
    assert section.changed
    section.save.click()
    settle(desk)
    assert "导入自 2027.csv" in section.source.text()


def test_a_wrong_file_is_told_and_changes_nothing(
    section: WorkdaysSection, desk: Desk, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(workdays, "tell", lambda _owner, _title, text: said.append(text))
    path = tmp_path / "坏.csv"
    path.write_text("2027-10-01,没空,国庆节\n", encoding="utf-8")
    go_to(section, 2027)
    section.take_file(path)
    settle(desk)
    assert "第1行" in said[0]
    assert not section.changed


def test_taken_back_to_the_shipped_year(
    section: WorkdaysSection, desk: Desk, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: 0)
    monkeypatch.setattr(workdays, "ask", lambda *_given, **_named: True)
    go_to(section, 2024)
    section.view.stand(date(2024, 3, 8))
    section.turn.click()
    section.save.click()
    settle(desk)
    assert section.back.isEnabled()
    section.back.click()
    settle(desk)
    assert section.state.text() == "程序自带"
    assert "3月8日" not in section.told.text()


def test_leaving_a_year_with_changes_is_asked(
    section: WorkdaysSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [False, True]
    monkeypatch.setattr(workdays, "ask", lambda *_given, **_named: answers.pop(0))
    go_to(section, 2024)
    section.view.stand(date(2024, 3, 8))
    section.turn.click()
    go_to(section, 2023)
    assert (section.year, section.changed) == (2024, True)
    go_to(section, 2023)
    assert (section.year, section.changed) == (2023, False)
