"""From a record to its paper: gathering the facts, a draft to look at, the issue itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from typing import Any

from sqlalchemy import Connection, select

from app.kernel.change import Change
from app.kernel.documents import Document
from app.kernel.due import due
from app.kernel.errors import Refusal
from app.kernel.feature import Feature, Record
from app.kernel.fields import Kind
from app.kernel.papers import Facts, PaperKind
from app.kernel.rules import BookReference
from app.kernel.templates import Filling, fill, missing
from app.ledgers.undo import ISSUE
from app.ledgers.writing import Writing
from app.masterdata import rulebooks
from app.masterdata.calendar import read_calendar
from app.masterdata.enterprises import FEATURE as ENTERPRISES
from app.masterdata.organ import office_values, read_organ
from app.papers import issued, numbers, templates
from app.papers.templates import Version
from app.printing import fonts
from app.printing.document_pdf import draw_document
from app.printing.grid import Paper
from app.store import records
from app.store.base import table_of
from app.store.session import Store

NUMBER = "文号"
OPEN = "　"
"""Stands for a number not given yet."""
MOST = 1_000
"""So many papers at once, drafts or issued."""


@dataclass(frozen=True)
class Draft:
    """A paper before its issue: what is on it, what keeps it back.

    ``missing`` are needed values that are empty; ``unprintable`` says which character of which value no face has.
    """

    kind: PaperKind
    version: Version
    values: Mapping[str, Filling]
    document: Document
    missing: tuple[str, ...]
    held_back: str
    unprintable: tuple[str, ...] = ()


@dataclass(frozen=True)
class Subject:
    """What a paper is of: a ledger's record, or something outside the ledgers (a submitted table, a letter)."""

    ledger: str
    record: int
    called: str
    firm: str = ""


def gather(
    store: Store,
    connection: Connection,
    feature: Feature,
    kind: PaperKind,
    record: Record,
    typed: Mapping[str, str],
    day: date,
) -> Facts:
    """Everything the paper's values are made from."""
    firm: Record = {}
    if record.get("enterprise_id"):
        number = int(str(record["enterprise_id"]))
        firm = records.load(connection, ENTERPRISES, [number]).get(number, {})
    related = {name: _related(store, connection, feature, record, name) for name in kind.related}
    mine = (feature.name, int(str(record["id"])))
    joined = [
        (name, int(str(one["id"]))) for name in _joined(store, feature, record, kind) for one in related[name]
    ]
    papers = issued.earlier(connection, mine, *joined)
    periods = _periods(connection, kind, record)
    return Facts(record, day, firm, related, papers, office_values(connection), dict(typed), periods)


def _periods(connection: Connection, kind: PaperKind, record: Record) -> dict[str, date]:
    """When the periods end that the paper names: by the rule book the case was opened under, and the office's calendar."""
    found: dict[str, date] = {}
    book, _, version = str(record.get("rule_book") or "").partition(":")
    kept = rulebooks.kept_book(connection, BookReference(book, version)) if version else None
    for name, identifier, start in kind.periods:
        begin = record.get(start)
        if isinstance(begin, date):
            mine = kept is not None and identifier.startswith(f"{book}.")
            rule = kept[identifier] if kept is not None and mine else rulebooks.rule_named(identifier)
            override = rulebooks.override_for(rulebooks.overrides(connection), rule, rule.case_for({}))
            found[name] = due(rule, begin, {}, read_calendar(connection), override).due
    return found


def _joined(store: Store, feature: Feature, record: Record, kind: PaperKind) -> Iterator[str]:
    """Ledgers whose related records belong to this very one, not only to the same firm."""
    for name in kind.related:
        back, forth = f"{feature.name.removesuffix('s')}_id", f"{name.removesuffix('s')}_id"
        if back in table_of(store.catalogue[name].model).c or forth in record:
            yield name


def _related(
    store: Store, connection: Connection, feature: Feature, record: Record, name: str
) -> tuple[Record, ...]:
    """Records of another ledger that belong to this one: found by it, the one it was found by, or of the same firm."""
    other = store.catalogue[name]
    table = table_of(other.model)
    back, forth = f"{feature.name.removesuffix('s')}_id", f"{name.removesuffix('s')}_id"
    if back in table.c:
        mine = table.c[back] == record["id"]
    elif forth in record:
        mine = table.c.id == record[forth]
    elif record.get("enterprise_id"):
        mine = table.c.enterprise_id == record["enterprise_id"]
    else:
        return ()
    living = mine & table.c.deleted_at.is_(None) & table.c.voided.is_(False)
    ids = list(connection.execute(select(table.c.id).where(living).order_by(table.c.id)).scalars())
    found = records.load(connection, other, ids)
    return tuple(found[one] for one in ids)


def asked(store: Store, feature: Feature, kind: PaperKind, record: int, day: date) -> dict[str, str]:
    """What the dialog asks before printing, with what is proposed."""
    with store.read() as connection:
        facts = gather(store, connection, feature, kind, _record(connection, feature, record), {}, day)
    return proposed(kind, facts)


def proposed(kind: PaperKind, facts: Facts) -> dict[str, str]:
    """What is proposed for each thing that is asked."""
    return {ask.name: ask.default(facts) if ask.default is not None else "" for ask in kind.asks}


def draft(
    store: Store,
    feature: Feature,
    kind: PaperKind,
    record: int,
    typed: Mapping[str, str] | None = None,
    *,
    variant: str = "",
    day: date | None = None,
) -> Draft:
    """The paper as it would be issued, marked as a draft; it takes no number. Raises Refusal for an unknown record."""
    on = day or store.clock.today()
    with store.read() as connection:
        one = _record(connection, feature, record)
        facts = gather(store, connection, feature, kind, one, typed or {}, on)
        return draft_from(connection, kind, facts, variant)


def drafts(
    store: Store,
    feature: Feature,
    kind: PaperKind,
    ids: Sequence[int],
    typed: Mapping[str, str] | None = None,
    *,
    variant: str = "",
    day: date | None = None,
) -> Iterator[Draft]:
    """Drafts of a paper for each record, in order. Raises Refusal for an unknown record."""
    refuse_too_many(ids)
    on = day or store.clock.today()
    with store.read() as connection:
        for one in ids:
            record = _record(connection, feature, one)
            facts = gather(store, connection, feature, kind, record, typed or {}, on)
            yield draft_from(connection, kind, facts, variant)


def draft_from(connection: Connection, kind: PaperKind, facts: Facts, variant: str = "") -> Draft:
    """A draft from facts gathered elsewhere; what was not typed is as proposed."""
    facts = replace(facts, typed={**proposed(kind, facts), **facts.typed})
    version = _version(connection, kind, variant)
    number = _open_number(version, facts.office.get("机关代字", ""), facts.today)
    return _made(kind, version, facts, number, is_draft=True)


def _version(connection: Connection, kind: PaperKind, variant: str) -> Version:
    """The style asked for, else the office's own set of 文书, else the first."""
    if variant:
        return templates.version(connection, kind.code, variant)
    family = read_organ(connection).family
    found = templates.versions(connection, kind.code)
    return next((one for one in found if one.variant == family), None) or templates.version(
        connection, kind.code
    )


def _open_number(version: Version, organ: str, day: date) -> str:
    series = numbers.series_of(version.number, organ)
    return series.replace(numbers.YEAR, str(day.year)).replace(numbers.NUMBER, OPEN)


def _made(kind: PaperKind, version: Version, facts: Facts, number: str, *, is_draft: bool) -> Draft:
    values = {**facts.office, **facts.typed, **kind.values(facts), NUMBER: number}
    lacking = missing(version.template, values)
    document = fill(version.template, values, draft=is_draft)
    return Draft(kind, version, values, document, lacking, kind.guard(facts), _unprintable(document, values))


def _unprintable(document: Document, values: Mapping[str, Filling]) -> tuple[str, ...]:
    """Every character that no face has, with the value it stands in."""
    found = fonts.missing_characters(document.all_text())
    return tuple(f"“{sign}”（{_value_with(sign, values)}）" for sign in found)


def _value_with(sign: str, values: Mapping[str, Filling]) -> str:
    for name, given in values.items():
        if sign in (given if isinstance(given, str) else "".join(given)):
            return name
    return "模板的文字"


def pages(document: Document) -> tuple[bytes, Paper]:
    """The document as PDF."""
    out = BytesIO()
    paper = draw_document(document, out)
    return out.getvalue(), paper


def refuse_too_many(ids: Sequence[int]) -> None:
    """Raises Refusal where there is none, or more than one batch holds."""
    if not ids:
        raise Refusal("请先选中要打印文书的记录。")
    if len(ids) > MOST:
        raise Refusal(f"一次最多 {MOST} 份，现在选了 {len(ids)} 条记录。请分几次办理。")


def issue(
    store: Store,
    feature: Feature,
    kind: PaperKind,
    ids: Sequence[int],
    typed: Mapping[str, str] | None = None,
    *,
    variant: str = "",
    day: date | None = None,
) -> tuple[list[int], Change]:
    """Issue a paper for each record: numbers in order, all or none. Returns the papers' ids and what changed.

    Raises Refusal naming the record that cannot be issued, and why: a guard of the rule, an empty value, a character
    that no face can print.
    """
    refuse_too_many(ids)
    on = day or store.clock.today()
    title = f"签发{kind.title}" + (f" {len(ids)} 份" if len(ids) > 1 else "")
    with store.write() as connection:
        writing = Writing(store, connection, ISSUE, title)
        made = [issue_within(writing, feature, kind, one, typed or {}, on, variant) for one in ids]
        return made, writing.change(f"已{title}")


def issue_within(
    writing: Writing,
    feature: Feature,
    kind: PaperKind,
    one: int,
    typed: Mapping[str, str],
    day: date,
    variant: str = "",
) -> int:
    """Issue one paper inside an open operation; returns its id. Raises Refusal."""
    store, connection = writing.store, writing.connection
    record = _record(connection, feature, one)
    called = _called(feature, record)
    facts = gather(store, connection, feature, kind, record, typed, day)
    subject = Subject(feature.name, one, called, _firm_of(feature, record))
    made, number = issue_from(store, connection, kind, facts, subject, variant)
    written: dict[str, Any] = {field: number if what == "number" else day for field, what in kind.keeps}
    writing.alter(feature, [(record, written)])
    return made


def issue_from(
    store: Store,
    connection: Connection,
    kind: PaperKind,
    facts: Facts,
    subject: Subject,
    variant: str = "",
) -> tuple[int, str]:
    """Issue a paper from facts gathered elsewhere, within a writing transaction: its id and number. Raises Refusal."""
    facts = replace(facts, typed={**proposed(kind, facts), **facts.typed})
    version, day = _version(connection, kind, variant), facts.today
    number = ""
    if version.number:
        organ = facts.office.get("机关代字", "")
        if numbers.ORGAN in version.number and not organ:
            raise Refusal("还没有填写机关代字，请在“设置 › 单位信息”里填写后再签发。")
        number = numbers.take(
            connection, numbers.series_of(version.number, organ), day.year, kind.title, store.moment()
        )
    ready = _made(kind, version, facts, number, is_draft=False)
    _refuse(ready, subject.called)
    pdf, paper = pages(ready.document)
    row = {
        "kind": kind.code,
        "title": version.title,
        "ledger": subject.ledger,
        "record_id": subject.record,
        "record_name": subject.called,
        "firm": subject.firm,
        "number": number or None,
        "issued_on": day,
        "variant": version.variant,
        "mark": version.mark,
        "wording": version.text,
        "pages": paper.pages,
    }
    return issued.keep(store, connection, pdf=pdf, values=ready.values, row=row), number


def _refuse(ready: Draft, called: str) -> None:
    if ready.held_back:
        raise Refusal(f"{called}：{ready.held_back}")
    if ready.missing:
        raise Refusal(f"{called}：{ready.version.title}上还缺{'、'.join(ready.missing)}，补齐后再签发。")
    if ready.unprintable:
        signs = "、".join(ready.unprintable)
        raise Refusal(f"{called}：{ready.version.title}上有打印不出来的字：{signs}。请改用其他写法后再签发。")


def _record(connection: Connection, feature: Feature, record: int) -> Record:
    found = records.load(connection, feature, [record]).get(record)
    if found is None or found["deleted_at"] is not None:
        raise Refusal("这条记录已被删除，请刷新后再试。")
    return found


def _called(feature: Feature, record: Mapping[str, Any]) -> str:
    key = feature.ledger.key
    return str(record.get(key) or "") if key else f"第{record['id']}号"


def _firm_of(feature: Feature, record: Mapping[str, Any]) -> str:
    field = next((one.name for one in feature.ledger.fields if one.kind is Kind.ENTERPRISE), "name")
    return str(record.get(field) or record.get("name") or "")
