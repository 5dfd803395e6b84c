"""公文 measured on the finished pages against GB/T 9704-2012: the grid, the margins, the faces of headings.

The texts are official ones of public record; every length is in mm from the page's upper left corner.
"""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.documents import Block, Document, Family, Part, Run
from app.printing.breaker import HANGING, NO_END, NO_START, may_break
from tests.printing.measured import Measured
from tests.printing.official_pages import (
    BOTTOM,
    FANGSONG,
    HEI,
    KAI,
    LEFT,
    OVER,
    POINT,
    RIGHT,
    SIGN,
    TITLE,
    TOP,
    body,
    dense,
    is_number,
    is_wide,
    pages_of,
    pages_of_document,
    row_of,
    text_of,
)

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
