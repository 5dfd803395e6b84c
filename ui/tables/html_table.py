"""The cells of a table that the clipboard holds as HTML only, as some web pages leave it. Nothing but their words."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_SILENT = frozenset(("script", "style", "template"))
_BREAKS = frozenset(("br", "p", "div", "li"))
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_WIDEST = 200  # columns or rows that one cell may claim


def table_in(html: str) -> list[list[str]]:
    """The first table, all lines of one length; a cell over several columns or rows stands in the first of them."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_cell()
    height, width = reader.row + 1, 1 + max((column for _row, column in reader.cells), default=-1)
    return [[reader.cells.get((row, column), "") for column in range(width)] for row in range(height)]


class _Reader(HTMLParser):
    """A table within a cell is but words of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.cells: dict[tuple[int, int], str] = {}  # what cells over several places cover is there and empty
        self.row = -1
        self._at: tuple[int, int] | None = None
        self._parts: list[str] = []
        self._depth = self._silent = 0
        self._done = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called by the parser."""
        self._depth += tag == "table"
        self._silent += tag in _SILENT
        if tag in _BREAKS:
            self._parts.append("\n")
        elif self._depth > 1 or self._done:
            self._parts.append(" ")
        elif tag == "tr" and self._depth:
            self.end_cell()
            self.row += 1
        elif tag in ("td", "th") and self._depth:
            self.end_cell()
            self._begin(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        """Called by the parser."""
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag in _BREAKS:
            self._parts.append("\n")
        elif tag in ("td", "th", "tr", "table") and self._depth == 1:
            self.end_cell()
        if tag == "table" and self._depth:
            self._depth -= 1
            self._done = self._done or not self._depth

    def handle_data(self, data: str) -> None:
        """Called by the parser."""
        if self._at is not None and not self._silent:
            self._parts.append(_SPACE.sub(" ", data))

    def _begin(self, given: dict[str, str | None]) -> None:
        self.row = max(0, self.row)
        column = 0
        while (self.row, column) in self.cells:
            column += 1
        for down in range(_span(given.get("rowspan"))):
            for right in range(_span(given.get("colspan"))):
                self.cells.setdefault((self.row + down, column + right), "")
        self._at, self._parts = (self.row, column), []

    def end_cell(self) -> None:
        """What was gathered stands in its cell."""
        if self._at is not None:
            lines = (line.strip() for line in "".join(self._parts).split("\n"))
            self.cells[self._at] = "\n".join(filter(None, lines))
        self._at, self._parts = None, []


def _span(said: str | None) -> int:
    return min(max(int(said), 1), _WIDEST) if said and said.isdecimal() else 1
