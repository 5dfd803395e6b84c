"""Yes or no, one of a list, several of a list: words met in the field mapped to the words of the ledger."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from app.kernel.fields import Field
from app.kernel.parsing_base import NotUnderstood, fold, quoted, words_of

YES = frozenset(
    ["是", "有", "对", "√", "✓", "✔", "☑", "■", "●", "v", "y", "yes", "t", "true", "1", "1.0", "打勾", "打√", "已打勾", "涉及", "属于", "存在", "存在问题", "有问题", "发现", "采纳", "已", "是的", "有的", "符合"]
)  # fmt: skip
NO = frozenset(
    ["否", "无", "×", "✗", "✕", "✘", "x", "n", "no", "f", "false", "0", "0.0", "□", "☐", "○", "没有", "没", "不", "不是", "未", "不涉及", "不属于", "不存在", "未发现", "无此问题", "无此情况", "无问题", "未涉及", "不采纳", "未采纳"]
)  # fmt: skip
_MARKS = re.compile(r"[、，,；;/／|｜+＋&＆\n\r]+")
_BETWEEN = re.compile(r"[、,;/|+&.。()\[\]和与及或等:]")
_DENIES = frozenset("不未非无没")


def read_yes_no(raw: object, synonyms: tuple[tuple[str, str], ...] = ()) -> bool:
    """是, √, 有, Y, 1 …; 否, ×, 无, N, 0 …."""
    if isinstance(raw, bool):
        return raw
    word = fold(words_of(raw))
    word = {fold(known): fold(meant) for known, meant in synonyms}.get(word, word)
    for candidate in (word, re.split(r"[(,;:。]", word, maxsplit=1)[0]):
        if candidate in YES:
            return True
        if candidate in NO:
            return False
    raise NotUnderstood(f"{quoted(raw)}看不出是或否，请填“是”或“否”")


@dataclass(frozen=True)
class Vocabulary:
    """The words known for a field: folded word → the values it stands for (none: understood, says nothing)."""

    choices: tuple[str, ...]
    exact: dict[str, tuple[str, ...]]
    longest_first: tuple[str, ...]
    open: bool

    def found_in(self, text: str) -> Iterator[tuple[int, str]]:
        """Known words in folded text from left to right, the longest at each place, none that is denied."""
        at = 0
        while at < len(text):
            word = next((known for known in self.longest_first if text.startswith(known, at)), "")
            if not word:
                at += 1
                continue
            if not (at and text[at - 1] in _DENIES):
                yield at, word
            at += len(word)


def vocabulary(field: Field, dictionary: Collection[str] = ()) -> Vocabulary:
    """Gather a field's choices, its dictionary's entries and its synonyms."""
    values = tuple(dict.fromkeys((*field.choices, *dictionary)))
    exact: dict[str, tuple[str, ...]] = {}
    for known, meant in field.synonyms:
        old = exact.get(fold(known), ())
        exact[fold(known)] = (*old, meant) if meant else old
    exact.update({fold(value): (value,) for value in values})
    exact.pop("", None)
    ordered = tuple(sorted(exact, key=lambda word: (-len(word), word)))
    return Vocabulary(values, exact, ordered, open=bool(field.dictionary) or not field.choices)


def read_one(raw: object, known: Vocabulary) -> str | None:
    """One of the list. An editable list keeps a new word as it is."""
    text = words_of(raw)
    word = fold(text)
    for candidate in (word, re.sub(r"[(\[].*?[)\]]", "", word)):
        if candidate in known.exact:
            meant = known.exact[candidate]
            return meant[0] if meant else None
    if known.open:
        return " ".join(text.split())
    meant_by = {known.exact[part] for _, part in known.found_in(word)}
    if len(meant_by) == 1:
        meant = meant_by.pop()
        return meant[0] if meant else None
    inside = [value for value in known.choices if len(word) > 1 and word in fold(value)]
    if not meant_by and len(inside) == 1:
        return inside[0]
    raise _unlisted(raw, known)


def read_several(
    raw: object, known: Vocabulary, split: Callable[[str], tuple[str, ...]] | None = None
) -> tuple[str, ...]:
    """Several of the list: 火灾、爆炸; also run together (火灾爆炸) by the longest match.

    ``split`` parts the words of an open list.
    """
    text = words_of(raw)
    whole = fold(text)
    if whole in known.exact:
        return known.exact[whole]
    if not known.open:
        values: dict[str, None] = {}
        rest = whole
        for _, word in list(known.found_in(whole)):
            values.update(dict.fromkeys(known.exact[word]))
            rest = rest.replace(word, "、", 1)
        if _BETWEEN.sub("", rest):
            for part in _MARKS.split(re.sub(r"[(（\[].*?[)）\]]", "", text)):
                if fold(part) and not any(True for _ in known.found_in(fold(part))):
                    raise _unlisted(part, known)
        return tuple(values)
    parts = split(text) if split else tuple(part.strip() for part in _MARKS.split(text))
    return tuple(
        dict.fromkeys(value for part in parts if part for value in known.exact.get(fold(part), (part,)))
    )


def _unlisted(raw: object, known: Vocabulary) -> NotUnderstood:
    shown = "、".join(known.choices[:12]) + ("…" if len(known.choices) > 12 else "")
    return NotUnderstood(f"{quoted(raw)}不在可选范围内，可填：{shown}")
