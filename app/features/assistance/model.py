"""帮扶指导: help given to key areas and key enterprises."""

from __future__ import annotations

from app.masterdata.words import listed, means
from app.store.base import Base, LedgerRecord
from app.store.columns import day as calendar_day
from app.store.columns import enterprises, one, paragraph, several, text

AREA = "重点地区"
FIRM = "重点企业"
TARGET_WORDS = means({AREA: "重点县 地区 重点乡镇 县", FIRM: "企业 重点单位"})


class Assistance(LedgerRecord, Base):
    """One visit; it may reach several areas, or several firms."""

    __tablename__ = "assistance"

    day = calendar_day(
        "日期",
        required=True,
        index=True,
        aliases=listed("时间 帮扶日期 帮扶时间 指导日期 指导时间"),
    )
    target = one(
        "对象类别",
        choices=(AREA, FIRM),
        synonyms=TARGET_WORDS,
        required=True,
        aliases=listed("类别 帮扶对象类别 帮扶类别 对象类型"),
    )
    enterprise_names = enterprises(
        aliases=listed("企业名称 单位 企业 重点企业 帮扶企业 帮扶对象 帮扶单位"),
        hint="一次帮扶多家的，都写上，每家计一家次",
    )
    areas = several(
        "地区名称",
        search=True,
        width=160,
        hint="一次帮扶多个地区的，都写上，每个计一个次",
        aliases=listed("地区 重点地区 重点县 帮扶地区 镇街 区县"),
    )
    department = text("帮扶部门", dictionary="部门", width=160, aliases=listed("部门 组织部门 指导部门"))
    people = several("帮扶人员", search=True, aliases=listed("人员 专家 帮扶专家 指导人员 参加人员"))
    content = paragraph(
        "帮扶内容",
        search=True,
        aliases=listed("内容 帮扶情况 指导内容 工作内容 帮扶指导内容"),
    )
