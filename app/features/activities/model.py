"""组织领导: what party, government and member units did themselves."""

from __future__ import annotations

from app.masterdata.words import listed, means
from app.store.base import Base, LedgerRecord
from app.store.columns import day as calendar_day
from app.store.columns import integer, one, paragraph, several, text

KINDS = ("专题学习", "专题研究", "现场督导检查", "企业宣讲", "考核巡查督导检查", "媒体专题栏目")
KIND_WORDS = means(
    {
        "专题学习": "学习 理论学习",
        "专题研究": "专题会议 会议研究 研究 研究部署",
        "现场督导检查": "督导检查 现场检查 现场督导 带队检查",
        "企业宣讲": "宣讲 到企业宣讲",
        "考核巡查督导检查": "考核 考核巡查",
        "媒体专题栏目": "媒体 专题栏目 媒体宣传",
    }
)
PARTY = "党委主要负责同志"
GOVERNMENT = "政府主要负责同志"
BODIES = (PARTY, GOVERNMENT, "成员单位负责同志", "其他")
BODY_WORDS = means(
    {
        PARTY: "书记 党委书记 党工委书记 党委 党政主要负责同志",
        GOVERNMENT: "主任 办事处主任 镇长 政府 党政主要负责同志",
        "成员单位负责同志": "成员单位 安委会成员单位 部门负责人",
    }
)


class Activity(LedgerRecord, Base):
    """One activity; a joint one names each body and counts for each."""

    __tablename__ = "activities"

    kind = one(
        "类别",
        choices=KINDS,
        synonyms=KIND_WORDS,
        required=True,
        width=140,
        aliases=listed("活动类别 活动类型 类型 工作类别 形式"),
    )
    bodies = several(
        "主体",
        choices=BODIES,
        synonyms=BODY_WORDS,
        required=True,
        width=200,
        hint="党政主要负责同志共同参加的，两个都选，党委、政府各计一次",
        aliases=listed("组织主体 参加领导 责任主体 领导 主要负责同志 带队领导 组织者"),
    )
    day = calendar_day(
        "日期",
        required=True,
        index=True,
        aliases=listed("时间 活动日期 活动时间 会议时间 学习时间 检查时间"),
    )
    content = paragraph(
        "内容",
        search=True,
        aliases=listed("活动内容 主要内容 主题 学习内容 会议内容 工作内容 议题"),
    )
    place = text("地点", search=True, width=160, aliases=listed("活动地点 会议地点 场所 检查单位"))
    attendance = integer("参加人数", unit="人", width=90, aliases=listed("人数 参会人数 参与人数 参加人员数"))
    remark = paragraph("备注", search=True, aliases=listed("说明"))
