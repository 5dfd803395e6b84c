"""The table as the annex prints it: one description, drawn as PDF and as workbook."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from app.dispatch.figures import Figures
from app.dispatch.scope import Whose
from app.kernel.indicators import Indicator, Table
from app.masterdata.settings import Office
from app.printing.grid import Cell, Grid, Paper
from app.printing.sheet_pdf import draw_sheet
from app.printing.sheet_xlsx import write_sheet

PER_ROW = 2
"""Indicators that stand side by side: odd numbers left, even numbers right."""


def date_line(table: Table, day: date) -> str:
    """时间：2023年6月30日."""
    return table.date_line.format(year=day.year, month=day.month, day=day.day)


def _number(figures: Figures, code: str) -> float | None:
    """What the workbook holds as a number: single values that are no yes or no."""
    parts = figures.printed[code]
    if len(parts) > 1 or isinstance(parts[0], bool):
        return None
    if figures.table.indicators[code].formats[0] != "{0}":
        return None
    return float(parts[0]) if isinstance(parts[0], Decimal) else parts[0]


def _cells(figures: Figures, indicator: Indicator, row: int, column: int) -> tuple[Cell, ...]:
    """Number, label, value."""
    paper = figures.table.paper
    number = int(indicator.number)
    value = Cell(
        row,
        column + 2,
        figures.cell(indicator.code),
        size=paper.value_size,
        number=_number(figures, indicator.code),
    )
    return (
        Cell(row, column, indicator.number, size=paper.value_size, number=number),
        Cell(row, column + 1, indicator.label, size=paper.label_size),
        value,
    )


def _lines(figures: Figures, office: Office) -> dict[str, str]:
    """The lines outside the frame that are to be shown and have something to say."""
    name = office.name
    if figures.scope.whose is not Whose.OFFICE:
        name = f"{office.name}（{figures.scope.name}）"
    words = {
        "office": name,
        "reporter": office.reporter,
        "reviewer": office.reviewer,
        "telephone": office.telephone,
    }
    lines = figures.table.lines
    return {one: lines.patterns[one].format(**words) for one in lines.shown}


def grid_of(figures: Figures, office: Office) -> Grid:
    """The sheet: section | number | label | value | number | label | value."""
    table = figures.table
    cells: list[Cell] = []
    row = 0
    for section in table.sections:
        rows = -(-len(section.indicators) // PER_ROW)
        cells.append(Cell(row, 0, section.title, row_span=rows, role="hei"))
        for place, indicator in enumerate(section.indicators):
            at, column = row + place // PER_ROW, 1 + 3 * (place % PER_ROW)
            cells.extend(_cells(figures, indicator, at, column))
        row += rows
    lines = _lines(figures, office)
    return Grid(
        title_lines=table.title,
        column_widths_mm=table.paper.column_widths_mm,
        row_heights_mm=(table.paper.row_height_mm,) * row,
        cells=tuple(cells),
        left_line=lines.get("office", ""),
        right_line=date_line(table, figures.day),
        foot_left=lines.get("reporter", ""),
        foot_middle=lines.get("reviewer", ""),
        foot_right=lines.get("telephone", ""),
        page=table.paper.page,
        title_size=table.paper.title_size,
    )


def draw_pdf(out: Path | BinaryIO, figures: Figures, office: Office) -> Paper:
    """The sheet as PDF; the same bytes for the same figures."""
    return draw_sheet(grid_of(figures, office), out, figures.table.name)


def draw_xlsx(out: Path | BinaryIO, figures: Figures, office: Office) -> Paper:
    """The sheet as a workbook that prints like the paper."""
    return write_sheet(grid_of(figures, office), out, figures.table.name)
