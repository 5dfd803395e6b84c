"""附件1–3 and the reminder of a case: what they say, made from facts alone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pypdfium2
import pytest

from app.features.blacklist.documents import PAPERS
from app.kernel.papers import Facts, PaperKind
from app.kernel.templates import fill, missing
from app.papers import templates
from app.papers.issuing import proposed
from app.printing import fonts
from app.printing.document_pdf import draw_document
from app.printing.preview import PDFIUM

OFFICE = {
    "机关名称": "清泉街道办事处",
    "申辩期限": "5",
    "联系人": "张某",
    "联系电话": "0531-00000000",
    "机关地址": "清泉路1号",
    "邮政编码": "250100",
    "填表人": "张某",
    "审核人": "李某",
}
CASE: dict[str, Any] = {
    "number": "HMD-2017-0001",
    "enterprise_name": "济南某某精密机械制造有限公司",
    "kind": "企业",
    "code": "91370112MA00000000",
    "scope": "机械零部件加工",
    "grounds": ("第三条（三）", "第三条（五）"),
    "rank": "省",
    "term": 1,
    "listing": 1,
    "act": "未按规定对重大事故隐患进行整改。",
    "verified_on": date(2017, 2, 10),
    "hazard_level": "重大",
    "rectify_by": date(2017, 1, 31),
    "rectification": "逾期未整改",
}
LISTED: dict[str, Any] = {
    **CASE,
    "state": "管理期",
    "published_on": date(2017, 4, 20),
    "period_from": date(2017, 4, 20),
    "expires_on": date(2018, 4, 20),
}


def kind(code: str) -> PaperKind:
    return next(one for one in PAPERS if one.code == code)


def event(what: str, day: date, **more: Any) -> dict[str, Any]:
    return {"case_number": "HMD-2017-0001", "kind": what, "day": day, **more}


def printed(code: str, facts: Facts) -> tuple[str, tuple[str, ...]]:
    """The words of the paper, and what it lacks."""
    paper = kind(code)
    facts = replace(facts, office=OFFICE)
    facts = replace(facts, typed={**proposed(paper, facts), **facts.typed})
    (version,) = templates.shipped(code)
    values = {**facts.office, **facts.typed, **paper.values(facts), "文号": "（济历清办）安监黑告〔2017〕1号"}
    out = BytesIO()
    draw_document(fill(version.template, values), out, fonts.book(bundled=True))
    with PDFIUM, pypdfium2.PdfDocument(out.getvalue()) as document:
        words = "".join(document[at].get_textpage().get_text_range() for at in range(len(document)))
    return re.sub(r"\s|—\d+—", "", words), missing(version.template, values)


def test_the_notice_tells_grounds_basis_term_and_right_of_defence() -> None:
    words, lacking = printed("blacklist_notice", Facts(CASE, date(2017, 2, 13), office=OFFICE))
    assert lacking == ()
    assert "你单位存在下列情形：（三）存在重大生产安全事故隐患" in words
    assert "（五）一个年度内因安全生产非法违法行为，受到2次（含）以上重大行政处罚的。" in words
    assert "〈生产经营单位安全生产不良记录“黑名单”管理暂行规定〉办法》第三条第（三）、（五）项规定。" in words
    assert "纳入省级安全生产“黑名单”管理，管理期限为1年（自公布之日起计算）。" in words
    assert (
        "主要事实和证据：未按规定对重大事故隐患进行整改。存在重大事故隐患，整改时限为2017年1月31日，逾期未整改。"
        in words
    )
    assert "自收到本告知书之日起5个工作日内" in words
    assert words.index("清泉街道办事处2017年2月13日") < words.index("送达回执")


def test_without_a_period_of_defence_the_notice_is_kept_back() -> None:
    paper = kind("blacklist_notice")
    (version,) = templates.shipped("blacklist_notice")
    office = {**OFFICE, "申辩期限": ""}
    facts = Facts(CASE, date(2017, 2, 13), office=office)
    values = {**office, **proposed(paper, facts), **paper.values(facts), "文号": ""}
    assert missing(version.template, values) == ("申辩期限",)


@pytest.mark.parametrize(
    ("code", "change", "article"),
    [
        ("blacklist_notice", {"grounds": ()}, "第五条（一）"),
        ("blacklist_notice", {"verified_on": None}, "第五条（一）（二）"),
        ("blacklist_submission", {}, "第五条（三）"),
        ("blacklist_submission", {"decided_on": date(2017, 3, 1), "decision": "不纳入"}, "第五条（三）"),
        ("blacklist_submission", {"decided_on": date(2017, 3, 1)}, "第五条（二）"),
        ("blacklist_removal", {}, "第五条（五）"),
        ("blacklist_removal", {"ruling": "保留"}, "第五条（五）"),
        ("reminder", {}, "管理期"),
    ],
)
def test_each_is_held_back_with_its_article(code: str, change: dict[str, Any], article: str) -> None:
    assert article in kind(code).guard(Facts({**CASE, **change}, date(2017, 3, 6)))


def test_the_submission_has_a_stroke_where_nothing_is_concerned() -> None:
    case = {
        **CASE,
        "decided_on": date(2017, 3, 1),
        "served_on": date(2017, 2, 14),
        "defence": "设备到货延期",
        "defence_adopted": False,
        "listing": 2,
    }
    facts = Facts(case, date(2017, 3, 6), due={"submission": date(2017, 3, 13)})
    words, lacking = printed("blacklist_submission", facts)
    assert lacking == ()
    assert kind("blacklist_submission").guard(facts) == ""
    assert "事故时间/事故等级/事故简况/死亡人数（人）/" in words
    assert "首次／连续连续第2次" in words
    assert "设备到货延期。不予采纳" in words
    assert "决定日期2017年3月1日提交期限2017年3月13日" in words


def test_the_removal_form_ticks_the_ruling_and_counts_the_period() -> None:
    events = (
        *(event("月度报告", date(2017, month, 28)) for month in range(4, 13)),
        event("执法检查", date(2017, 6, 20), result="未发现问题"),
        event("约谈", date(2017, 9, 1)),
        event("月度报告", date(2016, 1, 5)),
    )
    case = {**LISTED, "ruling": "移出", "applied_on": date(2018, 3, 15), "checked_on": date(2018, 4, 2)}
    facts = Facts(
        case, date(2018, 4, 10), related={"blacklist_events": events}, due={"removal": date(2018, 4, 21)}
    )
    words, lacking = printed("blacklist_removal", facts)
    assert lacking == ()
    assert "■移出□保留" in words
    assert "应报13次，实报9次" in words
    assert "共1次。2017年6月20日，未发现问题" in words
    assert "移出日期（届满次日）2018年4月21日" in words
    kept = {
        **case,
        "ruling": "保留",
        "kept_reason": "期内发生新的行为",
        "earlier_from": date(2016, 4, 20),
        "earlier_until": date(2017, 4, 20),
    }
    words, _ = printed("blacklist_removal", replace(facts, record=kept))
    assert "□移出■保留" in words
    assert "原管理期限2016年4月20日至2017年4月20日" in words
    assert "保留原因期内发生新的行为" in words


def test_a_reminder_names_the_months_without_a_report() -> None:
    events = (event("月度报告", date(2017, 4, 28)), event("月度报告", date(2017, 6, 30)))
    facts = Facts(LISTED, date(2017, 7, 10), related={"blacklist_events": events})
    words, _ = printed("reminder", facts)
    assert "下列2项事项" in words
    assert "提交2017年5月的安全生产工作情况报告（第七条）2017年5月31日逾期40日" in words
    assert "提交2017年7月的安全生产工作情况报告（第七条）2017年7月31日还有21日" in words
    assert "其中1项已经逾期" in words
