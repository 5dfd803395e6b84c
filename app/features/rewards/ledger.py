"""举报奖励台账: what was paid for verified tip-offs."""

from __future__ import annotations

from app.features.rewards.model import ANONYMOUS, NAMED, Reward
from app.kernel.filters import all_of, equals
from app.kernel.ledger import Ledger, Section, View
from app.store.columns import computed_of, fields_of

_LIVE = equals("voided", False)

LEDGER = Ledger(
    name="rewards",
    title="举报奖励",
    counter="笔",
    about="对查实举报发放的奖励；不登记举报人的任何信息。",
    icon="gift",
    fields=fields_of(Reward),
    computed=computed_of(Reward),
    sections=(Section("奖励", ("day", "amount", "naming", "matter", "tip_off_number", "remark")),),
    identity=("day", "amount", "naming", "matter", "tip_off_number"),
    ordinal=True,
    order=("-day",),
    columns=("day", "amount", "naming", "matter", "tip_off_number"),
    day="day",
    views=(
        View("all", "全部", _LIVE),
        View("named", NAMED, all_of(_LIVE, equals("naming", NAMED))),
        View("anonymous", ANONYMOUS, all_of(_LIVE, equals("naming", ANONYMOUS))),
        View("incomplete", "待完善", all_of(_LIVE, equals("incomplete", True))),
        View("voided", "已作废", equals("voided", True)),
    ),
    quick=("naming",),
    totals=("amount",),
    carried=("day",),
)
