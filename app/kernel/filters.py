"""One small language of conditions: saved views, filter bar, exports, indicators and drill-down all speak it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.kernel.display import are_hashes, show
from app.kernel.errors import Refusal
from app.kernel.fields import Field, Kind, Value
from app.kernel.named_days import day_of, day_word, span, span_word


class Op(StrEnum):
    """Comparisons. ANY and NONE take several values; EMPTY and FILLED none; WITHIN the first and the last of a
    stretch, both of it; the rest one.
    """

    ANY = "="
    NONE = "!="
    GE = ">="
    LE = "<="
    GT = ">"
    LT = "<"
    CONTAINS = "~"
    WITHIN = "within"
    EMPTY = "empty"
    FILLED = "filled"


@dataclass(frozen=True)
class Condition:
    """``field`` (its identifier) compared with ``values``. A text value ``$today``, ``$date`` or ``$start``,
    also with days added (``$today+7``), is a day given when the condition is bound. So is the first or last day of
    a week, month, quarter or year seen from today: ``$month``, ``$month_end``, of the one before ``$month-1``.
    """

    field: str
    op: Op
    values: tuple[Value, ...] = ()


@dataclass(frozen=True)
class AllOf:
    """Every part holds. Without parts: everything."""

    parts: tuple[Filter, ...] = ()


@dataclass(frozen=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Filter, ...]


Filter = Condition | AllOf | AnyOf
EVERYTHING = AllOf()
_SMALL = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_NOT_TEXT = (Kind.MONEY, Kind.YES_NO)
_ORDERED = (Kind.DAY, Kind.INT, Kind.MONEY)


def all_of(*parts: Filter) -> Filter:
    """Join filters, dropping empty ones."""
    kept = tuple(part for part in parts if part != EVERYTHING)
    return kept[0] if len(kept) == 1 else AllOf(kept)


def equals(field: str, *values: Value) -> Condition:
    """Any of the values."""
    return Condition(field, Op.ANY, values)


def bind(rule: Filter, days: Mapping[str, date]) -> Filter:
    """Put real days in the place of ``$today`` and its like. Raises KeyError for a name not given."""
    if isinstance(rule, AllOf):
        return AllOf(tuple(bind(part, days) for part in rule.parts))
    if isinstance(rule, AnyOf):
        return AnyOf(tuple(bind(part, days) for part in rule.parts))
    return Condition(rule.field, rule.op, tuple(_bound(value, days) for value in rule.values))


def _bound(value: Value, days: Mapping[str, date]) -> Value:
    found = day_of(value, days) if isinstance(value, str) else None
    return value if found is None else found


def matches(rule: Filter, record: Mapping[str, Value]) -> bool:
    """Does a record (values by field name) meet a bound filter? The same answer as the database gives."""
    if isinstance(rule, AllOf):
        return all(matches(part, record) for part in rule.parts)
    if isinstance(rule, AnyOf):
        return any(matches(part, record) for part in rule.parts)
    return _holds(rule, record.get(rule.field))


def _holds(rule: Condition, value: Value) -> bool:
    empty = value in (None, "", ())
    match rule.op:
        case Op.EMPTY:
            return empty
        case Op.FILLED:
            return not empty
        case Op.ANY:
            return any(_is(value, wanted) for wanted in rule.values)
        case Op.NONE:
            return not any(_is(value, wanted) for wanted in rule.values)
        case Op.CONTAINS:
            return _contains(value, rule.values)
    if empty or not rule.values:
        return False
    if rule.op is Op.WITHIN:
        first, last = rule.values[0], rule.values[-1]
        return first <= value <= last  # type: ignore[operator]
    return _compared(rule.op, value, rule.values[0])


def _contains(value: Value, parts: Sequence[Value]) -> bool:
    """Small and capital Latin letters count alike, as in the database. Money, yes/no and files hold no text."""
    if value in (None, "", ()) or isinstance(value, bool | Decimal):
        return False
    if isinstance(value, tuple) and are_hashes(value):
        return False
    text = show(value).translate(_SMALL)
    return all(str(part).translate(_SMALL) in text for part in parts)


def _compared(op: Op, left: Value, right: Value) -> bool:
    """``<`` and its like for values of one kind."""
    match op:
        case Op.GE:
            return left >= right  # type: ignore[operator]
        case Op.LE:
            return left <= right  # type: ignore[operator]
        case Op.GT:
            return left > right  # type: ignore[operator]
        case _:
            return left < right  # type: ignore[operator]


def _is(value: Value, wanted: Value) -> bool:
    if isinstance(value, tuple):
        return wanted in value
    if isinstance(wanted, bool) or isinstance(value, bool):
        return bool(value) is bool(wanted)
    return value == wanted


def conditions(rule: Filter) -> tuple[Condition, ...]:
    """Every single condition in a filter, in order."""
    if isinstance(rule, Condition):
        return (rule,)
    return tuple(found for part in rule.parts for found in conditions(part))


def failing(rule: Filter, record: Mapping[str, Value]) -> tuple[Condition, ...]:
    """The conditions that keep a record out; empty when it is in. Of alternatives, all are named."""
    if matches(rule, record):
        return ()
    if isinstance(rule, AllOf):
        return tuple(found for part in rule.parts for found in failing(part, record))
    return conditions(rule)


def sentence(rule: Filter, fields: Mapping[str, Field]) -> str:
    """A filter in plain Chinese: 隐患等级是重大，且发现日期不早于2023-05-31."""
    if isinstance(rule, Condition):
        return _phrase(rule, fields[rule.field])
    if isinstance(rule, AnyOf):
        return "，或".join(sentence(part, fields) for part in rule.parts) or "没有记录"
    parts = (
        f"（{sentence(part, fields)}）" if isinstance(part, AnyOf) else sentence(part, fields)
        for part in rule.parts
    )
    return "，且".join(parts) or "全部记录"


def _word(value: Value) -> str:
    return day_word(value) if isinstance(value, str) else show(value)


def _within(rule: Condition, field: Field) -> str:
    """整改期限在本月, 整改期限在2023-06-01至2023-06-30, 罚款金额在1至5之间."""
    first, last = rule.values[0], rule.values[-1]
    named = span_word(first, last)
    if named:
        return f"{field.label}在{named}"
    return f"{field.label}在{_word(first)}至{_word(last)}{'' if field.kind is Kind.DAY else '之间'}"


def _phrase(rule: Condition, field: Field) -> str:
    if rule.op is Op.WITHIN and rule.values:
        return _within(rule, field)
    words = "或".join(_word(value) for value in rule.values)
    day = field.kind is Kind.DAY
    verbs = {
        Op.ANY: "为" if field.kind is Kind.YES_NO else "含" if field.is_list else "是",
        Op.NONE: "不为" if field.kind is Kind.YES_NO else "不含" if field.is_list else "不是",
        Op.GE: "不早于" if day else "不小于",
        Op.LE: "不晚于" if day else "不大于",
        Op.GT: "晚于" if day else "大于",
        Op.LT: "早于" if day else "小于",
        Op.CONTAINS: "包含",
        Op.WITHIN: "在",
    }
    if rule.op is Op.EMPTY:
        return f"{field.label}未填"
    if rule.op is Op.FILLED:
        return f"{field.label}已填"
    return f"{field.label}{verbs[rule.op]}{words}"


_ENDS = re.compile(r"\s*(?:\.\.+|…+)\s*")
_WHERE = re.compile(r"^(?P<label>.+?)(?P<op>!=|>=|<=|=|<|>|~)(?P<value>.*)$", re.DOTALL)


def parse_where(text: str, fields: Sequence[Field], read: Callable[[Field, str], Value]) -> Condition:
    """One ``--where``: 隐患等级=重大, 来源=a,b (any of), !=, >=, <=, <, >, ~ (contains), 销号日期= (empty),
    整改期限=本月, 整改期限<今天, 整改资金（万元）=1..5 (from … to …).

    ``read`` turns text into the field's value. Raises Refusal naming what is not understood.
    """
    found = _WHERE.match(text)
    if found is None:
        raise Refusal(
            f"条件“{text}”看不懂。写法举例：隐患等级=重大，销号日期=（为空），隐患描述~动火（包含）。"
        )
    label, sign, wanted = found["label"].strip(), found["op"], found["value"].strip()
    field = next((one for one in fields if label in (one.label, one.name)), None)
    if field is None:
        raise Refusal(f"没有名为“{label}”的栏目。可用的栏目：{'、'.join(one.label for one in fields)}。")
    op = Op(sign)
    if not wanted:
        if op in (Op.ANY, Op.NONE):
            return Condition(field.name, Op.EMPTY if op is Op.ANY else Op.FILLED)
        raise Refusal(f"条件“{text}”缺少要比较的值。")
    if not field.typed:
        raise Refusal(f"{field.label}只能查有没有：“{field.label}=”是没有的，“{field.label}!=”是有的。")
    if op is Op.CONTAINS:
        if field.kind in _NOT_TEXT:
            raise Refusal(f"条件“{text}”不能用“包含”：{field.label}不是文字，请用 =、>= 或 <=。")
        return Condition(field.name, op, (wanted,))
    if field.kind in _ORDERED and (stretch := _stretch(text, field, op, wanted, read)) is not None:
        return stretch
    if op in (Op.ANY, Op.NONE):
        return Condition(field.name, op, _read_all(text, field, re.split("[,，]", wanted), read))
    if field.kind not in _ORDERED:
        raise Refusal(f"条件“{text}”不能比较大小：{field.label}不是日期或数字，请用 =、!= 或 ~。")
    return Condition(field.name, op, _read_all(text, field, [wanted], read))


def _stretch(
    text: str, field: Field, op: Op, wanted: str, read: Callable[[Field, str], Value]
) -> Condition | None:
    """A stretch of time by name, or 1..5; None where the words name none."""
    ends = _ENDS.split(wanted)
    if op is Op.ANY and len(ends) == 2 and all(ends):
        values = tuple(_one_end(text, field, end, first=at == 0, read=read) for at, end in enumerate(ends))
        return Condition(field.name, Op.WITHIN, values)
    named = span(wanted) if field.kind is Kind.DAY else None
    if named is None:
        return None
    first, last = named
    if op is Op.NONE and first != last:
        raise Refusal(f"条件“{text}”不能用“!=”：{wanted}是一段时间，请用 =、<、<=、> 或 >=。")
    if op is Op.ANY and first != last:
        return Condition(field.name, Op.WITHIN, named)
    return Condition(field.name, op, (first if op in (Op.ANY, Op.NONE, Op.GE, Op.LT) else last,))


def _one_end(
    text: str, field: Field, word: str, *, first: bool, read: Callable[[Field, str], Value]
) -> Value:
    named = span(word) if field.kind is Kind.DAY else None
    if named is not None:
        return named[0] if first else named[1]
    return _read_all(text, field, [word], read)[0]


def _read_all(
    text: str, field: Field, parts: Sequence[str], read: Callable[[Field, str], Value]
) -> tuple[Value, ...]:
    """The values named; of a field with several entries, each entry. Words for nothing cannot be compared."""
    values: list[Value] = []
    for part in filter(None, map(str.strip, parts)):
        value = read(field, part)
        if value in (None, ()):
            raise Refusal(f"条件“{text}”里的“{part}”表示没有填写。要找没有填写的，请写成“{field.label}=”。")
        values.extend(value if isinstance(value, tuple) else (value,))
    return tuple(values)
