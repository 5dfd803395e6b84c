"""What is written beside the steps of a case: management records, corrections, the measure in the enforcement ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from app.features.blacklist import FEATURE, words
from app.features.blacklist.periods import Counting
from app.features.blacklist.service import counting, load, refuse_future, write_note
from app.features.blacklist_events import FEATURE as EVENTS
from app.features.blacklist_events import model as events
from app.kernel.change import Change
from app.kernel.display import show
from app.kernel.errors import Refusal
from app.kernel.feature import Record
from app.kernel.fields import Value
from app.ledgers.edit import checked
from app.ledgers.writing import Writing
from app.store import records
from app.store.base import table_of
from app.store.session import Store

JOINT = "联合惩戒"


def note_record(store: Store, case: int, values: Mapping[str, Value]) -> Change:
    """A management record of a case: report, inspection, interview, measure, new act. Raises Refusal."""
    facts = checked(EVENTS, values)
    with store.write() as connection:
        record = load(connection, case)
        kind, day = facts.get("kind"), facts.get("day")
        if not kind or not isinstance(day, date):
            raise Refusal("请写明记录的类别和日期。")
        if day > store.clock.today():
            raise Refusal(f"日期 {day} 在今天之后，请核对。")
        published = record.get("published_on")
        if kind != events.OTHER and (not isinstance(published, date) or day < published):
            raise Refusal(
                f"{record['number']}在 {day} 还没有公布，不在管理期内，不能登记{kind}（第四条：自公布之日计算）。"
            )
        if kind == events.NEW_ACT and facts.get("qualifying") is None:
            raise Refusal("请写明新的行为是不是符合第三条的纳入条件：符合的不能移出（第五条（五））。")
        if kind == events.INSPECTION and not facts.get("level"):
            raise Refusal("请写明是市级还是县级检查：市级每半年、县级每季度至少1次（第八条）。")
        writing = Writing(store, connection, "create", f"登记{kind}")
        write_note(writing, record, facts)
        return writing.change(f"已登记{kind}")


def correct(store: Store, case: int, values: Mapping[str, Value], reason: str) -> Change:
    """更正 or 变更: set facts that were wrong or changed and note what they were (第六条). Raises Refusal."""
    with store.write() as connection:
        writing = Writing(store, connection, "update", "更正黑名单信息")
        correct_within(writing, case, values, reason)
        return writing.change("已更正，请把更正情况报送（第六条）")


def correct_within(writing: Writing, case: int, values: Mapping[str, Value], reason: str) -> None:
    """The same inside an open operation. Raises Refusal."""
    if not reason.strip():
        raise Refusal("更正要写明原因（第六条：信息有错误或者发生变更时，应及时更正或者变更并报送）。")
    facts = checked(FEATURE, values, step=True)
    record, today = load(writing.connection, case), writing.store.clock.today()
    changed = {name: value for name, value in facts.items() if record.get(name) != value}
    if not changed:
        raise Refusal("没有要更正的内容。")
    refuse_future(changed, today)
    changed |= _defence_moved(counting(writing.connection, record), record, changed)
    told = "；".join(
        f"{FEATURE.ledger[name].label}由“{show(record.get(name)) or '空'}”改为“{show(value) or '空'}”"
        for name, value in changed.items()
    )
    writing.alter(FEATURE, [(record, changed)])
    note: Record = {"kind": events.CORRECTION, "day": today, "content": told, "result": reason.strip()}
    write_note(writing, record, note)


def _defence_moved(how: Counting, record: Mapping[str, Any], changed: Mapping[str, Value]) -> Record:
    """The end of the defence moves with the day of service, where it had been counted from that."""
    before, after = record.get("served_on"), changed.get("served_on")
    if not isinstance(before, date) or not isinstance(after, date) or "defence_until" in changed:
        return {}
    until, moved = how.defence(before), how.defence(after)
    if until is None or moved is None or record.get("defence_until") != until.due:
        return {}
    return {"defence_until": moved.due}


def joint_measure(case: Mapping[str, Any]) -> Record:
    """What the enforcement ledger would say of a listing: 联合惩戒."""
    return {
        "kind": JOINT,
        "enterprise_name": case["enterprise_name"],
        "enterprise_id": case["enterprise_id"],
        "day": case["published_on"],
        "department": case.get("deciding_organ"),
        "document_number": case["number"],
        "cause": f"纳入安全生产“黑名单”管理（{'、'.join(case.get('grounds') or ())}），实施联合惩戒",
    }


def joint_measures_offered(store: Store, cases: Sequence[int]) -> list[int]:
    """Of these cases, those on the list whose 联合惩戒 is not in the enforcement ledger yet."""
    table = table_of(store.catalogue["enforcement"].model)
    with store.read() as connection:
        found = records.load(connection, FEATURE, list(cases))
        query = select(table.c.document_number).where(
            table.c.kind == JOINT, table.c.deleted_at.is_(None), table.c.voided.is_(False)
        )
        entered = set(connection.execute(query).scalars())
    return [
        one
        for one in cases
        if one in found
        and found[one]["state"] in words.ON_THE_LIST
        and found[one]["published_on"]
        and found[one]["number"] not in entered
    ]


def enter_joint_measures(store: Store, cases: Sequence[int]) -> Change:
    """Enter the 联合惩戒 of listings, which the progress table counts, and note them in the cases. Raises Refusal."""
    wanted = joint_measures_offered(store, cases)
    if not wanted:
        raise Refusal("这些案件的联合惩戒已经登记在执法台账里，或者还没有公布。")
    enforcement = store.catalogue["enforcement"]
    with store.write() as connection:
        writing = Writing(store, connection, "create", f"登记联合惩戒 {len(wanted)} 条")
        for one in wanted:
            case = load(connection, one)
            measure = joint_measure(case)
            writing.new_words(enforcement, [measure])
            writing.add(enforcement, [measure])
            note: Record = {"kind": events.MEASURE, "day": case["published_on"], "content": measure["cause"]}
            write_note(writing, case, note)
        return writing.change(f"已在执法台账登记联合惩戒 {len(wanted)} 条")
