"""到期日历: counts by day, the list of a day, and the calendar file."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap import Workspace
from app.kernel.filters import matches
from app.ledgers import browse
from app.overview.due_calendar import SOURCES, DueEntry, due_between, due_counts, due_on
from app.overview.ics import SINGLE, calendar_text
from ui.pages import calendar_page
from ui.pages.calendar_page import CalendarPage
from ui.shell.desk import Desk

Settle = Callable[[Desk], None]
NOW = datetime(2023, 6, 30, 1, 30, tzinfo=UTC)
FIRST, LAST = date(2023, 6, 1), date(2023, 9, 30)


def test_counts_agree_with_counting_one_by_one(sample: Workspace) -> None:
    found = due_counts(sample.store, sample.catalogue, FIRST, LAST)
    for source in SOURCES:
        if (
            source.counted or source.ledger == "dishonesty"
        ):  # no field holds the day; none stands in the sample's year
            continue
        feature = sample.catalogue[source.ledger]
        every = browse.rows(sample.store, feature, list(browse.ids(sample.store, feature)))
        wanted: dict[date, list[int]] = {}
        for record in every.values():
            day = record[source.day]
            if isinstance(day, date) and matches(source.on(FIRST, LAST), record):
                counts = wanted.setdefault(day, [0, 0])
                counts[0] += 1
                counts[1] += record["level"] == "重大"
        assert wanted, "the sample office has something due"
        got = {
            day: [by[source.ledger].count, by[source.ledger].major]
            for day, by in found.days.items()
            if source.ledger in by
        }
        assert got == wanted
        today = sample.clock.today()
        late = sum(matches(source.before(today), record) for record in every.values())
        assert found.overdue[source.ledger] == late


def test_the_list_of_a_day_is_what_was_counted(sample: Workspace) -> None:
    found = due_counts(sample.store, sample.catalogue, FIRST, LAST)
    day, counts = max(found.days.items(), key=lambda one: sum(of.count for of in one[1].values()))
    listed = due_on(sample.store, sample.catalogue, day, 100)
    for source in SOURCES:
        mine = [one for one in listed if one.source is source]
        assert len(mine) == (counts[source.ledger].count if source.ledger in counts else 0)
        assert all(one.day == day and one.firm and one.number for one in mine)
    every = due_between(sample.store, sample.catalogue, FIRST, LAST)
    assert [one.day for one in every] == sorted(one.day for one in every)
    assert [one.record for one in every if one.day == day and one.source is SOURCES[0]]


def entry(record: int = 1, what: str = "配电箱没有门", level: str = "一般") -> DueEntry:
    day = date(2023, 12, 31)
    return DueEntry(day, SOURCES[0], record, f"YH-{record}", "济南甲某有限公司", what, level)


def unfolded(text: str) -> list[str]:
    return re.sub(r"\r\n ", "", text).split("\r\n")


def test_the_file_is_as_the_standard_says() -> None:
    long = "一、通道堵塞；二, 灭火器过期\\无压力;三\n换行" + "很长" * 60
    text = calendar_text([entry(what=long, level="重大"), entry(2)], NOW)
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = unfolded(text)
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    assert "DTSTAMP:20230630T013000Z" in lines
    assert "DTSTART;VALUE=DATE:20231231" in lines
    assert "DTEND;VALUE=DATE:20240101" in lines
    assert "SUMMARY:【重大】整改期限到期：济南甲某有限公司" in lines
    described = next(line for line in lines if line.startswith("DESCRIPTION:YH-1"))
    assert "二\\, 灭火器过期\\\\无压力\\;三\\n换行" in described
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == 2
    assert calendar_text([entry()], NOW) == calendar_text([entry()], NOW)


def test_each_duty_of_a_case_has_its_own_entry(sample: Workspace) -> None:
    ahead = due_between(sample.store, sample.catalogue, date(2023, 8, 31), date(2023, 12, 31))
    of_cases = [one.record for one in ahead if one.source.ledger == "blacklist"]
    assert len(of_cases) > len(set(of_cases)), "a case has several"
    uids = [line for line in unfolded(calendar_text(ahead, NOW)) if line.startswith("UID:")]
    assert len(uids) == len(set(uids)), "a telephone keeps one entry for each UID"


def test_many_of_a_day_are_one_entry() -> None:
    lines = unfolded(calendar_text([entry(one) for one in range(SINGLE + 5)], NOW))
    assert lines.count("BEGIN:VEVENT") == 1
    assert f"SUMMARY:整改期限到期 {SINGLE + 5} 条" in lines
    assert unfolded(calendar_text([entry(one) for one in range(SINGLE)], NOW)).count("BEGIN:VEVENT") == SINGLE
    assert unfolded(calendar_text([], NOW))[-2] == "END:VCALENDAR"


@pytest.fixture
def page(qtbot: QtBot, sample_desk: Desk, settle: Settle) -> CalendarPage:
    made = CalendarPage(sample_desk, "due")
    qtbot.addWidget(made)
    made.resize(1280, 680)
    made.show()
    settle(sample_desk)
    return made


def busiest(page: CalendarPage) -> date:
    assert page.shown is not None
    days = page.shown.found.days
    return max(days, key=lambda day: sum(one.count for one in days[day].values()))


def test_a_month_by_keys_and_the_list_of_a_day(
    page: CalendarPage, sample_desk: Desk, settle: Settle, visits: list[tuple[str, dict[str, object]]]
) -> None:
    grid = page.grid
    grid.setFocus()
    day = busiest(page)
    page.arrive({"day": day})
    settle(sample_desk)
    assert str(day) in grid.accessibleName()
    assert "条" in grid.accessibleName()
    assert page.list.count() > 0
    QTest.keyClick(grid, Qt.Key.Key_Return)
    name, target = visits[-1]
    assert name in {source.ledger for source in SOURCES}
    assert str(day) in str(target["title"])
    QTest.keyClick(grid, Qt.Key.Key_PageDown)
    settle(sample_desk)
    assert page.shown is not None
    assert page.shown.first > day
    assert page.month.text() == f"{grid.day.year}年{grid.day.month}月"
    QTest.keyClick(grid, Qt.Key.Key_Home)
    assert grid.day.day == 1
    QTest.keyClick(grid, Qt.Key.Key_End)
    assert (grid.day + timedelta(days=1)).day == 1


def test_a_click_on_an_entry_opens_its_record(
    page: CalendarPage, sample_desk: Desk, settle: Settle, visits: list[tuple[str, dict[str, object]]]
) -> None:
    page.arrive({"day": busiest(page)})
    settle(sample_desk)
    item = page.list.item(0)
    page.list.itemActivated.emit(item)
    assert visits[-1][1]["record"] == item.data(calendar_page.ENTRY).record


def test_overdue_leads_to_the_ledger(page: CalendarPage, visits: list[tuple[str, dict[str, object]]]) -> None:
    late = next(one for one in page.findChildren(QPushButton) if "已逾期" in one.text())
    late.click()
    assert "已逾期" in str(visits[-1][1]["title"])


def test_the_calendar_file_is_written(
    page: CalendarPage, sample_desk: Desk, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "到期.ics"
    monkeypatch.setattr(calendar_page, "ask_where", lambda *_given: out)
    page._export()
    settle(sample_desk)
    text = out.read_bytes().decode("utf-8")
    today = sample_desk.workspace.clock.today()
    ahead = due_between(
        sample_desk.workspace.store, sample_desk.workspace.catalogue, today, today + timedelta(days=365)
    )
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.count("BEGIN:VEVENT") == len(ahead) > 0


def test_the_grid_is_painted_with_its_counts(page: CalendarPage) -> None:
    picture = page.grid.grab().toImage()
    colours = {
        picture.pixel(x, y) for x in range(0, picture.width(), 2) for y in range(0, picture.height(), 2)
    }
    assert len(colours) > 6
