"""Rows that were refused, given back to whoever sent them: yellow, with the reason as a comment."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from app.exchange.cells import EARLIEST, EXACT, LONGEST, UnwritableError, as_text, height
from app.files import UNDATED, sheet_name, whole_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from typing import BinaryIO

YELLOW = "FFF200"
_WIDTH = 18.0


@dataclass(frozen=True)
class Mark:
    """What is wrong at a place. Rows and columns count from 1 as Excel shows them; no column: the whole row."""

    sheet: str
    row: int
    column: int | None
    note: str


def _by_place(marks: Sequence[Mark], sheet: str) -> dict[int, dict[int | None, str]]:
    """Row -> column -> all that is said about it."""
    table: dict[int, dict[int | None, str]] = {}
    for mark in marks:
        if mark.sheet == sheet:
            row = table.setdefault(mark.row, {})
            row[mark.column] = f"{row[mark.column]}\n{mark.note}" if mark.column in row else mark.note
    return table


def _put(
    sheet: Any, row: int, column: int, value: object, formats: dict[tuple[bool, bool], Any], yellow: bool
) -> None:
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        if day >= EARLIEST:
            sheet.write_datetime(row, column, day, formats[yellow, True])
            return
    style = formats[yellow, False]
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < EXACT:
        sheet.write_number(row, column, value, style)
        return
    text = as_text(value)
    if len(text) > LONGEST:
        raise UnwritableError(f"第{row + 1}行第{column + 1}列有{len(text)}个字，超过 Excel 单元格的上限。")
    if text:
        sheet.write_string(row, column, text, style)
    elif yellow:
        sheet.write_blank(row, column, None, style)


def write_marked_workbook(
    out: Path | BinaryIO,
    sheets: Iterable[tuple[str, Iterable[Sequence[object]]]],
    marks: Sequence[Mark],
    *,
    created: datetime = UNDATED,
) -> None:
    """Write sheets of values back, from whatever kind of file they came, and mark what was refused."""
    import xlsxwriter

    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    workbook.set_properties({"created": created})
    formats = {
        (yellow, day): workbook.add_format(
            {"text_wrap": True, "valign": "vcenter"}
            | ({"bg_color": f"#{YELLOW}"} if yellow else {})
            | ({"num_format": "yyyy-mm-dd"} if day else {})
        )
        for yellow in (False, True)
        for day in (False, True)
    }
    for name, rows in sheets:
        sheet = workbook.add_worksheet(sheet_name(name))
        places = _by_place(marks, name)
        sheet.set_column(0, 255, _WIDTH)
        for row, values in enumerate(rows):
            notes = places.get(row + 1, {})
            sheet.set_row(row, height((as_text(value), _WIDTH) for value in values))
            width = max(len(values), *(column or 1 for column in notes)) if notes else len(values)
            for column in range(width):
                value = values[column] if column < len(values) else None
                _put(sheet, row, column, value, formats, None in notes or column + 1 in notes)
            for place, note in _comments(notes).items():
                sheet.write_comment(row, place - 1, note, {"author": "", "x_scale": 2})
    workbook.close()
    with whole_file(out) as stream:
        stream.write(buffer.getvalue())


def _comments(notes: dict[int | None, str]) -> dict[int, str]:
    """Column -> comment; what concerns the whole row is said at its first cell."""
    comments = {column: note for column, note in notes.items() if column is not None}
    if None in notes:
        comments[1] = "\n".join(filter(None, (notes[None], comments.get(1))))
    return comments


def mark_workbook(original: Path, out: Path | BinaryIO, marks: Sequence[Mark]) -> None:
    """Mark what was refused in a copy of an xlsx file that keeps its formats, merged cells and formulas.

    The original must have passed the reader's checks of size and content; it is never changed.
    """
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about extensions of Excel that openpyxl drops
        workbook: Any = openpyxl.load_workbook(original)
    for sheet in workbook.worksheets:
        heads = {
            (row, column): merged.min_row * 100_000 + merged.min_col
            for merged in sheet.merged_cells.ranges
            for row in range(merged.min_row, merged.max_row + 1)
            for column in range(merged.min_col, merged.max_col + 1)
        }
        for row, notes in _by_place(marks, sheet.title).items():
            columns = range(1, sheet.max_column + 1) if None in notes else sorted(filter(None, notes))
            for column in columns:
                _colour(sheet, heads, row, column)
            for column, note in _comments(notes).items():
                _comment(sheet, heads, row, column, note)
    with whole_file(out) as stream:
        workbook.save(stream)


def _head(sheet: Any, heads: dict[tuple[int, int], int], row: int, column: int) -> Any:
    """The cell that stands for a place: of merged cells the first."""
    code = heads.get((row, column))
    return sheet.cell(*divmod(code, 100_000)) if code is not None else sheet.cell(row, column)


def _colour(sheet: Any, heads: dict[tuple[int, int], int], row: int, column: int) -> None:
    from openpyxl.styles import PatternFill

    _head(sheet, heads, row, column).fill = PatternFill("solid", fgColor=f"FF{YELLOW}")


def _comment(sheet: Any, heads: dict[tuple[int, int], int], row: int, column: int, note: str) -> None:
    from openpyxl.comments import Comment

    cell = _head(sheet, heads, row, column)
    said = f"{cell.comment.text}\n{note}" if cell.comment else note
    cell.comment = Comment(said, "", width=260, height=90)
