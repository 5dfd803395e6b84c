"""Initials and the order of a dictionary."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from app.kernel.pinyin import VARIANTS, fits, initials, order_key, rank


def test_a_firm_is_found_by_the_initials_of_any_part_of_its_name() -> None:
    name = "济南市历城区建新木业有限公司"
    assert all(fits(typed, name) for typed in ("lcqjx", "jxmy", "JXMY", "建新", "历城", "jnslcqjxmyyxgs"))
    assert not fits("mx", name)


def test_both_readings_of_a_polyphone_find_it() -> None:
    assert {"zqlzc", "cqlcc"} <= set(initials("重庆路长春"))
    assert fits("cq", "重庆")
    assert fits("zq", "重庆")
    assert fits("yh", "银行")
    assert fits("yx", "银行")
    assert fits("jc", "江长")
    assert fits("jz", "江长")
    assert fits("sm", "单某")
    assert fits("dm", "单某")


def test_the_fourth_polyphone_of_a_name_counts_as_the_first() -> None:
    name = "长清重汽车行"  # 长 c/z, 重 z/c, 车 c/j, 行 x/h
    assert all(fits(typed, name) for typed in ("cqzqcx", "qch", "cqcqch", "zqzqjx", "ch", "jx", "zqcqch"))
    assert rank("cqcqch", name) == 1


def test_signs_are_passed_over_and_latin_letters_stand_for_themselves() -> None:
    assert initials("历山（A-3）木业")[0] == "lsa3my"
    assert initials("plain words") == ()
    assert fits("", "任何")


def test_what_begins_with_the_words_stands_before_what_holds_them() -> None:
    names = ["东历山木业", "历山木业", "龙生木业", "大连历山"]
    assert sorted(names, key=lambda name: rank("ls", name))[:2] == ["历山木业", "龙生木业"]
    assert rank("历山", "历山木业") == 0
    assert rank("xx", "历山木业") == 4


def test_the_order_is_that_of_a_dictionary() -> None:
    right = ["10号", "2号", "Abc", "阿里", "安全", "北京", "长城", "传动", "济南", "张某", "赵某", "郑某"]
    mixed = right.copy()
    random.Random(5).shuffle(mixed)
    assert sorted(mixed, key=order_key) == right


@given(st.text(max_size=30))
def test_any_text_has_few_spellings_and_a_key(text: str) -> None:
    assert len(initials(text)) <= VARIANTS
    assert isinstance(order_key(text), str)
    assert fits(text, text)
