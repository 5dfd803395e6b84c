"""Write <year>.toml beside this file from the package chinesecalendar: ``python build_calendar.py``.

The program itself does not use the package; run this when a new version of it knows another year.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from importlib.metadata import version
from pathlib import Path

from chinese_calendar import constants

HERE = Path(__file__).parent
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}


def by_year(days: dict[date, str]) -> dict[int, dict[date, str]]:
    found: dict[int, dict[date, str]] = defaultdict(dict)
    for day, name in sorted(days.items()):
        found[day.year][day] = NAMES[name]
    return found


def main() -> None:
    holidays, workdays = by_year(constants.holidays), by_year(constants.workdays)
    for year in holidays:
        lines = [
            f"year = {year}",
            f'source = "国务院办公厅{year}年节假日安排（据 chinesecalendar {version("chinesecalendar")}）"',
        ]
        for title, days in (("holidays", holidays[year]), ("workdays", workdays.get(year, {}))):
            lines += ["", f"[{title}]"] + [f'{day.isoformat()} = "{name}"' for day, name in days.items()]
        (HERE / f"{year}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
