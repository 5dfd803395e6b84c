"""What python-docx leaves to whoever writes Word files: East Asian faces, the grid, borders, fields, spans."""

from __future__ import annotations

import re
import struct
import zlib
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from app.printing.preview import Picture

TWIPS = 20
"""In a point."""
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def plain(text: str) -> str:
    """A text without the characters that no Word file may hold."""
    return _NOT_IN_XML.sub("", text)


def element(name: str, **attributes: object) -> Any:
    """An element such as ``w:jc`` with attributes in the same name space."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def put(parent: Any, child: Any, *before: str) -> None:
    """Put a child into its parent in the place of one of its name, before the first of the elements named."""
    for old in parent.findall(child.tag):
        parent.remove(old)
    for name in before:
        following = parent.find(qn(name))
        if following is not None:
            following.addprevious(child)
            return
    parent.append(child)


AFTER_FONTS = ("w:b", "w:i", "w:color", "w:spacing", "w:kern", "w:sz", "w:szCs", "w:u", "w:lang")
AFTER_SPACING = ("w:kern", "w:sz", "w:szCs", "w:u", "w:lang")


def set_face(properties: Any, name: str) -> None:
    """One face for every script, by its name; faces of a theme give way."""
    fonts = element("w:rFonts", hint="eastAsia", ascii=name, hAnsi=name, eastAsia=name, cs=name)
    put(properties, fonts, *AFTER_FONTS)


def set_apart(properties: Any, points: float) -> None:
    """What is added after each character."""
    put(properties, element("w:spacing", val=round(points * TWIPS)), *AFTER_SPACING)


def set_grid(section: Any, points: float) -> None:
    """Lines of the page's grid, without a grid of characters: that would double every width in some programs."""
    put(section._sectPr, element("w:docGrid", type="lines", linePitch=round(points * TWIPS)))  # noqa: SLF001


def off_the_grid(properties: Any) -> None:
    """Lines of their own height, not lifted to the next line of the grid."""
    put(
        properties,
        element("w:snapToGrid", val=0),
        "w:spacing",
        "w:ind",
        "w:contextualSpacing",
        "w:jc",
        "w:rPr",
    )


def no_border(style: Any) -> None:
    """Without the lines that the program's own styles draw around titles."""
    for borders in style.findall(".//" + qn("w:pBdr")):
        borders.getparent().remove(borders)


def border(
    paragraph: Any, side: str, points: float, *, kind: str = "single", space: float = 1, red: bool = False
) -> None:
    """A line above or below a paragraph."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    line = element(
        f"w:{side}",
        val=kind,
        sz=round(points * 8),
        space=round(min(space, 31)),
        color="DB1414" if red else "000000",
    )
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = element("w:pBdr")
        put(properties, borders, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr")
    borders.append(line)


def set_paragraph_rules(properties: Any) -> None:
    """Chinese line ends kept, no space put in around digits and Latin letters, no lines held back at a page's end."""
    following = ("w:autoSpaceDN", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")
    for name, value in (("widowControl", 0), ("kinsoku", 1), ("overflowPunct", 1), ("autoSpaceDE", 0)):
        put(properties, element(f"w:{name}", val=value), *following)
    put(properties, element("w:autoSpaceDN", val=0), *following[1:])


def field(paragraph: Any, instruction: str, style: Any = None) -> None:
    """A field such as PAGE."""
    for part in (
        element("w:fldChar", fldCharType="begin"),
        _instruction(instruction),
        element("w:fldChar", fldCharType="end"),
    ):
        run = paragraph.add_run(style=style)
        run._r.append(part)  # noqa: SLF001


def _instruction(text: str) -> Any:
    made = OxmlElement("w:instrText")
    made.set(qn("xml:space"), "preserve")
    made.text = f" {text} "
    return made


def at_foot(table: Any) -> None:
    """The table stands at the lower end of the text's area, whatever comes before it."""
    place = element(
        "w:tblpPr", horzAnchor="margin", vertAnchor="margin", tblpXSpec="left", tblpYSpec="bottom"
    )
    put(table._tbl.tblPr, place, "w:tblOverlap", "w:tblW", "w:jc", "w:tblBorders", "w:tblLayout", "w:tblLook")  # noqa: SLF001


def fixed_columns(table: Any, widths: list[float], *, padding: float) -> None:
    """Columns of these widths in pt, whatever stands in them; room beside the text on either side."""
    properties = table._tbl.tblPr  # noqa: SLF001
    put(properties, element("w:tblLayout", type="fixed"), "w:tblCellMar", "w:tblLook")
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=round(padding * TWIPS), type="dxa"))
    put(properties, margins, "w:tblLook")
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):  # noqa: SLF001
        column.set(qn("w:w"), str(round(width * TWIPS)))


def frame(table: Any, outer: float, inner: float) -> None:
    """Lines of a table in pt."""
    borders = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right"):
        borders.append(element(f"w:{side}", val="single", sz=round(outer * 8), space=0, color="000000"))
    for side in ("insideH", "insideV"):
        borders.append(element(f"w:{side}", val="single", sz=round(inner * 8), space=0, color="000000"))
    put(table._tbl.tblPr, borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")  # noqa: SLF001


def row_rules(row: Any, least: float, *, heading: bool) -> None:
    """The least height of a row in pt, and whether it comes again on the next page."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001
    properties.append(element("w:trHeight", val=round(least * TWIPS), hRule="atLeast"))
    if heading:
        properties.append(element("w:tblHeader"))


def cell_border(cell: Any, side: str, points: float) -> None:
    """A line at one side of a cell; 0 pt is none."""
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001
    borders = properties.find(qn("w:tcBorders"))
    if borders is None:
        borders = element("w:tcBorders")
        put(properties, borders, "w:shd", "w:noWrap", "w:tcMar", "w:vAlign")
    line = element(
        f"w:{side}", val="single" if points else "nil", sz=round(points * 8), space=0, color="000000"
    )
    borders.append(line)


def png(picture: Picture) -> bytes:
    """A page's picture as a PNG file."""
    width, height, pixels = picture.width, picture.height, picture.bgrx
    rows = bytearray()
    for row in range(height):
        line = pixels[row * width * 4 : (row + 1) * width * 4]
        rgb = bytearray(3 * width)
        rgb[0::3], rgb[1::3], rgb[2::3] = line[2::4], line[1::4], line[0::4]
        rows += b"\0" + rgb
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
