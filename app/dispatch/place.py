"""Reading a value out of a table file, and saying where in the file it stands when it is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn, TypeVar

from app.kernel.errors import Refusal

T = TypeVar("T")
LARGEST = 10_000
"""No width or size on paper comes near (mm, pt)."""


@dataclass(frozen=True)
class Place:
    """Where in the file something stands: after the line that names ``code``."""

    name: str
    text: str
    code: str = ""

    def at(self, code: str) -> Place:
        """The same file, within one indicator."""
        return Place(self.name, self.text, code)

    def line(self, needle: str) -> int:
        """The first line holding ``needle`` at or after the indicator's own; 0 where none does."""
        lines = self.text.splitlines()
        mark = f'code = "{self.code}"'
        start = next((at for at, one in enumerate(lines) if self.code and mark in one), 0)
        for at in range(start, len(lines)):
            if needle in lines[at]:
                return at + 1
        return start + 1 if self.code else 0

    def refuse(self, needle: str, sentence: str) -> NoReturn:
        """Say what is wrong and where."""
        line = self.line(needle)
        where = f"第{line}行" if line else ""
        raise Refusal(
            f"调度表文件 {self.name} {where}{f'（{self.code}）' if self.code else ''}有误：{sentence}"
        )


def given(place: Place, raw: Any, key: str, kind: type[T], default: T | None = None) -> T:
    """The value under ``key``, of its kind; without a default it has to be there. Raises Refusal."""
    if not isinstance(raw, Mapping):
        place.refuse(str(raw), f"这里应当是一组“名称 = 值”，而不是“{raw}”。")
    if key not in raw:
        if default is None:
            place.refuse(place.code, f"缺少“{key}”。")
        return default
    value = raw[key]
    if not isinstance(value, kind) or type(value) in (bool, datetime):  # bool is an int, datetime a date
        place.refuse(key, f"“{key}”的值“{value}”类型不对。")
    return value


def one_of(place: Place, raw: Mapping[str, Any], key: str, read: Callable[[str], T], choices: str) -> T:
    """A word that ``read`` knows. Raises Refusal naming the ``choices``."""
    value = given(place, raw, key, str)
    try:
        return read(value)
    except ValueError:
        place.refuse(value, f"“{key}”写的是“{value}”，只能是：{choices}。")


def words(place: Place, raw: Any, key: str, default: list[str] | None = None) -> tuple[str, ...]:
    """A list of texts."""
    found = given(place, raw, key, list, default)
    if not all(isinstance(one, str) for one in found):
        place.refuse(key, f"“{key}”里应当都是文字。")
    return tuple(found)


def number(place: Place, raw: Mapping[str, Any], key: str, default: float) -> float:
    """A number above 0."""
    value = raw.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < LARGEST:
        place.refuse(key, f"“{key}”应当是大于0的数。")
    return float(value)


def pattern(place: Place, text: str, names: tuple[str, ...]) -> str:
    """A text in which only ``names`` stand in braces."""
    try:
        text.format(**dict.fromkeys(names, ""))
    except (KeyError, ValueError, IndexError, AttributeError, TypeError):
        told = "、".join(f"{{{name}}}" for name in names)
        place.refuse(text, f"“{text}”里的花括号只能是：{told}。")
    return text
