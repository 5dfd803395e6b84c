"""The journal of one record in plain Chinese: who, when, what from what to what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.kernel.display import show
from app.kernel.feature import Feature
from app.kernel.fields import Kind
from app.ledgers.attaching import ATTACHMENTS, called
from app.store import journal
from app.store.base import table_of
from app.store.session import Store
from app.store.types import restored

SILENT = frozenset(("enterprise_id", "hazard_id", "inspection_id", "deleted_at", "former_names"))
OWN_WORDS = {"voided": "作废", "void_reason": "作废原因", "started": "已开始整改"}


@dataclass(frozen=True)
class Told:
    """One line of an entry; ``field`` is the field whose old value can be put back, else empty."""

    sentence: str
    field: str = ""


@dataclass(frozen=True)
class Entry:
    """One operation on a record. ``past``: the record is another by now, it may be set back to this."""

    operation: int
    at: datetime
    who: str
    title: str
    lines: tuple[Told, ...]
    past: bool = False

    @property
    def sentence(self) -> str:
        """All lines, one below the other."""
        return "\n".join(line.sentence for line in self.lines)


def of_record(store: Store, feature: Feature, record: int) -> list[Entry]:
    """Newest first."""
    with store.read() as connection:
        found = journal.lines_of_record(connection, feature.name, record)
    entries: dict[int, Entry] = {}
    changed_since = False  # did a later operation change a field?
    changes: dict[int, bool] = {}
    for line, at, who, _kind, title in found:
        changes[line.operation] = changes.get(line.operation, False) or line.action == journal.CHANGED
        told = told_line(feature, line)
        if told:
            known = entries.get(line.operation)
            lines = (*(known.lines if known else ()), Told(told, _able(feature, line)))
            entries[line.operation] = Entry(line.operation, datetime.fromisoformat(at), who, title, lines)
    ordered = []
    for operation, changed in changes.items():
        if operation in entries:
            entry = entries[operation]
            ordered.append(
                Entry(operation, entry.at, entry.who, entry.title, entry.lines, past=changed_since)
            )
        changed_since = changed_since or changed
    return ordered


def _able(feature: Feature, line: journal.Line) -> str:
    """The field, where a person may write its old value; marks of steps and 作废 are not written by hand."""
    field = next((one for one in feature.ledger.fields if one.name == line.field), None)
    if line.action != journal.CHANGED or field is None:
        return ""
    return "" if field.kind is Kind.MADE and line.old is None else field.name


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
    if line.field == ATTACHMENTS or (known is not None and known.kind is Kind.FILES):
        return _told_files(feature, line)
    label = label_of(feature, line.field)
    old, new = (_shown(feature, line.field, value) for value in (line.old, line.new))
    if old and new:
        return f"把{label}从“{old}”改为“{new}”"
    if new:
        return f"填写{label}“{new}”"
    return f"清空{label}（原为“{old}”）"


def _told_files(feature: Feature, line: journal.Line) -> str:
    """添加整改后照片 2 张: files are counted, their names would say nothing."""
    assert line.field is not None
    label, counter = called(feature, line.field)
    kind = table_of(feature.model).c[line.field].type
    before, after = restored(line.old, kind), restored(line.new, kind)
    came, went = (len(set(one) - set(other)) for one, other in ((after, before), (before, after)))
    if came and came == went:
        return f"更换{label} {came} {counter}"
    told = [f"{verb}{label} {count} {counter}" for verb, count in (("添加", came), ("移除", went)) if count]
    return "，".join(told) or f"调整{label}的次序"


def label_of(feature: Feature, name: str) -> str:
    """What a column is called on the screen."""
    known = feature.ledger.by_name.get(name)
    return known.label if known else OWN_WORDS.get(name, name)


def _shown(feature: Feature, name: str, value: Any) -> str:
    return show(restored(value, table_of(feature.model).c[name].type))
