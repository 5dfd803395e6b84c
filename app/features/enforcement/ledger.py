"""执法台账: every measure with its kind, its fines and its document."""

from __future__ import annotations

from decimal import Decimal

from app.features.enforcement.model import INTERVIEW, PENALTY, Enforcement
from app.kernel.filters import Condition, Op, all_of, equals
from app.kernel.ledger import Ledger, Section, View
from app.store.columns import computed_of, fields_of

_LIVE = equals("voided", False)
_NOTHING = Decimal(0)

DUAL_PENALTY = all_of(
    equals("kind", PENALTY),
    Condition("enterprise_fine", Op.GT, (_NOTHING,)),
    Condition("principal_fine", Op.GT, (_NOTHING,)),
)
"""一案双罚: both the firm and its principal were fined in one case (调度表 C4)."""

LEDGER = Ledger(
    name="enforcement",
    title="执法",
    counter="条",
    about="行政处罚、移送、停产整顿、约谈等执法情况，是调度表“精准严格执法情况”的来源。",
    icon="gavel",
    fields=fields_of(Enforcement),
    computed=computed_of(Enforcement),
    sections=(
        Section("执法", ("kind", "enterprise_name", "day", "department", "document_number", "cause")),
        Section(
            "结果",
            ("enterprise_fine", "principal_fine", "major_penalty", "people", "dangerous_operation"),
        ),
        Section("其他", ("remark",)),
    ),
    identity=("kind", "enterprise_name", "day", "department", "document_number", "cause"),
    ordinal=True,
    order=("-day",),
    columns=(
        "kind",
        "enterprise_name",
        "day",
        "department",
        "document_number",
        "cause",
        "enterprise_fine",
        "principal_fine",
    ),
    day="day",
    views=(
        View("all", "全部", _LIVE),
        View("penalties", PENALTY, all_of(_LIVE, equals("kind", PENALTY))),
        View("dual_penalties", "一案双罚", all_of(_LIVE, DUAL_PENALTY)),
        View("interviews", INTERVIEW, all_of(_LIVE, equals("kind", INTERVIEW))),
        View("incomplete", "待完善", all_of(_LIVE, equals("incomplete", True))),
        View("voided", "已作废", equals("voided", True)),
    ),
    quick=("kind", "department"),
    totals=("enterprise_fine", "principal_fine", "people"),
    carried=("kind", "day", "department"),
)
