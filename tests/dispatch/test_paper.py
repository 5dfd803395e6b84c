"""The sheet is as the annex: one page, seventeen rows, nothing too small, the same words in the workbook."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from app.dispatch.figures import Figures
from app.dispatch.paper import draw_pdf, draw_xlsx, grid_of
from app.dispatch.scope import OFFICE, community
from app.kernel.indicators import Amount, Table
from app.masterdata.settings import Office
from app.printing import fonts
from app.printing.preview import page_count, page_text

OFFICE_OF_STREET = Office(
    name="全福街道办事处", reporter="龚挈珎", reviewer="王犇", telephone="0531-88888888"
)


def filled(table: Table, scope: Any = OFFICE, large: int = 1) -> Figures:
    values: dict[str, tuple[Amount, ...]] = {}
    for number, (code, one) in enumerate(table.indicators.items()):
        amounts: list[Amount] = [
            Decimal("2.55") * large if measure.is_money else (number + 1) * large for measure in one.measures
        ]
        values[code] = tuple(amounts) if code != "D6" else (True,)
    return Figures(table, date(2023, 6, 30), scope, values)


@pytest.fixture(autouse=True)
def _bundled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(fonts.SWITCH, "bundled")


@pytest.mark.parametrize("large", [1, 99999])
def test_one_page_with_everything_on_it(table: Table, large: int) -> None:
    out = BytesIO()
    paper = draw_pdf(out, filled(table, large=large), OFFICE_OF_STREET)
    pdf = out.getvalue()
    assert (page_count(pdf), paper.missing) == (1, ())
    assert paper.smallest >= 9
    text = "".join(page_text(pdf, 0).split())
    assert "时间：2023年6月30日" in text
    for one in table.indicators.values():
        assert one.plain_label in text
    for section in table.sections:
        assert section.plain_title in text
    assert "龚挈珎" not in text


def test_the_sheet_has_the_order_of_the_annex(table: Table) -> None:
    grid = grid_of(filled(table), OFFICE_OF_STREET)
    assert (len(grid.row_heights_mm), len(grid.column_widths_mm)) == (17, 7)
    sections = [cell for cell in grid.cells if cell.column == 0]
    assert [(cell.row, cell.row_span) for cell in sections] == [(0, 3), (3, 5), (8, 5), (13, 4)]
    row = {cell.column: cell.text for cell in grid.cells if cell.row == 9}
    assert row == {
        1: "3", 2: "行政处罚（次，万元）", 3: "19，2.55", 4: "4", 5: "企业和企业主要负责人\n“一案双罚”（次）", 6: "20",
    }  # fmt: skip


def test_the_workbook_holds_numbers_as_numbers(table: Table) -> None:
    out = BytesIO()
    draw_xlsx(out, filled(table), OFFICE_OF_STREET)
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    found = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "19，2.55" in found
    assert "是" in found
    assert 20 in found
    assert found[:2] == list(table.title)


def test_a_community_is_named_in_the_line_of_the_office(table: Table) -> None:
    from dataclasses import replace

    shown = replace(table, lines=replace(table.lines, shown=("office",)))
    figures = replace(filled(table, community("洪家楼社区")), table=shown)
    assert grid_of(figures, OFFICE_OF_STREET).left_line == "填报单位：全福街道办事处（洪家楼社区）"


def test_the_same_figures_give_the_same_bytes(table: Table) -> None:
    papers = []
    for _ in range(2):
        pdf, xlsx = BytesIO(), BytesIO()
        draw_pdf(pdf, filled(table), OFFICE_OF_STREET)
        draw_xlsx(xlsx, filled(table), OFFICE_OF_STREET)
        papers.append((pdf.getvalue(), xlsx.getvalue()))
    assert papers[0] == papers[1]
