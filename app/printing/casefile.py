"""文书 and forms: 12 pt 仿宋 in margins of their own, values underlined, rows to sign in low on the page (pt).

文书 as supervising offices print them: margins 25.4 / 31.8 mm, a heading line over a thick rule, the title in 黑体 15 pt,
a number line, and a foot note over a thin rule that tells the copies and 共 × 页 第 × 页.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from app.kernel.documents import Block, Document, Family, Part, Run
from app.printing.flow import Rule, Strip
from app.printing.form_table import CLOSE, SIZE, SetTable, set_table
from app.printing.official import Set
from app.printing.pen import MM
from app.printing.titles import title_rows
from app.printing.typeset import Piece, Setting, Type, moved

if TYPE_CHECKING:
    from app.printing.typeset import Typesetter

BODY = Type("fangsong", 12)
HEADING = Type("hei", 15)
SMALL = Type("fangsong", 10.5)
FOOT = Type("fangsong", 9)
LEADING, SIGN_LEADING, NOTE_LEADING = 22.0, 27.0, 14.0
FOOT_LEADING, ANNEX_LEADING, NUMBER_LEADING = 16.0, 28.0, 24.0
UNDER_TITLE, UNDER_NUMBER = 6.0, 8.0
"""What is left free below a form's title, and below a number."""
THICK = 2.25


@dataclass(frozen=True)
class Measures:
    """Margins of a family (mm) and the type of its title."""

    top: float
    bottom: float
    side: float
    title: Type
    annex: Type
    body: Type
    note: Type
    page: float = 210.0

    @property
    def column(self) -> float:
        """Width of the column in pt."""
        return (self.page - 2 * self.side) * MM


CASE = Measures(25.4, 25.4, 31.8, HEADING, Type("hei", 16), BODY, SMALL)
FORM = Measures(16.0, 12.0, 24.0, Type("title", 22), Type("hei", 16), SMALL, FOOT)

TURNED = Measures(0, 0, 0, Type("title", 22), Type("hei", 16), Type("fangsong", 16), SMALL, page=225.0)
"""公文 across the page: the column of 156 × 225 mm turned by a quarter."""


def measures(document: Document) -> Measures:
    """Those of the document's family."""
    return FORM if document.family is Family.FORM else CASE


def foot_lines(document: Document, setter: Typesetter) -> list[Piece]:
    """The foot note that stands on every page; room is left at the right for the count of pages."""
    block = next((one for one in document.blocks if one.part is Part.FOOT), None)
    if block is None:
        return []
    room = measures(document).column - 8 * FOOT.size
    return setter.paragraph(block.lines[0], FOOT, Setting(room, spread=False))


def title_height(kind: Type) -> float:
    """A line of a title in that type."""
    return 30.0 if kind == HEADING else kind.size * 1.4


def foot_height(lines: int) -> float:
    """What the foot note takes of the page (pt)."""
    return lines * FOOT_LEADING + 6 if lines else 0.0


def set_casefile(document: Document, room: float, setter: Typesetter) -> Set:
    """Every block as strips; rows to sign in, organ and date stand at the foot of the last page."""
    found = Set()
    how = measures(document)
    blocks = [block for block in document.blocks if block.part is not Part.FOOT]
    last_text = max(
        (at for at, block in enumerate(blocks) if block.part not in (Part.SIGNATURES, Part.ORGAN, Part.DATE)),
        default=-1,
    )
    for at, block in enumerate(blocks):
        if at > last_text and document.family is Family.CASE:
            found.bottom.extend(_strips(block, how, setter))
        else:
            _add(found.items, block, how, room, setter)
    return found


def set_turned(blocks: Sequence[Block], room: float, setter: Typesetter) -> list[Strip | SetTable]:
    """Blocks of a 公文 that stand across the page."""
    items: list[Strip | SetTable] = []
    for block in blocks:
        _add(items, block, TURNED, room, setter)
    return items


def _add(items: list[Strip | SetTable], block: Block, how: Measures, room: float, setter: Typesetter) -> None:
    if block.part is not Part.TABLE or block.table is None:
        items.extend(_strips(block, how, setter))
        return
    if items and isinstance(items[-1], Strip):
        items[-1] = replace(items[-1], together=True)
    items.append(set_table(block.table, how.column, room, setter, CLOSE if how is FORM else SIZE))


def _strips(block: Block, how: Measures, setter: Typesetter) -> Iterator[Strip]:
    match block.part:
        case Part.HEADING_LINE:
            yield from (
                Strip(26.0, (piece,), together=True)
                for piece in setter.rows(block.text, HEADING, "center", how.column)
            )
            yield Strip(6.0, rules=(Rule(-4, how.column + 4, 0, THICK),), together=True)
        case Part.TITLE:
            for piece in title_rows(block.text, how.title, how.column, setter):
                yield Strip(title_height(how.title), (piece,), together=True)
            if how is not CASE:
                yield Strip(UNDER_TITLE, together=True)
        case Part.NUMBER | Part.CENTRED | Part.SUBTITLE | Part.ANNEX_MARK:
            yield from _short(block, how, setter)
        case Part.PAGE_BREAK:
            yield Strip(0.0, new_page=True)
        case Part.TEAR_LINE:
            yield Strip(LEADING, rules=(Rule(0, how.column, LEADING / 2, 0.5),))
        case Part.ORGAN | Part.DATE:
            for piece in setter.paragraph(block.lines[0], how.body, Setting(how.column, spread=False)):
                wide = setter.width(piece.text, how.body)
                yield Strip(
                    SIGN_LEADING, (moved(piece, how.column - wide - 2 * how.body.size),), together=True
                )
        case _:
            yield from _text(block, how, setter)


def _short(block: Block, how: Measures, setter: Typesetter) -> Iterator[Strip]:
    """Parts that should take one line."""
    if block.part is Part.ANNEX_MARK:
        for number, piece in enumerate(setter.rows(block.text, how.annex, "left", how.column)):
            yield Strip(ANNEX_LEADING, (piece,), together=True, new_page=not number)
        return
    numbered = block.part is Part.NUMBER
    for piece in setter.rows(block.text, how.body, "center", how.column):
        yield Strip(NUMBER_LEADING if numbered else LEADING, (piece,), together=numbered)
    if numbered:
        yield Strip(UNDER_NUMBER, together=True)


def _text(block: Block, how: Measures, setter: Typesetter) -> Iterator[Strip]:
    """Paragraphs, items, fields, rows to sign in. ``|`` sets parts of a line side by side."""
    indented = block.part not in (Part.ADDRESSEE, Part.FLUSH, Part.SIGNATURES, Part.NOTE)
    height = {Part.SIGNATURES: SIGN_LEADING, Part.NOTE: NOTE_LEADING}.get(block.part, LEADING)
    for number, given in enumerate(block.lines, start=1):
        columns = columns_of(given)
        if len(columns) > 1:
            yield from _side_by_side(columns, how, height, setter)
            continue
        runs = (Run(f"{number}. ", value=True), *given) if block.part is Part.ITEMS else given
        kind = how.note if block.part is Part.NOTE else how.body
        first = 2 * how.body.size if indented else 0.0
        setting = Setting(how.column, first, underline=how is CASE)
        pieces = setter.paragraph(runs, kind, setting)
        for at, piece in enumerate(pieces):
            yield Strip(height, (piece,), together=at == 0 and len(pieces) > 1)


def columns_of(runs: Sequence[Run]) -> list[tuple[Run, ...]]:
    """A line's parts, cut at ``|`` in the template's own words."""
    parts: list[list[Run]] = [[]]
    for run in runs:
        if run.value:
            parts[-1].append(run)
            continue
        first, *others = run.text.split("|")
        parts[-1].append(replace(run, text=first))
        parts.extend([replace(run, text=other)] for other in others)
    return [tuple(run for run in part if run.text or run.blank) for part in parts]


def _side_by_side(
    columns: Sequence[Sequence[Run]], how: Measures, height: float, setter: Typesetter
) -> Iterator[Strip]:
    edges = edges_of(columns, how, setter)
    pieces: list[list[Piece]] = []
    for runs, (left, right) in zip(columns, pairwise(edges), strict=True):
        room = right - left - (how.body.size if right < how.column else 0.0)
        setting = Setting(room, spread=False, underline=True)
        lines = setter.paragraph(fitted(runs, room, how.body, setter), how.body, setting) if runs else []
        pieces.append([moved(piece, left) for piece in lines])
    for row in range(max(map(len, pieces))):
        yield Strip(height, tuple(part[row] for part in pieces if row < len(part)))


def edges_of(columns: Sequence[Sequence[Run]], how: Measures, setter: Typesetter) -> list[float]:
    """Equal shares where they hold every part, else what each needs and the rest shared out, else shares by need.

    On whole characters where they allow it, so that rows below each other stand in line.
    """
    size, measure, count = how.body.size, how.column, len(columns)
    needs = [
        sum(setter.width(run.text, how.body) + run.blank * size for run in runs) + size for runs in columns
    ]
    share = measure / count
    if max(needs) <= share:
        return [share * number for number in range(count)] + [measure]
    spare = measure - sum(needs)
    if spare < 0:
        inner = [measure * part / sum(needs) // size * size for part in accumulate(needs)]
        return [0.0, *inner[:-1], measure]
    edges = [0.0]
    for need in needs[:-1]:
        wanted = edges[-1] + need + spare / count
        edges.append(max(edges[-1] + need, wanted // size * size))
    return [*edges, measure]


def fitted(runs: Sequence[Run], room: float, kind: Type, setter: Typesetter) -> list[Run]:
    """The room of an empty value is what its column has left."""
    words = sum(setter.width(run.text, kind) for run in runs)
    free = max(2, int((room - words) / kind.size))
    return [replace(run, blank=min(run.blank, free)) if run.blank else run for run in runs]
