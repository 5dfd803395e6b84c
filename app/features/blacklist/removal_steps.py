"""The steps from the application to the publication of a removal, each with its article (第五条（五）)."""

from __future__ import annotations

from app.features.blacklist import words
from app.features.blacklist.guards import (
    asked,
    first,
    may_keep,
    needs_application,
    no_new_act,
    not_before_the_end,
    order,
    passed_acceptance,
)
from app.kernel.workflow import Transition

APPLY = Transition(
    "apply",
    "移出申请",
    (words.MANAGED,),
    words.TO_ACCEPT,
    asks=("applied_on", "application"),
    sets=(
        ("ruling", None),
        ("ruled_on", None),
        ("checked_on", None),
        ("accepted", None),
        ("acceptance", None),
        ("acceptor", None),
        ("accepting_organ", None),
    ),
    guard=asked(("applied_on", "移出申请日期")),
    forbids=order("applied_on", "period_from", "移出申请日期 {1} 早于管理期起算日 {0}（第五条（五））。"),
    source="第五条（五）：期满1个月前提出信息移出申请",
)
ACCEPT = Transition(
    "accept",
    "验收",
    (words.TO_ACCEPT,),
    words.TO_RULE,
    asks=("checked_on", "accepting_organ", "acceptor", "accepted", "acceptance"),
    guard=asked(("checked_on", "验收日期"), ("acceptor", "验收人"), ("accepted", "验收结论")),
    forbids=order("checked_on", "applied_on", "验收日期 {1} 早于移出申请日期 {0}（第五条（五））。"),
    source="第五条（五）：原信息采集部门确认，或指定下级部门验收",
)
RELEASE = Transition(
    "release",
    "决定移出",
    (words.TO_RULE,),
    words.TO_REMOVE,
    asks=("ruled_on",),
    sets=(("ruling", words.REMOVE),),
    guard=asked(("ruled_on", "处理决定日期")),
    forbids=first(
        no_new_act,
        needs_application,
        passed_acceptance,
        order("ruled_on", "checked_on", "处理决定日期 {1} 早于验收日期 {0}（第五条（五））。"),
    ),
    source="第五条（五）：确认或验收后作出是否移出的决定（附件3）",
)
KEEP = Transition(
    "keep",
    "决定保留",
    (words.MANAGED, words.TO_ACCEPT, words.TO_RULE),
    words.MANAGED,
    asks=("ruled_on", "kept_reason", "kept_term"),
    sets=(("ruling", words.KEEP),),
    guard=may_keep,
    source="第五条（五）：保留的说明原因并确定新的管理期限（附件3）",
)
REMOVE = Transition(
    "remove",
    "移出",
    (words.TO_REMOVE,),
    words.TO_ANNOUNCE,
    asks=("removed_on",),
    guard=asked(("removed_on", "移出日期")),
    forbids=first(no_new_act, needs_application, not_before_the_end),
    many=True,
    source="第五条（五）：管理期限届满后的次日移出",
)
UNRELEASE = Transition(
    "unrelease",
    "收回移出决定",
    (words.TO_REMOVE,),
    words.TO_RULE,
    sets=(("ruling", None), ("ruled_on", None)),
    source="第五条（五）：期限内发生新的符合纳入条件行为的不能移出",
)
ANNOUNCE = Transition(
    "announce",
    "移出公布",
    (words.TO_ANNOUNCE,),
    words.REMOVED,
    asks=("removal_published_on",),
    optional=("channels", "notified"),
    guard=asked(("removal_published_on", "移出公布日期")),
    forbids=order(
        "removal_published_on", "removed_on", "移出公布日期 {1} 早于移出日期 {0}（第五条（五））。"
    ),
    many=True,
    source="第五条（五）：10个工作日内按原信息公布渠道公布并通报",
)
