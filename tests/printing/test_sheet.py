"""The bordered table on paper and in a workbook."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from app.printing import fonts, preview
from app.printing.grid import Cell, Grid, boundaries, owners
from app.printing.layout import SMALLEST, lay_out
from app.printing.pen import MM
from app.printing.sheet_pdf import draw_sheet
from app.printing.sheet_xlsx import write_sheet
from tests.printing.sample_progress import SECTIONS, progress_grid

if TYPE_CHECKING:
    from pathlib import Path

BOOK = fonts.book(bundled=True)


def pdf(grid: Grid) -> bytes:
    out = io.BytesIO()
    draw_sheet(grid, out, "进展情况调度表", BOOK)
    return out.getvalue()


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def progress() -> bytes:
    return pdf(progress_grid(foot=True))


def test_the_progress_table_is_one_page_with_every_label(progress: bytes) -> None:
    assert preview.page_count(progress) == 1
    text = squeezed(preview.page_text(progress, 0))
    for title, labels in SECTIONS:
        assert title in text
        for label in labels:
            assert squeezed(label) in text
    for other in (
        "历城区重大事故隐患专项排查整治",
        "2023行动进展情况调度表",
        "时间：2023年6月30日",
        "0531-88888888",
    ):
        assert other in text


def test_the_progress_table_is_readable_throughout() -> None:
    paper = draw_sheet(progress_grid(), io.BytesIO(), "表", BOOK)
    assert (paper.pages, paper.missing) == (1, ())
    assert paper.smallest >= 10.5


def test_the_same_table_gives_the_same_bytes(progress: bytes) -> None:
    assert pdf(progress_grid(foot=True)) == progress
    assert b"Helvetica" not in progress.replace(b"/BaseFont /Helvetica", b"", 1)


def test_the_document_bears_its_chinese_title(progress: bytes) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(progress)
    assert document.get_metadata_value("Title") == "进展情况调度表"
    document.close()


def test_a_character_above_the_basic_plane_can_be_copied(progress: bytes) -> None:
    grid = replace(progress_grid(), title_lines=("𬍛𬭚测试表",))
    assert "𬍛𬭚测试表" in preview.page_text(pdf(grid), 0)


def test_what_cannot_be_printed_is_reported() -> None:
    grid = replace(progress_grid(), left_line="☐是")
    assert draw_sheet(grid, io.BytesIO(), "表", BOOK).missing == ("☐",)


def test_texts_stay_within_the_frame() -> None:
    """No black beyond the frame's right edge: the telephone once ran past it."""
    grid = replace(progress_grid(foot=True), foot_right="联系电话：0531-88888888转8888")
    picture = preview.page_picture(pdf(grid), 0, 72)
    inner = sum(grid.column_widths_mm) * MM
    left = (
        grid.margins.left * MM + (picture.width - (grid.margins.left + grid.margins.right) * MM - inner) / 2
    )
    columns = [*range(round(left) - 3), *range(round(left + inner) + 4, picture.width)]
    blues = picture.bgrx[::4]
    assert all(
        blues[row * picture.width + column] > 200 for row in range(picture.height) for column in columns
    )
    assert min(blues) < 100


def small(text: str, height: float = 8, rows: int = 1, **more: Any) -> Grid:
    cells = tuple(Cell(row, 0, text) for row in range(rows))
    return Grid(("标题",), (40.0,), (height,) * rows, cells, **more)


def test_a_text_shrinks_then_its_row_grows() -> None:
    layout = lay_out(small("一二三四五六七八九十"), 0, 0, BOOK)
    assert (layout.placed[0].size, len(layout.placed[0].lines)) == (10.5, 1)
    layout = lay_out(small("一二三四五六七八九十" * 4), 0, 0, BOOK)
    assert layout.placed[0].size >= 10.5
    assert layout.row_heights[0] >= layout.placed[0].height > 8 * MM


def test_on_a_full_page_texts_shrink_to_nine_points_at_most() -> None:
    layout = lay_out(small("一二三四五六七八九十" * 3, rows=17), 0, 0, BOOK)
    assert len(layout.pages) == 1
    assert {one.size for one in layout.placed} == {SMALLEST}


def test_rows_give_way_before_a_page_is_begun() -> None:
    layout = lay_out(small("一", height=20, rows=17), 0, 0, BOOK)
    assert len(layout.pages) == 1
    assert sum(layout.row_heights) == pytest.approx((297 - 45) * MM)


def test_a_table_too_long_goes_on_with_its_heading() -> None:
    cells = (Cell(0, 0, "栏目"), *(Cell(row, 0, f"第{row}行" + "一二三四五" * 6) for row in range(1, 40)))
    grid = Grid(("标题",), (30.0,), (10.0,) * 40, cells, heading_rows=1)
    content = pdf(grid)
    assert preview.page_count(content) > 1
    assert all("栏目" in preview.page_text(content, page) for page in range(preview.page_count(content)))
    with pytest.raises(ValueError, match="第1行的内容太长"):
        pdf(small("长" * 5000))


def test_the_forms_own_line_breaks_are_kept_while_they_fit() -> None:
    grid = small("一二三\n四五六", height=12)
    assert lay_out(grid, 0, 0, BOOK).placed[0].lines == ("一二三", "四五六")
    grid = small("一二三四五六七八九十一二三四\n五六", height=12)
    assert lay_out(grid, 0, 0, BOOK).placed[0].lines == ("一二三四五六七八", "九十一二三四五六")


def test_a_cell_beyond_the_table_or_upon_another_is_refused() -> None:
    with pytest.raises(ValueError, match="超出"):
        owners(Grid((), (10.0,), (10.0,), (Cell(0, 0, "", column_span=2),)))
    with pytest.raises(ValueError, match="重叠"):
        owners(Grid((), (10.0,), (10.0,), (Cell(0, 0, ""), Cell(0, 0, ""))))


def test_no_line_crosses_a_merged_cell() -> None:
    across, down = boundaries([[0, 1, 1], [0, 2, 3]])
    assert across == [(1, 1, 3)]
    assert down == [(1, 0, 2), (2, 1, 2)]


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("xlsx") / "调度表.xlsx"
    write_sheet(progress_grid(foot=True), path, "调度表", book=BOOK)
    return path


def test_the_workbook_holds_the_same_table(workbook: Path) -> None:
    sheet: Any = openpyxl.load_workbook(workbook).active
    values = [
        squeezed(str(value))
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if value is not None
    ]
    for _, labels in SECTIONS:
        assert {squeezed(label) for label in labels} <= set(values)
    assert sheet["D4"].value == 0
    assert sheet["G6"].value == 170  # numbers are numbers
    assert sheet["D13"].value == "3次\n2.5万元"


def test_the_workbook_prints_like_the_paper(workbook: Path) -> None:
    sheet: Any = openpyxl.load_workbook(workbook).active
    assert "A4:A6" in {str(one) for one in sheet.merged_cells.ranges}
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert sheet.print_options.horizontalCentered
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_area == "'调度表'!$A$1:$G$21"
    assert (sheet["A1"].font.name, sheet["A1"].font.size) == ("方正小标宋简体", 22)
    assert (sheet["C4"].font.name, sheet["C4"].font.size) == ("仿宋_GB2312", 11)
    edges = (sheet["A4"].border.left.style, sheet["A4"].border.top.style, sheet["B4"].border.left.style)
    assert edges == ("medium", "medium", "thin")
    assert sheet["G20"].border.right.style == sheet["G20"].border.bottom.style == "medium"


def test_the_same_workbook_gives_the_same_bytes(workbook: Path) -> None:
    out = io.BytesIO()
    write_sheet(progress_grid(foot=True), out, "调度表", book=BOOK)
    assert out.getvalue() == workbook.read_bytes()


@pytest.mark.parametrize("write", [write_sheet, draw_sheet])
def test_texts_around_a_narrow_table_take_lines_of_their_own(write: Any) -> None:
    grid = replace(
        small("一", height=12),
        left_line="填报单位（盖章）：全福街道安委会办公室",
        right_line="时间：2023年6月30日",
        foot_left="填表人：甲",
        foot_middle="审核人：乙",
        foot_right="电话：丙",
    )
    out = io.BytesIO()
    assert write(grid, out, "表", book=BOOK).smallest >= SMALLEST
    if write is draw_sheet:
        text = squeezed(preview.page_text(out.getvalue(), 0))
    else:
        sheet: Any = openpyxl.load_workbook(out).active
        text = squeezed("".join(str(cell.value or "") for row in sheet.iter_rows() for cell in row))
    for words in (
        "填报单位（盖章）：全福街道安委会办公室",
        "时间：2023年6月30日",
        "填表人：甲",
        "审核人：乙",
        "电话：丙",
    ):
        assert words in text
