"""From what stands in a cell, or was typed, to a value of the ledger. Pure: the result depends on nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date

from app.kernel.fields import Field, Kind, Value
from app.kernel.parsing_base import (
    LONGEST,
    NotUnderstood,
    YearMissing,
    fold,
    is_blank,
    is_failed,
    is_hidden,
    quoted,
    without_controls,
    words_of,
)
from app.kernel.parsing_days import is_at_once, read_day
from app.kernel.parsing_numbers import read_int, read_money
from app.kernel.parsing_picks import read_one, read_several, read_yes_no, vocabulary
from app.kernel.typed_days import typed_day

__all__ = [
    "AT_ONCE",
    "NotUnderstood",
    "YearMissing",
    "is_at_once",
    "is_blank",
    "read_cell",
    "read_text",
    "reader",
]

AT_ONCE = "“{}”请写成日期；当场整改的，填发现的那一天"
"""In a file the day found stands beside 立即 and is taken; in a single cell the word would be lost."""

Read = Callable[[object], Value]

_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_GAP = re.compile(rf"(?<=[{_CJK}])\s+(?=[{_CJK}])")
_SPACES = re.compile(r"\s+")
_NAME_MARKS = re.compile(r"[、，,；;/／|｜\n\r]+")
_FIRM_MARKS = re.compile(r"[、，,；;\n\r]+")
_PLANS: dict[
    tuple[int, str, int | None, tuple[str, ...]], tuple[Field, Read]
] = {}  # by identity: hashing costs more
_MOST_PLANS = 1_000
_ANY_DAY = date(2000, 1, 1)  # words such as 今天 and 31号 mean some day from here
_CACHED, _SHORT = 50_000, 80


def read_cell(
    field: Field, raw: object, *, unit: str = "", year: int | None = None, dictionary: Collection[str] = ()
) -> Value:
    """The value of one cell; None where it is blank. Raises NotUnderstood with a sentence for the clerk.

    ``unit`` is the one in the file's heading (money). ``year`` serves days without one. ``dictionary`` holds the
    entries of the field's editable list; a word not among them comes back as it is.
    """
    key = (id(field), unit, year, tuple(dictionary))
    known = _PLANS.get(key)
    if known is None or known[0] is not field:
        if len(_PLANS) > _MOST_PLANS:
            _PLANS.clear()
        known = _PLANS[key] = (field, _plan(field, unit, year, tuple(dictionary)))
    return known[1](raw)


def read_text(field: Field, text: str, *, year: int | None = None, dictionary: Collection[str] = ()) -> Value:
    """The value of typed words."""
    return read_cell(field, text, year=year, dictionary=dictionary)


def reader(
    field: Field, *, unit: str = "", year: int | None = None, dictionary: Collection[str] = ()
) -> Read:
    """:func:`read_cell` for a whole column: remembers what it has seen."""
    plain = _plan(field, unit, year, tuple(dictionary))
    seen: dict[object, Value | NotUnderstood] = {}

    def read(raw: object) -> Value:
        if raw is None:
            return None
        key = raw if isinstance(raw, str) else (type(raw), raw)
        try:
            value = seen[key]
        except KeyError:
            try:
                value = plain(raw)
            except NotUnderstood as answer:
                value = answer
            if len(seen) < _CACHED and not (isinstance(raw, str) and len(raw) > _SHORT):
                seen[key] = value
        if isinstance(value, NotUnderstood):
            raise type(value)(value.reason)
        return value

    return read


def _plan(field: Field, unit: str, year: int | None, dictionary: tuple[str, ...]) -> Read:
    """Everything about the field that does not depend on the cell is worked out once."""
    understand = _reader_of(field, unit, year, dictionary)
    silent = {fold(word): meant for word, meant in field.synonyms}
    denies = field.kind is Kind.YES_NO

    def read(raw: object) -> Value:
        if isinstance(raw, str):
            if len(raw) > LONGEST:
                raise NotUnderstood(f"文字有 {len(raw)} 个，超过一格能存的 {LONGEST} 个，请分开填写")
            raw = without_controls(raw)
            if is_failed(raw):
                raise NotUnderstood(f"{quoted(raw)}是公式出错的结果，请改成实际内容")
            if is_hidden(raw):
                raise NotUnderstood(f"{quoted(raw)}是原表列太窄没有显示出来，请把那一列拉宽再复制")
        if is_blank(raw) and not (denies and isinstance(raw, str) and fold(raw) in ("无", "无。")):
            return None
        if silent and isinstance(raw, str) and silent.get(fold(raw), raw) == "":
            return None
        value = understand(raw)
        if value is None or value in ("", ()):
            return None
        fault = field.check(value) if field.check is not None else None
        if fault:
            raise NotUnderstood(fault if quoted(raw) in fault else f"{quoted(raw)}：{fault}")
        return value

    return read


def _reader_of(field: Field, unit: str, year: int | None, dictionary: tuple[str, ...]) -> Read:
    match field.kind:
        case Kind.FILES:
            return _no_words
        case Kind.DAY:
            return _day_reader(field, year)
        case Kind.INT:
            return read_int
        case Kind.MONEY:
            return lambda raw: read_money(raw, field.unit, unit)
        case Kind.YES_NO:
            return lambda raw: read_yes_no(raw, field.synonyms)
        case Kind.ONE:
            known = vocabulary(field, dictionary)
            return lambda raw: read_one(raw, known)
        case Kind.SEVERAL if field.picks or field.synonyms:
            words = vocabulary(field, dictionary)
            split = _names if words.open else None
            return lambda raw: read_several(raw, words, split)
        case Kind.SEVERAL:
            return lambda raw: _names(words_of(raw))
        case Kind.ENTERPRISES:
            parts = _FIRM_MARKS.split
            return lambda raw: tuple(
                dict.fromkeys(name for part in parts(words_of(raw)) if (name := _firm(part)))
            )
        case _:
            return _text_reader(field)


def _no_words(_raw: object) -> Value:
    raise NotUnderstood("照片不能用文字填写，请在记录里添加")


def _day_reader(field: Field, year: int | None) -> Read:
    """Days. 立即整改 as a time limit is understood and names no day by itself; so are synonyms that mean nothing."""
    words = tuple(fold(word) for word, meant in field.synonyms if not meant)
    limit = "限" in field.label

    def read(raw: object) -> Value:
        if limit and is_at_once(raw):
            return None
        if words and isinstance(raw, str) and not re.search(r"\d", raw):
            folded = fold(raw)
            if any(word in folded for word in words):
                return None
        try:
            return read_day(raw, year)
        except NotUnderstood:
            if isinstance(raw, str) and typed_day(raw, _ANY_DAY) is not None:
                reason = f"{quoted(raw)}要看是从哪天说起的，请写成 2023-06-30 的样式"
                raise NotUnderstood(reason) from None
            raise

    return read


def _text_reader(field: Field) -> Read:
    shape = {
        Kind.PARAGRAPH: _paragraph,
        Kind.ENTERPRISE: _firm,
        Kind.MADE: _compact,
        Kind.HAZARD: _compact,
    }.get(field.kind, _line)
    meanings = {fold(word): meant for word, meant in field.synonyms}

    def read(raw: object) -> Value:
        text = shape(words_of(raw))
        if meanings:
            text = meanings.get(fold(text), text)
        return field.normalise(text) if field.normalise is not None and text else text

    return read


def _line(text: str) -> str:
    """One line. A line break between Chinese characters vanishes, and so does the gap in 李 四."""
    text = text.strip()
    if not _SPACES.search(text):
        return text
    lines = [" ".join(line.split()) for line in text.splitlines()]
    text = " ".join(line for line in lines if line) if len(lines) > 1 else lines[0]
    joined = _GAP.sub("", text)
    words = text.split(" ")
    if len(lines) > 1 or any(len(word) == 1 for word in words):
        return joined
    return text


def _paragraph(text: str) -> str:
    """Several lines, each without blanks at its end."""
    if "\n" not in text and "\r" not in text:
        return text.strip()
    return "\n".join(line.strip() for line in text.strip().splitlines())


def _firm(text: str) -> str:
    """A firm's name: no line breaks, no blanks between Chinese characters."""
    text = text.strip()
    return _SPACES.sub(" ", _GAP.sub("", text)) if _SPACES.search(text) else text


def _compact(text: str) -> str:
    return _SPACES.sub("", text)


def _names(text: str) -> tuple[str, ...]:
    """People: 李某、王 某 → 李某, 王某; 张三 李四 are two people."""
    found: dict[str, None] = {}
    for part in _NAME_MARKS.split(_name_lines(text)):
        words = part.split()
        if len(words) > 1 and any(len(word) == 1 for word in words):
            words = [_firm(part)]
        elif len(words) > 1 and any(word.isascii() for word in words):
            words = [" ".join(words)]
        found.update(dict.fromkeys(words))
    return tuple(found)


def _name_lines(text: str) -> str:
    """A line break inside a name is no mark between names: 赵某⏎某."""
    lines = text.splitlines()
    if any(len(line.strip()) == 1 for line in lines):
        return "".join(line.strip() for line in lines)
    return text
