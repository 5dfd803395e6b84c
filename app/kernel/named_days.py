"""Days and stretches of time by name: 今天, 本月, 上季度, 近7天. They are kept as names and become days when asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta

Span = tuple[str, str]
"""First and last day by their signs, both within: (``$month``, ``$month_end``)."""

_DAYS = {"today": "今天", "date": "统计截止日", "start": "行动开始日"}
_UNITS = {"week": ("周", "星期"), "month": ("月", "月"), "quarter": ("季度", "季"), "year": ("年", "年")}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
SIGN = re.compile(rf"^\$({'|'.join(_DAYS)}|(?:{'|'.join(_UNITS)})(?:_end)?)([+-]\d{{1,5}})?$")
OFFERED = (
    "今天",
    "昨天",
    "明天",
    "本周",
    "上周",
    "下周",
    "本月",
    "上月",
    "下月",
    "本季度",
    "上季度",
    "今年",
    "去年",
    "近7天",
    "近30天",
    "未来7天",
    "未来30天",
)
"""The stretches a list offers; any other number of days may be typed."""

_SHIFTS = {"week": ("上周", "本周", "下周"), "month": ("上月", "本月", "下月"),
           "quarter": ("上季度", "本季度", "下季度"), "year": ("去年", "今年", "明年")}  # fmt: skip
_OTHER_WORDS = {
    "本日": "今天", "当天": "今天", "当日": "今天", "今日": "今天", "昨日": "昨天", "明日": "明天",
    "这周": "本周", "本星期": "本周", "这个星期": "本周", "上星期": "上周", "上个星期": "上周", "下星期": "下周", "下个星期": "下周",
    "这个月": "本月", "当月": "本月", "上个月": "上月", "下个月": "下月",
    "本季": "本季度", "上季": "上季度", "上个季度": "上季度", "下季": "下季度", "下个季度": "下季度",
    "本年": "今年", "本年度": "今年", "今年度": "今年", "上年": "去年", "上一年": "去年",
    "近一周": "近7天", "最近一周": "近7天", "近一个月": "近30天", "最近一个月": "近30天",
}  # fmt: skip
_PAST = re.compile(r"^(?:最近|近|过去)(\d{1,4})(?:天|日)(?:内)?$")
_COMING = re.compile(r"^(?:未来|今后|以后)(\d{1,4})(?:天|日)(?:内)?$")
_SHIFTED = re.compile(r"^今天([+-]\d{1,4})天?$|^(\d{1,4})天(前|后)$|^今天(前|后)(\d{1,4})天$")
_END_OF = re.compile(r"^(.+?)的?(?:(第一天|首日|初)|(?:最后一天|末日|底|末))$")
_AROUND = {"昨天": -1, "今天": 0, "明天": 1, "前天": -2, "后天": 2}


def span(word: str) -> Span | None:
    """The stretch a word names; None where it names none. 今天 and 本月最后一天 are stretches of one day."""
    if SIGN.match(word):
        return word, word
    word = "".join(unicodedata.normalize("NFKC", word).split())
    word = _OTHER_WORDS.get(word, word)
    if (found := _PAST.match(word)) and int(found[1]):
        return _today(1 - int(found[1])), "$today"
    if (found := _COMING.match(word)) and int(found[1]):
        return "$today+1", _today(int(found[1]))
    if (sign := _single(word)) is not None:
        return sign, sign
    for unit, words in _SHIFTS.items():
        if word in words:
            return _of_unit(unit, words.index(word) - 1)
    if (end := _END_OF.match(word)) and (whole := span(end[1])) and whole[0] != whole[1]:
        return (whole[0], whole[0]) if end[2] else (whole[1], whole[1])
    return None


def _single(word: str) -> str | None:
    if word in _AROUND:
        return _today(_AROUND[word])
    found = _SHIFTED.match(word)
    if found is None:
        return None
    before = "前" in (found[3], found[4])
    return _today(int(found[1] or 0) or int(found[2] or found[5] or 0) * (-1 if before else 1))


def _today(shift: int) -> str:
    return f"$today{shift:+d}" if shift else "$today"


def _of_unit(unit: str, shift: int) -> Span:
    tail = f"{shift:+d}" if shift else ""
    return f"${unit}{tail}", f"${unit}_end{tail}"


def span_word(first: object, last: object) -> str:
    """The name of a stretch, empty where it has none: (``$month-1``, ``$month_end-1``) is 上月."""
    one, other = _parts(first), _parts(last)
    if one is None or other is None:
        return ""
    (name, shift), (end, last_shift) = one, other
    if (name, end) == ("today", "today"):
        if shift == last_shift:
            return day_word(first) if isinstance(first, str) else ""
        if last_shift == 0 and shift < 0:
            return f"近{1 - shift}天"
        return f"未来{last_shift}天" if shift == 1 and last_shift > 1 else ""
    if name in _SHIFTS and end == f"{name}_end" and shift == last_shift and abs(shift) <= 1:
        return _SHIFTS[name][shift + 1]
    return ""


def day_word(sign: str) -> str:
    """A day's sign in words: 今天, 明天, 今天后7天, 本月第一天. What is no sign comes back as it is."""
    found = _parts(sign)
    if found is None:
        return sign
    name, shift = found
    if name in _DAYS:
        around = {shift: word for word, shift in _AROUND.items()}
        if name == "today" and shift in around:
            return around[shift]
        return _DAYS[name] + (f"{'后' if shift > 0 else '前'}{abs(shift)}天" if shift else "")
    unit, end = name.removesuffix("_end"), name.endswith("_end")
    which = (
        _SHIFTS[unit][shift + 1]
        if abs(shift) <= 1
        else f"{abs(shift)}个{_UNITS[unit][1]}{'后' if shift > 0 else '前'}"
    )
    return f"{which}{'最后一天' if end else '第一天'}"


def day_of(sign: str, days: Mapping[str, date]) -> date | None:
    """The real day behind a sign; None where the text is no sign. Raises KeyError for a day not given."""
    found = _parts(sign)
    if found is None:
        return None
    name, shift = found
    if name in _DAYS:
        return days[name] + timedelta(days=shift)
    unit, today = name.removesuffix("_end"), days["today"]
    if unit == "week":
        first = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
        return first + timedelta(days=6) if name.endswith("_end") else first
    step = _MONTHS[unit]
    start = (today.year * 12 + today.month - 1) // step * step + shift * step
    if name.endswith("_end"):
        return _month(start + step) - timedelta(days=1)
    return _month(start)


def _month(number: int) -> date:
    """The first day of a month counted from the year nought."""
    return date(number // 12, number % 12 + 1, 1)


def _parts(value: object) -> tuple[str, int] | None:
    found = SIGN.match(value) if isinstance(value, str) else None
    return (found[1], int(found[2] or 0)) if found is not None else None
