"""Short ways to write the words met in the field: many headings for one column, many words for one choice."""

from __future__ import annotations

from collections.abc import Mapping

Pairs = tuple[tuple[str, str], ...]


def listed(text: str) -> tuple[str, ...]:
    """Words parted by blanks: ``listed("单位 企业")`` is ``("单位", "企业")``."""
    return tuple(text.split())


def means(table: Mapping[str, str]) -> Pairs:
    """Choice → the words that mean it, parted by blanks. The choice ``""``: understood, but it says nothing."""
    return tuple((word, choice) for choice, words in table.items() for word in words.split())
