"""Working a listing: its end and the first day for an early removal follow from its own rule book."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from app.features.dishonesty import FEATURE
from app.kernel.change import Change
from app.kernel.due import Due, due, months_on
from app.kernel.errors import Refusal
from app.kernel.feature import Record
from app.kernel.fields import Value
from app.kernel.rules import BookReference
from app.kernel.workflow import Transition, advance
from app.ledgers.edit import GONE, checked
from app.ledgers.writing import Writing
from app.masterdata.calendar import read_calendar
from app.masterdata.rulebooks import keep_book, kept_book, override_for, overrides
from app.store import records
from app.store.session import Store

BOOK = "dishonesty"


def period(connection: Connection, record: Mapping[str, Value], rule: str, start: date) -> Due:
    """When a period of the register ends, by the edition the listing was made under."""
    name, _, version = str(record["rule_book"]).partition(":")
    found = kept_book(connection, BookReference(name, version))[f"{BOOK}.{rule}"]
    own = override_for(overrides(connection), found, None)
    return due(found, start, {}, read_calendar(connection), own)


def take(store: Store, record: int, step: str, given: Mapping[str, Value]) -> Change:
    """One step of a listing. Raises Refusal with the reason."""
    assert FEATURE.workflow is not None
    transition = next(one for one in FEATURE.workflow.transitions if one.name == step)
    facts = checked(FEATURE, given, step=True)
    with store.write() as connection:
        writing = Writing(store, connection, "step", f"严重失信主体{transition.title}")
        take_within(writing, record, transition, facts)
        return writing.change(f"已{transition.title}")


def take_within(writing: Writing, record: int, transition: Transition, facts: Mapping[str, Value]) -> None:
    """One step of one listing inside an open operation. Raises Refusal."""
    connection, today = writing.connection, writing.store.clock.today()
    for name, value in facts.items():
        if isinstance(value, date) and value > today:
            raise Refusal(f"{FEATURE.ledger[name].label} {value} 在今天（{today}）之后，请核对。")
    before = records.load(connection, FEATURE, [record]).get(record)
    if before is None or before["deleted_at"] is not None:
        raise Refusal(GONE)
    called = f"{before['number']} {before['enterprise_name']}"
    if before["voided"]:
        raise Refusal(f"{called}：已作废，不能{transition.title}。")
    if before["state"] not in transition.before:
        raise Refusal(
            f"{called}：当前状态是“{before['state']}”，不能{transition.title}。{transition.source}。"
        )
    values: Record = dict(facts)
    if not before.get("rule_book"):
        kept = keep_book(connection, BOOK)
        values["rule_book"] = f"{kept.book}:{kept.version}"
    values |= _following(connection, {**before, **values}, transition.name)
    assert FEATURE.workflow is not None
    try:
        written = advance(FEATURE.workflow, before, transition.name, values)
    except Refusal as refusal:
        raise Refusal(f"{called}：{refusal}{transition.source}。") from None
    writing.alter(FEATURE, [(before, written)])


def _following(connection: Connection, record: Record, step: str) -> Record:
    """The end of the term; or the refusal of an application that comes before its first day."""
    listed = record.get("listed_on")
    if step == "list" and isinstance(listed, date):
        found = period(connection, record, "term", listed)
        years = int(str(record.get("term") or found.value))
        ends = found.due if years == found.value else months_on(listed, 12 * years)
        return {"term": years, "expires_on": ends}
    applied = record.get("applied_on")
    if step == "apply" and isinstance(listed, date) and isinstance(applied, date):
        first = period(connection, record, "early_removal", listed)
        if applied < first.due:
            raise Refusal(
                f"列入满12个月（{first.due}）才能申请提前移出，{applied} 还没有满。{first.rule.source}。"
            )
    return {}
