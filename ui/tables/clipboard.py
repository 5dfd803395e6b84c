"""To and from Excel: tab-separated text with quoted line breaks, and a table for Excel, WPS and Word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData

Texts = Sequence[Sequence[str]]
LONG = 120
"""Text cells of more than 255 characters are shown as #### by old Excel, and nobody takes a paragraph for a number."""
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,10})(?:\.\d+)?$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d)?$")
_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|$)')
_PLAIN = re.compile(r"[^\t\n]*")
_AS_TEXT = ' style="mso-number-format:\'\\@\'" sdnum="2052;0;@"'
_BREAK = '<br style="mso-data-placement:same-cell">'


def packed(lines: Texts) -> QMimeData:
    """The block as the clipboard takes it."""
    made = QMimeData()
    made.setText("\n".join("\t".join(map(_quoted, line)) for line in lines))
    rows = "".join("<tr>" + "".join(map(_cell, line)) + "</tr>" for line in lines)
    made.setHtml(f'<html><meta charset="utf-8"><table border="1">{rows}</table></html>')
    return made


def unpacked(text: str) -> list[list[str]]:
    """A block from the clipboard, all lines of one length; a last empty line is none, alone it is an empty cell."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if not text:
        return []
    text = text.removesuffix("\n")
    lines = _read(text)
    width = max(map(len, lines), default=0)
    return [line + [""] * (width - len(line)) for line in lines]


def _read(text: str) -> list[list[str]]:
    """A cell is quoted only as a whole, as Excel does it: any other quote is a quote."""
    if '"' not in text:
        return [line.split("\t") for line in text.split("\n")]
    lines: list[list[str]] = [[]]
    at = 0
    while True:
        quoted = _QUOTED.match(text, at)
        if quoted is not None:
            lines[-1].append(quoted[1].replace('""', '"'))
            at = quoted.end()
        else:
            plain = _PLAIN.match(text, at)
            assert plain is not None
            lines[-1].append(plain[0])
            at = plain.end()
        if at >= len(text):
            return lines
        if text[at] == "\n":
            lines.append([])
        at += 1


def _quoted(cell: str) -> str:
    """As Excel writes a cell with a line break or a quote to the clipboard."""
    if any(sign in cell for sign in '\t\n"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _cell(text: str) -> str:
    """Numbers and days are such; what only looks like one (0531, 1-2, =…, a code) stays the text it is."""
    plain = not text or len(text) > LONG or _NUMBER.match(text) or _DAY.match(text)
    changed = not plain and (text[0] in "=+-@" or any(sign.isdigit() for sign in text))
    return f"<td{_AS_TEXT if changed else ''}>{escape(text).replace(chr(10), _BREAK)}</td>"
