"""The Word form of a paper holds what the PDF holds, under real styles, in the faces the rules name."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.documents import Block, Document, Family, FormTable, Part, Run, TableCell
from app.kernel.templates import fill, read_template
from app.papers import templates
from app.printing.document_docx import write_document
from tests.printing.official_pages import ACROSS, BOOK, ORGAN, PLAN, notice

BOX = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
ANCHOR = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
LETTER = f"""【信函标志】{ORGAN}
【编号】清办函〔2023〕6号
【标题】{ORGAN}关于报送情况的函
【主送】区应急管理局：
{PLAN[0]}
【署名】{ORGAN}
【成文日期】2023年6月30日
【抄送】区消防救援大队。
"""


def word_of(document: Document) -> Any:
    out = BytesIO()
    write_document(document, out, BOOK)
    return docx.Document(BytesIO(out.getvalue()))


def official(text: str) -> Any:
    return word_of(fill(read_template(text, Family.OFFICIAL, "公文", {}), {}))


def attribute(element: Any, name: str) -> str:
    return str(element.get(qn(f"w:{name}")))


def text_of(word: Any) -> str:
    """Every word, those of tables and boxes too."""
    return re.sub(r"\s", "", "".join(one.text or "" for one in word.element.body.iter(qn("w:t"))))


def each_cell(table: Any) -> list[Any]:
    """Every cell once, however many places it takes."""
    found: dict[Any, Any] = {}
    for row in table.rows:
        for cell in row.cells:
            found.setdefault(cell._tc, cell)
    return list(found.values())


def test_page_and_grid() -> None:
    section = official(notice()).sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(one.mm) for one in margins] == [37, 35, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert attribute(grid, "type") == "lines", "a grid of characters doubles widths in some programs"
    pitch = int(attribute(grid, "linePitch")) / 20
    assert int(225 * 72 / 25.4 / pitch) == 22
    normal = official(notice()).styles["Normal"]
    apart = int(attribute(normal.element.rPr.find(qn("w:spacing")), "val")) / 20
    assert int(156 * 72 / 25.4 / (16 + apart)) == 28
    assert normal.paragraph_format.widow_control is False


def test_an_annex_across_the_page_is_a_section_of_its_own() -> None:
    sections = official(f"{notice()}\n{ACROSS}").sections
    assert [round(one.page_width.mm) for one in sections] == [210, 297, 210]
    margins = [
        sections[1].top_margin,
        sections[1].bottom_margin,
        sections[1].left_margin,
        sections[1].right_margin,
    ]
    assert [round(one.mm) for one in margins] == [28, 26, 35, 37]


def test_faces_are_named_for_east_asian_text_too() -> None:
    word = official(notice())
    wanted = {
        "Normal": "仿宋_GB2312",
        "Title": "方正小标宋简体",
        "Heading 1": "黑体",
        "Heading 2": "楷体_GB2312",
    }
    for style, name in wanted.items():
        fonts = word.styles[style].element.rPr.rFonts
        assert {attribute(fonts, one) for one in ("ascii", "hAnsi", "eastAsia")} == {name}
        assert fonts.get(qn("w:eastAsiaTheme")) is None
    assert word.styles["Normal"].font.size == Pt(16)
    assert word.styles["Title"].font.size == Pt(22)


def test_parts_stand_under_their_styles() -> None:
    word = official(notice())
    named = {line.text: line.style.name for line in word.paragraphs}
    assert named["一、总体要求"] == "Heading 1"
    title = next(line for line in word.paragraphs if line.style.name == "Title")
    assert title.text.replace("\n", "").endswith("实施方案》的通知")
    second = next(line for line in word.paragraphs if line.text.startswith("（一）排查整治"))
    assert [run.style.name for run in second.runs] == ["face kai", "face fangsong"]
    mark = next(line for line in word.paragraphs if line.text == f"{ORGAN}文件")
    assert str(mark.runs[0].font.color.rgb) == "DB1414"
    number = next(line for line in word.paragraphs if line.text.startswith("清办发"))
    rule = number._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert attribute(rule, "color") == "DB1414"
    assert int(attribute(rule, "sz")) / 8 == pytest.approx(0.5 * 72 / 25.4, abs=0.1)


def test_page_numbers_stand_outside() -> None:
    word = official(notice())
    section = word.sections[0]
    assert word.settings.odd_and_even_pages_header_footer
    assert "PAGE" in section.footer.paragraphs[0]._p.xml
    assert [section.footer.paragraphs[0].alignment, section.even_page_footer.paragraphs[0].alignment] == [
        2,
        0,
    ]
    assert not section.different_first_page_header_footer
    letter = official(LETTER)
    assert letter.sections[0].different_first_page_header_footer
    assert letter.sections[0].first_page_header.paragraphs[0].text == ORGAN
    assert "PAGE" not in letter.sections[0].first_page_footer.paragraphs[0]._p.xml
    assert "thinThickSmallGap" in letter.sections[0].first_page_footer.paragraphs[0]._p.xml


def test_imprint_stands_at_the_foot() -> None:
    """In a box that hangs at the lower end of the text's area: all programs put that there."""
    word = official(notice())
    (box,) = word.element.body.iter(f"{{{BOX}}}wsp")
    anchor = next(one for one in box.iterancestors() if one.tag.endswith("}anchor"))
    upright = anchor.find(f"{{{ANCHOR}}}positionV")
    assert (upright.get("relativeFrom"), upright[0].text) == ("margin", "bottom")
    assert int(anchor.find(f"{{{ANCHOR}}}extent").get("cx")) == pytest.approx(156 * 36000, abs=500)
    table = docx.table.Table(next(box.iter(qn("w:tbl"))), word)
    copies, printed = (cell.text for cell in each_cell(table))
    assert copies.startswith("抄送：区安委会办公室")
    assert printed.split("\t") == [ORGAN, "2023年6月30日印发"]
    tops = [
        int(attribute(cell._tc.tcPr.find(qn("w:tcBorders")).find(qn("w:top")), "sz"))
        for cell in each_cell(table)
    ]
    assert tops == [round(size * 72 / 25.4 * 8) for size in (0.35, 0.25)]


def test_columns_of_a_table_are_as_wide_as_declared() -> None:
    cells = tuple(TableCell("甲", 0, at) for at in range(3))
    table = FormTable((20, 50, 80), (8,), cells)
    (made,) = word_of(Document(Family.FORM, "表", (Block(Part.TABLE, table=table),))).tables
    assert [round(cell.width.mm) for cell in made.rows[0].cells] == [20, 50, 80]
    assert made.autofit is False


@pytest.mark.parametrize("kind", templates.kinds())
def test_every_paper_has_a_word_form(kind: str) -> None:
    for version in templates.shipped(kind):
        values = {name: f"{name}<b>&甲" for name in version.template.names()}
        values.update(
            (name, '{"labels": ["一"], "series": [["甲", [1]]]}') for name in values if name == "图"
        )
        document = fill(version.template, values)
        word = word_of(document)
        found = text_of(word) + "".join(line.text for line in word.sections[0].footer.paragraphs)
        for name in version.template.names():
            if name != "图" and f"{name}<b>&甲" in document.all_text():
                assert f"{name}<b>&甲" in found, "values stand as they are, signs and all"


def test_a_draft_says_so() -> None:
    document = Document(Family.CASE, "甲", (Block(Part.PARAGRAPH, ((Run("正文"),),)),), draft=True)
    assert word_of(document).sections[0].header.paragraphs[0].text == "草　稿"


def test_table_spans_and_headings() -> None:
    cells = (
        TableCell("标题", 0, 0, 1, 3, bold=True),
        TableCell("组", 1, 0, 2, 1),
        TableCell("甲", 1, 1, value=True),
        TableCell("乙", 1, 2, value=True),
        TableCell("丙", 2, 1, 1, 2, value=True),
    )
    table = FormTable((20, 50, 50), (8, 8, 8), cells, heading_rows=1)
    word = word_of(Document(Family.FORM, "表", (Block(Part.TABLE, table=table),)))
    (made,) = word.tables
    assert [cell.text for cell in each_cell(made)] == ["标题", "组", "甲", "乙", "丙"]
    assert made.cell(1, 0)._tc is made.cell(2, 0)._tc
    assert made.cell(0, 0)._tc is made.cell(0, 2)._tc
    assert made.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert made.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None


@settings(max_examples=12)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=6))
def test_any_text_makes_a_file_word_can_read(texts: list[str]) -> None:
    blocks = tuple(Block(Part.PARAGRAPH, ((Run(words),),)) for words in texts)
    word = word_of(Document(Family.OFFICIAL, texts[0], blocks))
    printable = [sign for sign in "".join(texts) if sign.isalnum()]
    found = text_of(word)
    assert all(sign in found for sign in printable)
