"""A filled document as PDF: 公文, 文书 or form, from the one description."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.kernel.documents import Document, Family
from app.printing import casefile, fonts, official, page_grid
from app.printing.chart_pdf import draw_chart
from app.printing.flow import Page, share_out
from app.printing.form_table import draw_part
from app.printing.grid import Paper
from app.printing.pen import BASELINE, MM, PAGES, open_pen
from app.printing.typeset import Type, Typesetter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from app.printing.flow import Strip
    from app.printing.fonts import FontBook
    from app.printing.pen import Pen
    from app.printing.typeset import Piece

    DrawChart = Callable[[Pen, str, float, float, float, float], None]

PAGE_NUMBER = Type("song", 14)
RED = "0.86 0.08 0.08"


@dataclass(frozen=True)
class Laid:
    """A document shared out among pages; ``left`` and ``top`` are the column's corner from the page's upper left."""

    pages: list[Page]
    left: float
    top: float
    column: float
    room: float
    foot: list[Piece]


def lay_document(document: Document, setter: Typesetter) -> Laid:
    """What stands on which page."""
    if document.family is Family.OFFICIAL:
        pages = list(_official_pages(document, setter))
        return Laid(pages, page_grid.LEFT, page_grid.TOP, page_grid.COLUMN, page_grid.ROOM, [])
    how = casefile.measures(document)
    foot = casefile.foot_lines(document, setter)
    room = (297 - how.top - how.bottom) * MM - casefile.foot_height(len(foot))
    found = casefile.set_casefile(document, room, setter)
    pages = share_out(found.items, room, found.bottom)
    return Laid(pages, how.side * MM, how.top * MM, how.column, room, foot)


def _official_pages(document: Document, setter: Typesetter) -> Iterator[Page]:
    """Upright pages and those across, in order."""
    letter = page_grid.is_letter(document)
    for turned, blocks in official.parted(document):
        if turned:
            for page in share_out(casefile.set_turned(blocks, page_grid.COLUMN, setter), page_grid.COLUMN):
                page.turned = True
                yield page
        else:
            found = official.set_official(replace(document, blocks=tuple(blocks)), setter, letter=letter)
            yield from share_out(found.items, page_grid.ROOM, found.bottom, page_grid.LEADING)


def draw_document(
    document: Document, out: Path | BinaryIO, book: FontBook | None = None, chart: DrawChart | None = None
) -> Paper:
    """Print a document. ``chart`` draws a named picture into a box (left, bottom, width, height)."""
    return draw_documents([document], out, book, chart)


def draw_documents(
    documents: Iterable[Document],
    out: Path | BinaryIO,
    book: FontBook | None = None,
    chart: DrawChart | None = None,
    setter: Typesetter | None = None,
) -> Paper:
    """Print documents one after another into one file; each has page numbers of its own, the faces are shared.

    A ``setter`` that was used before remembers the widths it measured.
    """
    book = book or fonts.book()
    setter = setter or Typesetter(book)
    words: set[str] = set()
    smallest = 12.0
    title = ""
    with open_pen(out, PAGES["A4 portrait"], title, book) as pen:
        for document in documents:
            laid = lay_document(document, setter)
            _draw_pages(pen, document, laid, setter, chart)
            words.update(document.all_text())
            smallest = min(smallest, _smallest(laid))
            title = title or document.title
        pen.canvas.setTitle(title)
        pages = pen.pages
    return Paper(pages, book.missing("".join(sorted(words))), book.substitutions(), smallest)


def _draw_pages(
    pen: Pen, document: Document, laid: Laid, setter: Typesetter, chart: DrawChart | None
) -> None:
    size = PAGES["A4 portrait"]
    for number, page in enumerate(laid.pages, start=1):
        if document.draft:
            _draft_mark(pen, size)
        if page.turned:
            pen.literal(f"q 0 1 -1 0 {laid.left:.2f} {size[1] - laid.top - laid.room:.2f} cm")
            _draw_placed(pen, page, (0.0, 0.0, laid.room), chart)
            pen.literal("Q")
        else:
            _draw_placed(pen, page, (laid.left, size[1] - laid.top, laid.column), chart)
        _around(pen, document, laid, setter, number)
        pen.end_page()


def _draw_placed(pen: Pen, page: Page, column: tuple[float, float, float], chart: DrawChart | None) -> None:
    """What stands on a page, within a column (its left edge, its top, its width)."""
    left, upper, width = column
    for placed in page.placed:
        top = upper - placed.top
        if placed.table is not None:
            draw_part(pen, placed.table, left, top)
        elif placed.strip is not None:
            _draw_strip(pen, placed.strip, left, top)
            if placed.strip.chart:
                bottom = top - placed.strip.height
                (chart or draw_chart)(pen, placed.strip.chart, left, bottom, width, placed.strip.height)


def _draw_strip(pen: Pen, strip: Strip, left: float, top: float) -> None:
    top += strip.raised
    for piece in strip.pieces:
        _draw_piece(pen, piece, left, top - strip.height / 2)
    for rule in strip.rules:
        if rule.red:
            pen.literal(f"{RED} RG")
        pen.line(left + rule.x1, top - rule.down, left + rule.x2, top - rule.down, rule.width)
        if rule.red:
            pen.literal("0 G")


def _draw_piece(pen: Pen, piece: Piece, left: float, middle: float) -> None:
    """A line of text whose middle is at a height; closer or wider set by the spacing of characters."""
    kind = piece.kind
    y = middle - BASELINE * kind.size
    apart = kind.spacing + piece.spread
    if piece.red:
        pen.literal(f"{RED} rg")
    if apart:
        pen.literal(f"{apart:.4f} Tc")
    pen.text(left + piece.x, y, piece.text, kind.role, kind.size)
    if apart:
        pen.literal("0 Tc")
    if piece.red:
        pen.literal("0 g")
    for start, end in piece.underlined:
        pen.line(left + start, y - 2.6, left + end, y - 2.6, 0.5)


def _around(pen: Pen, document: Document, laid: Laid, setter: Typesetter, number: int) -> None:
    """Page numbers of 公文, the foot note of 文书, the lower double rule of a letter."""
    height = PAGES["A4 portrait"][1]
    if document.family is not Family.OFFICIAL:
        _foot(pen, laid, setter, number)
        return
    if number == 1 and page_grid.is_letter(document):
        left, right = (laid.left + edge for edge in page_grid.letter_rule())
        pen.literal(f"{RED} RG")
        pen.line(left, 20 * MM + 3, right, 20 * MM + 3, 0.8)
        pen.line(left, 20 * MM, right, 20 * MM, 2.0)
        pen.literal("0 G")
        return
    text = f"— {number} —"
    y = height - laid.top - laid.room - 7 * MM - BASELINE * PAGE_NUMBER.size
    one = page_grid.PITCH
    if number % 2:
        pen.text(laid.left + laid.column - one, y, text, "song", PAGE_NUMBER.size, align="right")
    else:
        pen.text(laid.left + one, y, text, "song", PAGE_NUMBER.size)


def _foot(pen: Pen, laid: Laid, setter: Typesetter, number: int) -> None:
    if not laid.foot:
        return
    height = PAGES["A4 portrait"][1]
    top = height - laid.top - laid.room - 4
    pen.line(laid.left - 4, top, laid.left + laid.column + 4, top, 0.75)
    for at, piece in enumerate(laid.foot):
        _draw_piece(pen, piece, laid.left, top - 10 - at * casefile.FOOT_LEADING)
    count = setter.placed(f"共 {len(laid.pages)} 页 第 {number} 页", casefile.FOOT, "right", 0, laid.column)
    _draw_piece(pen, count, laid.left, top - 10 - (len(laid.foot) - 1) * casefile.FOOT_LEADING)


def _draft_mark(pen: Pen, size: tuple[float, float]) -> None:
    """草稿 across the page, pale, under the text."""
    pen.literal(f"q 0.9 g 0.7071 0.7071 -0.7071 0.7071 {size[0] / 2:.1f} {size[1] / 2:.1f} cm")
    pen.text(0, -50, "草　稿", "hei", 130, align="center")
    pen.literal("Q 0 g")


def _smallest(laid: Laid) -> float:
    sizes = [piece.kind.size for piece in laid.foot]
    for page in laid.pages:
        for placed in page.placed:
            if placed.strip is not None:
                sizes += [piece.kind.size for piece in placed.strip.pieces]
            elif placed.table is not None:
                sizes += [cell.size for cell in placed.table.table.cells if cell.lines]
    return min(sizes, default=12.0)
