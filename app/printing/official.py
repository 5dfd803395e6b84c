"""公文 after GB/T 9704-2012: the grid of 28 characters × 22 lines and what stands where on it.

Lengths in pt. The column is 156 × 225 mm, so a character advances 15.79 and a line 28.99.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.kernel.documents import Block, Document, Part, Run
from app.printing.flow import Rule, Strip
from app.printing.form_table import SetTable, set_table
from app.printing.pen import MM
from app.printing.titles import title_rows
from app.printing.typeset import Piece, Setting, Type, moved

if TYPE_CHECKING:
    from app.printing.fonts import Role
    from app.printing.pen import Align
    from app.printing.typeset import Typesetter

PER_LINE, PER_PAGE = 28, 22
COLUMN, ROOM = 156 * MM, 225 * MM
TOP, LEFT = 37 * MM, 28 * MM
PITCH, LEADING = COLUMN / PER_LINE, ROOM / PER_PAGE
BODY = Type("fangsong", 16, PITCH)
HEI = Type("hei", 16, PITCH)
KAI = Type("kai", 16, PITCH)
TITLE = Type("title", 22)
SMALL = Type("fangsong", 14)
MARK_DOWN = 35 * MM
"""From the top of the column to the upper edge of 发文机关标志."""
MARK_LARGEST, LETTER_LARGEST = 62.0, 44.0
RED_RULE = 0.5 * MM
IMPRINT_LEADING = 25.0
THICK, THIN = 0.35 * MM, 0.25 * MM
LETTER_RULE, LETTER_TOP = 170 * MM, 30 * MM
PAGE_WIDTH = 210 * MM

_FIRST_LEVEL = re.compile(r"^[一二三四五六七八九十百]+、")
_SECOND_LEVEL = re.compile(r"^[（(][一二三四五六七八九十百]+[）)]")
_ENDS_A_SENTENCE = ("。", "；", "：", "，", "、", "！", "？")
HEADING_AT_MOST = 2 * PER_LINE
"""A longer first sentence is text, no heading."""
_HEADED = (Part.MARK, Part.LETTER_MARK, Part.MINUTES_MARK)
_OFF_GRID = (*_HEADED, Part.NUMBER)
"""After these the next line goes down to a row of the grid."""
_BOTTOM = (Part.COPIES, Part.PRINTED_BY)
_ONE_LINE: dict[Part, tuple[Type, Align]] = {
    Part.COPY_NUMBER: (BODY, "left"),
    Part.SECRECY: (HEI, "left"),
    Part.URGENCY: (HEI, "left"),
    Part.SUBTITLE: (KAI, "center"),
    Part.CENTRED: (BODY, "center"),
}
CHART_LINES = 8
_TEAR = Rule(0, COLUMN, LEADING / 2, 0.5)


@dataclass
class Set:
    """The strips of a document, and those at the foot of its last page."""

    items: list[Strip | SetTable] = field(default_factory=list)
    bottom: list[Strip] = field(default_factory=list)

    @property
    def used(self) -> float:
        """Height of the strips so far."""
        return sum(item.height for item in self.items if isinstance(item, Strip))


def parted(document: Document) -> Iterator[tuple[bool, list[Block]]]:
    """The blocks in runs that stand upright or (True) across the page; 版记 at the end, always upright."""
    turned, run = False, list[Block]()
    for block in document.blocks:
        ends = turned and (block.part is Part.PAGE_BREAK or (block.part is Part.ANNEX_MARK and run))
        if block.part is Part.LANDSCAPE or ends:
            if run:
                yield turned, run
            turned, run = block.part is Part.LANDSCAPE, []
        if block.part not in (Part.LANDSCAPE, *_BOTTOM):
            run.append(block)
    last = [block for block in document.blocks if block.part in _BOTTOM]
    if turned and run:
        yield turned, run
        turned, run = False, []
    if run or last:
        yield turned, [*run, *last]


def set_official(document: Document, setter: Typesetter, *, letter: bool = False) -> Set:
    """Every block as strips, in order; ``letter`` tells that the document is one, whatever its blocks here."""
    letter = letter or is_letter(document)
    found = Set()
    blocks = document.blocks
    headed = any(block.part in _HEADED for block in blocks)
    annexes = [line for block in blocks if block.part is Part.ANNEXES for line in block.lines]
    last: Part | None = None
    for number, block in enumerate(blocks):
        if block.part in _BOTTOM:
            ruled = THICK if not found.bottom else THIN
            found.bottom.extend(_imprint(block, setter, 0.0 if letter else ruled))
        elif block.part is Part.TABLE and block.table is not None:
            _hold_last_lines(found.items, 1)
            found.items.append(set_table(block.table, COLUMN, ROOM, setter))
        elif block.part is Part.SIGNER:
            continue  # set with the number
        elif block.part is Part.ORGAN:
            date = next((one for one in blocks[number:] if one.part is Part.DATE), None)
            _hold_last_lines(found.items)
            found.items.extend(_signature(block, date, setter))
        elif block.part is Part.DATE and last is Part.ORGAN:
            pass
        elif block.part is Part.ANNEXES:
            if last is not Part.ANNEXES:
                found.items.append(blank())
                found.items.extend(_annexes(annexes, setter))
        else:
            signer = next((one for one in blocks if one.part is Part.SIGNER), None)
            if last in _OFF_GRID and block.part is not Part.NUMBER:
                found.items.append(_to_next_row(found.used))
            found.items.extend(_strips(block, last, signer, setter, found.used, headed=headed))
        last = block.part
    _hold_torn(found.items)
    if found.bottom and not letter:
        found.bottom.append(Strip(1.0, rules=(Rule(0, COLUMN, 0, THICK),)))
    return found


def _hold_torn(items: list[Strip | SetTable]) -> None:
    """What is torn off is one piece: from the line to the end on one page."""
    torn = next(
        (at for at, one in enumerate(items) if isinstance(one, Strip) and _TEAR in one.rules), len(items)
    )
    for at in range(torn, len(items) - 1):
        strip = items[at]
        if isinstance(strip, Strip):
            items[at] = replace(strip, together=True)


def _hold_last_lines(items: list[Strip | SetTable], count: int = 2) -> None:
    """The last lines of the text stay with what follows: no page holds a signature alone."""
    for at in range(len(items) - 1, -1, -1):
        item = items[at]
        if not count or not isinstance(item, Strip):
            return
        items[at] = replace(item, together=True)
        count -= bool(item.pieces)


def _line(*pieces: Piece, together: bool = False, height: float = LEADING) -> Strip:
    return Strip(height, pieces, together=together)


def blank(lines: float = 1, *, together: bool = False) -> Strip:
    """Empty lines."""
    return Strip(LEADING * lines, together=together)


def _strips(
    block: Block, last: Part | None, signer: Block | None, setter: Typesetter, used: float, *, headed: bool
) -> Iterator[Strip]:
    if block.part in _HEADED:
        yield from (
            _letter_mark(block, setter) if block.part is Part.LETTER_MARK else _mark(block, setter, used)
        )
    elif block.part is Part.NUMBER:
        yield from _number(block, last, signer, setter, used)
    elif block.part is Part.TITLE:
        if headed and last in (Part.NUMBER, *_HEADED):
            yield blank(2, together=True)
        for piece in title_rows(block.text, TITLE, COLUMN, setter):
            yield _line(piece, together=True)
    elif block.part is Part.ANNEX_MARK:
        for number, piece in enumerate(setter.rows(block.text, HEI, "left", COLUMN)):
            yield replace(_line(piece, together=True), new_page=not number)
        yield blank(together=True)
    elif block.part in _ONE_LINE:
        kind, align = _ONE_LINE[block.part]
        for piece in setter.rows(block.text, kind, align, COLUMN):
            yield _line(piece)
    elif block.part in (Part.PAGE_BREAK, Part.TEAR_LINE, Part.CHART):
        yield _mark_strip(block)
    else:
        if block.part is Part.ADDRESSEE and last in (Part.TITLE, Part.SUBTITLE, Part.NUMBER):
            yield blank(together=True)
        yield from _text(block, setter)


def _mark_strip(block: Block) -> Strip:
    if block.part is Part.PAGE_BREAK:
        return Strip(0.0, new_page=True)
    if block.part is Part.CHART:
        return Strip(LEADING * CHART_LINES, chart=block.chart)
    return Strip(LEADING, rules=(_TEAR,))


def _text(block: Block, setter: Typesetter) -> Iterator[Strip]:
    """Paragraphs, items, a note."""
    two = 2 * PITCH
    for number, runs in enumerate(block.lines, start=1):
        kind = {Part.LEVEL_1: HEI, Part.LEVEL_2: KAI}.get(block.part, BODY)
        if block.part is Part.FLUSH and "|" in (text := "".join(run.text for run in runs)):
            yield from _both_sides(text, setter)
            continue
        if block.part in (Part.ADDRESSEE, Part.FLUSH):
            pieces = setter.paragraph(runs, kind, Setting(COLUMN))
        elif block.part is Part.ITEMS:
            pieces = setter.paragraph((Run(f"{number}. "), *runs), kind, Setting(COLUMN, two))
        elif block.part is Part.ATTENDANCE:
            pieces = _attendance(runs, setter)
        else:
            pieces = _levelled(setter.paragraph(runs, kind, Setting(COLUMN, two)), runs, kind, setter)
        heading = BODY not in {piece.kind for piece in pieces}
        for line in _rows(pieces):
            yield _line(*line, together=heading)


def _both_sides(text: str, setter: Typesetter) -> Iterator[Strip]:
    """What stands before and after ``|`` at the two edges of a line; below each other where it does not hold both."""
    left, _, right = text.partition("|")
    starts, ends = setter.rows(left, BODY, "left", COLUMN), setter.rows(right, BODY, "right", COLUMN)
    if setter.width(left + right, BODY) < COLUMN - PITCH:
        yield _line(*starts, *ends)
        return
    for piece in (*starts, *ends):
        yield _line(piece)


def _rows(pieces: Sequence[Piece]) -> list[tuple[Piece, ...]]:
    """Pieces that follow each other on a line, together: a piece that begins further right than the one before ends."""
    rows: list[list[Piece]] = []
    for piece in pieces:
        if rows and piece.x < 0:
            rows[-1].append(replace(piece, x=-piece.x))
        else:
            rows.append([piece])
    return [tuple(row) for row in rows]


def _levelled(pieces: list[Piece], runs: Sequence[Run], kind: Type, setter: Typesetter) -> list[Piece]:
    """一、 in 黑体; （一） in 楷体, as far as its first sentence where text follows on the same line."""
    if kind is not BODY:
        return pieces
    role, count = heading_part("".join(run.text for run in runs))
    return _recast(pieces, count, HEI if role == "hei" else KAI, setter) if count else pieces


def heading_part(text: str) -> tuple[Role, int]:
    """How many characters of a paragraph are a heading, and in which face.

    A second heading ends before the text that follows it, or with its line; an item of a list is none.
    """
    if _FIRST_LEVEL.match(text) and "。" not in text:
        return "hei", len(text)
    if not _SECOND_LEVEL.match(text):
        return "fangsong", 0
    first, _, after = text.partition("。")
    if after:
        return "kai", len(first) + 1 if len(first) <= HEADING_AT_MOST else 0
    return "kai", 0 if text.endswith(_ENDS_A_SENTENCE) else len(text)


def _recast(pieces: list[Piece], count: int, kind: Type, setter: Typesetter) -> list[Piece]:
    """The first ``count`` characters in another face, the lines as long as they were though its digits are not as wide.

    A negative x marks a piece that goes on the line before it.
    """
    done: list[Piece] = []
    for piece in pieces:
        head, rest = piece.text[: max(count, 0)], piece.text[max(count, 0) :]
        count -= len(piece.text)
        if not head:
            done.append(piece)
            continue
        spread = piece.spread
        if spread or piece is not pieces[-1]:
            shorter = setter.width(head, BODY) - setter.width(head, kind)
            spread += shorter / max(1, len(piece.text) - 1)
        done.append(replace(piece, text=head, kind=kind, spread=spread))
        if rest:
            wide = setter.width(head, kind) + spread * len(head)
            done.append(replace(piece, text=rest, x=-(piece.x + wide), spread=spread))
    return done


def _annexes(lines: Sequence[Sequence[Run]], setter: Typesetter) -> Iterator[Strip]:
    """附件说明: every annex named, however many blocks name them."""
    for number, runs in enumerate(lines, start=1):
        for row in _rows(_annex(number, len(lines), runs, setter)):
            yield _line(*row)


def _annex(number: int, count: int, runs: Sequence[Run], setter: Typesetter) -> list[Piece]:
    """附件：1. ×××, further lines under the first character of the name."""
    label = "附件：" if number == 1 else ""
    digit = f"{number}. " if count > 1 else ""
    left = 5 * PITCH + setter.width(digit, BODY)
    pieces = setter.paragraph(runs, BODY, Setting(COLUMN, left, left))
    words = label + digit
    begin = left - setter.width(words, BODY)
    return [Piece(begin, words, BODY), replace(pieces[0], x=-pieces[0].x), *pieces[1:]] if words else pieces


def _attendance(runs: Sequence[Run], setter: Typesetter) -> list[Piece]:
    """出席：names; the label in 黑体, names under each other."""
    text = "".join(run.text for run in runs)
    label, mark, names = text.partition("：")
    left = (2 + len(label) + 1) * PITCH
    pieces = setter.paragraph((Run(names),), BODY, Setting(COLUMN, left, left))
    return [Piece(2 * PITCH, label + mark, HEI), replace(pieces[0], x=-pieces[0].x), *pieces[1:]]


def _mark(block: Block, setter: Typesetter, used: float) -> Iterator[Strip]:
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


def _letter_mark(block: Block, setter: Typesetter) -> Iterator[Strip]:
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


def letter_rule() -> tuple[float, float]:
    """Where the double rules of a letter begin and end, from the left of the column."""
    left = (PAGE_WIDTH - LETTER_RULE) / 2 - LEFT
    return left, left + LETTER_RULE


def is_letter(document: Document) -> bool:
    """信函格式: no page number on the first page, 版记 without lines."""
    return any(block.part is Part.LETTER_MARK for block in document.blocks)


def _to_next_row(used: float) -> Strip:
    """From the end of a head down to the next row of the grid."""
    return Strip(-used % LEADING, together=True)


def _number(
    block: Block, last: Part | None, signer: Block | None, setter: Typesetter, used: float
) -> Iterator[Strip]:
    """发文字号 two lines below the mark, the red rule 4 mm below it; elsewhere a centred line."""
    if last in (Part.MARK, Part.MINUTES_MARK):
        row = round(used / LEADING) + 2
        yield Strip(row * LEADING - used, together=True)
        *above, pieces = _number_rows(block.text, signer.text if signer else "", setter)
        for row_above in above:
            yield _line(*row_above, together=True)
        under = (LEADING + BODY.size) / 2 + 4 * MM
        rule = Rule(0, COLUMN, under, RED_RULE, red=True)
        yield Strip(LEADING, pieces, (rule,), together=True)
    elif last is Part.LETTER_MARK:
        below = 4 * MM + 3.4 - (TOP - LETTER_TOP)  # so far below the mark's own end lies the lower rule
        yield Strip(below + BODY.size * 7 / 8 - (LEADING - BODY.size) / 2, together=True)
        for piece in setter.rows(block.text, BODY, "right", COLUMN):
            yield _line(piece, together=True)
    else:
        for piece in setter.rows(block.text, BODY, "center", COLUMN):
            yield _line(piece, together=True)


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


def _signature(organ: Block, date: Block | None, setter: Typesetter) -> Iterator[Strip]:
    """署名 over 成文日期: the day four characters from the right, the organ in the middle over it, room for the seal."""
    yield blank(2, together=True)
    begin, day_at = signature_edges(organ.text, date.text if date else "", setter)
    pieces = setter.paragraph((Run(organ.text),), BODY, Setting(COLUMN - begin, spread=False))
    for piece in pieces:
        yield _line(moved(piece, begin), together=True)
    day = Piece(day_at, date.text if date else "", BODY)
    for piece in [day] if day_at >= 0 else setter.rows(day.text, BODY, "right", COLUMN):
        yield _line(piece, together=piece.x < 0)


def signature_edges(organ: str, day: str, setter: Typesetter) -> tuple[float, float]:
    """Where 署名 and 成文日期 begin, from the left of the column."""
    right = COLUMN - 4 * PITCH
    day_at = right - setter.width(day, BODY)
    wide = setter.width(organ, BODY)
    if wide >= COLUMN - 4 * PITCH:
        return 2 * PITCH, day_at
    return min((day_at + right - wide) / 2, COLUMN - 2 * PITCH - wide), day_at


def _imprint(block: Block, setter: Typesetter, ruled: float) -> Iterator[Strip]:
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
