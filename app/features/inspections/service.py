"""An inspection and the hazards it found are entered together: one operation, one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from app.features.hazards import FEATURE as HAZARDS
from app.features.inspections import FEATURE as INSPECTIONS
from app.kernel.change import Change
from app.kernel.errors import Refusal
from app.kernel.feature import Record
from app.kernel.fields import Value
from app.ledgers.edit import checked
from app.ledgers.writing import Writing
from app.store import records
from app.store.base import table_of
from app.store.session import Store

FOUND_BY = "部门检查"


def create_with_hazards(
    store: Store, values: Mapping[str, Value], hazards: Sequence[Mapping[str, Value]]
) -> Change:
    """A new inspection with what it found. Raises Refusal where a value is not allowed."""
    with store.write() as connection:
        writing = Writing(store, connection, "create", "新增检查及其隐患" if hazards else "新增检查")
        facts = _filled(checked(INSPECTIONS, values))
        if not facts:
            raise Refusal("还没有填写任何内容。")
        writing.new_words(INSPECTIONS, [facts])
        inspection = writing.add(INSPECTIONS, [facts])[0]
        _add(writing, inspection, hazards)
        return writing.change(f"已新增 1 次检查，登记隐患 {len(hazards)} 条")


def add_hazards(store: Store, inspection: int, hazards: Sequence[Mapping[str, Value]]) -> Change:
    """More hazards for an inspection on file."""
    with store.write() as connection:
        writing = Writing(store, connection, "create", "登记检查发现的隐患")
        _add(writing, inspection, hazards)
        return writing.change(f"已登记隐患 {len(hazards)} 条")


def hazards_of(store: Store, inspection: int) -> list[int]:
    """Ids of the living hazards an inspection found."""
    table = table_of(HAZARDS.model)
    query = select(table.c.id).where(table.c.inspection_id == inspection, table.c.deleted_at.is_(None))
    with store.read() as connection:
        return list(connection.execute(query.order_by(table.c.id)).scalars())


def _add(writing: Writing, inspection: int, hazards: Sequence[Mapping[str, Value]]) -> None:
    found = records.load(writing.connection, INSPECTIONS, [inspection])[inspection]
    rows: list[Record] = []
    for hazard in hazards:
        row = _filled(checked(HAZARDS, hazard))
        if not row:
            continue
        known: Record = {
            "enterprise_name": found["enterprise_name"],
            "enterprise_id": found["enterprise_id"],
            "found_on": found["inspected_on"],
            "inspectors": found["inspectors"],
            "source": FOUND_BY,
            "inspection_id": inspection,
        }
        rows.append({**known, **row})
    writing.new_words(HAZARDS, rows)
    writing.add(HAZARDS, rows)


def _filled(values: Record) -> Record:
    return {name: value for name, value in values.items() if value not in (None, ())}
