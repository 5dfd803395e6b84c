"""What python-docx leaves to whoever writes Word files: East Asian faces, the grid, borders, fields, spans."""

from __future__ import annotations

import re
import struct
import zlib
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from app.printing.preview import Picture

TWIPS, EMU = 20, 12700
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


def no_tabs(style: Any) -> None:
    """Without the tab stops of the program's own style."""
    for stops in style.findall(".//" + qn("w:tabs")):
        stops.getparent().remove(stops)


def speak_chinese(word: Any) -> None:
    """Texts are Chinese where nothing else is said: line ends, quotes and faces go by that."""
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


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


_BOX = """
<w:r {spaces}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0"
 layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>
<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>
<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapTopAndBottom/>
<wp:docPr id="9001" name="版记"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="{wps}"><wps:wsp><wps:cNvSpPr txBox="1"/>
<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>
<wps:txbx><w:txbxContent/></wps:txbx>
<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:spAutoFit/></wps:bodyPr></wps:wsp>
</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"""
_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}


def at_foot(anchor: Any, content: list[Any], size: tuple[float, float]) -> None:
    """Move elements into a box at the lower end of the text's area, on the page of the anchor, whatever stands above.

    A table or a frame that floats is left under the text by some programs; a box is not.
    """
    width, height = (round(one * EMU) for one in size)
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in _SPACES.items())
    words = _BOX.format(spaces=spaces, wps=_SPACES["wps"], width=width, height=height)
    run = parse_xml(words.replace("\n", ""))
    run.find(f".//{qn('w:txbxContent')}").extend(content)
    anchor._p.append(run)  # noqa: SLF001


def fixed_columns(table: Any, widths: list[float], *, padding: float) -> None:
    """Columns of these widths in pt, whatever stands in them, from the edge of the text; room beside the text of cells."""
    properties = table._tbl.tblPr  # noqa: SLF001
    put(properties, element("w:tblLayout", type="fixed"), "w:tblCellMar", "w:tblLook")
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=round(padding * TWIPS), type="dxa"))
    put(properties, margins, "w:tblLook")
    put(
        properties,
        element("w:tblInd", w=round(padding * TWIPS), type="dxa"),
        "w:tblBorders",
        "w:shd",
        "w:tblLayout",
        "w:tblCellMar",
        "w:tblLook",
    )
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):  # noqa: SLF001
        column.set(qn("w:w"), str(round(width * TWIPS)))
    for row in table._tbl.tr_lst:  # noqa: SLF001
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = round(width * EMU)


def cell_padding(cell: Any, points: float) -> None:
    """Room beside the text of one cell that is not that of its table."""
    margins = element("w:tcMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=round(points * TWIPS), type="dxa"))
    put(cell._tc.get_or_add_tcPr(), margins, "w:textDirection", "w:tcFitText", "w:vAlign")  # noqa: SLF001


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
