"""The two ends of a 公文: 发文机关标志 and 发文字号 above, 署名, 成文日期 and 版记 below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from app.kernel.documents import Block, Part, Run
from app.printing.flow import Rule, Strip
from app.printing.page_grid import (
    BODY,
    COLUMN,
    IMPRINT_LEADING,
    KAI,
    LEADING,
    LETTER_LARGEST,
    LETTER_TOP,
    MARK_DOWN,
    MARK_LARGEST,
    PITCH,
    RED_RULE,
    SMALL,
    TITLE,
    TOP,
    letter_rule,
)
from app.printing.pen import MM
from app.printing.typeset import Piece, Setting, Type, moved

if TYPE_CHECKING:
    from app.printing.typeset import Typesetter


def text_line(*pieces: Piece, together: bool = False, height: float = LEADING) -> Strip:
    return Strip(height, pieces, together=together)


def blank(lines: float = 1, *, together: bool = False) -> Strip:
    """Empty lines."""
    return Strip(LEADING * lines, together=together)


def mark(block: Block, setter: Typesetter, used: float) -> Iterator[Strip]:
    """发文机关标志: red, as large as the column and good measure allow; its upper edge 35 mm below the column's."""
    size, pieces = _large(block.text, MARK_LARGEST, setter)
    if used < MARK_DOWN:
        yield Strip(MARK_DOWN - used, together=True)
    for piece in pieces:
        yield Strip(size, (piece,), together=True)
    if block.part is Part.MINUTES_MARK:
        yield Strip(4 * MM, together=True)


def _large(text: str, most: float, setter: Typesetter) -> tuple[float, list[Piece]]:
    """A mark as large as it may be on one line, on more lines where it would become smaller than a title."""
    lines = -(-len(text) // int(COLUMN / TITLE.size)) or 1
    size = min(most, COLUMN / max(1, -(-len(text) // lines)))
    kind = Type("title", size)
    pieces = setter.centred(text, kind, COLUMN + 0.01)
    return size, [replace(piece, red=True) for piece in pieces]


def letter_mark(block: Block, setter: Typesetter) -> Iterator[Strip]:
    """信函格式: upper edge 30 mm below the page's, the double rule 4 mm below it, in the middle of the page."""
    size, (*above, piece) = _large(block.text, LETTER_LARGEST, setter)
    for one in above:
        yield Strip(size, (one,), together=True, raised=TOP - LETTER_TOP)
    left, right = letter_rule()
    rules = (
        Rule(left, right, size + 4 * MM, 2.0, red=True),
        Rule(left, right, size + 4 * MM + 3.0, 0.8, red=True),
    )
    yield Strip(size, (piece,), rules, together=True, raised=TOP - LETTER_TOP)


def to_next_row(used: float) -> Strip:
    """From the end of a head down to the next row of the grid."""
    return Strip(-used % LEADING, together=True)


def number_line(
    block: Block, last: Part | None, signer: Block | None, setter: Typesetter, used: float
) -> Iterator[Strip]:
    """发文字号 two lines below the mark, the red rule 4 mm below it; elsewhere a centred line."""
    if last in (Part.MARK, Part.MINUTES_MARK):
        row = round(used / LEADING) + 2
        yield Strip(row * LEADING - used, together=True)
        *above, pieces = _number_rows(block.text, signer.text if signer else "", setter)
        for row_above in above:
            yield text_line(*row_above, together=True)
        under = (LEADING + BODY.size) / 2 + 4 * MM
        rule = Rule(0, COLUMN, under, RED_RULE, red=True)
        yield Strip(LEADING, pieces, (rule,), together=True)
    elif last is Part.LETTER_MARK:
        below = 4 * MM + 3.4 - (TOP - LETTER_TOP)  # so far below the mark's own end lies the lower rule
        yield Strip(below + BODY.size * 7 / 8 - (LEADING - BODY.size) / 2, together=True)
        for piece in setter.rows(block.text, BODY, "right", COLUMN):
            yield text_line(piece, together=True)
    else:
        for piece in setter.rows(block.text, BODY, "center", COLUMN):
            yield text_line(piece, together=True)


def _number_rows(number: str, signer: str, setter: Typesetter) -> list[tuple[Piece, ...]]:
    """The number, with 签发人 on its line in upward documents; below it where the line does not hold both."""
    label = "签发人："
    rows = setter.rows(number, BODY, "center", COLUMN)
    if signer and setter.width(f"{number}{label}{signer}", BODY) > COLUMN - 3 * PITCH:
        rows += setter.rows(label + signer, BODY, "right", COLUMN)
        signer = ""
    if not signer:
        return [(piece,) for piece in rows]
    name = setter.placed(signer, KAI, "right", 0, COLUMN - PITCH)
    left = setter.placed(number, BODY, "left", PITCH, COLUMN)
    return [(left, setter.placed(label, BODY, "right", 0, name.x), name)]


def signature(organ: Block, date: Block | None, setter: Typesetter) -> Iterator[Strip]:
    """署名 over 成文日期: the day four characters from the right, the organ in the middle over it, room for the seal."""
    yield blank(2, together=True)
    begin, day_at = signature_edges(organ.text, date.text if date else "", setter)
    pieces = setter.paragraph((Run(organ.text),), BODY, Setting(COLUMN - begin, spread=False))
    for piece in pieces:
        yield text_line(moved(piece, begin), together=True)
    day = Piece(day_at, date.text if date else "", BODY)
    for piece in [day] if day_at >= 0 else setter.rows(day.text, BODY, "right", COLUMN):
        yield text_line(piece, together=piece.x < 0)


def signature_edges(organ: str, day: str, setter: Typesetter) -> tuple[float, float]:
    """Where 署名 and 成文日期 begin, from the left of the column."""
    right = COLUMN - 4 * PITCH
    day_at = right - setter.width(day, BODY)
    wide = setter.width(organ, BODY)
    if wide >= COLUMN - 4 * PITCH:
        return 2 * PITCH, day_at
    return min((day_at + right - wide) / 2, COLUMN - 2 * PITCH - wide), day_at


def imprint(block: Block, setter: Typesetter, ruled: float) -> Iterator[Strip]:
    """版记: 4号, one character in on either side, lines above and between."""
    side = SMALL.size
    above = (Rule(0, COLUMN, 0, ruled),) if ruled else ()
    height = IMPRINT_LEADING
    if block.part is Part.PRINTED_BY:
        left, _, right = block.text.partition("|")
        if setter.width(f"{left}{right}", SMALL) > COLUMN - 3 * side:
            rows = setter.paragraph((Run(f"{left}　{right}"),), SMALL, Setting(COLUMN - side, side, side))
            for number, piece in enumerate(rows):
                yield Strip(height, (piece,), () if number else above)
            return
        begin = setter.placed(left.strip(), SMALL, "left", side, COLUMN)
        end = setter.placed(right.strip(), SMALL, "right", side, COLUMN - side)
        yield Strip(height, (begin, end), above)
        return
    label = "抄送："
    indent = side + setter.width(label, SMALL)
    lines = setter.paragraph(block.lines[0], SMALL, Setting(COLUMN - side, indent, indent, spread=False))
    for number, piece in enumerate(lines):
        pieces = [piece] if number else [Piece(side, label, SMALL), piece]
        yield Strip(height, tuple(pieces), () if number else above)
