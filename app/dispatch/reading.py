"""A ``table.toml`` read into a :class:`Table`: pure; what is wrong is refused with its line in the file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from app.dispatch.place import LARGEST, Place, given, number, one_of, pattern, words
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
from app.printing.pen import PAGES

_CONDITION = re.compile(
    r"^(?P<field>[a-z_]+)\s*(?P<op>!=|>=|<=|=|<|>|~|\bempty\b|\bfilled\b)\s*(?P<value>.*)$"
)
LINE_WORDS = ("office", "reporter", "reviewer", "telephone")
"""What the lines outside the frame may say."""
_LIST = re.compile(r"^\{([a-z_]+)\}$")
_CODE = re.compile(r"^[A-Z]\d{1,2}$")
_CHECK = re.compile(r"^([A-Z]\d{1,2})(?:\.(\d))? *<= *([A-Z]\d{1,2})(?:\.(\d))?$")
_PLACE = re.compile(r"\{(\d)\}")


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
        key: _word_list(place, key, value) for key, value in given(place, raw, "lists", dict, {}).items()
    }
    for key, own in (chosen or {}).items():
        if key in lists and own:
            lists[key] = WordList(lists[key].label, own)
    sections = tuple(_section(place, one, lists) for one in given(place, raw, "sections", list))
    table = Table(
        id=given(place, raw, "id", str),
        version=given(place, raw, "version", str),
        title=words(place, raw, "title"),
        date_line=pattern(place, given(place, raw, "date_line", str), ("year", "month", "day")),
        source=given(place, raw, "source", str, ""),
        first_day=given(place, raw, "first_day", date),
        last_day=given(place, raw, "last_day", date),
        sections=sections,
        checks=_checks(place, given(place, raw, "checks", list, []), sections),
        departments=_texts(place, given(place, raw, "departments", dict, {})),
        lists=lists,
        paper=_paper(place, given(place, raw, "paper", dict, {})),
        lines=_lines(place, given(place, raw, "lines", dict, {})),
        yes=given(place, raw, "yes", str, "是"),
        no=given(place, raw, "no", str, "否"),
    )
    if table.first_day > table.last_day:
        place.refuse("last_day", "行动最后一日早于第一日。")
    return table


def _texts(place: Place, raw: Mapping[str, Any]) -> dict[str, str]:
    return {key: given(place, raw, key, str) for key in raw}


def _word_list(place: Place, key: str, raw: Any) -> WordList:
    return WordList(given(place, raw, "label", str, key), words(place, raw, "values"))


def _section(place: Place, raw: Any, lists: Mapping[str, WordList]) -> Section:
    letter = given(place, raw, "letter", str)
    indicators = tuple(_indicator(place, letter, one, lists) for one in given(place, raw, "indicators", list))
    return Section(letter, given(place, raw, "title", str), indicators)


def _indicator(place: Place, letter: str, raw: Any, lists: Mapping[str, WordList]) -> Indicator:
    code = given(place, raw, "code", str)
    if not _CODE.match(code) or code[0] != letter:
        place.refuse(f'"{code}"', f"编码“{code}”应当是本组字母{letter}加数字。")
    if place.text.count(f'code = "{code}"') > 1:
        lines = place.text.splitlines()
        last = max(at for at, one in enumerate(lines, 1) if f'code = "{code}"' in one)
        raise Refusal(f"调度表文件 {place.name} 第{last}行有误：编码“{code}”用了不止一次。")
    here = place.at(code)
    measures = tuple(_measure(here, one, lists) for one in given(here, raw, "values", list))
    if len(measures) not in (1, 2):
        here.refuse(code, "一项指标只能有一个或两个数。")
    default = ["{0}"] if len(measures) == 1 else ["{0}，{1}"]
    formats = words(here, raw, "formats", default) or tuple(default)
    for one in formats:
        check_format(here, len(measures), one)
    return Indicator(code, given(here, raw, "label", str), measures, formats)


def check_format(place: Place, parts: int, text: str) -> None:
    """A cell's pattern names every part of the indicator. Raises Refusal."""
    if sorted(_PLACE.findall(text)) != [str(part) for part in range(parts)]:
        told = "、".join(f"{{{part}}}" for part in range(parts))
        place.refuse(text, f"打印格式“{text}”里应当有且只有{told}。")


def _measure(place: Place, raw: Any, lists: Mapping[str, WordList]) -> Measure:
    counted = given(place, raw, "count", str).split(maxsplit=1)
    kinds = "、".join(Count)
    count = one_of(place, {"count": counted[0] if counted else ""}, "count", Count, kinds)
    fields = tuple(part.strip() for part in counted[1].split("+")) if len(counted) > 1 else ()
    named = count in (Count.DISTINCT, Count.ITEMS, Count.SUM)
    if bool(fields) != named or (len(fields) > 1 and count is not Count.SUM):
        place.refuse("count", f"“{' '.join(counted)}”后面{'应当写栏目名' if named else '不用写栏目名'}。")
    span = one_of(place, raw, "kind", Span, "cum（累计）、stock（时点）、flag（是否）")
    day = given(place, raw, "day", str, "")
    if (span is Span.STOCK) == bool(day):
        place.refuse("day" if day else "kind", "累计数和是否项要写日期栏目 day，时点数不写。")
    if (span is Span.FLAG) != (count is Count.ANY):
        place.refuse("count", "是否项（flag）与 any 要一起用。")
    rule = AllOf(tuple(_filter(place, one, lists) for one in given(place, raw, "where", list, [])))
    ledger, unit = given(place, raw, "ledger", str), given(place, raw, "unit", str)
    return Measure(unit, span, ledger, count, fields, rule, day, given(place, raw, "name", str, ""))


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
        severity = given(place, group, "severity", str, "red")
        if severity not in ("red", "amber"):
            place.refuse(severity, f"severity 写的是“{severity}”，只能是 red 或 amber。")
        for rule in words(place, group, "rules"):
            found = _CHECK.match(rule)
            if found is None:
                place.refuse(rule, f"勾稽关系“{rule}”看不懂。写法举例：A2 <= A1、C8.2 <= C8.1。")
            left, right = (found[1], int(found[2] or 1)), (found[3], int(found[4] or 1))
            for code, part in (left, right):
                if not 1 <= part <= sizes.get(code, 0):
                    place.refuse(rule, f"勾稽关系“{rule}”里的 {code} 第{part}个数在表中没有。")
            checks.append(Check(left, right, severity))
    return tuple(checks)


def _paper(place: Place, raw: Mapping[str, Any]) -> Paper:
    own = Paper()
    widths = tuple(given(place, raw, "column_widths_mm", list, list(own.column_widths_mm)))
    if len(widths) != 7 or not all(type(one) in (int, float) and 0 < one < LARGEST for one in widths):
        place.refuse("column_widths_mm", "列宽应当是七个大于0的数（毫米）。")
    page = given(place, raw, "page", str, own.page)
    if page not in PAGES:
        place.refuse("page =", f"纸张“{page}”不认识，可用：{'、'.join(PAGES)}。")
    return Paper(
        page,
        widths,
        number(place, raw, "row_height_mm", own.row_height_mm),
        number(place, raw, "title_size", own.title_size),
        number(place, raw, "label_size", own.label_size),
        number(place, raw, "value_size", own.value_size),
    )


def _lines(place: Place, raw: Mapping[str, Any]) -> Lines:
    patterns = {key: given(place, raw, key, str) for key in raw if key != "shown"}
    for key, text in patterns.items():
        if key not in LINE_WORDS:
            place.refuse(f"{key} =", f"表外没有名为“{key}”的行，可用：{'、'.join(LINE_WORDS)}。")
        pattern(place, text, LINE_WORDS)
    shown = words(place, raw, "shown", [])
    for one in shown:
        if one not in patterns:
            place.refuse("shown", f"要显示的“{one}”没有给出写法。")
    return Lines(patterns, shown)
