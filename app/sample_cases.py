"""The sample office's blacklist cases: six, each at another step, worked by the very steps of the program; invented.

The rule lapsed in 2017; the sample's office goes on by its own decision, and every screen says that it lapsed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from app.bootstrap import Workspace
from app.features.blacklist import FEATURE, service
from app.features.blacklist_events import model as events
from app.kernel.clock import stopped_clock
from app.kernel.feature import Record
from app.kernel.fields import Kind
from app.ledgers.writing import Writing
from app.masterdata.organ import Organ, write_organ
from app.masterdata.rulebooks import keep_book
from app.papers import issued, issuing

BODY = "历城区应急管理局"
SUPERIOR = "历城区安委会办公室"
_OFFENCE: Record = {
    "grounds": ("第三条（五）",),
    "act": "危险化学品仓库超量储存，经责令整改后仍未改正",
    "penalty": "两次受到重大行政处罚，罚款共计12万元",
    "penalty_body": BODY,
}
_REFUSAL: Record = {
    "grounds": ("第三条（四）",),
    "act": "拒不执行停产整改的现场处理措施决定",
    "penalty": "罚款3万元，责令停产停业整顿",
    "penalty_body": BODY,
}
_HAZARD: Record = {
    "grounds": ("第三条（三）",),
    "hazard_level": "重大",
    "rectification": "粉尘涉爆场所除尘系统未按规定设置泄爆装置，期满未整改到位",
}
_ACCIDENT: Record = {
    "grounds": ("第三条（一）",),
    "accident_grade": "较大",
    "accident": "清泉路仓库改建工地发生坍塌",
    "deaths": 3,
    "loss": 460,
}


class _Cases:
    """Steps of cases within the one operation that sets the sample up."""

    def __init__(self, workspace: Workspace, writing: Writing, firms: Mapping[str, int]) -> None:
        self.workspace = workspace
        self.writing = writing
        self.firms = firms
        kept = keep_book(writing.connection, service.BOOK)
        self.book = f"{kept.book}:{kept.version}"

    def on(self, day: str) -> date:
        """It is this day."""
        found = date.fromisoformat(day)
        self.workspace.store.clock = stopped_clock(datetime.combine(found, time(9, 30)))
        return found

    def open(self, day: str, firm: str, facts: Record, **more: Any) -> int:
        """A case with the base facts of its firm's file."""
        named: Record = {"enterprise_name": firm, "enterprise_id": self.firms[firm]}
        known = {"scope": "按营业执照核准的范围经营", **service.base_facts(self.writing.connection, named)}
        row = {**known, **facts, **more, "rank": "省", "collected_on": self.on(day), "rule_book": self.book}
        return self.writing.add(FEATURE, [row])[0]

    def take(self, case: int, name: str, day: str, **given: Any) -> None:
        """One step on a day."""
        on = self.on(day)
        step = next(one for one in FEATURE.workflow.transitions if one.name == name)  # type: ignore[union-attr]
        days = {field: on for field in step.asks if FEATURE.ledger[field].kind is Kind.DAY}
        service.take_within(self.writing, case, step, {**days, **given})

    def issue(self, case: int, code: str, day: str) -> int:
        """One of 附件1–3, with its number where it takes one; the paper's id."""
        kind = next(one for one in FEATURE.papers if one.code == code)
        return issuing.issue_within(self.writing, FEATURE, kind, case, {}, self.on(day))

    def note(self, case: int, kind: str, day: str, **more: Any) -> None:
        """A management record."""
        record = service.load(self.writing.connection, case)
        service.write_note(self.writing, record, {"kind": kind, "day": self.on(day), "organ": BODY, **more})

    def notified(self, case: int, verify: str, notice: str, served: str) -> None:
        """Verified, 附件1 issued, served against a receipt."""
        self.take(case, "verify", verify, verifier="李某", verification="现场核实，文书齐全")
        paper = self.issue(case, "blacklist_notice", notice)
        receipt = issued.Receipt(
            self.on(served), place="单位办公室", recipient="主要负责人", server="李某、王某"
        )
        issued.write_receipt(self.workspace.store, self.writing.connection, paper, receipt)
        self.take(case, "serve", served)

    def decided(self, case: int, lapse: str, propose: str, decide: str) -> None:
        """No defence came; three persons decided."""
        self.take(case, "lapse", lapse)
        self.take(case, "propose", propose, handler="王某", proposal="事实清楚，建议纳入")
        self.take(case, "review", propose, reviewer="李某某")
        self.take(case, "decide", decide, head="赵某", deciding_organ=BODY)

    def published(self, case: int, submit: str, publish: str) -> None:
        """附件2 issued and submitted, published with the quarter's batch."""
        self.issue(case, "blacklist_submission", submit)
        self.take(case, "submit", submit, submitted_to=SUPERIOR)
        told = {
            "channels": ("区政府门户网站", "当地主流媒体"),
            "notified": ("发展改革局", "市场监管局", "自然资源局"),
        }
        self.take(case, "publish", publish, **told)


def set_up(workspace: Workspace, writing: Writing, firms: Mapping[str, int]) -> None:
    """Six cases: 采集中, 申辩期, 待提交, 管理期, 保留, 已移出."""
    store = workspace.store
    running = store.clock
    try:
        _organ(writing)
        _six(_Cases(workspace, writing, firms), list(firms))
    finally:
        store.clock = running


def _organ(writing: Writing) -> None:
    organ = Organ(
        name="清泉街道办事处",
        superior=SUPERIOR,
        review="历城区人民政府",
        court="历城区人民法院",
        address="历城区清泉路1号",
        postcode="250100",
        contact="王某",
        telephone="0531-88880000",
        officers=(("王某", "370112001"), ("李某某", "370112002")),
        defence_days=5,
    )
    write_organ(writing.connection, organ)


def _six(cases: _Cases, firms: list[str]) -> None:
    kept = cases.open("2022-03-01", firms[22], _OFFENCE, penalty_number="济历应急罚〔2021〕88号、〔2022〕7号")
    cases.notified(kept, "2022-03-03", "2022-03-04", "2022-03-07")
    cases.decided(kept, "2022-03-15", "2022-03-16", "2022-03-18")
    cases.published(kept, "2022-03-25", "2022-04-20")
    cases.note(kept, events.INSPECTION, "2022-06-15", level=events.COUNTY, result="发现一般隐患3项")
    act = "未经许可扩大储存品种，被立案处罚"
    cases.note(kept, events.NEW_ACT, "2022-11-16", content=act, qualifying=True)
    cases.take(kept, "apply", "2023-03-15", application="申请移出")
    refused = {
        "acceptor": "李某",
        "accepted": "不合格",
        "acceptance": "期内有新的行为，建议保留",
        "accepting_organ": BODY,
    }
    cases.take(kept, "accept", "2023-04-06", **refused)
    cases.take(kept, "keep", "2023-04-18", kept_reason="管理期限内发生新的符合纳入条件的行为", kept_term=1)
    cases.issue(kept, "blacklist_removal", "2023-04-18")

    removed = cases.open("2022-06-06", firms[17], _REFUSAL, penalty_number="济历应急罚〔2022〕61号")
    cases.notified(removed, "2022-06-08", "2022-06-09", "2022-06-10")
    cases.decided(removed, "2022-06-20", "2022-06-21", "2022-06-23")
    cases.published(removed, "2022-06-29", "2022-07-20")
    for month in ("2022-08-26", "2022-10-26", "2022-12-27", "2023-02-24", "2023-04-26", "2023-06-27"):
        cases.note(removed, events.REPORT, month, content="报送当月安全生产工作情况")
    for day, found in (
        ("2022-09-14", "发现一般隐患2项，已整改"),
        ("2022-12-08", "未发现问题"),
        ("2023-03-15", "未发现问题"),
    ):
        cases.note(removed, events.INSPECTION, day, level=events.COUNTY, result=found)
    cases.note(removed, events.INTERVIEW, "2022-11-03", people="主要负责人", content="约谈整改落实情况")
    cases.take(removed, "apply", "2023-06-19", application="已按要求整改，期内没有新的违法行为，申请移出")
    accepted = {
        "acceptor": "李某",
        "accepted": "合格",
        "acceptance": "整改到位，同意移出",
        "accepting_organ": BODY,
    }
    cases.take(removed, "accept", "2023-07-05", **accepted)
    cases.take(removed, "release", "2023-07-12")
    cases.issue(removed, "blacklist_removal", "2023-07-12")
    cases.take(removed, "remove", "2023-07-21")
    cases.take(removed, "announce", "2023-08-02")

    listed = cases.open("2023-05-04", firms[21], _ACCIDENT, accident_on=date(2023, 3, 28))
    cases.notified(listed, "2023-05-08", "2023-05-09", "2023-05-10")
    cases.decided(listed, "2023-05-18", "2023-05-19", "2023-05-23")
    cases.published(listed, "2023-05-31", "2023-07-20")
    cases.note(listed, events.REPORT, "2023-07-28", content="报送7月安全生产工作情况")
    cases.note(listed, events.INSPECTION, "2023-08-16", level=events.COUNTY, result="责令改正1项")
    cases.note(listed, events.MEASURE, "2023-08-01", content="暂停参加政府采购项目投标")

    waiting = cases.open(
        "2023-08-07", firms[18], _HAZARD, rectify_by=date(2023, 7, 31), remark="由挂牌督办台账转来"
    )
    cases.notified(waiting, "2023-08-09", "2023-08-10", "2023-08-11")
    cases.decided(waiting, "2023-08-21", "2023-08-22", "2023-08-24")

    heard = cases.open("2023-08-18", firms[10], _REFUSAL, penalty_number="济历应急罚〔2023〕45号")
    cases.notified(heard, "2023-08-22", "2023-08-24", "2023-08-25")

    cases.open("2023-08-29", firms[11], _HAZARD, rectify_by=date(2023, 8, 15))
