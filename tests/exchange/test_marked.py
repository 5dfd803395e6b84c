"""Refused rows given back."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.styles import Font

from app.exchange.cells import LONGEST, UnwritableError
from app.exchange.marked import YELLOW, Mark, mark_workbook, write_marked_workbook

if TYPE_CHECKING:
    from pathlib import Path

ROWS: list[list[object]] = [
    ["企业", "日期", "数"],
    ["甲", date(2023, 6, 1), 3],
    ["=乙", "6月31日", "约3"],
    ["丙"],
]
MARKS = [
    Mark("台账", 3, 2, "6月没有31日"),
    Mark("台账", 3, 2, "请写成2023-06-30"),
    Mark("台账", 4, None, "缺少日期"),
    Mark("台账", 4, 3, "缺少数"),
    Mark("别的", 1, None, "不在这张表"),
]


def yellow(sheet: Any) -> set[str]:
    return {
        cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == f"FF{YELLOW}"
    }


def test_rows_of_any_source_come_back_marked() -> None:
    out = io.BytesIO()
    write_marked_workbook(out, [("台账", ROWS), ("空/表", [])], MARKS)
    workbook: Any = openpyxl.load_workbook(out)
    sheet = workbook["台账"]
    assert workbook.sheetnames == ["台账", "空_表"]
    assert [sheet["A3"].value, sheet["A3"].data_type, sheet["B2"].value] == ["=乙", "s", datetime(2023, 6, 1)]
    assert yellow(sheet) == {"B3", "A4", "B4", "C4"}
    assert sheet["B3"].comment.text == "6月没有31日\n请写成2023-06-30"
    assert sheet["A4"].comment.text == "缺少日期"
    assert sheet["C4"].comment.text == "缺少数"
    with pytest.raises(UnwritableError, match="第1行第1列"):
        write_marked_workbook(io.BytesIO(), [("台账", [["长" * (LONGEST + 1)]])], [])


def test_an_original_keeps_its_formats_and_is_not_touched(tmp_path: Path) -> None:
    original, out = tmp_path / "来.xlsx", tmp_path / "退.xlsx"
    workbook: Any = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "台账"
    for row in ROWS:
        sheet.append(row)
    sheet["A1"].font = Font(name="黑体", size=16)
    sheet.merge_cells("A3:B3")
    sheet.row_dimensions[2].height = 40
    workbook.save(original)
    before = original.read_bytes()
    mark_workbook(original, out, MARKS)
    assert original.read_bytes() == before
    marked: Any = openpyxl.load_workbook(out)["台账"]
    assert (marked["A1"].font.name, marked.row_dimensions[2].height) == ("黑体", 40)
    assert [str(one) for one in marked.merged_cells.ranges] == ["A3:B3"]
    assert yellow(marked) == {"A3", "A4", "B4", "C4"}  # what is merged is marked at its first cell
    assert marked["A3"].comment.text == "6月没有31日\n请写成2023-06-30"
