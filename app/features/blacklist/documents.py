"""附件1, 附件2, 附件3 of the blacklist: what stands on them and when they may be issued. Pure.

Which facts are on them, and in what order: 办法 第四条, 第五条（一）（二）（三）（五）.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.features.blacklist import words
from app.features.blacklist.reminding import BASIS, REMINDER, report_months
from app.kernel.display import long_day
from app.kernel.paper_words import sentence, told
from app.kernel.papers import Ask, Facts, PaperKind
from app.kernel.templates import Filling

One = Mapping[str, Any]


def numerals(record: One) -> tuple[str, ...]:
    """The items of 第三条 that apply: 三, 五."""
    grounds = record.get("grounds") or ()
    return tuple(one for one in words.NUMERALS if f"第三条（{one}）" in grounds)


def _grounds(record: One) -> tuple[str, ...]:
    return tuple(f"（{one}）{words.GROUND_TEXTS[one]}" for one in numerals(record))


def base_values(facts: Facts) -> dict[str, Filling]:
    """基础信息 in the rule's order; what the case lacks is taken from the firm's file."""
    record, firm = facts.record, facts.firm
    return {
        "单位名称": told(record, "enterprise_name") or told(firm, "name"),
        "类别": told(record, "kind") or told(firm, "kind"),
        "信用代码": told(record, "code") or told(firm, "code"),
        "注册地址": told(record, "registered_address") or told(firm, "registered_address"),
        "经营范围": told(record, "scope") or told(firm, "scope"),
        "主要负责人": told(record, "principal") or told(firm, "principal"),
        "负责人电话": told(record, "phone") or told(firm, "principal_phone"),
        "情形全文": "\n".join(f"{text}；" for text in _grounds(record)).removesuffix("；"),
        "纳入级别": told(record, "rank"),
        "管理期限": told(record, "term"),
        "日期": long_day(facts.today),
    }


def _evidence(facts: Facts) -> str:
    """What is proposed as 主要事实和证据: the facts of the grounds, one sentence each."""
    record = facts.record
    parts = [told(record, "act")]
    penalty = "，".join(
        one
        for one in (told(record, "penalty_body"), told(record, "penalty"), told(record, "penalty_number"))
        if one
    )
    parts.append(penalty)
    accident = told(record, "accident")
    if accident:
        deaths, loss = told(record, "deaths"), told(record, "loss")
        counted = "".join(
            (
                f"，造成{deaths}人死亡" if deaths and deaths != "0" else "",
                f"，直接经济损失{loss}万元" if loss else "",
            )
        )
        when = told(record, "accident_on")
        parts.append(f"{when}，{accident}{counted}" if when and when not in accident else accident + counted)
    if told(record, "hazard_level") or told(record, "measured"):
        level = told(record, "hazard_level")
        parts.append(
            "，".join(
                one
                for one in (
                    f"存在{level}{'' if '隐患' in level else '事故隐患'}" if level else "",
                    f"职业病危害因素检测浓度或强度为{told(record, 'measured')}"
                    if told(record, "measured")
                    else "",
                    f"整改时限为{told(record, 'rectify_by')}" if told(record, "rectify_by") else "",
                    told(record, "rectification"),
                )
                if one
            )
        )
    return "".join(sentence(part.strip("。")) for part in parts if part)


def _organ(facts: Facts) -> str:
    """Who gives notice: the organ the case names, else the office."""
    return told(facts.record, "notice_organ") or facts.office.get("机关名称", "")


def _sender(facts: Facts) -> str:
    return told(facts.record, "deciding_organ") or facts.office.get("机关名称", "")


BASIS_ASK = Ask("依据", "立案时所依的规定", default=lambda _facts: BASIS)


def _notice(facts: Facts) -> dict[str, Filling]:
    return {
        **base_values(facts),
        "纳入情形": tuple(f"{text}。" for text in _grounds(facts.record)),
        "情形项次": "、".join(f"（{one}）" for one in numerals(facts.record)),
    }


def _due(facts: Facts, period: str) -> str:
    day = facts.due.get(period)
    return long_day(day) if day else ""


def _may_notify(facts: Facts) -> str:
    record = facts.record
    if not numerals(record):
        return "还没有填写纳入情形，告知书要写明符合第三条第几项。请先选择纳入情形（第五条（一））。"
    if record.get("verified_on") is None:
        return "还没有核实。对符合纳入条件的单位要先核实、取证，再书面告知（第五条（一）（二））。"
    if record.get("served_on") is not None:
        number = told(record, "notice_number")
        return (
            f"告知书{number}已于 {told(record, 'served_on')} 送达，不用再发。"
            "写错了的，请先在“文书记录”里作废，再重新签发。"
        )
    return ""


def _again(record: One) -> str:
    count = record.get("listing")
    return f"连续第{count}次" if isinstance(count, int) and count > 1 else "首次"


def _submission(facts: Facts) -> dict[str, Filling]:
    record = facts.record
    fields = {
        "编号": "number",
        "违法行为": "act",
        "处罚决定": "penalty",
        "执法单位": "penalty_body",
        "处罚文号": "penalty_number",
        "事故时间": "accident_on",
        "事故等级": "accident_grade",
        "事故简况": "accident",
        "死亡人数": "deaths",
        "经济损失": "loss",
        "隐患等级": "hazard_level",
        "危害浓度": "measured",
        "整改时限": "rectify_by",
        "整改落实": "rectification",
        "告知书文号": "notice_number",
        "送达日期": "served_on",
        "决定日期": "decided_on",
    }
    adopted, reply = record.get("defence_adopted"), told(record, "defence_reply")
    stated = told(record, "defence") or ("期限内未提出申辩" if record.get("decided_on") else "")
    adoption = "" if adopted is None else "采纳" if adopted else "不予采纳"
    return {
        **base_values(facts),
        **{name: told(record, field) for name, field in fields.items()},
        "纳入次数": _again(record),
        "申辩情况": "".join(sentence(one) for one in (stated, adoption, reply)).removesuffix("。"),
        "提交期限": _due(facts, "submission"),
        "提交日期": told(record, "submitted_on") or long_day(facts.today),
    }


def _may_submit(facts: Facts) -> str:
    record = facts.record
    if record.get("decided_on") is None:
        return "还没有研究决定，不能提交。研究决定纳入后10日内提交（第五条（三））。"
    if record.get("decision") == words.UNLISTED:
        return "研究决定是“不纳入”，不用提交（第五条（三））。"
    if record.get("served_on") is None:
        return "还没有告知书的送达日期。应当提前书面告知并听取申辩意见（第五条（二））。"
    return ""


def _events(facts: Facts, *kinds: str) -> list[One]:
    number = facts.record.get("number")
    found = facts.related.get("blacklist_events", ())
    mine = [one for one in found if one.get("case_number") == number and one.get("kind") in kinds]
    return sorted(mine, key=lambda one: str(one.get("day")))


def _new_acts(facts: Facts) -> str:
    acts = [one for one in _events(facts, "新的行为") if one.get("qualifying") is not False]
    if acts:
        return "；".join(f"{told(one, 'day')}，{told(one, 'content')}" for one in acts)
    return "期内未发现新的符合纳入条件的行为" if facts.record.get("published_on") else ""


def _reports(facts: Facts) -> str:
    """Calendar months of the period so far, and months for which a report came (第七条)."""
    months, came = report_months(facts)
    return f"应报{len(months)}次，实报{len(came)}次" if months else ""


def _inspections(facts: Facts) -> str:
    done = _events(facts, "执法检查", "暗查暗访")
    if not done:
        return ""
    results = "；".join(
        f"{told(one, 'day')}，{told(one, 'result') or told(one, 'content')}".strip("，") for one in done
    )
    return f"共{len(done)}次。{results}"


def _interviews(facts: Facts) -> str:
    return "、".join(told(one, "day") for one in _events(facts, "约谈"))


def _span(first: object, last: object) -> str:
    if not isinstance(first, date) or not isinstance(last, date):
        return ""
    return f"{long_day(first)}至{long_day(last)}"


def _removal(facts: Facts) -> dict[str, Filling]:
    record = facts.record
    ruling = record.get("ruling")
    kept = ruling == words.KEEP
    earlier = _span(record.get("earlier_from"), record.get("earlier_until"))
    present = _span(record.get("period_from") or record.get("published_on"), record.get("expires_on"))
    fields = {
        "公布日期": "published_on",
        "公布批次": "batch",
        "申请日期": "applied_on",
        "申请理由": "application",
        "验收单位": "accepting_organ",
        "验收日期": "checked_on",
        "验收意见": "acceptance",
        "验收人": "acceptor",
        "公布渠道": "channels",
        "移出公布日期": "removal_published_on",
        "通报单位": "notified",
    }
    unasked = (
        {"申请日期": "未提出申请", "验收日期": "/"} if kept else {}
    )  # 保留 may be decided without either
    return {
        **base_values(facts),
        **{name: told(record, field) or unasked.get(name, "") for name, field in fields.items()},
        "移出框": "■" if ruling == words.REMOVE else "□",
        "保留框": "■" if kept else "□",
        "提交日期": long_day(facts.today),
        "原管理期限": earlier if kept and earlier else present,
        "纳入次数": _again(record),
        "新的行为": _new_acts(facts),
        "月报情况": _reports(facts),
        "检查情况": _inspections(facts),
        "约谈时间": _interviews(facts),
        "移出日期": "" if kept or not ruling else told(record, "removed_on") or _due(facts, "removal"),
        "保留原因": told(record, "kept_reason") if kept else "",
        "新管理期限": present if kept and earlier else "",
    }


def _may_remove(facts: Facts) -> str:
    record = facts.record
    if record.get("ruling") is None:
        return (
            "还没有作出移出或者保留的决定，不能提交。原信息采集部门确认或者验收后作出决定（第五条（五））。"
        )
    if record.get("ruling") == words.KEEP and not told(record, "kept_reason"):
        return "保留的要说明原因并确定新的管理期限（第五条（五））。请先填写保留原因。"
    return ""


PAPERS = (
    PaperKind(
        "blacklist_notice",
        "纳入安全生产“黑名单”管理告知书",
        _notice,
        _may_notify,
        (
            Ask("告知机关", "以谁的名义告知", default=_organ),
            BASIS_ASK,
            Ask("事实和证据", "主要事实和证据", "paragraph", _evidence),
        ),
        keeps=(("notice_number", "number"), ("noticed_on", "day")),
        served=True,
        service="served_on",
        falls=("notice_number", "noticed_on", "served_on", "defence_until"),
    ),
    PaperKind(
        "blacklist_submission",
        "纳入安全生产“黑名单”管理信息提交表",
        _submission,
        _may_submit,
        (Ask("提交单位", default=_sender), BASIS_ASK),
        periods=(("submission", "blacklist.submission", "decided_on"),),
    ),
    PaperKind(
        "blacklist_removal",
        "安全生产“黑名单”信息（移出/保留）提交表",
        _removal,
        _may_remove,
        (Ask("提交单位", default=_sender), BASIS_ASK),
        related=("blacklist_events",),
        periods=(("removal", "blacklist.removal", "expires_on"),),
    ),
    REMINDER,
)
