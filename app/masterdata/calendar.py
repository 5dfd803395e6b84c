"""工作日历: the notices of rest days that come with the program, and the years an office has edited or imported."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from app.exchange.read import CellValue, read_workbook
from app.kernel.errors import Refusal
from app.kernel.parsing import NotUnderstood
from app.kernel.parsing_days import read_day
from app.kernel.workdays import CalendarYear, WorkCalendar, faults
from app.masterdata.settings import read_setting, write_setting
from app.paths import RESOURCES

FOLDER = RESOURCES / "calendar"
EDITED = "work_calendar"
REST = ("休", "放假", "休息", "节假日", "假")
WORK = ("班", "上班", "调休", "调休上班", "补班", "工作", "工作日")
TOLD = 8


@cache
def shipped_years() -> Mapping[int, CalendarYear]:
    """The years that come with the program."""
    found = (_shipped(path) for path in sorted(FOLDER.glob("[0-9]*.toml")))
    return {one.year: one for one in found}


@cache
def shipped_calendar() -> WorkCalendar:
    """The calendar of an office that has changed nothing."""
    return WorkCalendar(shipped_years())


def _shipped(path: Path) -> CalendarYear:
    data = tomllib.loads(path.read_text("utf-8"))
    return CalendarYear(data["year"], _named(data["holidays"]), _named(data["workdays"]), data["source"])


def _named(entries: Mapping[str, str]) -> dict[date, str]:
    return {date.fromisoformat(text): name for text, name in sorted(entries.items())}


def read_calendar(connection: Connection) -> WorkCalendar:
    """The office's calendar: what came with the program, overlaid by the years it edited."""
    return overlaid(read_setting(connection, EDITED, {}))


def overlaid(edited: Mapping[str, Any]) -> WorkCalendar:
    """The shipped years under those of the setting's value."""
    if not edited:
        return shipped_calendar()
    own = {
        int(year): CalendarYear(
            int(year), _named(one["holidays"]), _named(one["workdays"]), one["source"], one["edited"]
        )
        for year, one in edited.items()
    }
    return WorkCalendar({**shipped_years(), **own})


def write_year(connection: Connection, one: CalendarYear, who: str, now: datetime) -> None:
    """Keep an edited year. Raises Refusal with all that cannot be right in it."""
    if found := faults(one):
        more = f"\n……共 {len(found)} 处" if len(found) > TOLD else ""
        raise Refusal("\n".join(found[:TOLD]) + more)
    edited = dict(read_setting(connection, EDITED, {}))
    edited[str(one.year)] = {
        "holidays": {day.isoformat(): name for day, name in sorted(one.holidays.items())},
        "workdays": {day.isoformat(): name for day, name in sorted(one.workdays.items())},
        "source": one.source,
        "edited": f"{who or '未署名'} {now:%Y-%m-%d %H:%M}",
    }
    write_setting(connection, EDITED, edited)


def reset_year(connection: Connection, year: int) -> None:
    """Take up the shipped year again; one that was not shipped is not loaded any more."""
    edited = dict(read_setting(connection, EDITED, {}))
    edited.pop(str(year), None)
    write_setting(connection, EDITED, edited)


def read_file(path: Path, year: int) -> CalendarYear:
    """A year from a table of 日期, 休/班 and a name. Raises Refusal naming every row that is wrong."""
    sheets = [sheet for sheet in read_workbook(path).sheets if not sheet.hidden and sheet.rows]
    if not sheets:
        raise Refusal(f"“{path.name}”里没有内容。请用三列：日期、休/班、名称。")
    holidays: dict[date, str] = {}
    workdays: dict[date, str] = {}
    wrong: list[str] = []
    for place, row in enumerate(sheets[0].rows, start=1):
        cells = [_text(value) for value in row]
        if not any(cells) or _is_heading(cells):
            continue
        try:
            day, rest, name = _entry(row, cells, year)
        except NotUnderstood as fault:
            wrong.append(f"第{place}行：{fault}")
            continue
        if day in holidays or day in workdays:
            wrong.append(f"第{place}行：{day} 写了两次")
        (holidays if rest else workdays)[day] = name
    if wrong:
        more = f"\n……共 {len(wrong)} 行" if len(wrong) > TOLD else ""
        raise Refusal(
            f"“{path.name}”没有导入，请改好再来：\n"
            + "\n".join(f"{one.rstrip('。')}。" for one in wrong[:TOLD])
            + more
        )
    if not holidays:
        raise Refusal(f"“{path.name}”里没有写“休”的日子。请用三列：日期、休/班、名称。")
    made = CalendarYear(year, holidays, workdays, f"导入自 {path.name}")
    if found := faults(made):
        raise Refusal(f"“{path.name}”没有导入：\n" + "\n".join(found[:TOLD]))
    return made


def _text(value: CellValue) -> str:
    return "" if value is None else str(value).strip()


def _is_heading(cells: list[str]) -> bool:
    return any(word in cells[0] for word in ("日期", "日子", "放假安排"))


def _entry(row: list[CellValue], cells: list[str], year: int) -> tuple[date, bool, str]:
    day = read_day(row[0], year)
    if day.year != year:
        raise NotUnderstood(f"{day} 不是{year}年的日子，请在{day.year}年里导入")
    word = cells[1] if len(cells) > 1 else ""
    if word not in (*REST, *WORK):
        raise NotUnderstood(f"第二列应写“休”或“班”，不能是“{word}”")
    name = cells[2] if len(cells) > 2 and cells[2] else ("节假日" if word in REST else "调休")
    return day, word in REST, name
