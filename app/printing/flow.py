"""Strips of a document laid one below the other and shared out among pages; measured in pt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.printing.form_table import SetTable, TablePart
    from app.printing.typeset import Piece


@dataclass(frozen=True)
class Rule:
    """A horizontal line: from, to, how far below the strip's top, how thick."""

    x1: float
    x2: float
    down: float
    width: float
    red: bool = False


@dataclass(frozen=True)
class Strip:
    """What stands at one height. ``together`` keeps it on the page of the next strip; ``raised`` draws it higher by so much."""

    height: float
    pieces: tuple[Piece, ...] = ()
    rules: tuple[Rule, ...] = ()
    together: bool = False
    chart: str = ""
    new_page: bool = False
    raised: float = 0.0


@dataclass(frozen=True)
class Placed:
    """A strip, or a part of a table, and how far its top lies below the top of the page's column."""

    top: float
    strip: Strip | None = None
    table: TablePart | None = None


@dataclass
class Page:
    """What stands on a page, and how far it is filled; ``turned`` by a quarter, its head at the left."""

    placed: list[Placed] = field(default_factory=list)
    used: float = 0.0
    turned: bool = False


def share_out(
    items: Sequence[Strip | SetTable], room: float, bottom: Sequence[Strip] = (), row: float = 0.0
) -> list[Page]:
    """Pages of ``room`` height. ``bottom`` stands at the foot of the last page, with at least one strip before it.

    With ``row`` the text goes on after a table at a multiple of it from the top.
    """
    pages = [Page()]
    groups = list(_groups(items))
    for at, (group, following) in enumerate(zip(groups, [*groups[1:], None], strict=False)):
        if not isinstance(group, list):
            _place_table(pages, group, room, _tail(groups[at + 1 :], room))
            if row:
                pages[-1].used = min(room, -(-pages[-1].used // row) * row)
            continue
        height = sum(strip.height for strip in group)
        if group[-1].together and following is not None and not isinstance(following, list):
            height += following.least  # a table's first row stays with the line that leads to it
        here = pages[-1]
        if here.placed and (group[0].new_page or here.used + height > room + 0.01):
            pages.append(Page())
        for strip in group:
            here = pages[-1]
            if here.placed and here.used + strip.height > room + 0.01:
                pages.append(Page())  # what should stay together is longer than a page
            _place(pages[-1], strip)
    _place_bottom(pages, bottom, room)
    return pages


def _tail(groups: Sequence[list[Strip] | SetTable], room: float) -> float:
    """The height of the few lines under the last table of a document, which do not stand on a page alone."""
    height = 0.0
    for group in groups:
        if not isinstance(group, list) or group[0].new_page:
            return 0.0
        height += sum(strip.height for strip in group)
    return height if height < room / 4 else 0.0


def _groups(items: Sequence[Strip | SetTable]) -> Iterator[list[Strip] | SetTable]:
    """Strips that stay together as one; tables by themselves."""
    held: list[Strip] = []
    for item in items:
        if not isinstance(item, Strip):
            if held:
                yield held
                held = []
            yield item
            continue
        if item.new_page and held:
            yield held
            held = []
        held.append(item)
        if not item.together:
            yield held
            held = []
    if held:
        yield held


def _place(page: Page, strip: Strip) -> None:
    if not page.placed and not strip.pieces and not strip.rules and not strip.chart and not strip.together:
        return  # no page begins with blank lines
    page.placed.append(Placed(page.used, strip))
    page.used += strip.height


def _place_table(pages: list[Page], table: SetTable, room: float, tail: float) -> None:
    for number, part in enumerate(table.parts(room - pages[-1].used, room, tail)):
        if number:
            pages.append(Page())
        if part.rows:
            pages[-1].placed.append(Placed(pages[-1].used, table=part))
            pages[-1].used += part.height


def _place_bottom(pages: list[Page], bottom: Sequence[Strip], room: float) -> None:
    if not bottom:
        return
    height = sum(strip.height for strip in bottom)
    page = pages[-1]
    if page.used + height > room + 0.01:
        last = page.placed[-1] if len(page.placed) > 1 and page.placed[-1].strip is not None else None
        pages.append(Page())
        if last is not None and last.strip is not None:  # a signature never stands on a page without text
            page.placed.pop()
            page.used = last.top
            _place(pages[-1], last.strip)
    page = pages[-1]
    page.used = max(page.used, room - height)
    for strip in bottom:
        page.placed.append(Placed(page.used, strip))
        page.used += strip.height
