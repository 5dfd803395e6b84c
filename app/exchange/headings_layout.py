"""What is found out about a table in a sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property


@dataclass(frozen=True)
class Column:
    """A column of the file. ``index`` counts from 0; ``heading`` as printed (上层/下层 where there are two).

    ``how`` says how sure the field is: exact, alias, similar, given, remembered; serial for a row number,
    taken where another column has the field already, and empty for a heading that means nothing here.
    ``spreads``: a value merged downwards holds for each of the rows.
    """

    index: int
    heading: str
    field: str | None = None
    unit: str = ""
    how: str = ""
    spreads: bool = False


@dataclass(frozen=True)
class Note:
    """A row that was left out, and why. ``row`` as Excel counts."""

    row: int
    text: str
    why: str


@dataclass(frozen=True)
class Layout:
    """A table in a sheet. All rows as Excel counts them, from 1. Without a table: no columns, and ``why``."""

    sheet: str
    heading_rows: tuple[int, ...] = ()
    first_data_row: int = 1
    last_data_row: int = 0
    columns: tuple[Column, ...] = ()
    title: str = ""
    unit_line: str = ""
    reported_on: date | None = None
    year: int | None = None
    notes: tuple[Note, ...] = ()
    fingerprint: str = ""
    why: str = ""
    left_out: frozenset[int] = field(default=frozenset(), repr=False)

    @cached_property
    def mapped(self) -> dict[str, Column]:
        """Columns by the field they hold."""
        return {column.field: column for column in self.columns if column.field}

    @property
    def unmapped(self) -> tuple[Column, ...]:
        """Columns with a heading that went nowhere, row numbers aside."""
        return tuple(column for column in self.columns if column.field is None and column.how != "serial")


@dataclass(frozen=True)
class Found:
    """The tables of a workbook, and the sheets without one, with the reason."""

    layouts: tuple[Layout, ...]
    skipped: tuple[tuple[str, str], ...]
