"""Stretches of time by name, and filters as somebody types them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bootstrap import CATALOGUE
from app.kernel.fields import Field
from app.kernel.filter_words import Proposal, condition_of, propose, words_of
from app.kernel.filters import AllOf, AnyOf, Condition, Filter, Op, all_of, bind, matches, sentence
from app.kernel.named_days import OFFERED, day_of, day_word, span, span_word
from app.kernel.parsing import NotUnderstood

TODAY = date(2023, 6, 30)  # a Friday
LEDGER = CATALOGUE["hazards"].ledger


def _ends(word: str, today: date = TODAY) -> tuple[date | None, date | None]:
    named = span(word)
    assert named is not None, word
    return day_of(named[0], {"today": today}), day_of(named[1], {"today": today})


@pytest.mark.parametrize(
    ("word", "first", "last"),
    [
        ("今天", date(2023, 6, 30), date(2023, 6, 30)),
        ("明天", date(2023, 7, 1), date(2023, 7, 1)),
        ("前天", date(2023, 6, 28), date(2023, 6, 28)),
        ("3天前", date(2023, 6, 27), date(2023, 6, 27)),
        ("今天+3", date(2023, 7, 3), date(2023, 7, 3)),
        ("本周", date(2023, 6, 26), date(2023, 7, 2)),
        ("上星期", date(2023, 6, 19), date(2023, 6, 25)),
        ("下周", date(2023, 7, 3), date(2023, 7, 9)),
        ("本月", date(2023, 6, 1), date(2023, 6, 30)),
        ("上个月", date(2023, 5, 1), date(2023, 5, 31)),
        ("下月", date(2023, 7, 1), date(2023, 7, 31)),
        ("本季度", date(2023, 4, 1), date(2023, 6, 30)),
        ("上季度", date(2023, 1, 1), date(2023, 3, 31)),
        ("今年", date(2023, 1, 1), date(2023, 12, 31)),
        ("去年", date(2022, 1, 1), date(2022, 12, 31)),
        ("近7天", date(2023, 6, 24), date(2023, 6, 30)),
        ("近 30 天", date(2023, 6, 1), date(2023, 6, 30)),
        ("未来7天内", date(2023, 7, 1), date(2023, 7, 7)),
    ],
)
def test_a_stretch_by_its_name(word: str, first: date, last: date) -> None:
    assert _ends(word) == (first, last)


def test_stretches_across_the_end_of_a_year() -> None:
    assert _ends("上月", date(2024, 1, 31)) == (date(2023, 12, 1), date(2023, 12, 31))
    assert _ends("下季度", date(2023, 12, 31)) == (date(2024, 1, 1), date(2024, 3, 31))
    assert _ends("本月", date(2024, 2, 10)) == (date(2024, 2, 1), date(2024, 2, 29))
    assert _ends("本周", date(2024, 1, 1)) == (date(2024, 1, 1), date(2024, 1, 7))


@pytest.mark.parametrize("word", OFFERED)
def test_a_name_is_said_as_it_was_chosen(word: str) -> None:
    named = span(word)
    assert named is not None
    assert span_word(*named) == word


@pytest.mark.parametrize("word", ["建新", "月", "近天", "近0天", "2023年6月", ""])
def test_other_words_name_no_stretch(word: str) -> None:
    assert span(word) is None


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.sampled_from(["week", "month", "quarter", "year"]))
def test_stretches_of_a_unit_follow_each_other_without_a_gap(today: date, unit: str) -> None:
    days = {"today": today}
    ends = [(day_of(f"${unit}{step:+d}", days), day_of(f"${unit}_end{step:+d}", days)) for step in (-1, 1)]
    first, last = day_of(f"${unit}", days), day_of(f"${unit}_end", days)
    assert first is not None
    assert last is not None
    assert first <= today <= last
    assert ends[0][1] == first - timedelta(days=1)
    assert ends[1][0] == last + timedelta(days=1)


def test_a_single_end_has_words_too() -> None:
    assert day_word("$month") == "本月第一天"
    assert day_word("$year_end-1") == "去年最后一天"
    assert day_word("$month-3") == "3个月前第一天"
    assert day_word("$today+7") == "今天后7天"
    assert day_word("$abc") == "$abc"


def _choices(field: Field) -> tuple[str, ...]:
    return field.choices or (
        ("清泉社区", "东柳社区", "柳埠社区") if field.dictionary == LEDGER["community"].dictionary else ()
    )


def _meant(text: str) -> list[Proposal]:
    marks = {one.title: one.rule for one in LEDGER.alerts}
    return propose(text, LEDGER.all_fields, LEDGER.day, _choices, TODAY.year, marks)


def _month(name: str) -> Condition:
    return Condition(name, Op.WITHIN, ("$month", "$month_end"))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("整改期限 本月", _month("due_on")),
        ("整改期限在本月", _month("due_on")),
        ("整改期限：本月", _month("due_on")),
        ("期限 本月", _month("due_on")),
        ("整改期限 早于今天", Condition("due_on", Op.LT, ("$today",))),
        ("整改期限 今天之前", Condition("due_on", Op.LT, ("$today",))),
        ("整改期限 今天", Condition("due_on", Op.ANY, ("$today",))),
        ("整改期限 晚于本月", Condition("due_on", Op.GT, ("$month_end",))),
        ("发现日期 5月", Condition("found_on", Op.WITHIN, (date(2023, 5, 1), date(2023, 5, 31)))),
        ("发现日期 5月1日到6月15日", Condition("found_on", Op.WITHIN, (date(2023, 5, 1), date(2023, 6, 15)))),
        ("描述 动火", Condition("description", Op.CONTAINS, ("动火",))),
        ("发现日期 近7天", Condition("found_on", Op.WITHIN, ("$today-6", "$today"))),
        ("销号日期 未填", Condition("closed_on", Op.EMPTY)),
        ("销号日期不为空", Condition("closed_on", Op.FILLED)),
        ("隐患等级 重大", Condition("level", Op.ANY, ("重大",))),
        ("隐患等级是重大或一般", Condition("level", Op.ANY, ("重大", "一般"))),
        ("隐患等级 zd", Condition("level", Op.ANY, ("重大",))),
        ("隐患等级不是重大", Condition("level", Op.NONE, ("重大",))),
        ("隐患描述 包含 动火", Condition("description", Op.CONTAINS, ("动火",))),
        ("整改资金 1.5万以上", Condition("fund", Op.GE, (Decimal("1.5"),))),
        ("整改资金 大于 2", Condition("fund", Op.GT, (Decimal(2),))),
        ("整改资金 1到5", Condition("fund", Op.WITHIN, (Decimal(1), Decimal(5)))),
        ("待完善", Condition("incomplete", Op.ANY, (True,))),
        ("待完善为是", Condition("incomplete", Op.ANY, (True,))),
        ("待完善为否", Condition("incomplete", Op.ANY, (False,))),
        ("整改资金（万元）不小于1.3", Condition("fund", Op.GE, (Decimal("1.3"),))),
        ("单位名称 包含 华光（济南）", Condition("enterprise_name", Op.CONTAINS, ("华光（济南）",))),
        ("单位名称　是　ＡＢ华光", Condition("enterprise_name", Op.ANY, ("ＡＢ华光",))),
        (
            "隐患描述 包含 钢瓶混放，未分区 且 隐患等级 重大",
            AllOf(
                (
                    Condition("description", Op.CONTAINS, ("钢瓶混放，未分区",)),
                    Condition("level", Op.ANY, ("重大",)),
                )
            ),
        ),
        (
            "整改期限 本月 且 隐患等级 重大",
            AllOf((_month("due_on"), Condition("level", Op.ANY, ("重大",)))),
        ),
        (
            "隐患等级 重大 或者 整改期限 早于今天",
            AnyOf((Condition("level", Op.ANY, ("重大",)), Condition("due_on", Op.LT, ("$today",)))),
        ),
    ],
)
def test_what_is_typed_becomes_a_filter(text: str, rule: Filter) -> None:
    assert _meant(text) == [Proposal(rule, sure=True)]


def test_a_word_alone_is_only_proposed() -> None:
    assert _meant("本月")[0] == Proposal(_month(LEDGER.day), sure=False)
    assert _meant("重大")[0] == Proposal(Condition("level", Op.ANY, ("重大",)), sure=False)


@pytest.mark.parametrize("text", ["", "建新", "灭火器 过期", "隐患等级 中等", "整改期限 ABC", "YH-2023-0001"])
def test_words_to_search_for_are_left_alone(text: str) -> None:
    assert not any(one.sure for one in _meant(text))


def test_a_filter_by_name_moves_with_the_days() -> None:
    rule = _month("due_on")
    june, july = {"today": TODAY}, {"today": date(2023, 7, 1)}
    assert matches(bind(rule, june), {"due_on": date(2023, 6, 1)})
    assert not matches(bind(rule, july), {"due_on": date(2023, 6, 1)})
    assert not matches(bind(rule, june), {"due_on": None})
    assert sentence(rule, LEDGER.by_name) == "整改期限在本月"
    between = Condition("fund", Op.WITHIN, (Decimal(1), Decimal(5)))
    assert sentence(between, LEDGER.by_name).endswith("在1至5之间")


@pytest.mark.parametrize(
    "rule",
    [
        _month("due_on"),
        Condition("due_on", Op.LT, ("$today",)),
        Condition("due_on", Op.LE, ("$today+7",)),
        Condition("due_on", Op.GE, ("$month-3",)),
        Condition("due_on", Op.GT, ("$quarter_end-1",)),
        Condition("due_on", Op.WITHIN, (date(2023, 6, 1), "$week_end")),
        Condition("due_on", Op.ANY, (date(2023, 6, 1),)),
        Condition("fund", Op.WITHIN, (Decimal("0.5"), Decimal(5))),
        Condition("description", Op.CONTAINS, ("动火",)),
        Condition("inspectors", Op.ANY, ("张某", "李某")),
        Condition("enterprise_name", Op.CONTAINS, ("华光（济南）",)),
    ],
)
def test_a_condition_can_be_written_out_and_read_again(rule: Condition) -> None:
    assert condition_of(LEDGER[rule.field], rule.op, words_of(rule), 2023) == rule


@pytest.mark.parametrize(("words", "said"), [("明年春天", "看不懂"), ("", "看不懂"), ("3到", "看不懂")])
def test_a_stretch_that_is_none_is_said(words: str, said: str) -> None:
    with pytest.raises(NotUnderstood, match=said):
        condition_of(LEDGER["due_on"], Op.WITHIN, words, 2023)


@pytest.mark.parametrize("text", ["状态 逾期", "状态是逾期", "状态：逾期"])
def test_a_mark_is_understood_as_if_it_were_a_state(text: str) -> None:
    assert _meant(text) == [Proposal(LEDGER.alerts[0].rule, sure=True)]


def test_a_mark_alone_is_offered_and_may_be_joined() -> None:
    assert _meant("逾期") == [Proposal(LEDGER.alerts[0].rule, sure=False)], "it may be a word to search for"
    major = Condition("level", Op.ANY, ("重大",))
    assert _meant("逾期 且 隐患等级 重大") == [Proposal(all_of(LEDGER.alerts[0].rule, major), sure=True)]
    assert _meant("逾期 或者 隐患等级 重大") == []
    assert _meant("状态 不是逾期") == []
    assert _meant("隐患描述 逾期") == [Proposal(Condition("description", Op.CONTAINS, ("逾期",)), sure=True)]
