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
from typing import TYPE_CHECKING, Any, Literal

from app.exchange.cells import UnwritableError, as_text, checked, column_letters, day, height, number
from app.files import UNDATED, sheet_name, whole_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from pathlib import Path
    from typing import BinaryIO

Kind = Literal["text", "day", "int", "money", "yesno"]

MOST_ROWS = 1_048_575
"""Rows a sheet of Excel can hold below its heading."""

_FORMATS: dict[Kind, str] = {"text": "@", "day": "yyyy-mm-dd", "int": "0", "money": "0.00", "yesno": "@"}
_EMPTY_ROWS = 500  # below the rows that have drop-downs too
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?%?")


@dataclass(frozen=True)
class WriteColumn:
    """A column of a workbook: ``width`` in characters, ``choices`` become a drop-down, ``note`` a comment."""

    heading: str
    kind: Kind = "text"
    width: float = 14.0
    choices: tuple[str, ...] = ()
    note: str = ""


def _writer(letters: str, style: str, column: WriteColumn) -> Callable[[object, int], str]:
    """How the cells of one column become XML."""
    convert = {"day": day, "int": number, "money": number}.get(column.kind)

    def write(value: object, row: int) -> str:
        if value is None or value == "":
            return f'<c r="{letters}{row}" s="{style}"/>'
        if convert is not None:
            figure = convert(value)
            if figure is not None:
                return f'<c r="{letters}{row}" s="{style}"><v>{figure}</v></c>'
        text = checked(value if type(value) is str else as_text(value), row, column.heading)
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
    widths = [column.width for column in columns]
    place = 1
    for place, row in enumerate(rows, start=2):
        if place > MOST_ROWS + 1:
            raise UnwritableError(f"超过{MOST_ROWS}行，一张 Excel 工作表放不下，请缩小筛选范围后再导出。")
        if progress is not None and place % 1000 == 0:
            progress(place - 1)
        cells = "".join([write(value, place) for write, value in zip(writers, row, strict=True)])
        wrapped = [
            (text, width)
            for text, width in zip(row, widths, strict=True)
            if type(text) is str and (len(text) * 2 >= width or "\n" in text)
        ]
        tall = f' ht="{height(wrapped):g}"' if wrapped else ""  # without it only Excel itself sees what wraps
        into.write(f'<row r="{place}"{tall}>{cells}</row>'.encode())
    return place - 1


def _drop_down(
    workbook: Any, sheet: Any, place: int, column: WriteColumn, last_row: int, lists: list[Any]
) -> None:
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
    heading = workbook.add_format(
        line | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E9F0FD"}
    )
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
    with (
        zipfile.ZipFile(io.BytesIO(frame)) as package,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole,
    ):
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
