"""Chinese line breaking: pure, linear, and it always advances.

A line is filled greedily. Where the next character may not begin a line, the line keeps it if it fits with
half an em to spare beyond the edge (closing punctuation is blank in its right half, so nothing visible
stands over), else the break walks back to a place where the rules allow it. Numbers, Latin words, —— and ……
stay whole unless they are wider than the line.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_START = frozenset("，。、；：？！）〕］｝】》〉」』”’…—·％%‰℃,.;:?!)]}>～~°′″/／々")
"""Characters that may not begin a line."""

OPENING = frozenset("（〔［｛【《〈「『“‘")
"""Blank in the left half."""

NO_END = OPENING | frozenset("([{<￥¥$№#@")
"""Characters that may not end a line."""

HANGING = frozenset("，。、；：？！）〕］｝】》〉」』”’")
"""Blank in the right half: may stand half an em over the edge."""

SQUEEZE = 500.0
"""How far a line may be overfull, in thousandths of an em."""

_FIRST, _LAST = "\u4e00", "\u9fff"
"""The Chinese characters between which a line may always end."""

_JOINERS = frozenset(".,:-_'’&+/@#~·")
_SIGNS = frozenset("+-−±")


def _in_word(character: str) -> bool:
    """A letter or digit of a script that is written in words."""
    return character < "\u0590" and character.isalnum()


def _within_token(text: str, at: int) -> bool:
    """Whether a break before ``text[at]`` would fall inside a number, a Latin word, —— or ……."""
    before, after = text[at - 1], text[at]
    if before == after and after in "—…":
        return True
    if _in_word(after):
        if _in_word(before):
            return True
        if before in _JOINERS and at >= 2 and _in_word(text[at - 2]):
            return True
        return before in _SIGNS and after.isdigit()
    return after in _JOINERS and _in_word(before) and at + 1 < len(text) and _in_word(text[at + 1])


def _forbidden(text: str, at: int) -> bool:
    """Whether a break before ``text[at]`` puts a forbidden character at an end of a line."""
    end = at
    while at < len(text) and text[at] == " ":
        at += 1
    while end and text[end - 1] == " ":
        end -= 1
    return (at < len(text) and text[at] in NO_START) or (end > 0 and text[end - 1] in NO_END)


def may_break(text: str, at: int) -> bool:
    """Whether a line may end before ``text[at]`` (0 < at < len(text))."""
    return not _within_token(text, at) and not _forbidden(text, at)


def _forced(text: str, start: int, limit: int) -> int:
    """A break where no rule-abiding one exists: after a hyphen or stroke, else at the edge."""
    for at in range(limit, start + 1, -1):
        if text[at - 1] in "-/_." and not _forbidden(text, at):
            return at
    for at in range(limit, start, -1):
        if not _forbidden(text, at) and not (text[at - 1] == text[at] and text[at] in "—…"):
            return at
    return limit


def _line_end(text: str, start: int, edges: list[float], room: float) -> int:
    """Where the line that begins at ``start`` ends."""
    base = edges[start]
    limit = max(bisect_right(edges, base + room + 1e-6) - 1, start + 1)
    if limit >= len(text):
        return len(text)
    if _FIRST <= text[limit] <= _LAST and _FIRST <= text[limit - 1] <= _LAST:
        return limit  # between two Chinese characters: most lines end here
    if text[limit] in HANGING and edges[limit + 1] - base <= room + SQUEEZE:
        over = limit + 1
        if over == len(text) or may_break(text, over):
            return over
    for at in range(limit, start, -1):
        if may_break(text, at):
            return at
    return _forced(text, start, limit)


def _break_paragraph(text: str, room: float, widths: Mapping[str, float]) -> list[str]:
    edges = list(accumulate(map(widths.__getitem__, text), initial=0.0))
    if edges[-1] <= room:
        return [text]
    lines: list[str] = []
    start, count, blanks = 0, len(text), " " in text
    while start < count:
        end = _line_end(text, start, edges, room)
        line = text[start:end]
        start = end
        if blanks:
            line = line.rstrip(" ")
            while start < count and text[start] == " ":
                start += 1
        if line:
            lines.append(line)
    return lines or [""]


def break_text(text: str, room: float, widths: Mapping[str, float]) -> list[str]:
    """The lines of a text in a room given in thousandths of an em.

    ``widths`` tells each character's width in the same measure. Line breaks in the text are kept, an empty
    line included; a text without characters is one empty line. Blanks at a break are dropped, nothing else.
    A last closing punctuation mark may reach half an em beyond the room.
    """
    if "\n" not in text and "\r" not in text:
        return _break_paragraph(text, room, widths)
    lines: list[str] = []
    for paragraph in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        lines += _break_paragraph(paragraph, room, widths)
    return lines
