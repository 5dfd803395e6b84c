"""Tables as workbook and text file: what is written can be read back row by row.

The rows are written as XML here, for XlsxWriter takes four times as long over them; everything around the
rows (styles, drop-downs, page set-up) is XlsxWriter's. No text ever becomes a formula, and none is cut.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal

from app.files import whole_file
from app.kernel.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path
    from typing import BinaryIO

Kind = Literal["text", "day", "int", "money", "yesno"]

LONGEST = 32_767
"""Characters a cell of Excel can hold."""

MOST_ROWS = 1_048_575
"""Rows a sheet of Excel can hold below its heading."""

UNDATED = datetime(2000, 1, 1)  # noqa: DTZ001 -- a workbook's date has no time zone
"""The creation date written where none is given, so that the same table gives the same bytes."""

_FORMATS: dict[Kind, str] = {"text": "@", "day": "yyyy-mm-dd", "int": "0", "money": "0.00", "yesno": "@"}
_FIRST_DAY = date(1899, 12, 30)
_EARLIEST = date(1900, 3, 1)  # Excel believes in a 29 February 1900
_EXACT = 10**15  # beyond fifteen digits Excel rounds a number
_EMPTY_ROWS = 500  # below the rows that have drop-downs too
_UNSAFE = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?%?")


class UnwritableError(Refusal, ValueError):
    """A value does not fit into the file; the message says which row and column."""


@dataclass(frozen=True)
class WriteColumn:
    """A column of a workbook: ``width`` in characters, ``choices`` become a drop-down, ``note`` a comment."""

    heading: str
    kind: Kind = "text"
    width: float = 14.0
    choices: tuple[str, ...] = ()
    note: str = ""


def column_letters(number: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def as_text(value: object) -> str:
    """A value in the words of a text cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}" if value.hour or value.minute else f"{value:%Y-%m-%d}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)


def _escaped(match: re.Match[str]) -> str:
    mark = match.group()
    if mark in "&<>":
        return {"&": "&amp;", "<": "&lt;", ">": "&gt;"}[mark]
    if "\ud800" <= mark <= "\udfff":
        return "\ufffd"
    return f"_x{ord(mark):04X}_"


def _checked(text: str, row: int, column: str) -> str:
    """The text as XML; refuses what Excel would cut."""
    if len(text) > LONGEST // 2 and len(text.encode("utf-16-le", "surrogatepass")) > 2 * LONGEST:
        raise UnwritableError(
            f"第{row}行“{column}”有{len(text)}个字，超过 Excel 单元格的上限（{LONGEST}个字），请先缩短后再导出。"
        )
    return _UNSAFE.sub(_escaped, text) if _UNSAFE.search(text) else text


def _number(value: object) -> str | None:
    """A number as the sheet's XML holds it, or None for what is no number Excel keeps exactly."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    if isinstance(value, int):
        return str(value) if abs(value) < _EXACT else None
    if not isfinite(value):
        return None
    if isinstance(value, float):
        return repr(value)
    return f"{value:f}" if len(value.as_tuple().digits) <= 15 else None


def _day(value: object) -> str | None:
    """A day as Excel counts them, or None for what is none."""
    if not isinstance(value, date):
        return None
    day = value.date() if isinstance(value, datetime) else value
    return str((day - _FIRST_DAY).days) if day >= _EARLIEST else None


def _writer(letters: str, style: str, column: WriteColumn) -> Callable[[object, int], str]:
    """How the cells of one column become XML."""
    convert = {"day": _day, "int": _number, "money": _number}.get(column.kind)

    def write(value: object, row: int) -> str:
        if value is None or value == "":
            return f'<c r="{letters}{row}" s="{style}"/>'
        if convert is not None:
            number = convert(value)
            if number is not None:
                return f'<c r="{letters}{row}" s="{style}"><v>{number}</v></c>'
        text = _checked(value if type(value) is str else as_text(value), row, column.heading)
        return (
            f'<c r="{letters}{row}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        )

    return write


def _stream_rows(
    columns: Sequence[WriteColumn],
    styles: Sequence[str],
    rows: Iterable[Sequence[object]],
    into: BinaryIO,
    progress: Callable[[int], None] | None,
) -> int:
    """Write the rows of the sheet as XML; returns their number."""
    writers = [_writer(column_letters(n), styles[n], column) for n, column in enumerate(columns)]
    number = 1
    for number, row in enumerate(rows, start=2):
        if number > MOST_ROWS + 1:
            raise UnwritableError(f"超过{MOST_ROWS}行，一张 Excel 工作表放不下，请缩小筛选范围后再导出。")
        if progress is not None and number % 1000 == 0:
            progress(number - 1)
        cells = "".join([write(value, number) for write, value in zip(writers, row, strict=True)])
        into.write(f'<row r="{number}">{cells}</row>'.encode())
    return number - 1


def _drop_down(workbook: Any, sheet: Any, place: int, column: WriteColumn, last_row: int, lists: list[Any]) -> None:
    """Offer a column's choices in its cells; long lists stand on a hidden sheet."""
    choices = column.choices or (("是", "否") if column.kind == "yesno" else ())
    if not choices:
        return
    source: list[str] | str = list(choices)
    if len(",".join(choices)) > 255 or any("," in choice for choice in choices):
        if not lists:
            lists.append(workbook.add_worksheet("选项"))
            lists[0].hide()
        letters = column_letters(place)
        lists[0].write_string(0, place, column.heading)
        for row, choice in enumerate(choices, start=1):
            lists[0].write_string(row, place, choice)
        source = f"=选项!${letters}$2:${letters}${len(choices) + 1}"
    sheet.data_validation(
        1, place, last_row, place,
        {"validate": "list", "source": source, "error_type": "warning",
         "error_title": "不在选项中", "error_message": "填写的内容不在下拉选项里，导入时可能认不出来。"},
    )  # fmt: skip


def _frame(title: str, columns: Sequence[WriteColumn], rows: int, created: datetime) -> bytes:
    """The workbook with its heading and everything else but the rows."""
    import xlsxwriter

    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    workbook.set_properties({"title": title, "created": created})
    sheet = workbook.add_worksheet(sheet_name(title))
    line = {"border": 1, "border_color": "#BFBFBF", "font_name": "宋体", "font_size": 10, "text_wrap": True}
    heading = workbook.add_format(line | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E9F0FD"})
    lists: list[Any] = []
    for place, column in enumerate(columns):
        style = workbook.add_format(line | {"num_format": _FORMATS[column.kind], "valign": "vcenter"})
        sheet.set_column(place, place, column.width, style)
        sheet.write_string(0, place, column.heading, heading)
        if column.note:
            sheet.write_comment(0, place, column.note, {"author": "", "x_scale": 2})
        _drop_down(workbook, sheet, place, column, min(rows + _EMPTY_ROWS, MOST_ROWS), lists)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, rows, len(columns) - 1)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&C&14{title.replace('&', '&&')[:200]}")
    sheet.set_footer("&C第 &P 页 共 &N 页")
    workbook.close()
    return buffer.getvalue()


def _styles(frame: bytes, columns: int) -> list[str]:
    """The number of each column's style in the workbook."""
    with zipfile.ZipFile(io.BytesIO(frame)) as package:
        text = package.read("xl/worksheets/sheet1.xml").decode()
    styles = ["0"] * columns
    for first, last, style in re.findall(r'<col min="(\d+)" max="(\d+)"[^>]*? style="(\d+)"', text):
        for place in range(int(first) - 1, int(last)):
            styles[place] = style
    return styles


def _join(frame: bytes, rows: BinaryIO, count: int, columns: int, out: BinaryIO) -> None:
    """Put the rows into the workbook."""
    with zipfile.ZipFile(io.BytesIO(frame)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
        for entry in package.infolist():
            content = package.read(entry)
            plain = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            plain.compress_type = zipfile.ZIP_DEFLATED
            plain.create_system = 0
            if entry.filename != "xl/worksheets/sheet1.xml":
                whole.writestr(plain, content)
                continue
            head, end, tail = content.partition(b"</sheetData>")
            size = f'<dimension ref="A1:{column_letters(columns - 1)}{count + 1}"/>'
            head = re.sub(rb'<dimension ref="[^"]*"/>', size.encode(), head, count=1)
            with whole.open(plain, "w", force_zip64=True) as stream:
                stream.write(head)
                rows.seek(0)
                shutil.copyfileobj(rows, stream, 1 << 20)
                stream.write(end + tail)


def sheet_name(title: str) -> str:
    """A title as Excel allows it for a sheet: 31 characters at most, without ``[ ] : * ? / \\``."""
    return title.translate(dict.fromkeys(map(ord, "[]:*?/\\\n'"), "_"))[:31] or "表"


def write_table_xlsx(
    out: Path | BinaryIO,
    title: str,
    columns: Sequence[WriteColumn],
    rows: Iterable[Sequence[object]],
    *,
    created: datetime = UNDATED,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Write a table whose first row is its heading, so that it can be read back; returns the rows written.

    ``title`` names the sheet and stands in the print header. Days become dates, money and counts numbers,
    everything else text; what does not fit its column's kind is kept as text. ``progress`` is told the rows
    done; what it raises ends the writing, and no file is left behind.
    """
    with tempfile.TemporaryFile() as body:
        styles = _styles(_frame(title, columns, 1, created), len(columns))
        count = _stream_rows(columns, styles, rows, body, progress)
        frame = _frame(title, columns, max(count, 1), created)
        with whole_file(out) as stream:
            _join(frame, body, count, len(columns), stream)
    return count


def _guarded(text: str) -> str:
    """A text that a spreadsheet would take for a formula, with an apostrophe before it."""
    return f"'{text}" if text[:1] in "=+-@\t\r" and text and not _NUMBER.fullmatch(text) else text


def write_table_csv(
    out: Path | BinaryIO,
    headings: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    exact: bool = False,
) -> int:
    """Write a table as UTF-8 text with commas, with the mark that lets Excel read it as Chinese.

    A text that begins with ``= + - @`` and is no number gets an apostrophe before it, for Excel and WPS
    would run it as a formula; ``exact`` leaves it as it is, for programs that are no spreadsheets.
    """
    guard: Callable[[str], str] = str if exact else _guarded
    count = 0
    with whole_file(out) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
        writer = csv.writer(text)
        writer.writerow([guard(heading) for heading in headings])
        for row in rows:
            writer.writerow([guard(as_text(value)) for value in row])
            count += 1
        text.detach()
    return count
