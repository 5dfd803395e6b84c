"""Official papers of one hazard: what stands on them and when they may be issued. Pure.

Sources of the wording and of the guards: the templates' own ``source.md``; closure after 2023行动方案 三（一）2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.features.hazards.paper_values import (
    OPINION,
    ORDER,
    RECHECK,
    firm_values,
    may_recheck,
    officer_asks,
    order_values,
    problem,
    problems,
    rechecked,
    terms,
    unclosed,
)
from app.kernel.display import long_day
from app.kernel.paper_words import first_told, told
from app.kernel.papers import Ask, Earlier, Facts, PaperKind
from app.kernel.templates import Filling

One = Mapping[str, Any]
SOON = 7
"""Days ahead that a reminder looks."""


def _inspection(facts: Facts) -> One:
    return next(iter(facts.related.get("inspections", ())), {})


def place_asked(facts: Facts) -> str:
    """Where it was: the hazard's place, else the firm's address."""
    return told(facts.record, "place") or first_told(facts.firm, "address", "registered_address")


def begin_asked(facts: Facts) -> str:
    """The day of the inspection; the hour is written by hand or here."""
    day = (
        _inspection(facts).get("inspected_on")
        or facts.record.get("inspected_on")
        or facts.record.get("found_on")
    )
    return f"{long_day(day)}　　时　　分" if isinstance(day, date) else ""


def end_asked(_facts: Facts) -> str:
    """The hour it ended."""
    return "　　时　　分"


def situation_asked(facts: Facts) -> str:
    """What was looked at, as the ledger has it."""
    return told(_inspection(facts), "situation")


RECORD_ASKS = (
    Ask("负责人职务", "如：经理、厂长"),
    Ask("检查场所", "看了哪些车间、仓库、岗位", default=place_asked),
    Ask("检查开始时间", default=begin_asked),
    Ask("检查结束时间", default=end_asked),
    *officer_asks("inspectors"),
)
NOTE_ASK = Ask("备注", "没有可以不填")


def _record_values(facts: Facts) -> dict[str, Filling]:
    return {**firm_values(facts), **problems((facts.record,)), "未发现事项": ""}


def _order(facts: Facts) -> dict[str, Filling]:
    return {**firm_values(facts), **problems((facts.record,)), **terms((facts.record,))}


def may_order(hazards: Sequence[One]) -> str:
    """An order names what is still to be put right, each item with its term."""
    if not hazards:
        return "隐患都已销号，没有需要限期整改的问题。"
    untimed = [
        place
        for place, one in enumerate(hazards, start=1)
        if not one.get("due_on") and not told(one, "treatment")
    ]
    if untimed:
        which = "、".join(map(str, untimed))
        return f"第{which}项问题没有整改期限，也没有写明立查立改，请先填写整改期限或者治理类型。"
    return ""


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


def receipt_values(facts: Facts) -> dict[str, Filling]:
    """The papers that were issued and are handed over, one row each."""
    sent = tuple(one for one in facts.papers if one.kind in SERVED)
    return {
        **firm_values(facts),
        "送达文书": tuple(f"{one.title}\n{one.number}".strip() for one in sent),
        "送达日期": tuple(
            long_day(one.served_on).replace("年", "年\n") if one.served_on else "" for one in sent
        ),
    }


def may_serve(facts: Facts) -> str:
    """A receipt is for something."""
    if any(one.kind in SERVED for one in facts.papers):
        return ""
    return "还没有签发过要送达的文书，送达回执要写明送达文书的名称和文号。请先签发文书。"


def case_asked(facts: Facts) -> str:
    """What the matter is called."""
    firm = told(facts.record, "enterprise_name")
    return f"{firm}安全生产检查整改" if firm else ""


SERVED = (ORDER, OPINION, RECHECK, "blacklist_notice", "reminder")
"""Papers that are handed to the firm and whose receipt comes back."""


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


PAPERS = (
    PaperKind(
        "inspection_record",
        "现场检查记录",
        _record_values,
        asks=(*RECORD_ASKS, Ask("检查情况", "看到的情况，问题会自动列在后面", "paragraph", situation_asked)),
        related=("inspections",),
    ),
    PaperKind(
        ORDER,
        "责令限期整改指令书",
        _order,
        _may_order,
        officer_asks("inspectors"),
        related=("inspections",),
        served=True,
    ),
    PaperKind(
        OPINION,
        "限期整改意见书",
        _order,
        _may_order,
        officer_asks("inspectors"),
        related=("inspections",),
        served=True,
    ),
    PaperKind(
        RECHECK,
        "整改复查意见书",
        _recheck,
        _may_recheck,
        officer_asks("rechecker"),
        related=("inspections",),
        served=True,
    ),
    PaperKind("hazard_closure", "隐患销号表", _closure, _may_close, related=("supervision",)),
    PaperKind(
        "service_receipt",
        "文书送达回执",
        receipt_values,
        may_serve,
        (Ask("案件名称", default=case_asked), NOTE_ASK),
        related=("inspections",),
    ),
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
