"""公文 measured on the finished pages against GB/T 9704-2012: the grid, the margins, and what stands where.

The texts are official ones of public record; every length is in mm from the page's upper left corner.
"""

from __future__ import annotations

import re
from io import BytesIO
from itertools import accumulate, groupby, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.documents import Block, Document, Family, Part, Run
from app.kernel.templates import fill, read_template
from app.printing import fonts
from app.printing.breaker import HANGING, NO_END, NO_START, may_break
from app.printing.document_pdf import draw_document
from tests.printing.measured import Line, Measured, measure

TEXTS = Path(__file__).parent / "texts"
BOOK = fonts.book(bundled=True)
TOP, BOTTOM, LEFT, RIGHT = 37.0, 297 - 35.0, 28.0, 210 - 26.0
SIGN, ROW = 156 / 28, 225 / 22
OVER = 0.09
"""A sign of 16 pt stands a fifth of a point beyond its place of 15.79 pt."""
POINT = 25.4 / 72
ROLES: tuple[fonts.Role, ...] = ("fangsong", "hei", "kai", "title")
FANGSONG, HEI, KAI, TITLE = (BOOK.faces[role].font.name.decode() for role in ROLES)


def pages_of(text: str) -> list[Measured]:
    """A 公文 from a template's text, on paper."""
    template = read_template(text, Family.OFFICIAL, "公文", {})
    return pages_of_document(fill(template, {}))


def pages_of_document(document: Document) -> list[Measured]:
    out = BytesIO()
    draw_document(document, out, BOOK)
    return measure(out.getvalue())


def text_of(name: str) -> list[str]:
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def is_number(line: Line) -> bool:
    return re.fullmatch(r"— \d+ —", line.text) is not None


def row_of(line: Line) -> float:
    """In which row of the grid a line stands, from 0; the middle of the type stands in the middle of the row."""
    return (line.baseline - 0.37 * line.size * POINT - TOP) / ROW - 0.5


def body(pages: list[Measured]) -> list[Line]:
    return [line for page in pages for line in page.lines if not is_number(line)]


def dense(text: str) -> str:
    return re.sub(r"\s", "", text)


def is_wide(text: str) -> bool:
    return all(BOOK.widths["fangsong"][sign] == 1000 for sign in text)


NAMES = ["four_rules", "campaign", "inspection_tour", "opinion"]


def set_text(name: str) -> tuple[list[str], list[Measured]]:
    """A text with its first line as the title: its paragraphs, its pages."""
    first, *others = text_of(name)
    return [first, *others], pages_of("\n".join((f"【标题】{first}", *others)))


def paragraph_ends(paragraphs: list[str]) -> set[int]:
    """How many signs there are up to the end of each paragraph."""
    return set(accumulate(len(dense(one)) for one in paragraphs))


@pytest.mark.parametrize("name", NAMES)
def test_texts_stand_on_the_grid(name: str) -> None:
    paragraphs, pages = set_text(name)
    lines = body(pages)
    assert dense("".join(line.text for line in lines)) == dense("".join(paragraphs)), "nothing is lost"
    for line in lines:
        assert abs(row_of(line) - round(row_of(line))) < 0.01, line.text
    for page, following in pairwise(pages):
        rows = [round(row_of(line)) for line in page.lines if not is_number(line)]
        heading = following.lines[0].face in (HEI, KAI)
        assert rows == list(range(22)) or (heading and rows == list(range(21))), (
            "22 lines, or a heading moved on"
        )
    assert sum(len(page.lines) == 23 for page in pages) >= len(pages) * 4 // 5


@pytest.mark.parametrize("name", NAMES)
def test_a_full_line_holds_28_signs(name: str) -> None:
    paragraphs, pages = set_text(name)
    whole = dense("".join(paragraphs))
    ends = paragraph_ends(paragraphs)
    at = full = 0
    for line in body(pages):
        at += len(dense(line.text))
        if at in ends or line.face == TITLE:
            continue
        indent = round((line.left - LEFT) / SIGN)
        assert line.left == pytest.approx(LEFT + indent * SIGN, abs=0.01)
        assert indent in (0, 2)
        hangs = line.text[-1] in HANGING
        assert RIGHT + OVER - 0.03 <= line.right <= RIGHT + OVER + hangs * SIGN / 2, line.text
        start = at - len(dense(line.text))
        edge = start + 28 - indent
        ended = not ends.isdisjoint(range(start + 1, edge + 1))
        if not ended and is_wide(whole[start:edge] + line.text) and may_break(whole, edge):
            assert len(line.text) == 28 - indent, line.text
            full += 1
    assert full > len(paragraphs)


@pytest.mark.parametrize("name", NAMES)
def test_no_line_begins_or_ends_as_it_may_not(name: str) -> None:
    paragraphs, pages = set_text(name)
    ends = paragraph_ends(paragraphs)
    at = 0
    for line in body(pages):
        if at not in ends and at:
            assert line.text[0] not in NO_START, line.text
        at += len(dense(line.text))
        if at not in ends:
            assert line.text[-1] not in NO_END, line.text


@pytest.mark.parametrize("name", NAMES)
def test_margins_and_page_numbers(name: str) -> None:
    _, pages = set_text(name)
    for number, page in enumerate(pages, start=1):
        assert [page.width, page.height] == pytest.approx([210, 297], abs=0.01)
        for line in page.lines:
            assert line.left >= LEFT - 0.01
            assert line.right <= RIGHT + OVER + SIGN / 2
        first, last = body([page])[0], body([page])[-1]
        assert first.baseline - (0.37 + 0.5) * first.size * POINT >= TOP, "the upper margin is free"
        assert last.baseline + 0.13 * last.size * POINT <= BOTTOM, "and the lower"
        (line,) = (one for one in page.lines if is_number(one))
        assert line.text == f"— {number} —"
        assert line.size == 14
        dash = line.baseline - 0.37 * 14 * POINT
        assert dash == pytest.approx(BOTTOM + 7, abs=0.05), "the dash 7 mm below the column"
        if number % 2:
            assert line.right == pytest.approx(RIGHT - SIGN, abs=0.05), "odd: one sign from the right"
        else:
            assert line.left == pytest.approx(LEFT + SIGN, abs=0.05), "even: one sign from the left"


def test_heading_faces() -> None:
    _, pages = set_text("campaign")
    lines = {line.text: line for line in body(pages)}
    assert body(pages)[0].face == TITLE
    assert body(pages)[0].size == 22
    assert lines["一、总体要求"].face == HEI
    second = next(line for text, line in lines.items() if text.startswith("（一）排查整治标准化规范化"))
    assert second.face == KAI
    head = second.text.index("。") + 1
    assert {sign.face for sign in second.signs[:head]} == {KAI}
    assert {sign.face for sign in second.signs[head:]} == {FANGSONG}, "the text after it is text"
    items = pages_of("【标题】甲\n" + "\n".join(f"（{one}）发生下列情形之一的；" for one in "一二三四"))
    assert {line.face for line in body(items)[1:]} == {FANGSONG}, "items of a list are no headings"


def test_digits_of_a_heading_in_another_face_leave_no_gap() -> None:
    text = "（一）2023年1月至2月排查10家企业20处隐患情况。" + "各社区要按照要求组织开展自查自改。" * 3
    (line, *_) = body(pages_of(f"【标题】甲\n{text}"))[1:]
    gaps = [after.left - one.right for one, after in pairwise(line.signs)]
    assert max(gaps) < 0.75
    assert min(gaps) > -0.12, "no sign stands over another"


ORGAN = "清泉街道办事处"
PLAN = text_of("campaign")[5:20]


def notice(*, head: str = "【编号】清办发〔2023〕17号", paragraphs: list[str] = PLAN) -> str:
    return "\n".join(
        (
            "【份号】000001",
            "【密级】秘密★1年",
            "【紧急程度】特急",
            f"【机关标志】{ORGAN}文件",
            head,
            f"【标题】{ORGAN}关于印发《重大事故隐患专项排查整治2023行动实施方案》的通知",
            "【主送】街道安委会各成员单位、各社区：",
            *paragraphs,
            "【附件说明】清泉街道重大事故隐患专项排查整治2023行动领导小组成员名单及其职责分工一览表",
            "【附件说明】调度表",
            f"【署名】{ORGAN}",
            "【成文日期】2023年6月30日",
            "【附注】（此件公开发布）",
            "【抄送】区安委会办公室，区应急管理局，区消防救援大队，各有关单位，以及其他需要知道这件事情的许多单位和部门。",
            f"【印发】{ORGAN}|2023年6月30日印发",
        )
    )


def em_top(line: Line) -> float:
    return line.baseline - 0.87 * line.size * POINT


def em_bottom(line: Line) -> float:
    return line.baseline + 0.13 * line.size * POINT


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


ACROSS = (
    """【横排】
【附件序号】附件1
【标题】重大事故隐患清单
【表】20 60 60 60 *1
| 序号 | 单位名称 | 隐患描述 | 整改期限 |
"""
    + "\n".join(
        f"| {number} | 济南甲某有限公司 | 第{number}处配电箱未上锁 | 七月 |" for number in range(1, 61)
    )
    + """
【表完】
【附件序号】附件2
【标题】领导小组成员名单
正文。"""
)


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


WORDS = st.text(
    st.sampled_from("安全生产事故隐患排查治理，。、；：“”（）《》〔〕—…·2023.5%-/ABCxyz 一二"),
    min_size=1,
    max_size=200,
)
PARTS = st.sampled_from(
    [Part.TITLE, Part.PARAGRAPH, Part.LEVEL_1, Part.LEVEL_2, Part.ITEMS, Part.ADDRESSEE, Part.FLUSH]
)


@settings(max_examples=60)
@given(st.lists(st.tuples(PARTS, WORDS), min_size=1, max_size=12))
def test_any_text_is_set_whole(parts: list[tuple[Part, str]]) -> None:
    blocks = tuple(Block(part, ((Run(words),),)) for part, words in parts)
    pages = pages_of_document(Document(Family.OFFICIAL, "公文", blocks))
    found = dense("".join(line.text for line in body(pages)))
    wanted = "".join(
        ("1." if part is Part.ITEMS and dense(words) else "") + dense(words) for part, words in parts
    )
    assert found.replace("1.", "") == wanted.replace("1.", "")
    for page in pages:
        for line in page.lines:
            assert line.left >= LEFT - 0.01
            assert line.right <= RIGHT + OVER + SIGN / 2
            assert line.baseline <= BOTTOM or is_number(line)
