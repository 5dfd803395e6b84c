"""Files as they arrive: what a careful reader makes of each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.bootstrap import Workspace
from app.kernel.errors import Refusal
from app.ledgers import edit
from app.ledgers.import_plan import Request
from app.ledgers.import_records import imports, return_refused
from app.ledgers.importing import plan_import
from app.ledgers.undo import undo
from app.masterdata import dictionaries
from tests.exchange.making import xlsx
from tests.ledgers.reading import FIRMS, HEADINGS, csv, figures, read
from tests.ledgers.seeing import everything, found, only


def test_hazards_in_the_disorder_of_the_field(three: Workspace, june: Path) -> None:
    plan = read(three, "hazards", june)
    assert figures(plan) == (3, 3, 0, 0, 1, 0, 0)
    first, second, third = found(three, "hazards")
    assert first["enterprise_name"] == FIRMS[0]
    assert first["found_on"] == date(2023, 6, 1)
    assert first["category"] == ("火灾", "其他爆炸")
    assert first["fund"] == Decimal("1.2")
    assert (first["due_on"], first["treatment"]) == (date(2023, 6, 1), "立查立改")
    assert (first["owner"], first["remark"]) == ("李某", None)
    assert (first["rectified_on"], first["recheck_on"]) == (date(2023, 6, 3), date(2023, 6, 5))
    assert (first["recheck_result"], first["closed_on"], first["status"]) == ("合格", None, "待复查")
    assert (second["enterprise_id"], second["level"], second["status"]) == (None, "重大", "整改中")
    assert (second["category"], second["owner"], second["fund"]) == ((), None, Decimal("0.5"))
    assert FIRMS[1] in second["incomplete_note"]
    assert FIRMS[2] in second["incomplete_note"]
    assert third["found_on"] == date(2023, 6, 3), "the year stands in the line above"
    assert (third["source"], third["level"], third["fund"]) == ("部门检查", "重大", Decimal("0.5"))
    assert only(three, "enterprises", name="新来某商店")["incomplete"] is True
    assert figures(read(three, "hazards", june)) == (3, 0, 0, 3, 1, 0, 0)
    assert len(found(three, "hazards")) == 3


def test_a_day_without_any_year_is_asked_for(three: Workspace, tmp_path: Path) -> None:
    file = csv(tmp_path / "隐患.csv", HEADINGS, ["甲某机械", "自查", "6月3日", "无门", "一般"])
    plan = plan_import(three.store, three.feature("hazards"), Request(file))
    assert plan.year_missing
    assert (plan.refused[0].column, plan.refused[0].value) == ("发现日期", "6月3日")
    assert plan_import(three.store, three.feature("hazards"), Request(file, year=2023)).refused == []


def test_the_next_months_file_brings_only_what_is_new(three: Workspace, tmp_path: Path) -> None:
    """The file of July repeats June's hazards, now rectified: never counted twice."""
    june = [["甲某机械", "自查", "2023-06-01", f"问题{n}", "一般"] for n in range(6)]
    july = [["甲某机械", "自查", "2023-07-01", f"问题{n}", "一般"] for n in range(4)]
    read(three, "hazards", csv(tmp_path / "六月.csv", HEADINGS, *june))
    done = [[*row, "2023-07-09"] for row in june[:5]]
    file = csv(
        tmp_path / "七月.csv",
        [*HEADINGS, "整改完成日期"],
        *done,
        [*june[5], "/"],
        *([*row, ""] for row in july),
    )
    plan = read(three, "hazards", file)
    assert figures(plan)[:4] == (10, 4, 5, 1)
    assert len(found(three, "hazards")) == 10
    assert sum(row["status"] == "待复查" for row in found(three, "hazards")) == 5


def test_blanks_never_erase_and_what_is_filled_replaces(three: Workspace, tmp_path: Path) -> None:
    head = [*HEADINGS, "整改责任人", "整改措施", "备注"]
    row = ["甲某机械", "自查", "2023-06-01", "无门", "一般"]
    read(three, "hazards", csv(tmp_path / "一.csv", head, [*row, "李某", "更换", "旧"]))
    plan = read(three, "hazards", csv(tmp_path / "二.csv", head, [*row, "", "/", "新"]))
    assert figures(plan)[:4] == (1, 0, 1, 0)
    hazard = only(three, "hazards")
    assert (hazard["owner"], hazard["measures"], hazard["remark"]) == ("李某", "更换", "新")
    for blank in ("—", "无", "", "/"):
        assert (
            figures(read(three, "hazards", csv(tmp_path / "三.csv", head, [*row, blank, blank, blank])))[3]
            == 1
        )


def test_cells_are_refused_while_their_row_is_taken(three: Workspace, tmp_path: Path) -> None:
    file = csv(
        tmp_path / "企业.csv",
        ["企业名称", "信用代码", "社区", "职工人数", "风险级别", "联系电话"],
        ["济南丁某有限公司", "91370112MA3WM5B3H2", "新社区", "十几人", "红", "13800000000（已换）"],
        ["", "", "", "许多", "", ""],
        ["FIRM".lower(), "", "", 12, "紫", ""],
    )
    plan = read(three, "enterprises", file)
    assert figures(plan)[:2] == (3, 2)
    assert [(one.row, one.column) for one in plan.refused] == [
        (2, "信用代码"), (2, "职工人数"), (3, "职工人数"), (3, ""), (4, "风险级别")]  # fmt: skip
    firm = only(three, "enterprises", name="济南丁某有限公司")
    assert (firm["code"], firm["headcount"], firm["risk"], firm["community"]) == (
        None,
        None,
        "重大",
        "新社区",
    )
    assert "统一社会信用代码" in firm["incomplete_note"]
    with three.store.read() as connection:
        assert "新社区" in dictionaries.words(connection, "社区"), "an unknown community is created"


def test_a_row_that_says_nothing_is_refused(three: Workspace, tmp_path: Path) -> None:
    file = csv(
        tmp_path / "隐患.csv",
        [*HEADINGS, "复查结论"],
        ["", "", "", "", "", "未复查"],
        ["甲某机械", "", "", "堵", "", ""],
    )
    plan = read(three, "hazards", file)
    assert figures(plan)[:2] == (2, 1)
    assert "整行没有" in plan.refused[0].reason


def test_set_fills_blanks_only(three: Workspace, tmp_path: Path) -> None:
    head = ["单位名称", "发现日期", "隐患描述", "隐患等级"]
    file = csv(
        tmp_path / "隐患.csv",
        head,
        ["甲某机械", "2023-06-01", "一", "重大"],
        ["甲某机械", "2023-06-01", "二", ""],
    )
    read(three, "hazards", file, values={"level": "一般", "source": "企业自查"})
    assert [(row["level"], row["source"]) for row in found(three, "hazards")] == [
        ("重大", "企业自查"),
        ("一般", "企业自查"),
    ]


def test_a_mapping_is_used_and_remembered(three: Workspace, tmp_path: Path) -> None:
    head = ["单位名称", "发现日期", "隐患描述", "怪名"]
    file = csv(tmp_path / "隐患.csv", head, ["甲某机械", "2023-06-01", "一", "加装漏保"])
    read(three, "hazards", file)
    assert only(three, "hazards")["measures"] is None
    read(three, "hazards", file, mapping={"怪名": "measures"})
    assert only(three, "hazards")["measures"] == "加装漏保"
    again = csv(tmp_path / "七月.csv", head, ["甲某机械", "2023-07-01", "二", "更换"])
    read(three, "hazards", again)
    assert only(three, "hazards", description="二")["measures"] == "更换"
    with pytest.raises(Refusal, match="没有名为“怪明”的表头"):
        read(three, "hazards", again, mapping={"怪明": "measures"})


def test_several_short_names_of_a_visit(three: Workspace, tmp_path: Path) -> None:
    file = csv(
        tmp_path / "帮扶.csv",
        ["日期", "对象类别", "单位名称"],
        ["2023-06-01", "重点企业", "甲某机械、永辉超市、新某商店"],
    )
    plan = read(three, "assistance", file)
    assert figures(plan)[:5] == (1, 1, 0, 0, 1)
    visit = only(three, "assistance")
    assert visit["enterprise_names"] == (FIRMS[0], "永辉超市", "新某商店")
    assert FIRMS[1] in visit["incomplete_note"]
    firms = {row["name"]: row["id"] for row in found(three, "enterprises")}
    assert [link[-1] for link in everything(three)["firm_links"]] == [
        firms[FIRMS[0]],
        None,
        firms["新某商店"],
    ]


def test_a_file_of_gb18030_with_a_break_in_a_cell(office: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "重大隐患台账.csv"
    text = '隐患单位,登记日期,隐患内容,是否重大隐患,应急预案\r\n某化工厂,2023/6/9,"储罐无围堰，\n无液位报警",是,—\r\n'
    path.write_bytes(text.encode("gb18030"))
    plan = read(office, "hazards", path)
    assert figures(plan)[:5] == (1, 1, 0, 0, 1)
    hazard = only(office, "hazards")
    assert (hazard["description"], hazard["level"]) == ("储罐无围堰，\n无液位报警", "重大")
    assert (hazard["plan"], hazard["source"]) == (None, None)
    assert "隐患来源" in hazard["incomplete_note"]


def test_an_import_is_on_record_and_can_be_taken_back(three: Workspace, june: Path) -> None:
    read(three, "hazards", june)
    changed = openpyxl.load_workbook(june)
    changed.active["J5"] = "赵某"  # type: ignore[index]
    changed.active.append([9, "另一某公司", "2023-06-09", "自查", "新", "一般"])  # type: ignore[union-attr]
    second = june.with_name("六月改.xlsx")
    changed.active.delete_rows(10)  # type: ignore[union-attr]
    changed.save(second)
    before = everything(three)
    plan = read(three, "hazards", second)
    assert figures(plan)[:4] == (4, 1, 1, 2)
    newest = imports(three.store)[0]
    assert (newest.file_name, newest.sha256, newest.report["new"]) == ("六月改.xlsx", plan.sha256, 1)
    assert len(newest.sha256) == 64
    undo(three.store, three.catalogue, newest.operation)
    assert everything(three) == before
    assert imports(three.store)[0].undone


def test_an_import_whose_records_were_changed_stays(three: Workspace, june: Path) -> None:
    read(three, "hazards", june)
    operation = imports(three.store)[0].operation
    edit.update(three.store, three.feature("hazards"), 1, {"owner": "孙某"})
    with pytest.raises(Refusal, match="又被修改过"):
        undo(three.store, three.catalogue, operation)
    assert len(found(three, "hazards")) == 3


def test_refused_rows_go_back_yellow_with_the_reason(three: Workspace, tmp_path: Path) -> None:
    row = ["甲某机械", "自查", "2023-06-31", "无门", "一般"]
    good = ["甲某机械", "自查", "2023-06-01", "堵塞", "一般"]
    for path in (
        xlsx(tmp_path / "隐患.xlsx", [HEADINGS, row, good, good]),
        csv(tmp_path / "隐患.csv", HEADINGS, row, good, good),
    ):
        plan = plan_import(three.store, three.feature("hazards"), Request(path))
        sheet: Any = openpyxl.load_workbook(return_refused(plan, tmp_path / "退回.xlsx")).active
        assert sheet["C2"].fill.fgColor.rgb == "FFFFF200"
        assert "不是有效日期" in sheet["C2"].comment.text
        assert sheet["B2"].fill.fill_type is None
        assert "第3行" in sheet["A4"].comment.text
        assert sheet["E4"].fill.fgColor.rgb == "FFFFF200"
        assert [cell.value for cell in sheet[2]] == row
