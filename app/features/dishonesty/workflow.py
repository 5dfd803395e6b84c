"""The steps of a listing in the successor register. What the articles say in detail stands in the rule in force."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from app.features.dishonesty import model
from app.kernel.workflow import Guard, Transition, Workflow

if TYPE_CHECKING:
    from app.kernel.fields import Value
    from app.ledgers.writing import Writing

WHO = "谁处罚、谁列入、谁负责（以现行办法原文为准）"
TERM = "管理期限3年，满12个月可以申请提前移出（以现行办法原文为准）"


def _asked(*wanted: tuple[str, str]) -> Guard:
    def guard(record: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(label for name, label in wanted if record.get(name) in (None, "", ()))

    return guard


def not_before_the_end(record: Mapping[str, Any]) -> str:
    """Without an early removal nobody leaves the register before the term is over."""
    ends, day = record.get("expires_on"), record.get("removed_on")
    if not isinstance(ends, date):
        return "没有期满日期，请先登记列入日期。"
    if isinstance(day, date) and day <= ends:
        return f"管理期限到 {ends} 届满，届满后才能按期满移出；提前移出要先申请并经同意（{TERM}）。"
    return ""


def not_before_the_listing(record: Mapping[str, Any]) -> str:
    """The notice comes before the listing."""
    told, listed = record.get("noticed_on"), record.get("listed_on")
    if isinstance(told, date) and isinstance(listed, date) and listed < told:
        return f"列入日期 {listed} 早于告知日期 {told}，应先告知再列入。"
    return ""


NOTIFY = Transition(
    "notify",
    "告知",
    (model.PROPOSED,),
    model.NOTIFIED,
    asks=("noticed_on",),
    guard=_asked(("noticed_on", "告知日期")),
    source=WHO,
)
LIST = Transition(
    "list",
    "列入",
    (model.NOTIFIED,),
    model.LISTED,
    asks=("listed_on",),
    optional=("published_on", "term"),
    guard=_asked(("listed_on", "列入日期"), ("organ", "列入机关"), ("expires_on", "期满日期")),
    forbids=not_before_the_listing,
    source=WHO,
)
APPLY = Transition(
    "apply",
    "申请提前移出",
    (model.LISTED,),
    model.APPLIED,
    asks=("applied_on", "application"),
    sets=(("approved", None),),
    guard=_asked(("applied_on", "提前移出申请日期"), ("application", "提前移出申请理由")),
    source=TERM,
)
REFUSE = Transition(
    "refuse", "不同意提前移出", (model.APPLIED,), model.LISTED, sets=(("approved", False),), source=TERM
)
RELEASE = Transition(
    "release",
    "提前移出",
    (model.APPLIED,),
    model.REMOVED,
    asks=("removed_on",),
    sets=(("approved", True), ("removal_reason", model.EARLY)),
    guard=_asked(("removed_on", "移出日期")),
    source=TERM,
)
EXPIRE = Transition(
    "expire",
    "期满移出",
    (model.LISTED, model.APPLIED),
    model.REMOVED,
    asks=("removed_on",),
    sets=(("removal_reason", model.EXPIRED),),
    guard=_asked(("removed_on", "移出日期")),
    forbids=not_before_the_end,
    source=TERM,
)
REVOKE = Transition(
    "revoke",
    "撤销列入",
    (model.LISTED, model.APPLIED),
    model.REMOVED,
    asks=("removed_on", "remark"),
    sets=(("removal_reason", model.REVOKED),),
    guard=_asked(("removed_on", "移出日期"), ("remark", "备注（撤销列入的依据）")),
    source=WHO,
)
RESTORE = Transition(
    "restore",
    "恢复列入",
    (model.REMOVED,),
    model.LISTED,
    asks=("restored_reason",),
    sets=(("removed_on", None), ("removal_reason", None), ("approved", False)),
    guard=_asked(("restored_reason", "恢复列入原因")),
    source="提前移出弄虚作假的，撤销移出、恢复列入（以现行办法原文为准）",
)

WORKFLOW = Workflow(
    state="state",
    states=model.STATES,
    transitions=(NOTIFY, LIST, APPLY, REFUSE, RELEASE, EXPIRE, REVOKE, RESTORE),
)


def take_step(writing: Writing, record: int, transition: Transition, facts: Mapping[str, Value]) -> None:
    """What a step takes with it: periods and their ends, whoever takes it."""
    from app.features.dishonesty.service import take_within

    take_within(writing, record, transition, facts)
