"""What holds a step of a case back: facts not filled in, days out of order, what the rule forbids with its article."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app.features.blacklist import words
from app.features.blacklist.rules import evidence_lacking, is_empty, lacking
from app.kernel.workflow import Guard

One = Mapping[str, Any]


def asked(*wanted: tuple[str, str]) -> Guard:
    """All of these must be filled in."""

    def guard(record: One) -> tuple[str, ...]:
        return lacking(record, wanted)

    return guard


def order(later: str, earlier: str, sentence: str) -> Callable[[One], str]:
    """A day must not lie before the one it follows."""

    def forbids(record: One) -> str:
        first, second = record.get(earlier), record.get(later)
        wrong = isinstance(first, date) and isinstance(second, date) and second < first
        return sentence.format(first, second) if wrong else ""

    return forbids


def first(*checks: Callable[[One], str]) -> Callable[[One], str]:
    """The first sentence that any of the checks has to say."""

    def forbids(record: One) -> str:
        return next((said for check in checks if (said := check(record))), "")

    return forbids


def may_verify(record: One) -> tuple[str, ...]:
    """Evidence whole, and who verified it when."""
    wanted = (("verified_on", "核实日期"), ("verifier", "核实人"))
    return (*evidence_lacking(record), *lacking(record, wanted))


def no_defence_yet(record: One) -> str:
    """The period for the defence must be over before its lapse is noted."""
    until, noted = record.get("defence_until"), record.get("defended_on")
    if not isinstance(until, date):
        return "还没有申辩截止日期。第五条（二）没有规定申辩期限，请在“设置 › 文书落款”里设定后再登记送达。"
    if isinstance(noted, date) and noted <= until:
        return f"申辩期限到 {until} 才届满，期满的次日起才能按未申辩办理（第五条（二）：应听取申辩意见）。"
    return ""


def three_persons(record: One) -> str:
    """Who prepares, who checks and who approves are three people."""
    people = [record.get(name) for name in ("handler", "reviewer", "head")]
    named = [one for one in people if one]
    if len(set(named)) < len(named):
        return (
            "承办人、审核人、批准人必须是三个不同的人（第五条（三）：研究决定；第六条：采集、审核和把关）。"
        )
    return ""


def needs_defence(record: One) -> str:
    """A decision without a served notice and a heard defence is none."""
    if is_empty(record.get("served_on")):
        return "告知书还没有送达。应提前书面告知，并听取申辩意见（第五条（二））。"
    return ""


def needs_decision(record: One) -> str:
    """Only what was decided can be submitted."""
    if is_empty(record.get("decided_on")) or record.get("decision") == words.UNLISTED:
        return "还没有研究决定纳入。研究决定后于10日内提交（第五条（三））。"
    return ""


def needs_submission(record: One) -> str:
    """Only what was submitted can be published."""
    if is_empty(record.get("submitted_on")):
        return "还没有提交。汇总提交的信息后于每季度第1个月的20日前公布（第五条（四））。"
    return ""


def no_new_act(record: One) -> str:
    """A new qualifying act in the term bars the removal."""
    count = record.get("new_acts") or 0
    if count:
        return (
            f"管理期限内登记了 {count} 项新的符合纳入条件的行为。期限内未发生新的符合纳入条件行为的，"
            "才能申请移出（第五条（五））；请作出保留决定，或者核对这些记录。"
        )
    return ""


def not_before_the_end(record: One) -> str:
    """Removal takes effect the day after the end."""
    ends, day = record.get("expires_on"), record.get("removed_on")
    if not isinstance(ends, date):
        return "没有期满日期。管理期限届满后的次日移出（第五条（五））。"
    if isinstance(day, date) and day <= ends:
        return f"管理期限到 {ends} 届满，届满后的次日才能移出（第五条（五））。"
    return ""


def passed_acceptance(record: One) -> str:
    """What did not pass the acceptance is kept."""
    if record.get("accepted") == words.FAILED:
        return "验收不合格。原信息采集部门确认（或指定下级部门验收）后才能决定移出（第五条（五））；请作出保留决定。"
    return ""


def needs_application(record: One) -> str:
    """Nobody is removed who did not apply."""
    if is_empty(record.get("applied_on")):
        return "没有移出申请。由该生产经营单位于期满1个月前提出信息移出申请（第五条（五））。"
    return ""


def may_keep(record: One) -> tuple[str, ...]:
    """A reason and a new term of at least a year."""
    wanted = (("kept_reason", "保留原因"), ("kept_term", "新的管理期限（年）"), ("ruled_on", "处理决定日期"))
    return tuple(f"{label}（第五条（五））" for label in lacking(record, wanted))
