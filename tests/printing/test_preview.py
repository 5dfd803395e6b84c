"""Pages as pictures."""

from __future__ import annotations

import io

from app.printing import fonts, preview
from app.printing.pen import PAGES, open_pen


def two_pages() -> bytes:
    out = io.BytesIO()
    with open_pen(out, PAGES["A4 portrait"], "两页", fonts.book(bundled=True)) as pen:
        pen.fill(0, 0, 100, 100, 0)
        pen.text(300, 400, "第一页", "hei", 20, align="center")
        pen.end_page()
        pen.text(300, 400, "第二页", "hei", 20)
        pen.end_page()
        pen.text(10, 10, "补记", "kai", 9)
        pen.add_to_page(1)
    return out.getvalue()


def test_a_page_is_drawn_in_rows_from_the_top() -> None:
    picture = preview.page_picture(two_pages(), 0, 72)
    assert len(picture.bgrx) == 4 * picture.width * picture.height
    assert (picture.width, picture.height) in {(595, 842), (596, 842)}
    assert picture.bgrx[:3] == b"\xff\xff\xff"
    lower_left = 4 * (picture.width * (picture.height - 5) + 5)
    assert picture.bgrx[lower_left : lower_left + 3] == b"\0\0\0"


def test_pages_are_counted_and_read() -> None:
    pdf = two_pages()
    assert preview.page_count(pdf) == 2
    assert "第一页" in preview.page_text(pdf, 0)
    assert "补记" in preview.page_text(pdf, 0)
    assert preview.page_text(pdf, 1).strip() == "第二页"
