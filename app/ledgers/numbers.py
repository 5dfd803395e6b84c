"""Made numbers: YH-2023-0001, counted on for each prefix and year and never given twice."""

from __future__ import annotations

import re

from sqlalchemy import Column, Connection, Integer, Text, select

from app.store.base import Base, table_of

_MADE = re.compile(r"^([A-Z]+)-(\d{4})-(\d{4,})$")


class NumberCounter(Base):
    """The last number given for a prefix in a year."""

    __tablename__ = "number_counters"

    prefix = Column(Text, primary_key=True)
    year = Column(Integer, primary_key=True)
    last = Column(Integer, nullable=False)


COUNTERS = table_of(NumberCounter)


class Numbers:
    """Numbers handed out within one transaction; call :meth:`save` before it ends."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._last: dict[tuple[str, int], int] = {}

    def make(self, prefix: str, year: int) -> str:
        """The next number."""
        self._last[prefix, year] = self._known(prefix, year) + 1
        return f"{prefix}-{year}-{self._last[prefix, year]:04d}"

    def keep(self, number: str) -> None:
        """An imported number of our own pattern: never give it again."""
        found = _MADE.match(number)
        if found:
            prefix, year, value = found[1], int(found[2]), int(found[3])
            self._last[prefix, year] = max(self._known(prefix, year), value)

    def save(self) -> None:
        """Write the counters back."""
        for (prefix, year), last in self._last.items():
            self._connection.exec_driver_sql(
                "INSERT INTO number_counters (prefix, year, last) VALUES (?, ?, ?) "
                "ON CONFLICT (prefix, year) DO UPDATE SET last = excluded.last",
                (prefix, year, last),
            )

    def _known(self, prefix: str, year: int) -> int:
        if (prefix, year) not in self._last:
            query = select(COUNTERS.c.last).where(COUNTERS.c.prefix == prefix, COUNTERS.c.year == year)
            self._last[prefix, year] = self._connection.execute(query).scalar() or 0
        return self._last[prefix, year]
