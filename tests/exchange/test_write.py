"""Tables written: what is in the file is what was handed over."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from app.exchange.cells import LONGEST, UnwritableError, column_letters, lines
from app.exchange.write import WriteColumn, write_table_csv, write_table_xlsx
from app.kernel.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

COLUMNS = (
    WriteColumn("企业名称", width=24, note="写营业执照上的全称"),
    WriteColumn("发现日期", "day"),
    WriteColumn("人数", "int"),
    WriteColumn("资金（万元）", "money"),
    WriteColumn("已上报", "yesno"),
    WriteColumn("等级", choices=("一般", "重大")),
    WriteColumn("社区", choices=tuple(f"第{n}社区" for n in range(100))),
)
ROWS: tuple[tuple[object, ...], ...] = (
    ("=1+1", date(2023, 6, 1), 3, Decimal("2.50"), True, "重大", "第1社区"),
    ("A<B>&\n“二行”", None, "约3", 1.5, False, None, ""),
    ("_x0041_", "6月", 12345678901234567890, float("nan"), None, "其他", "𬍛"),
    (" 前后空格 ", datetime(2023, 6, 1, 8, 30), True, -1, "待核", "", ""),
)


def written(columns: Sequence[WriteColumn] = COLUMNS, rows: Sequence[Sequence[object]] = ROWS) -> io.BytesIO:
    out = io.BytesIO()
    assert write_table_xlsx(out, "隐患/台账", columns, rows) == len(rows)
    out.seek(0)
    return out


def test_what_is_written_is_read_back() -> None:
    sheet = CalamineWorkbook.from_filelike(written()).get_sheet_by_index(0)
    assert sheet.name == "隐患_台账"
    assert sheet.to_python() == [
        [column.heading for column in COLUMNS],
        ["=1+1", date(2023, 6, 1), 3, 2.5, "是", "重大", "第1社区"],
        ["A<B>&\n“二行”", "", "约3", 1.5, "否", "", ""],
        ["_x0041_", "6月", "12345678901234567890", "nan", "", "其他", "𬍛"],
        [" 前后空格 ", date(2023, 6, 1), "是", -1, "待核", "", ""],
    ]


def test_excels_helpers_are_set() -> None:
    workbook: Any = openpyxl.load_workbook(written())
    sheet = workbook.worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.dimensions) == ("A2", "A1:G5", "A1:G5")
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert [sheet.cell(2, column).number_format for column in range(1, 5)] == ["@", "yyyy-mm-dd", "0", "0.00"]
    assert sheet["A2"].data_type == "s"
    assert sheet["A1"].comment.text == "写营业执照上的全称"
    rules = {str(rule.sqref)[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules == {"E": '"是,否"', "F": '"一般,重大"', "G": "选项!$G$2:$G$101"}
    assert workbook["选项"].sheet_state == "hidden"
    assert workbook["选项"]["G101"].value == "第99社区"
    assert [sheet.row_dimensions[row].height for row in (2, 3)] == [None, 28.5]


def test_a_table_without_rows_has_its_heading() -> None:
    assert (
        CalamineWorkbook.from_filelike(written(rows=())).get_sheet_by_index(0).to_python()[0][0] == "企业名称"
    )


def test_too_long_a_text_is_refused_by_row_and_column_and_nothing_is_left(tmp_path: Path) -> None:
    rows = (("短",), ("长" * (LONGEST + 1),))
    with pytest.raises(UnwritableError, match="第3行“描述”有32768个字") as caught:
        write_table_xlsx(tmp_path / "表.xlsx", "表", (WriteColumn("描述"),), rows)
    assert isinstance(caught.value, Refusal)
    assert isinstance(caught.value, ValueError)
    assert list(tmp_path.iterdir()) == []
    write_table_xlsx(tmp_path / "表.xlsx", "表", (WriteColumn("描述"),), (("长" * LONGEST,),))


def test_cancelling_leaves_no_file(tmp_path: Path) -> None:
    def stop(done: int) -> None:
        raise InterruptedError(done)

    with pytest.raises(InterruptedError):
        write_table_xlsx(
            tmp_path / "表.xlsx", "表", (WriteColumn("甲"),), (("一",) for _ in range(2000)), progress=stop
        )
    assert list(tmp_path.iterdir()) == []


def test_the_same_table_gives_the_same_bytes() -> None:
    assert written().getvalue() == written().getvalue()
    with zipfile.ZipFile(written()) as package:
        assert package.testzip() is None
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_csv_is_read_as_chinese_and_runs_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    rows: list[tuple[object, ...]] = [
        ("=cmd|' /C calc'!A0", -5, date(2023, 6, 1)),
        ("-1.5", "@x", Decimal("2.50")),
    ]
    assert write_table_csv(path, ("名称", "数", "日期"), rows) == 2
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert path.read_text("utf-8-sig").splitlines() == [
        "名称,数,日期", "'=cmd|' /C calc'!A0,-5,2023-06-01", "-1.5,'@x,2.50",
    ]  # fmt: skip
    write_table_csv(path, ("名称",), [("=1",)], exact=True)
    assert path.read_text("utf-8-sig") == "名称\n=1\n"


def test_columns_are_lettered_as_excel_does() -> None:
    assert [column_letters(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_the_lines_of_a_cell_are_estimated() -> None:
    assert lines("安全", 10) == 1
    assert lines("安全生产隐患排查治理", 11) == 2
    assert lines("一\n二\n三", 20) == 3
