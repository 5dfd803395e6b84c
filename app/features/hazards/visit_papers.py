"""The papers of a visit, the same for one hazard and for an inspection with several: one list, two sets of values. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.features.hazards.paper_values import OPINION, ORDER, RECHECK, firm_values, officer_asks
from app.kernel.display import long_day
from app.kernel.paper_words import first_told, told
from app.kernel.papers import Ask, Facts, PaperKind
from app.kernel.templates import Filling

One = Mapping[str, Any]
Values = Callable[[Facts], dict[str, Filling]]
Guard = Callable[[Facts], str]


@dataclass(frozen=True)
class Visit:
    """What differs: the values on record, order and recheck, when they may be issued, whose words are proposed."""

    record: Values
    situation: Guard
    order: Values
    may_order: Guard
    recheck: Values
    may_recheck: Guard
    related: tuple[str, ...]
    rechecker: str = ""


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


def visit_papers(visit: Visit) -> tuple[PaperKind, ...]:
    """现场检查记录, 指令书, 意见书, 复查意见书, 送达回执: in the order in which they are written."""
    related, officers = visit.related, officer_asks("inspectors")
    recheckers = officer_asks(visit.rechecker) if visit.rechecker else officer_asks()
    situation = Ask("检查情况", "看到的情况，问题会自动列在后面", "paragraph", visit.situation)
    case = Ask("案件名称", default=case_asked)

    def ordering(kind: str, title: str) -> PaperKind:
        return PaperKind(kind, title, visit.order, visit.may_order, officers, related=related, served=True)

    return (
        PaperKind(
            "inspection_record", "现场检查记录", visit.record, asks=(*RECORD_ASKS, situation), related=related
        ),
        ordering(ORDER, "责令限期整改指令书"),
        ordering(OPINION, "限期整改意见书"),
        PaperKind(
            RECHECK,
            "整改复查意见书",
            visit.recheck,
            visit.may_recheck,
            recheckers,
            related=related,
            served=True,
        ),
        PaperKind(
            "service_receipt", "文书送达回执", receipt_values, may_serve, (case, NOTE_ASK), related=related
        ),
    )
