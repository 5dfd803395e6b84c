"""Texts of a ledger's columns, broken and made ready to draw: the inner loop of long ledgers."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from app.printing.breaker import break_text
from app.printing.layout import EM, PAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.printing.fonts import Role
    from app.printing.pen import Align, Pen

SIZE = 9.0
"""Of the text in the table, in pt."""
LEADING = 11.5
"""Between two lines of a cell, in pt."""

_SHORT = 24
"""Texts up to so many characters are likely to come again and are remembered …"""
_REMEMBERED = 2_000
"""… so many in each column."""


class SetCell(NamedTuple):
    """The text of a cell, broken and ready to draw."""

    lines: list[tuple[float, str]]
    """Where each line begins (pt) and the operators that draw it."""
    before: str
    after: str
    """The operators of all lines, to be put before and after the height (pt) of the first."""

    def part(self, start: int, end: int) -> SetCell:
        """Some of the lines: of a cell that is taller than a page."""
        lines = self.lines[start:end]
        return joined(lines) if lines else NOTHING


def joined(lines: list[tuple[float, str]]) -> SetCell:
    """A cell of one line or more; from line to line the pen moves by differences."""
    start = x = lines[0][0]
    parts = [" Tm ", lines[0][1]]
    for left, drawn in lines[1:]:
        parts.append(f" {left - x:.2f} {-LEADING} Td {drawn}")
        x = left
    return SetCell(lines, f"1 0 0 1 {start:.2f} ", "".join(parts))


NOTHING = SetCell([], "", "")


class Setter:
    """Breaks the texts of a table's columns and makes them ready to draw; remembers short ones."""

    def __init__(self, pen: Pen, edges: Sequence[float], aligns: Sequence[Align], role: Role) -> None:
        book = pen.book
        own = book.faces[role]
        self._pen, self._role = pen, role
        self._widths = book.widths[role]
        self._font = pen.font(own)
        self._plain = book.plain(role)
        self._met: set[str] = set()
        self.unusual: set[str] = set()
        self.select = f"/{self._font.name} {SIZE:g} Tf"
        self._columns = list(zip(pairwise(edges), aligns, strict=True))
        self._memory: list[dict[str, SetCell]] = [{"": NOTHING} for _ in aligns]

    def row(self, texts: Sequence[str]) -> list[SetCell]:
        """The cells of a row."""
        cells = []
        for number, (text, memory) in enumerate(zip(texts, self._memory, strict=True)):
            cell = memory.get(text)
            if cell is None:
                cell = self._cell(number, text)
                if len(text) <= _SHORT and len(memory) < _REMEMBERED:
                    memory[text] = cell
            cells.append(cell)
        return cells

    def _is_plain(self, text: str) -> bool:
        """Whether the role's own face draws all of a text as it is; notes its characters as used."""
        if self._met.issuperset(text):
            return True
        if self._plain.issuperset(text):
            self._met.update(text)
            self._font.use(text)
            return True
        self.unusual.update(text)
        return False

    def _cell(self, number: int, text: str) -> SetCell:
        (left, right), align = self._columns[number]
        texts = break_text(text, (right - left - 2 * PAD) * EM / SIZE, self._widths)
        if self._is_plain(text.replace("\n", "")):
            drawn = [f"<{line.encode('utf-16-be').hex()}> Tj" for line in texts]
        else:
            drawn = [f"{self._pen.shown(line, self._role, SIZE)} {self.select}" for line in texts]
        if align == "left":
            return joined([(left + PAD, one) for one in drawn])
        wide = [sum(map(self._widths.__getitem__, line)) * SIZE / EM for line in texts]
        if align == "right":
            return joined([(right - PAD - width, one) for width, one in zip(wide, drawn, strict=True)])
        middle = (left + right) / 2
        return joined([(middle - width / 2, one) for width, one in zip(wide, drawn, strict=True)])
