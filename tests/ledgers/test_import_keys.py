"""Which record a row means: reading twice changes nothing, and no record is taken twice."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from app.bootstrap import Workspace
from app.ledgers.import_plan import Request
from app.ledgers.importing import plan_import
from tests.ledgers.reading import FIRMS, HEADINGS, csv, figures, read
from tests.ledgers.seeing import found, only


def test_a_later_row_with_the_same_key_is_a_proposal(three: Workspace, tmp_path: Path) -> None:
    row = ["甲某机械", "自查", "2023-06-01", "无 门", "一般"]
    file = csv(tmp_path / "隐患.csv", HEADINGS, row, ["甲某机械", "检查", "2023.6.1", "无门", "重大"])
    plan = read(three, "hazards", file)
    assert figures(plan)[:2] == (2, 1)
    assert (plan.skipped[0].row, "第2行" in plan.skipped[0].reason) == (3, True)
    assert only(three, "hazards")["level"] == "一般"


def test_one_record_is_never_taken_by_two_rows(three: Workspace, tmp_path: Path) -> None:
    row = ["甲某机械", "自查", "2023-06-01", "无门", "一般"]
    read(three, "hazards", csv(tmp_path / "一.csv", HEADINGS, row))
    number = only(three, "hazards")["number"]
    file = csv(tmp_path / "二.csv", ["隐患编号", *HEADINGS], ["", *row[:-1], "重大"], [number, *row])
    plan = read(three, "hazards", file)
    assert figures(plan) == (2, 0, 1, 0, 0, 0, 1)
    assert only(three, "hazards")["level"] == "重大"


def test_numbers_of_a_file_are_kept_and_never_given_again(three: Workspace, tmp_path: Path) -> None:
    rows = [
        ["", "甲某机械", "2023-06-01", "一"],
        ["YH-2023-0001", "甲某机械", "2023-06-01", "二"],
        ["乙-7", "甲某机械", "2023-06-01", "三"],
    ]
    read(
        three, "hazards", csv(tmp_path / "隐患.csv", ["隐患编号", "单位名称", "发现日期", "隐患描述"], *rows)
    )
    numbers = [row["number"] for row in found(three, "hazards")]
    assert numbers == ["YH-2023-0002", "YH-2023-0001", "乙-7"]


def test_firms_that_repeat_by_code_or_name(office: Workspace, tmp_path: Path) -> None:
    code = "91370112MA3WM5B3HX"
    from app.masterdata.uscc import check_code

    code = next(
        one
        for one in (f"{code[:-1]}{end}" for end in "0123456789ABCDEFGHJKLMNPQRTUWXY")
        if not check_code(one)
    )
    spread = f"{code[:8]} {code[8:]}".translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"})
    file = csv(
        tmp_path / "企业.csv",
        ["企业名称", "信用代码", "地址"],
        ["济南甲某有限公司", code, "某路1号"],
        ["济南换名某有限公司", spread, ""],
        ["济南乙某有限公司", "", "某路2号"],
        ["济南乙某有限公司", "", "某路2号"],
    )
    plan = read(office, "enterprises", file)
    assert figures(plan)[:2] == (4, 2)
    assert [one.row for one in plan.skipped] == [3, 5]
    assert figures(read(office, "enterprises", file))[:4] == (4, 0, 0, 2)


def test_short_and_full_name_in_one_file(office: Workspace, tmp_path: Path) -> None:
    rows = [
        ["济南甲某机械", "自查", "2023-06-01", "一", "一般"],
        [FIRMS[0], "自查", "2023-06-01", "二", "一般"],
    ]
    read(office, "hazards", csv(tmp_path / "隐患.csv", HEADINGS, *rows))
    assert [row["name"] for row in found(office, "enterprises")] == [FIRMS[0]]
    assert {row["enterprise_name"] for row in found(office, "hazards")} == {FIRMS[0]}


def test_inspections_alike_stay_two(office: Workspace, tmp_path: Path) -> None:
    """47 visits of which two differ only in the findings stay 47, and 47 again."""
    head = ["被检查单位", "检查时间", "检查人", "未带队检查", "教育培训走过场"]
    rows = [[f"第{n}某商店", "2023-06-01", "李某、王某", "√", ""] for n in range(45)]
    rows += [["某某饭店", "2023-06-02", "李某", "√", "否"], ["某某饭店", "2023-06-02", "李某", "", "有"]]
    file = csv(tmp_path / "抽查.csv", head, *rows)
    plan = plan_import(office.store, office.feature("inspections"), Request(file))
    assert plan.questions == ("kind",), "what the whole file lacks is asked once"
    plan = read(office, "inspections", file, values={"kind": "抽查"})
    assert figures(plan)[:5] == (47, 47, 0, 0, 0)
    assert figures(read(office, "inspections", file, values={"kind": "抽查"}))[:4] == (47, 0, 0, 47)
    last = found(office, "inspections")[-2:]
    assert [(row["not_led"], row["training_formality"]) for row in last] == [(True, False), (None, True)]


def test_the_same_row_on_two_sheets_says_on_which(three: Workspace, tmp_path: Path) -> None:
    row = ["甲某机械", "自查", "2023-06-01", "无门", "一般"]
    book = openpyxl.Workbook()
    for title in ("六月", "七月"):
        sheet = book.create_sheet(title)
        sheet.append(HEADINGS)
        sheet.append(row)
    book.remove(book.worksheets[0])
    book.create_sheet("旧").append(HEADINGS)
    book["旧"].append(["某", "自查", "2022-06-01", "藏", "一般"])
    book["旧"].sheet_state = "hidden"
    book.save(tmp_path / "两张.xlsx")
    plan = read(three, "hazards", tmp_path / "两张.xlsx")
    assert figures(plan)[:2] == (2, 1)
    assert (plan.skipped[0].sheet, plan.skipped[0].row) == ("七月", 2)
    assert "“六月”第2行" in plan.skipped[0].reason
    assert plan.left_out == [("旧", "隐藏的工作表")]
