"""隐患: a hazard from the day it is found to its 销号."""

from __future__ import annotations

from sqlalchemy import Index

from app.features.hazards import words
from app.kernel.ledger import STATUS_TONES
from app.masterdata.words import listed
from app.store.base import Base, LedgerRecord
from app.store.columns import (
    day,
    enterprise,
    made,
    mark,
    money,
    one,
    paragraph,
    photos,
    reference,
    several,
    state,
    text,
)

STATES = ("待整改", "整改中", "待复查", "已销号")


class Hazard(LedgerRecord, Base):
    """One hazard of one firm. ``started`` keeps the step 开始整改, which leaves no date of its own."""

    __tablename__ = "hazards"
    __table_args__ = (
        Index(
            "ix_hazards_progress",  # holds all that A1–A4 and their communities ask for: no row need be read
            "level",
            "source",
            "found_on",
            "closed_on",
            "voided",
            "deleted_at",
            "enterprise_id",
        ),
        Index("ix_hazards_status_due_on", "status", "due_on"),
    )

    number = made("隐患编号", aliases=listed("编号 隐患序号 隐患号 问题编号 台账编号"))
    enterprise_name = enterprise(
        required=True,
        aliases=listed(
            "隐患单位 企业名称 被检查单位 被检查单位名称 检查企业名称 受检单位 受检部门 受检企业 责任单位 "
            "整改责任单位 整改单位 企业 单位 生产经营单位 生产经营单位名称 存在隐患单位 隐患单位名称 检查对象 "
            "隐患企业"
        ),
    )
    source = one(
        "隐患来源",
        choices=words.SOURCES,
        synonyms=words.SOURCE_WORDS,
        required=True,
        aliases=listed("来源 检查类型 检查类别 排查方式 发现方式 发现途径 隐患来源渠道 问题来源 检查方式"),
    )
    found_on = day(
        "发现日期",
        required=True,
        index=True,
        aliases=listed(
            "发现时间 检查时间 检查日期 排查时间 排查日期 发生日期 登记时间 登记日期 查出日期 查出时间 督导时间 "
            "隐患发现时间 隐患排查时间 隐患排查日期 日期"
        ),
    )
    description = paragraph(
        "隐患描述",
        required=True,
        search=True,
        width=280,
        hint="写明部位、违反的要求和现状",
        phrases="隐患描述",
        aliases=listed(
            "存在问题 隐患内容 问题描述 隐患名称 隐患标题 存在的问题 存在隐患 存在的隐患 存在问题及隐患 "
            "检查地点存在问题及隐患 问题隐患 主要问题 发现问题 隐患情况 隐患问题 问题 隐患 安全隐患 事故隐患内容 "
            "隐患具体内容 检查发现的问题 具体问题 问题清单 隐患基本情况 事故隐患 重大事故隐患内容"
        ),
    )
    level = one(
        "隐患等级",
        choices=words.LEVELS,
        synonyms=words.LEVEL_WORDS,
        tones=words.LEVEL_TONES,
        required=True,
        width=90,
        aliases=listed(
            "隐患级别 等级 级别 隐患程度 事故隐患级别 问题等级 是否重大隐患 是否重大事故隐患 是否为重大事故隐患"
        ),
    )
    inspectors = several(
        "检查人员", search=True, aliases=listed("检查人 排查人 排查人员 发现人 督导人员 登记人 检查组成员")
    )
    place = text(
        "隐患部位",
        search=True,
        aliases=listed(
            "隐患位置 部位 检查部位 环节/部位 车间/场所 地点 检查地点 隐患地点 隐患所在部位 检查场所 部位环节 "
            "具体位置"
        ),
    )
    category = several(
        "隐患类别",
        choices=words.CATEGORIES,
        synonyms=words.CATEGORY_WORDS,
        hint="可能导致的事故类型，按 GB 6441-1986 的二十类",
        aliases=listed(
            "隐患类型 类别 隐患分类 事故类型 可能导致的事故类型 可能导致事故类型 事故类别 可能造成的后果 问题类别"
        ),
    )
    criterion = text(
        "判定依据",
        width=240,
        source="criteria",
        hint="标准名称和条款，可从发现当日有效的判定标准中选",
        aliases=listed("依据 判定标准 法律依据 违反条款 检查依据 法规依据 标准依据"),
    )
    treatment = one(
        "治理类型",
        choices=words.TREATMENTS,
        synonyms=words.TREATMENT_WORDS,
        hint="能立即整改的立查立改，需要一定时间的限期整改",
        aliases=listed("整改类型 整改方式 治理方式 整改类别 治理类别"),
    )
    owner = text(
        "整改责任人",
        search=True,
        width=110,
        aliases=listed("责任人 治理责任人 整改负责人 责任人员 整改人 企业整改责任人 隐患整改责任人"),
    )
    measures = paragraph(
        "整改措施",
        phrases="整改措施",
        aliases=listed(
            "治理措施 整改措施与要求 整改措施及要求 整改要求 治理方案 整改方案 整改意见 采取措施 整改建议 "
            "治理措施及要求"
        ),
    )
    fund = money(
        "整改资金（万元）",
        unit="万元",
        width=130,
        aliases=listed("整改资金 资金 治理投入 治理资金 投入资金 整改投入 整改经费 资金投入 整改资金投入"),
    )
    due_on = day(
        "整改期限",
        aliases=listed(
            "整改时限 期限 治理期限 限期整改日期 整改截止日期 整改截止时间 完成时限 治理时限 计划完成时间 "
            "整改计划完成时间 要求完成时间 限期"
        ),
    )
    plan = paragraph("应急预案", aliases=listed("预案 应急措施 应急预案制定情况 应急处置预案"))
    monitoring = paragraph(
        "监控措施", aliases=listed("防范措施 安全防范措施 监控防范措施 监控 管控措施 临时管控措施")
    )
    rectified_on = day(
        "整改完成日期",
        aliases=listed(
            "整改完成时间 完成时间 完成日期 整改完成日 实际完成时间 实际整改时间 整改确认日期 治理完成时间 "
            "治理完成日期 整改日期"
        ),
    )
    situation = paragraph(
        "整改情况",
        aliases=listed(
            "是否整改 是否完成整改 是否已整改 整改结果 完成情况 整改落实情况 整改完成情况 整改状态 整改描述 治理情况 "
            "治理结果 整改进展 隐患整改情况 当前状态"
        ),
    )
    rechecker = text(
        "复查人", search=True, width=100, aliases=listed("复查人员 验收人 验收人员 核查人 核查人员 复核人")
    )
    recheck_on = day("复查日期", aliases=listed("复查时间 验收时间 验收日期 核查时间 核查日期 复核日期"))
    recheck_result = one(
        "复查结论",
        choices=(words.PASSED, words.FAILED),
        synonyms=words.RECHECK_WORDS,
        tones=words.RECHECK_TONES,
        width=90,
        aliases=listed("复查结果 复查情况 验收结果 验收情况 验收结论 复查意见 是否合格 核查结果"),
    )
    principal_signature = text(
        "主要负责人签字",
        width=130,
        hint="签字人的姓名",
        aliases=listed("主要负责人签名 负责人签字 企业负责人签字 法人签字"),
    )
    director_signature = text(
        "安全总监签字",
        width=120,
        hint="签字人的姓名；没有安全总监的，由分管负责人签字",
        aliases=listed("安全总监签名 分管负责人签字 安全总监（分管负责人）签字"),
    )
    closed_on = day("销号日期", aliases=listed("销号时间 销号 闭环日期 闭环时间 办结日期 办结时间 销案日期"))
    remark = paragraph("备注", search=True, aliases=listed("说明 其他"))

    status = state("状态", STATES, STATUS_TONES)
    enterprise_id = reference("enterprises")
    inspection_id = reference("inspections")
    started = mark()
    photos_before = photos(
        "整改前照片",
        aliases=listed("隐患照片 照片 照片1 问题照片 现场照片 图片 隐患图片 整改前图片 整改前 附图 问题图片"),
    )
    photos_after = photos(
        "整改后照片",
        aliases=listed("整改照片 照片2 整改图片 整改后图片 整改后 复查照片 整改完成照片"),
    )
