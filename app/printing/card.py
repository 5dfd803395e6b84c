"""A record as a card: a bordered form on A4, generic from sections of labels and values, photos below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from app.printing import fonts
from app.printing.breaker import break_text
from app.printing.grid import PAGE, PAGES_IN_ALL, Cell, Grid, Margins, Photo
from app.printing.layout import EM, LEADING, PAD
from app.printing.pen import MM
from app.printing.sheet_pdf import draw_sheet

if TYPE_CHECKING:
    from typing import BinaryIO

    from app.printing.fonts import FontBook
    from app.printing.grid import Paper

LABEL, VALUE = 31.0, 53.0
WIDTHS = (LABEL, VALUE, LABEL, VALUE)
SIZE, LABEL_SIZE, HEADING_SIZE, CAPTION_SIZE = 11.0, 10.5, 11.5, 10.0
ROW, HEADING_ROW, PHOTO_ROW = 7.3, 6.4, 60.0
MOST_LINES = 24
"""A longer text goes on in a further row, so that it can go on on a further page."""
OVER_PAGES = 6
"""The same on a card that takes several pages anyway: they are filled to the foot."""
MARGINS = Margins(18.0, 14.0, 21.0, 21.0)


@dataclass(frozen=True)
class Entry:
    """A label and its value; a ``wide`` one takes the whole width."""

    label: str
    text: str
    wide: bool = False


@dataclass(frozen=True)
class CardSection:
    """Entries below a heading."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Shown:
    """A photo with its caption; without ``photo`` the caption says what is missing."""

    caption: str
    photo: Photo | None


@dataclass(frozen=True)
class Card:
    """All that stands on a card. ``photos`` are pairs, left and right; a side may be empty."""

    title: str
    number: str
    state: str
    sections: tuple[CardSection, ...]
    photos: tuple[tuple[Shown | None, Shown | None], ...] = ()
    photo_heads: tuple[str, str] = ("", "")
    office: str = ""
    printed: str = ""


def draw_card(card: Card, out: BinaryIO) -> Paper:
    """Print a card on one page, set smaller where it must; else in its own size, going on on the next page."""
    book, title, made = fonts.book(), f"{card.title} {card.number}".strip(), BytesIO()
    paper = draw_sheet(card_grid(card, book), made, title)
    if paper.pages > 1:
        made = BytesIO()
        paper = draw_sheet(card_grid(card, book, OVER_PAGES), made, title)
    out.write(made.getvalue())
    return paper


def card_grid(card: Card, book: FontBook, most: int = MOST_LINES) -> Grid:
    """The card as a table; a text of more than ``most`` lines stands in several rows."""
    cells: list[Cell] = []
    heights: list[float] = []
    joined: set[int] = set()
    for section in card.sections:
        joined.add(len(heights))
        _heading(cells, heights, section.title)
        for pair in _lines(section.entries):
            _entries(cells, heights, pair, book, most)
    if card.photos:
        _photos(cells, heights, card, joined)
    return Grid(
        title_lines=(card.title,),
        column_widths_mm=WIDTHS,
        row_heights_mm=tuple(heights),
        cells=tuple(cells),
        left_line=card.number,
        right_line=card.state,
        foot_left=card.office,
        foot_middle=f"第 {PAGE} 页 共 {PAGES_IN_ALL} 页",
        foot_right=card.printed,
        margins=MARGINS,
        joined_rows=frozenset(joined),
        title_size=20.0,
        line_size=10.5,
    )


def _lines(entries: Sequence[Entry]) -> Iterator[tuple[Entry, ...]]:
    """Two short entries to a row, a wide one alone; a gap before a wide one is filled with the next short one."""
    waiting = list(entries)
    while waiting:
        first = waiting.pop(0)
        beside = next((entry for entry in waiting if not entry.wide), None)
        if first.wide or beside is None:
            yield (first,)
        else:
            waiting.remove(beside)
            yield first, beside


def _heading(cells: list[Cell], heights: list[float], title: str) -> None:
    cells.append(Cell(len(heights), 0, title, column_span=4, role="hei", size=HEADING_SIZE, align="left"))
    heights.append(HEADING_ROW)


def _entries(
    cells: list[Cell], heights: list[float], pair: Sequence[Entry], book: FontBook, most: int
) -> None:
    if len(pair) == 2:
        row = len(heights)
        for place, entry in enumerate(pair):
            cells.append(_label(row, 2 * place, entry.label))
            cells.append(_value(row, 2 * place + 1, entry.text))
        heights.append(ROW)
        return
    (entry,) = pair
    lines = _broken(entry.text, sum(WIDTHS[1:]), book)
    if len(lines) <= most:
        cells.append(_label(len(heights), 0, entry.label))
        cells.append(_value(len(heights), 1, entry.text, 3))
        heights.append(ROW)
        return
    parts = [lines[at : at + most] for at in range(0, len(lines), most)]
    if len(parts[-1]) == 1:  # no line alone on a page
        parts[-1].insert(0, parts[-2].pop())
    cells.append(_label(len(heights), 0, entry.label, rows=len(parts)))
    for place, part in enumerate(parts):
        cells.append(_value(len(heights), 1, "\n".join(part), 3, goes_on=place > 0))
        heights.append((len(part) * SIZE * LEADING + (1.3 if place else 3.1)) / MM)


def _broken(text: str, width: float, book: FontBook) -> list[str]:
    """Its own lines are kept, each broken where the cell ends."""
    room = (width * MM - 2 * PAD - 2) * EM / SIZE
    return [
        line for own in text.split("\n") for line in break_text(own, room, book.widths["fangsong"]) or [""]
    ]


def _label(row: int, column: int, text: str, rows: int = 1) -> Cell:
    return Cell(row, column, text, row_span=rows, role="hei", size=LABEL_SIZE)


def _value(row: int, column: int, text: str, span: int = 1, *, goes_on: bool = False) -> Cell:
    return Cell(row, column, text, column_span=span, size=SIZE, align="left", own_lines=True, goes_on=goes_on)


def _photos(cells: list[Cell], heights: list[float], card: Card, joined: set[int]) -> None:
    """Before on the left, after on the right, a caption below each."""
    row = len(heights)
    joined.add(row)
    for place, head in enumerate(card.photo_heads):
        cells.append(Cell(row, 2 * place, head, column_span=2, role="hei", size=HEADING_SIZE))
    heights.append(HEADING_ROW)
    for pair in card.photos:
        for place, one in enumerate(pair):
            photo = one.photo if one is not None else None
            caption = one.caption if one is not None else ""
            cells.append(
                Cell(len(heights), 2 * place, caption, column_span=2, size=CAPTION_SIZE, photo=photo)
            )
        heights.append(PHOTO_ROW if any(one is not None and one.photo for one in pair) else ROW)
