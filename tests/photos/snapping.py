"""Photos as a telephone takes them, made on the spot."""

from __future__ import annotations

import random
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter

TURNED = 6  # the camera was held upright: the picture lies on its side


def photo(
    width: int = 800, height: int = 600, *, orientation: int = 1, seed: int = 1, moment: str = ""
) -> bytes:
    """A JPEG with noise and edges, a red corner at its upper left as seen upright, and a place in its metadata."""
    dice = random.Random(seed)
    grain = Image.frombytes("RGB", (width // 4, height // 4), dice.randbytes(width // 4 * (height // 4) * 3))
    image = grain.resize((width, height)).filter(ImageFilter.GaussianBlur(2))
    pen = ImageDraw.Draw(image)
    for _ in range(120):
        x, y = dice.randrange(width), dice.randrange(height)
        pen.rectangle(
            (x, y, x + width // 12, y + height // 12), fill=tuple(dice.randrange(256) for _ in range(3))
        )
    corner = (
        (0, height - height // 6, width // 6, height)
        if orientation == TURNED
        else (0, 0, width // 6, height // 6)
    )
    pen.rectangle(corner, fill=(255, 0, 0))
    known = Image.Exif()
    known[0x0112] = orientation
    known[0x010F] = "某牌手机"
    known.get_ifd(0x8825)[1] = "N"
    if moment:
        known.get_ifd(0x8769)[36867] = moment
    out = BytesIO()
    image.save(out, "JPEG", quality=94, exif=known)
    return out.getvalue()


def screenshot(width: int = 900, height: int = 500) -> bytes:
    """A PNG with sharp letters and lines."""
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    for row in range(10, height, 24):
        pen.text((12, row), "safety ledger 2023-06-30", fill="black")
        pen.line((0, row + 16, width, row + 16), fill=(200, 200, 210))
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
