"""黑名单台账: sections, views and what the table shows at first."""

from __future__ import annotations

from app.features.blacklist import words
from app.features.blacklist.model import BlacklistCase
from app.kernel.fields import Field, Kind
from app.kernel.filters import Condition, Op, all_of, equals
from app.kernel.ledger import Alert, Ledger, Section, View
from app.store.columns import computed_of, fields_of

_LIVE = equals("voided", False)
ON_THE_LIST = all_of(_LIVE, Condition("state", Op.ANY, words.ON_THE_LIST))
BEFORE = all_of(_LIVE, Condition("state", Op.ANY, words.BEFORE_LISTING))
OUTLASTED = all_of(ON_THE_LIST, Condition("expires_on", Op.LT, ("$today",)))
"""The period is over and nothing was decided: neither removed nor kept."""

_COUNTED = tuple(
    Field(name, label, Kind.INT, computed=True, exported=False, width=110)
    for name, label in (
        ("new_acts", "期内新的行为"),
        ("reports", "期内月度报告"),
        ("inspections", "期内执法检查"),
        ("interviews", "期内约谈"),
    )
)

LEDGER = Ledger(
    name="blacklist",
    title="黑名单",
    counter="件",
    about="安全生产不良记录“黑名单”案件，从信息采集到移出公布。",
    icon="ban",
    fields=fields_of(BlacklistCase),
    computed=(*computed_of(BlacklistCase), *_COUNTED),
    sections=(
        Section(
            "基础信息",
            (
                "number",
                "enterprise_name",
                "kind",
                "code",
                "registered_address",
                "scope",
                "principal",
                "phone",
            ),
        ),
        Section("纳入理由", ("grounds", "rank", "collected_on")),
        Section("非法违法信息", ("act", "penalty", "penalty_body", "penalty_number")),
        Section("事故信息", ("accident_on", "accident_grade", "accident", "deaths", "loss")),
        Section("隐患或者危害信息", ("hazard_level", "measured", "rectify_by", "rectification")),
        Section("告知和申辩", ("notice_number", "served_on", "defence", "defence_adopted")),
        Section(
            "决定和公布",
            ("decided_on", "submitted_on", "published_on", "listing", "term", "expires_on"),
        ),
        Section(
            "移出",
            ("applied_on", "checked_on", "ruling", "removed_on", "kept_reason", "removal_published_on"),
        ),
        Section("其他", ("remark",)),
    ),
    key="number",
    identity=("enterprise_name", "grounds", "collected_on", "published_on"),
    order=("-collected_on",),
    columns=(
        "number",
        "state",
        "enterprise_name",
        "grounds",
        "rank",
        "collected_on",
        "decided_on",
        "published_on",
        "expires_on",
        "removed_on",
    ),
    day="collected_on",
    views=(
        View("all", "全部", _LIVE),
        View("before", "办理中", BEFORE),
        View("listed", "在黑名单上", ON_THE_LIST),
        View("to_publish", "待公布", all_of(_LIVE, equals("state", words.TO_PUBLISH))),
        View("outlasted", "期满未处理", OUTLASTED),
        View("new_acts", "期内有新的行为", all_of(ON_THE_LIST, Condition("new_acts", Op.GT, (0,)))),
        View("removed", "已移出", all_of(_LIVE, equals("state", words.REMOVED))),
        View("incomplete", "待完善", all_of(_LIVE, equals("incomplete", True))),
        View("voided", "已作废", equals("voided", True)),
    ),
    alerts=(Alert("期满未处理", "red", OUTLASTED),),
    quick=("state", "rank", "grounds"),
    carried=("rank", "collected_on"),
    follows=(
        ("noticed_on", "served_on"),
        ("served_on", "decided_on"),
        ("decided_on", "submitted_on"),
        ("submitted_on", "published_on"),
        ("published_on", "expires_on"),
        ("published_on", "removed_on"),
        ("removed_on", "removal_published_on"),
    ),
)
