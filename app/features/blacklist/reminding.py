"""催办单 of a listed firm: reports that did not come (第七条), the day by which it may apply for removal (第五条（五）). Pure."""

from __future__ import annotations

from datetime import date, timedelta

from app.features.blacklist import words
from app.kernel.display import long_day
from app.kernel.due import period_of
from app.kernel.paper_words import told
from app.kernel.papers import Ask, Facts, PaperKind
from app.kernel.rules import Unit
from app.kernel.templates import Filling

BASIS = "《山东省实施〈生产经营单位安全生产不良记录“黑名单”管理暂行规定〉办法》"
AHEAD = 60
"""Days before the last day of the application from which it is named."""


def report_months(facts: Facts) -> tuple[list[date], set[tuple[int, int]]]:
    """Last days of the months of the period so far, this month's included, and the months whose report came.

    The day of the publication itself is not counted (民法典 201).
    """
    start = facts.record.get("period_from") or facts.record.get("published_on")
    end = facts.record.get("expires_on")
    if not isinstance(start, date) or not isinstance(end, date):
        return [], set()
    came = {
        (one["day"].year, one["day"].month)
        for one in facts.related.get("blacklist_events", ())
        if one.get("case_number") == facts.record.get("number")
        and one.get("kind") == "月度报告"
        and one.get("day")
        and one["day"] >= start
    }
    months, day = [], start + timedelta(days=1)
    while day <= min(end, facts.today):
        months.append(period_of(Unit.MONTH, day)[1])
        day = months[-1] + timedelta(days=1)
    return months, came


def _due(facts: Facts) -> list[tuple[str, date]]:
    months, came = report_months(facts)
    found = [
        (f"提交{last.year}年{last.month}月的安全生产工作情况报告（第七条）", last)
        for last in months
        if (last.year, last.month) not in came
    ]
    apply_by = facts.due.get("application")
    if apply_by and facts.record.get("applied_on") is None and (apply_by - facts.today).days <= AHEAD:
        found.append(("需要移出的，提出信息移出申请（第五条（五））", apply_by))
    return found


def _left(day: date, today: date) -> str:
    days = (day - today).days
    if days < 0:
        return f"逾期{-days}日"
    return "今日到期" if days == 0 else f"还有{days}日"


def _values(facts: Facts) -> dict[str, Filling]:
    due = _due(facts)
    late = sum(1 for _, day in due if day < facts.today)
    return {
        "单位名称": told(facts.record, "enterprise_name"),
        "催办序号": tuple(str(place) for place in range(1, len(due) + 1)),
        "催办事项": tuple(what for what, _ in due),
        "办理期限": tuple(long_day(day) for _, day in due),
        "办理情况": tuple(_left(day, facts.today) for _, day in due),
        "事项数": str(len(due)),
        "逾期数": str(late) if late else "",
        "签名": "",
        "日期": long_day(facts.today),
    }


def _may(facts: Facts) -> str:
    if facts.record.get("state") not in words.ON_THE_LIST:
        return "这家单位不在“黑名单”管理期内，没有要催办的事项。"
    if not _due(facts):
        return "每月的安全生产工作情况报告都已提交，也没有临近的期限，不用催办（第七条）。"
    return ""


REMINDER = PaperKind(
    "reminder",
    "催办单",
    _values,
    _may,
    (
        Ask("催办依据", "按哪份文书或者规定催办", default=lambda _facts: BASIS),
        Ask("回复期限", "要求书面回复的日子", "day"),
    ),
    related=("blacklist_events",),
    periods=(("application", "blacklist.removal_application", "expires_on"),),
    served=True,
)
