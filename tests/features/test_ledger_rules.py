"""Conditions of the smaller ledgers, and of the firms."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.features.assistance.rules import missing as assistance_missing
from app.features.enforcement.ledger import DUAL_PENALTY
from app.features.enforcement.rules import missing as enforcement_missing
from app.features.inspectors.ledger import in_post
from app.features.supervision import FEATURE as SUPERVISION
from app.features.supervision.rules import settle
from app.kernel.filters import bind, matches
from app.masterdata.enterprises.rules import adapt, missing, tidy_name
from app.masterdata.uscc import check_code, normalise_code


def test_a_firm_without_a_code_is_incomplete() -> None:
    assert missing({"name": "济南泉福机械有限公司"}) == ("统一社会信用代码",)
    assert missing({"code": "91370112MA3Y4P4CNM"}) == ()


def test_the_statistical_size_goes_to_the_remark() -> None:
    assert adapt({"size": None}, {"size": "规上"})["remark"] == "企业规模：规上"
    noted = adapt({"size": None, "remark": "九小"}, {"size": "规上"})
    assert noted["remark"] == "九小；企业规模：规上"
    assert adapt(noted, {"size": "规上"}) == noted
    assert adapt({"size": "小型"}, {"size": "小型"}) == {"size": "小型"}
    assert adapt({"size": None}, {"size": "小微"}) == {"size": None}


def test_names_stand_on_one_line() -> None:
    assert tidy_name("济南永辉超市\n有限公司全福店") == "济南永辉超市有限公司全福店"
    assert tidy_name(" 济南 好又来 餐饮 ") == "济南好又来餐饮"
    assert tidy_name("KFC Jinan 店") == "KFC Jinan 店"


@pytest.mark.parametrize("code", ["91110000600037341L", "91370112MA3Y4P4CNM", "９１１１０００0600037341l"])
def test_right_codes(code: str) -> None:
    assert check_code(code) is None


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("370112200012345", "应为18位，这里是15位"),
        ("91110000600037341X", "校验位不对"),
        ("9111000060003734OL", "没有字母"),
        ("911100A0600037341L", "行政区划"),
    ],
)
def test_wrong_codes(code: str, sentence: str) -> None:
    assert sentence in str(check_code(code))


def test_codes_of_bodies_registered_elsewhere_begin_with_a_letter() -> None:
    from stdnum.cn.uscc import calc_check_digit

    body = "N2370112MF123456"
    code = f"{body}0"
    assert check_code(code + calc_check_digit(code)) is None


@given(st.text(max_size=30))
def test_any_text_gets_an_answer(text: str) -> None:
    answer = check_code(text)
    assert answer is None or answer.endswith("。")


@given(st.text("0123456789ABCabc ０１９ＡＢｃ　-－", max_size=30))
def test_a_normal_code_stays_as_it_is(text: str) -> None:
    assert normalise_code(normalise_code(text)) == normalise_code(text)


def test_a_listing_ends_with_its_delisting() -> None:
    assert settle({"delisted_on": None})["status"] == "督办中"
    assert settle({"delisted_on": date(2023, 8, 1)})["status"] == "已摘牌"
    overdue = bind(SUPERVISION.ledger.alerts[0].rule, {"today": date(2023, 8, 1)})
    assert matches(overdue, {"due_on": date(2023, 7, 31)})
    assert not matches(overdue, {"due_on": date(2023, 7, 31), "delisted_on": date(2023, 8, 1)})


@pytest.mark.parametrize(
    ("took", "left", "there"),
    [
        (date(2023, 6, 1), None, True),
        (date(2023, 6, 30), None, True),
        (date(2023, 7, 1), None, False),
        (date(2023, 6, 1), date(2023, 6, 30), False),
        (date(2023, 6, 1), date(2023, 7, 1), True),
        (None, None, False),
    ],
)
def test_who_is_in_post(took: date | None, left: date | None, there: bool) -> None:
    rule = bind(in_post("$date"), {"date": date(2023, 6, 30)})
    assert matches(rule, {"took_office_on": took, "left_on": left}) is there


def test_dual_penalty_needs_both_fines() -> None:
    case: dict[str, Any] = {"kind": "行政处罚", "enterprise_fine": 2, "principal_fine": 1}
    assert matches(DUAL_PENALTY, case)
    assert not matches(DUAL_PENALTY, {**case, "principal_fine": 0})
    assert not matches(DUAL_PENALTY, {**case, "principal_fine": None})


def test_what_cannot_be_counted_is_incomplete() -> None:
    assert enforcement_missing({"kind": "责令停产整顿"}) == ("单位名称",)
    assert enforcement_missing({"kind": "移送司法机关"}) == ("人数",)
    assert enforcement_missing({"kind": "移送司法机关", "people": 0}) == ()
    assert enforcement_missing({"kind": "行政处罚"}) == ()
    assert assistance_missing({"target": "重点地区"}) == ("地区名称",)
    assert assistance_missing({"target": "重点企业", "enterprise_names": ("某厂",)}) == ()
    assert assistance_missing({}) == ()
