"""Writes ``readings.txt`` from pypinyin's tables (needed only when they are made anew: ``pip install pypinyin``).

The first part has a line for each reading in dictionary order (a, ai, an …, tones rising): the reading, a blank, its
characters in the order of a dictionary (GB 2312 first). Each character stands once, under its most usual reading.
The second part, after an empty line, has for each letter the characters that may also begin with it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

FIRST, LAST = 0x4E00, 0x9FFF
USUAL = 3  # a reading met in fewer phrases is not worth offering
SURNAMES = {
    "单": "s",
    "仇": "q",
    "区": "o",
    "查": "z",
    "盖": "g",
    "曾": "z",
    "尉": "y",
    "员": "y",
    "缪": "m",
    "翟": "d",
    "万": "m",
}
"""Initials of characters as surnames, which few phrases show."""
TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}


def plain(reading: str) -> str:
    """``zhòng`` → ``zhong4``; ü is written v; the neutral tone is 5."""
    tone, letters = "5", ""
    for sign in unicodedata.normalize("NFD", reading):
        if sign in TONES:
            tone = TONES[sign]
        elif sign == "\u0308":
            letters = letters[:-1] + "v"
        elif sign.isascii():
            letters += sign
    return letters + tone


def main() -> None:
    """Count the readings in phrases, choose, write."""
    met: dict[str, Counter[str]] = {}
    for phrase, readings in PHRASES_DICT.items():
        for sign, reading in zip(phrase, readings, strict=False):
            met.setdefault(sign, Counter())[plain(reading[0])] += 1
    groups: dict[str, list[str]] = {}
    also: dict[str, list[str]] = {}
    for code in range(FIRST, LAST + 1):
        given = [plain(one) for one in PINYIN_DICT.get(code, "").split(",") if one]
        given = [one for one in given if one[0].isalpha() and len(one) > 1]
        if not given:
            continue
        sign = chr(code)
        usual = [
            one for one, times in met.get(sign, Counter()).most_common() if times >= USUAL and one in given
        ]
        first = usual[0] if usual else given[0]
        groups.setdefault(first, []).append(sign)
        letters = {one[0] for one in usual} | set(SURNAMES.get(sign, ""))
        for letter in sorted(letters - {first[0]}):
            also.setdefault(letter, []).append(sign)
    lines = [f"{reading} {''.join(sorted(groups[reading], key=in_dictionary))}" for reading in sorted(groups)]
    lines.append("")
    lines += [f"{letter} {''.join(signs)}" for letter, signs in sorted(also.items())]
    Path(__file__).with_name("readings.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def in_dictionary(sign: str) -> tuple[int, bytes]:
    """Characters of GB 2312 first, in its order."""
    try:
        return 0, sign.encode("gb2312")
    except UnicodeEncodeError:
        return 1, sign.encode("utf-16-be")


if __name__ == "__main__":
    main()
