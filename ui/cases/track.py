"""The way of a blacklist case, mark by mark: what is done, what is open, what is due. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.features.blacklist import words
from app.features.blacklist.periods import CaseDue
from app.kernel.display import show
from app.kernel.workflow import Workflow

DONE, OPEN, COMING, SKIPPED = "已办", "正在办", "未到", "没有登记"


@dataclass(frozen=True)
class Mark:
    """A place on the way: the day that shows it was reached, what is told beside it, the steps that lead there."""

    title: str
    day: str
    told: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    paper: str = ""


PERIOD = Mark("管理期", "expires_on")
MARKS = (
    Mark("采集", "collected_on"),
    Mark("核实", "verified_on", ("verifier",), ("verify",)),
    Mark("告知", "noticed_on", ("notice_number",), ("notify",), "blacklist_notice"),
    Mark("送达", "served_on", (), ("serve",)),
    Mark("陈述申辩", "defended_on", ("defence",), ("adopt", "overrule", "lapse")),
    Mark("承办", "handled_on", ("handler",), ("propose",)),
    Mark("审核", "reviewed_on", ("reviewer",), ("review",)),
    Mark("研究决定", "decided_on", ("decision", "head"), ("decide", "reject")),
    Mark("提交", "submitted_on", ("submitted_to",), ("submit",), "blacklist_submission"),
    Mark("公布", "published_on", ("batch",), ("publish", "published_above")),
    PERIOD,
    Mark("移出申请", "applied_on", (), ("apply",)),
    Mark("验收", "checked_on", ("accepted",), ("accept",)),
    Mark("移出或保留", "ruled_on", ("ruling",), ("release", "keep"), "blacklist_removal"),
    Mark("移出", "removed_on", (), ("remove",)),
    Mark("移出公布", "removal_published_on", (), ("announce",)),
)
MAIN = frozenset(step for mark in MARKS for step in mark.steps)
"""Steps on the way itself; the others (撤回, 上报 …) lead off it."""


@dataclass(frozen=True)
class Reached:
    """A mark of one case: its state in a word, the day, what is told, and what falls due there."""

    mark: Mark
    state: str
    day: str
    told: str
    due: CaseDue | None = None


def way(record: Mapping[str, Any], workflow: Workflow, dues: Sequence[CaseDue], today: date) -> list[Reached]:
    """Every mark of the case in order."""
    open_now = {step.name for step in workflow.open_steps(record)} if not record.get("voided") else set()
    ended = record.get("state") in (*words.ENDED, words.TRANSFERRED)
    last = max(
        (at for at, mark in enumerate(MARKS) if record.get(mark.day) and mark is not PERIOD), default=-1
    )
    found = []
    for at, mark in enumerate(MARKS):
        if mark is PERIOD:
            found.append(_period(record, today))
            continue
        due = next((one for one in dues if one.step in mark.steps), None)
        day = record.get(mark.day)
        if day:
            state = DONE
        elif open_now & set(mark.steps):
            state = OPEN
        elif at < last:
            state = SKIPPED
        else:
            state = COMING
        if not day and ended:
            state, due = (SKIPPED if at < last else COMING), None
        told = "　".join(text for name in mark.told if (text := show(record.get(name)))) if day else ""
        found.append(Reached(mark, state, show(day), told, due))
    return found


def _period(record: Mapping[str, Any], today: date) -> Reached:
    first, ends = record.get("period_from") or record.get("published_on"), record.get("expires_on")
    if not isinstance(ends, date) or not first:
        return Reached(PERIOD, COMING, "", "")
    on_list = record.get("state") in words.ON_THE_LIST
    left = (ends - today).days
    said = (
        f"{show(first)} 至 {show(ends)}，{record.get('term') or ''}年"
        if record.get("term")
        else f"至 {show(ends)}"
    )
    if on_list:
        said += f"，还有 {left} 天" if left >= 0 else f"，已过 {-left} 天"
    return Reached(PERIOD, OPEN if on_list and left >= 0 else DONE, "", said)


def days_words(day: date, today: date) -> tuple[str, str]:
    """(还有3天, tone)."""
    left = (day - today).days
    if left < 0:
        return f"已过 {-left} 天", "red"
    if left == 0:
        return "今天到期", "red"
    return f"还有 {left} 天", "amber" if left <= 7 else "blue"
