"""Separated values and the tables of web pages: read in plain Python, in the child as well."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from app.exchange.reader_checks import Bad, Limits

Row = list[str]
Merged = tuple[int, int, int, int]
Table = tuple[str, list[Row], list[Merged]]


def _decoded(data: bytes, declared: str = "") -> str:
    """Text in one of the encodings met in China."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        guesses = ["utf-16"]
    elif declared:
        guesses = [declared, "utf-8-sig", "gb18030"]
    else:
        guesses = ["utf-8-sig", "gb18030"]
    for name in guesses:
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    raise Bad("encoding")


def read_text(data: bytes, limits: Limits) -> Iterator[Table]:
    """Comma, semicolon or tab separated values."""
    text = _decoded(data)
    if "\0" in text or len(re.findall(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]", text[:20_000])) > 20:
        raise Bad("binary")
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    rows: list[Row] = []
    try:
        for row in reader:
            rows.append([_unguarded(cell) for cell in row])
            _count(rows, len(row), limits)
    except csv.Error as fault:
        raise Bad("csv", reader.line_num) from fault
    yield "", rows, []


def _unguarded(cell: str) -> str:
    """Our own csv puts an apostrophe before what a spreadsheet would run as a formula; here it goes again."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r") else cell


def _delimiter(text: str) -> str:
    """The sign that cuts the first lines into the most columns of the same number."""
    lines = re.sub(r'"[^"]*"', "", text[:20_000]).splitlines()[:30]

    def score(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines if line.strip()]
        often = max(set(counts), key=lambda n: (counts.count(n) * (n > 0), n), default=0)
        return (counts.count(often) if often else 0, often)

    return max((",", "\t", ";"), key=score)


def _count(rows: list[Row], width: int, limits: Limits) -> None:
    if width > limits.columns or len(rows) > limits.rows or len(rows) * width > limits.cells:
        raise Bad("cells", "")


def read_page(data: bytes, limits: Limits) -> Iterator[Table]:
    """The tables of a web page, each as a sheet."""
    declared = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", data[:4096], re.IGNORECASE)
    name = declared[1].decode("ascii").lower() if declared else ""
    reader = _Tables(limits)
    reader.feed(_decoded(data, "gb18030" if name in ("gb2312", "gbk", "gb18030") else name))
    reader.close()
    found = [(table, merged) for table, merged in reader.done if any(any(row) for row in table)]
    if not found:
        raise Bad("page")
    for number, (table, merged) in enumerate(found, 1):
        yield f"网页表格{number}", table, merged


def _span(text: str | None) -> int:
    return min(1000, max(1, int(text))) if text and text.isascii() and text.isdigit() and len(text) < 6 else 1


class _Table:
    """The grid of one table of a page."""

    def __init__(self, limits: Limits) -> None:
        self.rows: list[Row] = []
        self.merged: list[Merged] = []
        self.words: list[str] = []
        self.taken: set[tuple[int, int]] = set()
        self.place: tuple[int, int] | None = None
        self.limits = limits

    def row(self) -> None:
        self.close()
        self.rows.append([])

    def cell(self, down: int, across: int) -> None:
        self.close()
        if not self.rows:
            self.rows.append([])
        at, column = len(self.rows) - 1, len(self.rows[-1])
        while (at, column) in self.taken:
            column += 1
        if down * across > 1:
            self.merged.append((at, column, at + down - 1, column + across - 1))
            self.taken.update((at + d, column + a) for d in range(down) for a in range(across))
        self.rows[-1].extend([""] * (column + across - len(self.rows[-1])))
        self.place = (at, column)
        _count(self.rows, len(self.rows[-1]), self.limits)
        if len(self.taken) > self.limits.cells:
            raise Bad("cells", "")

    def close(self) -> None:
        """Put the words gathered into the open cell."""
        if self.place is not None:
            self.rows[self.place[0]][self.place[1]] = "".join(self.words).replace("\xa0", " ").strip()
            self.place = None
        self.words = []


class _Tables(HTMLParser):
    """Lays out rows, colspan and rowspan; nested tables become tables of their own."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.limits = limits
        self.done: list[tuple[list[Row], list[Merged]]] = []
        self.open: list[_Table] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.open.append(_Table(self.limits))
        elif self.open and tag == "tr":
            self.open[-1].row()
        elif self.open and tag in ("td", "th"):
            spans = dict(attrs)
            self.open[-1].cell(_span(spans.get("rowspan")), _span(spans.get("colspan")))
        elif self.open and tag == "br":
            self.open[-1].words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self.open and tag in ("td", "th", "tr"):
            self.open[-1].close()
        elif self.open and tag == "table":
            table = self.open.pop()
            table.close()
            self.done.append((table.rows, table.merged))

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[-1].words.append(re.sub(r"\s+", " ", data))

    def close(self) -> None:
        super().close()
        while self.open:
            self.handle_endtag("table")
