"""Tables of a Word file: a form with the columns, sizes of type and heights of rows of its PDF, and 版记."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Pt

from app.kernel.documents import Block, FormTable, Part
from app.printing import page_grid, word_parts
from app.printing.form_table import BESIDE, SetCell, set_table
from app.printing.layout import LEADING, PAD
from app.printing.word_page import ALIGN, add_run

if TYPE_CHECKING:
    from app.printing.typeset import Typesetter

WITHIN = 0.5
"""What a table's lines take of its cells in programs that count them in (pt)."""
TALL = page_grid.ROOM / 3
"""A row is not asked to be taller than that (pt): it grows with its text, and may be parted between pages."""


def add_table(word: Any, table: FormTable, column: float, size: float, setter: Typesetter) -> float:
    """A form's table; rows still grow with their text. Returns its height in pt."""
    ready = set_table(table, column, math.inf, setter, size)
    made = word.add_table(rows=len(ready.heights), cols=len(table.widths))
    widths = [right - left for left, right in pairwise(ready.edges)]
    word_parts.fixed_columns(made, widths, padding=BESIDE - WITHIN)
    word_parts.frame(made, 1.0, 0.5)
    for row, height in enumerate(ready.heights):
        word_parts.row_rules(made.rows[row], min(height, TALL) - WITHIN, heading=row < table.heading_rows)
    for one in ready.cells:
        _fill_cell(word, made, one)
    return sum(ready.heights)


def _fill_cell(word: Any, made: Any, one: SetCell) -> None:
    cell, size = one.cell, one.size
    first = made.cell(cell.row, cell.column)
    last = made.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
    box = first.merge(last) if first is not last else first
    box.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    if not cell.value:
        word_parts.cell_padding(box, PAD - 2 * WITHIN)
    for number, text in enumerate(cell.text.split("\n")):
        line = box.paragraphs[0] if number == 0 else box.add_paragraph()
        line.alignment = ALIGN[cell.side]
        line.paragraph_format.line_spacing = Pt(size * LEADING)
        if cell.side == "right":
            line.paragraph_format.right_indent = Pt(2 * size - BESIDE)
        word_parts.off_the_grid(line._p.get_or_add_pPr())  # noqa: SLF001
        run = add_run(word, line, text, one.role, size)
        word_parts.set_apart(run._r.get_or_add_rPr(), 0)  # noqa: SLF001


def add_imprint(word: Any, blocks: Sequence[Block], setter: Typesetter, *, ruled: bool) -> Any:
    """版记: thick lines first and last, thin ones between; a letter has none."""
    size = page_grid.SMALL.size
    made = word.add_table(rows=len(blocks), cols=1)
    word_parts.fixed_columns(made, [page_grid.COLUMN], padding=size)
    for number, block in enumerate(blocks):
        box = made.cell(number, 0)
        line = box.paragraphs[0]
        form = line.paragraph_format
        form.line_spacing = Pt(page_grid.IMPRINT_LEADING)
        word_parts.off_the_grid(line._p.get_or_add_pPr())  # noqa: SLF001
        if block.part is Part.COPIES:
            indent = setter.width("抄送：", page_grid.SMALL)
            form.left_indent, form.first_line_indent = Pt(indent), Pt(-indent)
            words = f"抄送：{block.text}"
        else:
            left, _, right = block.text.partition("|")
            form.tab_stops.add_tab_stop(Pt(page_grid.COLUMN - 2 * size), WD_TAB_ALIGNMENT.RIGHT)
            words = f"{left.strip()}\t{right.strip()}"
        run = add_run(word, line, words, size=size)
        word_parts.set_apart(run._r.get_or_add_rPr(), 0)  # noqa: SLF001
        if ruled:
            last = number + 1 == len(blocks)
            word_parts.cell_border(box, "top", page_grid.THIN if number else page_grid.THICK)
            word_parts.cell_border(box, "bottom", page_grid.THICK if last else page_grid.THIN)
    return made
