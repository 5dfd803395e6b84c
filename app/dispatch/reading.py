"""A ``table.toml`` read into a :class:`Table`: pure; what is wrong is refused with its line in the file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn, TypeVar

from app.kernel.errors import Refusal
from app.kernel.filters import AllOf, AnyOf, Condition, Filter, Op
from app.kernel.indicators import (
    Check,
    Count,
    Indicator,
    Lines,
    Measure,
    Paper,
    Section,
    Span,
    Table,
    WordList,
)

T = TypeVar("T")
_CONDITION = re.compile(
    r"^(?P<field>[a-z_]+)\s*(?P<op>!=|>=|<=|=|<|>|~|\bempty\b|\bfilled\b)\s*(?P<value>.*)$"
)
_LIST = re.compile(r"^\{([a-z_]+)\}$")
_CODE = re.compile(r"^[A-Z]\d{1,2}$")
_CHECK = re.compile(r"^([A-Z]\d{1,2})(?:\.(\d))? *<= *([A-Z]\d{1,2})(?:\.(\d))?$")
_PLACE = re.compile(r"\{(\d)\}")


@dataclass(frozen=True)
class Place:
    """Where in the file something stands: after the line that names ``code``."""

    name: str
    text: str
    code: str = ""

    def at(self, code: str) -> Place:
        """The same file, within one indicator."""
        return Place(self.name, self.text, code)

    def line(self, needle: str) -> int:
        """The first line holding ``needle`` at or after the indicator's own; 0 where none does."""
        lines = self.text.splitlines()
        mark = f'code = "{self.code}"'
        start = next((at for at, one in enumerate(lines) if self.code and mark in one), 0)
        for at in range(start, len(lines)):
            if needle in lines[at]:
                return at + 1
        return start + 1 if self.code else 0

    def refuse(self, needle: str, sentence: str) -> NoReturn:
        """Say what is wrong and where."""
        line = self.line(needle)
        where = f"第{line}行" if line else ""
        raise Refusal(
            f"调度表文件 {self.name} {where}{f'（{self.code}）' if self.code else ''}有误：{sentence}"
        )


def parse(text: str, name: str, chosen: Mapping[str, tuple[str, ...]] | None = None) -> Table:
    """The text of a table file as a table; ``name`` is the file as the clerk knows it. Raises Refusal.

    ``chosen`` are lists of words an office put in the place of the file's own.
    """
    place = Place(name, text)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        found = re.search(r"line (\d+)", str(fault))
        line = found[1] if found else str(len(text.splitlines()))
        raise Refusal(f"调度表文件 {name} 第{line}行写法有误，读不懂（{fault}）。") from None
    lists = {
        key: _word_list(place, key, value) for key, value in _given(place, raw, "lists", dict, {}).items()
    }
    for key, words in (chosen or {}).items():
        if key in lists and words:
            lists[key] = WordList(lists[key].label, words)
    sections = tuple(_section(place, one, lists) for one in _given(place, raw, "sections", list))
    table = Table(
        id=_given(place, raw, "id", str),
        version=_given(place, raw, "version", str),
        title=tuple(_given(place, raw, "title", list)),
        date_line=_given(place, raw, "date_line", str),
        source=_given(place, raw, "source", str, ""),
        first_day=_given(place, raw, "first_day", date),
        last_day=_given(place, raw, "last_day", date),
        sections=sections,
        checks=_checks(place, _given(place, raw, "checks", list, []), sections),
        departments=_given(place, raw, "departments", dict, {}),
        lists=lists,
        paper=_paper(place, _given(place, raw, "paper", dict, {})),
        lines=_lines(place, _given(place, raw, "lines", dict, {})),
        yes=_given(place, raw, "yes", str, "是"),
        no=_given(place, raw, "no", str, "否"),
    )
    if table.first_day > table.last_day:
        place.refuse("last_day", "行动最后一日早于第一日。")
    return table


def _given(place: Place, raw: Any, key: str, kind: type[T], default: T | None = None) -> T:
    if not isinstance(raw, Mapping):
        place.refuse(str(raw), f"这里应当是一组“名称 = 值”，而不是“{raw}”。")
    if key not in raw:
        if default is None:
            place.refuse(place.code, f"缺少“{key}”。")
        return default
    value = raw[key]
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        place.refuse(key, f"“{key}”的值“{value}”类型不对。")
    return value


def _one_of(place: Place, raw: Mapping[str, Any], key: str, read: Callable[[str], T], words: str) -> T:
    value = _given(place, raw, key, str)
    try:
        return read(value)
    except ValueError:
        place.refuse(value, f"“{key}”写的是“{value}”，只能是：{words}。")


def _word_list(place: Place, key: str, raw: Any) -> WordList:
    values = _given(place, raw, "values", list)
    return WordList(_given(place, raw, "label", str, key), tuple(str(one) for one in values))


def _section(place: Place, raw: Any, lists: Mapping[str, WordList]) -> Section:
    letter = _given(place, raw, "letter", str)
    indicators = tuple(
        _indicator(place, letter, one, lists) for one in _given(place, raw, "indicators", list)
    )
    return Section(letter, _given(place, raw, "title", str), indicators)


def _indicator(place: Place, letter: str, raw: Any, lists: Mapping[str, WordList]) -> Indicator:
    code = _given(place, raw, "code", str)
    if not _CODE.match(code) or code[0] != letter:
        place.refuse(f'"{code}"', f"编码“{code}”应当是本组字母{letter}加数字。")
    if place.text.count(f'code = "{code}"') > 1:
        lines = place.text.splitlines()
        last = max(at for at, one in enumerate(lines, 1) if f'code = "{code}"' in one)
        raise Refusal(f"调度表文件 {place.name} 第{last}行有误：编码“{code}”用了不止一次。")
    here = place.at(code)
    measures = tuple(_measure(here, one, lists) for one in _given(here, raw, "values", list))
    if len(measures) not in (1, 2):
        here.refuse(code, "一项指标只能有一个或两个数。")
    default = ["{0}"] if len(measures) == 1 else ["{0}，{1}"]
    formats = tuple(str(one) for one in _given(here, raw, "formats", list, default))
    for pattern in formats:
        check_format(here, len(measures), pattern)
    return Indicator(code, _given(here, raw, "label", str), measures, formats)


def check_format(place: Place, parts: int, pattern: str) -> None:
    """A cell's pattern names every part of the indicator. Raises Refusal."""
    if sorted(_PLACE.findall(pattern)) != [str(part) for part in range(parts)]:
        words = "、".join(f"{{{part}}}" for part in range(parts))
        place.refuse(pattern, f"打印格式“{pattern}”里应当有且只有{words}。")


def _measure(place: Place, raw: Any, lists: Mapping[str, WordList]) -> Measure:
    counted = _given(place, raw, "count", str).split(maxsplit=1)
    kinds = "、".join(Count)
    count = _one_of(place, {"count": counted[0] if counted else ""}, "count", Count, kinds)
    fields = tuple(part.strip() for part in counted[1].split("+")) if len(counted) > 1 else ()
    named = count in (Count.DISTINCT, Count.ITEMS, Count.SUM)
    if bool(fields) != named or (len(fields) > 1 and count is not Count.SUM):
        place.refuse("count", f"“{' '.join(counted)}”后面{'应当写栏目名' if named else '不用写栏目名'}。")
    span = _one_of(place, raw, "kind", Span, "cum（累计）、stock（时点）、flag（是否）")
    day = _given(place, raw, "day", str, "")
    if (span is Span.STOCK) == bool(day):
        place.refuse("day" if day else "kind", "累计数和是否项要写日期栏目 day，时点数不写。")
    if (span is Span.FLAG) != (count is Count.ANY):
        place.refuse("count", "是否项（flag）与 any 要一起用。")
    rule = AllOf(tuple(_filter(place, one, lists) for one in _given(place, raw, "where", list, [])))
    ledger, unit = _given(place, raw, "ledger", str), _given(place, raw, "unit", str)
    return Measure(unit, span, ledger, count, fields, rule, day, _given(place, raw, "name", str, ""))


def _filter(place: Place, raw: Any, lists: Mapping[str, WordList]) -> Filter:
    if isinstance(raw, list):
        return AnyOf(tuple(_filter(place, one, lists) for one in raw))
    if not isinstance(raw, str):
        place.refuse(str(raw), f"条件“{raw}”应当是文字。")
    found = _CONDITION.match(raw)
    if found is None:
        place.refuse(raw, f"条件“{raw}”看不懂。写法举例：level = 重大、closed_on <= $date、left_on empty。")
    op, value = Op(found["op"]), found["value"].strip()
    if op in (Op.EMPTY, Op.FILLED):
        if value:
            place.refuse(raw, f"条件“{raw}”在 {op} 后面不用写值。")
        return Condition(found["field"], op)
    named = _LIST.match(value)
    if named and named[1] not in lists:
        place.refuse(raw, f"条件“{raw}”用到的词表“{named[1]}”没有在 [lists] 里给出。")
    values = lists[named[1]].values if named else tuple(re.split(r"\s*[,，]\s*", value))
    if not value or not all(values) or (len(values) > 1 and op not in (Op.ANY, Op.NONE)):
        place.refuse(raw, f"条件“{raw}”缺少要比较的值，或写了多个值。")
    return Condition(found["field"], op, values)


def _checks(place: Place, raw: list[Any], sections: tuple[Section, ...]) -> tuple[Check, ...]:
    sizes = {one.code: len(one.measures) for section in sections for one in section.indicators}
    checks = []
    for group in raw:
        severity = _given(place, group, "severity", str, "red")
        if severity not in ("red", "amber"):
            place.refuse(severity, f"severity 写的是“{severity}”，只能是 red 或 amber。")
        for rule in _given(place, group, "rules", list):
            found = _CHECK.match(str(rule))
            if found is None:
                place.refuse(str(rule), f"勾稽关系“{rule}”看不懂。写法举例：A2 <= A1、C8.2 <= C8.1。")
            left, right = (found[1], int(found[2] or 1)), (found[3], int(found[4] or 1))
            for code, part in (left, right):
                if not 1 <= part <= sizes.get(code, 0):
                    place.refuse(str(rule), f"勾稽关系“{rule}”里的 {code} 第{part}个数在表中没有。")
            checks.append(Check(left, right, severity))
    return tuple(checks)


def _paper(place: Place, raw: Mapping[str, Any]) -> Paper:
    own = Paper()
    widths = tuple(_given(place, raw, "column_widths_mm", list, list(own.column_widths_mm)))
    if len(widths) != 7 or not all(isinstance(one, int | float) and one > 0 for one in widths):
        place.refuse("column_widths_mm", "列宽应当是七个大于0的数（毫米）。")
    return Paper(
        _given(place, raw, "page", str, own.page),
        widths,
        float(_number(place, raw, "row_height_mm", own.row_height_mm)),
        float(_number(place, raw, "title_size", own.title_size)),
        float(_number(place, raw, "label_size", own.label_size)),
        float(_number(place, raw, "value_size", own.value_size)),
    )


def _number(place: Place, raw: Mapping[str, Any], key: str, default: float) -> float:
    value = raw.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        place.refuse(key, f"“{key}”应当是大于0的数。")
    return value


def _lines(place: Place, raw: Mapping[str, Any]) -> Lines:
    patterns = {key: value for key, value in raw.items() if isinstance(value, str)}
    shown = tuple(_given(place, raw, "shown", list, []))
    for one in shown:
        if one not in patterns:
            place.refuse(str(one), f"要显示的“{one}”没有给出写法。")
    return Lines(patterns, shown)
