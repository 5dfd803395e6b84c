"""举报奖励: money paid for tip-offs that were verified. No informant is named here."""

from __future__ import annotations

from app.masterdata.words import listed, means
from app.store.base import Base, LedgerRecord
from app.store.columns import day as calendar_day
from app.store.columns import money, one, paragraph, text

NAMED = "实名"
ANONYMOUS = "匿名"
NAMING_WORDS = means({NAMED: "实名举报 是", ANONYMOUS: "匿名举报 否"})


class Reward(LedgerRecord, Base):
    """One payment."""

    __tablename__ = "rewards"

    day = calendar_day(
        "日期",
        required=True,
        index=True,
        aliases=listed("时间 奖励日期 奖励时间 发放日期 发放时间 兑付日期"),
    )
    amount = money(
        "金额（元）",
        unit="元",
        required=True,
        aliases=listed("金额 奖励金额 奖金 奖励 发放金额 举报奖励 奖励资金"),
    )
    naming = one(
        "实名/匿名",
        choices=(NAMED, ANONYMOUS),
        synonyms=NAMING_WORDS,
        required=True,
        aliases=listed("举报方式 是否实名 实名匿名 举报类型"),
    )
    matter = paragraph(
        "查实事项",
        search=True,
        hint="不要写举报人的姓名、电话和住址",
        aliases=listed("事项 举报事项 举报内容 查实内容 核实事项 查实情况"),
    )
    tip_off_number = text("举报编号", search=True, aliases=listed("编号 登记编号 举报登记编号"))
    remark = paragraph("备注", search=True, aliases=listed("说明"))
