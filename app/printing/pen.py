"""The pen: text and lines on the pages of one PDF, measured in pt from the lower left corner.

A thin layer over ReportLab's canvas. The same calls give the same bytes: nothing here reads the clock.
"""

from __future__ import annotations

import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from app.files import whole_file
from app.printing import fonts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.printing.embed import EmbeddedFont
    from app.printing.fonts import Face, FontBook, Role

Align = Literal["left", "center", "right"]

MM = 72 / 25.4
"""Points in a millimetre."""

PAGES = {
    "A4 portrait": (210 * MM, 297 * MM),
    "A4 landscape": (297 * MM, 210 * MM),
    "A3 landscape": (420 * MM, 297 * MM),
}
"""Name -> (width, height) in pt."""

BASELINE = 0.37
"""From the middle of a line of Chinese type down to its baseline, in em."""


def _canvas(out: BinaryIO, page: tuple[float, float], title: str) -> Any:
    from reportlab.pdfgen.canvas import Canvas

    canvas: Any = Canvas(out, pagesize=page, invariant=1, pageCompression=1)
    # Helvetica, ReportLab's initial font, is never used: no page shall name a font that is not embedded.
    canvas._doc.idToObject["BasicFonts"].dict.clear()  # noqa: SLF001
    canvas._preamble = "1 0 0 1 0 0 cm"  # noqa: SLF001
    canvas.setTitle(title)
    canvas.setAuthor("")
    canvas.setCreator("安监台账")
    canvas.setProducer("安监台账")
    return canvas


class Pen:
    """Draws on the pages of one PDF. ``canvas`` is ReportLab's own, for images and what else it can do."""

    def __init__(self, out: BinaryIO, page: tuple[float, float], title: str, book: FontBook) -> None:
        self.book = book
        self.canvas = _canvas(out, page, title)
        self._fonts: dict[Face, EmbeddedFont] = {}
        self._ops: list[str] = []
        self._contents: list[Any] = []

    # --- text ------------------------------------------------------------------------------------------
    def font(self, face: Face) -> EmbeddedFont:
        """The face as a font of this document."""
        from app.printing.embed import EmbeddedFont

        found = self._fonts.get(face)
        if found is None:
            found = self._fonts[face] = EmbeddedFont(face, len(self._fonts) + 1)
            self.canvas._doc.delayedFonts.append(found)  # noqa: SLF001 -- ReportLab's place for fonts
        return found

    def shown(self, text: str, role: Role, size: float) -> str:
        """The operators that draw a text where the text position stands."""
        parts = []
        for face, part in self.book.runs(text, role):
            font = self.font(face)
            drawn = f"/{font.name} {size:g} Tf {font.code(part)} Tj"
            if part[0] in fonts.ONE_EM and face.natural_width(part[0]) != 1000:
                drawn = f"{100000 / face.natural_width(part[0]):.3f} Tz {drawn} 100 Tz"
            parts.append(drawn)
        return " ".join(parts)

    def text(self, x: float, y: float, text: str, role: Role, size: float, *, align: Align = "left") -> None:
        """One line of text; ``x`` is its left edge, middle or right edge, ``y`` its baseline."""
        if not text:
            return
        if align != "left":
            wide = self.book.width(text, role, size)
            x -= wide if align == "right" else wide / 2
        self._ops.append(f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm {self.shown(text, role, size)} ET")

    # --- lines -----------------------------------------------------------------------------------------
    def line(self, x1: float, y1: float, x2: float, y2: float, width: float = 0.5) -> None:
        """A straight line."""
        self._ops.append(f"{width:g} w {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")

    def frame(self, x: float, y: float, width: float, height: float, line: float = 1.0) -> None:
        """The outline of a rectangle whose lower left corner is (x, y)."""
        self._ops.append(f"{line:g} w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")

    def fill(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        """A rectangle filled with a grey (0 black, 1 white)."""
        self._ops.append(f"{grey:g} g {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f 0 g")

    def ink(self, grey: float) -> None:
        """The grey of the lines that follow (0 black, 1 white)."""
        self._ops.append(f"{grey:g} G")

    def photo(self, x: float, y: float, width: float, height: float, content: bytes) -> None:
        """A JPEG as it is, its lower left corner at (x, y)."""
        from io import BytesIO

        from reportlab.lib.utils import ImageReader

        code = self.canvas._code  # noqa: SLF001 -- the page's text is ours: what it draws is taken over
        start = len(code)
        self.canvas.drawImage(ImageReader(BytesIO(content)), x, y, width, height)
        self._ops.extend(code[start:])
        del code[start:]

    def literal(self, operators: str) -> None:
        """Ready-made page operators, for whoever draws a great many things."""
        self._ops.append(operators)

    # --- pages -----------------------------------------------------------------------------------------
    @property
    def pages(self) -> int:
        """How many pages are closed."""
        return len(self._contents)

    def end_page(self) -> None:
        """Close the page; it is compressed at once, so that a long document stays small in memory."""
        self.canvas.addLiteral(" ")
        self.canvas.showPage()
        page = self._page(self.pages + 1)
        page.stream = None
        self._contents.append(self._stream())
        page.Contents = self._contents[-1]

    def add_to_page(self, number: int) -> None:
        """Put what was drawn since onto a page (from 1) that is closed already."""
        from reportlab.pdfbase import pdfdoc

        self._page(number).Contents = pdfdoc.PDFArray(
            [
                self.canvas._doc.Reference(self._contents[number - 1], f"page{number}.body"),  # noqa: SLF001
                self.canvas._doc.Reference(self._stream(), f"page{number}.added"),  # noqa: SLF001
            ]
        )

    def _page(self, number: int) -> Any:
        return self.canvas._doc.idToObject[f"Page{number}"]  # noqa: SLF001 -- no public way to a page

    def _stream(self) -> Any:
        from reportlab.pdfbase import pdfdoc

        content = zlib.compress("\n".join(self._ops).encode("ascii"), 6)
        self._ops.clear()
        filters = pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFName("FlateDecode")})
        return pdfdoc.PDFStream(filters, content)

    def finish(self) -> None:
        """Write the file."""
        self.canvas.save()


@contextmanager
def open_pen(
    out: Path | BinaryIO, page: tuple[float, float], title: str, book: FontBook | None = None
) -> Iterator[Pen]:
    """A pen whose file is written when the block ends well, and not at all when it does not."""
    with whole_file(out) as stream:
        one = Pen(stream, page, title, book or fonts.book())
        yield one
        one.finish()
