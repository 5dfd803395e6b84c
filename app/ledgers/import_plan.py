"""What a file would do to a ledger: counted and shown before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.exchange.headings import Layout
from app.kernel.feature import Feature, Record
from app.kernel.fields import Kind, Value

NEW, CHANGED, SAME = "new", "changed", "same"
NO_YEAR = "没有年份"


@dataclass(frozen=True)
class Request:
    """What the clerk asked for. ``values`` fill blanks only; ``mapping`` leads a heading to a field's name,
    an empty name leaves the column out. ``year`` is for days written without one. ``firms`` says which firm a
    short name means: the id of one on file, or a name (of a firm this file brings, or of one to be created).
    """

    path: Path
    sheet: str | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None
    accept_html: bool = False
    firms: Mapping[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True)
class RefusedCell:
    """A cell that could not be understood. ``place`` is its column counted from 0; None for the whole row."""

    sheet: str
    row: int
    column: str
    value: str
    reason: str
    place: int | None = None


@dataclass(frozen=True)
class SkippedRow:
    """A row left out, with a proposal."""

    sheet: str
    row: int
    reason: str


@dataclass(slots=True)
class PlannedRow:
    """A row that would be taken. ``values`` are the facts it states; ``full`` the record they would make."""

    sheet: str
    row: int
    values: Record
    words: Mapping[str, str]
    kind: str = NEW
    record: int | None = None
    before: Record | None = None
    full: Record = field(default_factory=dict)
    candidates: tuple[str, ...] = ()

    @property
    def incomplete(self) -> bool:
        """Would the record be 待完善?"""
        return bool(self.full.get("incomplete"))


@dataclass
class Plan:
    """The whole of an import before it is done. ``new_firms`` maps placeholder ids to names to be created.

    ``fitting`` holds for each short name that fits several firms their ids and names, whether chosen or not.
    """

    request: Request
    feature: Feature
    sha256: str
    size: int
    seen: int
    layouts: list[Layout] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    rows: list[PlannedRow] = field(default_factory=list)
    refused: list[RefusedCell] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)
    new_firms: dict[int, str] = field(default_factory=dict)
    fitting: dict[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    read: int = 0

    def count(self, kind: str) -> int:
        """Rows of a kind: new, changed or same."""
        return sum(row.kind == kind for row in self.rows)

    @property
    def incomplete(self) -> int:
        """Rows whose record would be 待完善."""
        return sum(row.incomplete for row in self.rows)

    @property
    def questions(self) -> tuple[str, ...]:
        """Starred fields that the whole file lacks: asked once, and set for all rows."""
        given = {name for row in self.rows for name, value in row.values.items() if value not in (None, ())}
        if not self.rows:
            return ()
        return tuple(one.name for one in self.feature.ledger.required if one.name not in given)

    @property
    def ambiguous(self) -> dict[str, tuple[str, ...]]:
        """Short names that fit several firms, with the candidates."""
        name = self.firm_field
        return {str(row.values.get(name)): row.candidates for row in self.rows if row.candidates}

    @property
    def year_missing(self) -> bool:
        """Were days refused because neither they nor the sheet say the year?"""
        return any(NO_YEAR in one.reason for one in self.refused)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was in the file and stays there, without being wrong."""
        fields = {one.name: one for one in self.feature.ledger.fields if not one.typed}
        named = [
            column.heading for layout in self.layouts for column in layout.columns if column.field in fields
        ]
        return tuple(f"“{heading}”一列没有导入，照片请在记录里添加。" for heading in dict.fromkeys(named))

    @property
    def firm_field(self) -> str:
        """The name of the field that names the firm."""
        return next((one.name for one in self.feature.ledger.fields if one.kind is Kind.ENTERPRISE), "")

    def as_json(self) -> dict[str, Any]:
        """The report of the import command."""
        return {
            "read": self.read,
            "new": self.count(NEW),
            "changed": self.count(CHANGED),
            "same": self.count(SAME),
            "incomplete": self.incomplete,
            "refused": [
                {
                    "sheet": one.sheet,
                    "row": one.row,
                    "column": one.column,
                    "value": one.value,
                    "reason": one.reason,
                }
                for one in self.refused
            ],
            "skipped": [{"sheet": one.sheet, "row": one.row, "reason": one.reason} for one in self.skipped],
        }
