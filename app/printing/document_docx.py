"""A filled document as a Word file, for those who must edit it: the same description as the PDF, real styles.

Faces are named as the rules name them (仿宋_GB2312, 方正小标宋简体, 黑体, 楷体_GB2312); the machine that opens the file
draws with what it has. The PDF is what counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.text import WD_BREAK, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.shared import Pt

from app.files import whole_file
from app.kernel.documents import Block, Document, Family, FormTable, Part, Run
from app.printing import casefile, fonts, official, official_ends, page_grid, word_parts
from app.printing.chart_pdf import draw_chart
from app.printing.form_table import CLOSE, SIZE
from app.printing.pen import MM, open_pen
from app.printing.preview import page_picture
from app.printing.titles import title_lines
from app.printing.typeset import ROOM, Typesetter
from app.printing.word_page import (
    ALIGN,
    RED,
    add_run,
    beyond_the_column,
    letter_head,
    look_of,
    make_styles,
    set_up_page,
    title_height,
    turn_page,
)
from app.printing.word_tables import add_imprint, add_table

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from app.printing.fonts import FontBook, Role

CHART_DPI = 200
AROUND_A_RULE = 2.0
"""What programs add around the rule of a paragraph (pt): taken from the line below, else a page would lose a line."""
AROUND_A_CHART = 3.0
"""Between a picture and the next line (pt)."""
KEPT, KEPT_OF_CASE = 4 * page_grid.PER_LINE, 70
"""A last paragraph of so many characters stays with the signature; a longer one would move to the next page whole."""


def write_document(document: Document, out: Path | BinaryIO, book: FontBook | None = None) -> None:
    """Write a document as .docx."""
    one = _Writer(document, Typesetter(book or fonts.book()))
    one.write()
    buffer = BytesIO()
    one.word.save(buffer)
    with whole_file(out) as stream:
        stream.write(buffer.getvalue())


class _Writer:
    """One Word file while it is written."""

    def __init__(self, document: Document, setter: Typesetter) -> None:
        self.document, self.setter = document, setter
        self.look = look_of(document)
        self.word: Any = docx.Document()
        self._used = self._gap = 0.0
        self._latest: Any = None
        make_styles(self.word, document, self.look)
        foot = casefile.foot_lines(document, setter) if document.family is not Family.OFFICIAL else []
        set_up_page(self.word, document, self.look, len(foot))

    # --- blocks ----------------------------------------------------------------------------------------
    def write(self) -> None:
        """Every block in order; 版记 at the foot of the last page."""
        left_out = (Part.FOOT, Part.SIGNER, Part.COPIES, Part.PRINTED_BY)
        last: Part | None = None
        turned = False
        runs = (
            official.parted(self.document)
            if self.document.family is Family.OFFICIAL
            else [(False, list(self.document.blocks))]
        )
        copies: list[Block] = []
        for across, run in runs:
            if across != turned:
                self.look = turn_page(self.word, self.look, across=across)
                turned, last = across, None
            blocks = [block for block in run if block.part not in left_out]
            copies = [block for block in run if block.part in (Part.COPIES, Part.PRINTED_BY)]
            for place, block in enumerate(blocks):
                self._block(block, last, blocks[place + 1] if place + 1 < len(blocks) else None)
                last = block.part
        if self.document.family is Family.CASE:
            self._keep_signatures()
        if copies:
            self._imprint(copies)
        elif last is Part.TABLE:  # a Word file ends with a paragraph
            self._line(height=1)

    def _keep_signatures(self) -> None:
        """The rows to sign in stand on one page, with the end of the text before them."""
        signed = (Part.SIGNATURES, Part.ORGAN, Part.DATE)
        blocks = [block for block in self.document.blocks if block.part is not Part.FOOT]
        count = sum(len(block.lines) for block in takewhile(lambda one: one.part in signed, reversed(blocks)))
        before, *lines = self.word.paragraphs[-count - 1 :]
        for line in (*([before] if len(before.text) <= KEPT_OF_CASE else []), *lines[:-1]):
            line.paragraph_format.keep_with_next = True

    def _block(self, block: Block, last: Part | None, following: Block | None) -> None:
        part = block.part
        if part is Part.TABLE and block.table is not None:
            self._table(block.table)
        elif part is Part.CHART:
            self._chart(block.chart)
        elif part in (Part.MARK, Part.MINUTES_MARK, Part.LETTER_MARK):
            self._mark(block)
        elif part is Part.HEADING_LINE:
            line = self._line(align="center", height=26)
            self._run(line, block.text, "hei", casefile.HEADING.size)
            word_parts.border(line, "bottom", casefile.THICK)
            line.paragraph_format.space_after = Pt(6)
        elif part is Part.NUMBER:
            self._number(block, last)
        elif part is Part.TITLE:
            self._title(block, last)
        elif part is Part.ANNEX_MARK:
            in_official = self.document.family is Family.OFFICIAL
            line = self._line(align="left", keep=True, height=0.0 if in_official else casefile.ANNEX_LEADING)
            line.paragraph_format.page_break_before = bool(last)
            self._run(line, block.text, "hei", 16)
            if in_official:
                self._line(keep=True)
        elif part is Part.PAGE_BREAK:
            self._line().add_run().add_break(WD_BREAK.PAGE)
        elif part is Part.TEAR_LINE:
            word_parts.border(self._line(), "bottom", 0.5, kind="dashed")
        elif part in (Part.ORGAN, Part.DATE):
            self._signed(block, following)
        else:
            self._text(block, last)

    def _line(
        self, *, align: str = "both", first: float = 0.0, left: float = 0.0, keep: bool = False,
        height: float = 0.0, style: str = "Normal",
    ) -> Any:  # fmt: skip
        """A new paragraph; lengths in pt."""
        made = self.word.add_paragraph(style=style)
        form = made.paragraph_format
        made.alignment = ALIGN[align]
        if first:
            form.first_line_indent = Pt(first)
        if left:
            form.left_indent = Pt(left)
        if keep:
            form.keep_with_next = True
        if height:
            form.line_spacing = Pt(height)
            word_parts.off_the_grid(made._p.get_or_add_pPr())  # noqa: SLF001
        if self._gap:  # below a table the text goes on at the next row of the grid
            form.space_before, self._gap = Pt(self._gap), 0.0
        self._used += height or self.look.line
        self._latest = made
        return made

    def _run(self, paragraph: Any, text: str, role: Role = "fangsong", size: float = 0.0) -> Any:
        return add_run(self.word, paragraph, text, role, size)

    def _runs(
        self, paragraph: Any, runs: Sequence[Run], *, underline: bool = False, role: Role = "fangsong"
    ) -> None:
        for run in runs:
            made = self._run(paragraph, run.text or ROOM * run.blank, role)
            if underline and run.value:
                made.font.underline = True

    def _mark(self, block: Block) -> None:
        """发文机关标志: red and large; a letter's with its double rule, in the head of the first page."""
        letter = block.part is Part.LETTER_MARK
        most = 44.0 if letter else page_grid.MARK_LARGEST
        size = min(most, int(page_grid.COLUMN / max(1, len(block.text)) * 2) / 2)
        if letter:
            line = letter_head(self.word, self.document)
            line.alignment = ALIGN["center"]
            beyond_the_column(line)
            line.paragraph_format.line_spacing = Pt(size)
            word_parts.border(line, "bottom", 3.0, kind="thickThinSmallGap", space=4 * MM, red=True)
        else:
            down = max(0.0, page_grid.MARK_DOWN - self._used)
            line = self._line(align="center", keep=True, height=size)
            line.paragraph_format.space_before = Pt(down)
            self._used += down
        run = self._run(line, block.text, "title", size)
        run.font.color.rgb = RED
        word_parts.set_apart(run._r.get_or_add_rPr(), 0)  # noqa: SLF001

    def _number(self, block: Block, last: Part | None) -> None:
        """发文字号 two lines below the mark; the red rule 4 mm below it takes its room from the line that follows."""
        line_height = self.look.line
        if last not in (Part.MARK, Part.MINUTES_MARK):
            of_case = self.document.family is not Family.OFFICIAL
            height = casefile.NUMBER_LEADING if of_case else 0.0
            line = self._line(
                align="right" if last is Part.LETTER_MARK else "center", keep=True, height=height
            )
            if of_case:
                line.paragraph_format.space_after = Pt(casefile.UNDER_NUMBER)
            self._run(line, block.text)
            return
        down = (round(self._used / line_height) + 2) * line_height - self._used
        line = self._line(align="center", keep=True, height=line_height)
        line.paragraph_format.space_before = Pt(down)
        self._used += down
        signer = next((one for one in self.document.blocks if one.part is Part.SIGNER), None)
        if signer is not None:
            line.alignment = ALIGN["left"]
            line.paragraph_format.first_line_indent = Pt(page_grid.PITCH)
            stop = page_grid.COLUMN - page_grid.PITCH
            line.paragraph_format.tab_stops.add_tab_stop(Pt(stop), WD_TAB_ALIGNMENT.RIGHT)
            self._run(line, f"{block.text}\t签发人：")
            self._run(line, signer.text, "kai")
        else:
            self._run(line, block.text)
        space = 4 * MM - (line_height - self.look.body.size) / 2
        word_parts.border(line, "bottom", page_grid.RED_RULE, space=space, red=True)
        self._line(keep=True, height=line_height - space - page_grid.RED_RULE - AROUND_A_RULE)
        self._used += space + page_grid.RED_RULE + AROUND_A_RULE

    def _title(self, block: Block, last: Part | None) -> None:
        if self.look.apart and last in (Part.NUMBER, Part.MARK, Part.MINUTES_MARK, Part.LETTER_MARK):
            under_rule = last is Part.NUMBER and not page_grid.is_letter(self.document)
            for _ in range(1 if under_rule else 2):
                self._line(keep=True)
        look = self.look
        lines = title_lines(block.text, look.title, look.column, self.setter)
        line = self._line(align="center", keep=True, style="Title", height=title_height(look))
        if self.document.family is Family.FORM:
            line.paragraph_format.space_after = Pt(casefile.UNDER_TITLE)
        for number, words in enumerate(lines):
            run = self._run(line, words, look.title.role, look.title.size)
            word_parts.set_apart(run._r.get_or_add_rPr(), 0)  # noqa: SLF001
            if number + 1 < len(lines):
                run.add_break()

    def _text(self, block: Block, last: Part | None) -> None:
        official_paper = self.document.family is Family.OFFICIAL
        if official_paper and (
            (block.part is Part.ADDRESSEE and last in (Part.TITLE, Part.SUBTITLE, Part.NUMBER))
            or (block.part is Part.ANNEXES and last is not Part.ANNEXES)
        ):
            self._line()
        if block.part is Part.ANNEXES:
            if last is not Part.ANNEXES:
                every = [
                    line for one in self.document.blocks if one.part is Part.ANNEXES for line in one.lines
                ]
                self._annexes(every)
            return
        for number, runs in enumerate(block.lines, start=1):
            columns = casefile.columns_of(runs)
            if len(columns) > 1 and official_paper and block.part is Part.FLUSH:
                self._both_sides(columns)
            elif len(columns) > 1 and not official_paper:
                self._side_by_side(columns)
            else:
                self._paragraph(block.part, number, runs)

    def _paragraph(self, part: Part, number: int, runs: Sequence[Run]) -> None:
        look = self.look
        official_paper = self.document.family is Family.OFFICIAL
        flush = (Part.ADDRESSEE, Part.FLUSH, Part.COPY_NUMBER, Part.SECRECY, Part.URGENCY, Part.SIGNATURES)
        centred = (Part.CENTRED, Part.SUBTITLE)
        two = (
            0.0
            if part in (*flush, *centred)
            else 2 * (look.body.advance if official_paper else look.body.size)
        )
        if part is Part.NOTE and not official_paper:
            two = 0.0
        text = "".join(run.text for run in runs)
        role: Role = "hei" if part in (Part.SECRECY, Part.URGENCY, Part.LEVEL_1) else "fangsong"
        role = "kai" if part in (Part.LEVEL_2, Part.SUBTITLE) else role
        head, count = official.heading_part(text) if official_paper and role == "fangsong" else (role, 0)
        style = "Normal"
        if part in (Part.LEVEL_1, Part.LEVEL_2) or (count and count == len(text)):
            role = head if count else role
            style = "Heading 1" if role == "hei" else "Heading 2"
        line = self._line(first=two, align="center" if part in centred else "both", style=style)
        if part is Part.ITEMS:
            runs = (Run(f"{number}. ", value=not official_paper), *runs)
        if part is Part.ATTENDANCE:
            label, mark, names = text.partition("：")
            line.paragraph_format.left_indent = Pt((3 + len(label)) * look.body.advance)
            line.paragraph_format.first_line_indent = Pt(-(1 + len(label)) * look.body.advance)
            self._run(line, label + mark, "hei")
            self._run(line, names)
        elif count and count < len(text):
            self._run(line, text[:count], head)
            self._run(line, text[count:])
        else:
            self._runs(line, runs, underline=self.document.family is Family.CASE, role=role)
        if part is Part.NOTE and not official_paper:
            line.paragraph_format.line_spacing = Pt(casefile.NOTE_LEADING)
            for run in line.runs:
                run.font.size = Pt(casefile.measures(self.document).note.size)

    def _annexes(self, lines: Sequence[Sequence[Run]]) -> None:
        """附件： with names under each other."""
        pitch = self.look.body.advance
        for number, runs in enumerate(lines, start=1):
            digit = f"{number}. " if len(lines) > 1 else ""
            label = "附件：" if number == 1 else ""
            left = 5 * pitch + self.setter.width(digit, self.look.body)
            line = self._line(left=left, first=2 * pitch - left if label else 5 * pitch - left)
            self._run(line, label + digit)
            self._runs(line, runs)

    def _side_by_side(self, columns: Sequence[Sequence[Run]]) -> None:
        """Parts of a line at tab stops where the PDF has them."""
        line = self._line(align="left", height=casefile.SIGN_LEADING)
        edges = casefile.edges_of(columns, casefile.measures(self.document), self.setter)
        for number, runs in enumerate(columns):
            if number:
                line.paragraph_format.tab_stops.add_tab_stop(Pt(edges[number]))
                self._run(line, "\t")
            room = edges[number + 1] - edges[number]
            room -= self.look.body.size if number + 1 < len(columns) else 0.0
            self._runs(line, casefile.fitted(runs, room, self.look.body, self.setter), underline=True)

    def _both_sides(self, columns: Sequence[Sequence[Run]]) -> None:
        """Parts at the two edges of a line."""
        line = self._line(align="left")
        line.paragraph_format.tab_stops.add_tab_stop(Pt(self.look.column), WD_TAB_ALIGNMENT.RIGHT)
        for number, runs in enumerate(columns):
            if number:
                self._run(line, "\t")
            self._runs(line, runs)

    def _signed(self, block: Block, following: Block | None) -> None:
        """署名 and 成文日期 where the PDF has them; the end of the text stays with them."""
        keep = block.part is Part.ORGAN
        short = self._latest is not None and len(self._latest.text) <= KEPT
        if keep and short:  # a long paragraph would move to the next page as a whole in some programs
            self._latest.paragraph_format.keep_with_next = True
        if self.document.family is not Family.OFFICIAL:
            line = self._line(align="right", keep=keep, height=casefile.SIGN_LEADING)
            line.paragraph_format.right_indent = Pt(2 * self.look.body.size)
            self._run(line, block.text)
            return
        if block.part is Part.ORGAN:
            self._line(keep=True)
            self._line(keep=True)
        day = following.text if following is not None and following.part is Part.DATE else block.text
        organ, at = official_ends.signature_edges(block.text, day, self.setter)
        line = self._line(align="left", left=organ if block.part is Part.ORGAN else at, keep=keep)
        self._run(line, block.text)

    # --- tables and pictures ---------------------------------------------------------------------------
    def _table(self, table: FormTable) -> None:
        size = CLOSE if self.document.family is Family.FORM else SIZE
        height = add_table(self.word, table, self.look.column, size, self.setter)
        if self.document.family is Family.OFFICIAL:
            self._gap = -(height + 2) % self.look.line

    def _imprint(self, blocks: Sequence[Block]) -> None:
        """版记 in a box at the foot of the last page."""
        letter = page_grid.is_letter(self.document)
        made = add_imprint(self.word, blocks, self.setter, ruled=not letter)
        only = replace(self.document, blocks=tuple(blocks))
        height = sum(strip.height for strip in official.set_official(only, self.setter, letter=letter).bottom)
        end = self._line(height=1)
        word_parts.at_foot(self._line(height=1), [made._tbl, end._p], (page_grid.COLUMN, height))  # noqa: SLF001

    def _chart(self, chart: str) -> None:
        """The chart as a picture, as the PDF draws it."""
        width, height = self.look.column, page_grid.CHART_LINES * page_grid.LEADING - AROUND_A_CHART
        out = BytesIO()
        with open_pen(out, (width, height), "", self.setter.book) as pen:
            draw_chart(pen, chart, 0, 0, width, height)
            pen.end_page()
        picture = page_picture(out.getvalue(), 0, CHART_DPI)
        line = self._line(align="center")
        line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        word_parts.off_the_grid(line._p.get_or_add_pPr())  # noqa: SLF001
        line.add_run().add_picture(BytesIO(word_parts.png(picture)), width=Pt(width))
