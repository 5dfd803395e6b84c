"""A face inside a PDF, as one font of any number of characters.

ReportLab cuts a TrueType face into fonts of 256 characters each, so a Chinese sentence changes font every few
characters, and characters above U+FFFF cannot be copied from the page. Here a face is one composite font:
the code of a character in the page is its Unicode value, so that a text is encoded by one call.
"""

from __future__ import annotations

from struct import pack
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfdoc

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.printing.fonts import Face

_FIRST_ABOVE = 0xD800  # surrogates are no characters: their codes stand for those above U+FFFF
_LAST_ABOVE = 0xDFFF


class EmbeddedFont:
    """One face in one document; knows which characters were drawn and embeds only those."""

    def __init__(self, face: Face, number: int) -> None:
        self.face = face
        self.name = f"Z{number}"
        self._used: set[str] = set()
        self._above: dict[int, int] = {}

    def code(self, text: str) -> str:
        """The text as a string operand of the page: hexadecimal, two bytes a character."""
        self._used.update(text)
        if max(text) > "\uffff":
            text = self._lowered(text)
            return f"<{text.encode('utf-16-be', 'surrogatepass').hex()}>"
        return f"<{text.encode('utf-16-be').hex()}>"

    def use(self, text: str) -> None:
        """Note that these characters, all below U+10000, are drawn by operators made elsewhere."""
        self._used.update(text)

    def _lowered(self, text: str) -> str:
        for character in text:
            point = ord(character)
            if point > 0xFFFF and point not in self._above:
                lowered = _FIRST_ABOVE + len(self._above)
                if lowered > _LAST_ABOVE:
                    raise ValueError("一份文件里的生僻字超过 2048 个，无法打印。")
                self._above[point] = lowered
        return text.translate(self._above)

    def addObjects(self, document: Any) -> None:
        """Write the font into the document: called by ReportLab when the file is finished."""
        points = sorted(map(ord, self._used))
        codes = [self._above.get(point, point) for point in points]
        font: Any = self.face.font
        title = f"{_tag(self.name)}+{font.name.decode('ascii')}"
        system = pdfdoc.PDFDictionary(
            {
                "Registry": pdfdoc.PDFString("Adobe"),
                "Ordering": pdfdoc.PDFString("Identity"),
                "Supplement": 0,
            }
        )
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(title),
                "CIDSystemInfo": system,
                "FontDescriptor": font.addSubsetObjects(document, title, points),
                "DW": 1000,
                "W": _widths(zip(codes, (font.getCharWidth(point) for point in points), strict=True)),
                "CIDToGIDMap": self._stream(document, "glyphs", self._glyphs(points, codes)),
            }
        )
        composite = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(title),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant, f"{self.name}.cid")]),
                "ToUnicode": self._stream(document, "unicode", _to_unicode(codes, points)),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(composite, self.name)

    def _stream(self, document: Any, kind: str, content: bytes) -> Any:
        stream = pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])
        return document.Reference(stream, f"{self.name}.{kind}")

    def _glyphs(self, points: Sequence[int], codes: Sequence[int]) -> bytes:
        """Code -> glyph of the embedded subset, which numbers its glyphs in the order of the characters."""
        numbers = {0: 0}
        table = bytearray(2 * (max(codes, default=0) + 1))
        for point, code in zip(points, codes, strict=True):
            original = self.face.font.charToGlyph.get(point, 0)
            number = numbers.setdefault(original, len(numbers))
            table[2 * code : 2 * code + 2] = pack(">H", number)
        return bytes(table)


def _tag(name: str) -> str:
    """The six capitals that mark a subset, told apart by the font's number."""
    number = int(name[1:])
    return "SAFE" + chr(65 + number // 26 % 26) + chr(65 + number % 26)


def _widths(pairs: Iterable[tuple[int, float]]) -> Any:
    """The widths that are not a full em."""
    entries: list[Any] = []
    for code, width in pairs:
        if width != 1000:
            entries += [code, pdfdoc.PDFArray([width])]
    array = pdfdoc.PDFArray(entries)
    array.multiline = False
    return array


def _to_unicode(codes: Sequence[int], points: Sequence[int]) -> bytes:
    """The table that lets a reader copy and search the text, in blocks of at most a hundred."""
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    pairs = [
        f"<{code:04X}> <{chr(point).encode('utf-16-be').hex().upper()}>"
        for code, point in sorted(zip(codes, points, strict=True))
    ]
    for start in range(0, len(pairs), 100):
        block = pairs[start : start + 100]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")
