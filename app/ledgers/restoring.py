"""Putting an old value back, or a whole record as it stood after some operation: one change, undoable as any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from app.kernel.change import Change
from app.kernel.display import show
from app.kernel.errors import Refusal
from app.kernel.feature import Feature, Record
from app.kernel.fields import Kind
from app.ledgers import edit
from app.ledgers.history import label_of
from app.store import journal, records
from app.store.base import table_of
from app.store.session import Store
from app.store.types import restored

MARKS = ("started",)  # facts of a record that no field shows; they follow when the whole is set back


@dataclass(frozen=True)
class Difference:
    """A field that would change: its name on the screen, what it holds and what it would hold."""

    field: str
    label: str
    now: str
    then: str


@dataclass(frozen=True)
class Restoring:
    """What setting back would do. ``left_out`` are sentences on what stays as it is."""

    facts: Record
    differences: tuple[Difference, ...]
    left_out: tuple[str, ...]


def value_before(store: Store, feature: Feature, record: int, operation: int, field: str) -> Restoring:
    """What 恢复旧值 would do: one field as it was before the operation."""
    now, then = _now_and_then(store, feature, record, operation - 1)
    return _compared(feature, now, then, [field])


def record_after(store: Store, feature: Feature, record: int, operation: int) -> Restoring:
    """What 恢复到这个时候 would do: every field as it was after the operation."""
    now, then = _now_and_then(store, feature, record, operation)
    names = [field.name for field in feature.ledger.fields]
    found = _compared(feature, now, then, [*names, *(name for name in MARKS if name in then)])
    wrong = edit.problems(feature, found.facts)
    told = [
        f"{feature.ledger[name].label}：原来的值现在不能用。{sentence}" for name, sentence in wrong.items()
    ]
    if bool(now["voided"]) != bool(then["voided"]):
        told.append("作废与否不随之改变，请用“作废”或“撤销作废”。")
    key = feature.ledger.key
    if key and key in found.facts and not found.facts[key]:
        wrong = {**wrong, key: ""}
    return Restoring(
        {name: value for name, value in found.facts.items() if name not in wrong},
        tuple(one for one in found.differences if one.field not in wrong),
        tuple(told),
    )


def put_back(store: Store, feature: Feature, record: int, operation: int, field: str = "") -> Change:
    """Do it: one field as it was before the operation, or without ``field`` the record as it was after.

    Raises Refusal where the record is in the recycle bin or the old value is not allowed any more.
    """
    if field:
        found = value_before(store, feature, record, operation, field)
        title = f"恢复{feature.ledger.title}的{label_of(feature, field)}"
    else:
        found = record_after(store, feature, record, operation)
        title = f"恢复{feature.ledger.title}到以前的样子"
    if not found.differences:
        raise Refusal("现在就是这样，没有要恢复的。")
    return replace(edit.update(store, feature, record, found.facts, title), sentence=f"已{title}")


def _compared(feature: Feature, now: Record, then: Record, names: Sequence[str]) -> Restoring:
    facts, differences = {}, []
    for name in names:
        if _differ(now.get(name), then.get(name)):
            facts[name] = then.get(name)
            before, after = (show(one.get(name)) for one in (now, then))
            differences.append(Difference(name, label_of(feature, name), before, after))
    firm = next((one.name for one in feature.ledger.fields if one.kind is Kind.ENTERPRISE), "")
    if firm in facts and then.get("enterprise_id"):
        facts["enterprise_id"] = then["enterprise_id"]  # the very firm, where several bear the name
    return Restoring(facts, tuple(differences), ())


def _differ(now: object, then: object) -> bool:
    """0 and no are values; only None and nothing at all are alike."""
    return (now in (None, "", ())) != (then in (None, "", ())) or (now not in (None, "", ()) and now != then)


def _now_and_then(store: Store, feature: Feature, record: int, operation: int) -> tuple[Record, Record]:
    """The record as it stands, and as it stood after the last operation up to ``operation``."""
    columns = table_of(feature.model).c
    with store.read() as connection:
        now = records.load(connection, feature, [record]).get(record)
        if now is None or now["deleted_at"] is not None:
            raise Refusal(edit.GONE)
        told = journal.lines_of_record(connection, feature.name, record)
        then = dict(now)
        for line in _backwards([one for one, *_ in told]):
            if line.operation <= operation:
                break
            if line.action == journal.CHANGED and line.field and line.field in columns:
                then[line.field] = restored(line.old, columns[line.field].type)
    return now, then


def _backwards(lines: Sequence[journal.Line]) -> Iterator[journal.Line]:
    """The last line first: operations come newest first already, the lines of each in order."""
    for _, group in groupby(lines, key=lambda line: line.operation):
        yield from reversed(list(group))
