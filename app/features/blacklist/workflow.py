"""The steps of a case, each with its article. The state always follows from the facts (``rules.settle``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app.features.blacklist import words
from app.features.blacklist.rules import evidence_lacking, is_empty, lacking
from app.kernel.workflow import Guard, Transition, Workflow

NO_DEFENCE = "期限届满未提出陈述、申辩"
One = Mapping[str, Any]


def _asked(*wanted: tuple[str, str]) -> Guard:
    """All of these must be filled in."""

    def guard(record: One) -> tuple[str, ...]:
        return lacking(record, wanted)

    return guard


def _order(later: str, earlier: str, sentence: str) -> Callable[[One], str]:
    """A day must not lie before the one it follows."""

    def forbids(record: One) -> str:
        first, second = record.get(earlier), record.get(later)
        wrong = isinstance(first, date) and isinstance(second, date) and second < first
        return sentence.format(first, second) if wrong else ""

    return forbids


def _first(*checks: Callable[[One], str]) -> Callable[[One], str]:
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
        return "还没有申辩截止日期。第五条（二）没有规定申辩期限，请在“设置—文书落款”里设定后再登记送达。"
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


VERIFY = Transition(
    "verify",
    "核实",
    (words.COLLECTING,),
    words.TO_NOTIFY,
    asks=("verified_on", "verifier", "verification"),
    guard=may_verify,
    forbids=_order("verified_on", "collected_on", "核实日期 {1} 早于采集日期 {0}。"),
    source="第五条（一）：核实、取证，准确记录基础信息和纳入理由",
)
NOTIFY = Transition(
    "notify",
    "告知",
    (words.TO_NOTIFY,),
    words.TO_SERVE,
    asks=("notice_number", "noticed_on", "notice_organ"),
    guard=_asked(("notice_number", "告知书文号"), ("noticed_on", "告知日期")),
    forbids=_order(
        "noticed_on", "verified_on", "告知日期 {1} 早于核实日期 {0}，应先核实再告知（第五条（一）（二））。"
    ),
    source="第五条（二）：应提前书面告知（附件1）",
)
SERVE = Transition(
    "serve",
    "登记送达",
    (words.TO_SERVE,),
    words.DEFENDING,
    asks=("served_on",),
    optional=("defence_until",),
    guard=_asked(
        ("served_on", "送达日期"), ("defence_until", "申辩截止日期（第五条（二）没有规定，由本单位设定）")
    ),
    forbids=_order("served_on", "noticed_on", "送达日期 {1} 早于告知日期 {0}。"),
    source="第五条（二）：应提前书面告知（附件1）",
)
_HEARD = "第五条（二）：听取申辩意见，不足以纳入的应予以采纳"
_NOT_BEFORE_SERVED = _order("defended_on", "served_on", "申辩日期 {1} 早于送达日期 {0}。")
ADOPT = Transition(
    "adopt",
    "采纳申辩",
    (words.DEFENDING,),
    words.NOT_LISTED,
    asks=("defended_on", "defence", "defence_reply"),
    sets=(("defence_adopted", True),),
    guard=_asked(("defended_on", "申辩日期"), ("defence", "申辩情况"), ("defence_reply", "申辩复核意见")),
    forbids=_NOT_BEFORE_SERVED,
    source=_HEARD,
)
OVERRULE = Transition(
    "overrule",
    "不采纳申辩",
    (words.DEFENDING,),
    words.TO_PROPOSE,
    asks=("defended_on", "defence", "defence_reply"),
    sets=(("defence_adopted", False),),
    guard=_asked(("defended_on", "申辩日期"), ("defence", "申辩情况"), ("defence_reply", "不采纳的理由")),
    forbids=_NOT_BEFORE_SERVED,
    source=_HEARD,
)
LAPSE = Transition(
    "lapse",
    "期满未申辩",
    (words.DEFENDING,),
    words.TO_PROPOSE,
    asks=("defended_on",),
    sets=(("defence", NO_DEFENCE), ("defence_adopted", None)),
    guard=_asked(("defended_on", "登记日期")),
    forbids=no_defence_yet,
    source=_HEARD,
)
_DECIDED = "第五条（三）：研究决定；第六条：采集、审核和把关"
PROPOSE = Transition(
    "propose",
    "承办",
    (words.TO_PROPOSE,),
    words.TO_REVIEW,
    asks=("handler", "handled_on", "proposal"),
    guard=_asked(("handler", "承办人"), ("handled_on", "承办日期"), ("proposal", "承办意见")),
    forbids=_first(
        needs_defence,
        _order(
            "handled_on", "defended_on", "承办日期 {1} 早于申辩处理的日期 {0}（第五条（二）：听取申辩意见）。"
        ),
    ),
    source=_DECIDED,
)
REVIEW = Transition(
    "review",
    "审核",
    (words.TO_REVIEW,),
    words.TO_DECIDE,
    asks=("reviewer", "reviewed_on"),
    guard=_asked(("reviewer", "审核人"), ("reviewed_on", "审核日期")),
    forbids=_first(three_persons, _order("reviewed_on", "handled_on", "审核日期 {1} 早于承办日期 {0}。")),
    source=_DECIDED,
)
SEND_BACK = Transition(
    "send_back",
    "退回重办",
    (words.TO_REVIEW, words.TO_DECIDE),
    words.TO_PROPOSE,
    sets=(("handler", None), ("handled_on", None), ("reviewer", None), ("reviewed_on", None)),
    source=_DECIDED,
)
DECIDE = Transition(
    "decide",
    "决定纳入",
    (words.TO_DECIDE,),
    words.TO_SUBMIT,
    asks=("head", "decided_on", "deciding_organ"),
    optional=("decision_reason", "rank"),
    sets=(("decision", words.LISTED),),
    guard=_asked(("head", "批准人"), ("decided_on", "决定日期"), ("rank", "纳入级别")),
    forbids=_first(
        needs_defence,
        three_persons,
        _order("decided_on", "reviewed_on", "决定日期 {1} 早于审核日期 {0}。"),
    ),
    source=_DECIDED,
)
REJECT = Transition(
    "reject",
    "决定不纳入",
    (words.TO_DECIDE,),
    words.NOT_LISTED,
    asks=("head", "decided_on", "decision_reason"),
    sets=(("decision", words.UNLISTED),),
    guard=_asked(("head", "批准人"), ("decided_on", "决定日期"), ("decision_reason", "决定理由")),
    forbids=_first(three_persons, _order("decided_on", "reviewed_on", "决定日期 {1} 早于审核日期 {0}。")),
    source=_DECIDED,
)
SUBMIT = Transition(
    "submit",
    "提交",
    (words.TO_SUBMIT,),
    words.TO_PUBLISH,
    asks=("submitted_on", "submitted_to"),
    guard=_asked(("submitted_on", "提交日期")),
    forbids=_first(
        needs_decision,
        _order("submitted_on", "decided_on", "提交日期 {1} 早于决定日期 {0}（第五条（三））。"),
    ),
    many=True,
    source="第五条（三）：决定后于10日内提交（附件2）",
)
PUBLISH = Transition(
    "publish",
    "公布",
    (words.TO_PUBLISH,),
    words.MANAGED,
    asks=("published_on", "batch", "channels", "notified"),
    optional=("listing", "term"),
    guard=_asked(("published_on", "公布日期"), ("term", "管理期限（年）"), ("expires_on", "期满日期")),
    forbids=_first(
        needs_submission,
        _order("published_on", "submitted_on", "公布日期 {1} 早于提交日期 {0}（第五条（四））。"),
    ),
    many=True,
    source="第五条（四）：每季度第1个月的20日前公布",
)
PUBLISHED_ABOVE = Transition(
    "published_above",
    "上级公布纳入",
    (words.TRANSFERRED,),
    words.MANAGED,
    asks=("deciding_organ", "decided_on", "published_on", "batch"),
    optional=("rank", "listing", "term"),
    guard=_asked(
        ("deciding_organ", "决定机关"),
        ("published_on", "公布日期"),
        ("term", "管理期限（年）"),
        ("expires_on", "期满日期"),
    ),
    forbids=_order("published_on", "transferred_on", "公布日期 {1} 早于上报日期 {0}。"),
    source="第五条（一）3：逐级上报，由上级部门决定",
)
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
    guard=_asked(("applied_on", "移出申请日期")),
    forbids=_order("applied_on", "period_from", "移出申请日期 {1} 早于管理期起算日 {0}（第五条（五））。"),
    source="第五条（五）：期满1个月前提出信息移出申请",
)
ACCEPT = Transition(
    "accept",
    "验收",
    (words.TO_ACCEPT,),
    words.TO_RULE,
    asks=("checked_on", "accepting_organ", "acceptor", "accepted", "acceptance"),
    guard=_asked(("checked_on", "验收日期"), ("acceptor", "验收人"), ("accepted", "验收结论")),
    forbids=_order("checked_on", "applied_on", "验收日期 {1} 早于移出申请日期 {0}（第五条（五））。"),
    source="第五条（五）：原信息采集部门确认，或指定下级部门验收",
)
RELEASE = Transition(
    "release",
    "决定移出",
    (words.TO_RULE,),
    words.TO_REMOVE,
    asks=("ruled_on",),
    sets=(("ruling", words.REMOVE),),
    guard=_asked(("ruled_on", "处理决定日期")),
    forbids=_first(
        no_new_act,
        needs_application,
        passed_acceptance,
        _order("ruled_on", "checked_on", "处理决定日期 {1} 早于验收日期 {0}（第五条（五））。"),
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
    guard=_asked(("removed_on", "移出日期")),
    forbids=_first(no_new_act, needs_application, not_before_the_end),
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
    guard=_asked(("removal_published_on", "移出公布日期")),
    forbids=_order(
        "removal_published_on", "removed_on", "移出公布日期 {1} 早于移出日期 {0}（第五条（五））。"
    ),
    many=True,
    source="第五条（五）：10个工作日内按原信息公布渠道公布并通报",
)
TRANSFER = Transition(
    "transfer",
    "上报（移送）",
    words.BEFORE_LISTING[:-1],
    words.TRANSFERRED,
    asks=("transferred_on", "transferred_to"),
    optional=("transferred_reason",),
    guard=_asked(
        ("transferred_on", "上报（移送）日期"),
        ("transferred_to", "上报（移送）单位"),
        ("grounds", "纳入情形"),
    ),
    forbids=_order("transferred_on", "collected_on", "上报日期 {1} 早于采集日期 {0}。"),
    source="第五条（一）3：及时采集并逐级上报",
)
TAKE_BACK = Transition(
    "take_back",
    "退回续办",
    (words.TRANSFERRED,),
    words.COLLECTING,
    sets=(("transferred_on", None), ("transferred_to", None)),
    source="第五条（一）3：上级退回、仍由本单位办理",
)
WITHDRAW = Transition(
    "withdraw",
    "撤回",
    (*words.BEFORE_LISTING, *words.ON_THE_LIST, words.TRANSFERRED),
    words.WITHDRAWN,
    asks=("withdrawn_on", "withdrawn_reason"),
    guard=_asked(("withdrawn_on", "撤回日期"), ("withdrawn_reason", "撤回原因")),
    source="第六条：发现信息有错误或者发生变更时，应及时予以更正或者变更并报送",
)

WORKFLOW = Workflow(
    state="state",
    states=words.STATES,
    transitions=(
        VERIFY,
        NOTIFY,
        SERVE,
        ADOPT,
        OVERRULE,
        LAPSE,
        PROPOSE,
        REVIEW,
        SEND_BACK,
        DECIDE,
        REJECT,
        SUBMIT,
        PUBLISH,
        PUBLISHED_ABOVE,
        APPLY,
        ACCEPT,
        RELEASE,
        KEEP,
        REMOVE,
        UNRELEASE,
        ANNOUNCE,
        TRANSFER,
        TAKE_BACK,
        WITHDRAW,
    ),
)
