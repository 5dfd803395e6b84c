"""黑名单: one case of one firm, from the first evidence to the removal."""

from __future__ import annotations

from app.features.blacklist import words
from app.kernel.fields import Kind
from app.masterdata.uscc import normalise_code
from app.masterdata.words import listed
from app.store.base import Base, LedgerRecord
from app.store.columns import (
    day,
    enterprise,
    integer,
    kept,
    made,
    money,
    one,
    paragraph,
    reference,
    several,
    state,
    text,
    yes_no,
)


class BlacklistCase(LedgerRecord, Base):
    """First what the register shows, in its order; then what the steps of the case keep beside it.

    ``period_from`` is the day from which the present management period is counted; after a 保留 the one before it stands
    in ``earlier_from`` and ``earlier_until``. ``rule_book`` names the edition of the rule the case was opened under.
    """

    __tablename__ = "blacklist"

    number = made("编号", aliases=listed("序号 黑名单编号 案件编号 信息编号"))
    enterprise_name = enterprise(
        required=True,
        aliases=listed("生产经营单位名称 企业名称 单位 企业 生产经营单位 纳入单位 公司名称 被纳入单位"),
    )
    kind = text("类别", dictionary="单位类别", width=110, aliases=listed("单位类别 单位类型 企业类型"))
    code = text(
        "统一社会信用代码",
        search=True,
        width=190,
        whole=True,
        normalise=normalise_code,
        aliases=listed(
            "法人和其他组织统一组织机构代码 组织机构代码 社会信用代码 信用代码 统一组织机构代码 注册号"
        ),
    )
    registered_address = text("注册地址", width=240, aliases=listed("地址 住所 登记地址 单位地址"))
    scope = paragraph("生产经营范围", aliases=listed("经营范围 主营业务"))
    principal = text(
        "主要负责人",
        search=True,
        width=100,
        aliases=listed("单位主要负责人姓名 单位主要负责人 主要负责人姓名 负责人 法定代表人"),
    )
    phone = text("联系电话", search=True, width=130, aliases=listed("电话 联系方式 主要负责人电话"))
    grounds = several(
        "纳入情形",
        choices=words.GROUNDS,
        synonyms=words.GROUND_WORDS,
        required=True,
        width=160,
        whole=True,
        hint="办法第三条（一）至（九），可以有几项",
        aliases=listed("纳入理由 纳入原因 列入情形 适用情形 纳入依据 违法失信情形"),
    )
    rank = one(
        "纳入级别",
        choices=words.RANKS,
        synonyms=words.RANK_WORDS,
        width=90,
        aliases=listed("级别 黑名单级别 管理级别"),
    )
    act = paragraph(
        "违法行为", search=True, aliases=listed("非法违法行为 违法违规行为 违法事实 主要违法行为")
    )
    penalty = paragraph("行政处罚决定", aliases=listed("处罚决定 行政处罚 处罚内容"))
    penalty_body = text(
        "执法单位", dictionary="部门", width=160, aliases=listed("执法部门 处罚机关 处罚单位")
    )
    penalty_number = text(
        "处罚文号",
        search=True,
        width=190,
        whole=True,
        aliases=listed("处罚决定书文号 行政处罚文号 处罚决定文号"),
    )
    accident_on = day("事故时间", aliases=listed("事故日期 事故发生时间 发生时间"))
    accident_grade = one(
        "事故等级",
        choices=words.GRADES,
        synonyms=words.GRADE_WORDS,
        width=90,
        aliases=listed("事故级别 事故类别"),
    )
    accident = paragraph("事故简况", search=True, aliases=listed("事故情况 事故经过 事故概况"))
    deaths = integer("死亡人数", unit="人", width=90, aliases=listed("死亡 事故死亡人数 死亡人数（人）"))
    loss = money(
        "经济损失（万元）",
        unit="万元",
        width=130,
        aliases=listed("经济损失 直接经济损失 直接经济损失（万元）"),
    )
    hazard_level = text("隐患等级", width=90, aliases=listed("隐患级别"))
    measured = text(
        "职业病危害因素检测浓度或强度",
        width=230,
        aliases=listed("检测浓度或强度 职业病危害因素浓度或强度 职业病危害因素检测结果"),
    )
    rectify_by = day("整改时限", aliases=listed("整改期限 限期整改日期"))
    rectification = paragraph("整改落实情况", aliases=listed("整改情况 整改落实 隐患整改情况"))
    collected_on = day("采集日期", index=True, aliases=listed("采集时间 信息采集日期 信息采集时间"))
    notice_number = text(
        "告知书文号", search=True, width=190, whole=True, aliases=listed("告知文号 告知书编号")
    )
    served_on = day("送达日期", aliases=listed("送达时间 告知书送达日期 告知送达日期"))
    defence = paragraph("申辩情况", aliases=listed("申辩意见 陈述申辩情况 陈述申辩"))
    defence_adopted = yes_no("申辩是否采纳", width=110, aliases=listed("是否采纳 采纳情况 申辩采纳情况"))
    decided_on = day("决定日期", aliases=listed("决定时间 研究决定日期 纳入决定日期"))
    submitted_on = day("提交日期", aliases=listed("提交时间 信息提交日期 上报时间"))
    published_on = day(
        "公布日期", index=True, aliases=listed("公布时间 信息公布日期 纳入日期 纳入时间 列入日期")
    )
    listing = integer("第几次纳入", unit="次", width=100, aliases=listed("纳入次数 连续纳入次数"))
    term = integer("管理期限（年）", unit="年", width=120, aliases=listed("管理期限 管理期 期限"))
    expires_on = day("期满日期", index=True, aliases=listed("期满时间 届满日期 管理期满日期 到期日期"))
    applied_on = day("移出申请日期", aliases=listed("移出申请时间 申请移出日期 申请移出时间 申请日期"))
    checked_on = day("验收日期", aliases=listed("验收时间 确认日期"))
    ruling = one(
        "处理决定",
        choices=words.RULINGS,
        synonyms=words.RULING_WORDS,
        tones=((words.REMOVE, "green"), (words.KEEP, "amber")),
        width=90,
        aliases=listed("移出或保留 移出/保留 处理结果"),
    )
    removed_on = day("移出日期", aliases=listed("移出时间"))
    kept_reason = paragraph("保留原因", aliases=listed("保留理由"))
    removal_published_on = day("移出公布日期", aliases=listed("移出公布时间 移出信息公布日期"))
    remark = paragraph("备注", search=True, aliases=listed("说明 其他"))

    state = state("状态", words.STATES, words.TONES, width=110)
    verified_on = kept("核实日期", Kind.DAY)
    verifier = kept("核实人", Kind.TEXT)
    verification = kept("核实情况", Kind.PARAGRAPH, width=260)
    notice_organ = kept("告知机关", Kind.TEXT, width=180)
    noticed_on = kept("告知日期", Kind.DAY)
    defence_until = kept("申辩截止日期", Kind.DAY)
    defended_on = kept("申辩日期", Kind.DAY)
    defence_reply = kept("申辩复核意见", Kind.PARAGRAPH, width=260)
    handler = kept("承办人", Kind.TEXT)
    handled_on = kept("承办日期", Kind.DAY)
    proposal = kept("承办意见", Kind.PARAGRAPH, width=260)
    reviewer = kept("审核人", Kind.TEXT)
    reviewed_on = kept("审核日期", Kind.DAY)
    head = kept("批准人", Kind.TEXT)
    decision = kept("研究决定", Kind.ONE, choices=words.DECISIONS)
    decision_reason = kept("决定理由", Kind.PARAGRAPH, width=260)
    deciding_organ = kept("决定机关", Kind.TEXT, width=180)
    submitted_to = kept("提交至", Kind.TEXT, width=180)
    batch = kept("公布批次", Kind.TEXT)
    channels = kept("公布渠道", Kind.SEVERAL, dictionary=words.CHANNELS, width=200)
    notified = kept("通报单位", Kind.SEVERAL, dictionary=words.BODIES, width=240)
    period_from = kept("管理期起算日", Kind.DAY)
    earlier_from = kept("上一管理期起算日", Kind.DAY, width=140)
    earlier_until = kept("上一管理期期满日", Kind.DAY, width=140)
    application = kept("移出申请内容", Kind.PARAGRAPH, width=260)
    accepting_organ = kept("验收单位", Kind.TEXT, width=180)
    acceptor = kept("验收人", Kind.TEXT)
    acceptance = kept("验收意见", Kind.PARAGRAPH, width=260)
    accepted = kept("验收结论", Kind.ONE, choices=(words.PASSED, words.FAILED))
    ruled_on = kept("处理决定日期", Kind.DAY)
    kept_term = kept("保留期限（年）", Kind.INT, unit="年")
    transferred_on = kept("上报（移送）日期", Kind.DAY, width=130)
    transferred_to = kept("上报（移送）单位", Kind.TEXT, width=180)
    transferred_reason = kept("上报（移送）原因", Kind.PARAGRAPH, width=260)
    withdrawn_on = kept("撤回日期", Kind.DAY)
    withdrawn_reason = kept("撤回原因", Kind.PARAGRAPH, width=260)
    rule_book = kept("立案所依规则", Kind.TEXT, width=160)

    enterprise_id = reference("enterprises")
