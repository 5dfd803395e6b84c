"""The two ends of a 公文 measured on the page: head, signature, 版记, annexes; letter and minutes forms (mm)."""

from __future__ import annotations

from itertools import groupby

import pytest

from tests.printing.measured import Measured
from tests.printing.official_pages import (
    ACROSS,
    BOTTOM,
    FANGSONG,
    HEI,
    KAI,
    LEFT,
    ORGAN,
    OVER,
    PLAN,
    POINT,
    RIGHT,
    ROW,
    SIGN,
    TITLE,
    TOP,
    dense,
    em_bottom,
    em_top,
    is_number,
    notice,
    pages_of,
    row_of,
)


def test_head_of_a_notice() -> None:
    page = pages_of(notice())[0]
    for row, (text, face) in enumerate((("000001", None), ("秘密★1年", HEI), ("特急", HEI))):
        line = page.line(text)
        assert row_of(line) == pytest.approx(row, abs=0.01)
        assert line.left == pytest.approx(LEFT, abs=0.01)
        assert face in (None, line.face)
    mark = page.line(f"{ORGAN}文件")
    assert mark.face == TITLE
    assert em_top(mark) == pytest.approx(TOP + 35, abs=0.05), "upper edge 35 mm below the column's"
    assert (mark.left + mark.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.1)
    number = page.line("清办发")
    assert 1.5 * ROW <= em_top(number) - em_bottom(mark) <= 3 * ROW, "two empty lines"
    assert (number.left + number.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.1)
    (red,) = (rule for rule in page.rules if rule.red)
    assert red.top - em_bottom(number) == pytest.approx(4, abs=0.05)
    assert [red.left, red.right] == pytest.approx([LEFT, RIGHT], abs=0.01)
    assert 0.35 <= red.width <= 0.5 + 0.001
    title = page.line("关于印发")
    assert row_of(title) - row_of(number) == pytest.approx(3, abs=0.01), "two empty lines under the rule"
    assert (title.face, title.size) == (TITLE, 22)
    to = page.line("街道安委会")
    above = max(row_of(line) for line in page.lines if line.face == TITLE and line.size == 22)
    assert row_of(to) - above == pytest.approx(2, abs=0.01), "one empty line under the title"
    assert to.left == pytest.approx(LEFT, abs=0.01)
    for line in page.lines:
        if line.size in (16, 22):
            assert abs(row_of(line) - round(row_of(line))) < 0.01, line.text


def test_upward_document_names_who_signs_it() -> None:
    page = pages_of(notice(head="【编号】清办报〔2023〕3号\n【签发人】张某某"))[0]
    line = page.line("清办报")
    assert line.left == pytest.approx(LEFT + SIGN, abs=0.01), "the number one sign from the left"
    assert line.right == pytest.approx(RIGHT - SIGN + OVER, abs=0.03), "the name one sign from the right"
    assert "签发人：张某某" in line.text
    faces = {sign.text: sign.face for sign in line.signs}
    assert (faces["签"], faces["张"]) == (FANGSONG, KAI)


def test_end_of_a_notice() -> None:
    page = pages_of(notice(paragraphs=PLAN[:4]))[-1]
    one, further, two = page.line("附件：1. "), page.line("职责分工"), page.line("2. 调度表")
    text_end = max(row_of(line) for line in page.lines if row_of(line) < row_of(one) - 0.5)
    assert row_of(one) - text_end == pytest.approx(2, abs=0.01), "one empty line before the annexes"
    assert one.left == pytest.approx(LEFT + 2 * SIGN, abs=0.01)
    name = next(sign.left for sign in one.signs if sign.text == "清")
    assert further.left == pytest.approx(name, abs=0.05), "further lines under the name's first sign"
    assert two.left == pytest.approx(LEFT + 5 * SIGN, abs=0.01), "numbers under each other"
    organ, day, remark = page.line(ORGAN), page.line("2023年6月30日"), page.line("此件公开发布")
    assert row_of(organ) - row_of(two) == pytest.approx(3, abs=0.01), "room for the seal"
    assert row_of(day) - row_of(organ) == pytest.approx(1, abs=0.01)
    assert day.right == pytest.approx(RIGHT - 4 * SIGN + OVER, abs=0.03), "four signs from the right"
    assert (organ.left + organ.right) / 2 == pytest.approx((day.left + day.right) / 2, abs=0.1)
    assert remark.left == pytest.approx(LEFT + 2 * SIGN, abs=0.01)
    assert row_of(remark) - row_of(day) == pytest.approx(1, abs=0.01)


def test_imprint_stands_at_the_foot() -> None:
    page = pages_of(notice())[-1]
    rules = page.rules
    assert [round(rule.width, 2) for rule in rules] == [0.35, 0.25, 0.35]
    for rule in rules:
        assert [rule.left, rule.right] == pytest.approx([LEFT, RIGHT], abs=0.01)
    assert rules[-1].top == pytest.approx(BOTTOM, abs=0.4), "at the end of the column"
    copies, printed = page.line("抄送"), page.line("印发")
    small = 14 * POINT
    assert (copies.size, printed.size) == (14, 14)
    assert copies.left == pytest.approx(LEFT + small, abs=0.01)
    assert printed.left == pytest.approx(LEFT + small, abs=0.01)
    assert printed.right == pytest.approx(RIGHT - small, abs=0.03)


@pytest.mark.parametrize("count", range(40, 110))
def test_a_signature_never_stands_alone(count: int) -> None:
    words = ["各社区要按照方案要求组织开展自查自改工作，如实上报。"] * count
    text = "\n".join((f"【标题】{ORGAN}通知", *words, f"【署名】{ORGAN}", "【成文日期】2023年6月30日"))
    last = pages_of(text)[-1]
    rows = [line.text for line in last.lines if not is_number(line)]
    assert rows[-2:] == [ORGAN, "2023年6月30日"]
    assert "如实上报" in rows[-3], "text stands on the page of the signature"


def test_an_annex_begins_on_a_page_of_its_own() -> None:
    pages = pages_of(f"{notice()}\n【附件序号】附件1\n【标题】领导小组成员名单\n正文。")
    assert em_top(pages[-1].lines[0]) >= TOP
    mark, title, text = pages[-1].line("附件1"), pages[-1].line("领导小组"), pages[-1].line("正文。")
    assert (mark.face, round(mark.left, 1), round(row_of(mark))) == (HEI, LEFT, 0)
    assert round(row_of(title)) == 2, "the title on the third line"
    assert round(row_of(text)) == 3
    assert pages[-1].lines[-1].text == f"— {len(pages)} —", "the pages are counted on"


def test_an_annex_may_stand_across_the_page() -> None:
    pages = pages_of(f"{notice(paragraphs=PLAN[:4])}\n{ACROSS}")
    turned = [page for page in pages if any("甲某" in dense("".join(words)) for words in upwards(page))]
    assert len(turned) > 1
    for page in turned:
        number = pages.index(page) + 1
        assert (round(page.width), round(page.height)) == (210, 297), "bound with the others"
        (line,) = (one for one in page.lines if is_number(one))
        assert line.text == f"— {number} —"
        for one in page.lines:
            for sign in one.signs:
                if not is_number(one):
                    assert LEFT - 0.1 <= sign.left <= RIGHT + 0.1
                    assert TOP - 0.1 <= sign.baseline <= BOTTOM + 0.1
        first = upwards(page)[0]
        assert dense("".join(first)) in ("附件1", "序号单位名称隐患描述整改期限"), "its head at the left"
        across = max(rule.bottom - rule.top for rule in page.drawn)
        assert across == pytest.approx(200, abs=0.1), "wider than an upright page holds"
    text = dense("".join("".join(words) for page in turned for words in upwards(page)))
    assert all(text.count(f"第{number}处") == 1 for number in range(1, 61))
    last = pages[-1]
    assert last.line("附件2").left == pytest.approx(LEFT, abs=0.01), "upright again"
    assert last.line("抄送").size == 14, "版记 at the end"


def upwards(page: Measured) -> list[list[str]]:
    """The signs of a turned page: its lines from the left, each from below."""
    signs = sorted(
        (round(sign.left, 1), -sign.baseline, sign.text)
        for one in page.lines
        if not is_number(one)
        for sign in one.signs
    )
    return [[text for _, _, text in run] for _, run in groupby(signs, key=lambda one: one[0])]


def test_letter() -> None:
    text = "\n".join(
        (
            f"【信函标志】{ORGAN}",
            "【编号】清办函〔2023〕6号",
            f"【标题】{ORGAN}关于报送重大事故隐患整改情况的函",
            "【主送】区应急管理局：",
            *PLAN,
            f"【署名】{ORGAN}",
            "【成文日期】2023年6月30日",
            "【抄送】区消防救援大队。",
        )
    )
    first, *others = pages_of(text)
    mark, number = first.line(ORGAN), first.line("清办函")
    assert em_top(mark) == pytest.approx(30, abs=0.05), "upper edge 30 mm below the page's"
    above, below = first.rules[:2], first.rules[2:]
    assert [round(rule.width, 2) for rule in (*above, *below)] == [0.71, 0.28, 0.28, 0.71], (
        "thick, thin … thin, thick"
    )
    assert all(rule.red for rule in first.rules)
    assert above[0].top - em_bottom(mark) == pytest.approx(4, abs=0.05)
    assert below[-1].top == pytest.approx(297 - 20, abs=0.05)
    for rule in first.rules:
        assert [rule.left, rule.right] == pytest.approx([20, 190], abs=0.01)
    assert em_top(number) - above[1].top == pytest.approx(16 * POINT * 7 / 8, abs=0.2)
    assert number.right == pytest.approx(RIGHT + OVER, abs=0.03)
    assert not any(is_number(line) for line in first.lines), "no number on the first page"
    assert all(any(is_number(line) for line in page.lines) for page in others)
    assert not others[-1].rules, "no lines around 抄送"
    assert others[-1].line("抄送：区消防救援大队。").left > LEFT


def test_minutes() -> None:
    text = "\n".join(
        (
            f"【纪要标志】{ORGAN}安全生产例会纪要",
            "【编号】〔2023〕3号",
            "【标题】第二季度安全生产例会纪要",
            PLAN[0],
            "【名单】出席：" + "、".join(f"{name}某某" for name in "赵钱孙李周吴郑王"),
            "【名单】请假：陈某某",
        )
    )
    (page,) = pages_of(text)
    assert em_top(page.line("安全生产例会")) == pytest.approx(TOP + 35, abs=0.05)
    present, further, absent = page.line("出席"), page.line("王某某"), page.line("请假")
    assert present.left == pytest.approx(LEFT + 2 * SIGN, abs=0.01)
    assert [sign.face for sign in present.signs[:4]] == [HEI, HEI, HEI, FANGSONG]
    assert further.left == pytest.approx(LEFT + 5 * SIGN, abs=0.01), "names under each other"
    assert absent.signs[0].face == HEI
