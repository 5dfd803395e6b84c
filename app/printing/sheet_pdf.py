"""A bordered form table on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.printing import fonts
from app.printing.breaker import HANGING, OPENING, break_text
from app.printing.grid import Paper, all_text, boundaries, owners
from app.printing.layout import EM, LEADING, PAD, SMALLEST, Placed, lay_out
from app.printing.pen import BASELINE, MM, PAGES, open_pen

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from app.printing.fonts import FontBook
    from app.printing.grid import Grid
    from app.printing.layout import Layout
    from app.printing.pen import Pen

OUTER = 1.2
"""Width of the frame in pt."""
INNER = 0.5
"""Width of the lines within in pt."""

TITLE_LEADING = 1.36
LINE_HEIGHT = 1.9
"""Height in em of the line above the frame and of each foot line."""


def title_lines(grid: Grid, width: float, book: FontBook) -> tuple[float, list[str]]:
    """The title's size in pt and its lines, made smaller and then broken where it is too wide."""
    size = grid.title_size
    while size > 16 and any(book.width(line, "title", size) > width for line in grid.title_lines):
        size -= 1
    room = width * EM / size
    return size, [part for line in grid.title_lines for part in break_text(line, room, book.widths["title"])]


def sides(
    texts: tuple[str, str, str], width: float, nominal: float, book: FontBook
) -> tuple[float, list[tuple[str, str, str]]]:
    """Size in pt and rows of (left, middle, right) in which three texts stand beside each other untouched.

    They share a row while they fit at 9 pt or more; else each takes rows of its own.
    """
    left, middle, right = texts
    if not any(texts):
        return nominal, []
    size = nominal
    while size >= SMALLEST:
        wide = [book.width(text, "fangsong", size) for text in texts]
        if middle:
            free = width / 2 - wide[1] / 2 - size
            apart = wide[0] <= free and wide[2] <= free
        else:
            apart = wide[0] + wide[2] + (size if left and right else 0) <= width
        if apart:
            return size, [(left, middle, right)]
        size -= 0.5
    size = min(nominal, 10.5)
    widths = book.widths["fangsong"]
    broken = [break_text(text, width * EM / size, widths) for text in texts if text]
    return size, [(line, "", "") for lines in broken for line in lines]


def _blank_half(line: str) -> int:
    """1 where a line looks too far left because its last character is blank in its right half, -1 the other way."""
    return (line[-1:] in HANGING) - (line[:1] in OPENING) if line else 0


def _draw_cell(pen: Pen, one: Placed, box: tuple[float, float, float, float]) -> None:
    """The text of a cell in its box: left, right, top, bottom in pt."""
    left, right, top, bottom = box
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
    pen: Pen, rows: list[tuple[str, str, str]], size: float, top: float, span: tuple[float, float]
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
    title_size, titles = title_lines(grid, inner, book)
    above_size, above = sides((grid.left_line, "", grid.right_line), width, grid.line_size, book)
    foot_size, foot = sides((grid.foot_left, grid.foot_middle, grid.foot_right), width, grid.line_size, book)
    title_height = len(titles) * title_size * TITLE_LEADING + (6 if titles else 0)
    above_height = title_height + len(above) * above_size * LINE_HEIGHT
    layout = lay_out(grid, above_height, len(foot) * foot_size * LINE_HEIGHT + 2, book)
    table = owners(grid)
    with open_pen(out, (page_width, page_height), title, book) as pen:
        for rows in layout.pages:
            top = page_height - margins.top * MM
            for number, line in enumerate(titles):
                y = top - title_size * TITLE_LEADING * (number + 0.5) - BASELINE * title_size
                pen.text(page_width / 2, y, line, "title", title_size, align="center")
            top = _draw_side_rows(pen, above, above_size, top - title_height, (left, left + width))
            tops = [top]
            for row in rows:
                tops.append(tops[-1] - layout.row_heights[row])
            _draw_lines(pen, [table[row] for row in rows], layout, tops, left)
            _draw_texts(pen, layout, rows, tops, left)
            _draw_side_rows(pen, foot, foot_size, tops[-1] - 2, (left, left + width))
            pen.end_page()
        pages = pen.pages
    smallest = min([one.size for one in layout.placed] + [above_size, foot_size])
    return Paper(pages, book.missing(all_text(grid)), book.substitutions(), smallest)
