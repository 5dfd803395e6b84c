"""Failed formulas (#REF!, #N/A …) in a workbook: the parser gives them as blanks, so they are looked up beside it."""

from __future__ import annotations

import io
import posixpath
import re
import threading
import zipfile
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

Places = dict[int, dict[int, str]]  # row → column → the error, all from 0

_CELL = re.compile(
    rb"<(?:\w+:)?c\b([^<>]{0,300})>"
    rb"(?:<(?:\w+:)?f\b[^<>]{0,300}(?:/>|>[^<]{0,8000}</(?:\w+:)?f>))?"
    rb"<(?:\w+:)?v>(#[A-Z0-9/!?]{2,10})</"
)
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_SIGNS = (b't="e"', b"t='e'")
_OVERLAP = 9_000
_MOST = 200_000


class Errors:
    """Looks for failed formulas on a thread of its own while the parser works."""

    def __init__(self, data: bytes, unpacked: int) -> None:
        self._found: dict[str, Places] = {}
        self._left = _MOST
        self._bytes = unpacked
        self._thread = threading.Thread(target=self._look, args=(data,), daemon=True)
        self._thread.start()

    def of(self, sheet: str) -> Places:
        """The failed formulas of a sheet."""
        self._thread.join()
        return self._found.get(sheet, {})

    def _look(self, data: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                for name, part in _parts(package):
                    with package.open(part) as stream:
                        self._found[name] = self._scan(iter(lambda: stream.read(2**20), b""))
        except (
            zipfile.BadZipFile,
            KeyError,
            ET.ParseError,
            EOFError,
            OSError,
            ValueError,
            MemoryError,
        ):
            return  # the parser will say what is wrong with the file

    def _scan(self, pieces: Iterable[bytes]) -> Places:
        places: Places = {}
        rest = b""
        for piece in pieces:
            self._bytes -= len(piece)
            if self._bytes < 0:
                break
            text = rest + piece
            if any(sign in text for sign in _SIGNS):
                for found in _CELL.finditer(text):
                    place = _PLACE.search(found[1])
                    if place and self._left > 0 and any(sign in found[1] for sign in _SIGNS):
                        self._left -= 1
                        places.setdefault(int(place[2]) - 1, {})[_column(place[1])] = found[2].decode()
            rest = text[-_OVERLAP:]
        return places


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _parts(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Names of sheets and the parts that hold them. The package was checked for entities before."""
    names = package.namelist()
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return
    links = {
        link.get("Id", ""): link.get("Target", "")
        for link in ET.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    }
    for sheet in ET.fromstring(package.read("xl/workbook.xml")).iter():  # noqa: S314
        if not sheet.tag.endswith("}sheet"):
            continue
        link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        target = links.get(link, "")
        part = (
            target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        )
        if part in names:
            yield sheet.get("name", ""), part
