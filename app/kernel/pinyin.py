"""Pinyin: initials to search by (历城建新 → lcjx), polyphones included, and the order of a Chinese dictionary."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

READINGS = Path(__file__).resolve().parents[2] / "resources" / "pinyin" / "readings.txt"
VARIANTS = 8
"""So many spellings of one name are kept at most; names with more than three polyphones are rare."""
MOST_VARIANTS = 64
"""So many where they are held in memory: six polyphones."""


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[int, str], dict[str, str], dict[int, int]]:
    """Usual initial by character, all its initials where there are several, and its place in the dictionary."""
    usual: dict[int, str] = {}
    several: dict[str, str] = {}
    places: dict[int, int] = {}
    first, _, second = READINGS.read_text(encoding="utf-8").partition("\n\n")
    place = 0xF0000  # a private plane: above every letter and digit, and nothing of it stands in a text
    for line in first.splitlines():
        reading, _, signs = line.partition(" ")
        for sign in signs:
            usual[ord(sign)] = reading[0]
            places[ord(sign)] = place
            place += 1
    for line in second.splitlines():
        letter, _, signs = line.partition(" ")
        for sign in signs:
            several[sign] = several.get(sign, usual[ord(sign)]) + letter
    return usual, several, places


def fold(text: str) -> str:
    """Full width to half width, upper to lower case."""
    return unicodedata.normalize("NFKC", text).casefold()


@lru_cache(maxsize=20_000)
def initials(text: str) -> tuple[str, ...]:
    """The spellings by initials, the most usual first: 重庆路 → (zql, cql). Letters and digits stand for themselves.

    Empty where the text has no Chinese character.
    """
    return _spelled(text, VARIANTS)


@lru_cache(maxsize=20_000)
def spellings(text: str) -> tuple[str, ...]:
    """Those of a name with many polyphones as well: for what is compared in memory; texts on file stay short."""
    found = initials(text)
    return found if len(found) < VARIANTS else _spelled(text, MOST_VARIANTS)


def _spelled(text: str, most: int) -> tuple[str, ...]:
    usual, several, _ = _tables()
    found = [""]
    chinese = False
    for sign in fold(text):
        if sign in several:
            letters = several[sign]
        elif ord(sign) in usual:
            letters = usual[ord(sign)]
        elif sign.isascii() and sign.isalnum():
            found = [word + sign for word in found]
            continue
        else:
            continue
        chinese = True
        if len(found) * len(letters) > most:
            letters = letters[0]
        found = [word + letter for word in found for letter in letters]
    return tuple(dict.fromkeys(found)) if chinese else ()


def fits(typed: str, text: str) -> bool:
    """Is ``typed`` a part of the text, or of its initials?"""
    wanted = fold(typed).strip()
    if not wanted or wanted in fold(text):
        return True
    return wanted.isascii() and any(wanted in spelling for spelling in spellings(text))


def rank(typed: str, text: str) -> int:
    """How well a candidate fits: 0 begins with it, 1 its initials begin with it, 2 holds it, 3 its initials do, 4 not at all."""
    wanted, folded = fold(typed).strip(), fold(text)
    if folded.startswith(wanted):
        return 0
    spelled = spellings(text) if wanted.isascii() else ()
    if any(spelling.startswith(wanted) for spelling in spelled):
        return 1
    if wanted in folded:
        return 2
    return 3 if any(wanted in spelling for spelling in spelled) else 4


def order_key(text: str) -> str:
    """A key that sorts as a Chinese dictionary does: signs, digits and letters first, then characters by their reading.

    What no table knows keeps its code, before the characters by reading.
    """
    return fold(text).translate(_tables()[2])
