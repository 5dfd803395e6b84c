"""挂牌督办台账: what is listed, by whom, until when."""

from __future__ import annotations

from app.features.hazards.words import LEVEL_TONES, LEVELS
from app.features.supervision.model import DELISTED, LISTED, Supervision
from app.kernel.fields import Field, Kind
from app.kernel.filters import Condition, Op, all_of, equals
from app.kernel.ledger import Alert, Ledger, Section, View
from app.store.columns import computed_of, fields_of

_LIVE = equals("voided", False)
_LISTED = (_LIVE, Condition("delisted_on", Op.EMPTY))

OVERDUE = all_of(*_LISTED, Condition("due_on", Op.LT, ("$today",)))
DUE_SOON = all_of(
    *_LISTED, Condition("due_on", Op.GE, ("$today",)), Condition("due_on", Op.LE, ("$today+7",))
)

_OF_HAZARD = (
    Field("enterprise_name", "单位名称", Kind.ENTERPRISE, computed=True, width=220),
    Field("description", "隐患描述", Kind.PARAGRAPH, computed=True, width=280),
    Field("level", "隐患等级", Kind.ONE, choices=LEVELS, tones=LEVEL_TONES, computed=True, width=90),
    Field("community", "所属社区", Kind.ONE, dictionary="社区", computed=True),
    Field("hazard_standing", "隐患在册", Kind.YES_NO, computed=True, width=90),
)

LEDGER = Ledger(
    name="supervision",
    title="挂牌督办",
    counter="条",
    about="隐患台账中被挂牌督办的隐患，从挂牌到摘牌。",
    icon="flag",
    fields=fields_of(Supervision),
    computed=(*computed_of(Supervision), *_OF_HAZARD),
    sections=(
        Section("隐患", ("hazard_number",)),
        Section("挂牌", ("rank", "body", "document_number", "listed_on", "matter", "due_on")),
        Section("摘牌", ("delisted_on", "remark")),
    ),
    identity=("hazard_number", "rank", "listed_on", "document_number"),
    ordinal=True,
    order=("-listed_on",),
    columns=(
        "hazard_number",
        "status",
        "enterprise_name",
        "description",
        "level",
        "rank",
        "body",
        "listed_on",
        "due_on",
        "delisted_on",
    ),
    day="listed_on",
    views=(
        View("all", "全部", _LIVE),
        View("listed", LISTED, all_of(_LIVE, equals("status", LISTED))),
        View("overdue", "超期未摘牌", OVERDUE),
        View("due_soon", "七日内到期", DUE_SOON),
        View("delisted", DELISTED, all_of(_LIVE, equals("status", DELISTED))),
        View("incomplete", "待完善", all_of(_LIVE, equals("incomplete", True))),
        View("voided", "已作废", equals("voided", True)),
    ),
    alerts=(Alert("超期", "red", OVERDUE),),
    quick=("status", "rank", "level", "community"),
    carried=("rank", "body", "listed_on", "due_on"),
    follows=(
        ("listed_on", "due_on"),
        ("listed_on", "delisted_on"),
    ),
)
