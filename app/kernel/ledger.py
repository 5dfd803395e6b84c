"""A ledger: its fields in order, how its rows are recognised, and the views that every office wants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from app.kernel.fields import Field, Kind, Value
from app.kernel.filters import EVERYTHING, Filter

STATUS_TONES = (
    ("待整改", "amber"),
    ("整改中", "blue"),
    ("待复查", "violet"),
    ("已销号", "green"),
)

INCOMPLETE = Field("incomplete", "待完善", Kind.YES_NO, computed=True, width=80)
VOIDED = Field("voided", "作废", Kind.YES_NO, computed=True, width=70)


@dataclass(frozen=True)
class Section:
    """A titled group of fields in the form, the detail panel and the manual."""

    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class View:
    """A saved view: a title and a filter; ``$today`` may stand in it. ``told``: its count stands beside the ledger's title."""

    name: str
    title: str
    rule: Filter = EVERYTHING
    told: bool = False


@dataclass(frozen=True)
class Alert:
    """A derived mark on a record (逾期), shown as a pill; never stored, for it depends on the day."""

    title: str
    tone: str
    rule: Filter


@dataclass(frozen=True)
class Ledger:
    """The declaration everything about a ledger is made from.

    ``key`` names the number field, if any; ``identity`` the fields that tell two rows apart where no number
    does; with ``ordinal`` identical rows are told apart by their order. ``columns`` are those shown at first.
    ``order`` is the default order, ``-name`` for descending. ``day`` is the day a record belongs to. ``follows`` are
    pairs of days of which the second cannot come before the first: where it does, the record says so.
    """

    name: str
    title: str
    counter: str
    about: str
    fields: tuple[Field, ...]
    sections: tuple[Section, ...]
    identity: tuple[str, ...]
    order: tuple[str, ...]
    columns: tuple[str, ...]
    day: str = ""
    key: str = ""
    ordinal: bool = False
    computed: tuple[Field, ...] = ()
    views: tuple[View, ...] = ()
    alerts: tuple[Alert, ...] = ()
    quick: tuple[str, ...] = ()  # fields offered as drop-downs in the filter bar
    totals: tuple[str, ...] = ()  # fields added up at the foot
    icon: str = "file-text"
    follows: tuple[tuple[str, str], ...] = ()
    carried: tuple[str, ...] = ()  # fields that keep their values for the next record entered in a row

    @cached_property
    def all_fields(self) -> tuple[Field, ...]:
        """Own fields, then the computed ones that exports add."""
        return (*self.fields, *self.computed, INCOMPLETE, VOIDED)

    def turned_round(self, values: Mapping[str, Value]) -> dict[str, str]:
        """A sentence on each day that comes before the one it follows: 整改期限 2023-06-01 早于发现日期 2023-06-05."""
        found: dict[str, str] = {}
        for first, later in self.follows:
            before, after = values.get(first), values.get(later)
            if isinstance(before, date) and isinstance(after, date) and after < before:
                said = f"{self[later].label} {after} 早于{self[first].label} {before}"
                found.setdefault(later, said)
        return found

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """Fields by identifier."""
        return {field.name: field for field in self.all_fields}

    def __getitem__(self, name: str) -> Field:
        return self.by_name[name]

    @cached_property
    def searched(self) -> tuple[str, ...]:
        """Names of the fields that search looks in."""
        return tuple(field.name for field in self.fields if field.search)

    @cached_property
    def required(self) -> tuple[Field, ...]:
        """The starred fields."""
        return tuple(field for field in self.fields if field.required)


def named(fields: dict[str, Field]) -> tuple[Field, ...]:
    """Give each field the name it is declared under."""
    return tuple(replace(field, name=name) for name, field in fields.items())
