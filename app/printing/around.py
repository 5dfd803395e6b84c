"""What stands around the frame of a form table: title, the line above, the foot (sizes and heights in pt)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.printing.breaker import break_text
from app.printing.grid import Paper, all_text
from app.printing.layout import EM, SMALLEST
from app.printing.pen import MM, PAGES

if TYPE_CHECKING:
    from app.printing.fonts import FontBook
    from app.printing.grid import Grid
    from app.printing.layout import Layout

TITLE_LEADING = 1.36
"""Height in em of a line of the title."""
LINE_HEIGHT = 1.9
"""Height in em of the line above the frame and of each foot line."""

Side = tuple[str, str, str]
"""Texts of one line: left, in the middle, right."""


@dataclass(frozen=True)
class Around:
    """Title, line above and foot, each at the size that fits."""

    title_size: float
    titles: tuple[str, ...]
    above_size: float
    above: tuple[Side, ...]
    foot_size: float
    foot: tuple[Side, ...]

    @property
    def title_space(self) -> float:
        """Between the title and what follows it."""
        return 6.0 if self.titles else 0.0

    @property
    def above_height(self) -> float:
        """From the upper margin to the frame."""
        titles = len(self.titles) * self.title_size * TITLE_LEADING + self.title_space
        return titles + len(self.above) * self.above_size * LINE_HEIGHT

    @property
    def below_height(self) -> float:
        """What the foot needs below the frame."""
        return len(self.foot) * self.foot_size * LINE_HEIGHT + 2


def _title_lines(grid: Grid, width: float, book: FontBook) -> tuple[float, list[str]]:
    """The title's size in pt and its lines, made smaller and then broken where it is too wide."""
    size = grid.title_size
    while size > 16 and any(book.width(line, "title", size) > width for line in grid.title_lines):
        size -= 1
    room = width * EM / size
    return size, [part for line in grid.title_lines for part in break_text(line, room, book.widths["title"])]


def sides(texts: Side, width: float, nominal: float, book: FontBook) -> tuple[float, list[Side]]:
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


def set_around(grid: Grid, book: FontBook) -> Around:
    """Fit title, line above and foot of a table."""
    page_width, _ = PAGES[grid.page]
    width = sum(grid.column_widths_mm) * MM
    inner = page_width - (grid.margins.left + grid.margins.right) * MM
    title_size, titles = _title_lines(grid, inner, book)
    above_size, above = sides((grid.left_line, "", grid.right_line), width, grid.line_size, book)
    foot = (grid.foot_left, grid.foot_middle, grid.foot_right)
    foot_size, feet = sides(foot, width, grid.line_size, book)
    return Around(title_size, tuple(titles), above_size, tuple(above), foot_size, tuple(feet))


def what_came(grid: Grid, layout: Layout, around: Around, pages: int, book: FontBook) -> Paper:
    """The account of a printed table."""
    smallest = min([one.size for one in layout.placed] + [around.above_size, around.foot_size])
    return Paper(pages, book.missing(all_text(grid)), book.substitutions(), smallest)
