"""Official papers of one hazard: what stands on them and when they may be issued. Pure.

Sources of the wording and of the guards: the templates' own ``source.md``; closure after 2023行动方案 三（一）2.
"""

from __future__ import annotations

from datetime import date

from app.features.hazards.paper_values import (
    OPINION,
    ORDER,
    firm_values,
    may_recheck,
    order_values,
    problem,
    problems,
    rechecked,
    terms,
    unclosed,
)
from app.features.hazards.visit_papers import One, Visit, may_order, situation_asked, visit_papers
from app.kernel.paper_words import told
from app.kernel.papers import Ask, Earlier, Facts, PaperKind
from app.kernel.templates import Filling

SOON = 7
"""Days ahead that a reminder looks."""


def _record_values(facts: Facts) -> dict[str, Filling]:
    return {**firm_values(facts), **problems((facts.record,)), "未发现事项": ""}


def _order(facts: Facts) -> dict[str, Filling]:
    return {**firm_values(facts), **problems((facts.record,)), **terms((facts.record,))}


def _may_order(facts: Facts) -> str:
    return may_order(unclosed((facts.record,)))


def _recheck(facts: Facts) -> dict[str, Filling]:
    return {**firm_values(facts), **rechecked((facts.record,)), **order_values(facts)}


def _may_recheck(facts: Facts) -> str:
    return may_recheck(facts, (facts.record,))


def _closure(facts: Facts) -> dict[str, Filling]:
    record = facts.record
    listed = [
        "".join(
            (
                f"{told(one, 'rank')}级" if told(one, "rank") != "部门" else "部门",
                f"挂牌督办，{told(one, 'body')}" if told(one, "body") else "挂牌督办",
                f"，{told(one, 'document_number')}" if told(one, "document_number") else "",
                f"，{told(one, 'listed_on')}挂牌" if told(one, "listed_on") else "",
                f"，{told(one, 'delisted_on')}摘牌" if told(one, "delisted_on") else "",
            )
        )
        for one in facts.related.get("supervision", ())
    ]
    fields = {
        "隐患编号": "number",
        "所属社区": "community",
        "隐患来源": "source",
        "发现日期": "found_on",
        "隐患描述": "description",
        "隐患等级": "level",
        "隐患部位": "place",
        "隐患类别": "category",
        "判定依据": "criterion",
        "隐患发现人": "inspectors",
        "治理类型": "treatment",
        "整改责任人": "owner",
        "整改措施": "measures",
        "整改期限": "due_on",
        "应急预案": "plan",
        "监控措施": "monitoring",
        "整改完成日期": "rectified_on",
        "整改情况": "situation",
        "复查人": "rechecker",
        "复查日期": "recheck_on",
        "复查结论": "recheck_result",
        "主要负责人签字": "principal_signature",
        "安全总监签字": "director_signature",
        "销号日期": "closed_on",
    }
    fund = told(record, "fund")
    return {
        **firm_values(facts),
        **{name: told(record, field) for name, field in fields.items()},
        "整改资金": f"{fund}万元" if fund else "",
        "挂牌督办": "；".join(listed),
        "所属社区": told(record, "community") or told(facts.firm, "community"),
    }


def _may_close(facts: Facts) -> str:
    if facts.record.get("closed_on") is None:
        return "这条隐患还没有销号。整改完成、复查合格并由主要负责人、安全总监（分管负责人）签字后才能销号（2023行动方案三（一）2）。"
    return ""


def _reminder_of(facts: Facts) -> tuple[One, ...]:
    """The firm's hazards past their day or nearly so, the record itself among them."""
    mine = facts.record.get("id")
    others = (one for one in facts.related.get("hazards", ()) if one.get("id") != mine)
    due = [
        one
        for one in unclosed(tuple(others))
        if isinstance(one.get("due_on"), date) and (one["due_on"] - facts.today).days <= SOON
    ]
    both = (facts.record, *due)
    return tuple(sorted(both, key=lambda one: (one.get("due_on") or date.max, str(one.get("number")))))


def _left(one: One, today: date) -> str:
    day = one.get("due_on")
    if not isinstance(day, date):
        return "未定期限"
    days = (day - today).days
    if days < 0:
        return f"逾期{-days}日"
    return "今日到期" if days == 0 else f"还有{days}日"


def _reminder(facts: Facts) -> dict[str, Filling]:
    hazards = _reminder_of(facts)
    late = sum(1 for one in hazards if (one.get("due_on") or date.max) < facts.today)
    return {
        **firm_values(facts),
        "催办序号": tuple(str(place) for place in range(1, len(hazards) + 1)),
        "催办事项": tuple(f"隐患（{told(one, 'number')}）：{problem(one)}" for one in hazards),
        "办理期限": tuple(told(one, "due_on") for one in hazards),
        "办理情况": tuple(_left(one, facts.today) for one in hazards),
        "事项数": str(len(hazards)),
        "逾期数": str(late) if late else "",
    }


def _basis(facts: Facts) -> str:
    before: Earlier | None = facts.earlier(ORDER, OPINION)
    if before is not None:
        return f"{before.number}{before.title}"
    return "登记时确定的整改期限"


def _may_remind(facts: Facts) -> str:
    if facts.record.get("closed_on") is not None:
        return "这条隐患已经销号，不用再催办。"
    return ""


*_VISITED, _RECEIPT = visit_papers(
    Visit(
        _record_values,
        situation_asked,
        _order,
        _may_order,
        _recheck,
        _may_recheck,
        ("inspections",),
        "rechecker",
    )
)
PAPERS = (
    *_VISITED,
    PaperKind("hazard_closure", "隐患销号表", _closure, _may_close, related=("supervision",)),
    _RECEIPT,
    PaperKind(
        "reminder",
        "催办单",
        _reminder,
        _may_remind,
        (
            Ask("催办依据", "按哪份文书或者规定催办", default=_basis),
            Ask("回复期限", "要求书面回复的日子", "day"),
        ),
        related=("hazards", "inspections"),
        served=True,
    ),
)
