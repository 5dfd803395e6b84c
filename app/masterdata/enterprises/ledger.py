"""企业台账: sections, views and what the table shows at first."""

from __future__ import annotations

from app.kernel.filters import Condition, Op, all_of, equals
from app.kernel.ledger import Ledger, Section, View
from app.masterdata.enterprises.model import Enterprise
from app.store.columns import computed_of, fields_of

_LIVE = equals("voided", False)

LEDGER = Ledger(
    name="enterprises",
    title="企业",
    counter="家",
    about="辖区内的生产经营单位，一企一档，其他台账都从这里认企业。",
    icon="building-2",
    fields=fields_of(Enterprise),
    computed=computed_of(Enterprise),
    sections=(
        Section("基本信息", ("name", "code", "kind", "industry", "sector", "size", "headcount", "standing")),
        Section(
            "属地与监管",
            ("community", "grid", "community_officer", "department", "department_officer"),
        ),
        Section("地址与范围", ("registered_address", "address", "scope")),
        Section(
            "人员与联系方式",
            ("principal", "principal_phone", "safety_director", "safety_staff", "phone"),
        ),
        Section("风险", ("risk", "high_risk", "projects")),
        Section("其他", ("remark",)),
    ),
    identity=("name",),
    order=("name",),
    columns=(
        "name",
        "code",
        "sector",
        "community",
        "address",
        "principal",
        "principal_phone",
        "risk",
        "standing",
    ),
    views=(
        View("all", "全部", _LIVE),
        View("operating", "在营", all_of(_LIVE, equals("standing", "在营"))),
        View("unsaid", "未填经营状态", all_of(_LIVE, Condition("standing", Op.EMPTY)), told=True),
        View("risky", "重大和较大风险", all_of(_LIVE, equals("risk", "重大", "较大"))),
        View("high_risk", "高危行业", all_of(_LIVE, equals("high_risk", True))),
        View("homeless", "未分社区", all_of(_LIVE, Condition("community", Op.EMPTY))),
        View("incomplete", "待完善", all_of(_LIVE, equals("incomplete", True))),
        View("voided", "已作废", equals("voided", True)),
    ),
    quick=("community", "sector", "risk", "standing"),
    totals=("headcount",),
    carried=("kind", "sector", "community", "grid", "community_officer", "department", "department_officer"),
)
