"""附件1 and its service receipt lead the case on: the receipt and the step are one transaction."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from app.features.blacklist import FEATURE, service, words
from app.features.blacklist.listing_steps import SERVE
from app.kernel.change import Change
from app.kernel.errors import Refusal
from app.kernel.fields import Value
from app.ledgers.writing import Writing
from app.papers import issued
from app.papers.issued import PAPERS, Receipt
from app.store.session import Store

NOTICE = "blacklist_notice"


def paper_waiting(store: Store, case: int) -> int | None:
    """The notice issued last for a case and not voided; None where it was made outside the program."""
    with store.read() as connection:
        found = [one for one in issued.papers(connection, FEATURE.name, case) if one.kind == NOTICE]
    return next((one.id for one in reversed(found) if not one.voided), None)


def served(store: Store, paper: int, receipt: Receipt, given: Mapping[str, Value] | None = None) -> Change:
    """Enter the receipt of a notice; a case that waits for it enters the period for the defence. Raises Refusal."""
    with store.write() as connection:
        row = connection.execute(
            select(PAPERS.c.kind, PAPERS.c.record_id, PAPERS.c.voided).where(PAPERS.c.id == paper)
        ).one()
        if row.kind != NOTICE:
            raise Refusal("这份文书不是黑名单告知书。")
        if row.voided:
            raise Refusal("这份告知书已经作废，不能登记送达。")
        issued.write_receipt(store, connection, paper, receipt)
        writing = Writing(store, connection, "step", "黑名单登记送达")
        case = service.load(connection, row.record_id)
        if case["state"] != words.TO_SERVE:
            return writing.nothing("已登记送达回执")
        service.take_within(writing, row.record_id, SERVE, {**(given or {}), "served_on": receipt.served_on})
        return writing.change("已登记送达，申辩期限开始计算")
