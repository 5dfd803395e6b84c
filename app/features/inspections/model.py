"""检查: one visit to one firm, with the nine findings of the 2023 progress table."""

from __future__ import annotations

from app.masterdata.words import listed, means
from app.store.base import Base, LedgerRecord
from app.store.columns import day, enterprise, made, one, paragraph, reference, several, text, yes_no

KINDS = ("抽查", "专项检查", "日常检查", "双随机", "复查")
KIND_WORDS = means(
    {
        "抽查": "抽查检查 随机抽查",
        "专项检查": "专项 专项执法 专项整治",
        "日常检查": "日常 例行检查 日常巡查",
        "双随机": "双随机一公开 双随机检查 双随机抽查",
        "复查": "整改复查 复查检查",
    }
)
FINDINGS = (
    "not_studied",
    "not_led",
    "no_duty_list",
    "no_safety_body",
    "unlicensed_work",
    "outsourcing_disorder",
    "no_drill",
    "training_formality",
    "measures_not_applied",
)
"""B2 … B10 of the 2023 table, in its order."""


class Inspection(LedgerRecord, Base):
    """One inspection. A finding is yes, no, or not looked at (empty)."""

    __tablename__ = "inspections"

    number = made("检查编号", aliases=listed("编号 记录编号"))
    enterprise_name = enterprise(
        required=True,
        aliases=listed("单位 企业名称 被检查单位 被检查单位名称 受检单位 检查对象 企业 检查企业名称"),
    )
    inspected_on = day(
        "检查日期",
        required=True,
        index=True,
        aliases=listed("检查时间 日期 时间 抽查时间 抽查日期 督导时间"),
    )
    kind = one(
        "检查性质",
        choices=KINDS,
        synonyms=KIND_WORDS,
        required=True,
        hint="只有抽查计入调度表“抽查检查情况”",
        aliases=listed("检查类型 检查类别 检查方式 性质 执法检查性质 执法检查类别"),
    )
    department = text(
        "检查部门",
        dictionary="部门",
        width=160,
        aliases=listed("部门 检查机构 执法部门 组织部门 牵头部门"),
    )
    inspectors = several("检查人员", search=True, aliases=listed("检查人 执法人员 抽查人员 督导人员"))
    situation = paragraph(
        "检查情况",
        search=True,
        phrases="检查情况",
        aliases=listed("检查内容 检查结果 情况 现场情况 检查情况记录 存在问题 发现问题"),
    )
    not_studied = yes_no(
        "企业主要负责人未按要求亲自研究排查整治工作",
        aliases=listed(
            "主要负责人未按要求亲自研究 未亲自研究 主要负责人未亲自研究 未按要求亲自研究 "
            "未按要求亲自研究排查整治工作 主要负责人未研究"
        ),
    )
    not_led = yes_no(
        "企业主要负责人未带队检查",
        aliases=listed("未带队检查 主要负责人未带队检查 主要负责人未带队 未带队"),
    )
    no_duty_list = yes_no(
        "企业未制定分管负责人职责清单",
        aliases=listed("未制定分管负责人职责清单 未制定职责清单 分管负责人职责清单 无职责清单"),
    )
    no_safety_body = yes_no(
        "企业未依法建立安全管理机构和配足安全管理人员",
        aliases=listed(
            "未依法建机构、配人员 未依法建机构配人员 未建机构、配人员 未建立安全管理机构 未配足安全管理人员 "
            "未依法建立安全管理机构 机构人员不足"
        ),
    )
    unlicensed_work = yes_no(
        "电焊等特种作业岗位人员无证上岗作业",
        aliases=listed("特种作业无证上岗 无证上岗 特种作业人员无证上岗 电焊等特种作业无证上岗 无证上岗作业"),
    )
    outsourcing_disorder = yes_no(
        "外包外租安全管理混乱",
        aliases=listed("外包外租管理混乱 外包外租 外包外租混乱 外包租赁管理混乱"),
    )
    no_drill = yes_no(
        "未按规定开展应急演练、员工不熟悉逃生出口",
        aliases=listed(
            "未演练、不熟悉逃生出口 未开展应急演练 未演练 应急演练 不熟悉逃生出口 未按规定开展应急演练"
        ),
    )
    training_formality = yes_no("安全教育培训走过场", aliases=listed("教育培训走过场 培训走过场 教育培训"))
    measures_not_applied = yes_no(
        "制度措施不落实", aliases=listed("制度不落实 措施不落实 制度措施 制度措施未落实")
    )
    remark = paragraph("备注", search=True, aliases=listed("说明"))

    enterprise_id = reference("enterprises")
