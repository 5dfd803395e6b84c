"""组织领导台账: study, meetings, on-site supervision, talks, assessments, broadcasts."""

from __future__ import annotations

from app.features.activities.model import KINDS, Activity
from app.kernel.filters import all_of, equals
from app.kernel.ledger import Ledger, Section, View
from app.store.columns import computed_of, fields_of

_LIVE = equals("voided", False)
_NAMES = ("study", "meetings", "supervision", "talks", "assessments", "broadcasts")

LEDGER = Ledger(
    name="activities",
    title="组织领导",
    counter="次",
    about="党委政府和成员单位的学习、研究、督导、宣讲等活动，是调度表“组织领导情况”的来源。",
    icon="users",
    fields=fields_of(Activity),
    computed=computed_of(Activity),
    sections=(Section("活动", ("kind", "bodies", "day", "content", "place", "attendance", "remark")),),
    identity=("kind", "bodies", "day", "content", "place"),
    ordinal=True,
    order=("-day",),
    columns=("kind", "bodies", "day", "content", "place", "attendance"),
    day="day",
    views=(
        View("all", "全部", _LIVE),
        *(
            View(name, kind, all_of(_LIVE, equals("kind", kind)))
            for name, kind in zip(_NAMES, KINDS, strict=True)
        ),
        View("incomplete", "待完善", all_of(_LIVE, equals("incomplete", True))),
        View("voided", "已作废", equals("voided", True)),
    ),
    quick=("kind", "bodies"),
    totals=("attendance",),
    carried=("kind", "bodies", "day"),
)
