"""A bordered form table on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.printing import fonts
from app.printing.around import LINE_HEIGHT, TITLE_LEADING, set_around, what_came
from app.printing.breaker import HANGING, OPENING
from app.printing.grid import PAGE, PAGES_IN_ALL, boundaries, owners
from app.printing.layout import LEADING, PAD, Placed, lay_out
from app.printing.pen import BASELINE, MM, PAGES, open_pen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import BinaryIO

    from app.printing.around import Around, Side
    from app.printing.fonts import FontBook
    from app.printing.grid import Grid, Paper
    from app.printing.layout import Layout
    from app.printing.pen import Pen

OUTER = 1.2
"""Width of the frame in pt."""
INNER = 0.5
"""Width of the lines within in pt."""


def _blank_half(line: str) -> int:
    """1 where a line looks too far left because its last character is blank in its right half, -1 the other way."""
    return (line[-1:] in HANGING) - (line[:1] in OPENING) if line else 0


def _draw_cell(pen: Pen, one: Placed, box: tuple[float, float, float, float]) -> None:
    """The text or photo of a cell in its box: left, right, top, bottom in pt."""
    left, right, top, bottom = box
    if one.cell.photo is not None:
        foot = bottom + len(one.lines) * one.size * LEADING + PAD
        photo, room, tall = one.cell.photo, right - left - 2 * PAD, top - foot - PAD
        scale = min(room / photo.width, tall / photo.height)
        wide, high = photo.width * scale, photo.height * scale
        pen.photo((left + right - wide) / 2, (top - PAD + foot - high) / 2, wide, high, photo.content)
        top = foot
    leading = one.size * LEADING
    block = leading * len(one.lines)
    start = top - PAD if one.cell.vertical == "top" else (top + bottom + block) / 2
    for number, line in enumerate(one.lines):
        y = start - leading * (number + 0.5) - BASELINE * one.size
        align = one.cell.align
        middle = (left + right) / 2 + _blank_half(line) * one.size / 4
        x = {"left": left + PAD + 1, "center": middle, "right": right - PAD - 1}[align]
        pen.text(x, y, line, one.cell.role, one.size, align=align)


def _draw_texts(pen: Pen, layout: Layout, rows: tuple[int, ...], tops: list[float], left: float) -> None:
    """The texts of the cells on a page; what spans a page break stands on every page that has room for it."""
    place = {row: at for at, row in enumerate(rows)}
    for one in layout.placed:
        cell = one.cell
        here = [place[row] for row in range(cell.row, cell.row + cell.row_span) if row in place]
        if not here:
            continue
        top, bottom = tops[here[0]], tops[here[-1] + 1]
        whole = len(here) == cell.row_span
        if whole or top - bottom >= one.height or here[0] == place.get(cell.row):
            edges = layout.column_edges
            right = edges[cell.column + cell.column_span]
            _draw_cell(pen, one, (left + edges[cell.column], left + right, top, bottom))


def _ruled(grid: Grid) -> list[list[int]]:
    """Between which places lines stand: a cell that goes on counts as the one above it."""
    table = owners(grid)
    for cell in grid.cells:
        if cell.goes_on:
            above = table[cell.row - 1][cell.column]
            for column in range(cell.column, cell.column + cell.column_span):
                table[cell.row][column] = above
    return table


def _draw_lines(pen: Pen, table: list[list[int]], layout: Layout, tops: list[float], left: float) -> None:
    """Frame and inner lines."""
    edges = [left + edge for edge in layout.column_edges]
    across, down = boundaries(table)
    for row, first, last in across:
        pen.line(edges[first], tops[row], edges[last], tops[row], INNER)
    for column, first, last in down:
        pen.line(edges[column], tops[first], edges[column], tops[last], INNER)
    pen.frame(edges[0], tops[-1], edges[-1] - edges[0], tops[0] - tops[-1], OUTER)


def _draw_side_rows(
    pen: Pen, rows: Sequence[Side], size: float, top: float, span: tuple[float, float]
) -> float:
    """Rows of text left, in the middle and right between two edges; returns where they end."""
    left, right = span
    for row in rows:
        y = top - size * LINE_HEIGHT / 2 - BASELINE * size
        pen.text(left, y, row[0], "fangsong", size)
        pen.text((left + right) / 2, y, row[1], "fangsong", size, align="center")
        pen.text(right, y, row[2], "fangsong", size, align="right")
        top -= size * LINE_HEIGHT
    return top


def _numbered(texts: Side, page: int, pages: int) -> Side:
    left, middle, right = (text.replace(PAGE, str(page)).replace(PAGES_IN_ALL, str(pages)) for text in texts)
    return left, middle, right


def _draw_above(pen: Pen, around: Around, top: float, span: tuple[float, float]) -> float:
    """Title and the line over the frame; returns where the frame begins."""
    size = around.title_size
    for line in around.titles:
        y = top - size * TITLE_LEADING / 2 - BASELINE * size
        pen.text(sum(span) / 2, y, line, "title", size, align="center")
        top -= size * TITLE_LEADING
    return _draw_side_rows(pen, around.above, around.above_size, top - around.title_space, span)


def draw_sheet(grid: Grid, out: Path | BinaryIO, title: str, book: FontBook | None = None) -> Paper:
    """Print a table as PDF; ``title`` is the document's title in its metadata.

    The table stays on one page while its texts fit at 9 pt; else it goes on on further pages with its
    heading rows repeated.
    """
    book = book or fonts.book()
    page_width, page_height = PAGES[grid.page]
    margins = grid.margins
    width = sum(grid.column_widths_mm) * MM
    inner = page_width - (margins.left + margins.right) * MM
    left = margins.left * MM + (inner - width) / 2
    around = set_around(grid, book)
    layout = lay_out(grid, around.above_height, around.below_height, book)
    ruled = _ruled(grid)
    with open_pen(out, (page_width, page_height), title, book) as pen:
        for number, rows in enumerate(layout.pages, start=1):
            top = page_height - margins.top * MM
            top = _draw_above(pen, around, top, (left, left + width))
            tops = [top]
            for row in rows:
                tops.append(tops[-1] - layout.row_heights[row])
            _draw_lines(pen, [ruled[row] for row in rows], layout, tops, left)
            _draw_texts(pen, layout, rows, tops, left)
            foot = [_numbered(texts, number, len(layout.pages)) for texts in around.foot]
            _draw_side_rows(pen, foot, around.foot_size, tops[-1] - 2, (left, left + width))
            pen.end_page()
        pages = pen.pages
    return what_came(grid, layout, around, pages, book)
