"""A column of a ledger: declared once, and from it come table, form, Excel, import, paper and manual."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

Value = None | str | date | int | Decimal | bool | tuple[str, ...]


class Kind(StrEnum):
    """What a field holds; the Python type of a filled value stands behind it."""

    TEXT = "text"  # str, one line
    PARAGRAPH = "paragraph"  # str, several lines
    DAY = "day"  # datetime.date
    INT = "int"  # int
    MONEY = "money"  # Decimal in the field's unit (元 or 万元), exact to 分
    YES_NO = "yes_no"  # bool
    ONE = "one"  # str, one of a list
    SEVERAL = "several"  # tuple[str, ...]
    ENTERPRISE = "enterprise"  # str, the firm's name; the record also holds the firm's id
    ENTERPRISES = "enterprises"  # tuple[str, ...], names of firms
    HAZARD = "hazard"  # str, the 隐患编号 of a hazard on file
    MADE = "made"  # str, a number made by the program; an imported one is kept
    FILES = "files"  # tuple[str, ...], hashes of files kept beside the database, in the order shown


@dataclass(frozen=True)
class Field:
    """One column.

    ``required`` is the star of the ledger: its absence makes a record 待完善, it never blocks it.
    ``choices`` is a fixed list; ``dictionary`` names an editable one; ``suggest`` allows free text beside it.
    ``synonyms`` maps words met in the field to choices. ``tones`` maps values to the tone of their pill.
    ``source`` names a catalogue its words may be picked from (criteria: 判定标准); ``phrases`` names the office's
    library of ready sentences for it. ``width`` is the column's width on the screen in px at 100 %; ``whole`` says
    that cut short it would say nothing (a code, a document's number), so its column never gives way to others.
    """

    name: str
    label: str
    kind: Kind
    required: bool = False
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    dictionary: str = ""
    synonyms: tuple[tuple[str, str], ...] = ()
    tones: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    width: int = 120
    whole: bool = False
    search: bool = False
    computed: bool = False
    exported: bool = True  # False: shown and filtered by, left out of files unless asked for
    hint: str = ""
    source: str = ""
    phrases: str = ""
    check: Callable[[Any], str | None] | None = None
    normalise: Callable[[str], str] | None = None

    @property
    def is_list(self) -> bool:
        """True where the value is a tuple of names."""
        return self.kind in (Kind.SEVERAL, Kind.ENTERPRISES, Kind.FILES)

    @property
    def typed(self) -> bool:
        """True where the value can be written as words: typed, pasted, imported, compared. Files cannot."""
        return self.kind is not Kind.FILES

    @property
    def picks(self) -> bool:
        """True where the value comes from a list, fixed or editable."""
        return bool(self.choices or self.dictionary)

    def tone(self, value: Value) -> str:
        """The tone of the pill that shows ``value``; empty for plain text."""
        return dict(self.tones).get(str(value), "")
