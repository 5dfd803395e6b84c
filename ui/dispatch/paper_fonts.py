"""The faces of the sheet on the screen: the office's own where installed, else those that we print with."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
TITLE = ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "Noto Serif SC", "Noto Serif CJK SC", "SimSun")
TEXT = (
    "FangSong_GB2312",
    "仿宋_GB2312",
    "FangSong",
    "仿宋",
    "Zhuque Fangsong (technical preview)",
    "Noto Serif CJK SC",
)
FIGURES = (
    "Times New Roman",
    "Liberation Serif",
    "Noto Serif SC",
    "Noto Serif CJK SC",
)  # even digits of one height


@lru_cache(maxsize=1)
def _load() -> bool:
    """Register the faces that are printed with; once for the program."""
    for name in ("NotoSerifSC-Bold.ttf", "LXGWZhuqueFangsong-Regular.ttf"):
        QFontDatabase.addApplicationFont(str(FONTS / name))
    return True


def title_font(pixels: int) -> QFont:
    """The face of the two lines of the title."""
    return _font(TITLE, pixels, QFont.Weight.Bold)


def text_font(pixels: int) -> QFont:
    """The face of labels."""
    return _font(TEXT, pixels, QFont.Weight.Normal)


def figure_font(pixels: int) -> QFont:
    """The face of numbers; Chinese beside them as in the labels."""
    return _font((*FIGURES[:2], *TEXT[:4], *FIGURES[2:]), pixels, QFont.Weight.Normal)


def _font(families: tuple[str, ...], pixels: int, weight: QFont.Weight) -> QFont:
    _load()
    font = QFont()
    font.setFamilies([name for name in families if QFontDatabase.hasFamily(name)] or list(families))
    font.setPixelSize(max(8, pixels))
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
