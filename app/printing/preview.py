"""A finished PDF as pictures and as text, through pdfium."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PDFIUM = Lock()
"""pdfium is not safe for two threads at once."""


@dataclass(frozen=True)
class Picture:
    """A page drawn: four bytes a pixel (blue, green, red, unused), rows from the top, no padding."""

    width: int
    height: int
    bgrx: bytes


@contextmanager
def _opened(pdf: Path | bytes) -> Iterator[Any]:
    import pypdfium2

    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def page_count(pdf: Path | bytes) -> int:
    """The number of pages."""
    with _opened(pdf) as document:
        return len(document)


def page_picture(pdf: Path | bytes, page: int, dpi: float = 150) -> Picture:
    """Page ``page`` (from 0) at a resolution in dots per inch, on white."""
    with _opened(pdf) as document:
        bitmap = document[page].render(scale=dpi / 72, rev_byteorder=False, prefer_bgrx=True)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        content = bytes(bitmap.buffer)
    if stride != 4 * width:
        content = b"".join(content[row * stride : row * stride + 4 * width] for row in range(height))
    return Picture(width, height, content)


def page_text(pdf: Path | bytes, page: int) -> str:
    """The text of page ``page`` (from 0), as a reader would copy it."""
    with _opened(pdf) as document:
        text: str = document[page].get_textpage().get_text_bounded()
    return text.replace("\r\n", "\n")


def page_size(pdf: Path | bytes, page: int) -> tuple[float, float]:
    """Width and height in pt of page ``page`` (from 0)."""
    with _opened(pdf) as document:
        width, height = document[page].get_size()
    return float(width), float(height)
