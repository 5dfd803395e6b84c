"""帮扶指导台账: visits to key areas and key enterprises."""

from __future__ import annotations

from app.features.assistance.model import AREA, FIRM, Assistance
from app.kernel.filters import all_of, equals
from app.kernel.ledger import Ledger, Section, View
from app.store.columns import computed_of, fields_of

_LIVE = equals("voided", False)

LEDGER = Ledger(
    name="assistance",
    title="帮扶指导",
    counter="次",
    about="对重点地区和重点企业的帮扶指导，按个次、家次计入调度表。",
    icon="handshake",
    fields=fields_of(Assistance),
    computed=computed_of(Assistance),
    sections=(
        Section("对象", ("day", "target", "enterprise_names", "areas")),
        Section("帮扶", ("department", "people", "content")),
    ),
    identity=("day", "target", "enterprise_names", "areas", "department", "content"),
    ordinal=True,
    order=("-day",),
    columns=("day", "target", "enterprise_names", "areas", "department", "people", "content"),
    day="day",
    views=(
        View("all", "全部", _LIVE),
        View("areas", AREA, all_of(_LIVE, equals("target", AREA))),
        View("firms", FIRM, all_of(_LIVE, equals("target", FIRM))),
        View("incomplete", "待完善", all_of(_LIVE, equals("incomplete", True))),
        View("voided", "已作废", equals("voided", True)),
    ),
    quick=("target", "department"),
    carried=("day", "target", "areas", "department", "people"),
)
