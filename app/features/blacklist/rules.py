"""Grounds, the facts each needs, where a case stands and what it lacks. Pure.

Source: 山东省实施《生产经营单位安全生产不良记录“黑名单”管理暂行规定》办法.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.features.blacklist import words
from app.kernel.feature import Record
from app.kernel.fields import Value

BASE_FACTS = (
    ("enterprise_name", "单位名称"),
    ("kind", "类别"),
    ("code", "统一社会信用代码"),
    ("registered_address", "注册地址"),
    ("scope", "生产经营范围"),
    ("principal", "主要负责人"),
    ("phone", "联系电话"),
)
"""第五条（一）1, in its order."""

OFFENCE = (
    ("act", "违法行为"),
    ("penalty", "行政处罚决定"),
    ("penalty_body", "执法单位"),
    ("penalty_number", "处罚文号"),
)
ACCIDENT = (
    ("accident_on", "事故时间"),
    ("accident_grade", "事故等级"),
    ("accident", "事故简况"),
    ("deaths", "死亡人数"),
    ("loss", "经济损失"),
)
HAZARD = (("rectify_by", "整改时限"), ("rectification", "整改落实情况"))
DANGERS = (("hazard_level", "隐患等级"), ("measured", "职业病危害因素检测浓度或强度"))
GROUPS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "非法违法信息": OFFENCE,
    "事故信息": ACCIDENT,
    "隐患或者危害信息": (*DANGERS, *HAZARD),
}
"""第五条（一）2: what is told besides, by the reason of the listing."""

_GROUP_OF = {"一": "事故信息", "三": "隐患或者危害信息", "八": ""}


@dataclass(frozen=True)
class Ground:
    """One item of 第三条: its words and the group of facts that must be told with it (empty: any of them)."""

    name: str
    text: str
    group: str

    @property
    def article(self) -> str:
        """第三条（一）."""
        return self.name


GROUNDS = tuple(
    Ground(f"第三条（{one}）", words.GROUND_TEXTS[one], _GROUP_OF.get(one, "非法违法信息"))
    for one in words.NUMERALS
)
BY_NAME = {ground.name: ground for ground in GROUNDS}


def is_empty(value: Value) -> bool:
    """Not filled in; 0 and 否 are filled in."""
    return value is None or value in ("", ())


def lacking(values: Mapping[str, Any], wanted: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Labels of the wanted fields that are empty."""
    return tuple(label for name, label in wanted if is_empty(values.get(name)))


def facts_lacking(values: Mapping[str, Any]) -> tuple[str, ...]:
    """What the rule wants told of the grounds chosen, a sentence a ground (第五条（一）2)."""
    found = []
    for name in values.get("grounds") or ():
        ground = BY_NAME.get(name)
        if ground is None:
            continue
        missing: tuple[str, ...]
        if not ground.group:
            every = [fact for group in GROUPS.values() for fact in group]
            missing = (
                ("非法违法、事故或者隐患信息",) if len(lacking(values, tuple(every))) == len(every) else ()
            )
        elif ground.group == "隐患或者危害信息":
            missing = lacking(values, HAZARD)
            if len(lacking(values, DANGERS)) == len(DANGERS):
                missing = ("隐患等级或者职业病危害因素检测浓度或强度", *missing)
        else:
            missing = lacking(values, GROUPS[ground.group])
        if missing:
            kind = f"{ground.group}中的" if ground.group else ""
            found.append(f"{name}要填写的{kind}{'、'.join(missing)}")
    return tuple(found)


def evidence_lacking(values: Mapping[str, Any]) -> tuple[str, ...]:
    """All that 第五条（一） wants recorded before notice is given."""
    base = lacking(values, BASE_FACTS)
    return (
        *((f"基础信息中的{'、'.join(base)}",) if base else ()),
        *(("纳入情形",) if is_empty(values.get("grounds")) else ()),
        *facts_lacking(values),
    )


def term_parameters(values: Mapping[str, Any]) -> dict[str, str | int | bool]:
    """What the term depends on: the grade of a responsible accident, and which listing it is (第四条)."""
    given: dict[str, str | int | bool] = {}
    if "第三条（一）" in (values.get("grounds") or ()) and values.get("accident_grade"):
        given["grade"] = str(values["accident_grade"])
    if values.get("listing"):
        given["listing"] = int(values["listing"])
    return given


def state_of(values: Mapping[str, Any]) -> str:
    """The state that the record's facts amount to; the latest stated fact decides."""

    def has(name: str) -> bool:
        return not is_empty(values.get(name))

    ruling = values.get("ruling")
    steps = (
        (has("withdrawn_on"), words.WITHDRAWN),
        (has("removal_published_on"), words.REMOVED),
        (has("removed_on"), words.TO_ANNOUNCE),
        (ruling == words.REMOVE, words.TO_REMOVE),
        (ruling == words.KEEP, words.MANAGED),
        (has("checked_on"), words.TO_RULE),
        (has("applied_on"), words.TO_ACCEPT),
        (has("published_on"), words.MANAGED),
        (has("transferred_on"), words.TRANSFERRED),
        (values.get("decision") == words.UNLISTED, words.NOT_LISTED),
        (values.get("defence_adopted") is True, words.NOT_LISTED),
        (has("submitted_on"), words.TO_PUBLISH),
        (has("decided_on"), words.TO_SUBMIT),
        (has("reviewed_on"), words.TO_DECIDE),
        (has("handled_on"), words.TO_REVIEW),
        (has("defence") or values.get("defence_adopted") is False, words.TO_PROPOSE),
        (has("served_on"), words.DEFENDING),
        (has("notice_number") or has("noticed_on"), words.TO_SERVE),
        (has("verified_on"), words.TO_NOTIFY),
    )
    return next((state for holds, state in steps if holds), words.COLLECTING)


def settle(values: Record) -> Record:
    """The record with its state."""
    return {**values, "state": state_of(values)}


_BEFORE = (
    ("decided_on", "served_on", "送达日期（第五条（二）：应提前书面告知）"),
    ("submitted_on", "decided_on", "决定日期（第五条（三）：研究决定后提交）"),
    ("published_on", "expires_on", "期满日期（第四条）"),
    ("removed_on", "applied_on", "移出申请日期（第五条（五））"),
    ("removed_on", "expires_on", "期满日期（第五条（五）：期满次日移出）"),
)
"""A stated fact, and the one that the rule wants before it: the case stands as stated, but is 待完善."""


def missing(values: Mapping[str, Value]) -> tuple[str, ...]:
    """What a case stated in a file or by hand lacks of the steps before. A case reported upward has them elsewhere."""
    found = []
    for later, needed, label in _BEFORE:
        above = needed in ("served_on", "decided_on") and not is_empty(values.get("transferred_on"))
        if not is_empty(values.get(later)) and is_empty(values.get(needed)) and not above:
            found.append(label)
    if values.get("ruling") == words.KEEP and is_empty(values.get("kept_reason")):
        found.append("保留原因（第五条（五））")
    early = _early(values)
    return (*dict.fromkeys(found), *((early,) if early else ()))


def _early(values: Mapping[str, Value]) -> str:
    removed, ends = values.get("removed_on"), values.get("expires_on")
    if isinstance(removed, date) and isinstance(ends, date) and removed <= ends:
        return "晚于期满日期的移出日期（第五条（五）：期满次日移出）"
    return ""
