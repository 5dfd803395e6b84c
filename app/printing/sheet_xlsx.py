"""The same bordered form table as a workbook that prints like the paper."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from app.files import UNDATED, sheet_name, whole_file
from app.printing import fonts
from app.printing.around import LINE_HEIGHT, TITLE_LEADING, set_around, what_came
from app.printing.grid import Cell, owners
from app.printing.layout import Placed, lay_out
from app.printing.pen import MM

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path
    from typing import BinaryIO

    from app.printing.around import Around, Side
    from app.printing.fonts import FontBook, Role
    from app.printing.grid import Grid, Paper
    from app.printing.layout import Layout

FONT_NAMES: dict[Role, str] = {
    "fangsong": "仿宋_GB2312",
    "title": "方正小标宋简体",
    "song": "宋体",
    "hei": "黑体",
    "kai": "楷体_GB2312",
}
"""Role -> the face named in the workbook; the machine that opens it draws with what it has."""

_THIN, _MEDIUM = 1, 2
_PAPERS = {"A4": 9, "A3": 8}


class _Formats:
    """The workbook's formats, each made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def get(self, **properties: Any) -> Any:
        """The format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]


def _cell_format(one: Placed, grid: Grid, formats: _Formats) -> Any:
    cell = one.cell
    last_row, last_column = len(grid.row_heights_mm), len(grid.column_widths_mm)
    return formats.get(
        font_name=FONT_NAMES[cell.role],
        font_size=one.size,
        align=cell.align,
        valign="top" if cell.vertical == "top" else "vcenter",
        text_wrap=cell.number is None,
        top=_MEDIUM if cell.row == 0 else _THIN,
        left=_MEDIUM if cell.column == 0 else _THIN,
        bottom=_MEDIUM if cell.row + cell.row_span == last_row else _THIN,
        right=_MEDIUM if cell.column + cell.column_span == last_column else _THIN,
    )


def _write(sheet: Any, box: tuple[int, int, int, int], value: str | float, style: Any) -> None:
    """A text or number into a place that may span rows (first, last) and columns (first, last)."""
    first_row, last_row, first_column, last_column = box
    if (first_row, first_column) != (last_row, last_column):
        sheet.merge_range(first_row, first_column, last_row, last_column, "", style)
    if isinstance(value, str):
        if value:
            sheet.write_string(first_row, first_column, value, style)
        else:
            sheet.write_blank(first_row, first_column, None, style)
    else:
        sheet.write_number(first_row, first_column, value, style)


def _write_table(sheet: Any, grid: Grid, layout: Layout, top: int, formats: _Formats) -> None:
    """The cells from row ``top`` on, empty places with their borders included."""
    for row, line in enumerate(owners(grid)):
        sheet.set_row(top + row, layout.row_heights[row] + 1)
        for column, owner in enumerate(line):
            if owner < 0:
                empty = Placed(Cell(row, column, ""), 12, ("",))
                _write(sheet, (top + row, top + row, column, column), "", _cell_format(empty, grid, formats))
    for one in layout.placed:
        cell = one.cell
        box = (
            top + cell.row,
            top + cell.row + cell.row_span - 1,
            cell.column,
            cell.column + cell.column_span - 1,
        )
        value = "\n".join(one.lines) if cell.number is None else cell.number
        _write(sheet, box, value, _cell_format(one, grid, formats))


def _shares(
    widths: Sequence[float], texts: Sequence[str], book: FontBook, size: float
) -> list[tuple[int, int, int]]:
    """For the texts of one row the columns they are merged over: (which text, first column, last column).

    Each takes as many columns as it needs beside the others; an empty text takes none.
    """
    present = [number for number, text in enumerate(texts) if text]
    needs = [book.width(texts[number], "fangsong", size) + size for number in present]
    whole = sum(needs)
    result, first, reached, wanted = [], 0, 0.0, 0.0
    total = sum(widths)
    for at, number in enumerate(present):
        wanted += needs[at] / whole * total
        last = first
        reached += widths[first]
        left_over = len(present) - at - 1
        while last + 1 < len(widths) - left_over and (
            not left_over or reached + widths[last + 1] / 2 <= wanted
        ):
            last += 1
            reached += widths[last]
        result.append((number, first, last))
        first = last + 1
    return result


def _write_sides(
    sheet: Any, row: int, side: tuple[Side, float], grid: Grid, formats: _Formats, book: FontBook
) -> None:
    """A row with texts left, in the middle and right at a size in pt."""
    texts, size = side
    widths = [width * MM for width in grid.column_widths_mm]
    if sum(map(bool, texts)) > len(widths):
        texts = ("　".join(filter(None, texts)), "", "")
    sheet.set_row(row, size * LINE_HEIGHT)
    for number, first, last in _shares(widths, texts, book, size):
        style = formats.get(
            font_name=FONT_NAMES["fangsong"],
            font_size=size,
            align=("left", "center", "right")[number],
            valign="vcenter",
            shrink=True,
        )
        _write(sheet, (row, row, first, last), texts[number], style)


def _page_setup(sheet: Any, grid: Grid, rows: int, heading: tuple[int, int] | None, pages: int) -> None:
    paper, orientation = grid.page.split()
    sheet.set_paper(_PAPERS[paper])
    if orientation == "landscape":
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    margins = grid.margins
    sheet.set_margins(
        left=margins.left / 25.4,
        right=margins.right / 25.4,
        top=margins.top / 25.4,
        bottom=margins.bottom / 25.4,
    )
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 1 if pages == 1 else 0)
    sheet.print_area(0, 0, rows - 1, len(grid.column_widths_mm) - 1)
    if heading is not None and heading[1] >= heading[0] and pages > 1:
        sheet.repeat_rows(*heading)
    sheet.hide_gridlines(2)


def _fill(sheet: Any, grid: Grid, layout: Layout, around: Around, formats: _Formats, book: FontBook) -> None:
    """Everything on the sheet, from above."""
    last = len(grid.column_widths_mm) - 1
    for column, width in enumerate(grid.column_widths_mm):
        sheet.set_column_pixels(column, column, round(width / 25.4 * 96))
    title = formats.get(
        font_name=FONT_NAMES["title"],
        font_size=around.title_size,
        align="center",
        valign="vcenter",
        shrink=True,
    )
    row = 0
    for line in around.titles:
        sheet.set_row(row, around.title_size * TITLE_LEADING)
        _write(sheet, (row, row, 0, last), line, title)
        row += 1
    for texts in around.above:
        _write_sides(sheet, row, (texts, around.above_size), grid, formats, book)
        row += 1
    _write_table(sheet, grid, layout, row, formats)
    end = row + len(grid.row_heights_mm)
    for texts in around.foot:
        _write_sides(sheet, end, (texts, around.foot_size), grid, formats, book)
        end += 1
    _page_setup(sheet, grid, end, (0, row + grid.heading_rows - 1), len(layout.pages))


def write_sheet(
    grid: Grid,
    out: Path | BinaryIO,
    title: str,
    *,
    book: FontBook | None = None,
    created: datetime = UNDATED,
) -> Paper:
    """Write a table as an xlsx file; ``title`` names the sheet and the document."""
    import xlsxwriter

    book = book or fonts.book()
    around = set_around(grid, book)
    layout = lay_out(grid, around.above_height, around.below_height, book)
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    workbook.set_properties({"title": title, "created": created})
    sheet = workbook.add_worksheet(sheet_name(title))
    _fill(sheet, grid, layout, around, _Formats(workbook), book)
    workbook.close()
    with whole_file(out) as stream:
        stream.write(buffer.getvalue())
    return what_came(grid, layout, around, len(layout.pages), book)
