"""Photos made ready to be kept: upright, small, and silent about where they were taken."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from app.kernel.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

LONG_SIDE = 2000
"""Enough to read a nameplate on a photo of a machine, and for a third of a sheet of paper."""
LIMIT = 500_000
"""No compressed photo is larger, in bytes."""
SHARP_LIMIT = 1_000_000
"""A screenshot up to this size stays a PNG, letter for letter."""
MOST_PIXELS = 80_000_000
"""More is no photo of a clerk's camera, but a file made to fill the memory."""
QUALITIES = (85, 78, 70, 62)
JPEG, PNG = "image/jpeg", "image/png"
_ENDINGS = {JPEG: ".jpg", PNG: ".png"}
_PLAIN = ("PNG", "BMP", "GIF", "DIB")
_OPENED = ("JPEG", "PNG", "BMP", "DIB", "GIF", "WEBP", "TIFF")
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif")
_SCAN = 0xDA
_NOTES = (0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE)  # of the others, E0, E2 and EE tell how the colours are meant
_TAKEN, _CHANGED, _EXIF = 36867, 306, 0x8769
_MOMENT = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)")


@dataclass(frozen=True)
class Picture:
    """A picture as it is to be kept; ``taken_at`` as ``2023-06-10 14:02:33`` where the camera noted it."""

    content: bytes
    kind: str
    width: int
    height: int
    taken_at: str | None = None

    @property
    def ending(self) -> str:
        """How the name of its file ends."""
        return _ENDINGS[self.kind]


def is_picture(content: bytes) -> bool:
    """Does the file begin as a picture does that can be opened here (or is one of a telephone's HEIC)?"""
    head = content[:16]
    return (
        head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\x00", b"MM\x00*"))
        or (head[:2] == b"BM" and content[6:10] == bytes(4))
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
        or is_heic(content)
    )


def is_heic(content: bytes) -> bool:
    """The format of newer telephones, which few office computers can show."""
    return content[4:8] == b"ftyp" and content[8:12] in _HEIC


def press(content: bytes, name: str, *, original: bool = False) -> Picture:
    """A photo turned upright, at most :data:`LONG_SIDE` long and :data:`LIMIT` large, without metadata.

    Screenshots stay PNG. With ``original`` the bytes stay as they came. Raises Refusal for what cannot be kept.
    """
    if is_heic(content):
        raise Refusal(
            f"“{name}”是手机的 HEIC 照片，很多电脑打不开。请在手机“设置—相机—格式”里选“兼容性最佳”再拍，"
            "或把这张照片用微信发给自己，存成 JPG 后再添加。"
        )
    with _opened(content, name) as image:
        taken = _taken_at(image)
        if original and image.format in ("JPEG", "MPO", "PNG"):
            kind = PNG if image.format == "PNG" else JPEG
            width, height = _upright_size(image)
            return Picture(content, kind, width, height, taken)
        if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
            raise Refusal(f"“{name}”里有 {image.n_frames} 页，不是单张照片。请另存为 JPG，或作为附件添加。")  # type: ignore[attr-defined]
        return _pressed(image, content, taken)


def turned(content: bytes, name: str, quarters: int) -> Picture:
    """The picture turned by quarters of a circle, clockwise."""
    from PIL import Image, ImageOps

    way = {
        1: Image.Transpose.ROTATE_270,
        2: Image.Transpose.ROTATE_180,
        3: Image.Transpose.ROTATE_90,
    }
    with _opened(content, name) as image:
        taken, drawn = _taken_at(image), image.format == "PNG"
        upright = ImageOps.exif_transpose(image)
        made = upright.transpose(way[quarters % 4]) if quarters % 4 else upright
        if drawn:
            return _as_png(made, taken)
        limit = LIMIT if len(content) <= LIMIT else None
        return _as_jpeg(made, taken, limit)


def reduced(content: bytes, name: str, side: int) -> Picture:
    """A smaller JPEG for paper or a thumbnail; its long side is ``side`` at most."""
    from PIL import ImageOps

    with _opened(content, name) as image:
        image.draft("RGB", (side, side))
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((side, side))
        return _as_jpeg(_on_white(upright), None, None)


@contextmanager
def _opened(content: bytes, name: str) -> Iterator[Image]:
    """The picture, not yet decoded; what Pillow makes of a damaged file becomes a sentence."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(content), formats=_OPENED) as image:
            if image.width * image.height > MOST_PIXELS:
                raise _too_many(name)
            yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many(name) from None
    except UnidentifiedImageError:
        raise Refusal(f"“{name}”不是能打开的照片。请用 JPG 或 PNG 格式的照片。") from None
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as fault:
        raise Refusal(f"“{name}”已损坏，打不开。请从相机或手机里重新拷贝一次。") from fault


def _too_many(name: str) -> Refusal:
    return Refusal(f"“{name}”的像素太多（超过 {MOST_PIXELS // 1_000_000} 百万），不像是照片，没有添加。")


def _pressed(image: Image, content: bytes, taken: str | None) -> Picture:
    from PIL import ImageOps

    drawn = image.format in _PLAIN
    fits = max(image.size) <= LONG_SIDE and len(content) <= LIMIT
    if image.format == "JPEG" and fits and image.mode in ("RGB", "L") and _is_upright(image):
        image.load()  # a damaged one is refused
        silent = _silent(content)
        if silent is not None:  # not compressed a second time
            return Picture(silent, JPEG, *image.size, taken)
    image.draft("RGB", (LONG_SIDE, LONG_SIDE))  # a JPEG is decoded at half size where that is enough
    upright = ImageOps.exif_transpose(image)
    if drawn and upright.width * upright.height <= LONG_SIDE * LONG_SIDE:
        sharp = _as_png(upright, taken)
        if len(sharp.content) <= SHARP_LIMIT:
            return sharp
    upright = _on_white(upright)
    upright.thumbnail((LONG_SIDE, LONG_SIDE))
    return _as_jpeg(upright, taken, LIMIT)


def _silent(content: bytes) -> bytes | None:
    """A JPEG without its notes (EXIF, comments), its picture untouched; None where it is not built as usual."""
    kept, at = [content[:2]], 2
    while content[at : at + 1] == b"\xff":
        mark, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if mark == _SCAN:
            return b"".join((*kept, content[at:]))
        if length < 2 or at + 2 + length > len(content):
            return None
        if mark not in _NOTES:
            kept.append(content[at : at + 2 + length])
        at += 2 + length
    return None


def _as_png(image: Image, taken: str | None) -> Picture:
    out = BytesIO()
    clean = image if image.mode in ("1", "L", "LA", "P", "RGB", "RGBA") else image.convert("RGB")
    clean.info = {key: value for key, value in clean.info.items() if key == "transparency"}
    clean.save(out, "PNG", compress_level=7)
    return Picture(out.getvalue(), PNG, *image.size, taken)


def _as_jpeg(image: Image, taken: str | None, limit: int | None) -> Picture:
    """The best quality within the limit; where even the lowest is too large, the picture becomes smaller."""
    image = _on_white(image)
    while True:
        for quality in QUALITIES:
            out = BytesIO()
            image.save(out, "JPEG", quality=quality, optimize=True, comment=b"", **_colours(image))
            if limit is None or out.tell() <= limit:
                return Picture(out.getvalue(), JPEG, *image.size, taken)
        image = image.resize((max(1, image.width * 4 // 5), max(1, image.height * 4 // 5)))


def _colours(image: Image) -> dict[str, Any]:
    """The colour profile stays: without it the colours of newer telephones turn dull."""
    profile = image.info.get("icc_profile")
    return {"icc_profile": profile} if profile and image.mode == "RGB" else {}


def _on_white(image: Image) -> Image:
    """What can be transparent is put on white paper."""
    from PIL.Image import new

    if image.mode in ("RGB", "L"):
        return image
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        shown = image.convert("RGBA")
        paper = new("RGB", image.size, "white")
        paper.paste(shown, mask=shown.getchannel("A"))
        return paper
    return image.convert("RGB")


def _is_upright(image: Image) -> bool:
    return bool(image.getexif().get(0x0112, 1) == 1)


def _upright_size(image: Image) -> tuple[int, int]:
    """Width and height as the picture is seen."""
    width, height = image.size
    return (height, width) if image.getexif().get(0x0112, 1) in (5, 6, 7, 8) else (width, height)


def _taken_at(image: Image) -> str | None:
    """When the camera says it was; None where it says nothing that is a moment."""
    known = image.getexif()
    for found in (known.get_ifd(_EXIF).get(_TAKEN), known.get(_CHANGED)):
        match = _MOMENT.match(str(found or ""))
        if match and match[1] != "0000":
            return f"{match[1]}-{match[2]}-{match[3]} {match[4]}"
    return None
