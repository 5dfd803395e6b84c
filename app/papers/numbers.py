"""Document numbers, {机关代字}{文书代字}〔年〕N号: one series per pattern and year, without gaps and without doubles.

A number is taken in the transaction that issues its paper: a power cut leaves neither a gap nor a double. A paper that
was issued in error is voided with a reason; its number stays on the list and is not given again.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Column, Connection, Integer, Text, UniqueConstraint, func, insert, select, update

from app.store.base import Base, table_of

YEAR, NUMBER, ORGAN = "{年}", "{序号}", "{机关代字}"


class DocumentNumber(Base):
    """A number given. ``void_reason`` is set where its paper was voided."""

    __tablename__ = "document_numbers"
    __table_args__ = (UniqueConstraint("series", "year", "number"), UniqueConstraint("text"))

    id = Column(Integer, primary_key=True)
    series = Column(Text, nullable=False)
    year = Column(Integer, nullable=False)
    number = Column(Integer, nullable=False)
    text = Column(Text, nullable=False)
    title = Column(Text, nullable=False)
    at = Column(Text, nullable=False)
    void_reason = Column(Text, nullable=True)


NUMBERS = table_of(DocumentNumber)


@dataclass(frozen=True)
class Given:
    """A number as the list shows it."""

    text: str
    year: int
    number: int
    title: str
    at: str
    void_reason: str | None


def series_of(pattern: str, organ: str) -> str:
    """The pattern with the office's 机关代字 in it; year and number are still open."""
    return pattern.replace(ORGAN, organ)


def shown(series: str, year: int, number: int) -> str:
    """（济历城全）安监责改〔2023〕1号."""
    return series.replace(YEAR, str(year)).replace(NUMBER, str(number))


def take(connection: Connection, series: str, year: int, title: str, moment: str) -> str:
    """The next number of a series; to be called within the transaction that issues the paper."""
    mine = (NUMBERS.c.series == series) & (NUMBERS.c.year == year)
    last = connection.execute(select(func.max(NUMBERS.c.number)).where(mine)).scalar() or 0
    text = shown(series, year, last + 1)
    row = {"series": series, "year": year, "number": last + 1, "text": text, "title": title, "at": moment}
    connection.execute(insert(NUMBERS).values(**row))
    return text


def void(connection: Connection, text: str, reason: str) -> None:
    """Note that a number's paper was voided."""
    connection.execute(update(NUMBERS).where(NUMBERS.c.text == text).values(void_reason=reason))


def given(connection: Connection, year: int | None = None) -> list[Given]:
    """Every number given, by series, year and number; voided ones with their reason."""
    query = select(NUMBERS).order_by(NUMBERS.c.series, NUMBERS.c.year, NUMBERS.c.number)
    if year is not None:
        query = query.where(NUMBERS.c.year == year)
    return [
        Given(row.text, row.year, row.number, row.title, row.at, row.void_reason)
        for row in connection.execute(query)
    ]
