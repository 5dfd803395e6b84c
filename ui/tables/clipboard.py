"""To and from Excel: tab-separated text with quoted line breaks, and a table for WPS and Word."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from html import escape

from PySide6.QtCore import QMimeData

LONG = 10
Texts = Sequence[Sequence[str]]


def packed(lines: Texts) -> QMimeData:
    """The block as the clipboard takes it."""
    made = QMimeData()
    made.setText("\n".join("\t".join(map(_quoted, line)) for line in lines))
    rows = "".join("<tr>" + "".join(map(_cell, line)) + "</tr>" for line in lines)
    made.setHtml(f'<html><meta charset="utf-8"><table border="1">{rows}</table></html>')
    return made


def unpacked(text: str) -> list[list[str]]:
    """A block from the clipboard, all lines of one length; a last empty line is none."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    text = text.removesuffix("\n")
    if not text:
        return []
    try:
        lines = list(_read(text))
    except csv.Error:  # a quote that is no quoting, or a field beyond all measure
        lines = [line.split("\t") for line in text.split("\n")]
    width = max(map(len, lines), default=0)
    return [line + [""] * (width - len(line)) for line in lines]


def _read(text: str) -> Iterator[list[str]]:
    """A cell is quoted only where Excel would quote it: a lone quote in a text is a quote."""
    if text.count('"') % 2 or ("\t" not in text and '"' not in text):
        for line in text.split("\n"):
            yield line.split("\t")
        return
    for cells in csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True):
        yield cells or [""]


def _quoted(cell: str) -> str:
    """As Excel writes a cell with a line break or a quote to the clipboard."""
    if any(sign in cell for sign in '\t\n"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _cell(text: str) -> str:
    """A long number (a code, a telephone) stays text: a program that reads the table would round it."""
    style = " style=\"mso-number-format:'\\@'\"" if len(text) > LONG and text.isdigit() else ""
    return f"<td{style}>{escape(text).replace(chr(10), '<br>')}</td>"
