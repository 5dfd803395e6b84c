"""执法: penalties, referrals, stops, interviews and the other measures the progress table counts."""

from __future__ import annotations

from app.masterdata.words import listed, means
from app.store.base import Base, LedgerRecord
from app.store.columns import day as calendar_day
from app.store.columns import enterprise, integer, money, one, paragraph, reference, text, yes_no

PENALTY = "行政处罚"
REFERRAL = "移送司法机关"
STOP = "责令停产整顿"
LICENCE = "暂扣吊销许可证"
EXPOSURE = "曝光"
INTERVIEW = "约谈"
JOINT = "联合惩戒"
CASE = "公布典型案例"
ACCOUNTABILITY = "责任倒查问责"
CIRCULAR = "约谈通报地区部门"
KINDS = (
    PENALTY,
    REFERRAL,
    STOP,
    LICENCE,
    EXPOSURE,
    INTERVIEW,
    JOINT,
    CASE,
    ACCOUNTABILITY,
    CIRCULAR,
)
KIND_WORDS = means(
    {
        PENALTY: "罚款 处罚 警告",
        REFERRAL: "移送 移送公安 移送司法",
        STOP: "停产整顿 责令停产停业 停产停业整顿",
        LICENCE: "暂扣 吊销 暂扣许可证 吊销许可证",
        INTERVIEW: "约谈企业 警示约谈",
        EXPOSURE: "媒体曝光",
        JOINT: "联合惩戒企业",
        CASE: "典型案例 公布案例",
        ACCOUNTABILITY: "问责 追责问责 责任倒查 责任倒查追责问责",
        CIRCULAR: "约谈通报 通报 约谈地区",
    }
)


class Enforcement(LedgerRecord, Base):
    """One measure. What is not against a firm (案例, 问责, 约谈通报) has no 单位名称."""

    __tablename__ = "enforcement"

    kind = one(
        "类别",
        choices=KINDS,
        synonyms=KIND_WORDS,
        required=True,
        width=140,
        aliases=listed("执法类别 执法类型 处罚类别 处理类别 措施类别 处罚种类"),
    )
    enterprise_name = enterprise(
        aliases=listed("企业名称 单位 被处罚单位 当事人 被处罚人 违法单位 企业 被约谈单位 相对人 行政相对人"),
    )
    day = calendar_day(
        "日期",
        required=True,
        index=True,
        aliases=listed("时间 处罚日期 处罚时间 执法日期 执法时间 决定日期 立案日期 约谈时间 约谈日期"),
    )
    department = text(
        "执法部门",
        dictionary="部门",
        width=160,
        aliases=listed("部门 处罚部门 处罚机关 执法单位 实施部门 执法机关 约谈人"),
    )
    document_number = text(
        "文号",
        search=True,
        width=190,
        whole=True,
        aliases=listed(
            "文书号 决定书文号 处罚决定书文号 执法文书号 文书文号 处罚文号 案号 行政处罚决定书文号"
        ),
    )
    cause = paragraph(
        "事由",
        search=True,
        aliases=listed("案由 违法行为 违法事实 处罚事由 案件名称 内容 主要违法事实 主要问题"),
    )
    enterprise_fine = money(
        "对单位罚款（万元）",
        unit="万元",
        width=162,
        aliases=listed("对单位罚款 罚款 罚款金额 处罚金额 单位罚款 罚款额 企业罚款 对单位处罚 对企业罚款"),
    )
    principal_fine = money(
        "对主要负责人罚款（万元）",
        unit="万元",
        width=204,
        hint="与对单位罚款都大于零的，计为一案双罚",
        aliases=listed(
            "对主要负责人罚款 负责人罚款 主要负责人罚款 个人罚款 对负责人罚款 对个人罚款 对主要负责人处罚"
        ),
    )
    major_penalty = yes_no("重大行政处罚", width=110, aliases=listed("是否重大行政处罚 重大处罚"))
    people = integer(
        "人数",
        unit="人",
        hint="移送司法机关、责任倒查问责的人数",
        aliases=listed("涉及人数 移送人数 问责人数 人员数量"),
    )
    dangerous_operation = yes_no(
        "危险作业罪案例", width=120, aliases=listed("危险作业罪 是否危险作业罪 危险作业罪案")
    )
    remark = paragraph("备注", search=True, aliases=listed("说明"))

    enterprise_id = reference("enterprises")
