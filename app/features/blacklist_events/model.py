"""黑名单管理记录: what happens to a listed firm during its case, one row each."""

from __future__ import annotations

from app.masterdata.words import listed, means
from app.store.base import Base, LedgerRecord
from app.store.columns import day as calendar_day
from app.store.columns import enterprise, one, paragraph, reference, text, yes_no

REPORT = "月度报告"
INSPECTION = "执法检查"
UNANNOUNCED = "暗查暗访"
INTERVIEW = "约谈"
MEASURE = "惩戒措施"
NEW_ACT = "新的行为"
CORRECTION = "更正"
KEPT = "保留"
OTHER = "其他"
KINDS = (REPORT, INSPECTION, UNANNOUNCED, INTERVIEW, MEASURE, NEW_ACT, CORRECTION, KEPT, OTHER)
KIND_WORDS = means(
    {
        REPORT: "月报 安全生产工作情况报告 每月报告",
        INSPECTION: "检查 监督检查",
        UNANNOUNCED: "暗查 暗访 抽查",
        INTERVIEW: "约谈主要负责人",
        MEASURE: "制约措施 联合惩戒 限制措施",
        NEW_ACT: "新行为 新的违法行为 新的安全生产违法行为",
        CORRECTION: "变更 信息更正 信息变更",
    }
)
CITY, COUNTY = "市级", "县级"


class BlacklistEvent(LedgerRecord, Base):
    """One report, inspection, interview, measure, new act or correction; the case is named by its number."""

    __tablename__ = "blacklist_events"

    case_number = text(
        "黑名单编号", required=True, search=True, width=130, aliases=listed("编号 案件编号 案号")
    )
    enterprise_name = enterprise(aliases=listed("企业名称 单位 企业 生产经营单位名称 公司名称"))
    kind = one(
        "类别",
        choices=KINDS,
        synonyms=KIND_WORDS,
        tones=((NEW_ACT, "red"), (MEASURE, "amber")),
        required=True,
        aliases=listed("记录类别 事项 类型"),
    )
    day = calendar_day(
        "日期", required=True, index=True, aliases=listed("时间 记录日期 报告日期 检查日期 约谈日期")
    )
    level = one(
        "检查层级",
        choices=(CITY, COUNTY),
        synonyms=means({CITY: "市", COUNTY: "县 区 区级 区县级"}),
        hint="市级部门每半年、县级部门每季度至少检查1次（第八条）",
        aliases=listed("层级 检查级别"),
    )
    organ = text(
        "实施部门", dictionary="部门", width=160, aliases=listed("部门 检查部门 约谈部门 采取措施部门")
    )
    people = text("人员", search=True, width=130, aliases=listed("检查人员 约谈对象 经办人 报告人"))
    content = paragraph("内容", search=True, aliases=listed("情况 报告内容 检查情况 约谈内容 措施内容 行为"))
    result = paragraph("结果", aliases=listed("处理结果 检查结果 落实情况"))
    qualifying = yes_no(
        "符合纳入条件",
        width=110,
        hint="新的行为是不是符合第三条的纳入条件；符合的不能移出（第五条（五））",
        aliases=listed("是否符合纳入条件"),
    )
    remark = paragraph("备注", search=True, aliases=listed("说明"))

    enterprise_id = reference("enterprises")
