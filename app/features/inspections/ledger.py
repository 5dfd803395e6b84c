"""检查台账: visits to firms, their kind and their findings."""

from __future__ import annotations

from app.features.inspections.model import FINDINGS, Inspection
from app.kernel.fields import Field, Kind
from app.kernel.filters import Condition, Op, all_of, equals
from app.kernel.ledger import Ledger, Section, View
from app.store.columns import computed_of, fields_of

_LIVE = equals("voided", False)

PROBLEMS = Field("problems", "查出问题", Kind.YES_NO, computed=True, exported=False, width=90)
"""A finding or a hazard: see ``expressions``."""

LEDGER = Ledger(
    name="inspections",
    title="检查",
    counter="次",
    about="对企业的每一次检查和九项问题，抽查的计入调度表“抽查检查情况”。",
    icon="clipboard-check",
    fields=fields_of(Inspection),
    computed=(*computed_of(Inspection), PROBLEMS),
    sections=(
        Section("检查", ("number", "enterprise_name", "inspected_on", "kind", "department", "inspectors")),
        Section("情况", ("situation",)),
        Section("抽查发现的九项问题", FINDINGS),
        Section("其他", ("remark",)),
    ),
    key="number",
    identity=("enterprise_name", "inspected_on", "department", "inspectors"),
    ordinal=True,
    order=("-inspected_on",),
    columns=("number", "enterprise_name", "inspected_on", "kind", "department", "inspectors", "situation"),
    day="inspected_on",
    views=(
        View("all", "全部", _LIVE),
        View("spot_checks", "抽查", all_of(_LIVE, equals("kind", "抽查"))),
        View("with_findings", "有问题的", all_of(_LIVE, equals("problems", True))),
        View(
            "this_week",
            "近七日",
            all_of(
                _LIVE,
                Condition("inspected_on", Op.GT, ("$today-7",)),
                Condition("inspected_on", Op.LE, ("$today",)),
            ),
        ),
        View("incomplete", "待完善", all_of(_LIVE, equals("incomplete", True))),
        View("voided", "已作废", equals("voided", True)),
    ),
    quick=("kind", "department"),
    carried=("inspected_on", "kind", "department", "inspectors"),
)
