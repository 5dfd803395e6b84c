"""隐患台账: sections, views and what the table shows at first."""

from __future__ import annotations

from dataclasses import replace

from app.features.hazards.model import Hazard
from app.features.hazards.rules import AWAITING, CLOSED, OPEN, UNDER_WAY
from app.features.hazards.words import DUE_WORDS, PASSED, SITUATION_WORDS
from app.kernel.fields import Field, Kind
from app.kernel.filters import Condition, Op, all_of, equals
from app.kernel.ledger import Alert, Ledger, Section, View
from app.store.columns import computed_of, fields_of

_SYNONYMS = {"situation": SITUATION_WORDS, "due_on": DUE_WORDS}
_LIVE = equals("voided", False)
_UNCLOSED = all_of(_LIVE, Condition("closed_on", Op.EMPTY))

OVERDUE = all_of(_LIVE, Condition("closed_on", Op.EMPTY), Condition("due_on", Op.LT, ("$today",)))
"""逾期 is derived, never stored: not closed and the deadline past."""

DUE_SOON = all_of(
    _LIVE,
    Condition("closed_on", Op.EMPTY),
    Condition("due_on", Op.GE, ("$today",)),
    Condition("due_on", Op.LE, ("$today+7",)),
)

COMMUNITY = Field("community", "所属社区", Kind.ONE, dictionary="社区", computed=True, width=120)
SECTOR = Field(
    "sector",
    "监管行业领域",
    Kind.ONE,
    dictionary="监管行业领域",
    computed=True,
    exported=False,
    width=120,
)

VIEWS = (
    View("all", "全部", _LIVE),
    View("open", OPEN, all_of(_LIVE, equals("status", OPEN))),
    View("under_way", UNDER_WAY, all_of(_LIVE, equals("status", UNDER_WAY))),
    View(
        "awaiting",
        AWAITING,
        all_of(_LIVE, equals("status", AWAITING), Condition("recheck_result", Op.NONE, (PASSED,))),
    ),
    View("to_close", "待销号", all_of(_UNCLOSED, equals("recheck_result", PASSED))),
    View("overdue", "逾期未销号", OVERDUE),
    View("due_soon", "七日内到期", DUE_SOON),
    View("major_unclosed", "重大隐患未销号", all_of(_UNCLOSED, equals("level", "重大"))),
    View("closed", CLOSED, all_of(_LIVE, equals("status", CLOSED))),
    View("incomplete", "待完善", all_of(_LIVE, equals("incomplete", True))),
    View("voided", "已作废", equals("voided", True)),
)

LEDGER = Ledger(
    name="hazards",
    title="隐患",
    counter="条",
    about="从发现到销号的每一条隐患，是调度表“总体情况”的来源。",
    icon="triangle-alert",
    fields=tuple(
        replace(field, synonyms=_SYNONYMS.get(field.name, field.synonyms)) for field in fields_of(Hazard)
    ),
    computed=(*computed_of(Hazard), COMMUNITY, SECTOR),
    sections=(
        Section("发现", ("number", "enterprise_name", "source", "found_on", "inspectors")),
        Section("隐患", ("description", "level", "place", "category", "criterion")),
        Section(
            "整改要求",
            ("treatment", "owner", "measures", "fund", "due_on", "plan", "monitoring"),
        ),
        Section("整改与复查", ("rectified_on", "situation", "rechecker", "recheck_on", "recheck_result")),
        Section("销号", ("principal_signature", "director_signature", "closed_on")),
        Section("照片", ("photos_before", "photos_after")),
        Section("其他", ("remark",)),
    ),
    key="number",
    identity=("enterprise_name", "found_on", "description"),
    order=("-found_on",),
    columns=(
        "number",
        "status",
        "enterprise_name",
        "description",
        "level",
        "source",
        "found_on",
        "due_on",
        "closed_on",
        "community",
    ),
    day="found_on",
    views=VIEWS,
    alerts=(Alert("逾期", "red", OVERDUE),),
    quick=("status", "level", "source", "community"),
    totals=("fund",),
    carried=("enterprise_name", "source", "found_on", "level", "inspectors", "treatment", "due_on", "owner"),
    follows=(
        ("found_on", "due_on"),
        ("found_on", "rectified_on"),
        ("found_on", "recheck_on"),
        ("found_on", "closed_on"),
        ("rectified_on", "closed_on"),
        ("recheck_on", "closed_on"),
    ),
)
