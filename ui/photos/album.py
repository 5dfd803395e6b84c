"""What the viewer turns the leaves of: photos with the words that stand below them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.kernel.fields import Field, Kind, Value
from app.kernel.ledger import Ledger


@dataclass(frozen=True)
class Shot:
    """A photo; ``group`` is what it belongs to (整改前), ``place`` its number in there from 1."""

    hash: str
    group: str = ""
    place: int = 1
    of: int = 1

    @property
    def caption(self) -> str:
        """整改前 2/3."""
        number = f"{self.place}/{self.of}" if self.of > 1 else ""
        return f"{self.group} {number}".strip()


Album = tuple[Shot, ...]


def group_of(field: Field) -> str:
    """整改前照片 is called 整改前 where photos are seen."""
    return field.label.removesuffix("照片") or field.label


def of_field(field: Field, value: Value) -> Album:
    """The photos of one field."""
    hashes = value if isinstance(value, tuple) else ()
    return tuple(Shot(one, group_of(field), at, len(hashes)) for at, one in enumerate(hashes, start=1))


def of_record(ledger: Ledger, record: Mapping[str, Value]) -> Album:
    """All photos of a record, field by field."""
    fields = (field for field in ledger.fields if field.kind is Kind.FILES)
    return tuple(shot for field in fields for shot in of_field(field, record.get(field.name)))
