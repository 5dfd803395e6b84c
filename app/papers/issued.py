"""What was issued: values, wording and pages are frozen; a reprint is the very same, whatever changed since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    Text,
    insert,
    select,
    update,
)

from app.features.blacklist import FEATURE as BLACKLIST
from app.kernel.errors import Refusal
from app.kernel.papers import Earlier
from app.kernel.templates import Filling
from app.masterdata import files
from app.papers import numbers
from app.store.base import Base, table_of
from app.store.session import Store


class IssuedPaper(Base):
    """A paper as it went out. ``file`` is the hash of its PDF, ``mark`` that of its template, ``facts`` its values."""

    __tablename__ = "issued_papers"
    __table_args__ = (Index("ix_issued_papers_ledger_record_id", "ledger", "record_id"),)

    id = Column(Integer, primary_key=True)
    kind = Column(Text, nullable=False)
    title = Column(Text, nullable=False)
    ledger = Column(Text, nullable=False)
    record_id = Column(Integer, nullable=False)
    record_name = Column(Text, nullable=False)
    firm = Column(Text, nullable=False)
    number = Column(Text, nullable=True)
    issued_on = Column(Date, nullable=False)
    at = Column(Text, nullable=False)
    who = Column(Text, nullable=False)
    variant = Column(Text, nullable=False)
    mark = Column(Text, nullable=False)
    wording = Column(Text, nullable=False)
    facts = Column(Text, nullable=False)
    file = Column(Text, nullable=False)
    pages = Column(Integer, nullable=False)
    voided = Column(Boolean, default=False, nullable=False)
    void_reason = Column(Text, nullable=True)


class ServiceReceipt(Base):
    """送达回执: how and when a paper reached whom. ``way`` is 直接送达, 留置送达, 邮寄送达 …"""

    __tablename__ = "service_receipts"

    id = Column(Integer, primary_key=True)
    paper_id = Column(Integer, ForeignKey("issued_papers.id"), index=True, nullable=False)
    served_on = Column(Date, nullable=False)
    way = Column(Text, nullable=False)
    place = Column(Text, nullable=False)
    recipient = Column(Text, nullable=False)
    server = Column(Text, nullable=False)
    remark = Column(Text, nullable=False)
    at = Column(Text, nullable=False)
    who = Column(Text, nullable=False)


PAPERS = table_of(IssuedPaper)
RECEIPTS = table_of(ServiceReceipt)
DAYS_KEPT = {
    kind.code: table_of(BLACKLIST.model).c[kind.service] for kind in BLACKLIST.papers if kind.service
}
"""Kinds whose day of service stands in their record, in this column: a receipt of theirs adds only how and to whom."""
WAYS = ("直接送达", "留置送达", "邮寄送达", "委托送达", "公告送达", "电子送达")


@dataclass(frozen=True)
class Issued:
    """A paper on file, with the day it was served where a receipt came back."""

    id: int
    kind: str
    title: str
    ledger: str
    record_id: int
    record_name: str
    firm: str
    number: str | None
    issued_on: date
    at: str
    who: str
    variant: str
    mark: str
    pages: int
    file: str
    voided: bool
    void_reason: str | None
    served_on: date | None = None


@dataclass(frozen=True)
class Receipt:
    """What a service receipt tells."""

    served_on: date
    way: str = WAYS[0]
    place: str = ""
    recipient: str = ""
    server: str = ""
    remark: str = ""


def keep(
    store: Store,
    connection: Connection,
    *,
    pdf: bytes,
    values: Mapping[str, Filling],
    row: Mapping[str, Any],
) -> int:
    """Put an issued paper on file, within the transaction that issues it; returns its id."""
    name = f"{row['title']} {row['number'] or row['record_name']}.pdf"
    kept = files.keep_within(store, connection, pdf, files.plain_name(name), "application/pdf")
    facts = json.dumps(values, ensure_ascii=False, sort_keys=True)
    moment = {"at": store.moment(), "who": store.who, "facts": facts, "file": kept.hash, "voided": False}
    made = connection.execute(insert(PAPERS).values(**row, **moment)).inserted_primary_key
    assert made is not None
    return int(made[0])


def papers(connection: Connection, ledger: str = "", record: int = 0) -> list[Issued]:
    """Papers issued, newest last; of one record, of a ledger, or all."""
    served = select(RECEIPTS.c.served_on).where(RECEIPTS.c.paper_id == PAPERS.c.id)
    newest = served.order_by(RECEIPTS.c.id.desc()).limit(1).scalar_subquery()
    wanted = [column for column in PAPERS.columns if column.key not in ("wording", "facts")]
    query = select(*wanted, newest.label("served_on")).order_by(PAPERS.c.id)
    if ledger:
        query = query.where(PAPERS.c.ledger == ledger)
    if record:
        query = query.where(PAPERS.c.record_id == record)
    return _by_their_records(connection, [Issued(**row) for row in connection.execute(query).mappings()])


def standing(found: Iterable[Issued], kind: str, record: int) -> Issued | None:
    """Of papers newest last: the one of a kind that a record rests on, the last not voided."""
    return next(
        (
            one
            for one in reversed(list(found))
            if one.kind == kind and one.record_id == record and not one.voided
        ),
        None,
    )


def _by_their_records(connection: Connection, found: list[Issued]) -> list[Issued]:
    """Where the record holds the day of service, the paper it rests on was served on that day and no other."""
    days: dict[int, date | None] = {}
    for kind, column in DAYS_KEPT.items():
        rests = {one.record_id: one.id for one in found if one.kind == kind and not one.voided}
        if rests:
            query = select(column.table.c.id, column).where(column.table.c.id.in_(rests))
            days |= {rests[record]: day for record, day in connection.execute(query)}
    return [replace(one, served_on=days[one.id]) if one.id in days else one for one in found]


def earlier(connection: Connection, *records: tuple[str, int]) -> tuple[Earlier, ...]:
    """What was issued for records (ledger, id) and still stands, as the next paper may name it; newest last."""
    found = [one for ledger, record in records for one in papers(connection, ledger, record)]
    return tuple(
        Earlier(one.kind, one.number or "", one.issued_on, one.served_on, one.title)
        for one in sorted(found, key=lambda one: one.id)
        if not one.voided
    )


def content(store: Store, paper: int) -> bytes:
    """The pages as they went out. Raises Refusal where the file is missing or was changed."""
    with store.read() as connection:
        digest = connection.execute(select(PAPERS.c.file).where(PAPERS.c.id == paper)).scalar()
        kept = next(files.listed(store, connection, [digest]), None) if digest else None
    if kept is None:
        raise Refusal("没有找到这份文书。")
    return files.read(kept)


def wording(connection: Connection, paper: int) -> tuple[str, dict[str, Any]]:
    """The template's text and the values a paper was made from."""
    row = connection.execute(select(PAPERS.c.wording, PAPERS.c.facts).where(PAPERS.c.id == paper)).one()
    return row.wording, json.loads(row.facts)


def void_within(connection: Connection, paper: int, reason: str) -> None:
    """Mark a paper issued in error: it stays on file; its number is not given again. Raises Refusal without reason."""
    if not reason.strip():
        raise Refusal("作废文书要写明原因。")
    row = connection.execute(select(PAPERS).where(PAPERS.c.id == paper)).one()
    if row.voided:
        raise Refusal("这份文书已经作废过了。")
    values = {"voided": True, "void_reason": reason.strip()}
    connection.execute(update(PAPERS).where(PAPERS.c.id == paper).values(**values))
    if row.number:
        numbers.void(connection, row.number, reason.strip())


def note_receipt(store: Store, paper: int, receipt: Receipt) -> None:
    """Enter a service receipt; a later one stands in its place. Raises Refusal where it lies before the issue."""
    with store.write() as connection:
        write_receipt(store, connection, paper, receipt)


def write_receipt(store: Store, connection: Connection, paper: int, receipt: Receipt) -> None:
    """The same inside a transaction that does more."""
    row = connection.execute(select(PAPERS).where(PAPERS.c.id == paper)).one()
    if receipt.way not in WAYS:
        raise Refusal(f"送达方式没有“{receipt.way}”，可选：{'、'.join(WAYS)}。")
    if row.voided:
        raise Refusal("这份文书已经作废，不用登记送达。")
    if receipt.served_on < row.issued_on:
        raise Refusal(
            f"送达日期 {receipt.served_on.isoformat()} 早于文书日期 {row.issued_on.isoformat()}，请核对。"
        )
    told = {name: getattr(receipt, name) for name in ("served_on", "way", "place", "recipient", "server")}
    moment = {"remark": receipt.remark, "at": store.moment(), "who": store.who}
    connection.execute(insert(RECEIPTS).values(paper_id=paper, **told, **moment))


def receipts(connection: Connection, paper: int) -> list[Receipt]:
    """What was entered of a paper's service, newest last; :func:`receipt` is what holds."""
    rows = connection.execute(select(RECEIPTS).where(RECEIPTS.c.paper_id == paper).order_by(RECEIPTS.c.id))
    return [Receipt(row.served_on, row.way, row.place, row.recipient, row.server, row.remark) for row in rows]


def receipt(connection: Connection, paper: int) -> Receipt | None:
    """The receipt that holds: how and to whom as entered last, on the day the paper was served; None before that."""
    row = connection.execute(select(PAPERS.c.ledger, PAPERS.c.record_id).where(PAPERS.c.id == paper)).one()
    one = next(one for one in papers(connection, row.ledger, row.record_id) if one.id == paper)
    if one.served_on is None:
        return None
    last = next(reversed(receipts(connection, paper)), Receipt(one.served_on))
    return replace(last, served_on=one.served_on)
