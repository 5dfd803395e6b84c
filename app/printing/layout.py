"""How the texts of a form table fit: sizes, lines, the heights of rows, and what stands on which page (pt)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.printing.breaker import break_text
from app.printing.grid import owners
from app.printing.pen import MM, PAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.printing.fonts import FontBook, Widths
    from app.printing.grid import Cell, Grid

SMALLEST = 9.0
"""No text of a table is set smaller (pt)."""

COMFORTABLE = 10.5
"""Down to here (pt) a text shrinks before its row grows; below it only when the page would not hold the table."""

LEADING = 1.25
"""Distance of two lines in em."""

EM = 1000.0
"""The breaker measures in thousandths of an em."""

PAD = 2.5
"""Between a line of the table and the text in pt; above and below a text it may be less than a line's lead."""


_A_LABEL = 80
"""Longer texts are no labels and are not evened out."""


@dataclass(frozen=True)
class Placed:
    """A cell with its text broken into lines at the size (pt) that fits."""

    cell: Cell
    size: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """What the text or photo needs in pt, the space around it included."""
        if self.cell.photo is not None:
            return self.cell.photo.least * MM
        return len(self.lines) * self.size * LEADING + (1.2 if self.cell.goes_on else 3)


@dataclass(frozen=True)
class Layout:
    """The table as it comes to stand: positions and heights in pt."""

    placed: tuple[Placed, ...]
    row_heights: tuple[float, ...]
    column_edges: tuple[float, ...]
    pages: tuple[tuple[int, ...], ...]
    """For each page the rows on it, repeated heading rows included."""


def _sizes(nominal: float, floor: float) -> list[float]:
    steps = int(max(nominal - floor, 0) * 2)
    return [nominal - step / 2 for step in range(steps + 1)]


def _balanced(text: str, room: float, widths: Widths, most: int) -> list[str]:
    """The lines of a centred text: as few as the room allows, and of those the most even ones.

    Where a single character would be left for the last line, narrower lines are tried, up to ``most``.
    """
    best = lines = break_text(text, room, widths)
    if len(text) > _A_LABEL:
        return best
    while len(lines) <= max(len(best), most) and room > 2 * EM:
        lonely = len(best) > 1 and len(best[-1]) == 1
        even = len(lines) == len(best) and max(map(len, lines)) < max(map(len, best))
        if even or (lonely and len(lines[-1]) > 1):
            best = lines
        elif len(lines) > len(best) and not lonely:
            break
        room -= EM / 4
        lines = break_text(text, room, widths)
    return best


def fit(cell: Cell, width: float, height: float, floor: float, book: FontBook) -> Placed:
    """Set a cell's text into a width and, if it can, a height (pt).

    The text's own line breaks are kept while each of its lines fits; else it is broken afresh. Where even
    the floor is too high for the cell the text keeps a readable size, and the row has to grow.
    """
    widths = book.widths[cell.role]
    room = width - 2 * PAD
    sizes = _sizes(cell.size, floor)
    own = cell.text.split("\n")
    for size in sizes:
        measure = room * EM / size
        if all(
            len(break_text(line, measure, widths)) <= 1
            if cell.own_lines
            else book.width(line, cell.role, size) <= room
            for line in own
        ):
            placed = Placed(cell, size, tuple(own))
            if placed.height <= height or size == sizes[-1]:
                return placed
    joined = cell.text if cell.own_lines else cell.text.replace("\n", "")
    best = None
    for size in sizes:
        measure = room * EM / size
        if cell.align == "center":
            lines = _balanced(joined, measure, widths, int(height / (size * LEADING)))
        else:
            lines = [
                line for part in joined.split("\n") for line in break_text(part, measure, widths) or [""]
            ]
        placed = Placed(cell, size, tuple(lines))
        if placed.height <= height:
            return placed
        if best is None or placed.height < best.height - 1:
            best = placed
    assert best is not None
    return best


def _share(heights: list[float], rows: range, needed: float) -> None:
    """Let rows grow together until they hold what spans them."""
    lacking = needed - sum(heights[row] for row in rows)
    if lacking > 0:
        for row in rows:
            heights[row] += lacking / len(rows)


def _needed(placed: Sequence[Placed], wishes: Sequence[float]) -> list[float]:
    """The least height of each row in pt that holds all texts."""
    least = [min(wish, 12.0) for wish in wishes]
    for one in sorted(placed, key=lambda each: each.cell.row_span):
        cell = one.cell
        _share(least, range(cell.row, cell.row + cell.row_span), one.height)
    return least


def _heights(wishes: Sequence[float], needed: Sequence[float], room: float) -> tuple[float, ...]:
    """Wishes where the page holds them, else the needs and an equal part of what is left over."""
    wished = [max(pair) for pair in zip(wishes, needed, strict=True)]
    excess, slack = sum(wished) - room, sum(wished) - sum(needed)
    if excess <= 0 or slack < excess:
        return tuple(wished)
    share = excess / slack
    return tuple(wish - (wish - need) * share for wish, need in zip(wished, needed, strict=True))


def _place(grid: Grid, edges: Sequence[float], floor: float, book: FontBook) -> tuple[Placed, ...]:
    wishes = [height * MM for height in grid.row_heights_mm]
    return tuple(
        fit(
            cell,
            edges[cell.column + cell.column_span] - edges[cell.column],
            sum(wishes[cell.row : cell.row + cell.row_span]),
            min(floor, cell.size),
            book,
        )
        for cell in grid.cells
    )


def _pages(
    heights: Sequence[float], heading: int, room: float, joined: frozenset[int] = frozenset()
) -> tuple[tuple[int, ...], ...]:
    """The rows of each page, none cut."""
    repeated = sum(heights[:heading])
    pages: list[tuple[int, ...]] = []
    current: list[int] = []
    used = 0.0
    for row, height in enumerate(heights):
        if row >= heading and height + (repeated if row else 0) > room + 0.01:
            raise ValueError(f"表格第{row + 1}行的内容太长，一页放不下，请缩短后再打印。")
        wanted, last = height, row
        while last in joined and last + 1 < len(heights):
            last += 1
            wanted += heights[last]
        if current and used + wanted > room + 0.01 and row >= heading:
            pages.append(tuple(current))
            current, used = list(range(heading)), repeated
        current.append(row)
        used += height
    return (*pages, tuple(current))


def lay_out(grid: Grid, above: float, below: float, book: FontBook) -> Layout:
    """Place all texts and share out the heights.

    ``above`` and ``below`` are what title and foot take of the page's inner height, in pt.
    """
    owners(grid)
    margins = grid.margins
    _, page_height = PAGES[grid.page]
    room = page_height - (margins.top + margins.bottom) * MM - above - below
    edges = [0.0]
    for width in grid.column_widths_mm:
        edges.append(edges[-1] + width * MM)
    wishes = [height * MM for height in grid.row_heights_mm]
    for floor in (COMFORTABLE, SMALLEST):
        placed = _place(grid, edges, floor, book)
        needed = _needed(placed, wishes)
        if sum(needed) <= room:
            break
    heights = _heights(wishes, needed, room)
    return Layout(placed, heights, tuple(edges), _pages(heights, grid.heading_rows, room, grid.joined_rows))
