"""The cells of a column read at once: what stands in a column many times is understood once."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.kernel.fields import Field, Value
from app.kernel.parsing import NotUnderstood, is_blank, read_cell

_NUMBERS = frozenset({bool, int, float})


@dataclass(frozen=True)
class ReadColumn:
    """A column, row by row: its values, and its own words (empty for a blank); reasons of refusals by place."""

    values: list[Value]
    words: list[str]
    refused: dict[int, str]


class Words(Mapping[str, str]):
    """The words of a row by field; blanks are not in it. A view: a dict for each row would cost more to make."""

    __slots__ = ("_places", "_texts")

    def __init__(self, places: Mapping[str, int], texts: tuple[str, ...]) -> None:
        self._places, self._texts = places, texts

    def __getitem__(self, name: str) -> str:
        text = self._texts[self._places[name]]
        if not text:
            raise KeyError(name)
        return text

    def get(self, name: str, default: Any = None) -> Any:
        """The words under a field, without the detour over an exception."""
        place = self._places.get(name)
        return (self._texts[place] or default) if place is not None else default

    def __iter__(self) -> Iterator[str]:
        return (name for name, place in self._places.items() if self._texts[place])

    def __len__(self) -> int:
        return sum(map(bool, self._texts))


def read_column(field: Field, unit: str, year: int | None, cells: Sequence[Any]) -> ReadColumn:
    """Every cell's value, words and fate. A column of files says how many there were, and changes nothing."""
    if not field.typed:
        return ReadColumn([None] * len(cells), [""] * len(cells), {})
    mixed = len(_NUMBERS.intersection(map(type, cells))) > 1  # 1, 1.0 and True are equal, yet not the same
    keys: Sequence[Hashable] = list(zip(map(type, cells), cells, strict=True)) if mixed else cells
    values: dict[Hashable, Value] = {}
    words: dict[Hashable, str] = {}
    reasons: dict[Hashable, str] = {}
    for key in dict.fromkeys(keys):
        raw: Any = key[1] if isinstance(key, tuple) else key
        value, reason = _read_once(field, raw, unit, year)
        values[key] = None if value == () else value
        words[key] = "" if is_blank(raw) else _word(raw)
        if reason:
            reasons[key] = reason
    refused = {place: reasons[key] for place, key in enumerate(keys) if key in reasons} if reasons else {}
    return ReadColumn(
        list(map(values.__getitem__, keys)),
        list(map(words.__getitem__, keys)),
        refused,
    )


def _read_once(field: Field, raw: Any, unit: str, year: int | None) -> tuple[Value, str]:
    """The value, or the reason why there is none."""
    try:
        value = read_cell(field, raw, unit=unit, year=year)
    except NotUnderstood as error:
        return None, str(error)
    if value is not None and field.check is not None:
        sentence = field.check(value)
        if sentence:
            return None, sentence
    return value, ""


def _word(raw: Any) -> str:
    if isinstance(raw, datetime | date):
        return raw.isoformat(sep=" ") if isinstance(raw, datetime) else raw.isoformat()
    return str(raw).strip()
