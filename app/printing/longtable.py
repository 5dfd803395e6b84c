"""A ledger on paper, as shown on the screen: any number of rows, streamed, the heading on every page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from app.printing import fonts
from app.printing.around import LINE_HEIGHT, sides
from app.printing.breaker import break_text
from app.printing.grid import Paper
from app.printing.layout import EM
from app.printing.pen import BASELINE, MM, PAGES, open_pen
from app.printing.setting import LEADING, SIZE, SetCell, Setter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from app.printing.fonts import FontBook
    from app.printing.pen import Align, Pen

SPACE = 2.2
"""Above and below the text of a row, in pt."""

MARGIN = 10 * MM
FOOT = 8 * MM
"""Height of the strip at the foot of a page that holds its number, in pt."""

GRID_GREY = 0.62
HEADING_GREY = 0.93

_REPORT_EVERY = 200


@dataclass(frozen=True)
class PaperColumn:
    """A column: its heading, its share of the width, and where its text stands."""

    heading: str
    weight: float = 1.0
    align: Align = "left"


@dataclass(frozen=True)
class LongTable:
    """What is printed around the rows."""

    title: str
    subtitle: str
    columns: tuple[PaperColumn, ...]
    totals: tuple[str, ...] | None = None
    notes: tuple[str, ...] = ()
    page: str = "A4 landscape"


class _Sheet:
    """The pages as they fill up."""

    def __init__(self, pen: Pen, table: LongTable) -> None:
        self.pen, self.table = pen, table
        self.width, self.height = PAGES[table.page]
        inner = self.width - 2 * MARGIN
        whole = sum(column.weight for column in table.columns)
        shares = (column.weight * inner / whole for column in table.columns)
        self.edges = list(accumulate(shares, initial=MARGIN))
        aligns = [column.align for column in table.columns]
        self.body = Setter(pen, self.edges, aligns, "song")
        self.strong = Setter(pen, self.edges, aligns, "hei")
        self.headings = Setter(pen, self.edges, ["center"] * len(aligns), "hei")
        self._heading = self.headings.row([column.heading for column in table.columns])
        self._floor = MARGIN + FOOT
        self._ops: list[str] = []
        self._rules: list[str] = []
        self._top = self.y = self.height - MARGIN

    @property
    def capacity(self) -> int:
        """How many lines a row may have on a page that holds nothing else."""
        page = self.height - MARGIN - _row_height(self._heading) - self._floor
        return max(int((page - 2 * SPACE) / LEADING), 1)

    def open(self) -> None:
        """Begin the table at ``y`` with its heading."""
        self._top = self.y
        self._rule()
        self._put(self._heading, _row_height(self._heading), HEADING_GREY, self.strong.select)

    def close(self) -> None:
        """Draw what was collected of the table on this page."""
        edges = " ".join(f"{x:.2f} {self._top:.2f} m {x:.2f} {self.y:.2f} l" for x in self.edges)
        self.pen.literal(f"0.4 w {GRID_GREY} G {' '.join(self._rules)} {edges} S 0 G")
        self.pen.literal(f"BT {self.body.select}")
        self.pen.literal("\n".join(self._ops))
        self.pen.literal("ET")
        self._ops.clear()
        self._rules.clear()

    def new_page(self) -> None:
        """Go to the top of the next page."""
        self.pen.end_page()
        self.y = self.height - MARGIN

    def add(self, cells: list[SetCell], select: str = "", grey: float | None = None) -> None:
        """Set a row below the last one; it goes to the next page whole unless no page could hold it."""
        capacity = self.capacity
        lines = _line_count(cells)
        part = cells
        for start in range(0, lines, capacity):
            if lines > capacity:
                part = [cell.part(start, start + capacity) for cell in cells]
            height = _line_count(part) * LEADING + 2 * SPACE
            if self.y - height < self._floor:
                self.close()
                self.new_page()
                self.open()
            self._put(part, height, grey, select)

    def _put(self, cells: list[SetCell], height: float, grey: float | None, select: str) -> None:
        if grey is not None:
            self.pen.fill(self.edges[0], self.y - height, self.edges[-1] - self.edges[0], height, grey)
        if select:
            self._ops.append(select)
        middle = self.y - height / 2 - BASELINE * SIZE
        firsts: dict[int, str] = {}
        for lines, before, after in cells:
            count = len(lines)
            if count:
                first = firsts.get(count)
                if first is None:
                    first = firsts[count] = f"{middle + (count - 1) * LEADING / 2:.2f}"
                self._ops.append(before + first + after)
        if select:
            self._ops.append(self.body.select)
        self.y -= height
        self._rule()

    def _rule(self) -> None:
        self._rules.append(f"{self.edges[0]:.2f} {self.y:.2f} m {self.edges[-1]:.2f} {self.y:.2f} l")


def _line_count(cells: list[SetCell]) -> int:
    return max([len(cell.lines) for cell in cells] + [1])


def _row_height(cells: list[SetCell]) -> float:
    return _line_count(cells) * LEADING + 2 * SPACE


def _head(sheet: _Sheet) -> None:
    """Title and subtitle on the first page."""
    pen, table = sheet.pen, sheet.table
    inner = sheet.edges[-1] - sheet.edges[0]
    for line in break_text(table.title, inner * EM / 18, pen.book.widths["title"]):
        pen.text(sheet.width / 2, sheet.y - 13 - BASELINE * 18, line, "title", 18, align="center")
        sheet.y -= 26
    size, rows = sides((table.subtitle, "", ""), inner, 10.5, pen.book)
    for row in rows:
        pen.text(sheet.edges[0], sheet.y - size * LINE_HEIGHT / 2 - BASELINE * size, row[0], "fangsong", size)
        sheet.y -= size * LINE_HEIGHT
    sheet.y -= 2


def _notes(sheet: _Sheet) -> None:
    """The notes below the table."""
    inner = sheet.edges[-1] - sheet.edges[0]
    sheet.y -= 4
    for note in sheet.table.notes:
        for line in break_text(note, inner * EM / SIZE, sheet.pen.book.widths["song"]):
            if sheet.y - 14 < MARGIN + FOOT:
                sheet.new_page()
            sheet.pen.text(sheet.edges[0], sheet.y - 7 - BASELINE * SIZE, line, "song", SIZE)
            sheet.y -= 14


def _number_pages(sheet: _Sheet) -> None:
    """The page numbers, once it is known how many there are."""
    pages = sheet.pen.pages
    for page in range(1, pages + 1):
        words = f"第 {page} 页 共 {pages} 页"
        sheet.pen.text(sheet.width / 2, MARGIN - 2, words, "song", SIZE, align="center")
        sheet.pen.add_to_page(page)


def draw_long_table(
    table: LongTable,
    rows: Iterable[Sequence[str]],
    out: Path | BinaryIO,
    *,
    book: FontBook | None = None,
    progress: Callable[[int, int], None] | None = None,
    expected: int = 0,
) -> Paper:
    """Print rows of text as a PDF.

    ``rows`` are taken one by one and need as many texts as there are columns. ``progress`` is told the rows
    done and ``expected`` now and then; what it raises ends the printing, and no file is left behind.
    """
    book = book or fonts.book()
    with open_pen(out, PAGES[table.page], table.title, book) as pen:
        sheet = _Sheet(pen, table)
        _head(sheet)
        sheet.open()
        for done, row in enumerate(rows):
            if progress is not None and done % _REPORT_EVERY == 0:
                progress(done, expected)
            sheet.add(sheet.body.row(row))
        if table.totals is not None:
            sheet.add(sheet.strong.row(table.totals), sheet.strong.select, HEADING_GREY)
        sheet.close()
        _notes(sheet)
        pen.end_page()
        _number_pages(sheet)
        pages = pen.pages
    unusual = "".join(sorted(sheet.body.unusual | sheet.strong.unusual | sheet.headings.unusual))
    missing = book.missing(table.title + table.subtitle + "".join(table.notes) + unusual)
    return Paper(pages, missing, book.substitutions(), SIZE)
