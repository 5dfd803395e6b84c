"""Workbooks that arrive: every format, and what is kept of a sheet."""

from __future__ import annotations

import hashlib
import os
import time
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from app.exchange.read import Sheet, WebPage, read_workbook
from app.exchange.write import write_table_csv
from app.kernel.errors import Cancelled, Refusal
from tests.exchange import making

HEADS = ["单位名称", "发现日期", "资金"]


def only(path: Path, **more: bool) -> Sheet:
    (sheet,) = read_workbook(path, **more).sheets  # type: ignore[arg-type]
    return sheet


def test_cells_of_every_kind(tmp_path: Path) -> None:
    path = making.xlsx(
        tmp_path / "六月.xlsx",
        [
            ["甲", 3, 3.0, 0.5, True],
            [None] * 5,
            [date(2023, 6, 5), datetime(2023, 6, 5, 8, 30), "a\nb", None, 15176778569],
        ],
        merged=["A5:C6"],
    )
    book = read_workbook(path)
    assert (book.size, book.sha256) == (path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())
    (sheet,) = book.sheets
    assert sheet.name == "表一"
    assert sheet.rows == [
        ["甲", 3, 3, 0.5, True],
        [None] * 5,
        [date(2023, 6, 5), datetime(2023, 6, 5, 8, 30), "a\nb", None, 15176778569],
    ]
    assert type(sheet.rows[0][2]) is int
    assert type(sheet.rows[0][4]) is bool
    assert sheet.merged == ((4, 0, 5, 2),)


def test_rows_and_columns_count_from_a1(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["C4"] = "远"
    book.save(tmp_path / "a.xlsx")
    sheet = only(tmp_path / "a.xlsx")
    assert (len(sheet.rows), sheet.cell(3, 2), sheet.cell(9, 9)) == (4, "远", None)


def test_failed_formulas_are_shown_as_such(tmp_path: Path) -> None:
    rows = (
        '<row r="2"><c r="B2" t="inlineStr"><is><t>甲</t></is></c><c r="C2" s="0" t="e"><f>VLOOKUP(A1,B:C,2)</f><v>#N/A</v></c>'
        '<c r="D2"><v>3</v></c></row><row r="3"><c t="e" r="B3"><v>#DIV/0!</v></c><c r="D3"><f>1</f><v>1</v></c></row>'
    )
    sheet = only(making.raw_xlsx(tmp_path / "a.xlsx", rows))
    assert sheet.rows == [[None] * 4, [None, "甲", "#N/A", 3], [None, "#DIV/0!", None, 1]]


def test_a_text_may_begin_like_a_program(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("PK,MZ\nBM,1\n", encoding="ascii")
    assert only(tmp_path / "a.csv").rows == [["PK", "MZ"], ["BM", "1"]]


def test_merged_headings_are_filled(tmp_path: Path) -> None:
    sheet = only(making.xlsx(tmp_path / "a.xlsx", [["甲", None, "乙"], [1, 2, 3]], merged=["A1:B1"]))
    assert [sheet.filled(0, column) for column in range(3)] == ["甲", "甲", "乙"]


def test_hidden_sheets_are_marked_and_charts_left_out(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("藏").sheet_state = "hidden"
    book["藏"]["A1"] = "x"
    book.create_chartsheet("图")
    book.save(tmp_path / "a.xlsx")
    assert [(one.name, one.hidden) for one in read_workbook(tmp_path / "a.xlsx").sheets] == [
        ("Sheet", False),
        ("藏", True),
    ]
    assert [one.name for one in read_workbook(tmp_path / "a.xlsx", sheet="藏").sheets] == ["藏"]
    with pytest.raises(Refusal, match="没有名为“别的”的工作表"):
        read_workbook(tmp_path / "a.xlsx", sheet="别的")


def test_the_old_binary_format_under_any_name(tmp_path: Path) -> None:
    path = tmp_path / "旧.xlsx"
    path.write_bytes(making.old_xls())
    sheet = only(path)
    assert sheet.rows[:3] == [HEADS, ["甲公司", date(2023, 6, 5), 1.5], ["乙公司", "6月6日", 3]]
    assert sheet.merged == ((4, 0, 4, 2),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_separated_values(tmp_path: Path, encoding: str, mark: str) -> None:
    lines = [
        "某社区台账" + mark * 2,
        mark.join(HEADS),
        mark.join(['"甲，\n公司"', "2023/06/06", "1.2"]),
        mark.join(["乙", "—", ""]),
    ]
    path = tmp_path / "台账.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    sheet = only(path)
    assert sheet.name == "台账"
    assert sheet.rows[1:] == [HEADS, ["甲，\n公司", "2023/06/06", "1.2"], ["乙", "—", None]]


PAGE = (
    "<html><head><title>x</title></head><body><table><tr><th rowspan=2>单位名称</th><th colspan='2'>复查</th></tr>"
    "<tr><td>日期</td><td>人<br>员</td></tr><tr><td>济南&nbsp;甲</td><td> 5 </td><td>王</td></tr></table></body></html>"
)


@pytest.mark.parametrize(
    ("head", "encoding"), [("", "gb18030"), ("", "utf-8"), ("<meta charset='gb2312'>", "gb18030")]
)
def test_a_web_page_is_read_only_when_agreed(tmp_path: Path, head: str, encoding: str) -> None:
    path = tmp_path / "导出.xls"
    path.write_bytes(PAGE.replace("<title>", head + "<title>").encode(encoding))
    with pytest.raises(WebPage, match=r"其实是网页.*另存为 xlsx"):
        read_workbook(path)
    sheet = only(path, accept_html=True)
    assert sheet.rows == [["单位名称", "复查", None], [None, "日期", "人\n员"], ["济南 甲", "5", "王"]]
    assert sheet.merged == ((0, 0, 1, 0), (0, 1, 0, 2))


def test_many_rows_come_as_they_are(tmp_path: Path) -> None:
    """Long columns travel packed: nothing may be confused on the way, not even True with 1."""
    rows = [
        [
            number,
            number % 7 or None,
            bool(number % 2),
            number % 2,
            date(2023, 1, 1 + number % 28),
            number % 3 == 0 or 1,
        ]
        for number in range(5000)
    ]
    sheet = only(making.xlsx(tmp_path / "a.xlsx", rows))
    assert sheet.rows == rows
    assert [[type(cell) for cell in row] for row in sheet.rows] == [
        [type(cell) for cell in row] for row in rows
    ]


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = tmp_path / "a.csv"
    path.write_text("甲,乙\n" * 30_000, encoding="utf-8")
    read_workbook(path, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (30_000, 30_000)
    assert len(told) > 3


def test_cancelling_kills_the_child(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("甲,乙\n" * 400_000, encoding="utf-8")
    told: list[int] = []

    def slow(done: int, _expected: int) -> None:
        time.sleep(0.1)
        told.append(done)

    with pytest.raises(Cancelled):
        read_workbook(path, progress=slow, cancelled=lambda: len(told) > 1)
    assert len(told) < 15


def test_the_fault_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"找不到文件“无\.xlsx”"):
        read_workbook(tmp_path / "无.xlsx")
    with pytest.raises(Refusal, match="文件夹"):
        read_workbook(tmp_path)
    with pytest.raises(Refusal, match="留下的临时文件"):
        read_workbook(tmp_path / "~$六月.xlsx")
    (tmp_path / "空.xlsx").touch()
    with pytest.raises(Refusal, match="空文件"):
        read_workbook(tmp_path / "空.xlsx")


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read all"
)
def test_a_locked_file(tmp_path: Path) -> None:
    path = making.xlsx(tmp_path / "a.xlsx", [HEADS])
    path.chmod(0)
    with pytest.raises(Refusal, match="没有权限，或正被 Excel"):
        read_workbook(path)


def test_our_own_csv_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    rows = [["=1+1", "-3", "'引号", "@某人"], ["+86 531", "2", "-", "甲"]]
    write_table_csv(path, ["甲", "乙", "丙", "丁"], rows)
    (sheet,) = read_workbook(path).sheets
    assert sheet.rows[1:] == rows
