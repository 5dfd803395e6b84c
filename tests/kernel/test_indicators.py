"""A table of indicators as data: what it says of itself and how its values are printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.kernel.filters import Condition, Op, bind, matches
from app.kernel.indicators import (
    Amount,
    Count,
    Indicator,
    Lines,
    Measure,
    Paper,
    Section,
    Span,
    Table,
    cell_text,
    rounded,
    shown,
)


def measure(unit: str = "个", span: Span = Span.CUM, day: str = "found_on", name: str = "") -> Measure:
    rule = Condition("level", Op.ANY, ("重大",))
    return Measure(unit, span, "hazards", Count.RECORDS, (), rule, day, name)


PAIR = Indicator(
    "C3", "行政处罚\n（次，万元）", (measure("次"), measure("万元", name="罚款")), ("{0}，{1}", "{0}次")
)
TABLE = Table(
    id="t",
    version="1",
    title=("历城区", "调度表"),
    date_line="时间：{year}年{month}月{day}日",
    source="",
    first_day=date(2023, 5, 31),
    last_day=date(2023, 12, 31),
    sections=(
        Section("A", "总体\n情况", (Indicator("A1", "隐患", (measure(),)),)),
        Section("C", "执法", (PAIR,)),
    ),
    checks=(),
    departments={},
    lists={},
    paper=Paper(),
    lines=Lines({}),
)


def test_values_come_in_the_order_of_the_sheet() -> None:
    assert [(code, part) for code, part, _ in TABLE.measures()] == [("A1", 1), ("C3", 1), ("C3", 2)]
    assert (TABLE.name, TABLE.sections[0].plain_title) == ("历城区调度表", "总体情况")
    assert (PAIR.number, PAIR.plain_label, PAIR.part_name(2)) == ("3", "行政处罚（次，万元）", "C3（罚款）")


@pytest.mark.parametrize(
    ("found", "counts"),
    [("2023-05-30", False), ("2023-05-31", True), ("2023-06-30", True), ("2023-07-01", False), (None, False)],
)
def test_the_period_has_both_its_days(found: str | None, counts: bool) -> None:
    rule = bind(measure().full_rule, TABLE.days(date(2023, 6, 30)))
    day = date.fromisoformat(found) if found else None
    assert matches(rule, {"level": "重大", "found_on": day}) is counts


def test_nothing_counts_after_the_campaign() -> None:
    assert TABLE.days(date(2024, 3, 1)) == {"start": date(2023, 5, 31), "date": date(2023, 12, 31)}


def test_a_stock_has_no_period() -> None:
    rule = measure(span=Span.STOCK, day="").full_rule
    assert matches(bind(rule, TABLE.days(date(2023, 6, 30))), {"level": "重大"})


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "0"),
        (12, "12"),
        (Decimal(0), "0"),
        (Decimal("2.50"), "2.5"),
        (Decimal("1.005"), "1.01"),
        (Decimal("1.0049"), "1"),
        (Decimal(100), "100"),
        (Decimal("-0.001"), "0"),
        (True, "是"),
        (False, "否"),
    ],
)
def test_values_as_printed(amount: Amount, words: str) -> None:
    assert shown(TABLE, amount) == words


def test_rounding_is_half_up_and_leaves_counts_alone() -> None:
    assert rounded(Decimal("0.125")) == Decimal("0.13")
    assert rounded(7) == 7
    assert rounded(True) is True


def test_a_pair_is_printed_after_its_pattern() -> None:
    amounts = (3, Decimal("2.50"))
    assert cell_text(TABLE, PAIR, amounts) == "3，2.5"
    other = TABLE.with_format("C3", "{0}次，{1}万元")
    assert cell_text(other, other.indicators["C3"], amounts) == "3次，2.5万元"
    assert other.indicators["C3"].formats == ("{0}次，{1}万元", "{0}，{1}", "{0}次")
    assert cell_text(TABLE, PAIR, amounts) == "3，2.5"
