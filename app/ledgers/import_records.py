"""Every import is kept as a record with its file's hash, and its refused rows go back to who sent them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Connection, Integer, Text, insert, select

from app.store import journal
from app.store.base import Base, table_of
from app.store.session import Store

if TYPE_CHECKING:
    from app.ledgers.import_plan import Plan


class ImportRecord(Base):
    """A file that was taken in."""

    __tablename__ = "imports"

    id = Column(Integer, primary_key=True)
    operation = Column(Integer, index=True, nullable=False)
    ledger = Column(Text, nullable=False)
    file_name = Column(Text, nullable=False)
    sha256 = Column(Text, index=True, nullable=False)
    size = Column(Integer, nullable=False)
    at = Column(Text, nullable=False)
    who = Column(Text, nullable=False)
    report = Column(Text, nullable=False)


IMPORTS = table_of(ImportRecord)


@dataclass(frozen=True)
class Imported:
    """An import as listed; ``report`` is what the plan said; ``undone`` when it was taken back."""

    id: int
    operation: int
    ledger: str
    file_name: str
    sha256: str
    size: int
    at: str
    who: str
    report: dict[str, Any]
    undone: bool


def note_import(store: Store, connection: Connection, operation: int, plan: Plan) -> None:
    """Keep the record of an import, in its own transaction."""
    connection.execute(
        insert(IMPORTS).values(
            operation=operation,
            ledger=plan.feature.name,
            file_name=plan.request.path.name,
            sha256=plan.sha256,
            size=plan.size,
            at=store.moment(),
            who=store.who,
            report=json.dumps(plan.as_json(), ensure_ascii=False),
        )
    )


def imports(store: Store, limit: int = 200) -> list[Imported]:
    """All imports, newest first."""
    return _listed(store, limit=limit)


def imports_of_file(store: Store, sha256: str) -> list[Imported]:
    """Earlier imports of the very same file that still stand."""
    return [one for one in _listed(store, sha256=sha256) if not one.undone]


def _listed(store: Store, *, sha256: str = "", limit: int = 200) -> list[Imported]:
    query = select(IMPORTS, journal.OPERATIONS.c.undone_by).join(
        journal.OPERATIONS, journal.OPERATIONS.c.id == IMPORTS.c.operation
    )
    if sha256:
        query = query.where(IMPORTS.c.sha256 == sha256)
    with store.read() as connection:
        return [
            Imported(
                row.id,
                row.operation,
                row.ledger,
                row.file_name,
                row.sha256,
                row.size,
                row.at,
                row.who,
                json.loads(row.report),
                row.undone_by is not None,
            )
            for row in connection.execute(query.order_by(IMPORTS.c.id.desc()).limit(limit))
        ]


def return_refused(plan: Plan, out: Path) -> Path:
    """The workbook as it came, refused cells yellow with the reason as a note; other formats come back as xlsx."""
    from app.exchange.marked import Mark, mark_workbook, write_marked_workbook
    from app.exchange.read import read_workbook

    marks = [
        Mark(one.sheet, one.row, None if one.place is None else one.place + 1, one.reason)
        for one in plan.refused
    ]
    marks.extend(Mark(one.sheet, one.row, None, one.reason) for one in plan.skipped)
    path = plan.request.path
    if path.suffix.lower() == ".xlsx":
        mark_workbook(path, out, marks)
    else:
        workbook = read_workbook(path, accept_html=plan.request.accept_html)
        write_marked_workbook(out, [(sheet.name, sheet.rows) for sheet in workbook.sheets], marks)
    return out
