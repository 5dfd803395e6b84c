"""The colours and measures of the screen, in one place. A theme is one instance of :class:`Tokens`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

NOTHING: Mapping[str, str] = MappingProxyType({})


class Tokens(NamedTuple):
    """Colours by role. ``tones`` are the (ground, text) pairs of pills and banners.

    ``contrast`` is what every text colour holds at least on each ground it is used on (:data:`PAIRS`).
    ``pill_line`` is drawn round pills where their tinted ground alone is not enough.
    """

    name: str
    title: str
    bg: str
    surface: str
    header: str
    border: str
    input_border: str
    input_hover: str
    row_line: str
    hover: str
    text: str
    text_2: str
    text_3: str
    text_off: str
    primary: str
    primary_hover: str
    primary_soft: str
    primary_off: str
    on_primary: str
    ring_on_primary: str
    danger: str
    danger_hover: str
    danger_soft: str
    danger_line: str
    scroll: str
    scroll_hover: str
    scrim: str
    link_on_text: str
    shadow: str
    tones: Mapping[str, tuple[str, str]]
    marks: Mapping[str, str] = NOTHING  # the tones as solid colours, for charts
    series: tuple[str, ...] = ()  # colours of charts, in order
    contrast: float = 4.5
    pill_line: bool = False


LIGHT = Tokens(
    name="light",
    title="浅色",
    bg="#F5F6F8",
    surface="#FFFFFF",
    header="#FAFBFC",
    border="#E4E6EB",
    input_border="#D0D3D9",
    input_hover="#AEB4BF",
    row_line="#EEF0F2",
    hover="#F3F5F8",
    text="#1F2329",
    text_2="#5B616B",
    text_3="#666D79",
    text_off="#9AA1AC",
    primary="#1D5FD6",
    primary_hover="#174FB5",
    primary_soft="#E9F0FD",
    primary_off="#A9C3F0",
    on_primary="#FFFFFF",
    ring_on_primary="#1F2329",
    danger="#C8322B",
    danger_hover="#A92822",
    danger_soft="#FFF5F4",
    danger_line="#E9B9B6",
    scroll="#C9CDD4",
    scroll_hover="#A9AEB8",
    scrim="rgba(245, 246, 248, 215)",
    link_on_text="#9DBBF2",
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
        "amber": "#D07F0C",
        "yellow": "#A88B00",
        "blue": "#1D5FD6",
        "violet": "#8D6BDD",
        "green": "#2A9D5D",
        "red": "#D9473F",
        "neutral": "#868E9A",
    },
    series=("#1D5FD6", "#6890DF", "#2A9D5D", "#D07F0C", "#8D6BDD", "#D9473F"),
)

DARK = Tokens(
    name="dark",
    title="深色",
    bg="#14171C",
    surface="#1D2127",
    header="#23282F",
    border="#363D47",
    input_border="#4C5562",
    input_hover="#6A7483",
    row_line="#2B3139",
    hover="#2A303A",
    text="#E6E9ED",
    text_2="#B6BDC8",
    text_3="#9DA6B3",
    text_off="#6C7684",
    primary="#7FAEFF",
    primary_hover="#A3C5FF",
    primary_soft="#1F3357",
    primary_off="#34507F",
    on_primary="#0C1A33",
    ring_on_primary="#FFFFFF",
    danger="#FF8A82",
    danger_hover="#FFA8A2",
    danger_soft="#3B2122",
    danger_line="#7C3C39",
    scroll="#48515D",
    scroll_hover="#66707E",
    scrim="rgba(20, 23, 28, 215)",
    link_on_text="#174FB5",
    shadow="#000000",
    tones={
        "amber": ("#3D2C10", "#FFBE63"),
        "yellow": ("#37310E", "#E9D65C"),
        "blue": ("#1F3357", "#9CC0FF"),
        "violet": ("#30264F", "#C3ADFF"),
        "green": ("#143622", "#6FD596"),
        "red": ("#44201F", "#FF9C95"),
        "neutral": ("#2E343D", "#BCC3CD"),
    },
    marks={
        "amber": "#E9A23B",
        "yellow": "#D6BF3B",
        "blue": "#6EA2FB",
        "violet": "#A98BF0",
        "green": "#4FBF7D",
        "red": "#F0736A",
        "neutral": "#8E97A4",
    },
    series=("#6EA2FB", "#B4CEFF", "#4FBF7D", "#E9A23B", "#A98BF0", "#F0736A"),
)

CONTRAST = Tokens(
    name="contrast",
    title="高对比度",
    bg="#FFFFFF",
    surface="#FFFFFF",
    header="#EFEFEF",
    border="#3A3A3A",
    input_border="#000000",
    input_hover="#00257A",
    row_line="#C6C6C6",
    hover="#E6E6E6",
    text="#000000",
    text_2="#1E1E1E",
    text_3="#4A4A4A",
    text_off="#565656",
    primary="#00257A",
    primary_hover="#001650",
    primary_soft="#BFD3FF",
    primary_off="#5E5E5E",
    on_primary="#FFFFFF",
    ring_on_primary="#D96C00",
    danger="#8A0000",
    danger_hover="#600000",
    danger_soft="#FFEDED",
    danger_line="#8A0000",
    scroll="#6A6A6A",
    scroll_hover="#000000",
    scrim="rgba(255, 255, 255, 235)",
    link_on_text="#BFD3FF",
    shadow="#000000",
    tones={
        "amber": ("#FFF0D6", "#5C3100"),
        "yellow": ("#FFFAD0", "#463900"),
        "blue": ("#E0EAFF", "#00257A"),
        "violet": ("#EFE6FF", "#3D1688"),
        "green": ("#DDF7E6", "#004A20"),
        "red": ("#FFE6E4", "#8A0000"),
        "neutral": ("#EEEEEE", "#1E1E1E"),
    },
    marks={
        "amber": "#8A4B00",
        "yellow": "#665400",
        "blue": "#00379E",
        "violet": "#54279E",
        "green": "#00632B",
        "red": "#A80000",
        "neutral": "#4A4A4A",
    },
    series=("#00257A", "#3D63B8", "#00632B", "#8A4B00", "#54279E", "#A80000"),
    contrast=7.0,
    pill_line=True,
)

THEMES: Mapping[str, Tokens] = MappingProxyType({one.name: one for one in (LIGHT, DARK, CONTRAST)})
"""The themes by the name that preferences keep."""

PAIRS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("text", ("bg", "surface", "header", "row_line", "hover", "primary_soft", "danger_soft")),
    ("text_2", ("bg", "surface", "header", "row_line", "hover", "danger_soft")),
    ("text_3", ("bg", "surface", "header", "hover")),
    ("primary", ("bg", "surface", "header", "hover", "primary_soft")),
    ("primary_hover", ("bg", "surface", "header", "primary_soft")),
    ("on_primary", ("primary", "primary_hover")),
    ("danger", ("bg", "surface", "header", "danger_soft")),
    ("danger_hover", ("surface", "danger_soft")),
    ("surface", ("text",)),
    ("link_on_text", ("text",)),
)
"""Which words stand on which grounds; whoever puts a text colour on another ground adds it here."""

SCALES = (100, 115, 130)
"""Text sizes offered, in per cent."""

TOP_BAR, NAV_WIDE, NAV_NARROW = 52, 208, 60
FOLD_BELOW = 1300  # narrower windows begin with a folded navigation
