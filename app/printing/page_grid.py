"""公文 after GB/T 9704-2012: the grid of 28 characters × 22 lines, sizes of type, and where what has its own place stands.

Lengths in pt. The column is 156 × 225 mm, so a character advances 15.79 and a line 28.99.
"""

from __future__ import annotations

from app.kernel.documents import Document, Part
from app.printing.pen import MM
from app.printing.typeset import Type

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

CHART_LINES = 8


def letter_rule() -> tuple[float, float]:
    """Where the double rules of a letter begin and end, from the left of the column."""
    left = (PAGE_WIDTH - LETTER_RULE) / 2 - LEFT
    return left, left + LETTER_RULE


def is_letter(document: Document) -> bool:
    """信函格式: no page number on the first page, 版记 without lines."""
    return any(block.part is Part.LETTER_MARK for block in document.blocks)
