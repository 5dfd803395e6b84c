"""How facts are written on official papers: long days, item numbers, text without stray line ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from app.kernel.display import long_day, show


def told(record: Mapping[str, Any], name: str) -> str:
    """A value as a paper prints it: 2023年6月30日, 是, 1.2; empty where there is none."""
    value = record.get(name)
    return long_day(value) if isinstance(value, date) else show(value).strip()


def first_told(record: Mapping[str, Any], *names: str) -> str:
    """The first of these that is filled in."""
    return next((text for name in names if (text := told(record, name))), "")


def items(places: Iterable[int]) -> str:
    """Numbers of items: 1、2、4."""
    return "、".join(map(str, places))


def sentence(text: str) -> str:
    """A text on one line that ends as a sentence does; empty stays empty."""
    words = "；".join(part.strip("；; ") for part in text.splitlines() if part.strip("；; "))
    return words if not words or words.endswith(("。", "！", "？", "…")) else f"{words.rstrip('.，,')}。"
