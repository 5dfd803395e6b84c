"""Simple pictures for the sample office, drawn on the spot: what was wrong, and what it looked like afterwards."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

SIZE = (960, 720)
WALL, FLOOR, LINE = (214, 220, 222), (150, 152, 150), (90, 94, 98)
YELLOW, RED, GREEN, STEEL, CARD = (
    (232, 190, 60),
    (196, 48, 42),
    (52, 140, 84),
    (128, 138, 148),
    (176, 132, 84),
)


def draw(scene: str, *, after: bool) -> bytes:
    """A JPEG of a scene, before or after it was put right; the same bytes each time."""
    from PIL import Image, ImageDraw, ImageFilter

    image = Image.new("RGB", SIZE, WALL)
    pen = ImageDraw.Draw(image)
    _room(pen)
    SCENES[scene](pen, after)
    out = BytesIO()
    image.filter(ImageFilter.GaussianBlur(1.2)).save(out, "JPEG", quality=88)
    return out.getvalue()


def _room(pen: ImageDraw) -> None:
    """Wall and floor that every scene stands in."""
    wide, high = SIZE
    for step in range(0, high // 2 + 60, 4):
        shade = 214 - step // 14
        pen.rectangle((0, step, wide, step + 4), fill=(shade, shade + 4, shade + 6))
    pen.polygon(((0, high), (wide, high), (wide, 470), (0, 470)), fill=FLOOR)
    pen.line((0, 470, wide, 470), fill=LINE, width=5)
    for x in range(-200, wide + 200, 160):
        pen.line((x, high, 480 + (x - 480) // 2, 470), fill=(138, 140, 138), width=2)


def _box(pen: ImageDraw, x: int, y: int, side: int) -> None:
    pen.rectangle((x, y, x + side, y + side), fill=CARD, outline=(110, 80, 48), width=4)
    pen.line((x, y + side // 2, x + side, y + side // 2), fill=(206, 178, 130), width=side // 10)


def passage(pen: ImageDraw, after: bool) -> None:
    """A way out, with boxes in it or marked and free."""
    pen.rectangle((380, 150, 600, 470), fill=(98, 120, 108), outline=LINE, width=6)
    pen.rectangle((420, 84, 560, 132), fill=GREEN)
    pen.polygon(((440, 108), (470, 92), (470, 124)), fill="white")
    pen.rectangle((470, 102, 536, 114), fill="white")
    if after:
        for x, foot in ((330, 200), (650, 760)):
            pen.line((x, 470, foot, 720), fill=YELLOW, width=16)
    else:
        for x, y, side in (
            (300, 500, 150),
            (440, 470, 190),
            (600, 520, 140),
            (360, 380, 120),
            (500, 340, 130),
        ):
            _box(pen, x, y, side)


def panel(pen: ImageDraw, after: bool) -> None:
    """A switch cabinet, with loose wires or closed."""
    pen.rectangle((320, 130, 640, 440), fill=STEEL, outline=LINE, width=8)
    if after:
        pen.rectangle((340, 150, 620, 420), fill=(156, 166, 176), outline=LINE, width=4)
        pen.polygon(((480, 210), (430, 310), (530, 310)), fill=YELLOW, outline=LINE)
        pen.line((484, 240, 472, 270, 490, 270, 478, 298), fill=LINE, width=6)
        pen.ellipse((590, 270, 606, 286), fill=LINE)
    else:
        pen.rectangle((340, 150, 620, 420), fill=(60, 64, 70))
        for place in range(5):
            pen.rectangle((362 + place * 50, 180, 396 + place * 50, 250), fill=(222, 224, 226))
        for place, colour in enumerate((RED, GREEN, (60, 96, 180), YELLOW, RED)):
            x = 378 + place * 50
            pen.line((x, 250, x - 60 + place * 24, 360, x + 40, 470, x - 90, 600), fill=colour, width=8)


def cylinders(pen: ImageDraw, after: bool) -> None:
    """Gas cylinders, mixed and lying or chained in two rows."""
    colours = ((66, 104, 178), (66, 104, 178), (236, 236, 232), (236, 236, 232)) if after else (
        (66, 104, 178), (236, 236, 232), (66, 104, 178), (190, 62, 52))  # fmt: skip
    for place, colour in enumerate(colours):
        x = 150 + place * 160 + (80 if after and place > 1 else 0)
        pen.rounded_rectangle((x, 260, x + 100, 600), 44, fill=colour, outline=LINE, width=5)
        pen.rectangle((x + 36, 226, x + 64, 268), fill=LINE)
    if after:
        pen.line((120, 420, 440, 420), fill=YELLOW, width=12)
        pen.line((530, 420, 840, 420), fill=YELLOW, width=12)
        pen.rectangle((480, 250, 494, 600), fill=LINE)
    else:
        pen.rounded_rectangle((300, 610, 720, 700), 40, fill=(66, 104, 178), outline=LINE, width=5)


def extinguishers(pen: ImageDraw, after: bool) -> None:
    """Fire extinguishers, one fallen and dusty or two in their box."""
    if after:
        pen.rectangle((330, 380, 660, 640), fill=(206, 60, 52), outline=LINE, width=6)
        pen.rectangle((350, 400, 640, 620), fill=(228, 232, 234))
        for x in (390, 530):
            pen.rounded_rectangle((x, 440, x + 70, 620), 26, fill=RED, outline=LINE, width=4)
            pen.rectangle((x + 22, 414, x + 48, 444), fill=LINE)
            pen.ellipse((x + 20, 500, x + 50, 530), fill=(90, 190, 110))
    else:
        pen.rounded_rectangle((300, 560, 620, 650), 36, fill=(150, 70, 62), outline=LINE, width=5)
        pen.rectangle((620, 590, 664, 622), fill=LINE)
        pen.rounded_rectangle((690, 430, 770, 640), 28, fill=(156, 80, 72), outline=LINE, width=5)
        pen.rectangle((716, 400, 744, 434), fill=LINE)
        _box(pen, 150, 470, 150)


SCENES: dict[str, Callable[[ImageDraw, bool], None]] = {
    "疏散通道堆放包装箱，宽度不足": passage,
    "配电箱私拉乱接，未装漏电保护器": panel,
    "钢瓶混放，空实瓶未分区": cylinders,
    "灭火器压力不足、超过检验期": extinguishers,
}
"""By what is written of the hazard."""
