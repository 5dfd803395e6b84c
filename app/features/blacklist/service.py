"""Working a case: each step fills what the rule lets follow from it, in one transaction with what lies beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from app.features.blacklist import FEATURE, words
from app.features.blacklist.guards import no_new_act
from app.features.blacklist.periods import (
    Counting,
    application_words,
    defence_words,
    gaps,
    lateness,
    quarter_of,
    standing,
)
from app.features.blacklist_events import FEATURE as EVENTS
from app.features.blacklist_events import model as events
from app.kernel.change import Change
from app.kernel.due import months_on
from app.kernel.errors import Refusal
from app.kernel.feature import Record
from app.kernel.fields import Kind, Value
from app.kernel.rules import BookReference
from app.kernel.workflow import Transition, advance
from app.ledgers.edit import GONE, checked
from app.ledgers.writing import Writing
from app.masterdata import dictionaries
from app.masterdata.calendar import read_calendar
from app.masterdata.enterprises import FEATURE as ENTERPRISES
from app.masterdata.organ import read_organ
from app.masterdata.rulebooks import books, keep_book, kept_book, overrides
from app.store import records
from app.store.base import table_of
from app.store.session import Store

BOOK = "blacklist"
_ARTICLE = re.compile("第[一二三四五六七八九十]+条")
_FROM_FIRM = {
    "kind": ("kind",),
    "code": ("code",),
    "registered_address": ("registered_address", "address"),
    "scope": ("scope",),
    "principal": ("principal",),
    "phone": ("principal_phone", "phone"),
}


def counting(connection: Connection, case: Mapping[str, Any] | None = None) -> Counting:
    """What a case is counted by; without one what a case opened now would be."""
    kept = str((case or {}).get("rule_book") or "")
    name, sign, version = kept.partition(":")
    book = (
        kept_book(connection, BookReference(name, version))
        if sign
        else next(one for one in books() if one.instrument.identifier == BOOK)
    )
    days = read_organ(connection).defence_days
    return Counting(book, read_calendar(connection), overrides(connection), days)


def records_of(connection: Connection, number: str) -> list[Record]:
    """The management records of a case, oldest first."""
    table = table_of(EVENTS.model)
    query = select(table.c.id).where(
        table.c.case_number == number, table.c.deleted_at.is_(None), table.c.voided.is_(False)
    )
    ids = list(connection.execute(query.order_by(table.c.day, table.c.id)).scalars())
    found = records.load(connection, EVENTS, ids)
    return [found[one] for one in ids]


def load(connection: Connection, case: int) -> dict[str, Any]:
    """A case that can be worked on. Raises Refusal."""
    found = records.load(connection, FEATURE, [case]).get(case)
    if found is None or found["deleted_at"] is not None:
        raise Refusal(GONE)
    if found["voided"]:
        raise Refusal(f"{found['number']}已作废，不能再办理。")
    return found


def base_facts(connection: Connection, values: Mapping[str, Value]) -> Record:
    """What the firm's own file says, in the rule's order, where nothing else was written (第五条（一）1)."""
    firm = values.get("enterprise_id")
    if firm is None and values.get("enterprise_name"):
        table = table_of(ENTERPRISES.model)
        query = select(table.c.id).where(
            table.c.name == values["enterprise_name"], table.c.deleted_at.is_(None)
        )
        ids = list(connection.execute(query.limit(2)).scalars())
        firm = ids[0] if len(ids) == 1 else None
    if not isinstance(firm, int):
        return {}
    file = records.load(connection, ENTERPRISES, [firm]).get(firm, {})
    found: Record = {"enterprise_id": firm, "enterprise_name": file.get("name")}
    for name, sources in _FROM_FIRM.items():
        found[name] = next((file[one] for one in sources if file.get(one)), None)
    return {name: value for name, value in found.items() if value not in (None, "")}


def open_case(store: Store, values: Mapping[str, Value]) -> Change:
    """A new case with the base facts of its firm. Raises Refusal where no firm is named."""
    given = {
        name: value for name, value in checked(FEATURE, values, step=True).items() if value not in (None, ())
    }
    if not given.get("enterprise_name") and not given.get("enterprise_id"):
        raise Refusal("请先写明生产经营单位名称（第五条（一）1）。")
    today = store.clock.today()
    with store.write() as connection:
        writing = Writing(store, connection, "create", "黑名单立案")
        kept = keep_book(connection, BOOK)
        row: Record = {
            "collected_on": today,
            **base_facts(connection, given),
            **given,
            "rule_book": f"{kept.book}:{kept.version}",
        }
        refuse_future(row, today)
        writing.new_words(FEATURE, [row])
        writing.add(FEATURE, [row])
        return writing.change("已立案，请补齐基础信息和纳入理由后核实")


def listing_of(connection: Connection, case: Mapping[str, Any]) -> int:
    """Which listing of the firm this would be: the rule does not say what 连续 means, so every earlier one counts."""
    table = table_of(FEATURE.model)
    query = select(table.c.id).where(
        table.c.enterprise_id == case.get("enterprise_id"),
        table.c.id != case.get("id"),
        table.c.published_on.is_not(None),
        table.c.withdrawn_on.is_(None),
        table.c.deleted_at.is_(None),
        table.c.voided.is_(False),
    )
    if case.get("enterprise_id") is None:
        return 1
    if isinstance(case.get("published_on"), date):
        query = query.where(table.c.published_on < case["published_on"])
    return 1 + len(connection.execute(query).all())


def proposed(store: Store, case: int, step: str) -> Record:
    """What a step may be filled in with, to be looked at before it is taken: days, terms, organs, bodies."""
    today = store.clock.today()
    with store.read() as connection:
        record = load(connection, case)
        transition = _step(step)
        found: Record = {}
        for name in (*transition.asks, *transition.optional):
            field = FEATURE.ledger[name]
            if field.kind is Kind.DAY and name != "defence_until":
                found[name] = today
        organ = read_organ(connection)
        how = counting(connection, record)
        defaults: Record = {
            "verifier": store.who or None,
            "handler": record.get("handler") or store.who or None,
            "notice_organ": organ.name,
            "deciding_organ": record.get("deciding_organ") or organ.name,
            "submitted_to": organ.superior or None,
            "transferred_to": organ.superior or None,
            "accepting_organ": organ.name,
            "batch": quarter_of(today),
            "channels": record.get("channels") or lists(connection, words.CHANNELS),
            "notified": record.get("notified") or lists(connection, words.BODIES),
            "rank": record.get("rank"),
            "defence": record.get("defence"),
            "kept_term": 1,
        }
        if "defence_until" in transition.optional and (until := how.defence(today)):
            defaults["defence_until"] = until.due
        if "term" in transition.optional:
            defaults |= _term(connection, record, how, today)
        if step == "remove" and isinstance(record.get("expires_on"), date):
            found["removed_on"] = how.ends("removal", record["expires_on"]).due
        asked = (*transition.asks, *transition.optional)
        return {**found, **{name: value for name, value in defaults.items() if name in asked and value}}


def _term(connection: Connection, record: Mapping[str, Any], how: Counting, published_on: date) -> Record:
    listing = record.get("listing") or listing_of(connection, record)
    found = how.term({**record, "listing": listing}, published_on)
    return {"listing": listing, "term": found.value}


def lists(connection: Connection, name: str) -> tuple[str, ...]:
    """The channels of publication and the bodies to be told, as the office has edited them."""
    return dictionaries.words(connection, name) or dictionaries.usual(name)


def cautions(store: Store, case: int, step: str, given: Mapping[str, Value]) -> list[str]:
    """What the rule has to say of a step that it does not forbid: out of force, late, early, reports missing."""
    today = store.clock.today()
    with store.read() as connection:
        record = load(connection, case)
        how = counting(connection, record)
        merged = {**record, **given}
        days = [given.get(name) for name in _step(step).asks]
        day = next((one for one in days if isinstance(one, date)), today)
        said = [standing(how, day), lateness(merged, step, how, day)]
        if step == "apply":
            said.append(application_words(merged, how, day))
        if step in ("adopt", "overrule", "lapse"):
            said.append(defence_words(record, how))
        if step in ("apply", "accept"):
            said.append(no_new_act(record))
        if step in ("apply", "accept", "release"):
            said += gaps(merged, records_of(connection, str(record["number"])), how, min(day, today))
        return [one for one in said if one]


def take(store: Store, cases: Sequence[int], step: str, given: Mapping[str, Value]) -> Change:
    """Lead cases on by a step, all or none. Raises Refusal with the case, the reason and the article."""
    transition = _step(step)
    facts = checked(FEATURE, given, step=True)
    if len(cases) > 1 and not transition.many:
        raise Refusal(f"{transition.title}要一件一件地办。")
    with store.write() as connection:
        title = f"黑名单{transition.title}" + (f" {len(cases)} 件" if len(cases) > 1 else "")
        writing = Writing(store, connection, "step", title)
        for case in dict.fromkeys(cases):
            take_within(writing, case, transition, facts)
        return writing.change(f"已{transition.title}" + (f" {len(cases)} 件" if len(cases) > 1 else ""))


def take_within(writing: Writing, case: int, transition: Transition, facts: Mapping[str, Value]) -> None:
    """One step of one case inside an open operation. Raises Refusal."""
    connection, store = writing.connection, writing.store
    record = load(connection, case)
    called = f"{record['number']} {record['enterprise_name']}"
    try:
        refuse_future(facts, store.clock.today(), f"{called}：")
    except Refusal as refusal:
        raise Refusal(with_article(str(refusal), transition)) from None
    state = record.get("state")
    if state not in transition.before:
        raise Refusal(f"{called}：当前状态是“{state}”，不能{transition.title}。{transition.source}。")
    values = {**facts, **_following(connection, record, transition.name, facts)}
    try:
        written = advance(FEATURE.workflow, record, transition.name, values)  # type: ignore[arg-type]
    except Refusal as refusal:
        raise Refusal(with_article(f"{called}：{refusal}", transition)) from None
    writing.alter(FEATURE, [(record, written)])
    if transition.name == "keep":
        said = f"保留{written['kept_term']}年，新的期满日期 {written['expires_on']}。原因：{written['kept_reason']}"
        write_note(writing, record, {"kind": events.KEPT, "day": written["ruled_on"], "content": said})


def with_article(said: str, transition: Transition) -> str:
    """A refusal with the article it rests on: where it names none, that of the step."""
    return said if _ARTICLE.search(said) else f"{said}依据：{transition.source}。"


def _following(
    connection: Connection, record: Mapping[str, Any], step: str, facts: Mapping[str, Value]
) -> Record:
    """What follows from a step's facts by the rule: the end of a period, the term, the batch."""
    how = counting(connection, record)
    found: Record = {}
    if not record.get("rule_book"):
        kept = keep_book(connection, BOOK)
        found["rule_book"] = f"{kept.book}:{kept.version}"
    merged: dict[str, Any] = {**record, **facts}
    day = merged.get("published_on")
    if step == "verify":
        found |= _term(connection, merged, how, merged.get("verified_on") or merged["collected_on"])
    elif step == "serve" and isinstance(merged.get("served_on"), date) and not facts.get("defence_until"):
        until = how.defence(merged["served_on"])
        if until is not None:
            found["defence_until"] = until.due
    elif step in ("publish", "published_above") and isinstance(day, date):
        listing = facts.get("listing") or listing_of(connection, {**record, "published_on": day})
        own = how.term({**merged, "listing": listing}, day)
        years = facts.get("term") or own.value
        found |= {
            "listing": listing,
            "term": years,
            "expires_on": how.end_of_term({**merged, "listing": listing}, day, int(str(years))),
            "period_from": day,
            "batch": facts.get("batch") or quarter_of(day),
        }
    elif step == "keep" and isinstance(merged.get("expires_on"), date) and facts.get("kept_term"):
        found |= {
            "earlier_from": record.get("period_from") or record.get("published_on"),
            "earlier_until": record["expires_on"],
            "period_from": record["expires_on"],
            "expires_on": months_on(record["expires_on"], 12 * int(str(facts["kept_term"]))),
        }
    return found


def _step(name: str) -> Transition:
    assert FEATURE.workflow is not None
    return next(one for one in FEATURE.workflow.transitions if one.name == name)


def refuse_future(values: Mapping[str, Any], today: date, called: str = "") -> None:
    """Nothing that is noted can have happened after today."""
    for name, value in values.items():
        if isinstance(value, date) and value > today and name not in ("defence_until", "rectify_by"):
            raise Refusal(f"{called}{FEATURE.ledger[name].label} {value} 在今天（{today}）之后，请核对。")


def waiting_for_batch(store: Store) -> list[int]:
    """The cases submitted and not yet published: the next quarter's batch."""
    table = table_of(FEATURE.model)
    query = select(table.c.id).where(
        table.c.state == words.TO_PUBLISH, table.c.deleted_at.is_(None), table.c.voided.is_(False)
    )
    with store.read() as connection:
        return list(connection.execute(query.order_by(table.c.submitted_on, table.c.id)).scalars())


def publish_batch(store: Store, day: date, given: Mapping[str, Value] | None = None) -> Change:
    """Publish all that was submitted as the quarter's batch, in one transaction. Raises Refusal where nothing waits."""
    cases = waiting_for_batch(store)
    if not cases:
        raise Refusal("没有待公布的案件。已提交的才进入本季度公布批次（第五条（四））。")
    with store.read() as connection:
        known: Record = {
            "channels": lists(connection, words.CHANNELS),
            "notified": lists(connection, words.BODIES),
        }
    return take(
        store, cases, "publish", {**known, "batch": quarter_of(day), **(given or {}), "published_on": day}
    )


def write_note(writing: Writing, record: Mapping[str, Any], facts: Mapping[str, Value]) -> int:
    """A management record inside an open operation."""
    known: Record = {
        "case_number": record["number"],
        "enterprise_name": record["enterprise_name"],
        "enterprise_id": record["enterprise_id"],
    }
    row = {**known, **{name: value for name, value in facts.items() if value not in (None, ())}}
    writing.new_words(EVENTS, [row])
    return writing.add(EVENTS, [row])[0]
