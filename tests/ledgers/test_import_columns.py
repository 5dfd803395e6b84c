"""Reading by columns tells the same as reading cell by cell."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.headings import Layout, data_rows, find_layout
from app.exchange.read import CellValue, Range, Sheet
from app.features.hazards import FEATURE
from app.kernel.collecting import no_collecting
from app.kernel.parsing import NotUnderstood, is_blank, read_cell
from app.ledgers.import_plan import Plan, Request
from app.ledgers.import_rows import planned_rows

HEADINGS = (
    "单位名称",
    "发现日期",
    "隐患描述",
    "隐患等级",
    "整改资金（万元）",
    "整改期限",
    "复查结论",
    "整改情况",
)
DITTOS = frozenset({"同上", "〃", "″", '"', "”", "''", "同前"})
CELLS = st.sampled_from((
    None, None, "", "/", "无", "同上", " 〃 ", "甲公司", "乙公司", "一般", "重大", "合格", "已整改", "整改中", "立即整改",
    "2023-05-04", "5月6日", "不知道", "#REF!", date(2023, 7, 1), 0, 1, 1.0, True, False, 0.5, -0.0, 45000, "电线裸露",
))  # fmt: skip
TOP = 3  # rows above the records
TABLES = st.lists(st.tuples(*[CELLS] * len(HEADINGS)), min_size=1, max_size=12)
RANGES = st.lists(st.tuples(st.integers(TOP, 12), st.integers(0, 7), st.integers(0, 3)), max_size=4)


def sheet_of(rows: list[tuple[CellValue, ...]], merged: list[tuple[int, int, int]]) -> Sheet:
    """A table with two sound rows on top, so that its headings are found."""
    sound: list[CellValue] = [
        "丙公司",
        date(2023, 1, 2),
        "防护罩缺失",
        "一般",
        1,
        date(2023, 2, 2),
        "合格",
        "已整改",
    ]
    ranges: tuple[Range, ...] = tuple((top, left, top + more, left) for top, left, more in merged)
    return Sheet("隐患", [list(HEADINGS), sound, list(sound), *map(list, rows)], ranges)


def naive_rows(layout: Layout, sheet: Sheet) -> Iterator[tuple[int, dict[str, CellValue]]]:
    """Row by row: merged cells carried down, then what stands for the cell above."""
    before: dict[str, CellValue] = {}
    for number in range(layout.first_data_row - 1, layout.last_data_row):
        if number in layout.left_out or all(
            sheet.rows[number][at.index] is None for at in layout.mapped.values()
        ):
            continue
        values: dict[str, CellValue] = {}
        for name, column in layout.mapped.items():
            cell = sheet.rows[number][column.index]
            over = [
                sheet.rows[top][left]
                for top, left, bottom, _ in sheet.merged
                if top < number <= bottom and left == column.index and top + 1 >= layout.first_data_row
            ]
            if cell is None and over and column.spreads:
                cell = over[-1]
            if isinstance(cell, str) and len(cell) < 5 and cell.strip() in DITTOS:
                cell = before.get(name)
            if cell is not None:
                values[name] = cell
        before = values
        yield number + 1, values


def naive_cell(layout: Layout, name: str, cell: Any) -> tuple[Any, str, str]:
    """The value, the reason of a refusal and the words of one cell."""
    field = FEATURE.ledger[name]
    word = "" if is_blank(cell) else cell.isoformat() if isinstance(cell, date) else str(cell).strip()
    try:
        value = read_cell(field, cell, unit=layout.mapped[name].unit, year=2023)
    except NotUnderstood as error:
        return None, str(error), word
    fault = field.check(value) if field.check is not None and value is not None else None
    return (None, fault, word) if fault else (value, "", word)


def naive_plan(layout: Layout, sheet: Sheet) -> tuple[list[Any], list[Any]]:
    """What is taken, and what is refused."""
    taken: list[Any] = []
    refused: list[Any] = []
    for number, raw in naive_rows(layout, sheet):
        read = {name: naive_cell(layout, name, cell) for name, cell in raw.items()}
        words = {name: word for name, (_, _, word) in read.items() if word}
        values = {name: value for name, (value, _, _) in read.items() if value not in (None, ())}
        reasons = [
            (number, layout.mapped[name].heading, one[2], one[1]) for name, one in read.items() if one[1]
        ]
        if not words:
            continue
        refused.extend(reasons)
        assert FEATURE.adapt is not None
        if not values and (reasons or not any(FEATURE.adapt({}, words).values())):
            refused.append((number, "", "", "整行没有一个能看懂的内容，未导入。"))
            continue
        mended = FEATURE.adapt(values, words)
        taken.append((number, {name: one for name, one in mended.items() if one not in (None, ())}, words))
    return taken, refused


@settings(max_examples=300, deadline=None)
@given(TABLES, RANGES)
def test_columns_tell_the_same_as_cells(
    rows: list[tuple[CellValue, ...]], merged: list[tuple[int, int, int]]
) -> None:
    sheet = sheet_of(rows, merged)
    layout = find_layout(sheet, FEATURE.ledger.fields)
    assert set(layout.mapped) >= {"enterprise_name", "found_on", "fund"}
    assert repr(list(data_rows(layout, sheet))) == repr(list(naive_rows(layout, sheet)))
    plan = Plan(Request(Path("a.xlsx"), year=2023), FEATURE, "", 0, 0)
    taken = [(one.row, one.values, dict(one.words)) for one in planned_rows(plan, sheet, layout)]
    refused = [(one.row, one.column, one.value, one.reason) for one in plan.refused]
    expected = naive_plan(layout, sheet)
    assert repr((taken, refused)) == repr(expected)  # 1 and True are equal, yet not the same


def test_words_are_a_mapping_without_the_blanks() -> None:
    sheet = sheet_of([("甲公司", "/", "电线裸露", None, 1.0, None, True, None)], [])
    layout = find_layout(sheet, FEATURE.ledger.fields)
    plan = Plan(Request(Path("a.xlsx")), FEATURE, "", 0, 0)
    words = list(planned_rows(plan, sheet, layout))[-1].words
    assert len(words) == len(list(words)) == 4
    assert (words["fund"], words["recheck_result"], words.get("found_on", "–")) == ("1.0", "True", "–")
    assert "found_on" not in words
    assert "nothing" not in words
    assert words.get("nothing") is None
    with pytest.raises(KeyError):
        words["found_on"]


def test_the_collector_runs_again_after_an_error() -> None:
    @no_collecting()
    def failing() -> None:
        with no_collecting():
            assert not gc.isenabled()
        assert not gc.isenabled()
        raise ZeroDivisionError

    was = gc.isenabled()  # not after a test with a window: there it is asked by hand
    try:
        gc.enable()
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                failing()
            assert gc.isenabled()
        gc.disable()
        with pytest.raises(ZeroDivisionError):
            failing()
        assert not gc.isenabled()
    finally:
        (gc.enable if was else gc.disable)()
