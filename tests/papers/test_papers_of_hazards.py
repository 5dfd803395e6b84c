"""From an inspection to the closure: each paper says what the ledgers say, and none is issued before its time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from app.bootstrap import Workspace, name_office
from app.dispatch.definition import read_table
from app.dispatch.submission import submit
from app.features.inspections.service import create_with_hazards, hazards_of
from app.kernel.errors import Refusal
from app.kernel.papers import PaperKind
from app.ledgers import edit
from app.masterdata.organ import ENFORCEMENT, TOWNSHIP, Organ, read_organ, write_organ
from app.masterdata.settings import Office
from app.papers import bulletin, issued, letters
from app.papers.issuing import draft, issue
from app.printing.preview import PDFIUM

FIRM = "济南某某精密机械制造有限公司"
INSPECTED, DUE, LATER = date(2023, 6, 15), date(2023, 6, 28), date(2023, 7, 15)
OFFICERS = (("王某", "SD0100001"), ("赵某某", "SD0100002"))


@pytest.fixture
def inspected(office: Workspace) -> Workspace:
    """One inspection with two findings and two hazards of one firm."""
    name_office(
        office, Office("清泉街道办事处", district="历城区", prefix="济历清办", telephone="0531-00000000")
    )
    family(office, TOWNSHIP)
    edit.create(
        office.store,
        office.feature("enterprises"),
        {"name": FIRM, "principal": "刘某", "address": "清泉路88号"},
    )
    create_with_hazards(
        office.store,
        {
            "enterprise_name": FIRM,
            "inspected_on": INSPECTED,
            "kind": "抽查",
            "inspectors": ("赵某某", "王某"),
            "situation": "检查了生产车间和配电室。",
            "not_led": True,
            "not_studied": False,
        },
        [
            {
                "description": "疏散通道堆放杂物",
                "place": "二层东侧",
                "level": "重大",
                "treatment": "限期整改",
                "due_on": DUE,
            },
            {"description": "配电箱未上锁", "level": "一般", "treatment": "限期整改", "due_on": LATER},
        ],
    )
    return office


def family(office: Workspace, which: str) -> None:
    with office.store.write() as connection:
        write_organ(
            connection,
            Organ(family=which, officers=OFFICERS, review="历城区人民政府", court="历城区人民法院"),
        )


def kind(office: Workspace, ledger: str, code: str) -> PaperKind:
    return next(one for one in office.feature(ledger).papers if one.code == code)


def said(office: Workspace, paper: int) -> str:
    """The words of an issued paper, read from its pages."""
    with PDFIUM, pypdfium2.PdfDocument(issued.content(office.store, paper)) as document:
        pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    return re.sub(r"\s", "", "".join(pages))


def issue_one(office: Workspace, ledger: str, code: str, record: int = 1, **typed: str) -> tuple[int, str]:
    ids, _ = issue(office.store, office.feature(ledger), kind(office, ledger, code), [record], typed or None)
    return ids[0], said(office, ids[0])


def recheck(office: Workspace, hazard: int, result: str) -> None:
    hazards = office.feature("hazards")
    edit.update(
        office.store,
        hazards,
        hazard,
        {
            "rectified_on": date(2023, 6, 27),
            "situation": "已清理",
            "rechecker": "王某",
            "recheck_on": date(2023, 6, 29),
            "recheck_result": result,
        },
    )


def test_the_record_of_an_inspection_tells_findings_and_hazards(inspected: Workspace) -> None:
    _, words = issue_one(inspected, "inspections", "inspection_record")
    assert "（济历清办）安监现记〔2023〕1号" in words
    assert f"被检查单位：{FIRM}地址：清泉路88号法定代表人（负责人）：刘某" in words
    assert "安全生产检查人员赵某某、王某，证件号码为SD0100002、SD0100001，这是我们的证件" in words
    assert (
        "检查了生产车间和配电室。检查发现下列问题：1.企业主要负责人未带队检查。2.二层东侧：疏散通道堆放杂物。3.配电箱未上锁。其中第2项属于重大事故隐患。"
        in words
    )
    assert "未发现下列情形：企业主要负责人未按要求亲自研究排查整治工作。" in words
    assert "其他可能存在的问题自行排查" in words


def test_an_opinion_of_the_street_has_a_term_for_each_item_and_no_remedy(inspected: Workspace) -> None:
    _, words = issue_one(inspected, "inspections", "rectification_opinion")
    assert "第1项于2023年6月28日前整改完毕。第2项于2023年7月15日前整改完毕。" in words
    assert "将依法上报历城区应急管理局进行查处" in words
    assert "复议" not in words
    assert "诉讼" not in words


def test_an_order_of_an_enforcement_body_has_the_remedy(inspected: Workspace) -> None:
    family(inspected, ENFORCEMENT)
    first, _ = hazards_of(inspected.store, 1)
    _, words = issue_one(inspected, "hazards", "rectification_order", first)
    assert "责令你单位对上述第1项问题于2023年6月28日前整改完毕" in words
    assert "60日内向历城区人民政府申请行政复议，或者在六个月内依法向历城区人民法院提起行政诉讼" in words


def test_an_order_without_the_court_is_kept_back_by_name(inspected: Workspace) -> None:
    with inspected.store.write() as connection:
        write_organ(connection, Organ(family=ENFORCEMENT, officers=OFFICERS, review="历城区人民政府"))
    with pytest.raises(Refusal, match="人民法院"):
        issue_one(inspected, "inspections", "rectification_order")


def test_an_item_without_a_term_is_named(inspected: Workspace) -> None:
    first, _ = hazards_of(inspected.store, 1)
    edit.update(inspected.store, inspected.feature("hazards"), first, {"due_on": None, "treatment": None})
    with pytest.raises(Refusal, match="第1项问题没有整改期限"):
        issue_one(inspected, "inspections", "rectification_opinion")


def test_a_recheck_needs_what_it_rechecks_and_names_it(inspected: Workspace) -> None:
    first, second = hazards_of(inspected.store, 1)
    recheck(inspected, first, "合格")
    recheck(inspected, second, "不合格")
    with pytest.raises(Refusal, match="还没有签发责令限期整改指令书或者限期整改意见书"):
        issue_one(inspected, "inspections", "recheck_opinion")
    issue_one(inspected, "inspections", "rectification_opinion")
    _, words = issue_one(inspected, "inspections", "recheck_opinion")
    assert (
        "清泉街道办事处于2023年6月30日向你单位提出了限期整改意见书［（济历清办）安监整改〔2023〕1号］"
        in words
    )
    passed, failed = (
        words.index("下列问题已整改合格：1.二层东侧"),
        words.index("下列问题未整改合格：1.配电箱"),
    )
    assert passed < failed
    assert "我单位将依法上报历城区应急管理局进行查处" in words


def test_the_recheck_of_one_hazard_knows_the_paper_of_its_inspection(inspected: Workspace) -> None:
    first, _ = hazards_of(inspected.store, 1)
    issue_one(inspected, "inspections", "rectification_opinion")
    recheck(inspected, first, "合格")
    _, words = issue_one(inspected, "hazards", "recheck_opinion", first)
    assert "［（济历清办）安监整改〔2023〕1号］" in words
    assert "未整改合格" not in words


def test_a_closure_form_is_for_closed_hazards(inspected: Workspace) -> None:
    first, _ = hazards_of(inspected.store, 1)
    with pytest.raises(Refusal, match="这条隐患还没有销号"):
        issue_one(inspected, "hazards", "hazard_closure", first)
    recheck(inspected, first, "合格")
    edit.update(
        inspected.store,
        inspected.feature("hazards"),
        first,
        {"principal_signature": "刘某", "director_signature": "陈某", "closed_on": date(2023, 6, 30)},
    )
    edit.create(
        inspected.store,
        inspected.feature("supervision"),
        {
            "hazard_number": "YH-2023-0001",
            "rank": "区县",
            "listed_on": date(2023, 6, 16),
            "document_number": "历安督〔2023〕3号",
        },
    )
    _, words = issue_one(inspected, "hazards", "hazard_closure", first)
    for part in ("隐患描述疏散通道堆放杂物", "销号日期2023年6月30日", "刘某", "陈某", "判定依据/"):
        assert part in words
    with pytest.raises(Refusal, match="已销号"):
        issue_one(inspected, "hazards", "rectification_opinion", first)


def test_a_receipt_lists_what_was_issued(inspected: Workspace) -> None:
    with pytest.raises(Refusal, match="还没有签发过要送达的文书"):
        issue_one(inspected, "inspections", "service_receipt")
    paper, _ = issue_one(inspected, "inspections", "rectification_opinion")
    issued.note_receipt(inspected.store, paper, issued.Receipt(date(2023, 6, 30)))
    _, words = issue_one(inspected, "inspections", "service_receipt", 备注="代收人系门卫")
    assert f"案件名称：{FIRM}安全生产检查整改" in words
    assert "限期整改意见书（济历清办）安监整改〔2023〕1号2023年6月30日" in words
    assert "备注：代收人系门卫" in words


def test_a_reminder_names_all_that_is_due_of_the_firm(inspected: Workspace) -> None:
    first, second = hazards_of(inspected.store, 1)
    edit.update(inspected.store, inspected.feature("hazards"), second, {"due_on": date(2023, 7, 5)})
    issue_one(inspected, "inspections", "rectification_opinion")
    _, words = issue_one(inspected, "hazards", "reminder", first)
    assert "根据（济历清办）安监整改〔2023〕1号限期整改意见书，下列2项事项" in words
    assert "2023年6月28日逾期2日" in words
    assert "2023年7月5日还有5日" in words
    assert "其中1项已经逾期" in words


def test_a_draft_takes_no_number(inspected: Workspace) -> None:
    feature = inspected.feature("inspections")
    shown = draft(inspected.store, feature, kind(inspected, "inspections", "inspection_record"), 1)
    assert shown.document.draft
    assert shown.values["文号"] == "（济历清办）安监现记〔2023〕　号"
    _, words = issue_one(inspected, "inspections", "inspection_record")
    assert "〔2023〕1号" in words


def test_a_bulletin_takes_its_figures_from_the_submitted_table_alone(inspected: Workspace) -> None:
    with inspected.store.read() as connection:
        table = read_table(connection, inspected.store.catalogue, "licheng-2023")
    day = date(2023, 6, 30)
    one = submit(inspected.store, inspected.store.catalogue, table, day)
    first, _ = hazards_of(inspected.store, 1)
    edit.update(inspected.store, inspected.feature("hazards"), first, {"level": "一般"})
    with inspected.store.read() as connection:
        assert bulletin.find(connection, "2023-06-30").id == one.id
        with pytest.raises(Refusal, match="已报送的：2023-06-30"):
            bulletin.find(connection, "2023-09-30")
    paper, number = bulletin.issue(inspected.store, one.id)
    assert number == "济历清办发〔2023〕1号"
    words = said(inspected, paper)
    assert "关于2023年第二季度历城区重大事故隐患专项排查整治2023行动进展情况的通报" in words
    assert (
        "共排查重大事故隐患1项，已完成整改0项，整改率0%。其中，企业自查发现0项，已完成整改0项；部门检查发现1项"
        in words
    )
    assert "企业主要负责人未带队检查1家" in words


def test_a_bulletin_prints_shares_as_the_office_does(inspected: Workspace) -> None:
    with inspected.store.write() as connection:
        table = read_table(connection, inspected.store.catalogue, "licheng-2023")
        write_organ(connection, replace(read_organ(connection), percent="0-"))
    one = submit(inspected.store, inspected.store.catalogue, table, date(2023, 6, 30))
    with inspected.store.read() as connection:
        facts = bulletin.facts_of(connection, bulletin.find(connection, str(one.id)), {}, date(2023, 7, 6))
    two_of_three = {"A1": (3,), "A2": (2,)}
    for how, share in (("0-", "66%"), ("1", "66.7%")):
        record = {**facts.record, "printed": two_of_three, "percent": how}
        assert bulletin.BULLETIN.values(replace(facts, record=record))["整改率"] == share
    assert facts.record["percent"] == "0-"


def test_a_notice_typed_by_hand_is_numbered_in_the_same_series(inspected: Workspace) -> None:
    typed = {
        "标题": "关于开展检查的通知",
        "主送单位": "各社区",
        "正文": "一、时间\n7月1日起。",
        "附件": "检查表",
    }
    _, number = letters.issue(inspected.store, "notice", typed)
    assert number == "济历清办发〔2023〕1号"
    paper, number = letters.issue(inspected.store, "notice", typed)
    assert number == "济历清办发〔2023〕2号"
    words = said(inspected, paper)
    assert "关于开展检查的通知各社区：一、时间7月1日起。附件：检查表" in words
    with pytest.raises(Refusal, match="签发人"):
        letters.issue(inspected.store, "report", typed)
