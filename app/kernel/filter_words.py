"""A filter as somebody types it: 整改期限 本月, 等级 重大或一般, 罚款金额 2万以上 且 销号日期 未填."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from app.kernel import pinyin
from app.kernel.display import show
from app.kernel.fields import Field, Kind, Value
from app.kernel.filters import AnyOf, Condition, Filter, Op, all_of
from app.kernel.named_days import day_word, span, span_word
from app.kernel.parsing import NotUnderstood, read_text

Choices = Callable[[Field], Sequence[str]]
NO_MARKS: Mapping[str, Filter] = MappingProxyType({})

MOST = 3
_AND, _OR = re.compile(r"[，,；;]?\s*(?:并且|而且|且)\s*|[；;]\s*"), re.compile(r"[，,]?\s*或者\s*")
_SEVERAL = re.compile(r"\s*(?:或|、|,|，|/)\s*")
_BETWEEN = re.compile(r"^(?:介于|在)?\s*(.+?)\s*(?:到|至|和|\.\.+|…+)\s*(.+?)\s*(?:之间)?$")
_MONTH = re.compile(r"^(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月份?$")
_YEAR = re.compile(r"^(\d{4})\s*年$")
_GAP = " \t：:，,"
_EMPTY = {"未填", "为空", "是空", "空", "没填", "没有", "空白"}
_FILLED = {"已填", "不为空", "非空", "不空", "填了", "有"}
_BEFORE: tuple[tuple[tuple[str, ...], Op], ...] = (
    (("不早于", "大于等于", "不小于", "不少于", "至少", ">=", "≥"), Op.GE),
    (("不晚于", "小于等于", "不大于", "不超过", "不多于", "至多", "<=", "≤"), Op.LE),
    (("不是", "不等于", "不为", "不含", "非", "!=", "≠"), Op.NONE),
    (("晚于", "大于", "超过", "多于", "高于", ">"), Op.GT),
    (("早于", "小于", "少于", "低于", "不到", "不足", "<"), Op.LT),
    (("包含", "含有", "含", "有", "~"), Op.CONTAINS),
    (("等于", "是", "为", "在", "="), Op.ANY),
)
_AFTER: tuple[tuple[tuple[str, ...], Op], ...] = (
    (("及以上", "以上", "以后", "之后起"), Op.GE),
    (("及以下", "以下", "以内"), Op.LE),
    (("之前", "以前", "前"), Op.LT),
    (("之后", "后"), Op.GT),
)


@dataclass(frozen=True)
class Proposal:
    """A filter that typed words may mean; ``sure`` where they name a field and what is wanted of it."""

    rule: Filter
    sure: bool


def propose(
    text: str,
    fields: Sequence[Field],
    day: str,
    choices: Choices,
    year: int,
    marks: Mapping[str, Filter] = NO_MARKS,
) -> list[Proposal]:
    """What the words may mean, the likeliest first; none where they are but words to search for.

    ``day`` is the field a stretch of time alone is about; ``year`` that of a day typed without one. ``marks`` are what
    records show beside their state (逾期): by their name alone, or as if they were a state.
    """
    typed = text.strip()
    text = _folded(typed)
    if not text:
        return []
    if text in marks:
        return [Proposal(marks[text], sure=False)]
    whole = _joined(text, fields, choices, year, marks)
    if whole is not None:
        return [Proposal(_as_typed(whole, text, typed), sure=True)]
    found: list[Filter] = []
    days = [field for field in fields if field.kind is Kind.DAY and not field.computed]
    days.sort(key=lambda field: field.name != day)
    for field in days:
        meant = _of_days(field, Op.ANY, text, year) if span(text) or _MONTH.match(text) else None
        found += [meant] if meant is not None else []
    found += [
        Condition(field.name, Op.ANY, (text,)) for field in fields if field.picks and text in choices(field)
    ]
    return [Proposal(rule, sure=False) for rule in found[:MOST]]


def _folded(text: str) -> str:
    """Full width to half width, sign by sign: every word stays where it was typed."""
    plain = (unicodedata.normalize("NFKC", sign) for sign in text)
    return "".join(one if len(one) == 1 else sign for one, sign in zip(plain, text, strict=True))


def _as_typed(rule: Filter, folded: str, typed: str) -> Filter:
    """Words to be compared as they were typed: a firm is written 华光（济南）, and so it is on file."""
    if not isinstance(rule, Condition):
        return type(rule)(tuple(_as_typed(part, folded, typed) for part in rule.parts))
    values = []
    for value in rule.values:
        at = folded.rfind(value) if isinstance(value, str) else -1
        values.append(typed[at : at + len(value)] if isinstance(value, str) and at >= 0 else value)
    return Condition(rule.field, rule.op, tuple(values))


def condition_of(field: Field, op: Op, words: str, year: int) -> Condition:
    """A comparison chosen from a list and the words typed beside it. Raises NotUnderstood with a sentence."""
    found: Condition | None
    if op is Op.CONTAINS:
        return Condition(field.name, op, (words.strip(),))
    if field.kind in (Kind.DAY, Kind.INT, Kind.MONEY):
        words = _folded(words)
    words = words.strip()
    if op is Op.WITHIN:
        found = _of_days(field, Op.ANY, words, year) if field.kind is Kind.DAY else None
        found = found or _between(field, words, year)
        if found is None:
            example = "本月、近7天、2023-06-01 到 2023-06-30" if field.kind is Kind.DAY else "1 到 5"
            raise NotUnderstood(f"{field.label}的“{words}”看不懂，请写成：{example}。")
        return found
    if field.kind is Kind.DAY and (found := _of_days(field, op, words, year)) is not None:
        return found
    value = read_text(field, words, year=year)
    if value in (None, ()):
        raise NotUnderstood(f"{field.label}的“{words}”表示没有填写，请改选“未填”。")
    return Condition(field.name, op, value if isinstance(value, tuple) else (value,))


def words_of(rule: Condition) -> str:
    """The values of a condition as they may be typed again: 本月, 1 到 5, 张某、李某."""
    if rule.op is Op.WITHIN and rule.values:
        first, last = rule.values[0], rule.values[-1]
        return span_word(first, last) or f"{_written(first)} 到 {_written(last)}"
    return "、".join(_written(value) for value in rule.values)


def _written(value: Value) -> str:
    if isinstance(value, str) and (word := day_word(value)) != value:
        return word if span(word) is not None else value
    return show(value)


def _joined(
    text: str, fields: Sequence[Field], choices: Choices, year: int, marks: Mapping[str, Filter]
) -> Filter | None:
    """Conditions joined by 且 and 或者; None where one of them is not understood."""
    parts: list[Filter] = []
    for piece in _AND.split(text):
        several = [_one(one, fields, choices, year, marks) for one in _OR.split(piece)]
        known = tuple(one for one in several if one is not None)
        if len(known) < len(several):
            known = tuple(filter(None, [_one(piece, fields, choices, year, marks)]))
        if not known or (len(known) > 1 and not all(isinstance(one, Condition) for one in known)):
            return None  # a mark is several conditions at once, and no alternative of one
        parts.append(known[0] if len(known) == 1 else AnyOf(known))
    return all_of(*parts) if parts else None


def _one(
    text: str, fields: Sequence[Field], choices: Choices, year: int, marks: Mapping[str, Filter]
) -> Filter | None:
    named = _named(text.strip(), fields)
    for field, rest in named:
        found = _meant(field, rest.strip(_GAP), choices, year, apart=rest[:1] in _GAP)
        if found is not None:
            return found
    said = [text.strip()]
    for field, rest in named:
        op, words = _operator(field, rest.strip(_GAP))
        said += [words] if field.picks and op in (None, Op.ANY) else []
    return next((marks[word] for word in said if word in marks), None)


def _named(text: str, fields: Sequence[Field]) -> list[tuple[Field, str]]:
    """Fields that the words begin with, and what follows: whole names first, then a part of a name and a gap."""
    found: list[tuple[int, Field, str]] = []
    head, _, tail = text.partition(" ")
    for field in fields:
        names = {_short(one) for one in (field.label, *field.aliases)} | {_folded(field.label)}
        found += [(-len(name), field, text[len(name) :]) for name in names if name and text.startswith(name)]
        if len(head) > 1 and tail and head in _short(field.label):
            found.append((0, field, f" {tail}"))
    found.sort(key=lambda one: one[0])
    return [(field, rest) for _length, field, rest in found]


def _short(label: str) -> str:
    """A label without its unit: 整改资金（万元）."""
    return unicodedata.normalize("NFKC", label).partition("(")[0].strip()


def _meant(field: Field, rest: str, choices: Choices, year: int, *, apart: bool) -> Condition | None:
    """``apart`` where a gap stands behind the field's name: only then are free words meant for it."""
    if field.kind is Kind.YES_NO and (rest.removeprefix("为") in ("是", "否") or not rest):
        return Condition(field.name, Op.ANY, (not rest.endswith("否"),))
    if rest in _EMPTY or rest in _FILLED:
        return Condition(field.name, Op.EMPTY if rest in _EMPTY else Op.FILLED)
    if not rest or field.kind is Kind.FILES:
        return None
    op, words = _operator(field, rest)
    try:
        if field.kind is Kind.DAY:
            return _of_days(field, op or Op.ANY, words, year) or _between(field, rest, year)
        if field.kind in (Kind.INT, Kind.MONEY):
            return _between(field, rest, year) or _of_value(field, op or Op.ANY, words, year)
    except NotUnderstood:
        return None
    if op in (Op.GE, Op.LE, Op.GT, Op.LT) or field.kind is Kind.YES_NO:
        return None
    if field.picks:
        return _picked(field, op or Op.ANY, words, choices(field))
    if not words or (op is None and not apart):
        return None
    return Condition(field.name, op or Op.CONTAINS, (words,))


def _operator(field: Field, rest: str) -> tuple[Op | None, str]:
    """The comparison before or behind the value, and the value's words."""
    for words, op in _BEFORE:
        for word in words:
            if rest.startswith(word) and rest != word:
                return op, rest[len(word) :].strip(_GAP)
    if field.kind in (Kind.DAY, Kind.INT, Kind.MONEY) and span(rest) is None:
        for words, op in _AFTER:
            for word in words:
                if rest.endswith(word) and rest != word:
                    return op, rest[: -len(word)].strip(_GAP)
    return None, rest


def _of_days(field: Field, op: Op, words: str, year: int) -> Condition | None:
    """A stretch or a single day; of a stretch, 早于 means before its first day and 晚于 after its last."""
    ends = _stretch(words, year)
    if ends is None:
        try:
            day = read_text(field, words, year=year)
        except NotUnderstood:
            return None
        return Condition(field.name, op, (day,)) if isinstance(day, date) else None
    first, last = ends
    if op is Op.ANY and first != last:
        return Condition(field.name, Op.WITHIN, ends)
    if op in (Op.CONTAINS, Op.NONE) and first != last:
        return None
    return Condition(field.name, op, (last if op in (Op.LE, Op.GT) else first,))


def _stretch(words: str, year: int) -> tuple[Value, Value] | None:
    if (named := span(words)) is not None:
        return named
    if (found := _MONTH.match(words)) and 1 <= int(found[2]) <= 12:
        of, month = int(found[1] or year), int(found[2])
        return date(of, month, 1), date(of, month, monthrange(of, month)[1])
    if (found := _YEAR.match(words)) and int(found[1]) > 0:
        return date(int(found[1]), 1, 1), date(int(found[1]), 12, 31)
    return None


def _between(field: Field, rest: str, year: int) -> Condition | None:
    found = _BETWEEN.match(rest)
    if found is None:
        return None
    ends: list[Value] = []
    for at, word in enumerate(found.groups()):
        stretch = _stretch(word, year) if field.kind is Kind.DAY else None
        ends.append(stretch[at] if stretch is not None else read_text(field, word, year=year))
    if None in ends:
        return None
    return Condition(field.name, Op.WITHIN, tuple(ends))


def _of_value(field: Field, op: Op, words: str, year: int) -> Condition | None:
    value = read_text(field, words, year=year)
    if value is None or isinstance(value, tuple) or op is Op.CONTAINS:
        return None
    return Condition(field.name, op, (value,))


def _picked(field: Field, op: Op, words: str, offered: Sequence[str]) -> Condition | None:
    """Each word one of the list, by its name, a beginning that only one has, or its initials; behind 含 any word."""
    if op is Op.CONTAINS and not field.is_list:
        return Condition(field.name, op, (words,))
    chosen: list[Value] = []
    known = {_folded(one) for one in offered}  # a word of the list may hold a comma: 农、林、牧、渔业
    pieces = [words] if words in known else re.split(r"\s*或\s*", words)
    for word in (one for piece in pieces for one in ([piece] if piece in known else _SEVERAL.split(piece))):
        if not word:
            continue
        close = [one for one in offered if _folded(one) == word] or [
            one for one in offered if pinyin.rank(word, one) < 4
        ]
        if len(close) != 1 and not (field.is_list and not close and op in (Op.CONTAINS, Op.NONE)):
            return None
        chosen.append(close[0] if close else word)
    return Condition(field.name, Op.ANY if op is Op.CONTAINS else op, tuple(chosen)) if chosen else None
