"""The steps of a hazard: 开始整改, 整改完成, 复查, 销号. Its state always follows from its facts (``rules.settle``)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.features.hazards.rules import (
    AWAITING,
    CLOSED,
    OPEN,
    UNDER_WAY,
    lacking,
    safeguards_lacking,
    signatures_lacking,
)
from app.features.hazards.words import FAILED, PASSED
from app.kernel.workflow import Transition, Workflow

PLAN = "2023行动方案 三（一）2：需要一定时间整改的，明确责任人、措施、资金、期限和应急预案"
SIGN_OFF = "2023行动方案 三（一）2：整改完成由主要负责人、安全总监（分管负责人）签字销号"


def _not_before(record: Mapping[str, Any], later: str, earlier: str, sentence: str) -> tuple[str, ...]:
    """A day that lies before the one it follows is as good as missing."""
    first, second = record.get(earlier), record.get(later)
    wrong = isinstance(first, date) and isinstance(second, date) and second < first
    return (sentence,) if wrong else ()


def may_start(record: Mapping[str, Any]) -> tuple[str, ...]:
    """A hazard that takes time begins with its five safeguards."""
    return safeguards_lacking(record)


def may_finish(record: Mapping[str, Any]) -> tuple[str, ...]:
    """The day of completion; who skips 开始整改 needs the safeguards now."""
    return (
        *(safeguards_lacking(record) if record.get("status") == OPEN else ()),
        *lacking(record, (("rectified_on", "整改完成日期"),)),
        *_not_before(record, "rectified_on", "found_on", "不早于发现日期的整改完成日期"),
    )


def may_recheck(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Who rechecked, when, and with what result."""
    wanted = (("rechecker", "复查人"), ("recheck_on", "复查日期"), ("recheck_result", "复查结论"))
    return (
        *lacking(record, wanted),
        *_not_before(record, "recheck_on", "rectified_on", "不早于整改完成日期的复查日期"),
    )


def may_close(record: Mapping[str, Any]) -> tuple[str, ...]:
    """A passed recheck, and both signatures unless the hazard was put right at once."""
    passed = record.get("recheck_result") == PASSED
    return (
        *lacking(record, (("closed_on", "销号日期"),)),
        *(() if passed else ("合格的复查结论",)),
        *signatures_lacking(record),
        *_not_before(record, "closed_on", "found_on", "不早于发现日期的销号日期"),
        *_not_before(record, "closed_on", "rectified_on", "不早于整改完成日期的销号日期"),
        *_not_before(record, "closed_on", "recheck_on", "不早于复查日期的销号日期"),
    )


START = Transition(
    name="start",
    title="开始整改",
    before=(OPEN,),
    after=UNDER_WAY,
    optional=("treatment", "owner", "measures", "fund", "due_on", "plan", "monitoring"),
    sets=(("started", True),),
    guard=may_start,
    source=PLAN,
)
FINISH = Transition(
    name="finish",
    title="整改完成",
    before=(OPEN, UNDER_WAY),
    after=AWAITING,
    asks=("rectified_on", "situation"),
    optional=("treatment", "owner", "measures", "fund", "due_on", "plan", "photos_after"),
    sets=(("rechecker", None), ("recheck_on", None), ("recheck_result", None)),
    guard=may_finish,
    source=PLAN,
)
RECHECK = Transition(
    name="recheck",
    title="复查",
    before=(AWAITING,),
    after=AWAITING,
    asks=("rechecker", "recheck_on", "recheck_result"),
    optional=("situation", "photos_after"),
    guard=may_recheck,
    source=f"复查{FAILED}的，退回整改",
)
CLOSE = Transition(
    name="close",
    title="销号",
    before=(AWAITING,),
    after=CLOSED,
    asks=("closed_on",),
    optional=("treatment", "principal_signature", "director_signature"),
    guard=may_close,
    many=True,
    source=SIGN_OFF,
)

WORKFLOW = Workflow(
    state="status",
    states=(OPEN, UNDER_WAY, AWAITING, CLOSED),
    transitions=(START, FINISH, RECHECK, CLOSE),
)
