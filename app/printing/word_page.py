"""The page of a Word file: its styles, margins, grid of lines, page numbers, and the mark of a draft."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt, RGBColor

from app.files import UNDATED
from app.kernel.documents import Document, Family, Part
from app.printing import casefile, page_grid, word_parts
from app.printing.pen import MM
from app.printing.sheet_xlsx import FONT_NAMES

if TYPE_CHECKING:
    from app.printing.fonts import Role
    from app.printing.typeset import Type

APART = -0.55
"""What is added after each character of 16 pt: 28 of them fit on a line, 29 do not, and 10 pt are left for programs
that put space between Chinese and digits whatever they are told (pt)."""
LINE = 28.9
"""A line of 公文 in pt: 22 of them leave 2 pt of the column, since programs round heads and rules differently."""
RED = RGBColor(0xDB, 0x14, 0x14)
PALE = RGBColor(0xD0, 0xD0, 0xD0)
BLACK = RGBColor(0, 0, 0)
DRAFT, DRAFT_DOWN = 36.0, 6.0
"""Size of the word 草稿 in pt, and how far below the page's edge it stands in mm."""
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


@dataclass(frozen=True)
class Look:
    """What differs between the families: types, what is added after each character, a line's height, the column (pt)."""

    body: Type
    title: Type
    apart: float
    line: float
    column: float


def look_of(document: Document) -> Look:
    """That of the document's family."""
    if document.family is Family.OFFICIAL:
        return Look(page_grid.BODY, page_grid.TITLE, APART, LINE, page_grid.COLUMN)
    how = casefile.measures(document)
    return Look(how.body, how.title, 0.0, casefile.LEADING, how.column)


def add_run(word: Any, paragraph: Any, text: str, role: Role = "fangsong", size: float = 0.0) -> Any:
    """A piece of text in a face, by its style."""
    run = paragraph.add_run(word_parts.plain(text), style=word.styles[f"face {role}"])
    if size:
        run.font.size = Pt(size)
    return run


def make_styles(word: Any, document: Document, look: Look) -> None:
    """Body, title, two headings, and a character style for each face."""
    normal = _style(word.styles["Normal"], "fangsong", look.body.size, look.line)
    if look.apart:
        word_parts.set_apart(normal.element.get_or_add_rPr(), look.apart)
    word_parts.set_paragraph_rules(normal.element.get_or_add_pPr())
    title = _style(word.styles["Title"], look.title.role, look.title.size, title_height(look))
    title.paragraph_format.alignment = ALIGN["center"]
    title.paragraph_format.keep_with_next = True
    word_parts.off_the_grid(title.element.get_or_add_pPr())
    headings: tuple[tuple[str, Role], ...] = (("Heading 1", "hei"), ("Heading 2", "kai"))
    for name, role in headings:
        heading = _style(word.styles[name], role, look.body.size, look.line)
        heading.paragraph_format.keep_with_next = True
    for name in ("Header", "Footer"):  # their own tab stops would catch what goes to the right edge
        word_parts.no_tabs(word.styles[name].element)
    for role, name in FONT_NAMES.items():
        made = word.styles.add_style(f"face {role}", WD_STYLE_TYPE.CHARACTER)
        word_parts.set_face(made.element.get_or_add_rPr(), name)
    word_parts.speak_chinese(word)
    about = word.core_properties
    about.title, about.author, about.comments = word_parts.plain(document.title), "", ""
    about.created = about.modified = UNDATED


def _style(style: Any, role: Role, size: float, height: float) -> Any:
    font, form = style.font, style.paragraph_format
    font.size, font.bold, font.color.rgb = Pt(size), False, BLACK
    word_parts.set_face(style.element.get_or_add_rPr(), FONT_NAMES[role])
    word_parts.no_border(style.element)
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(height)
    form.alignment = ALIGN["both"]
    return style


def title_height(look: Look) -> float:
    """A line of the title: that of the text where it holds it, as the PDF has it elsewhere."""
    if not look.apart:
        return casefile.title_height(look.title)
    return look.line if look.title.size < look.line * 0.9 else look.title.size * 1.4


def set_up_page(word: Any, document: Document, look: Look, foot_lines: int = 0) -> None:
    """Margins, grid, page numbers or foot note, the mark of a draft."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if document.family is Family.OFFICIAL:
        _margins(section, 37.0, 35.0, 28.0, 26.0)
        word_parts.set_grid(section, look.line)
        _page_numbers(word, section, document)
    else:
        how = casefile.measures(document)
        _margins(section, how.top, how.bottom + casefile.foot_height(foot_lines) / MM, how.side, how.side)
        section.footer_distance = Mm(how.bottom)
        _foot(word, section, document, look)
    if document.draft:
        section.header_distance = Mm(DRAFT_DOWN)
        for head in (section.header, section.even_page_header, section.first_page_header):
            head.is_linked_to_previous = False
            line = head.paragraphs[0]
            line.paragraph_format.line_spacing = Pt(DRAFT * 1.1)
            line.alignment = ALIGN["center"]
            add_run(word, line, "草　稿", "hei", DRAFT).font.color.rgb = PALE


def turn_page(word: Any, look: Look, *, across: bool) -> Look:
    """What follows stands across the page, or upright again, from a new page on."""
    section = word.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    if across:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        _margins(section, 28.0, 26.0, 35.0, 37.0)
        return replace(look, column=page_grid.ROOM)
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    _margins(section, 37.0, 35.0, 28.0, 26.0)
    return replace(look, column=page_grid.COLUMN)


def _margins(section: Any, top: float, bottom: float, left: float, right: float) -> None:
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)


def _page_numbers(word: Any, section: Any, document: Document) -> None:
    """— 1 — at the right on odd pages, at the left on even ones; none on the first page of a letter."""
    word.settings.odd_and_even_pages_header_footer = True
    section.footer_distance = Mm(35 - 7 - 2.6)
    for foot, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        foot.is_linked_to_previous = False
        line = foot.paragraphs[0]
        line.alignment = ALIGN[side]
        setattr(line.paragraph_format, f"{side}_indent", Pt(page_grid.PITCH))
        line.paragraph_format.line_spacing = Pt(14)
        add_run(word, line, "— ", "song")
        word_parts.field(line, "PAGE", word.styles["face song"])
        add_run(word, line, " —", "song")
        for run in line.runs:
            run.font.size = Pt(14)
    if page_grid.is_letter(document):
        section.different_first_page_header_footer = True
        line = section.first_page_footer.paragraphs[0]
        beyond_the_column(line)
        line.paragraph_format.line_spacing = Pt(4)
        section.first_page_footer.is_linked_to_previous = False
        word_parts.border(line, "bottom", 3.0, kind="thinThickSmallGap", red=True)


def beyond_the_column(paragraph: Any) -> None:
    """As wide as the double rule of a letter, in the middle of the page."""
    left, right = page_grid.letter_rule()
    paragraph.paragraph_format.left_indent = Pt(left)
    paragraph.paragraph_format.right_indent = Pt(page_grid.COLUMN - right)


def letter_head(word: Any, document: Document) -> Any:
    """The paragraph of a letter's mark, in the head of the first page: its upper edge 30 mm below the page's."""
    section = word.sections[0]
    section.different_first_page_header_footer = True
    head = section.first_page_header
    head.is_linked_to_previous = False
    if not document.draft:
        section.header_distance = Pt(page_grid.LETTER_TOP)
        return head.paragraphs[0]
    line = head.add_paragraph()
    line.paragraph_format.space_before = Pt(page_grid.LETTER_TOP - DRAFT_DOWN * MM - DRAFT * 1.1)
    return line


def _foot(word: Any, section: Any, document: Document, look: Look) -> None:
    """The foot note of a 文书 over a thin rule, with the count of pages."""
    block = next((one for one in document.blocks if one.part is Part.FOOT), None)
    if block is None:
        return
    size = casefile.FOOT.size
    line = section.footer.paragraphs[0]
    word_parts.border(line, "top", 0.75, space=4)
    line.paragraph_format.line_spacing = Pt(casefile.FOOT_LEADING)
    line.paragraph_format.tab_stops.add_tab_stop(Pt(look.column), WD_TAB_ALIGNMENT.RIGHT)
    add_run(word, line, f"{block.text}\t共 ")
    word_parts.field(line, "NUMPAGES")
    add_run(word, line, " 页 第 ")
    word_parts.field(line, "PAGE")
    add_run(word, line, " 页")
    for run in line.runs:
        run.font.size = Pt(size)
