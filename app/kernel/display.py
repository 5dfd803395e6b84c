"""How a value is written for people, and how it travels in JSON."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from app.kernel.fields import Field, Kind, Value

HASH_LENGTH = 64

PERCENTS = {
    "1": (1, ROUND_HALF_UP, "保留一位小数，四舍五入"),
    "1-": (1, ROUND_DOWN, "保留一位小数，只舍不入"),
    "0": (0, ROUND_HALF_UP, "取整数，四舍五入"),
    "0-": (0, ROUND_DOWN, "取整数，只舍不入"),
    "2": (2, ROUND_HALF_UP, "保留两位小数，四舍五入"),
    "2-": (2, ROUND_DOWN, "保留两位小数，只舍不入"),
}
"""How a share may be printed: its places, how it is rounded, and how a person says so."""
USUAL_PERCENT = "1"

JsonValue = None | str | int | bool | list[str]


def show(value: Value) -> str:
    """The value as a person writes it: 2023年6月30日 is shown 2023-06-30, yes as 是, lists joined by 、.

    Files are hashes, which nobody reads: they are shown as how many there are.
    """
    if value is None or value == ():
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, tuple):
        return f"{len(value)} 张" if are_hashes(value) else "、".join(value)
    return str(value)


def are_hashes(value: tuple[str, ...]) -> bool:
    """Does a list hold files, not words?"""
    return bool(value) and all(len(one) == HASH_LENGTH and one.isalnum() and one.isascii() for one in value)


def percent(part: int, whole: int, how: str = USUAL_PERCENT) -> str:
    """65.3%, — where there is nothing to take a share of."""
    if not whole:
        return "—"
    places, rounding, _said = PERCENTS[how]
    share = (Decimal(100 * part) / Decimal(whole)).quantize(Decimal(1).scaleb(-places), rounding)
    return f"{plain(share)}%"


def plain(amount: Decimal) -> str:
    """A decimal without exponent and trailing zeros: 1.20 → 1.2, 3.00 → 3."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def grouped(amount: Decimal | int) -> str:
    """A number that stands in a sentence: 14,000, 3,402.5. In cells and files it stands as :func:`plain` writes it."""
    return f"{Decimal(plain(Decimal(amount))):,}"


def to_json(field: Field, value: Value) -> JsonValue:
    """Day as ISO text, int as number, money as text, yes/no as true/false, several as list, empty as null."""
    del field
    if value in (None, "", ()):
        return None
    if isinstance(value, bool | int):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, tuple):
        return list(value)
    return value


def from_json(field: Field, value: JsonValue) -> Value:
    """The reverse of :func:`to_json`; raises ValueError where the text is not of the field's kind."""
    if value is None:
        return None
    if field.is_list:
        return tuple(value) if isinstance(value, list) else (str(value),)
    if field.kind is Kind.DAY:
        return date.fromisoformat(str(value))
    if field.kind is Kind.MONEY:
        return Decimal(str(value))
    if field.kind is Kind.YES_NO:
        return bool(value)
    if field.kind is Kind.INT:
        return int(str(value))
    return str(value)


def long_day(day: date) -> str:
    """2023年6月30日, as official papers print it."""
    return f"{day.year}年{day.month}月{day.day}日"
