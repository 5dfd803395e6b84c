"""How values lie in the database: exact money, lists of names, the same for single and bulk writes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

SEPARATOR = "、"
UNIT_SCALE = {"元": 100, "万元": 1_000_000}


class Money(TypeDecorator[Decimal]):
    """A Decimal in ``unit`` (元 or 万元), stored as a whole number of 分 so that sums are exact."""

    impl = BigInteger
    cache_ok = True

    def __init__(self, unit: str) -> None:
        super().__init__()
        self.unit = unit
        self.scale = UNIT_SCALE[unit]

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        """Decimal in the unit → 分."""
        del dialect
        return None if value is None else int(Decimal(value) * self.scale)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """分 → Decimal in the unit."""
        del dialect
        return None if value is None else Decimal(int(value)) / self.scale


class Names(TypeDecorator[tuple[str, ...]]):
    """A tuple of names, stored joined by 、."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Tuple → joined text; empty → NULL."""
        del dialect
        if isinstance(value, str):
            return value or None
        return SEPARATOR.join(value) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...]:
        """Joined text → tuple."""
        del dialect
        return tuple(value.split(SEPARATOR)) if value else ()


def stored(value: Any, kind: Any) -> Any:
    """A Python value as the driver takes it, for writes that go past the type system. ``kind``: column type."""
    if value is None:
        return None
    if isinstance(kind, Money):
        return int(value * kind.scale)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return SEPARATOR.join(value) or None
    return value


def plain(kind: Any) -> bool:
    """Do values of this column go to the driver as they are?"""
    return not isinstance(kind, Money | Names | Date)


def restored(value: Any, kind: Any) -> Any:
    """The reverse of :func:`stored`: what a column of type ``kind`` gives back for a driver's value."""
    if value is None:
        return () if isinstance(kind, Names) else None
    if isinstance(kind, Money):
        return Decimal(int(value)) / kind.scale
    if isinstance(kind, Names):
        return tuple(str(value).split(SEPARATOR))
    if isinstance(kind, Boolean):
        return bool(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return value
