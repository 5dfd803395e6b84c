"""工作日历: the shipped years, an office's edits and imports, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from app.bootstrap import Workspace
from app.kernel.errors import Refusal
from app.kernel.workdays import CalendarYear, WorkCalendar, faults
from app.masterdata.calendar import read_calendar, read_file, reset_year, shipped_years, write_year
from app.masterdata.rulebooks import rule_named
from app.overview.deadlines import answer, cautions, read_basis

FIRST, LAST = 2004, 2026


def test_the_shipped_years_are_whole_and_sane() -> None:
    years = shipped_years()
    assert sorted(years) == list(range(FIRST, LAST + 1))
    for one in years.values():
        assert faults(one) == []
        assert 9 <= len(one.holidays) <= 40, one.year
        assert one.source
        worked = 0
        day = date(one.year, 1, 1)
        while day.year == one.year:
            worked += WorkCalendar(years).is_working(day)
            day += timedelta(days=1)
        assert 245 <= worked <= 255, one.year  # 251 and 250 by the holidays of the time, ± moved days


def test_days_everybody_remembers() -> None:
    calendar = WorkCalendar(shipped_years())
    for day, name in (
        (date(2004, 1, 22), "春节"),
        (date(2015, 9, 3), "抗战胜利70周年纪念日"),
        (date(2020, 2, 2), "春节"),
        (date(2024, 10, 1), "国庆节"),
        (date(2026, 2, 17), "春节"),
    ):
        assert not calendar.is_working(day)
        assert calendar.name(day) == name
    assert calendar.is_working(date(2024, 2, 18))
    assert calendar.is_working(date(2007, 12, 29))
    assert not calendar.is_working(date(2007, 12, 31))


def year_of(year: int) -> CalendarYear:
    rest = {date(year, 10, 1) + timedelta(days=one): "国庆节" for one in range(7)}
    return CalendarYear(year, rest, {date(2027, 9, 26): "国庆节"} if year == 2027 else {}, "本单位录入")


def test_an_office_enters_a_year_and_takes_it_back(office: Workspace) -> None:
    rule, start = rule_named("interview.report"), date(2027, 9, 20)
    before = answer(rule, start, {}, read_basis(office.store))
    assert "2027年放假安排尚未载入" in "".join(cautions(before))
    assert before.due == date(2027, 10, 11)  # 21—24 27—30 1 | 4—8 11：国庆没有载入
    with office.store.write() as connection:
        write_year(connection, year_of(2027), "张某", office.clock.now())
    after = answer(rule, start, {}, read_basis(office.store))
    # 21—24 | 26(班) 27—30 | 1—7 放假 | 8 | 11—15
    assert after.due == date(2027, 10, 15)
    assert cautions(after) == []
    with office.store.read() as connection:
        assert "张某" in read_calendar(connection).years[2027].edited
    with office.store.write() as connection:
        reset_year(connection, 2027)
    assert answer(rule, start, {}, read_basis(office.store)).due == before.due


def test_an_edited_shipped_year_comes_back(office: Workspace) -> None:
    shipped = shipped_years()[2024]
    with office.store.write() as connection:
        own = CalendarYear(2024, {**shipped.holidays, date(2024, 3, 8): "停电"}, shipped.workdays, "改")
        write_year(connection, own, "", office.clock.now())
    with office.store.read() as connection:
        calendar = read_calendar(connection)
        assert not calendar.is_working(date(2024, 3, 8))
        assert calendar.years[2024].edited.startswith("未署名")
    with office.store.write() as connection:
        reset_year(connection, 2024)
    with office.store.read() as connection:
        assert read_calendar(connection).years[2024] == shipped


@pytest.mark.parametrize(
    ("holidays", "workdays", "said"),
    [
        ([date(2028, 1, 1)], [], "不是2027年"),
        ([date(2027, 10, 2)], [date(2027, 10, 2)], "既写了休又写了班"),
        ([], [date(2027, 10, 8)], "本来就上班"),
        ([date(2027, 1, 1) + timedelta(days=one) for one in range(60)], [], "每个周末"),
        ([], [date(2027, 1, 2) + timedelta(days=7 * one) for one in range(30)], "调休上班"),
    ],
)
def test_a_year_that_cannot_be_right_is_refused(
    office: Workspace, holidays: list[date], workdays: list[date], said: str
) -> None:
    one = CalendarYear(2027, dict.fromkeys(holidays, "休"), dict.fromkeys(workdays, "班"))
    with office.store.write() as connection, pytest.raises(Refusal, match=said):
        write_year(connection, one, "张某", office.clock.now())
    with office.store.read() as connection:
        assert not read_calendar(connection).knows(2027)


def test_a_year_comes_in_from_csv_and_workbook(tmp_path: Path) -> None:
    text = tmp_path / "2027.csv"
    text.write_text(
        "日期,休/班,名称\n2027-10-01,休,国庆节\n10月2日,休,国庆节\n\n2027/9/26,班,国庆节\n", encoding="utf-8"
    )
    found = read_file(text, 2027)
    assert dict(found.holidays) == {date(2027, 10, 1): "国庆节", date(2027, 10, 2): "国庆节"}
    assert dict(found.workdays) == {date(2027, 9, 26): "国庆节"}
    assert found.source == "导入自 2027.csv"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([date(2027, 10, 1), "放假", None])
    sheet.append(["2027年10月3日", "休", "国庆节"])
    book.save(tmp_path / "安排.xlsx")
    found = read_file(tmp_path / "安排.xlsx", 2027)
    assert dict(found.holidays) == {date(2027, 10, 1): "节假日", date(2027, 10, 3): "国庆节"}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("2026-10-01,休,国庆节", "第1行：2026-10-01 不是2027年的日子"),
        ("2027-10-01,没空,国庆节", "第1行：第二列应写“休”或“班”，不能是“没空”"),
        ("2027-10-01,休,国庆节\n2027-10-01,休,国庆节", "第2行：2027-10-01 写了两次"),
        ("国庆,休,国庆节", "第1行：“国庆”不是有效日期"),
        ("2027-09-26,班,国庆节", "没有写“休”的日子"),
        ("2027-10-01,休,国庆节\n2027-10-08,班,国庆节", "星期五，本来就上班"),
    ],
)
def test_a_file_that_is_wrong_is_refused_row_by_row(tmp_path: Path, rows: str, said: str) -> None:
    path = tmp_path / "坏.csv"
    path.write_text(rows + "\n", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_file(path, 2027)
    assert said in str(refused.value)
