"""严重失信主体名单: the register that came after the blacklist; the organ that punishes lists."""

from __future__ import annotations

from app.kernel.fields import Kind
from app.masterdata.uscc import normalise_code
from app.masterdata.words import listed, means
from app.store.base import Base, LedgerRecord
from app.store.columns import (
    day,
    enterprise,
    integer,
    kept,
    made,
    one,
    paragraph,
    reference,
    state,
    text,
    yes_no,
)

PROPOSED, NOTIFIED, LISTED, APPLIED, REMOVED = "拟列入", "已告知", "管理期", "提前移出申请中", "已移出"
STATES = (PROPOSED, NOTIFIED, LISTED, APPLIED, REMOVED)
TONES = ((PROPOSED, "amber"), (NOTIFIED, "amber"), (LISTED, "red"), (APPLIED, "violet"), (REMOVED, "green"))
EXPIRED, EARLY, REVOKED = "期满", "提前移出", "撤销列入"
REASONS = (EXPIRED, EARLY, REVOKED)


class Dishonesty(LedgerRecord, Base):
    """One listing of one firm."""

    __tablename__ = "dishonesty"

    number = made("编号", aliases=listed("序号 名单编号"))
    enterprise_name = enterprise(
        required=True, aliases=listed("失信主体名称 失信主体 企业名称 单位 企业 生产经营单位名称")
    )
    code = text(
        "统一社会信用代码",
        search=True,
        width=190,
        whole=True,
        normalise=normalise_code,
        aliases=listed("社会信用代码 信用代码"),
    )
    principal = text(
        "主要负责人", search=True, width=100, aliases=listed("法定代表人 负责人 法定代表人（负责人）")
    )
    ground = paragraph(
        "列入情形",
        required=True,
        search=True,
        hint="照处罚机关文书写，以现行办法原文为准",
        aliases=listed("列入事由 列入理由 列入原因 失信行为 严重失信行为"),
    )
    penalty_number = text(
        "处罚决定文号",
        search=True,
        width=190,
        whole=True,
        aliases=listed("处罚文号 行政处罚决定书文号 处罚决定书文号"),
    )
    organ = text(
        "列入机关",
        dictionary="部门",
        required=True,
        width=180,
        hint="谁处罚、谁列入、谁负责",
        aliases=listed("决定机关 列入部门 处罚机关 列入决定机关"),
    )
    noticed_on = day("告知日期", aliases=listed("告知时间"))
    listed_on = day("列入日期", index=True, aliases=listed("列入时间 列入决定日期 决定日期"))
    published_on = day("公布日期", aliases=listed("公示日期 公布时间 公示时间"))
    term = integer("管理期限（年）", unit="年", width=120, aliases=listed("管理期限 管理期"))
    expires_on = day("期满日期", index=True, aliases=listed("届满日期 管理期满日期 到期日期"))
    applied_on = day(
        "提前移出申请日期", width=140, aliases=listed("提前移出申请时间 申请移出日期 信用修复申请日期")
    )
    approved = yes_no("提前移出是否同意", width=140, aliases=listed("是否同意提前移出 是否同意移出"))
    removed_on = day("移出日期", aliases=listed("移出时间"))
    removal_reason = one(
        "移出原因",
        choices=REASONS,
        synonyms=means({EXPIRED: "期满移出 届满", EARLY: "信用修复 提前", REVOKED: "撤销"}),
        aliases=listed("移出方式 移出事由"),
    )
    remark = paragraph("备注", search=True, aliases=listed("说明 其他"))

    state = state("状态", STATES, TONES, width=120)
    application = kept("提前移出申请理由", Kind.PARAGRAPH, width=260)
    restored_reason = kept("恢复列入原因", Kind.PARAGRAPH, width=260)
    rule_book = kept("列入所依规则", Kind.TEXT, width=160)

    enterprise_id = reference("enterprises")
