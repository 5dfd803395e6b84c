"""Which face the screen is written in: the system's, else the one we bring along. Never a Japanese one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

FAMILIES = ("Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC")
BUNDLED = Path(__file__).parents[2] / "resources" / "fonts" / "NotoSansSC-Regular.ttf"


def screen_font(pixels: int) -> QFont:
    """The face for everything on the screen; loads the bundled one only where the system has none."""
    here = [name for name in FAMILIES if QFontDatabase.hasFamily(name)]
    if not here:
        number = QFontDatabase.addApplicationFont(str(BUNDLED))
        here = list(QFontDatabase.applicationFontFamilies(number)) if number >= 0 else []
    font = QFont()
    if here:
        font.setFamilies(here)
    font.setPixelSize(pixels)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
