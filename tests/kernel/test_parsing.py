"""Cells as offices write them, and what the ledger understands."""

from __future__ import annotations

import time
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.display import show
from app.kernel.fields import Field, Kind, Value
from app.kernel.parsing import NotUnderstood, YearMissing, is_at_once, is_blank, read_cell, read_text, reader
from app.kernel.parsing_days import read_day
from app.kernel.parsing_numbers import read_money

DAY = Field("found_on", "发现日期", Kind.DAY)
LIMIT = Field("due_on", "整改期限", Kind.DAY)
INT = Field("staff", "从业人员数", Kind.INT)
FUND = Field("fund", "整改资金（万元）", Kind.MONEY, unit="万元")
REWARD = Field("amount", "金额（元）", Kind.MONEY, unit="元")
YES_NO = Field("high_risk", "是否高危行业", Kind.YES_NO)
LEVEL = Field(
    "level",
    "隐患等级",
    Kind.ONE,
    choices=("一般", "重大"),
    synonyms=(("重大事故隐患", "重大"), ("是", "重大")),
)
VERDICT = Field(
    "verdict",
    "复查结论",
    Kind.ONE,
    choices=("合格", "不合格"),
    synonyms=(("已整改", "合格"), ("整改中", ""), ("未整改", "")),
)
ACCIDENTS = ("火灾", "触电", "高处坠落", "容器爆炸", "其他爆炸", "中毒和窒息")
KINDS = Field(
    "kinds",
    "隐患类别",
    Kind.SEVERAL,
    choices=ACCIDENTS,
    synonyms=(
        ("爆炸", "其他爆炸"),
        ("中毒窒息", "中毒和窒息"),
        ("中毒", "中毒和窒息"),
        ("窒息", "中毒和窒息"),
    ),
)
TRADES = Field("trade", "行业门类", Kind.SEVERAL, choices=("农、林、牧、渔业", "采矿业", "制造业"))
COMMUNITY = Field("community", "所属社区", Kind.ONE, dictionary="社区", synonyms=(("全福", "全福社区"),))
NAMES = Field("people", "检查人员", Kind.SEVERAL)
NAME = Field("owner", "整改责任人", Kind.TEXT)
STORY = Field("story", "隐患描述", Kind.PARAGRAPH)
FIRM = Field("firm", "单位名称", Kind.ENTERPRISE)
FIRMS = Field("firms", "单位名称", Kind.ENTERPRISES)
NUMBER = Field("number", "隐患编号", Kind.MADE)
EVERY = (
    DAY,
    LIMIT,
    INT,
    FUND,
    REWARD,
    YES_NO,
    LEVEL,
    VERDICT,
    KINDS,
    TRADES,
    COMMUNITY,
    NAMES,
    NAME,
    STORY,
    FIRM,
    FIRMS,
    NUMBER,
)


@pytest.mark.parametrize(
    "raw",
    [
        "2023年5月31日", "2023.5.31", "2023/5/31", "2023-5-31", "20230531", "二〇二三年五月三十一日", "二○二三年五月三十一日",
        "２０２３．０５．３１", "23.5.31", "2023、5、31", " 2023年 5 月 31 日 ", "2023年5月31号", "2023-05-31 08:30:00",
        "2023年5月31日 9时30分", "2023年5月31日（星期三）", "2023.5.31前", "2023年5月31日前完成整改", "截至2023年5月31日",
        45077, 45077.0, 45077.75, "45077", 20230531, 20230531.0, date(2023, 5, 31), datetime(2023, 5, 31, 9, 0),
        "2023年5月底前",
    ],
)  # fmt: skip
def test_a_day_in_every_style(raw: Any) -> None:
    assert read_cell(DAY, raw) == date(2023, 5, 31)


@pytest.mark.parametrize(
    "raw", ["5月31日", "5-31", "5.31", "5/31", "五月三十一日", 5.31, "5月31日前", "5月底前"]
)
def test_a_day_without_a_year_takes_the_sheets_year_or_is_asked(raw: Any) -> None:
    assert read_cell(DAY, raw, year=2023) == date(2023, 5, 31)
    with pytest.raises(YearMissing, match="没有年份"):
        read_cell(DAY, raw)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("2023-13-40", "“2023-13-40”不是有效日期，请写成 2023-06-30"),
        ("2023-02-29", "不是有效日期"),
        ("2023年6月", "只写到月"),
        ("2023年6月底", "只写到月"),
        (202306, "只写到月"),
        ("1899-01-01", "1990—2100"),
        ("2101-01-01", "1990—2100"),
        ("长期", "不是有效日期"),
        ("今天", "“今天”要看是从哪天说起的，请写成 2023-06-30"),
        ("+3", "要看是从哪天说起的"),
        ("下周一", "要看是从哪天说起的"),
        ("31号", "要看是从哪天说起的"),
        ("15日内", "要看是从哪天说起的"),
        ("2023年6月5日至6月9日", "不是有效日期"),
        (6.1, "分不清是6月1日还是6月10日"),
        (2023, "不是有效日期"),
        (True, "不是有效日期"),
    ],
)
def test_what_is_no_day_is_refused_with_a_reason(raw: Any, words: str) -> None:
    with pytest.raises(NotUnderstood, match=words.replace("(", r"\(")):
        read_cell(DAY, raw, year=2023)


@given(st.dates(date(1990, 1, 1), date(2089, 12, 31)))
@settings(max_examples=100, deadline=None)
def test_every_day_in_every_style_reads_back(day: date) -> None:
    signs = "〇一二三四五六七八九"
    spelled = (
        "".join(signs[int(figure)] for figure in str(day.year))
        + f"年{_chinese(day.month)}月{_chinese(day.day)}日"
    )
    styles: list[Any] = [
        f"{day.year}年{day.month}月{day.day}日", f"{day.year}.{day.month}.{day.day}", f"{day:%Y/%m/%d}", f"{day:%Y%m%d}",
        f"{day:%Y-%m-%d}", f"{day:%y.%m.%d}", spelled, day, datetime(day.year, day.month, day.day), (day - date(1899, 12, 30)).days,
    ]  # fmt: skip
    assert {read_cell(DAY, style) for style in styles} == {day}
    for style in (f"{day.month}月{day.day}日", f"{day.month}.{day.day}", f"{day.month}-{day.day}"):
        assert read_cell(DAY, style, year=day.year) == day


def _chinese(number: int) -> str:
    signs = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return {0: "", 1: "十"}.get(tens, signs[tens] + "十") + (signs[ones] if ones else "")


def test_at_once_is_understood_as_a_limit_only() -> None:
    assert is_at_once("立即整改")
    assert is_at_once("当场")
    assert not is_at_once("限期整改")
    assert read_cell(LIMIT, "立即整改") is None
    with pytest.raises(NotUnderstood):
        read_cell(DAY, "立即整改")


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("3家", 3),
        ("4人", 4),
        ("４家", 4),
        ("1,200", 1200),
        (3.0, 3),
        ("三家", 3),
        ("十二人", 12),
        ("约20人", 20),
        ("0", 0),
        (0, 0),
    ],
)
def test_counts(raw: Any, value: int) -> None:
    assert read_cell(INT, raw) == value


@pytest.mark.parametrize(
    "raw", ["3.5", 3.5, "-3", -3, "很多", "3-5人", True, float("inf"), "1,2", 10**30, "9" * 60]
)
def test_what_is_no_count(raw: Any) -> None:
    with pytest.raises(NotUnderstood):
        read_cell(INT, raw)


@pytest.mark.parametrize(
    ("raw", "unit", "value"),
    [
        (0.5, "万元", "0.5"), ("1.2万", "万元", "1.2"), ("0.2w", "万元", "0.2"), ("2W元", "万元", "2"), ("5000元", "万元", "0.5"), ("3万元", "", "3"), ("约2万", "", "2"), (3, "", "3"),
        ("2,000", "元", "0.2"), ("2000", "元", "0.2"), ("￥3,000.50", "元", "0.30005"), ("三万元", "", "3"), ("0.5万元整", "", "0.5"),
        (0.1 + 0.2, "", "0.3"), ("１．２万", "", "1.2"), (0, "", "0"), ("一千二百元", "", "0.12"), ("0.000001", "", "0.000001"),
    ],
)  # fmt: skip
def test_money_in_ten_thousands(raw: Any, unit: str, value: str) -> None:
    assert read_cell(FUND, raw, unit=unit) == Decimal(value)


def test_money_in_yuan() -> None:
    assert read_cell(REWARD, "0.3", unit="万元") == Decimal(3000)
    assert read_cell(REWARD, 500) == Decimal(500)
    assert read_cell(REWARD, "0.3万") == Decimal(3000)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("-1", "负数"),
        (-0.5, "负数"),
        (0.1234567, "最多精确到分"),
        ("待定", "不是金额"),
        ("1-2万", "不是金额"),
        (1e300, "太大"),
        (True, "不是金额"),
    ],
)
def test_what_is_no_money(raw: Any, words: str) -> None:
    with pytest.raises(NotUnderstood, match=words):
        read_cell(FUND, raw)


@pytest.mark.parametrize(
    "word", ["是", "√", "有", "Y", "1", "true", "打勾", 1, 1.0, True, "√（已督促）", "是。"]
)
def test_yes(word: Any) -> None:
    assert read_cell(YES_NO, word) is True


@pytest.mark.parametrize("word", ["否", "×", "无", "N", "0", "false", 0, False, "没有", "未发现"])
def test_no(word: Any) -> None:
    assert read_cell(YES_NO, word) is False


@pytest.mark.parametrize(
    "raw", [None, "", " ", "/", "／", "—", "——", "-", "－", "\\", "无", "\u3000", "\n", "〃", "\ufeff"]
)
def test_signs_for_nothing(raw: Any) -> None:
    assert is_blank(raw)
    for field in EVERY:
        if field is not YES_NO:
            assert read_cell(field, raw) is None
    assert read_cell(YES_NO, "/") is None


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        (LEVEL, "重大事故隐患", "重大"), (LEVEL, "一 般", "一般"), (LEVEL, "一般（非重大）", "一般"), (LEVEL, "重大隐患", "重大"),
        (VERDICT, "复查不合格", "不合格"), (VERDICT, "已整改", "合格"), (VERDICT, "整改中", None), (VERDICT, "未整改", None),
        (COMMUNITY, "全福", "全福社区"), (COMMUNITY, "某新社区", "某新社区"), (COMMUNITY, "全福社区东片", "全福社区东片"),
    ],
)  # fmt: skip
def test_one_of_a_list(field: Field, raw: str, value: Value) -> None:
    assert read_cell(field, raw, dictionary=("全福社区",) if field is COMMUNITY else ()) == value


@pytest.mark.parametrize("raw", ["较大", "重大/一般", "非重大", "特大"])
def test_not_on_the_list(raw: str) -> None:
    with pytest.raises(NotUnderstood, match="可填：一般、重大"):
        read_cell(LEVEL, raw)


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        (KINDS, "火灾、爆炸", ("火灾", "其他爆炸")), (KINDS, "火灾爆炸", ("火灾", "其他爆炸")), (KINDS, "火灾，触电", ("火灾", "触电")),
        (KINDS, "中毒窒息、爆炸", ("中毒和窒息", "其他爆炸")), (KINDS, "中毒、窒息", ("中毒和窒息",)), (KINDS, "火灾\n触电", ("火灾", "触电")),
        (KINDS, "火灾和触电", ("火灾", "触电")), (KINDS, "可能造成火灾", ("火灾",)), (KINDS, "容器爆炸", ("容器爆炸",)),
        (TRADES, "农、林、牧、渔业、制造业", ("农、林、牧、渔业", "制造业")),
        (NAMES, "李某某、陈某某", ("李某某", "陈某某")), (NAMES, "李 四、王五", ("李四", "王五")), (NAMES, "张三 李四", ("张三", "李四")),
        (NAMES, "赵某\n某", ("赵某某",)), (NAMES, "张三\n李四", ("张三", "李四")), (NAMES, "张三,张三", ("张三",)),
        (FIRMS, "甲公司、乙（济南）公司\n丙 公司", ("甲公司", "乙（济南）公司", "丙公司")),
    ],
)  # fmt: skip
def test_several(field: Field, raw: str, value: Value) -> None:
    assert read_cell(field, raw) == value


def test_several_names_the_part_that_is_not_understood() -> None:
    with pytest.raises(NotUnderstood, match="“地震”"):
        read_cell(KINDS, "火灾、地震")


def test_a_synonym_may_stand_for_two() -> None:
    leaders = Field(
        "who", "主体", Kind.SEVERAL, choices=("党委", "政府"), synonyms=(("党政", "党委"), ("党政", "政府"))
    )
    assert read_cell(leaders, "党政") == ("党委", "政府")


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        (NAME, 15176778569.0, "15176778569"), (NAME, 15176778569, "15176778569"), (NAME, "赵某某\n", "赵某某"), (NAME, "李 四", "李四"),
        (NAME, "13051387895(微信同号)", "13051387895(微信同号)"), (FIRM, "济南永辉超市\n有限公司 全福店", "济南永辉超市有限公司全福店"),
        (STORY, "一、甲 \r\n二、乙\n", "一、甲\n二、乙"), (NAME, "a\x00b\u200b", "ab"), (NAME, date(2023, 6, 5), "2023-06-05"), (NAME, 1.5, "1.5"),
        (NUMBER, "YH 2023 001", "YH2023001"),
    ],
)  # fmt: skip
def test_text(field: Field, raw: Any, value: str) -> None:
    assert read_cell(field, raw) == value


@pytest.mark.parametrize("field", EVERY)
def test_a_failed_formula_is_no_value(field: Field) -> None:
    with pytest.raises(NotUnderstood, match="公式出错"):
        read_cell(field, "#N/A")


def test_text_is_never_cut() -> None:
    with pytest.raises(NotUnderstood, match="32767"):
        read_cell(STORY, "长" * 32_768)


def test_a_fields_own_check_and_shape() -> None:
    code = Field(
        "code",
        "代码",
        Kind.TEXT,
        normalise=str.upper,
        check=lambda text: None if len(text) == 3 else "应为三位",
    )
    assert read_text(code, "ab1") == "AB1"
    with pytest.raises(NotUnderstood, match="“ab”：应为三位"):
        read_text(code, "ab")


RAW = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.datetimes(), st.text(max_size=40),
                st.text(alphabet="0123456789.-/年月日万元、，前底约两十 \n()√无", max_size=14))  # fmt: skip


@given(st.sampled_from(EVERY), RAW, st.sampled_from([None, 2023]), st.sampled_from(["", "元", "万元"]))
@settings(max_examples=600, deadline=None)
def test_nothing_but_not_understood_is_ever_raised(
    field: Field, raw: Any, year: int | None, unit: str
) -> None:
    try:
        value = read_cell(field, raw, unit=unit, year=year)
    except NotUnderstood as answer:
        value = None
        reason = answer.reason
    else:
        reason = "understood"
    assert reason
    if value is not None:
        assert read_text(field, show(value)) == value


NAMES_OF = st.text(alphabet="张王李赵某一二三甲乙丙", min_size=2, max_size=4)
VALUES = st.one_of(
    st.tuples(st.just(DAY), st.dates(date(1990, 1, 1), date(2100, 12, 31))),
    st.tuples(st.just(INT), st.integers(0, 10**12)),
    st.tuples(st.just(FUND), st.integers(0, 10**12).map(lambda cents: Decimal(cents).scaleb(-6))),
    st.tuples(st.just(REWARD), st.integers(0, 10**12).map(lambda cents: Decimal(cents).scaleb(-2))),
    st.tuples(st.just(YES_NO), st.booleans()),
    st.tuples(st.just(LEVEL), st.sampled_from(LEVEL.choices)),
    st.tuples(st.just(KINDS), st.lists(st.sampled_from(ACCIDENTS), min_size=1, unique=True).map(tuple)),
    st.tuples(st.just(TRADES), st.lists(st.sampled_from(TRADES.choices), min_size=1, unique=True).map(tuple)),
    st.tuples(st.just(NAMES), st.lists(NAMES_OF, min_size=1, unique=True).map(tuple)),
    st.tuples(st.just(NAME), NAMES_OF),
)


@given(VALUES)
@settings(max_examples=250, deadline=None)
def test_what_is_shown_reads_back(pair: tuple[Field, Value]) -> None:
    field, value = pair
    assert read_text(field, show(value)) == value


def test_a_columns_reader_answers_the_same_and_remembers() -> None:
    read = reader(DAY, year=2023)
    assert [read(raw) for raw in ("6月5日", "6月5日", None, 45077, 45077.0)] == [
        date(2023, 6, 5), date(2023, 6, 5), None, date(2023, 5, 31), date(2023, 5, 31),
    ]  # fmt: skip
    for _ in range(2):
        with pytest.raises(NotUnderstood, match="乱写"):
            read("乱写")
    flags = reader(YES_NO)
    assert (flags(1), flags(True), flags("1")) == (True, True, True)


def test_a_hundred_thousand_cells_are_quick() -> None:
    began = time.process_time()
    for number in range(20_000):
        read_cell(STORY, f"二层厂房用聚苯夹芯板隔间住人{number}")
        read_cell(LEVEL, "重大事故隐患")
        read_cell(NAME, "李某某")
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("said", "yuan"),
    [
        ("3万5", "35000"),
        ("3万5千", "35000"),
        ("3万5000", "35000"),
        ("三万五千元", "35000"),
        ("三万零五百", "30500"),
        ("叁万伍仟元整", "35000"),
        ("壹佰贰拾元伍角", "120.5"),
        ("1亿2000万", "120000000"),
        ("一百二十万五千", "1205000"),
        ("两千五元", "2500"),
        ("三万两千五", "32500"),
        ("两千零五元", "2005"),
    ],
)
def test_sums_as_they_are_said_and_as_they_stand_on_receipts(said: str, yuan: str) -> None:
    assert read_money(said, "元") == Decimal(yuan)
    assert read_money(said, "万元") == Decimal(yuan) / 10_000


@pytest.mark.parametrize("said", ["3万12", "万5", "3-5万", "1万亿", "三万五万", "两千五万"])
def test_sums_nobody_can_tell_are_refused(said: str) -> None:
    with pytest.raises(NotUnderstood):
        read_money(said, "元")


def test_a_day_with_blanks_between_its_numbers() -> None:
    assert read_day("2023 5 6") == date(2023, 5, 6)


@pytest.mark.parametrize(
    "said",
    [
        "贰零贰叁年伍月叁拾壹日",
        "二〇二三年五月三十一",
        "2023/5/31 上午 9:05:00",
        "2023/5/31 9:05 AM",
        "2023年5月31日下午3点",
        "2023.5.31上午",
        "2023.5.31。",
    ],
)
def test_a_day_with_its_hour_or_as_in_vouchers(said: str) -> None:
    assert read_day(said) == date(2023, 5, 31)


def test_what_a_narrow_column_hid_is_never_kept() -> None:
    for field in (NAME, STORY, REWARD):
        with pytest.raises(NotUnderstood, match="列太窄"):
            read_cell(field, "########")
