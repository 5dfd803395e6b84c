"""A bordered table within a document: rows grow with their text, go on on the next page under their heading, and a row
taller than a page is cut between its lines. Rows under one label stay on one page where they are few, and a label is
never left with less room than its words need. No text is set smaller than 9 pt.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.kernel.documents import FormTable, TableCell
from app.printing.breaker import break_text
from app.printing.grid import boundaries
from app.printing.layout import EM, LEADING, PAD
from app.printing.pen import BASELINE, MM

if TYPE_CHECKING:
    from app.printing.fonts import Role
    from app.printing.pen import Pen
    from app.printing.typeset import Typesetter

SIZE, CLOSE = 12.0, 10.5
"""小四, and 五号 for forms that fill a page."""
SHRINKS = 1.5
"""A label is set so much smaller at most (pt) where only its last character would stand on a line of its own."""
TOGETHER = 0.3
"""Rows under one label that take up to this share of a page are not parted."""
OUTER, INNER = 1.0, 0.5
BESIDE = 4.0
"""Between the frame and a value's text in pt."""


@dataclass(frozen=True)
class SetCell:
    """A cell with its lines at the size that fits."""

    cell: TableCell
    size: float
    lines: tuple[str, ...]

    @property
    def role(self) -> Role:
        """Labels that carry a section are set in 黑体."""
        return "hei" if self.cell.bold else "fangsong"

    @property
    def height(self) -> float:
        """What its lines need."""
        return len(self.lines) * self.size * LEADING + _around(self.size)


@dataclass(frozen=True)
class TablePart:
    """The rows of a table that stand on one page, heading rows first."""

    table: SetTable
    rows: tuple[int, ...]

    @property
    def height(self) -> float:
        """Of all its rows, and a little below."""
        return sum(self.table.heights[row] for row in self.rows) + 2


@dataclass(frozen=True)
class SetTable:
    """A table ready to be shared out among pages; ``edges`` are its column lines, ``heights`` its rows, in pt."""

    cells: tuple[SetCell, ...]
    edges: tuple[float, ...]
    heights: tuple[float, ...]
    heading: int

    @property
    def least(self) -> float:
        """Of the heading and the first row below it."""
        return sum(self.heights[: self.heading + 1]) + 2

    def parts(self, first_room: float, room: float, tail: float = 0.0) -> list[TablePart]:
        """The rows page by page; the first page may have less room, and none where not even one row fits.

        Where a ``tail`` of that height would not find room below the last row, the last rows go to its page.
        """
        repeated = sum(self.heights[: self.heading])
        parts: list[tuple[int, ...]] = []
        row, left = 0, first_room - 2
        fresh: tuple[int, ...] = ()
        while row < len(self.heights):
            end, used = row, 0.0
            while end < len(self.heights) and used + self.heights[end] <= left + 0.01:
                used += self.heights[end]
                end += 1
            crowded = end == len(self.heights) and used + tail > left
            if end < len(self.heights) or (crowded and end - row > 1):
                end = self._break(row, end - crowded, room, may_wait=not parts and first_room < room)
            parts.append((*fresh, *range(row, end)) if end > row else ())
            if end > row:
                row = end
                fresh = tuple(range(self.heading))
            left = room - 2 - (repeated if fresh else 0)
        return [TablePart(self, rows) for rows in parts]

    def _break(self, start: int, end: int, room: float, *, may_wait: bool) -> int:
        """Where the page ends that holds the rows from ``start`` up to ``end`` at most."""
        least = max(start, self.heading)
        for row in range(end, least, -1):
            if self._may_part(row, room):
                return row
        if may_wait:
            return start
        return end if end > least else least + 1

    def _may_part(self, row: int, room: float) -> bool:
        """May a page end before this row? Not between a label and the first of its rows, nor within a small group."""
        for one in self.cells:
            first, after = one.cell.row, one.cell.row + one.cell.row_span
            if not first < row < after:
                continue
            whole = sum(self.heights[first:after])
            if whole <= room * TOGETHER:
                return False
            if min(sum(self.heights[first:row]), sum(self.heights[row:after])) < one.height:
                return False
        return True


def _around(size: float) -> float:
    """Above and below a cell's lines; less where the type is small."""
    return 2 * PAD + 2 if size >= SIZE - SHRINKS + 0.5 else 2 * PAD - 1


def set_table(
    table: FormTable, measure: float, room: float, setter: Typesetter, size: float = SIZE
) -> SetTable:
    """Break every cell's text; ``measure`` and ``room`` are the column's width and a whole page's height in pt."""
    scale = measure / (sum(table.widths) * MM)
    edges = [0.0]
    for width in table.widths:
        edges.append(edges[-1] + width * MM * min(scale, 1.0))
    cells = [_set_cell(cell, edges, setter, size) for cell in table.cells]
    heights = _heights(table, cells, size)
    heading = sum(heights[: table.heading_rows])
    cells, heights = _cut_tall_rows(cells, heights, room - heading - 4, table.heading_rows)
    return SetTable(tuple(cells), tuple(edges), tuple(heights), table.heading_rows)


def _set_cell(cell: TableCell, edges: list[float], setter: Typesetter, most: float) -> SetCell:
    room = edges[cell.column + cell.column_span] - edges[cell.column] - 2 * (BESIDE if cell.value else PAD)
    role: Role = "hei" if cell.bold else "fangsong"
    widths = setter.book.widths[role]
    size = most
    while (
        size > most - SHRINKS and not cell.value and _lonely(break_text(cell.text, room * EM / size, widths))
    ):
        size -= 0.5
    return SetCell(cell, size, tuple(break_text(cell.text, room * EM / size, widths)))


def _lonely(lines: list[str]) -> bool:
    return len(lines) > 1 and len(lines[-1]) == 1


def _heights(table: FormTable, cells: list[SetCell], size: float) -> list[float]:
    heights = [max(wish * MM, size * LEADING + _around(size)) for wish in table.heights]
    for one in sorted(cells, key=lambda each: each.cell.row_span):
        rows = range(one.cell.row, one.cell.row + one.cell.row_span)
        lacking = one.height - sum(heights[row] for row in rows)
        if lacking > 0:
            for row in rows:
                heights[row] += lacking / len(rows)
    return heights


def _cut_tall_rows(
    cells: list[SetCell], heights: list[float], room: float, heading: int
) -> tuple[list[SetCell], list[float]]:
    """A row taller than a page becomes several rows, each with some of its lines."""
    row = heading
    while row < len(heights):
        if heights[row] <= room + 0.01:
            row += 1
            continue
        mine = [one for one in cells if one.cell.row == row and one.cell.row_span == 1]
        line = max((one.size * LEADING for one in mine), default=SIZE * LEADING)
        fits = max(1, int((room - 2 * PAD - 2) / line))
        cells = [part for one in cells for part in _divided(one, row, fits)]
        rest = [one for one in cells if one.cell.row == row + 1 and one.cell.row_span == 1 and one.lines]
        heights[row] = room
        heights.insert(row + 1, max((one.height for one in rest), default=SIZE * LEADING + 2 * PAD + 2))
        row += 1
    return cells, heights


def _divided(one: SetCell, row: int, fits: int) -> list[SetCell]:
    cell = one.cell
    if cell.row > row:
        return [replace(one, cell=replace(cell, row=cell.row + 1))]
    if cell.row + cell.row_span - 1 < row:
        return [one]
    if cell.row_span > 1:
        return [replace(one, cell=replace(cell, row_span=cell.row_span + 1))]
    rest = replace(cell, row=row + 1)
    return [replace(one, lines=one.lines[:fits]), SetCell(rest, one.size, one.lines[fits:])]


def draw_part(pen: Pen, part: TablePart, left: float, top: float) -> None:
    """Frame, lines and texts of a part whose upper left corner is (left, top)."""
    table = part.table
    tops = [top]
    for row in part.rows:
        tops.append(tops[-1] - table.heights[row])
    edges = [left + edge for edge in table.edges]
    across, down = boundaries(_owners(table, part.rows))
    for line, first, last in across:
        pen.line(edges[first], tops[line], edges[last], tops[line], INNER)
    for column, first, last in down:
        pen.line(edges[column], tops[first], edges[column], tops[last], INNER)
    pen.frame(edges[0], tops[-1], edges[-1] - edges[0], tops[0] - tops[-1], OUTER)
    place = {row: at for at, row in enumerate(part.rows)}
    for one in table.cells:
        cell = one.cell
        here = [place[row] for row in range(cell.row, cell.row + cell.row_span) if row in place]
        if here:
            box = edges[cell.column], edges[cell.column + cell.column_span], tops[here[0]], tops[here[-1] + 1]
            _draw_cell(pen, one, box)


def _owners(table: SetTable, rows: tuple[int, ...]) -> list[list[int]]:
    columns = len(table.edges) - 1
    found = {row: [-1] * columns for row in rows}
    for number, one in enumerate(table.cells):
        cell = one.cell
        for row in range(cell.row, cell.row + cell.row_span):
            if row in found:
                for column in range(cell.column, cell.column + cell.column_span):
                    found[row][column] = number
    return [found[row] for row in rows]


def _draw_cell(pen: Pen, one: SetCell, box: tuple[float, float, float, float]) -> None:
    left, right, top, bottom = box
    leading = one.size * LEADING
    start = (top + bottom + leading * len(one.lines)) / 2
    for number, text in enumerate(one.lines):
        y = start - leading * (number + 0.5) - BASELINE * one.size
        if one.cell.side == "left":
            pen.text(left + BESIDE, y, text, one.role, one.size)
        elif one.cell.side == "right":
            pen.text(right - 2 * one.size, y, text, one.role, one.size, align="right")
        else:
            pen.text((left + right) / 2, y, text, one.role, one.size, align="center")
