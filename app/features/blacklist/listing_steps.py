"""The steps from the first evidence to the publication, each with its article; reporting upward and withdrawal."""

from __future__ import annotations

from app.features.blacklist import words
from app.features.blacklist.guards import (
    asked,
    first,
    may_verify,
    needs_decision,
    needs_defence,
    needs_submission,
    no_defence_yet,
    order,
    three_persons,
)
from app.kernel.workflow import Transition

NO_DEFENCE = "期限届满未提出陈述、申辩"
VERIFY = Transition(
    "verify",
    "核实",
    (words.COLLECTING,),
    words.TO_NOTIFY,
    asks=("verified_on", "verifier", "verification"),
    guard=may_verify,
    forbids=order("verified_on", "collected_on", "核实日期 {1} 早于采集日期 {0}。"),
    source="第五条（一）：核实、取证，准确记录基础信息和纳入理由",
)
NOTIFY = Transition(
    "notify",
    "告知",
    (words.TO_NOTIFY,),
    words.TO_SERVE,
    asks=("notice_number", "noticed_on", "notice_organ"),
    guard=asked(("notice_number", "告知书文号"), ("noticed_on", "告知日期")),
    forbids=order(
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
    guard=asked(
        ("served_on", "送达日期"), ("defence_until", "申辩截止日期（第五条（二）没有规定，由本单位设定）")
    ),
    forbids=order("served_on", "noticed_on", "送达日期 {1} 早于告知日期 {0}。"),
    source="第五条（二）：应提前书面告知（附件1）",
)
_HEARD = "第五条（二）：听取申辩意见，不足以纳入的应予以采纳"
_NOT_BEFORE_SERVED = order("defended_on", "served_on", "申辩日期 {1} 早于送达日期 {0}。")
ADOPT = Transition(
    "adopt",
    "采纳申辩",
    (words.DEFENDING,),
    words.NOT_LISTED,
    asks=("defended_on", "defence", "defence_reply"),
    sets=(("defence_adopted", True),),
    guard=asked(("defended_on", "申辩日期"), ("defence", "申辩情况"), ("defence_reply", "申辩复核意见")),
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
    guard=asked(("defended_on", "申辩日期"), ("defence", "申辩情况"), ("defence_reply", "不采纳的理由")),
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
    guard=asked(("defended_on", "登记日期")),
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
    guard=asked(("handler", "承办人"), ("handled_on", "承办日期"), ("proposal", "承办意见")),
    forbids=first(
        needs_defence,
        order(
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
    guard=asked(("reviewer", "审核人"), ("reviewed_on", "审核日期")),
    forbids=first(three_persons, order("reviewed_on", "handled_on", "审核日期 {1} 早于承办日期 {0}。")),
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
    guard=asked(("head", "批准人"), ("decided_on", "决定日期"), ("rank", "纳入级别")),
    forbids=first(
        needs_defence,
        three_persons,
        order("decided_on", "reviewed_on", "决定日期 {1} 早于审核日期 {0}。"),
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
    guard=asked(("head", "批准人"), ("decided_on", "决定日期"), ("decision_reason", "决定理由")),
    forbids=first(three_persons, order("decided_on", "reviewed_on", "决定日期 {1} 早于审核日期 {0}。")),
    source=_DECIDED,
)
SUBMIT = Transition(
    "submit",
    "提交",
    (words.TO_SUBMIT,),
    words.TO_PUBLISH,
    asks=("submitted_on", "submitted_to"),
    guard=asked(("submitted_on", "提交日期")),
    forbids=first(
        needs_decision,
        order("submitted_on", "decided_on", "提交日期 {1} 早于决定日期 {0}（第五条（三））。"),
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
    guard=asked(("published_on", "公布日期"), ("term", "管理期限（年）"), ("expires_on", "期满日期")),
    forbids=first(
        needs_submission,
        order("published_on", "submitted_on", "公布日期 {1} 早于提交日期 {0}（第五条（四））。"),
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
    guard=asked(
        ("deciding_organ", "决定机关"),
        ("published_on", "公布日期"),
        ("term", "管理期限（年）"),
        ("expires_on", "期满日期"),
    ),
    forbids=order("published_on", "transferred_on", "公布日期 {1} 早于上报日期 {0}。"),
    source="第五条（一）3：逐级上报，由上级部门决定",
)
TRANSFER = Transition(
    "transfer",
    "上报（移送）",
    words.BEFORE_LISTING[:-1],
    words.TRANSFERRED,
    asks=("transferred_on", "transferred_to"),
    optional=("transferred_reason",),
    guard=asked(
        ("transferred_on", "上报（移送）日期"),
        ("transferred_to", "上报（移送）单位"),
        ("grounds", "纳入情形"),
    ),
    forbids=order("transferred_on", "collected_on", "上报日期 {1} 早于采集日期 {0}。"),
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
    guard=asked(("withdrawn_on", "撤回日期"), ("withdrawn_reason", "撤回原因")),
    source="第六条：发现信息有错误或者发生变更时，应及时予以更正或者变更并报送",
)
