"""Files that belong to records: kept once by what is in them, beside the database."""

from __future__ import annotations

import hashlib
import mimetypes
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Boolean, Column, Connection, Integer, Text, insert, select

from app.files import whole_file
from app.kernel.errors import Refusal
from app.masterdata import pictures
from app.store.backup import FILES as FOLDER
from app.store.base import Base, table_of
from app.store.places import refuse_full_disk
from app.store.session import Store

LARGEST = 50 * 1024 * 1024
RUNNING = frozenset(
    [
        "exe",
        "dll",
        "com",
        "scr",
        "pif",
        "msi",
        "msp",
        "mst",
        "bat",
        "cmd",
        "ps1",
        "psm1",
        "vbs",
        "vbe",
        "js",
        "jse",
        "wsf",
        "wsh",
        "hta",
        "cpl",
        "msc",
        "lnk",
        "url",
        "reg",
        "inf",
        "jar",
        "sh",
        "apk",
        "app",
        "dmg",
        "pkg",
        "deb",
        "rpm",
        "run",
        "bin",
        "gadget",
        "application",
        "chm",
        "iso",
        "img",
        "vhd",
        "svg",
        "html",
        "htm",
        "mht",
        "xhtml",
        "py",
    ]
)
"""Endings of files that do something when they are opened."""
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
_ENDING = re.compile(r"\.[a-z0-9]{1,8}")
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\u202a-\u202e\u2066-\u2069]')


class StoredFile(Base):
    """A file under its SHA-256. ``kind`` is its media type; ``taken_at`` is when a photo was taken, where it says so;
    ``original`` tells that it was kept as it came, not compressed.
    """

    __tablename__ = "files"

    hash = Column(Text, primary_key=True)
    name = Column(Text, nullable=False)
    kind = Column(Text, nullable=False)
    size = Column(Integer, nullable=False)
    width = Column(Integer, nullable=True)
    height = Column(Integer, nullable=True)
    taken_at = Column(Text, nullable=True)
    original = Column(Boolean, default=False, nullable=False)
    added_at = Column(Text, nullable=False)
    who = Column(Text, nullable=False)


FILES = table_of(StoredFile)


@dataclass(frozen=True)
class Kept:
    """A file on file; ``path`` is where it should lie."""

    hash: str
    name: str
    kind: str
    size: int
    width: int | None
    height: int | None
    taken_at: str | None
    original: bool
    added_at: str
    who: str
    path: Path

    @property
    def is_picture(self) -> bool:
        """Can it be shown as a picture?"""
        return self.kind in (pictures.JPEG, pictures.PNG)


def folder_of(store: Store) -> Path:
    """Where the files of a store lie."""
    return store.path.parent / FOLDER


def place_of(store: Store, digest: str, name: str) -> Path:
    """The path of a file: the ending of its name is kept, so that other programs can open it."""
    ending = Path(name).suffix.lower()
    return folder_of(store) / digest[:2] / f"{digest}{ending if _ENDING.fullmatch(ending) else ''}"


def take_in(
    store: Store, source: Path | bytes, name: str = "", *, original: bool = False, photo: bool = False
) -> Kept:
    """Keep a file; a picture is compressed first unless its ``original`` is wanted. With ``photo`` it must be one.

    The same content is kept once, under the name it came with first. Raises Refusal naming the file.
    """
    name = plain_name(name or (source.name if isinstance(source, Path) else "照片.png"))
    content = _content(source, name)
    if pictures.is_picture(content) and (photo or not _leaves(content)):
        made = pictures.press(content, name, original=original)
        name = f"{Path(name).stem}{made.ending}"
        return _keep(store, made.content, name, made.kind, made, original=original)
    if photo:
        raise Refusal(f"“{name}”不是照片。这里只能放 JPG、PNG 等照片，其他文件请放到记录的“附件”里。")
    return _keep(store, content, name, mimetypes.guess_type(name)[0] or "application/octet-stream", None)


def turn(store: Store, digest: str, quarters: int) -> Kept:
    """The picture turned clockwise, as a file of its own; the one before stays for undo and history."""
    before = known(store, [digest]).get(digest)
    if before is None:
        raise Refusal("这张照片没有登记，请刷新后再试。")
    made = pictures.turned(read(before), before.name, quarters)
    taken = made.taken_at or before.taken_at
    made = pictures.Picture(made.content, made.kind, made.width, made.height, taken)
    return _keep(store, made.content, before.name, made.kind, made, original=before.original)


def known(store: Store, hashes: Iterable[str]) -> dict[str, Kept]:
    """What is on file of these, by hash."""
    with store.read() as connection:
        return {one.hash: one for one in listed(store, connection, hashes)}


def listed(store: Store, connection: Connection, hashes: Iterable[str] | None = None) -> Iterator[Kept]:
    """Files on file, the named ones or all."""
    query = select(FILES).order_by(FILES.c.added_at, FILES.c.hash)
    if hashes is not None:
        query = query.where(FILES.c.hash.in_(list(hashes)))
    for row in connection.execute(query).mappings():
        yield Kept(**row, path=place_of(store, row["hash"], row["name"]))


def read(one: Kept) -> bytes:
    """Its bytes, checked. Raises Refusal where it is missing or was changed."""
    try:
        content = one.path.read_bytes()
    except OSError:
        raise Refusal(f"文件“{one.name}”不在数据文件夹里了。{REPAIR}") from None
    if hashlib.sha256(content).hexdigest() != one.hash:
        raise Refusal(f"文件“{one.name}”已损坏，与存入时不一致。{REPAIR}")
    return content


REPAIR = "请在“设置 › 备份与恢复”点“检查数据”，从备份取回。"


def is_sound(one: Kept) -> bool | None:
    """Is it there and unchanged? None where it is missing."""
    try:
        with one.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == one.hash
    except OSError:
        return None


def put_back(one: Kept, content: bytes) -> None:
    """A file that was missing or damaged, from elsewhere; its bytes are what they were."""
    _write(one.path, content)


def plain_name(name: str) -> str:
    """A file's name without folders and without characters that other systems do not allow."""
    bare = _UNSAFE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .") or "文件"
    stem, dot, ending = bare.rpartition(".")
    return f"{stem[:80]}.{ending}" if dot and stem and len(ending) <= 8 else bare[:88]


def _content(source: Path | bytes, name: str) -> bytes:
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if ending in RUNNING:
        raise Refusal(f"“{name}”是程序或网页一类的文件，打开时可能执行命令，不能添加。")
    try:
        size = len(source) if isinstance(source, bytes) else source.stat().st_size
        if size > LARGEST:
            raise Refusal(
                f"“{name}”有 {size // 1048576} MB，超过 {LARGEST // 1048576} MB。请压缩或拆开后再添加。"
            )
        content = source if isinstance(source, bytes) else source.read_bytes()
    except IsADirectoryError:
        raise Refusal(f"“{name}”是文件夹。请打开文件夹，选择里面的文件。") from None
    except OSError as fault:
        raise Refusal(f"“{name}”读不出来：{fault.strerror or fault}。请检查 U 盘或相机是否还连着。") from None
    if not content:
        raise Refusal(f"“{name}”是空文件，没有添加。")
    if content.startswith(_PROGRAMS):
        raise Refusal(f"“{name}”里是程序，不是文档或照片，不能添加。")
    return content


def _leaves(content: bytes) -> bool:
    """A scan of several leaves in one file, or a moving picture: as an attachment it stays as it is."""
    return content.startswith((b"II*\x00", b"MM\x00*", b"GIF8"))


def _keep(
    store: Store,
    content: bytes,
    name: str,
    kind: str,
    picture: pictures.Picture | None,
    *,
    original: bool = False,
) -> Kept:
    digest = hashlib.sha256(content).hexdigest()
    before = known(store, [digest]).get(digest)
    if before is not None:
        if not is_sound(before):
            put_back(before, content)
        return before
    refuse_full_disk(store.path.parent, 2 * len(content))
    made = Kept(
        digest,
        name,
        kind,
        len(content),
        picture.width if picture else None,
        picture.height if picture else None,
        picture.taken_at if picture else None,
        original and picture is not None,
        store.moment(),
        store.who,
        place_of(store, digest, name),
    )
    _write(made.path, content)  # first the file, then its line: a line never names what was not there
    row = {column.key: getattr(made, column.key) for column in FILES.columns}
    with store.write() as connection:
        connection.execute(insert(FILES).prefix_with("OR IGNORE", dialect="sqlite").values(row))
    return made


def keep_within(store: Store, connection: Connection, content: bytes, name: str, kind: str) -> Kept:
    """Keep a file as it is, as part of a transaction that is under way."""
    digest = hashlib.sha256(content).hexdigest()
    made = Kept(
        digest,
        name,
        kind,
        len(content),
        None,
        None,
        None,
        original=True,
        added_at=store.moment(),
        who=store.who,
        path=place_of(store, digest, name),
    )
    before = next(listed(store, connection, [digest]), None)
    if before is not None and is_sound(before):
        return before
    _write(made.path, content)
    row = {column.key: getattr(made, column.key) for column in FILES.columns}
    connection.execute(insert(FILES).prefix_with("OR IGNORE", dialect="sqlite").values(row))
    return made


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
