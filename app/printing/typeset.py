"""Lines of type: runs of a paragraph broken for a measure, with what is underlined and how wide it is spread (pt)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.printing.breaker import break_text

if TYPE_CHECKING:
    from app.kernel.documents import Run
    from app.printing.fonts import FontBook, Role, Widths
    from app.printing.pen import Align

EM = 1000.0
SPREAD_AT_MOST = 4.0
"""A line is spread to the full measure while less than so many characters are lacking."""
ROOM = "\u3000"
"""Stands for one character of an empty value's room."""


@dataclass(frozen=True)
class Type:
    """A face in a size; ``pitch`` is how far a full-width character advances, the size itself unless set closer."""

    role: Role
    size: float
    pitch: float = 0.0

    @property
    def advance(self) -> float:
        """What one full-width character takes in pt."""
        return self.pitch or self.size

    @property
    def spacing(self) -> float:
        """What is added after each character in pt."""
        return self.advance - self.size


class _Pitched(dict[str, float]):
    """Widths in thousandths of the pitch."""

    def __init__(self, widths: Widths, kind: Type) -> None:
        super().__init__()
        self._widths, self._kind = widths, kind

    def __missing__(self, character: str) -> float:
        kind = self._kind
        wide = self._widths[character] * kind.size / EM + kind.spacing
        self[character] = value = wide / kind.advance * EM
        return value


@dataclass(frozen=True)
class Piece:
    """Text on a line: where it begins (pt from the left of the column), its type, what is added between characters."""

    x: float
    text: str
    kind: Type
    spread: float = 0.0
    underlined: tuple[tuple[float, float], ...] = ()
    red: bool = False


@dataclass(frozen=True)
class Setting:
    """How a paragraph is set: its measure and the indents of its first and its further lines, in pt."""

    measure: float
    first: float = 0.0
    further: float = 0.0
    spread: bool = True
    underline: bool = False


class Typesetter:
    """Sets paragraphs with the faces of one book; remembers the widths of each type."""

    def __init__(self, book: FontBook) -> None:
        self.book = book
        self._widths: dict[Type, _Pitched] = {}

    def widths(self, kind: Type) -> _Pitched:
        """Character → width in thousandths of the type's pitch."""
        if kind not in self._widths:
            self._widths[kind] = _Pitched(self.book.widths[kind.role], kind)
        return self._widths[kind]

    def width(self, text: str, kind: Type) -> float:
        """Width of a text on one line in pt."""
        return sum(map(self.widths(kind).__getitem__, text)) * kind.advance / EM

    def paragraph(self, runs: Sequence[Run], kind: Type, how: Setting) -> list[Piece]:
        """A piece for each line. The first line's indent is made of whole characters, as the rules want it."""
        text, values = _flat(runs)
        widths = self.widths(kind)
        if how.first >= how.further:
            room = (how.measure - how.further) * EM / kind.advance
            blanks = ROOM * round((how.first - how.further) / kind.advance)
            lines = break_text(blanks + text, room, widths)
            lines[0] = lines[0].removeprefix(blanks)
        else:
            lines = self._hanging(text, kind, how)
        pieces: list[Piece] = []
        place = 0
        for number, line in enumerate(lines):
            start = text.find(line, place)
            place = start + len(line)
            left = how.further if number else how.first
            last = number == len(lines) - 1 or text[place : place + 1] == "\n"
            spread = 0.0 if last or not how.spread else self._spread(line, kind, how.measure - left)
            marks = self._marks(line, start, values, kind, spread) if how.underline else ()
            pieces.append(Piece(left, line, kind, spread, tuple((left + a, left + b) for a, b in marks)))
        return pieces

    def _hanging(self, text: str, kind: Type, how: Setting) -> list[str]:
        """The first line is wider than the others."""
        widths = self.widths(kind)
        first = break_text(text, (how.measure - how.first) * EM / kind.advance, widths)
        if len(first) < 2:
            return first
        rest = text[text.find(first[0]) + len(first[0]) :].lstrip(" ")
        return [first[0], *break_text(rest, (how.measure - how.further) * EM / kind.advance, widths)]

    def _spread(self, line: str, kind: Type, measure: float) -> float:
        lacking = measure - self.width(line, kind)
        if len(line) < 2 or not 0 < lacking < SPREAD_AT_MOST * kind.advance:
            return 0.0
        return lacking / (len(line) - 1)

    def _marks(
        self, line: str, start: int, values: Sequence[tuple[int, int]], kind: Type, spread: float
    ) -> tuple[tuple[float, float], ...]:
        """Where values begin and end on a line, in pt from its beginning."""
        found = []
        for a, b in values:
            first, last = max(a - start, 0), min(b - start, len(line))
            if first < last:
                x1 = self.width(line[:first], kind) + spread * first
                x2 = self.width(line[:last], kind) + spread * last
                found.append((x1, x2))
        return tuple(found)

    def placed(self, text: str, kind: Type, align: Align, left: float, right: float) -> Piece:
        """One line between two edges."""
        wide = self.width(text, kind)
        x = {"left": left, "center": (left + right - wide) / 2, "right": right - wide}[align]
        return Piece(x, text, kind)

    def rows(self, text: str, kind: Type, align: Align, measure: float) -> list[Piece]:
        """A text that should stand on one line; on more where the measure does not hold it."""
        lines = break_text(text, measure * EM / kind.advance, self.widths(kind))
        return [self.placed(line, kind, align, 0, measure) for line in lines]

    def centred(self, text: str, kind: Type, measure: float) -> list[Piece]:
        """As few lines as the measure allows, and of those the most even ones, longest first where it comes out so."""
        lines = break_text(text, measure * EM / kind.advance, self.widths(kind))
        room = measure * EM / kind.advance
        narrower = room
        while len(lines) > 1 and narrower > EM:
            narrower -= EM / 2
            tried = break_text(text, narrower, self.widths(kind))
            if len(tried) > len(lines):
                break
            lines = tried
        return [self.placed(line, kind, "center", 0, measure) for line in lines]


def moved(piece: Piece, by: float) -> Piece:
    """The same further right."""
    return replace(piece, x=piece.x + by, underlined=tuple((a + by, b + by) for a, b in piece.underlined))


def _flat(runs: Sequence[Run]) -> tuple[str, list[tuple[int, int]]]:
    """The text of all runs, and where in it values stand."""
    text, values = "", []
    for run in runs:
        words = run.text.replace("\r\n", "\n") or ROOM * run.blank
        if run.value and words:
            values.append((len(text), len(text) + len(words)))
        text += words
    return text, values
