"""严重失信主体名单: sections, views and what the table shows at first."""

from __future__ import annotations

from app.features.dishonesty.model import APPLIED, LISTED, REMOVED, Dishonesty
from app.kernel.filters import Condition, Op, all_of, equals
from app.kernel.ledger import Alert, Ledger, Section, View
from app.store.columns import computed_of, fields_of

_LIVE = equals("voided", False)
ON_THE_LIST = all_of(_LIVE, Condition("state", Op.ANY, (LISTED, APPLIED)))
OUTLASTED = all_of(ON_THE_LIST, Condition("expires_on", Op.LT, ("$today",)))

LEDGER = Ledger(
    name="dishonesty",
    title="严重失信主体名单",
    counter="条",
    about="安全生产严重失信主体名单，由处罚机关列入、管理期限3年，街道协助登记。",
    icon="shield-alert",
    fields=fields_of(Dishonesty),
    computed=computed_of(Dishonesty),
    sections=(
        Section("失信主体", ("number", "enterprise_name", "code", "principal")),
        Section("列入", ("ground", "penalty_number", "organ", "noticed_on", "listed_on", "published_on")),
        Section("管理期限", ("term", "expires_on")),
        Section("移出", ("applied_on", "approved", "removed_on", "removal_reason")),
        Section("其他", ("remark",)),
    ),
    key="number",
    identity=("enterprise_name", "organ", "penalty_number", "listed_on"),
    order=("-listed_on",),
    columns=(
        "number",
        "state",
        "enterprise_name",
        "ground",
        "organ",
        "listed_on",
        "expires_on",
        "removed_on",
    ),
    day="listed_on",
    views=(
        View("all", "全部", _LIVE),
        View("listed", "在名单上", ON_THE_LIST),
        View("outlasted", "期满未移出", OUTLASTED),
        View("removed", REMOVED, all_of(_LIVE, equals("state", REMOVED))),
        View("incomplete", "待完善", all_of(_LIVE, equals("incomplete", True))),
        View("voided", "已作废", equals("voided", True)),
    ),
    alerts=(Alert("期满未移出", "red", OUTLASTED),),
    quick=("state",),
    follows=(
        ("noticed_on", "listed_on"),
        ("listed_on", "expires_on"),
        ("listed_on", "applied_on"),
        ("listed_on", "removed_on"),
    ),
)
