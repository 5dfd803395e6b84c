"""附件1 and its case have one day of service, held in the case; a receipt entered first takes the case's step along."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.features.blacklist import FEATURE, notes, service, words
from app.features.blacklist.listing_steps import SERVE
from app.kernel.change import Change
from app.kernel.errors import Refusal
from app.kernel.fields import Value
from app.ledgers.writing import Writing
from app.papers import issued
from app.papers.issued import Receipt
from app.store.session import Store

NOTICE = "blacklist_notice"


def paper_waiting(store: Store, case: int) -> int | None:
    """The notice issued last for a case and not voided; None where it was made outside the program."""
    with store.read() as connection:
        found = issued.standing(issued.papers(connection, FEATURE.name, case), NOTICE, case)
    return found.id if found else None


def received(store: Store, paper: int, receipt: Receipt) -> Change:
    """Enter the receipt of any paper; that of a notice takes the step of the case that waits for it. Raises Refusal."""
    day = receipt.served_on
    with store.write() as connection:
        found = issued.papers(connection)
        one = next((one for one in found if one.id == paper), None)
        if one is None:
            raise Refusal("没有找到这份文书。")
        issued.write_receipt(store, connection, paper, receipt)
        newest = issued.standing(found, one.kind, one.record_id) if one.kind == NOTICE else None
        if newest is None or newest.id != paper:
            return Change(sentence=f"已登记 {day} 送达")
        case = service.load(connection, one.record_id)
        on_file = case["served_on"]
        if on_file is None:
            writing = Writing(store, connection, "step", "黑名单登记送达")
            if case["state"] == words.TO_SERVE:
                service.take_within(writing, one.record_id, SERVE, {"served_on": day})
                return writing.change("已登记送达，申辩期限开始计算")
            service.refuse_future({"served_on": day}, store.clock.today())
            writing.alter(FEATURE, [(case, {"served_on": day})])
            return writing.change(f"已登记 {day} 送达")
        if on_file != day:
            raise Refusal(
                f"{case['number']}已按 {on_file} 送达计算申辩期限，与 {day} 不一致。"
                "送达日期有错的，请在案件里用“更正”改正并写明原因（第六条），送达回执会一并改。"
            )
        return Change(sentence=f"已登记 {day} 送达")


def correct(store: Store, case: int, values: Mapping[str, Value], reason: str) -> Change:
    """更正 of a fact; notice cannot have been served before it was given. Raises Refusal."""
    day = values.get("served_on")
    with store.write() as connection:
        paper = issued.standing(issued.papers(connection, FEATURE.name, case), NOTICE, case)
        if paper is not None and isinstance(day, date) and day < paper.issued_on:
            raise Refusal(f"送达日期 {day} 早于告知书的日期 {paper.issued_on}，请核对。")
        writing = Writing(store, connection, "update", "更正黑名单信息")
        notes.correct_within(writing, case, values, reason)
        return writing.change("已更正，请把更正情况报送（第六条）")
