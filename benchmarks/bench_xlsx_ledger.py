"""A table as xlsx against openpyxl's write-only mode with the same styles."""

from __future__ import annotations

import io
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.exchange.write import WriteColumn, write_table_xlsx
from benchmarks.ledger_rows import HEADINGS, values
from benchmarks.measure import Measure, compared, processor_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS: dict[str, Any] = {"序号": "int", "发现日期": "day", "整改期限": "day", "资金（万元）": "money"}
WIDTHS = {"隐患描述": 40.0, "企业名称": 24.0, "备注": 20.0}
COLUMNS = tuple(
    WriteColumn(heading, KINDS.get(heading, "text"), WIDTHS.get(heading, 12.0)) for heading in HEADINGS
)
FORMATS = {"text": "@", "int": "0", "day": "yyyy-mm-dd", "money": "0.00"}


def ours(rows: Sequence[Sequence[object]]) -> None:
    """The table as the program writes it."""
    write_table_xlsx(io.BytesIO(), "隐患台账", COLUMNS, rows)


def peer(rows: Sequence[Sequence[Any]]) -> None:
    """openpyxl, write-only, the style of each column made once and handed to its cells."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, Side

    workbook = Workbook(write_only=True)
    sheet: Any = workbook.create_sheet("隐患台账")
    side = Side(style="thin", color="BFBFBF")
    styles = []
    for column in COLUMNS:
        pattern: Any = WriteOnlyCell(sheet, "")
        pattern.font = Font(name="宋体", size=10)
        pattern.border = Border(side, side, side, side)
        pattern.alignment = Alignment(wrap_text=True, vertical="center")
        pattern.number_format = FORMATS[column.kind]
        styles.append(pattern._style)  # noqa: SLF001 -- the fastest way openpyxl has
    sheet.append(list(HEADINGS))
    for row in rows:
        cells: list[Any] = []
        for value, style in zip(row, styles, strict=True):
            cell: Any = WriteOnlyCell(sheet, value)
            cell._style = style  # noqa: SLF001
            cells.append(cell)
        sheet.append(cells)
    workbook.save(io.BytesIO())


def xlsxwriter_alone(rows: Sequence[Sequence[object]]) -> None:
    """XlsxWriter with constant memory, for the record."""
    import xlsxwriter

    workbook = xlsxwriter.Workbook(io.BytesIO(), {"constant_memory": True})
    sheet = workbook.add_worksheet("隐患台账")
    line = {"border": 1, "border_color": "#BFBFBF", "font_name": "宋体", "font_size": 10, "text_wrap": True}
    ways = []
    for column in COLUMNS:
        style = workbook.add_format(line | {"num_format": FORMATS[column.kind]})
        way = {"text": sheet.write_string, "day": sheet.write_datetime}.get(column.kind, sheet.write_number)
        ways.append((way, style))
    for number, row in enumerate(rows):
        for place, (value, (way, style)) in enumerate(zip(row, ways, strict=True)):
            way(number, place, float(value) if isinstance(value, Decimal) else value, style)
    workbook.close()


def run(rows: int = 100_000) -> list[Measure]:
    """Time of so many rows against openpyxl, and against XlsxWriter for the record."""
    table = values(rows)
    own = processor_seconds(lambda: ours(table), times=2)
    return [
        compared(
            f"写 xlsx {rows} 行", own, "openpyxl write_only，同样式",
            processor_seconds(lambda: peer(table), times=1), 0.5,
        ),
        compared(
            f"写 xlsx {rows} 行", own, "XlsxWriter constant_memory",
            processor_seconds(lambda: xlsxwriter_alone(table), times=1), 1.0,
        ),
    ]  # fmt: skip


if __name__ == "__main__":
    for measure in run(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000):
        print(measure)
