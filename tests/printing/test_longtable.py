"""Ledgers on paper."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from app.printing import fonts, preview
from app.printing.longtable import LongTable, PaperColumn, draw_long_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

BOOK = fonts.book(bundled=True)
COLUMNS = (
    PaperColumn("序号", 0.6, "center"),
    PaperColumn("企业名称", 2),
    PaperColumn("隐患描述", 4),
    PaperColumn("资金（万元）", 1, "right"),
)


def rows(count: int) -> list[tuple[str, ...]]:
    return [
        (str(n), f"济南鑫鸿{n}有限公司", "灭火器压力不足，未定期检定；" * (n % 5), "1.25")
        for n in range(1, count + 1)
    ]


def printed(table: LongTable, lines: Sequence[tuple[str, ...]]) -> list[str]:
    out = io.BytesIO()
    draw_long_table(table, lines, out, book=BOOK)
    content = out.getvalue()
    return [preview.page_text(content, page) for page in range(preview.page_count(content))]


def test_every_row_once_with_the_heading_on_every_page() -> None:
    table = LongTable(
        "隐患台账", "筛选：2023年6月", COLUMNS, ("合计", "", "", "125"), ("说明：一", "说明：二")
    )
    pages = printed(table, rows(120))
    assert len(pages) > 2
    whole = "".join("".join(pages).split())
    for number in range(1, 121):
        assert whole.count(f"济南鑫鸿{number}有限公司") == 1
    for number, page in enumerate(pages, start=1):
        assert "企业名称" in page
        assert f"第 {number} 页 共 {len(pages)} 页" in page
    assert pages[0].startswith("隐患台账\n筛选：2023年6月")
    assert all(words in pages[-1] for words in ("合计", "125", "说明：一", "说明：二"))


def test_no_row_is_split_over_pages() -> None:
    lines = [(str(n), f"公司{n}", "\n".join(f"甲{n}之{part}" for part in range(7)), "") for n in range(1, 40)]
    for page in printed(LongTable("表", "", COLUMNS), lines):
        for number in range(1, 40):
            assert page.count(f"甲{number}之") in {0, 7}


def test_a_row_taller_than_a_page_goes_on() -> None:
    text = "\n".join(f"第{n}句" for n in range(200))
    pages = printed(
        LongTable("表", "", COLUMNS), [("1", "甲", "短", ""), ("2", "乙", text, ""), ("3", "丙", "短", "")]
    )
    whole = "".join(pages)
    assert all(whole.count(f"第{n}句") == 1 for n in range(200))
    assert whole.index("乙") < whole.index("第199句") < whole.index("丙")


def test_marks_and_rare_characters_are_drawn_and_the_undrawable_named() -> None:
    out = io.BytesIO()
    table = LongTable("表", "", COLUMNS)
    paper = draw_long_table(table, [("1", "王𬍛“甲”·乙", "一——二……①㎡☐\u200b", "")], out, book=BOOK)
    assert paper.missing == ("☐",)
    text = preview.page_text(out.getvalue(), 0)
    assert "王𬍛“甲”·乙" in text
    assert "一——二……①㎡" in text


def test_an_empty_ledger_still_has_its_heading() -> None:
    (page,) = printed(LongTable("表", "", COLUMNS), [])
    assert "企业名称" in page
    assert "第 1 页 共 1 页" in page


def test_the_same_rows_give_the_same_bytes_streamed_or_not() -> None:
    table = LongTable("表", "", COLUMNS, page="A3 landscape")
    one, other = io.BytesIO(), io.BytesIO()
    draw_long_table(table, rows(50), one, book=BOOK)
    draw_long_table(table, iter(rows(50)), other, book=BOOK)
    assert one.getvalue() == other.getvalue()
    width, height = preview.page_size(one.getvalue(), 0)
    assert (round(width), round(height)) == (1191, 842)


def test_progress_is_told_and_cancelling_leaves_no_file(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, expected: int) -> None:
        told.append((done, expected))
        if done >= 400:
            raise InterruptedError

    out = tmp_path / "台账.pdf"
    out.write_bytes(b"older")
    with pytest.raises(InterruptedError):
        draw_long_table(
            LongTable("表", "", COLUMNS), rows(1000), out, book=BOOK, progress=progress, expected=1000
        )
    assert told == [(0, 1000), (200, 1000), (400, 1000)]
    assert out.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [out]


def test_a_row_with_a_column_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        printed(LongTable("表", "", COLUMNS), [("1", "甲")])
