"""黑名单管理记录: sections, views and what the table shows at first."""

from __future__ import annotations

from app.features.blacklist_events import model
from app.features.blacklist_events.model import BlacklistEvent
from app.kernel.filters import all_of, equals
from app.kernel.ledger import Ledger, Section, View
from app.store.columns import computed_of, fields_of

_LIVE = equals("voided", False)

LEDGER = Ledger(
    name="blacklist_events",
    title="黑名单管理记录",
    counter="条",
    about="被纳入黑名单的单位在管理期内的月度报告、执法检查、约谈、惩戒措施和新的行为。",
    icon="clipboard-list",
    fields=fields_of(BlacklistEvent),
    computed=computed_of(BlacklistEvent),
    sections=(
        Section("记录", ("case_number", "enterprise_name", "kind", "day", "level", "organ", "people")),
        Section("情况", ("content", "result", "qualifying")),
        Section("其他", ("remark",)),
    ),
    identity=("case_number", "kind", "day", "level", "content"),
    ordinal=True,
    order=("-day",),
    columns=("case_number", "enterprise_name", "kind", "day", "level", "organ", "content", "result"),
    day="day",
    views=(
        View("all", "全部", _LIVE),
        View("reports", model.REPORT, all_of(_LIVE, equals("kind", model.REPORT))),
        View("inspections", model.INSPECTION, all_of(_LIVE, equals("kind", model.INSPECTION))),
        View("new_acts", model.NEW_ACT, all_of(_LIVE, equals("kind", model.NEW_ACT))),
        View("incomplete", "待完善", all_of(_LIVE, equals("incomplete", True))),
        View("voided", "已作废", equals("voided", True)),
    ),
    quick=("kind", "level"),
    carried=("case_number", "enterprise_name", "kind"),
)
