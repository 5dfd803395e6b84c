"""Days as people say them at the keyboard: 今天, +3, 下周一, 月底. Only for typing: in a file such words mean nothing."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date, timedelta

from app.kernel.parsing_base import NotUnderstood, chinese_number
from app.kernel.parsing_days import FIRST_YEAR, LAST_YEAR, read_day

WEEKDAYS = "一二三四五六日"
_NAMED = {
    "今天": 0, "今日": 0, "当天": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3,
    "昨天": -1, "昨日": -1, "前天": -2, "大前天": -3,
}  # fmt: skip
_WEEKS = {"": 0, "本": 0, "这": 0, "下": 1, "下下": 2, "上": -1, "上上": -2}
_MONTHS = {"": 0, "本": 0, "这": 0, "当": 0, "下": 1, "上": -1}
_UNITS = {"d": "d", "天": "d", "日": "d", "w": "w", "周": "w", "星期": "w", "个星期": "w", "礼拜": "w",
          "个礼拜": "w", "m": "m", "月": "m", "个月": "m", "y": "y", "年": "y"}  # fmt: skip
_NUMBER = r"(?:\d{1,4}|[一二两三四五六七八九十百]{1,4}|半)"
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_STEPS = re.compile(rf"[+-]\d{{1,4}}(?:{_UNIT})?(?:[+-]\d{{1,4}}(?:{_UNIT})?)*")
_ONE_STEP = re.compile(rf"([+-])(\d{{1,4}})({_UNIT})?")
_AFTER = re.compile(rf"({_NUMBER})({_UNIT})(之后|以后|后|之前|以前|前|内)")
_WEEKDAY = re.compile(r"(本|这|下下|下|上上|上|)(?:个)?(?:周|星期|礼拜)([一二三四五六日天末])")
_MONTH_EDGE = re.compile(r"(本|这|当|下|上|)(?:个)?月(底|末|初)")
_MONTH_DAY = re.compile(r"(?:(本|这|当|下|上)(?:个)?月)?(\d{1,2}|[一二三四五六七八九十廿卅]{1,3})[日号]")
_QUARTER_EDGE = re.compile(r"(本|这|当|下|上|)(?:个)?季度?(底|末|初)")
_YEARS = {"": 0, "今": 0, "本": 0, "去": -1, "前": -2, "明": 1, "后": 2}
_YEAR_EDGE = re.compile(r"(今|本|去|前|明|后|)年(底|末|初)")
_YEAR_DAY = re.compile(r"(今|本|去|前|明|后)年(\S*月\S*)")


def typed_day(text: str, today: date) -> date | None:
    """The day meant, None where the words are of another kind (then the reader of cells is asked)."""
    said = _plain(text)
    try:
        found = _meant(said, today)
    except (ValueError, OverflowError, NotUnderstood):  # 下月31日, +9999y
        return None
    return found if found is not None and FIRST_YEAR <= found.year <= LAST_YEAR else None


def pasted_day(text: str, today: date) -> date | None:
    """As :func:`typed_day`, for a cell that was copied: only words that name what they are counted from.

    Nobody sees there what was understood, and 3天内, 6号, 周五, 当天 may speak of the day their sheet was written for.
    """
    said = _plain(text)
    if said == "当天" or _AFTER.fullmatch(said):
        return None
    found = _WEEKDAY.fullmatch(said) or _MONTH_DAY.fullmatch(said)
    return None if found is not None and not found[1] else typed_day(text, today)


def stepped(day: date, unit: str, count: int) -> date:
    """So many days (d), weeks (w), months (m) or years (y) on; the 31st becomes the month's last day."""
    if unit in "dw":
        return day + timedelta(days=count * (7 if unit == "w" else 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def weekday(day: date) -> str:
    """星期日."""
    return f"星期{WEEKDAYS[day.weekday()]}"


def key_step(text: str, read: date | None, today: date) -> date | None:
    """What ``d``, ``w``, ``m`` typed behind a day (``read``) or into an empty line make of it; capitals go back.

    ``text`` is the line with the letter. A lone ``d`` is today. ``+3d`` is no step but a distance.
    """
    before, letter = text[:-1].strip(), text[-1:]
    if letter.lower() not in ("d", "w", "m") or (re.search(r"[+-]\d{1,4}$", before) and not _is_iso(before)):
        return None
    if not before:
        return today if letter == "d" else _tried(today, letter)
    return _tried(read, letter) if read is not None else None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text[:40]).split()).casefold()


def _is_iso(text: str) -> bool:
    return re.search(r"\d[-./]\d{1,2}[-./]\d{1,2}$|^\d{1,2}-\d{1,2}$", text) is not None


def _tried(day: date, letter: str) -> date | None:
    try:
        found = stepped(day, letter.lower(), 1 if letter.islower() else -1)
    except (ValueError, OverflowError):
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _meant(said: str, today: date) -> date | None:
    if said in _NAMED:
        return today + timedelta(days=_NAMED[said])
    if _STEPS.fullmatch(said):
        day = today
        for sign, number, unit in _ONE_STEP.findall(said):
            day = stepped(day, _UNITS[unit or "d"], int(sign + number))
        return day
    if found := _AFTER.fullmatch(said):
        return _after(found, today)
    if found := _WEEKDAY.fullmatch(said):
        monday = today - timedelta(days=today.weekday())
        place = {"天": 6, "末": 5}.get(found[2], WEEKDAYS.find(found[2]))
        return monday + timedelta(days=7 * _WEEKS[found[1]] + place)
    if found := _MONTH_EDGE.fullmatch(said):
        first = stepped(today.replace(day=1), "m", _MONTHS[found[1]])
        return first if found[2] == "初" else stepped(first, "m", 1) - timedelta(days=1)
    if found := _MONTH_DAY.fullmatch(said):
        number = int(found[2]) if found[2].isdigit() else chinese_number(found[2])
        return stepped(today.replace(day=1), "m", _MONTHS[found[1] or ""]).replace(day=number or 0)
    if found := _QUARTER_EDGE.fullmatch(said):
        begun = today.replace(day=1, month=(today.month - 1) // 3 * 3 + 1)
        first = stepped(begun, "m", 3 * _MONTHS[found[1]])
        return first if found[2] == "初" else stepped(first, "m", 3) - timedelta(days=1)
    if found := _YEAR_EDGE.fullmatch(said):
        year = today.year + _YEARS[found[1]]
        return date(year, 1, 1) if found[2] == "初" else date(year, 12, 31)
    if found := _YEAR_DAY.fullmatch(said):
        return read_day(found[2], today.year + _YEARS[found[1]])
    return None


def _after(found: re.Match[str], today: date) -> date | None:
    unit = _UNITS[found[2]]
    if found[1] == "半":
        sign = -1 if found[3].endswith("前") else 1
        half = {"y": ("m", 6), "m": ("d", 15)}.get(unit)
        return None if half is None else stepped(today, half[0], sign * half[1])
    number = int(found[1]) if found[1].isdigit() else chinese_number(found[1])
    if number is None:
        return None
    return stepped(today, unit, -number if found[3].endswith("前") else number)
