"""What a file really is, and whether it is safe to open: looked at before any parser sees it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

FIRST_SIGN = 0x4E00  # on the way to the parent: the sign for the first of the distinct values of a column
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OTHERS = (
    (b"%PDF", "PDF 文档"),
    (b"\xff\xd8\xff", "JPG 图片"),
    (b"\x89PNG", "PNG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"BM", "BMP 图片"),
    (b"{\\rtf", "RTF 文档"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "gz 压缩包"),
    (b"SQLite format 3\0", "数据库文件"),
    (b"MZ", "程序文件"),
)
# The globals of a workbook begin (BOF), perhaps a write protection, then at once the record of a password.
_LOCKED_XLS = re.compile(rb"\x09\x08\x10\x00..\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00.\x00", re.DOTALL)


@dataclass(frozen=True)
class Limits:
    """How far a file may go. ``sheet`` asks for one sheet only; ``html`` allows a web page to be read."""

    size: int = 200 * 2**20  # bytes of the file
    entries: int = 5_000  # parts in a package
    unpacked: int = 1_500 * 2**20  # bytes of all parts
    ratio: int = 200  # unpacked : packed, for what is larger than ``small``
    small: int = 64 * 2**20
    rows: int = 1_100_000
    columns: int = 16_384
    cells: int = 16_000_000  # rows × columns, of all sheets together
    memory: int = 2 * 2**30
    seconds: float = 180.0
    sheet: str | None = None
    html: bool = False


class Bad(Exception):  # noqa: N818  a reason, turned into a sentence by the parent
    """Why the file is refused: a short code and what the sentence needs."""


def check_zip(data: bytes, limits: Limits) -> None:
    """Refuse what would unfold too far, from the directory alone; and what is no workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = package.infolist()
        if len(entries) > limits.entries:
            raise Bad("bomb")
        total = sum(entry.file_size for entry in entries)
        if total > limits.unpacked:
            raise Bad("bomb")
        if total > limits.small and total > limits.ratio * max(1, len(data)):
            raise Bad("bomb")
        names = {entry.filename for entry in entries}
        if any(entry.flag_bits & 1 for entry in entries):
            raise Bad("encrypted")
        _check_kind(package, names)
        for entry in entries:
            if entry.filename.lower().endswith((".xml", ".rels")):
                with package.open(entry) as part:
                    if b"<!doctype" in part.read(2048).replace(b"\0", b"").lower():
                        raise Bad("entities")


def _check_kind(package: zipfile.ZipFile, names: set[str]) -> None:
    if any(name.startswith("word/") for name in names):
        raise Bad("other", "Word 文档")
    if any(name.startswith("ppt/") for name in names):
        raise Bad("other", "PPT 文稿")
    if "mimetype" in names:
        with package.open("mimetype") as part:
            if b"opendocument.spreadsheet" not in part.read(200):
                raise Bad("other", "其他类型的文档")
        with package.open("META-INF/manifest.xml") as part:
            if b"encryption-data" in part.read(200_000):
                raise Bad("encrypted")
    elif not any(name.lower().replace("\\", "/").startswith("xl/") for name in names):
        raise Bad("other", "压缩包")


def check_ole(data: bytes) -> None:
    """Refuse the old binary format where it is locked or holds no workbook."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise Bad("encrypted")
    if not (holds("Workbook") or holds("Book\0")):
        for stream, name in (("WordDocument", "Word 文档"), ("PowerPoint Document", "PPT 文稿")):
            if holds(stream):
                raise Bad("other", name)
        raise Bad("other", "其他类型的 Office 文件")
    if _LOCKED_XLS.search(data):
        raise Bad("encrypted")


def other_kind(data: bytes) -> str:
    """The name of what is certainly no table. A mark of two letters may also be how a text begins."""
    for magic, name in _OTHERS:
        if data.startswith(magic) and (len(magic) > 2 or b"\0" in data[:64]):
            return name
    return ""


_HTML = re.compile(
    rb"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|table|meta|div|style)", re.DOTALL
)


def is_html(start: bytes) -> bool:
    """Does a file begin like a web page? ``start`` is stripped and in lower case."""
    return _HTML.match(start) is not None
