"""A ledger: its fields in order, how its rows are recognised, and the views that every office wants."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from app.kernel.fields import Field, Kind
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
    """A saved view: a title and a filter; ``$today`` may stand in it."""

    name: str
    title: str
    rule: Filter = EVERYTHING


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
    ``order`` is the default order, ``-name`` for descending. ``day`` is the day a record belongs to.
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
    carried: tuple[str, ...] = ()  # fields that keep their values for the next record entered in a row

    @cached_property
    def all_fields(self) -> tuple[Field, ...]:
        """Own fields, then the computed ones that exports add."""
        return (*self.fields, *self.computed, INCOMPLETE, VOIDED)

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
