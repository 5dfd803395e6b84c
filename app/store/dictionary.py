"""The function SQLite calls to put a text where a Chinese dictionary has it. Knows nothing of SQLAlchemy."""

from __future__ import annotations

from typing import Any

from app.kernel.pinyin import order_key

FUNCTION = "dictionary_order"
LONGEST = 32  # characters that are compared: keys of whole paragraphs would fill the memory of a large sort
KEPT = 50_000


class _Keys(dict[str, str]):
    """Keys by the beginnings of texts, each made once; the same few thousand names stand in a million rows."""

    def __missing__(self, text: str) -> str:
        if len(self) >= KEPT:
            self.clear()
        found = self[text] = order_key(text)
        return found


_KEYS = _Keys()


def dictionary_order(text: str | None) -> str | None:
    """What SQLite calls for each row; an empty text is as none."""
    return _KEYS[text[:LONGEST]] if text else None


def teach(raw: Any) -> None:
    """A connection of sqlite3 learns the function."""
    raw.create_function(FUNCTION, 1, dictionary_order, deterministic=True)
