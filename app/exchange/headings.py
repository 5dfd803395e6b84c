"""Find the table in a sheet: its headings, what they mean, where its rows begin and end. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.exchange import headings_rows as rows_of
from app.exchange.headings_columns import columns_of, heading_block
from app.exchange.headings_layout import Column, Found, Layout, Note
from app.exchange.headings_match import Headings
from app.exchange.headings_scan import AT_FOOT, Scan
from app.exchange.read import CellValue, Sheet
from app.kernel.fields import Field
from app.kernel.parsing_base import fold

__all__ = ["Column", "Found", "Layout", "Note", "data_columns", "data_rows", "find_layout", "find_layouts"]

_DITTO = frozenset({"同上", "〃", "″", '"', "”", "''", "同前"})


def find_layouts(
    sheets: Iterable[Sheet],
    vocabulary: Sequence[Field],
    *,
    remembered: Mapping[str, str] | None = None,
    extra: Mapping[str, str] | None = None,
    hidden: bool = False,
) -> Found:
    """The table of each sheet. Hidden sheets are passed over unless asked for."""
    layouts: list[Layout] = []
    skipped: list[tuple[str, str]] = []
    for sheet in sheets:
        if sheet.hidden and not hidden:
            skipped.append((sheet.name, "隐藏的工作表"))
            continue
        layout = find_layout(sheet, vocabulary, remembered=remembered, extra=extra)
        if layout.why:
            skipped.append((sheet.name, layout.why))
        else:
            layouts.append(layout)
    return Found(tuple(layouts), tuple(skipped))


def find_layout(
    sheet: Sheet,
    vocabulary: Sequence[Field],
    *,
    remembered: Mapping[str, str] | None = None,
    extra: Mapping[str, str] | None = None,
) -> Layout:
    """Headings, rows and foot of the table in a sheet; where there is none, the layout says ``why``.

    ``remembered`` and ``extra`` map a heading to a field (its name or its label; empty: leave the column out);
    ``extra`` is what the clerk says now and goes before everything.
    """
    if not sheet.rows:
        return Layout(sheet.name, why="空的工作表")
    words = Headings(vocabulary, remembered, extra)
    block = heading_block(sheet, words)
    columns = columns_of(sheet, block, words)
    if len({column.field for column in columns if column.field}) < 2:
        return Layout(sheet.name, why="没有找到与本台账相符的表头")
    scan = Scan(sheet, block, columns)
    scan.run()
    above = [text for row in sheet.rows[: block[-1] + 1] for text in map(rows_of.as_text, row) if text]
    lines = [*above, *(note.text for note in scan.notes if note.why == AT_FOOT)]
    lines = [text for text in lines if text not in {column.heading for column in columns}]
    reported = rows_of.reported(lines)
    year = reported.year if reported else rows_of.year_in(lines) or rows_of.year_in([sheet.name])
    return Layout(
        sheet=sheet.name,
        heading_rows=tuple(row + 1 for row in block),
        first_data_row=block[-1] + 2,
        last_data_row=scan.last + 1,
        columns=columns,
        title=_title(sheet, block[0]),
        unit_line=rows_of.reporter(lines),
        reported_on=reported,
        year=year,
        notes=tuple(scan.notes),
        fingerprint=_fingerprint(columns),
        left_out=frozenset(scan.left_out),
    )


def data_rows(layout: Layout, sheet: Sheet) -> Iterator[tuple[int, dict[str, CellValue]]]:
    """The records: the row as Excel counts it, and what stands in it by field name (blank cells left out)."""
    numbers, columns = data_columns(layout, sheet)
    for number, cells in zip(numbers, zip(*columns.values(), strict=True), strict=True):
        yield (
            number,
            {name: cell for name, cell in zip(columns, cells, strict=True) if cell is not None},
        )


def data_columns(layout: Layout, sheet: Sheet) -> tuple[list[int], dict[str, list[CellValue]]]:
    """The same by columns: the rows as Excel counts them, and what stands in them, a list a field.

    同上 stands for the cell above; a cell merged downwards holds for every row of the range.
    """
    pairs = [(column.field, column.index) for column in layout.columns if column.field]
    rows = {
        number: cells
        for number in range(layout.first_data_row - 1, layout.last_data_row)
        if number not in layout.left_out and _any_filled(cells := [sheet.rows[number][at] for _, at in pairs])
    }
    columns = {
        name: list(cells) for (name, _), cells in zip(pairs, zip(*rows.values(), strict=True), strict=False)
    }
    spread = _spread(layout, sheet)
    if spread:
        for name, at in pairs:
            for place, number in enumerate(rows):
                if name in columns and columns[name][place] is None:
                    columns[name][place] = spread.get((number, at))
    for column in columns.values():
        _resolve_dittos(column)
    return [number + 1 for number in rows], columns


def _any_filled(cells: list[CellValue]) -> bool:
    return any(cells) or any(cell is not None for cell in cells)


def _resolve_dittos(column: list[CellValue]) -> None:
    """What stands for the cell above becomes that cell; nothing where there is none."""
    dittos = {
        cell for cell in set(column) if cell.__class__ is str and len(cell) < 5 and cell.strip() in _DITTO
    }
    if not dittos:
        return
    for place, cell in enumerate(column):
        if cell.__class__ is str and cell in dittos:
            column[place] = column[place - 1] if place else None


def _spread(layout: Layout, sheet: Sheet) -> dict[tuple[int, int], CellValue]:
    """Values of cells merged downwards, for the cells beneath."""
    spreading = {column.index for column in layout.columns if column.field and column.spreads}
    return {
        (row, left): sheet.cell(top, left)
        for top, left, bottom, _ in sheet.merged
        if bottom > top and left in spreading and top + 1 >= layout.first_data_row
        for row in range(top + 1, min(bottom + 1, layout.last_data_row))
    }


def _title(sheet: Sheet, first: int) -> str:
    for row in sheet.rows[:first]:
        for cell in row:
            if isinstance(cell, str) and cell.strip():
                return " ".join(cell.split())
    return ""


def _fingerprint(columns: Sequence[Column]) -> str:
    words = "|".join(fold(column.heading) for column in columns)
    return hashlib.sha256(words.encode()).hexdigest()[:16]
