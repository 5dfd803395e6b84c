"""Rows that are not records: titles, who and when, totals, notes at the foot, repeated headings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from app.kernel.parsing_base import NotUnderstood, fold
from app.kernel.parsing_days import read_day

_FOOT = re.compile(
    r"^(?:(?:填[表报写]|指标|补充|有关|几点)?说明|备注|附?注|注\d|备 注|附)\s*(?:[::]|$|\d)|^(?:填[表报]人|制表人?|统计人|经办人|审核人?|"
    r"(?:单位|部门|分管)?(?:主要)?负责人|主管领导|分管领导|填[表报]单位|填[表报](?:日期|时间)|报送(?:单位|日期|时间)|联系人|联系电话|签发人)\s*(?:\([^)]*\))?\s*[::]"
)
_TOTAL = frozenset(
    {"合计", "总计", "小计", "共计", "累计", "本页小计", "本页合计", "总数", "总合计", "合计数", "以上合计"}
)
_EXAMPLE = re.compile(r"^(?:示例|样例|例|举例|填写示例|填表示例)\s*(?:[::]|$)")
_LINE = re.compile(
    r"(?:填[报表]|报送|上报|制表|编制|统计|检查|责任)?(?:单位|部门|时间|日期|人|电话)\s*(?:\([^)]*\))?\s*[::]"
)
_UNIT_LINE = re.compile(r"(?:填[报表]|报送|上报|编制|制表)(?:单位|部门)\s*(?:\([^)]*\))?\s*[::]\s*(.*)")
_AFTER = re.compile(
    r"\s{2,}|[\u3000\t]|(?:填[报表]|报送|上报|统计|制表)?(?:时间|日期|人|电话|截止|联系电话)\s*[::]"
)
_WHEN = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_STAMP = re.compile(r"(?:时间|日期|截止|截至)[^::]{0,6}[::]?")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*(?:年|行动|专项|[-./])")


folded = lru_cache(maxsize=20_000)(fold)
"""A cell for comparison, remembered: the same firms and verdicts stand in a column again and again."""


def half(text: object) -> str:
    """Text with half-width signs, for the patterns here."""
    return str(text).translate(_HALF).strip()


_HALF = str.maketrans("：（）．－／０１２３４５６７８９", ":().-/0123456789")


def is_line(text: str) -> bool:
    """A line such as 填报单位：某街道 that is no heading, though it may stand among the headings."""
    plain = half(text)
    found = _LINE.search(plain)
    return found is not None and found.start() < 8


def foot(first: object) -> bool:
    """Does a row that begins with this cell open the notes at the foot?"""
    return isinstance(first, str) and _matches(_FOOT, first)


def total(cells: Iterable[object]) -> bool:
    """合计, 总计, 小计 among the first cells."""
    return any(isinstance(cell, str) and folded(cell).strip(":。") in _TOTAL for cell in cells)


def example(first: object) -> bool:
    """A row that shows how to fill in."""
    return isinstance(first, str) and _matches(_EXAMPLE, first)


@lru_cache(maxsize=20_000)
def _matches(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.match(half(text)) is not None


def counting(cells: list[object]) -> bool:
    """The line of column numbers under the headings: 1 2 3 4, or 甲 乙 1 2."""
    figures = [str(cell).strip() for cell in cells if str(cell).strip() not in ("甲", "乙", "丙")]
    return len(figures) > 2 and figures == [str(number) for number in range(1, len(figures) + 1)]


def reporter(texts: Iterable[str]) -> str:
    """Who reports, from the line 填报单位：…."""
    for text in texts:
        if found := _UNIT_LINE.search(half(text)):
            name = _AFTER.split(found[1])[0].strip()
            if name:
                return name
    return ""


def reported(texts: Iterable[str]) -> date | None:
    """The day of the report: after 填报时间：, else the only day named."""
    loose: list[date] = []
    for text in map(half, texts):
        for found in _WHEN.finditer(text):
            try:
                day = read_day("-".join(found.groups()))
            except NotUnderstood:
                continue
            if _STAMP.search(text[: found.start()]):
                return day
            loose.append(day)
    return loose[0] if len(loose) == 1 else None


def year_in(texts: Iterable[str]) -> int | None:
    """The one year that the lines name."""
    years = {int(found) for text in texts for found in _YEAR.findall(half(text))}
    return years.pop() if len(years) == 1 else None


def as_text(cell: object) -> str:
    """A cell of a line above the table, as words."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        cell = cell.date()
    return str(cell)
