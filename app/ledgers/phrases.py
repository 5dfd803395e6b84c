"""The office's library of ready sentences, a word list for each kind of text, and how one is found by its initials."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence

from app.kernel import pinyin
from app.kernel.errors import Refusal
from app.kernel.fields import Field
from app.masterdata import dictionaries, settings
from app.paths import RESOURCES
from app.store.session import Store

LONGEST = 500
SEEDED = "phrases_seeded"


def library(field: Field) -> str:
    """The word list that holds the field's phrases."""
    return dictionaries.phrase_list(field.phrases)


def phrases_of(store: Store, field: Field) -> tuple[str, ...]:
    """The phrases offered in a field, in the office's order."""
    if not field.phrases:
        return ()
    with store.read() as connection:
        return dictionaries.words(connection, library(field))


def fitting(phrases: Iterable[str], typed: str, limit: int = 12) -> list[str]:
    """Phrases by initials of their beginning or of any part, or by any of their words; the best first."""
    ranked = [(pinyin.rank(typed, phrase), at, phrase) for at, phrase in enumerate(phrases)]
    return [phrase for place, _, phrase in sorted(ranked) if place < 4][:limit]


def keep_phrase(store: Store, field: Field, text: str) -> str:
    """Add a sentence to the library and return it as kept. Raises Refusal where there is nothing to keep."""
    phrase = " ".join(text.split())
    if not phrase:
        raise Refusal("请先选中要存为短语的文字。")
    if len(phrase) > LONGEST:
        raise Refusal(f"选中的文字有 {len(phrase)} 个，短语最长 {LONGEST} 个，请少选一些。")
    with store.write() as connection:
        dictionaries.add(connection, library(field), [phrase])
    return phrase


def seed(store: Store) -> Sequence[str]:
    """Give a store the phrases every office begins with, once in its life; returns the lists that got some."""
    with store.read() as connection:
        if settings.read_setting(connection, SEEDED):
            return ()
    lists = tomllib.loads((RESOURCES / "rules" / "phrases.toml").read_text(encoding="utf-8"))
    with store.write() as connection:
        for name, entry in lists.items():
            known = set(dictionaries.words(connection, name, retired=True))
            dictionaries.add(connection, name, [word for word in entry["words"] if word not in known])
        settings.write_setting(connection, SEEDED, value=True)
    return tuple(lists)
