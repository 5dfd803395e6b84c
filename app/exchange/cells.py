"""Single values on their way into a workbook."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from math import ceil, isfinite
from typing import TYPE_CHECKING

from app.kernel.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 32_767
"""Characters a cell of Excel can hold."""

EXACT = 10**15
"""From here on Excel rounds a whole number."""

EARLIEST = date(1900, 3, 1)
"""Excel believes in a 29 February 1900, so that the days before are uncertain."""

LINE = 13.5
"""Height in pt of a line of 10 pt type in a workbook."""

_FIRST_DAY = date(1899, 12, 30)
_UNSAFE = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


class UnwritableError(Refusal, ValueError):
    """A value does not fit into the file; the message says which row and column."""


def column_letters(number: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def as_text(value: object) -> str:
    """A value in the words of a text cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}" if value.hour or value.minute else f"{value:%Y-%m-%d}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)


def _escaped(match: re.Match[str]) -> str:
    mark = match.group()
    if mark in "&<>":
        return {"&": "&amp;", "<": "&lt;", ">": "&gt;"}[mark]
    if "\ud800" <= mark <= "\udfff":
        return "\ufffd"
    return f"_x{ord(mark):04X}_"


def checked(text: str, row: int, column: str) -> str:
    """The text as XML; refuses what Excel would cut."""
    if len(text) > LONGEST // 2 and len(text.encode("utf-16-le", "surrogatepass")) > 2 * LONGEST:
        raise UnwritableError(
            f"第{row}行“{column}”有{len(text)}个字，超过 Excel 单元格的上限（{LONGEST}个字），请先缩短后再导出。"
        )
    return _UNSAFE.sub(_escaped, text) if _UNSAFE.search(text) else text


def number(value: object) -> str | None:
    """A number as the sheet's XML holds it, or None for what is no number Excel keeps exactly."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    if isinstance(value, int):
        return str(value) if abs(value) < EXACT else None
    if not isfinite(value):
        return None
    if isinstance(value, float):
        return repr(value)
    return f"{value:f}" if len(value.as_tuple().digits) <= 15 else None


def day(value: object) -> str | None:
    """A day as Excel counts them, or None for what is none."""
    if not isinstance(value, date):
        return None
    whole = value.date() if isinstance(value, datetime) else value
    return str((whole - _FIRST_DAY).days) if whole >= EARLIEST else None


def lines(text: str, width: float) -> int:
    """About how many lines a text takes in a column of a width in characters (a Chinese one counts two)."""
    if len(text) * 2 < width and "\n" not in text:
        return 1
    return sum(
        max(ceil(len(part.encode("gb18030", "replace")) / max(width - 1, 1)), 1) for part in text.split("\n")
    )


def height(texts: Iterable[tuple[str, float]]) -> float:
    """Height in pt of a row whose wrapped cells have these texts and widths; Excel allows 409."""
    return min(max((lines(text, width) for text, width in texts), default=1) * LINE + 1.5, 409.0)
