"""Days, in every style in which Chinese offices write them."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date, datetime, timedelta

from app.kernel.parsing_base import NotUnderstood, YearMissing, chinese_number, quoted, words_of

FIRST_YEAR, LAST_YEAR = 1990, 2100
_EPOCH = date(1899, 12, 30)
_MARK = r"[-./\\,、。_‐‑‒–—―·・~]"
_HALF = r"(?:凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜间)"
_CLOCK = re.compile(
    rf"(?:(?:[ T]+|(?<=[日号])) *{_HALF}?|(?<=\d) *{_HALF}) *\d{{1,2}}(?:[:时点]\d{{1,2}}(?:[:分]\d{{1,2}})?(?:\.\d+)?[分秒Z]?|[时点]半?)"
    rf"(?: *[AaPp][Mm])?$|(?<=[\d日号]) *{_HALF}$"
)
"""The hour behind a day, as people and workbooks write it: 9:05, 15时30分, 下午3点, 上午 9:05:00, 9:05 AM, 上午."""
_WEEKDAY = re.compile(r"\(?(?:星期|周)[一二三四五六日天]\)?")
_EDGES = re.compile(
    r"^(?:于|在|截止到|截止|截至|约|定于)|(?:(?:之|以)?前(?:(?:整改)?完成|完成整改|整改到位|整改完毕|整改)?|止|\(含\)|完成|整改)+$"
)
_FULL = re.compile(rf"^(\d{{4}}|\d{{2}})(?:年|{_MARK})(\d{{1,2}})(?:月|{_MARK})(\d{{1,2}})(?:日|号)?\.?$")
_SHORT = re.compile(rf"^(\d{{1,2}})(?:月|{_MARK})(\d{{1,2}})(?:日|号)?$")
_MONTH = re.compile(rf"^(\d{{4}})(?:年|{_MARK})(\d{{1,2}})月?(?:份)?$|^(\d{{1,2}})月(?:份)?$")
_MONTH_END = re.compile(rf"^(?:(\d{{4}}|\d{{2}})(?:年|{_MARK}))?(\d{{1,2}})月(?:份)?(?:底|末)$")
_NUMERALS = re.compile(
    r"[〇零○一壹二贰三叁四肆五伍六陆七柒八捌九玖十拾廿卅]+(?=[年月日号])"
    r"|(?<=月)[一二三四五六七八九十廿卅]+$"
)
_AT_ONCE = re.compile(r"立即|立刻|立查|立行|立改|立整|即时|即刻|即查|即知|当场|现场|当日|当天|马上|随即")

_SPACED = re.compile(r"^\s*(\d{4})\s+(\d{1,2})\s+(\d{1,2})\s*$")


def is_at_once(raw: object) -> bool:
    """立即整改, 当场 …: as a time limit it means the very day of the finding."""
    return isinstance(raw, str) and not re.search(r"\d", raw) and _AT_ONCE.search(raw) is not None


def read_day(raw: object, year: int | None = None) -> date:
    """A day from a cell or from typed words. Raises NotUnderstood, or YearMissing where a year is needed."""
    if isinstance(raw, datetime):
        return _within(raw.date(), raw)
    if isinstance(raw, date):
        return _within(raw, raw)
    if isinstance(raw, bool):
        raise _unclear(raw)
    if isinstance(raw, float) and not raw.is_integer():
        return _from_fraction(raw, year)
    said = words_of(raw)
    if found := _SPACED.match(said):
        said = "-".join(found.groups())
    text = _tidy(said)
    if found := _FULL.match(text):
        return _made(_whole_year(found[1]), int(found[2]), int(found[3]), raw)
    if text.isascii() and text.isdigit():
        return _from_digits(text, raw)
    if found := _SHORT.match(text):
        return _made(_given(year, raw), int(found[1]), int(found[2]), raw)
    return _from_month(text, raw, year)


def _tidy(text: str) -> str:
    """One spelling: half width, no blanks, no hour, no weekday, Arabic numerals."""
    text = unicodedata.normalize("NFKC", text[:80]).strip()
    text = _CLOCK.sub("", text.rstrip("，,；;。"))
    text = _WEEKDAY.sub("", "".join(text.split())).replace("元月", "1月")
    return _NUMERALS.sub(_arabic, text)


def _arabic(found: re.Match[str]) -> str:
    number = chinese_number(found[0])
    return found[0] if number is None else str(number)


def _from_digits(text: str, raw: object) -> date:
    if len(text) == 8:
        return _made(int(text[:4]), int(text[4:6]), int(text[6:]), raw)
    if len(text) == 6:
        if FIRST_YEAR <= int(text[:4]) <= LAST_YEAR and 1 <= int(text[4:]) <= 12:
            raise NotUnderstood(f"{quoted(raw)}只写到月，请写明哪一天，如 2023-06-30")
        return _made(_whole_year(text[:2]), int(text[2:4]), int(text[4:]), raw)
    if len(text) == 5:
        day = _EPOCH + timedelta(days=int(text))
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
    raise _unclear(raw)


def _from_fraction(raw: float, year: int | None) -> date:
    """A serial with an hour; or 6.5 typed as a number. 6.1 may have been 6.10, so it is asked back."""
    if 30_000 < raw < 75_000:
        return _within(_EPOCH + timedelta(days=int(raw)), raw)
    text = words_of(raw)
    found = _SHORT.match(text)
    if found is None:
        raise _unclear(raw)
    if found[2] in ("1", "2", "3"):
        raise NotUnderstood(
            f"{quoted(raw)}是数字，分不清是{found[1]}月{found[2]}日还是{found[1]}月{found[2]}0日，请写成 2023-06-30 的样式"
        )
    return _made(_given(year, raw), int(found[1]), int(found[2]), raw)


def _from_month(text: str, raw: object, year: int | None) -> date:
    """What is left: words before or after the day, 6月底前, or a month only."""
    bare = text
    while (shorter := _EDGES.sub("", bare)) != bare:
        bare = shorter
    limit = bare != text
    if found := _FULL.match(bare):
        return _made(_whole_year(found[1]), int(found[2]), int(found[3]), raw)
    if limit and (found := _MONTH_END.match(bare)):
        of = _whole_year(found[1]) if found[1] else _given(year, raw)
        month = int(found[2])
        if FIRST_YEAR <= of <= LAST_YEAR and 1 <= month <= 12:
            return date(of, month, calendar.monthrange(of, month)[1])
    if found := _SHORT.match(bare):
        return _made(_given(year, raw), int(found[1]), int(found[2]), raw)
    if _MONTH.match(bare) or _MONTH_END.match(bare):
        raise NotUnderstood(f"{quoted(raw)}只写到月，请写明哪一天，如 2023-06-30")
    raise _unclear(raw)


def _whole_year(text: str) -> int:
    number = int(text)
    return number if len(text) == 4 else number + (1900 if number >= 90 else 2000)


def _given(year: int | None, raw: object) -> int:
    if year is None:
        raise YearMissing(f"{quoted(raw)}没有年份，请写成 2023-06-30 的样式，或指定年份")
    return year


def _made(year: int, month: int, day: int, raw: object) -> date:
    try:
        return _within(date(year, month, day), raw)
    except NotUnderstood:
        raise
    except ValueError as fault:
        raise _unclear(raw) from fault


def _within(day: date, raw: object) -> date:
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day
    raise NotUnderstood(f"{quoted(raw)}的年份不在 {FIRST_YEAR}—{LAST_YEAR} 之间，请核对")


def _unclear(raw: object) -> NotUnderstood:
    return NotUnderstood(f"{quoted(raw)}不是有效日期，请写成 2023-06-30 的样式")
