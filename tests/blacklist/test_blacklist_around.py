"""Around the cases: all that is due, the calendar, marks on firms, suggestions, the notice's receipt, files, the case file."""

from __future__ import annotations

import hashlib
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from app.arguments import parse
from app.bootstrap import Workspace
from app.cli import run
from app.features.blacklist import FEATURE, service, words
from app.kernel.errors import Refusal
from app.kernel.feature import Record
from app.kernel.filters import EVERYTHING
from app.ledgers import browse, cells, edit, undo
from app.ledgers.exporting import export
from app.ledgers.import_plan import Request
from app.ledgers.importing import apply_plan, plan_import
from app.overview import blacklist_notice
from app.overview.blacklist_marks import marked_firms, marks_of
from app.overview.blacklist_notice import paper_waiting, received
from app.overview.blacklist_suggestions import bring_back, dismiss, dismissed, suggestions
from app.overview.case_dues import case_dues, dues_of_case
from app.overview.casefile import write_casefile
from app.overview.due_calendar import SOURCES as DUE_SOURCES
from app.overview.due_calendar import due_between, due_counts, rule_for
from app.papers import issued, issuing, voiding
from app.papers.issued import Receipt
from tests.blacklist.conftest import Bench

FIRM = "济南清河危险化学品有限公司"
HEADINGS = [
    "编号",
    "单位名称",
    "类别",
    "统一社会信用代码",
    "注册地址",
    "生产经营范围",
    "主要负责人",
    "联系电话",
    "纳入情形",
    "纳入级别",
    "违法行为",
    "行政处罚决定",
    "执法单位",
    "处罚文号",
    "事故时间",
    "事故等级",
    "事故简况",
    "死亡人数",
    "经济损失（万元）",
    "隐患等级",
    "职业病危害因素检测浓度或强度",
    "整改时限",
    "整改落实情况",
    "采集日期",
    "告知书文号",
    "送达日期",
    "申辩情况",
    "申辩是否采纳",
    "决定日期",
    "提交日期",
    "公布日期",
    "第几次纳入",
    "管理期限（年）",
    "期满日期",
    "移出申请日期",
    "验收日期",
    "处理决定",
    "移出日期",
    "保留原因",
    "移出公布日期",
    "备注",
]


def test_the_sample_has_six_cases_in_different_steps(sample: Workspace) -> None:
    cases = browse.rows(sample.store, FEATURE, browse.ids(sample.store, FEATURE))
    assert sorted(str(case["state"]) for case in cases.values()) == sorted(
        (words.REMOVED, words.MANAGED, words.MANAGED, words.TO_SUBMIT, words.DEFENDING, words.COLLECTING)
    )
    with sample.store.read() as connection:
        papers = issued.papers(connection, "blacklist")
    kinds = [paper.kind for paper in papers]
    assert [kinds.count(f"blacklist_{one}") for one in ("notice", "submission", "removal")] == [5, 3, 2]
    assert all(paper.served_on for paper in papers if paper.kind == "blacklist_notice")
    found = {(one.number, one.due.name): one.day for one in case_dues(sample.store)}
    # 8月24日决定，10日后是9月3日星期日，顺延到4日；8月25日送达，5个工作日到9月1日
    assert found["HMD-2023-0002", "submission"] == date(2023, 9, 4)
    assert found["HMD-2023-0003", "defence"] == date(2023, 9, 1)
    assert found["HMD-2023-0001", "removal_application"] == date(2024, 6, 20)
    assert found["HMD-2023-0001", "inspection_city"] == date(2023, 12, 31)
    assert ("HMD-2023-0001", "inspection_county") not in found  # August's counts for the quarter


def test_the_calendar_counts_what_the_cases_wait_for(sample: Workspace) -> None:
    first, last = date(2023, 9, 1), date(2023, 9, 30)
    found = due_counts(sample.store, sample.catalogue, first, last)
    mine = [
        one
        for one in due_between(sample.store, sample.catalogue, first, last)
        if one.source.ledger == "blacklist"
    ]
    counted = {day: by["blacklist"].count for day, by in found.days.items() if "blacklist" in by}
    assert counted == {day: sum(one.day == day for one in mine) for day in {one.day for one in mine}}
    source = next(one for one in DUE_SOURCES if one.ledger == "blacklist")
    rule = rule_for(sample.store, source, date(2023, 9, 4))
    rows = browse.rows(sample.store, FEATURE, browse.ids(sample.store, FEATURE, rule))
    assert [row["number"] for row in rows.values()] == ["HMD-2023-0002"]
    late = browse.ids(sample.store, FEATURE, rule_for(sample.store, source, None))
    assert found.overdue["blacklist"] == sum(
        one.day < sample.clock.today() for one in case_dues(sample.store)
    )
    assert len(late) == len({one.record for one in case_dues(sample.store) if one.day < sample.clock.today()})


def test_an_edited_period_acts_at_once(bench: Bench) -> None:
    from app.kernel.rules import Override
    from app.masterdata.rulebooks import rule_named, write_override

    one = bench.decided_case()
    assert dues_of_case(bench.store, one)[0].day == date(2016, 3, 28)
    with bench.store.write() as connection:
        write_override(
            connection,
            rule_named("blacklist.submission"),
            Override("blacklist.submission", "", 7, "区里要求"),
        )
    assert dues_of_case(bench.store, one)[0].day == date(2016, 3, 24)


def test_marks_of_a_firm(bench: Bench) -> None:
    one = bench.open("2016-03-01")
    firm = bench.case(one)["enterprise_id"]
    assert [mark.title for mark in marks_of(bench.store, firm)] == ["黑名单办理中"]
    bench.take(one, "withdraw", "2016-03-02", withdrawn_reason="有错误")
    assert marks_of(bench.store, firm) == []
    listed = bench.published()
    mark = marks_of(bench.store, firm)[0]
    assert (mark.title, mark.tone, mark.record) == ("黑名单", "red", listed)
    assert "2017-04-20 期满" in mark.sentence
    assert marked_firms(bench.store) == {firm: "黑名单"}


def _measure(bench: Bench, kind: str, day: str, **more: Any) -> None:
    values = {"kind": kind, "enterprise_name": FIRM, "day": date.fromisoformat(day), **more}
    edit.create(bench.store, bench.workspace.feature("enforcement"), values)


def test_two_major_penalties_within_a_year_are_suggested(bench: Bench) -> None:
    bench.on("2016-12-01")
    _measure(bench, "行政处罚", "2015-03-01", major_penalty=True)
    _measure(bench, "行政处罚", "2016-03-01", major_penalty=True)  # a year and a day: 2015-03-01 is out
    assert suggestions(bench.store) == []
    _measure(bench, "行政处罚", "2016-02-20")  # not a major one
    assert suggestions(bench.store) == []
    _measure(bench, "行政处罚", "2016-11-30", major_penalty=True, document_number="罚〔2016〕9号")
    (only,) = suggestions(bench.store)
    assert (only.name, only.ground) == (FIRM, "第三条（五）")
    assert [one.words for one in only.evidence] == [
        "2016-03-01 重大行政处罚",
        "2016-11-30 重大行政处罚 罚〔2016〕9号",
    ]
    with pytest.raises(Refusal, match="理由"):
        dismiss(bench.store, only, " ")
    dismiss(bench.store, only, "同一案件分两次处罚")
    assert suggestions(bench.store) == []
    assert dismissed(bench.store)[0]["reason"] == "同一案件分两次处罚"
    bring_back(bench.store, only.key)
    assert suggestions(bench.store) == [only]
    one = bench.open("2016-12-01", **only.values)
    assert bench.case(one)["grounds"] == ("第三条（五）",)
    assert suggestions(bench.store) == []  # the case deals with it; nothing was decided by the program
    assert bench.case(one)["state"] == words.COLLECTING


def test_overdue_provincial_supervision_and_licences_are_suggested(bench: Bench) -> None:
    bench.on("2016-06-01")
    hazards, listings = bench.workspace.feature("hazards"), bench.workspace.feature("supervision")
    edit.create(
        bench.store,
        hazards,
        {"enterprise_name": FIRM, "level": "重大", "description": "超量储存", "found_on": date(2016, 1, 5)},
    )
    number = browse.rows(bench.store, hazards, [1])[1]["number"]
    edit.create(
        bench.store,
        listings,
        {"hazard_number": number, "rank": "市", "listed_on": date(2016, 1, 6), "due_on": date(2016, 3, 1)},
    )
    assert suggestions(bench.store) == []
    edit.update(bench.store, listings, 1, {"rank": "省"})
    assert [one.ground for one in suggestions(bench.store)] == ["第三条（三）"]
    edit.update(bench.store, listings, 1, {"due_on": date(2016, 6, 1)})
    assert suggestions(bench.store) == []  # due today is not past
    _measure(bench, "暂扣吊销许可证", "2016-05-02")
    assert [one.ground for one in suggestions(bench.store)] == ["第三条（六）"]


def noticed(bench: Bench) -> int:
    """A case whose 附件1 went out on 2016-03-04."""
    one = bench.open("2016-03-01")
    bench.take(one, "verify", "2016-03-03", verifier="李某")
    assert paper_waiting(bench.store, one) is None
    bench.on("2016-03-04")
    kind = next(paper for paper in FEATURE.papers if paper.code == "blacklist_notice")
    with bench.store.write() as connection:
        from app.masterdata.organ import Organ, write_organ

        write_organ(
            connection,
            Organ(
                "清泉街道安监办",
                superior="区安委办",
                address="清泉路1号",
                postcode="250100",
                contact="王某",
                telephone="0531",
                defence_days=5,
            ),
        )
    issuing.issue(bench.store, FEATURE, kind, [one])
    assert bench.case(one)["state"] == words.TO_SERVE
    assert bench.case(one)["notice_number"]
    return one


def test_the_receipt_of_the_notice_opens_the_defence(bench: Bench) -> None:
    one = noticed(bench)
    paper = paper_waiting(bench.store, one)
    assert paper is not None
    bench.on("2016-03-07")
    with pytest.raises(Refusal, match="早于文书日期"):
        received(bench.store, paper, Receipt(date(2016, 3, 3)))
    received(bench.store, paper, Receipt(date(2016, 3, 7), recipient="陈某"))
    case = bench.case(one)
    assert (case["state"], case["served_on"], case["defence_until"]) == (
        words.DEFENDING,
        date(2016, 3, 7),
        date(2016, 3, 14),
    )
    with pytest.raises(Refusal, match="已按 2016-03-07 送达计算申辩期限"):
        received(bench.store, paper, Receipt(date(2016, 3, 6)))
    with pytest.raises(Refusal, match="早于告知书的日期 2016-03-04"):
        blacklist_notice.correct(bench.store, one, {"served_on": date(2016, 3, 3)}, "回执上是3日")


def told_of(bench: Bench, case: int) -> tuple[date | None, date | None, str]:
    """The day in the case, the one on its newest notice, and who signed for it."""
    with bench.store.read() as connection:
        paper = issued.papers(connection, "blacklist", case)[-1]
        receipt = issued.receipt(connection, paper.id)
    return bench.case(case)["served_on"], paper.served_on, receipt.recipient if receipt else ""


def test_one_day_of_service_wherever_it_is_changed(bench: Bench, tmp_path: Path) -> None:
    one = noticed(bench)
    paper = paper_waiting(bench.store, one)
    assert paper is not None
    bench.on("2016-03-07")
    received(bench.store, paper, Receipt(date(2016, 3, 7), recipient="陈某"))
    bench.on("2016-03-11")

    def holds(day: date) -> None:
        assert told_of(bench, one) == (day, day, "陈某")

    holds(date(2016, 3, 7))
    blacklist_notice.correct(bench.store, one, {"served_on": date(2016, 3, 8)}, "回执上是8日")
    holds(date(2016, 3, 8))
    assert bench.case(one)["defence_until"] == date(2016, 3, 15), "counted anew"
    change = edit.update(bench.store, FEATURE, one, {"served_on": date(2016, 3, 9)})  # the form
    holds(date(2016, 3, 9))
    assert any("申辩到 2016-03-16 为止" in said for said in service.cautions(bench.store, one, "lapse", {}))
    undo.undo(bench.store, bench.store.catalogue, change.operation)
    holds(date(2016, 3, 8))
    edit.update_many(bench.store, FEATURE, [one], {"served_on": date(2016, 3, 10)})
    holds(date(2016, 3, 10))
    cells.set_cell(bench.store, FEATURE, one, "served_on", {"served_on": date(2016, 3, 11)})
    holds(date(2016, 3, 11))
    path = tmp_path / "更新.csv"
    number = bench.case(one)["number"]
    path.write_text(f"编号,单位名称,送达日期\n{number},{FIRM},2016-03-09\n", encoding="utf-8")
    apply_plan(bench.store, plan_import(bench.store, FEATURE, Request(path)))
    holds(date(2016, 3, 9))


def test_a_kind_that_leaves_the_day_to_its_record_is_known_to_the_papers_room(bench: Bench) -> None:
    kinds = {kind.code for one in bench.store.catalogue.values() for kind in one.papers if kind.service}
    assert kinds == set(issued.DAYS_KEPT)


def test_a_service_taken_back_leaves_no_receipt(bench: Bench) -> None:
    one = noticed(bench)
    bench.on("2016-03-07")
    given = {"served_on": date(2016, 3, 7), "defence_until": date(2016, 3, 14)}
    change = service.take(bench.store, [one], "serve", given)
    assert told_of(bench, one) == (date(2016, 3, 7), date(2016, 3, 7), "")
    assert bench.case(one)["state"] == words.DEFENDING
    back = undo.undo(bench.store, bench.store.catalogue, change.operation)
    assert bench.case(one)["state"] == words.TO_SERVE
    assert told_of(bench, one) == (None, None, "")
    undo.redo(bench.store, bench.store.catalogue, back.operation)
    assert told_of(bench, one)[:2] == (date(2016, 3, 7), date(2016, 3, 7))


def test_a_void_notice_sets_the_case_back(bench: Bench) -> None:
    one = noticed(bench)
    first = paper_waiting(bench.store, one)
    assert first is not None
    bench.on("2016-03-07")
    step = received(bench.store, first, Receipt(date(2016, 3, 7)))
    kind = next(paper for paper in FEATURE.papers if paper.code == "blacklist_notice")
    with pytest.raises(Refusal, match="已于 2016年3月7日 送达，不用再发"):
        issuing.issue(bench.store, FEATURE, kind, [one])
    with bench.store.read() as connection:
        (notice,) = issued.papers(connection, "blacklist", one)
    assert voiding.falling(bench.store, notice) == "告知书文号、告知日期、送达日期、申辩截止日期"
    bench.on("2016-03-08")
    change = voiding.void(bench.store, first, "单位名称写错")
    assert change.sentence.endswith("由“申辩期”退回“待告知”")
    case = bench.case(one)
    assert [case[name] for name in ("notice_number", "noticed_on", "served_on", "defence_until")] == [
        None
    ] * 4
    assert not [each for each in case_dues(bench.store) if each.due.name == "defence"]
    for operation in (step.operation, change.operation):
        with pytest.raises(Refusal):
            undo.undo(bench.store, bench.store.catalogue, operation)
    issuing.issue(bench.store, FEATURE, kind, [one])
    second = paper_waiting(bench.store, one)
    assert second not in (None, first)
    assert bench.case(one)["state"] == words.TO_SERVE
    bench.on("2016-03-09")
    received(bench.store, second or 0, Receipt(date(2016, 3, 9)))
    with bench.store.read() as connection:
        served = {paper.id: paper.served_on for paper in issued.papers(connection, "blacklist", one)}
    assert served == {first: date(2016, 3, 7), second: date(2016, 3, 9)}, "the void one keeps its own"


def test_of_two_notices_the_one_that_stands_counts(bench: Bench) -> None:
    one = noticed(bench)
    number = bench.case(one)["notice_number"]
    kind = next(paper for paper in FEATURE.papers if paper.code == "blacklist_notice")
    issuing.issue(bench.store, FEATURE, kind, [one])
    second = paper_waiting(bench.store, one)
    assert bench.case(one)["notice_number"] != number
    voiding.void(bench.store, second or 0, "重复签发")
    assert (bench.case(one)["notice_number"], bench.case(one)["state"]) == (number, words.TO_SERVE)


def test_out_to_a_file_and_back(bench: Bench, tmp_path: Path) -> None:
    bench.published(loss=12)
    out = tmp_path / "blacklist.xlsx"
    export(bench.store, FEATURE, out, EVERYTHING)
    sheet: Any = openpyxl.load_workbook(out).active
    headings = next([cell.value for cell in row] for row in sheet.iter_rows() if row[0].value == "编号")
    assert headings[: len(HEADINGS)] == HEADINGS
    assert headings[len(HEADINGS) :] == ["状态", "待完善", "作废"]
    again = plan_import(bench.store, FEATURE, Request(out)).as_json()
    assert (again["read"], again["same"], again["refused"]) == (1, 1, [])


def test_a_file_of_another_office_is_understood(bench: Bench, tmp_path: Path) -> None:
    book: Any = openpyxl.Workbook()
    book.active.append(
        ["序号", "生产经营单位名称", "纳入理由", "级别", "纳入日期", "管理期限", "到期日期", "处理结果"]
    )
    book.active.append(
        ["1", FIRM, "第三条第（三）项、（五）", "省级", "2016年4月20日", 1, "2017-04-20", None]
    )
    book.active.append(["2", "章某化工厂", "瞒报", "市", "2016.4.20", 1, None, "继续保留"])
    path = tmp_path / "他处.xlsx"
    book.save(path)
    bench.on("2016-05-03")
    apply_plan(bench.store, plan_import(bench.store, FEATURE, Request(path)))
    rows = list(browse.rows(bench.store, FEATURE, browse.ids(bench.store, FEATURE)).values())
    first = next(row for row in rows if row["enterprise_name"] == FIRM)
    assert (first["grounds"], first["rank"], first["state"]) == (
        ("第三条（三）", "第三条（五）"),
        "省",
        words.MANAGED,
    )
    other = next(row for row in rows if row["enterprise_name"] != FIRM)
    assert (other["grounds"], other["ruling"]) == (("第三条（二）",), "保留")
    assert "期满日期（第四条）" in str(other["incomplete_note"])
    assert "保留原因" in str(other["incomplete_note"])


def browse_all(sample: Workspace) -> dict[int, Record]:
    return browse.rows(sample.store, FEATURE, browse.ids(sample.store, FEATURE))


def test_one_case_one_file(sample: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "F.zip"
    number = "HMD-2022-0001"
    write_casefile(sample.store, number, out)
    again = tmp_path / "again.zip"
    write_casefile(sample.store, number, again)
    assert again.read_bytes() == out.read_bytes(), "the same case gives the same file"
    with zipfile.ZipFile(out) as bundle:
        names = bundle.namelist()
        contents = {name: bundle.read(name) for name in names}
    assert names[0] == "案卷.pdf"
    assert [name[3:12] for name in names[1:5]] == [
        "案件登记卡.pdf"[:9],
        "纳入安全生产“黑名",
        "纳入安全生产“黑名",
        "安全生产“黑名单”",
    ]
    assert b"/CreationDate(D:20000101000000" in contents["案卷.pdf"], "no moment of the joining"
    pages = pypdfium2.PdfDocument(contents["案卷.pdf"])
    parts = [pypdfium2.PdfDocument(contents[name]) for name in names[1:-1]]
    assert len(pages) == 1 + sum(len(part) for part in parts)
    first = pages[0].get_textpage().get_text_range()
    assert "卷内目录" in first
    assert number in first
    for line in contents["校验清单.txt"].decode().splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256(contents[name]).hexdigest() == digest
    with sample.store.read() as connection:
        case = next(one for one, row in browse_all(sample).items() if row["number"] == number)
        papers = issued.papers(connection, "blacklist", case)
    for paper, name in zip(papers, names[2:], strict=False):
        assert contents[name] == issued.content(sample.store, paper.id)  # as they went out, to the byte


def test_the_command(sample: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = sample.folder
    sample.store.close()
    sample.lock.release()
    out = tmp_path / "F.zip"
    assert (
        run(parse(["--data", str(folder), "casefile", "blacklist", "HMD-2023-0001", "--out", str(out)])) == 0
    )
    assert out.exists()
    assert run(parse(["--data", str(folder), "casefile", "blacklist", "HMD-1", "--out", str(out)])) == 2
    assert "没有找到编号“HMD-1”" in capsys.readouterr().err


def test_a_batch_without_cases_says_so(bench: Bench) -> None:
    bench.on("2016-04-20")
    with pytest.raises(Refusal, match=r"没有待公布的案件.*第五条（四）"):
        service.publish_batch(bench.store, date(2016, 4, 20))
