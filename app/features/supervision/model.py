"""挂牌督办: a hazard on file put on a list until it is delisted."""

from __future__ import annotations

from app.masterdata.words import listed, means
from app.store.base import Base, LedgerRecord
from app.store.columns import day, hazard, one, paragraph, reference, state, text

LISTED = "督办中"
DELISTED = "已摘牌"
RANKS = ("国家", "省", "市", "区县", "街道", "部门")
RANK_WORDS = means(
    {
        "国家": "国家级 国务院",
        "省": "省级",
        "市": "市级",
        "区县": "区级 县级 区县级 区 县",
        "街道": "街道级 镇街 乡镇 镇 镇级",
        "部门": "部门级 行业部门",
    }
)


class Supervision(LedgerRecord, Base):
    """One listing of one hazard; a hazard may be listed again at another rank."""

    __tablename__ = "supervision"

    hazard_number = hazard(required=True, aliases=listed("编号 隐患号"))
    rank = one(
        "督办级别",
        choices=RANKS,
        synonyms=RANK_WORDS,
        required=True,
        hint="谁发现谁挂牌；部门挂牌的不计入“政府挂牌督办”",
        aliases=listed("挂牌级别 整改级别 级别 督办等级 挂牌等级"),
    )
    body = text(
        "督办单位",
        dictionary="部门",
        search=True,
        width=180,
        aliases=listed("挂牌单位 督办部门 挂牌督办单位 挂牌部门"),
    )
    document_number = text(
        "文号",
        search=True,
        width=180,
        whole=True,
        aliases=listed("挂牌文号 督办文号 文书文号 通知书文号 督办通知书文号"),
    )
    listed_on = day(
        "挂牌日期",
        required=True,
        index=True,
        aliases=listed("挂牌时间 挂牌督办时间 督办日期 督办时间 挂牌督办日期"),
    )
    matter = paragraph(
        "督办事项",
        search=True,
        aliases=listed("隐患名称 隐患内容 督办内容 事项 重大事故隐患"),
    )
    due_on = day(
        "整改完成期限",
        width=120,
        aliases=listed("整改期限 整改时限 完成期限 完成时限 督办期限"),
    )
    delisted_on = day("摘牌日期", aliases=listed("摘牌时间 销号日期 销号时间 摘牌销号日期 解除日期 验收时间"))
    remark = paragraph("备注", search=True, aliases=listed("说明"))

    status = state("状态", (LISTED, DELISTED), ((LISTED, "amber"), (DELISTED, "green")))
    hazard_id = reference("hazards")
