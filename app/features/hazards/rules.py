"""Where a hazard stands, what its closure lacks, and how a row from a file is mended. Pure.

Source: 重大事故隐患专项排查整治2023行动方案 三（一）2 (立查立改 or 责任人、措施、资金、期限、应急预案; 签字销号).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from app.features.hazards.words import AT_ONCE, FAILED, IN_TIME, PASSED
from app.kernel.feature import Record
from app.kernel.fields import Value
from app.kernel.parsing import is_at_once

OPEN, UNDER_WAY, AWAITING, CLOSED = "待整改", "整改中", "待复查", "已销号"

SAFEGUARDS = (
    ("owner", "整改责任人"),
    ("measures", "整改措施"),
    ("fund", "整改资金（没有费用的填0）"),
    ("due_on", "整改期限"),
    ("plan", "应急预案"),
)
_DONE = re.compile(r"(?!.*(?:部分|基本|尚未|未完成|除))(?:已经?整改|已经?完成|整改完成|整改完毕)")
_BEGUN = re.compile(r"(?:整改中|正在整改)")
_UNDONE = re.compile(r"(?:未整改|未完成)")

SIGNATURES = (("principal_signature", "主要负责人签字"), ("director_signature", "安全总监签字"))


def is_empty(value: Value) -> bool:
    """Not filled in; 0 is filled in."""
    return not value and value in (None, "", ())


def lacking(values: Mapping[str, Value], wanted: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Labels of the wanted fields that are empty."""
    return tuple(label for name, label in wanted if is_empty(values.get(name)))


def status_of(values: Mapping[str, Value]) -> str:
    """The state that the record's facts amount to."""
    if not is_empty(values.get("closed_on")):
        return CLOSED
    if values.get("recheck_result") == PASSED:
        return AWAITING
    failed = _recheck_failed(values)
    if not is_empty(values.get("rectified_on")) and not failed:
        return AWAITING
    return UNDER_WAY if failed or values.get("started") else OPEN


def _recheck_failed(values: Mapping[str, Value]) -> bool:
    """The last word is a failed recheck: nothing was rectified after it."""
    if values.get("recheck_result") != FAILED:
        return False
    rectified, rechecked = values.get("rectified_on"), values.get("recheck_on")
    if isinstance(rectified, date) and isinstance(rechecked, date):
        return rechecked >= rectified
    return True


def settle(values: Record) -> Record:
    """The record with its state."""
    return {**values, "status": status_of(values)}


def signatures_lacking(values: Mapping[str, Value]) -> tuple[str, ...]:
    """Both signatures, but for what was put right at once (方案 三（一）2)."""
    return () if values.get("treatment") == AT_ONCE else lacking(values, SIGNATURES)


def safeguards_lacking(values: Mapping[str, Value]) -> tuple[str, ...]:
    """责任人、措施、资金、期限和应急预案 of a hazard that takes time (方案 三（一）2)."""
    return lacking(values, SAFEGUARDS) if values.get("treatment") == IN_TIME else ()


def missing(values: Mapping[str, Value]) -> tuple[str, ...]:
    """What a stated 销号 lacks. The closure stands as stated, the record is 待完善."""
    if is_empty(values.get("closed_on")):
        return ()
    found = list(lacking(values, (("rectified_on", "整改完成日期"),)))
    if values.get("recheck_result") != PASSED:
        found.append("复查结论（合格）")
    return (*found, *signatures_lacking(values))


def adapt(values: Record, words: Mapping[str, str]) -> Record:
    """A row from a file: what its words say of the state and the deadline is put where it belongs.

    No date is invented; 治理类型 is set only where the file says that the hazard is put right at once.
    """
    return _deadline_at_once(_rechecked(_begun(_stated(dict(values), words)), words), words)


def _says(pattern: re.Pattern[str], text: Value) -> bool:
    return isinstance(text, str) and text != "" and _begins(pattern, text)


@lru_cache(maxsize=1_000)
def _begins(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.match("".join(text.split())) is not None


def _stated(values: Record, words: Mapping[str, str]) -> Record:
    """A column of verdicts often holds states (整改中, 已整改): these words belong in 整改情况."""
    verdict = words.get("recheck_result", "")
    if verdict and is_empty(values.get("situation")):
        for pattern, state in ((_DONE, "已整改"), (_BEGUN, UNDER_WAY), (_UNDONE, "未整改")):
            if _says(pattern, verdict):
                values["situation"] = state
    return values


def _begun(values: Record) -> Record:
    """What is being put right, or is said to be, has begun."""
    situation = values.get("situation")
    if _says(_BEGUN, situation) or _says(_DONE, situation):
        values["started"] = True
    return values


def _rechecked(values: Record, words: Mapping[str, str]) -> Record:
    """已整改 is a passed recheck where the recheck has a day; without one it is what the firm says."""
    if is_empty(values.get("recheck_on")):
        if _says(_DONE, words.get("recheck_result")):
            values["recheck_result"] = None
    elif _says(_DONE, values.get("situation")) and is_empty(values.get("recheck_result")):
        values["recheck_result"] = PASSED
    return values


def _deadline_at_once(values: Record, words: Mapping[str, str]) -> Record:
    """立即、当场 as a deadline is the day found."""
    if not is_empty(values.get("due_on")) or not is_at_once(words.get("due_on", "")):
        return values
    values["due_on"] = values.get("found_on")
    if is_empty(values.get("treatment")):
        values["treatment"] = AT_ONCE
    return values
