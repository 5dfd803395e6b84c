"""The journal of one record in plain Chinese: who, when, what from what to what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.kernel.display import show
from app.kernel.feature import Feature
from app.store import journal
from app.store.base import table_of
from app.store.session import Store
from app.store.types import restored

SILENT = frozenset(("enterprise_id", "hazard_id", "inspection_id", "deleted_at", "former_names"))
OWN_WORDS = {"voided": "作废", "void_reason": "作废原因", "started": "已开始整改"}


@dataclass(frozen=True)
class Entry:
    """One operation on a record; ``sentence`` may have several lines, one for each field."""

    operation: int
    at: datetime
    who: str
    title: str
    sentence: str


def of_record(store: Store, feature: Feature, record: int) -> list[Entry]:
    """Newest first."""
    with store.read() as connection:
        found = journal.lines_of_record(connection, feature.name, record)
    entries: dict[int, Entry] = {}
    for line, at, who, _kind, title in found:
        told = told_line(feature, line)
        if not told:
            continue
        known = entries.get(line.operation)
        sentence = f"{known.sentence}\n{told}" if known else told
        entries[line.operation] = Entry(line.operation, datetime.fromisoformat(at), who, title, sentence)
    return list(entries.values())


def told_line(feature: Feature, line: journal.Line) -> str:
    """One line of the journal as a sentence; empty for what only the program cares about."""
    if line.action == journal.CREATED:
        return "新建了这条记录"
    if line.action == journal.REMOVED:
        return "删除了这条记录（在回收站）"
    if line.action == journal.RESTORED:
        return "恢复了这条记录"
    if line.field is None or line.field in SILENT:
        return ""
    known = feature.ledger.by_name.get(line.field)
    label = known.label if known else OWN_WORDS.get(line.field, line.field)
    old, new = (_shown(feature, line.field, value) for value in (line.old, line.new))
    if old and new:
        return f"把{label}从“{old}”改为“{new}”"
    if new:
        return f"填写{label}“{new}”"
    return f"清空{label}（原为“{old}”）"


def _shown(feature: Feature, name: str, value: Any) -> str:
    return show(restored(value, table_of(feature.model).c[name].type))
