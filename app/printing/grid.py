"""One description of a bordered form table, for paper and workbook alike.

Its widths and heights are millimetres, sizes of type are points.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from app.printing.fonts import Role, Substitution
    from app.printing.pen import Align

Vertical = Literal["top", "middle"]


PAGE, PAGES_IN_ALL = "{page}", "{pages}"
"""In a foot text they become the number of the page and of all pages."""


@dataclass(frozen=True)
class Photo:
    """A JPEG in a cell, as large as its box allows; the box is at least ``least`` mm high."""

    content: bytes
    width: int
    height: int
    least: float = 45.0


@dataclass(frozen=True)
class Cell:
    """A text or a photo (its text is the caption below it) at a place of the table; ``number`` is written to the
    workbook instead of the text. ``own_lines``: its line breaks stay at every size. ``goes_on``: it continues the cell
    above, no line parts them.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    role: Role = "fangsong"
    size: float = 12.0
    align: Align = "center"
    vertical: Vertical = "middle"
    number: float | None = None
    photo: Photo | None = None
    own_lines: bool = False
    goes_on: bool = False


@dataclass(frozen=True)
class Margins:
    """Of a page, in mm."""

    top: float = 25.0
    bottom: float = 20.0
    left: float = 22.0
    right: float = 22.0


@dataclass(frozen=True)
class Grid:
    """A bordered table with its title above, a line on either side over the frame, and a foot line.

    ``row_heights_mm`` are wishes: a row grows for its text, and gives way where that keeps the table on its
    page. ``heading_rows`` are repeated where a table goes on on a further page. ``joined_rows`` stand on one page with
    the row that follows.
    """

    title_lines: tuple[str, ...]
    column_widths_mm: tuple[float, ...]
    row_heights_mm: tuple[float, ...]
    cells: tuple[Cell, ...]
    left_line: str = ""
    right_line: str = ""
    foot_left: str = ""
    foot_middle: str = ""
    foot_right: str = ""
    page: str = "A4 portrait"
    margins: Margins = field(default_factory=Margins)
    title_size: float = 22.0
    line_size: float = 12.0
    heading_rows: int = 0
    joined_rows: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Paper:
    """What a printing came to."""

    pages: int
    missing: tuple[str, ...]
    """Characters that no face has and that are therefore not on the paper."""
    substitutions: tuple[Substitution, ...]
    smallest: float
    """The smallest size (pt) a text was set in."""


def all_text(grid: Grid) -> str:
    """Every character of the table, to look for those that cannot be printed."""
    around = (grid.left_line, grid.right_line, grid.foot_left, grid.foot_middle, grid.foot_right)
    return "".join((*grid.title_lines, *around, *(cell.text for cell in grid.cells)))


def owners(grid: Grid) -> list[list[int]]:
    """For each place the number of the cell that covers it, -1 where none does."""
    rows, columns = len(grid.row_heights_mm), len(grid.column_widths_mm)
    table = [[-1] * columns for _ in range(rows)]
    for number, cell in enumerate(grid.cells):
        if cell.row + cell.row_span > rows or cell.column + cell.column_span > columns:
            raise ValueError(f"表格第{cell.row + 1}行第{cell.column + 1}列的单元格超出了表格范围。")
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                if table[row][column] >= 0:
                    raise ValueError(f"表格第{row + 1}行第{column + 1}列有两个单元格重叠。")
                table[row][column] = number
    return table


def boundaries(table: list[list[int]]) -> tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]]:
    """The inner lines of a table as long strokes.

    Horizontal ones are (row edge, first column edge, last column edge), vertical ones
    (column edge, first row edge, last row edge). Places without a cell are cells of their own.
    """
    rows, columns = len(table), len(table[0])

    def strokes(length: int, open_at: list[bool]) -> list[tuple[int, int]]:
        marks = [at for at in range(length + 1) if at in (0, length) or open_at[at - 1] != open_at[at]]
        return [(start, end) for start, end in pairwise(marks) if open_at[start]]

    def apart(one: int, other: int) -> bool:
        return one != other or one < 0

    across = [
        (row, *stroke)
        for row in range(1, rows)
        for stroke in strokes(columns, [apart(table[row - 1][c], table[row][c]) for c in range(columns)])
    ]
    down = [
        (column, *stroke)
        for column in range(1, columns)
        for stroke in strokes(rows, [apart(table[r][column - 1], table[r][column]) for r in range(rows)])
    ]
    return across, down
