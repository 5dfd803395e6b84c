"""What all readers of cells share: folding, blanks, Chinese numerals, and the word for “not understood”."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache

LONGEST = 32_767  # characters a cell of a workbook can hold
_SPACE = re.compile(r"\s+")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BLANK = frozenset({
    "", "/", "//", "\\", "-", "--", "---", "—", "——", "―", "–", "_", "__", "…", "……", "...", "......", "·", ".", "。",
    "无", "无。", "暂无", "(无)", "空", "n/a", "na", "null", "none", "nan", "〃",
})  # fmt: skip
_FAILED = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
_DIGITS = {sign: number for number, signs in enumerate(
    ("〇零○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for sign in signs}  # fmt: skip
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}


class NotUnderstood(ValueError):  # noqa: N818  an answer about a cell, not a fault
    """A cell's words are not a value of the field; ``reason`` says what is expected, in Chinese."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class YearMissing(NotUnderstood):
    """A day without a year, and none was given: to be asked once for the whole sheet."""


def fold(text: str) -> str:
    """Full width as half width, small letters, no blanks: for comparing words, never for keeping them."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _SPACE.sub("", text).casefold()


def words_of(raw: object) -> str:
    """A cell's content as text: 15176778569.0 → 15176778569, days in ISO style."""
    if isinstance(raw, str):
        return raw
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 10**17 else f"{raw:.15g}"
    if isinstance(raw, datetime):
        midnight = not (raw.hour or raw.minute or raw.second)
        return raw.date().isoformat() if midnight else raw.isoformat(" ", "minutes")
    if isinstance(raw, date):
        return raw.isoformat()
    return str(raw)


def without_controls(text: str) -> str:
    """Without characters that no workbook, paper or screen can show."""
    return _CONTROL.sub("", text) if _CONTROL.search(text) else text


@lru_cache(maxsize=20_000)
def _says_nothing(text: str) -> bool:
    return fold(without_controls(text)) in _BLANK


def is_blank(raw: object) -> bool:
    """Nothing, or one of the signs for nothing: / — 无. Such a cell never erases what is on file."""
    if raw is None or raw != raw:  # noqa: PLR0124  not a number: the blank of some programs
        return True
    return isinstance(raw, str) and len(raw) < 20 and _says_nothing(raw)


def is_hidden(raw: object) -> bool:
    """########: what stands on the screen, and on the clipboard, where a column of a workbook is too narrow."""
    return isinstance(raw, str) and raw[:1] == "#" and len(text := raw.strip()) > 2 and not text.strip("#")


def is_failed(raw: object) -> bool:
    """The result of a formula that went wrong: #REF!, #N/A …."""
    return isinstance(raw, str) and raw[:1] == "#" and raw.strip().upper() in _FAILED


def quoted(raw: object) -> str:
    """The cell's words for a message, shortened."""
    text = _SPACE.sub(" ", without_controls(words_of(raw))).strip()
    return f"“{text[:30]}…”" if len(text) > 31 else f"“{text}”"


def chinese_number(text: str) -> int | None:
    """三十一 → 31, 两 → 2, 二〇二三 → 2023, 一千二百 → 1200; None for anything else."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    if not text:
        return None
    if all(sign in _DIGITS for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text)) if len(text) < 16 else None
    total, digit, last = 0, 0, 10_000
    for sign in text:
        if sign in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[sign]
        elif sign in _TENS and _TENS[sign] < last:
            last = _TENS[sign]
            total += (digit or 1) * last
            digit = 0
        else:
            return None
    return total + digit
