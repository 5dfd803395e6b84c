"""Form tables and 文书 on the finished pages: nothing lost, nothing small, rows cut and headings repeated as they must."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.documents import Block, Document, Family, FormTable, Part, Run, TableCell
from app.kernel.templates import fill
from app.papers import templates
from app.printing import fonts
from app.printing.breaker import NO_END, NO_START
from app.printing.document_pdf import draw_document
from tests.printing.measured import Measured, measure

BOOK = fonts.book(bundled=True)
HEADS = ("序号栏", "问题栏", "期限栏")
LONG = (Path(__file__).parent / "texts" / "opinion.txt").read_text(encoding="utf-8").replace("\n", "")


def pages_of(document: Document) -> list[Measured]:
    out = BytesIO()
    draw_document(document, out, BOOK)
    return measure(out.getvalue())


def table_of(rows: list[list[str]], family: Family = Family.FORM, heading: int = 1) -> Document:
    """A table of three columns under its heading."""
    cells = [TableCell(text, 0, column, bold=True) for column, text in enumerate(HEADS)]
    cells += [
        TableCell(text, row, column, value=column == 1)
        for row, texts in enumerate(rows, start=1)
        for column, text in enumerate(texts)
    ]
    table = FormTable((20, 100, 36), (8.0,) * (len(rows) + 1), tuple(cells), heading)
    return Document(family, "表", (Block(Part.TABLE, table=table),))


def signs(pages: list[Measured]) -> Counter[str]:
    return Counter(sign for page in pages for line in page.lines for sign in dense(line.text))


def dense(text: str) -> str:
    return re.sub(r"\s", "", text)


def in_reading_order(pages: list[Measured], left: float, right: float) -> str:
    """The words between two upright edges (mm), page after page."""
    found = []
    for page in pages:
        for line in page.lines:
            found += [sign.text for sign in line.signs if left <= sign.left < right]
    return dense("".join(found))


@pytest.mark.parametrize("family", list(Family))
def test_headings_come_again_on_every_page(family: Family) -> None:
    rows = [[f"{number}号", f"第{number}处配电箱未上锁", "七月"] for number in range(1, 121)]
    pages = pages_of(table_of(rows, family))
    assert len(pages) > 2
    for page in pages:
        first = dense(page.lines[0].text)
        assert first == "".join(HEADS)
    text = "".join(dense(line.text) for page in pages for line in page.lines)
    assert all(text.count(f"第{number}处") == 1 for number in range(1, 121))


def test_a_row_taller_than_a_page_is_cut_between_its_lines() -> None:
    pages = pages_of(table_of([["甲号", "短", "七月"], ["乙号", LONG, "八月"], ["丙号", "短", "九月"]]))
    assert len(pages) >= 3
    edges = sorted({round(rule.left, 1) for rule in pages[0].drawn if rule.right - rule.left < 0.01})
    assert len(edges) >= 4
    column = in_reading_order(pages, edges[1], edges[2])
    assert column.replace("问题栏", "") == dense(f"短{LONG}短"), "not a sign lost, in order"
    for page in pages:
        for line in page.lines:
            assert line.baseline < page.height - 10
        low = max(rule.bottom for rule in page.drawn)
        assert all(line.baseline < low for line in page.lines), "every line within the frame"
    for line in (line for page in pages for line in page.lines):
        words = dense(in_reading_order([Measured(0, 0, (line,), ())], edges[1], edges[2]))
        if len(words) > 20:
            assert words[-1] not in NO_END
            assert words[0] not in NO_START or words[0] == "—"


def test_a_label_over_many_rows_goes_on_on_the_next_page() -> None:
    count = 60
    cells = [TableCell("整改情况", 0, 0, count, 1)]
    cells += [TableCell(f"第{row}项", row, 1, value=True) for row in range(count)]
    table = FormTable((30, 120), (9.0,) * count, tuple(cells))
    pages = pages_of(Document(Family.FORM, "表", (Block(Part.TABLE, table=table),)))
    assert len(pages) > 1
    for page in pages:
        assert "整改情况" in dense("".join(line.text for line in page.lines)), "the label stands on each page"
        upright = [rule for rule in page.drawn if rule.right - rule.left < 0.01]
        top, bottom = min(rule.top for rule in upright), max(rule.bottom for rule in upright)
        flat = [rule for rule in page.rules if rule.left < 30 and abs(rule.top - top) > 1]
        assert all(abs(rule.top - bottom) < 0.1 for rule in flat), "no line through the label"


@pytest.mark.parametrize("kind", templates.kinds())
def test_papers_filled_with_the_longest_values_lose_nothing(kind: str) -> None:
    long_name = "济南市历城区某某某新型环保建筑装饰材料科技开发有限责任公司第三分公司"
    for version in templates.shipped(kind):
        if "图" in version.template.names():
            continue
        values = {
            name: (f"{long_name}；存在{name}。",) * 3
            if f"{{*{name}}}" in version.text
            else f"{name}：{long_name}" * 2
            for name in version.template.names()
        }
        document = fill(version.template, values)
        pages = pages_of(document)
        found = signs(pages)
        wanted = Counter(dense(document.all_text().replace("|", "")))
        wanted.pop("　", None)
        lost = {sign: times for sign, times in (wanted - found).items() if found[sign] < times}
        assert not lost, (kind, version.variant, lost)
        for page in pages:
            for line in page.lines:
                assert line.size >= 9
                assert line.left >= 10
                assert line.right <= page.width - 10


WORDS = st.text(st.sampled_from("安全生产隐患整改，。；（）“”《》2023.5%ABC \n"), max_size=150)


@st.composite
def tables(draw: st.DrawFn) -> FormTable:
    """Any table: cells of any spans, each place taken once."""
    columns, rows = draw(st.integers(1, 5)), draw(st.integers(1, 14))
    taken: set[tuple[int, int]] = set()
    cells: list[TableCell] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            down, across = (
                draw(st.integers(1, min(3, rows - row))),
                draw(st.integers(1, min(3, columns - column))),
            )
            box = {(row + i, column + j) for i in range(down) for j in range(across)}
            if box & taken:
                box, down, across = {(row, column)}, 1, 1
            taken |= box
            text = draw(WORDS) * draw(st.sampled_from((1, 1, 1, 12)))
            cells.append(TableCell(text, row, column, down, across, value=draw(st.booleans())))
    widths = tuple(draw(st.floats(15, 60)) for _ in range(columns))
    heights = tuple(draw(st.floats(0, 30)) for _ in range(rows))
    return FormTable(widths, heights, tuple(cells), draw(st.integers(0, min(1, rows - 1))))


@settings(max_examples=60)
@given(tables(), st.sampled_from(list(Family)))
def test_any_table_is_set_whole(table: FormTable, family: Family) -> None:
    pages = pages_of(Document(family, "表", (Block(Part.TABLE, table=table),)))
    found = signs(pages)
    wanted = Counter(dense("".join(cell.text for cell in table.cells)))
    assert not wanted - found
    for page in pages:
        for line in page.lines:
            assert line.size >= 9
            assert line.baseline < page.height - 5


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from([Part.PARAGRAPH, Part.ITEMS, Part.FIELD, Part.SIGNATURES]), WORDS),
        max_size=10,
    )
)
def test_any_text_of_a_case_file_is_set_whole(parts: list[tuple[Part, str]]) -> None:
    blocks = tuple(
        Block(part, ((Run("甲：", value=False), Run(words, value=True)),)) for part, words in parts
    )
    pages = pages_of(Document(Family.CASE, "文书", blocks))
    wanted = Counter(dense("".join("甲：" + words for _, words in parts)))
    assert not wanted - signs(pages)
