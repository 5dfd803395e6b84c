"""公文 after GB/T 9704-2012: from a document to the strips of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.kernel.documents import Block, Document, Part, Run
from app.printing.flow import Rule, Strip
from app.printing.form_table import SetTable, set_table
from app.printing.official_ends import (
    blank,
    imprint,
    letter_mark,
    mark,
    number_line,
    signature,
    text_line,
    to_next_row,
)
from app.printing.page_grid import (
    BODY,
    CHART_LINES,
    COLUMN,
    HEI,
    KAI,
    LEADING,
    PER_LINE,
    PITCH,
    ROOM,
    THICK,
    THIN,
    TITLE,
    is_letter,
)
from app.printing.titles import title_rows
from app.printing.typeset import Piece, Setting, Type

if TYPE_CHECKING:
    from app.printing.fonts import Role
    from app.printing.pen import Align
    from app.printing.typeset import Typesetter

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
            found.bottom.extend(imprint(block, setter, 0.0 if letter else ruled))
        elif block.part is Part.TABLE and block.table is not None:
            _hold_last_lines(found.items, 1)
            found.items.append(set_table(block.table, COLUMN, ROOM, setter))
        elif block.part is Part.SIGNER:
            continue  # set with the number
        elif block.part is Part.ORGAN:
            date = next((one for one in blocks[number:] if one.part is Part.DATE), None)
            _hold_last_lines(found.items)
            found.items.extend(signature(block, date, setter))
        elif block.part is Part.DATE and last is Part.ORGAN:
            pass
        elif block.part is Part.ANNEXES:
            if last is not Part.ANNEXES:
                found.items.append(blank())
                found.items.extend(_annexes(annexes, setter))
        else:
            signer = next((one for one in blocks if one.part is Part.SIGNER), None)
            if last in _OFF_GRID and block.part is not Part.NUMBER:
                found.items.append(to_next_row(found.used))
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


def _strips(
    block: Block, last: Part | None, signer: Block | None, setter: Typesetter, used: float, *, headed: bool
) -> Iterator[Strip]:
    if block.part in _HEADED:
        yield from (
            letter_mark(block, setter) if block.part is Part.LETTER_MARK else mark(block, setter, used)
        )
    elif block.part is Part.NUMBER:
        yield from number_line(block, last, signer, setter, used)
    elif block.part is Part.TITLE:
        if headed and last in (Part.NUMBER, *_HEADED):
            yield blank(2, together=True)
        for piece in title_rows(block.text, TITLE, COLUMN, setter):
            yield text_line(piece, together=True)
    elif block.part is Part.ANNEX_MARK:
        for number, piece in enumerate(setter.rows(block.text, HEI, "left", COLUMN)):
            yield replace(text_line(piece, together=True), new_page=not number)
        yield blank(together=True)
    elif block.part in _ONE_LINE:
        kind, align = _ONE_LINE[block.part]
        for piece in setter.rows(block.text, kind, align, COLUMN):
            yield text_line(piece)
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
            yield text_line(*line, together=heading)


def _both_sides(text: str, setter: Typesetter) -> Iterator[Strip]:
    """What stands before and after ``|`` at the two edges of a line; below each other where it does not hold both."""
    left, _, right = text.partition("|")
    starts, ends = setter.rows(left, BODY, "left", COLUMN), setter.rows(right, BODY, "right", COLUMN)
    if setter.width(left + right, BODY) < COLUMN - PITCH:
        yield text_line(*starts, *ends)
        return
    for piece in (*starts, *ends):
        yield text_line(piece)


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
            yield text_line(*row)


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
