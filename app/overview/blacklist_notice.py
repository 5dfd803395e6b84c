"""附件1 and its service receipt are one truth: whichever is entered first, the case and the paper tell the same day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from app.features.blacklist import FEATURE, notes, service, words
from app.features.blacklist.listing_steps import SERVE
from app.kernel.change import Change
from app.kernel.errors import Refusal
from app.kernel.feature import Record
from app.kernel.fields import Value
from app.ledgers.edit import checked
from app.ledgers.writing import Writing
from app.papers import issued
from app.papers.issued import Issued, Receipt
from app.store.session import Store

NOTICE = "blacklist_notice"


def paper_waiting(store: Store, case: int) -> int | None:
    """The notice issued last for a case and not voided; None where it was made outside the program."""
    with store.read() as connection:
        found = _notice(connection, case)
    return found.id if found else None


def proposed(store: Store, case: int, step: str) -> Record:
    """What a step may be filled in with; the day of service as the notice's receipt has it."""
    found = service.proposed(store, case, step)
    if step != SERVE.name:
        return found
    with store.read() as connection:
        paper = _notice(connection, case)
        how = service.counting(connection, service.load(connection, case))
    if paper is not None and paper.served_on is not None:
        until = how.defence(paper.served_on)
        found |= {"served_on": paper.served_on, "defence_until": until.due if until else None}
    return found


def take(store: Store, cases: Sequence[int], step: str, given: Mapping[str, Value]) -> Change:
    """Lead cases on; 登记送达 enters the receipt of the newest notice as well. Raises Refusal."""
    if step != SERVE.name or len(set(cases)) > 1:
        return service.take(store, cases, step, given)
    facts = checked(FEATURE, given, step=True)
    with store.write() as connection:
        writing = Writing(store, connection, "step", "黑名单登记送达")
        service.take_within(writing, cases[0], SERVE, facts)
        day, paper = facts.get("served_on"), _notice(connection, cases[0])
        if paper is not None and isinstance(day, date):
            _serve(store, connection, paper, day)
        return writing.change("已登记送达，申辩期限开始计算")


def received(store: Store, paper: int, receipt: Receipt) -> Change:
    """Enter the receipt of any paper; that of a notice takes the step of the case that waits for it. Raises Refusal."""
    with store.write() as connection:
        one = next((one for one in issued.papers(connection) if one.id == paper), None)
        if one is None:
            raise Refusal("没有找到这份文书。")
        issued.write_receipt(store, connection, paper, receipt)
        newest = _notice(connection, one.record_id) if one.kind == NOTICE else None
        if newest is None or newest.id != paper:
            return Change(sentence=f"已登记 {receipt.served_on} 送达")
        case = service.load(connection, one.record_id)
        if case["state"] == words.TO_SERVE:
            writing = Writing(store, connection, "step", "黑名单登记送达")
            service.take_within(writing, one.record_id, SERVE, {"served_on": receipt.served_on})
            return writing.change("已登记送达，申辩期限开始计算")
        on_file = case["served_on"]
        if on_file is not None and on_file != receipt.served_on:
            raise Refusal(
                f"{case['number']}已按 {on_file} 送达计算申辩期限，与 {receipt.served_on} 不一致。"
                "送达日期有错的，请在案件里用“更正”改正并写明原因（第六条），送达回执会一并改。"
            )
        return Change(sentence=f"已登记 {receipt.served_on} 送达")


def correct(store: Store, case: int, values: Mapping[str, Value], reason: str) -> Change:
    """更正 of a fact; a day of service set right is set right on the notice's receipt too. Raises Refusal."""
    with store.write() as connection:
        writing = Writing(store, connection, "update", "更正黑名单信息")
        notes.correct_within(writing, case, values, reason)
        day, paper = values.get("served_on"), _notice(connection, case)
        if paper is not None and isinstance(day, date):
            _serve(store, connection, paper, day)
        return writing.change("已更正，请把更正情况报送（第六条）")


def _notice(connection: Connection, case: int) -> Issued | None:
    found = issued.papers(connection, FEATURE.name, case)
    return next((one for one in reversed(found) if one.kind == NOTICE and not one.voided), None)


def _serve(store: Store, connection: Connection, paper: Issued, day: date) -> None:
    """A receipt of that day, with what the last one told of how and to whom."""
    if paper.served_on == day:
        return
    last = next(iter(reversed(issued.receipts(connection, paper.id))), None)
    told = (
        Receipt(day, last.way, last.place, last.recipient, last.server, last.remark)
        if last is not None
        else Receipt(day, server=store.who)
    )
    issued.write_receipt(store, connection, paper.id, told)
