"""The colours and measures of the screen, in one place. A theme is one instance of :class:`Tokens`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

NOTHING: Mapping[str, str] = MappingProxyType({})


class Tokens(NamedTuple):
    """Colours by role. ``tones`` are the (ground, text) pairs of pills and banners.

    Every text colour holds at least 4.5 : 1 on the ground it is used on; ``text_3`` only on ``surface``.
    """

    name: str
    bg: str
    surface: str
    header: str
    border: str
    input_border: str
    row_line: str
    hover: str
    text: str
    text_2: str
    text_3: str
    text_off: str
    primary: str
    primary_hover: str
    primary_soft: str
    on_primary: str
    danger: str
    danger_hover: str
    danger_soft: str
    shadow: str
    tones: Mapping[str, tuple[str, str]]
    marks: Mapping[str, str] = NOTHING  # the tones as solid colours, for charts
    series: tuple[str, ...] = ()  # colours of charts, in order


LIGHT = Tokens(
    name="light",
    bg="#F5F6F8",
    surface="#FFFFFF",
    header="#FAFBFC",
    border="#E4E6EB",
    input_border="#D0D3D9",
    row_line="#EEF0F2",
    hover="#F3F5F8",
    text="#1F2329",
    text_2="#5B616B",
    text_3="#6B7280",
    text_off="#9AA1AC",
    primary="#1D5FD6",
    primary_hover="#174FB5",
    primary_soft="#E9F0FD",
    on_primary="#FFFFFF",
    danger="#C8322B",
    danger_hover="#A92822",
    danger_soft="#FFF5F4",
    shadow="#1F2329",
    tones={
        "amber": ("#FFF3E0", "#A35B00"),
        "yellow": ("#FBF6D0", "#7A6200"),
        "blue": ("#E9F0FD", "#1D5FD6"),
        "violet": ("#F1ECFC", "#6B3FC4"),
        "green": ("#E6F6EC", "#0E7A3C"),
        "red": ("#FDEBEA", "#C8322B"),
        "neutral": ("#F0F1F3", "#5B616B"),
    },
    marks={
        "amber": "#F0A132",
        "yellow": "#D9B400",
        "blue": "#1D5FD6",
        "violet": "#8D6BDD",
        "green": "#2FA866",
        "red": "#D9473F",
        "neutral": "#9AA1AC",
    },
    series=("#1D5FD6", "#9DBBF2", "#2FA866", "#F0A132", "#8D6BDD", "#D9473F"),
)

SCALES = (100, 115, 130)
"""Text sizes offered, in per cent."""

TOP_BAR, NAV_WIDE, NAV_NARROW = 52, 208, 60
FOLD_BELOW = 1400  # narrower windows begin with a folded navigation
