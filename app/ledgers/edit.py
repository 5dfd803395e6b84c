"""Writing to a ledger: each function is one operation, one transaction, and returns what it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from app.kernel.change import Change
from app.kernel.errors import Refusal
from app.kernel.feature import Feature, Record
from app.kernel.fields import Field, Kind, Value
from app.kernel.workflow import advance
from app.ledgers.firm_uses import firms_in_use
from app.ledgers.progress import Progress, silent
from app.ledgers.renaming import follow_new_name
from app.ledgers.writing import Writing
from app.masterdata.enterprises import FEATURE as ENTERPRISES
from app.store import records
from app.store.session import Store

TYPED = frozenset(Kind) - {Kind.MADE, Kind.FILES}  # what a person writes into a field
SET_ASIDE = 5000  # records put into the recycle bin between two tellings
GONE = "这条记录已被删除，请刷新后再试。"


def problem(field: Field, value: Value) -> str:
    """What is wrong with one value, as a sentence; empty where nothing is."""
    if value in (None, "", ()):
        return ""
    if field.choices:
        given = value if isinstance(value, tuple) else (value,)
        strange = [str(word) for word in given if word not in field.choices]
        if strange:
            return f"“{'、'.join(strange)}”不在选项里，可选：{'、'.join(field.choices)}。"
    return (field.check(value) if field.check is not None else None) or ""


def problems(feature: Feature, values: Mapping[str, Value]) -> dict[str, str]:
    """What is wrong with values typed in, a sentence a field. Gaps are no problem: they make it 待完善."""
    fields = (*feature.ledger.fields, *feature.ledger.computed)
    found = ((field.name, problem(field, values.get(field.name))) for field in fields)
    return {name: sentence for name, sentence in found if sentence}


def checked(feature: Feature, values: Mapping[str, Value], *, step: bool = False) -> Record:
    """Values that may be written, tidied; with ``step`` also what only the steps of a case ask for.

    Raises Refusal naming each field that is wrong.
    """
    known = {field.name for field in feature.ledger.fields}
    if step and feature.workflow is not None:
        known.update(*((*one.asks, *one.optional) for one in feature.workflow.transitions))
    extra = {"started", "inspection_id", "enterprise_id"}
    strange = [name for name in values if name not in known | extra]
    if strange:
        raise Refusal(f"{feature.ledger.title}台账没有这些栏目：{'、'.join(strange)}。")
    wrong = problems(feature, values)
    if wrong:
        labels = (f"{feature.ledger[name].label}：{sentence}" for name, sentence in wrong.items())
        raise Refusal("；".join(labels))
    return {name: _tidy(value) for name, value in values.items()}


def _tidy(value: Value) -> Value:
    """Blanks at the ends go, and words said twice; an empty text is nothing."""
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(word.strip() for word in value if word.strip()))
    if isinstance(value, str):
        return value.strip() or None
    return value


def create(store: Store, feature: Feature, values: Mapping[str, Value]) -> Change:
    """A new record. Raises Refusal where a value is not allowed or the whole is empty."""
    given = checked(feature, values)
    facts: Record = {name: value for name, value in given.items() if value not in (None, ())}
    if not facts:
        raise Refusal("还没有填写任何内容。")
    with store.write() as connection:
        writing = Writing(store, connection, "create", f"新增{feature.ledger.title}")
        writing.new_words(feature, [facts])
        writing.add(feature, [facts])
        return writing.change(f"已新增 1 {feature.ledger.counter}{feature.ledger.title}")


def update(
    store: Store, feature: Feature, record: int, values: Mapping[str, Value], title: str = ""
) -> Change:
    """Set fields of one record; what is given as None is emptied. ``title`` names the operation in the journal."""
    facts = checked(feature, values)
    with store.write() as connection:
        writing = Writing(store, connection, "update", title or f"修改{feature.ledger.title}")
        before = _one(writing, feature, record)
        writing.new_words(feature, [facts])
        touched = writing.alter(feature, [(before, facts)])
        if touched and feature.name == ENTERPRISES.name:
            follow_new_name(writing, record, str(before.get("name") or ""), facts.get("name"))
        return writing.change("已保存") if touched else writing.nothing("没有变化")


def update_many(store: Store, feature: Feature, ids: Sequence[int], values: Mapping[str, Value]) -> Change:
    """Set the same fields in many records: one operation."""
    facts = checked(feature, values)
    with store.write() as connection:
        writing = Writing(
            store, connection, "bulk", f"批量修改{feature.ledger.title}{len(ids)}{feature.ledger.counter}"
        )
        writing.new_words(feature, [facts])
        found = _living(writing, feature, ids)
        touched = writing.alter(feature, [(one, facts) for one in found])
        if feature.name == ENTERPRISES.name:
            for one in found:
                follow_new_name(writing, int(str(one["id"])), str(one.get("name") or ""), facts.get("name"))
        if not touched:
            return writing.nothing("没有变化")
        return writing.change(f"已修改 {len(touched)} {feature.ledger.counter}")


def duplicate(store: Store, feature: Feature, ids: Sequence[int], progress: Progress = silent) -> Change:
    """New records with the facts of these, in their order: one operation.

    What belongs to the one record alone stays behind: its number, what its workflow's steps have asked for
    (复查日期, 销号日期, 签字 …) and its files. A firm chosen among several of one name is the same firm.
    """
    with store.write() as connection:
        title = f"复制{feature.ledger.title} {len(ids)} {feature.ledger.counter}"
        writing = Writing(store, connection, "create", title, progress)
        copied = _copied(feature)
        rows: list[Record] = []
        for before in _living(writing, feature, ids):
            row: Record = {name: before[name] for name in copied if before.get(name) not in (None, ())}
            if before.get("enterprise_id"):
                row["enterprise_id"] = before["enterprise_id"]
            rows.append(row)
        if not rows:
            raise Refusal(GONE)
        writing.add(feature, rows)
        return writing.change(f"已{title}")


def _copied(feature: Feature) -> tuple[str, ...]:
    """The fields a copy takes over."""
    own: set[str] = set()
    if feature.workflow is not None:
        first, *later = feature.workflow.transitions
        own.update(name for step in (first, *later) for name in step.asks)
        own.update(name for step in later for name in step.optional if name not in first.optional)
    return tuple(
        field.name for field in feature.ledger.fields if field.kind in TYPED and field.name not in own
    )


def void(
    store: Store, feature: Feature, ids: Sequence[int], reason: str, progress: Progress = silent
) -> Change:
    """作废 with a reason: the record stays visible and counts nowhere."""
    if not reason.strip():
        raise Refusal("作废要写明原因。")
    values: Record = {"voided": True, "void_reason": reason.strip()}
    return _marked(store, feature, ids, "void", values, "作废", progress)


def unvoid(store: Store, feature: Feature, ids: Sequence[int], progress: Progress = silent) -> Change:
    """Take back a 作废."""
    values: Record = {"voided": False, "void_reason": None}
    return _marked(store, feature, ids, "unvoid", values, "撤销作废", progress)


def _marked(
    store: Store,
    feature: Feature,
    ids: Sequence[int],
    kind: str,
    values: Record,
    verb: str,
    progress: Progress,
) -> Change:
    with store.write() as connection:
        title = f"{verb}{feature.ledger.title} {len(ids)} {feature.ledger.counter}"
        writing = Writing(store, connection, kind, title, progress)
        writing.alter(feature, [(one, values) for one in _living(writing, feature, ids)])
        return writing.change(f"已{title}")


def delete(store: Store, feature: Feature, ids: Sequence[int], progress: Progress = silent) -> Change:
    """Into the recycle bin; nothing is lost, it can be undone. Raises Refusal for a firm that records belong to."""
    with store.write() as connection:
        if feature.name == ENTERPRISES.name and ids:
            _refuse_in_use(store, connection, ids)
        title = f"删除{feature.ledger.title} {len(ids)} {feature.ledger.counter}"
        writing = Writing(store, connection, "delete", title)
        moment, chosen, gone = store.moment(), sorted(set(ids)), list[int]()
        for start in range(0, len(chosen), SET_ASIDE):
            progress(start, len(chosen))
            part = chosen[start : start + SET_ASIDE]
            gone += records.set_aside(connection, feature, part, moment, writing.operation)
        return Change(writing.operation, removed={feature.name: tuple(gone)}, sentence=f"已{title}（可撤销）")


def _refuse_in_use(store: Store, connection: Connection, firms: Sequence[int]) -> None:
    used = firms_in_use(connection, store.catalogue, firms)
    if used:
        found = records.load(connection, ENTERPRISES, sorted(used)[:3])
        names = "、".join(str(firm["name"]) for firm in found.values())
        raise Refusal(
            f"{names}{'等' if len(used) > len(found) else ''}名下还有记录，不能删除。"
            "重复的请在企业页用“与另一家合并”；不再监管的请把经营状态改为关闭或搬迁。"
        )


def restore(store: Store, feature: Feature, ids: Sequence[int]) -> Change:
    """Out of the recycle bin."""
    with store.write() as connection:
        writing = Writing(
            store, connection, "restore", f"恢复{feature.ledger.title} {len(ids)} {feature.ledger.counter}"
        )
        back = records.set_aside(connection, feature, ids, None, writing.operation)
        said = f"已从回收站恢复 {len(back)} {feature.ledger.counter}{feature.ledger.title}"
        return Change(writing.operation, created={feature.name: back}, sentence=said)


def take_step(
    store: Store, feature: Feature, ids: Sequence[int], step: str, given: Mapping[str, Value]
) -> Change:
    """Lead records on through the feature's workflow; all of them or none.

    Raises Refusal with the first record whose guard holds it back.
    """
    assert feature.workflow is not None
    transition = next(one for one in feature.workflow.transitions if one.name == step)
    title = transition.title
    facts = checked(feature, given, step=True)
    if feature.takes is not None and len(ids) > 1 and not transition.many:
        raise Refusal(f"{title}要一件一件地办。")
    with store.write() as connection:
        writing = Writing(store, connection, "step", f"{title} {len(ids)} {feature.ledger.counter}")
        if feature.takes is not None:
            for one in dict.fromkeys(ids):
                feature.takes(writing, one, transition, facts)
            return writing.change(f"已{title} {len(ids)} {feature.ledger.counter}")
        found = records.load(connection, feature, ids)
        changes = []
        for one in ids:
            before = found.get(one)
            if before is None or before["deleted_at"] is not None:
                raise Refusal(GONE)
            if before["voided"]:
                raise Refusal(f"{_called(feature, before)}已作废，不能{title}。")
            try:
                changes.append((before, advance(feature.workflow, before, step, facts)))
            except Refusal as refusal:
                raise Refusal(f"{_called(feature, before)}{refusal}") from None
        writing.alter(feature, changes)
        return writing.change(f"已{title} {len(ids)} {feature.ledger.counter}")


def _called(feature: Feature, record: Mapping[str, Value]) -> str:
    key = feature.ledger.key
    return f"{record.get(key)}：" if key and record.get(key) else ""


def _living(writing: Writing, feature: Feature, ids: Sequence[int]) -> list[Record]:
    """Those of the records that are not in the recycle bin, each once."""
    found = records.load(writing.connection, feature, ids)
    return [found[one] for one in dict.fromkeys(ids) if one in found and found[one]["deleted_at"] is None]


def _one(writing: Writing, feature: Feature, record: int) -> Record:
    found = records.load(writing.connection, feature, [record]).get(record)
    if found is None or found["deleted_at"] is not None:
        raise Refusal(GONE)
    return found
