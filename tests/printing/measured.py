"""What stands where on the pages of a finished PDF, measured with pdfium (mm from the upper left corner)."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from app.printing.preview import PDFIUM

MM = 72 / 25.4


@dataclass(frozen=True)
class Sign:
    """One character: where it begins and ends on its line, its baseline, its size in pt, its face."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    face: str


@dataclass(frozen=True)
class Line:
    """The characters on one baseline, from the left."""

    signs: tuple[Sign, ...]

    @property
    def text(self) -> str:
        return "".join(sign.text for sign in self.signs)

    @property
    def left(self) -> float:
        return self.signs[0].left

    @property
    def right(self) -> float:
        return self.signs[-1].right

    @property
    def baseline(self) -> float:
        return self.signs[0].baseline

    @property
    def size(self) -> float:
        return self.signs[0].size

    @property
    def face(self) -> str:
        return self.signs[0].face


@dataclass(frozen=True)
class Drawn:
    """A straight line: its ends, its width, and whether it is red."""

    left: float
    top: float
    right: float
    bottom: float
    width: float
    red: bool


@dataclass(frozen=True)
class Measured:
    """A page."""

    width: float
    height: float
    lines: tuple[Line, ...]
    drawn: tuple[Drawn, ...]

    def line(self, text: str) -> Line:
        """The line that holds a text."""
        return next(one for one in self.lines if text in one.text)

    @property
    def rules(self) -> list[Drawn]:
        """The horizontal lines from the top."""
        flat = (one for one in self.drawn if one.bottom - one.top < 0.01 < one.right - one.left)
        return sorted(flat, key=lambda one: one.top)


def measure(pdf: bytes) -> list[Measured]:
    """Every page."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [_page(page) for page in document]
        finally:
            document.close()


def _page(page: Any) -> Measured:
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        signs = [_sign(text, place, height) for place in range(text.count_chars())]
    finally:
        text.close()
    seen = sorted(
        (one for one in signs if one is not None), key=lambda one: (round(one.baseline, 1), one.left)
    )
    lines = tuple(Line(tuple(run)) for _, run in groupby(seen, key=lambda one: round(one.baseline, 1)))
    paths = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])
    drawn = tuple(rule for one in paths for rule in _drawn(one, height))
    return Measured(width / MM, height / MM, lines, drawn)


def _sign(text: Any, place: int, height: float) -> Sign | None:
    point = pdfium.FPDFText_GetUnicode(text, place)
    if point < 32 or pdfium.FPDFText_IsGenerated(text, place) == 1:
        return None
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, place, x, y)
    _left, _low, right, _high = text.get_charbox(place, loose=True)
    size = pdfium.FPDFText_GetFontSize(text, place)
    name = ctypes.create_string_buffer(200)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, place, name, 200, flags)
    face = name.value.decode().partition("+")[2]
    return Sign(chr(point), x.value / MM, right / MM, (height - y.value) / MM, size, face)


def _drawn(one: Any, height: float) -> Iterator[Drawn]:
    wide = ctypes.c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(one.raw, wide)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetStrokeColor(one.raw, red, green, blue, alpha)
    for (x1, y1), (x2, y2) in pairwise(_points(one)):
        left, right = sorted((x1 / MM, x2 / MM))
        top, bottom = sorted(((height - y1) / MM, (height - y2) / MM))
        yield Drawn(left, top, right, bottom, wide.value / MM, red.value > 150 and green.value < 100)


def _points(one: Any) -> list[tuple[float, float]]:
    found = []
    place_on_page = one.get_matrix()
    for place in range(pdfium.FPDFPath_CountSegments(one.raw)):
        segment = pdfium.FPDFPath_GetPathSegment(one.raw, place)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        found.append(place_on_page.on_point(x.value, y.value))
    return found
