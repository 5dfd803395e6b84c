"""What is being typed and not saved yet, kept so that a power cut costs a few seconds at most."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Integer, Text, UniqueConstraint, delete, select

from app.store.base import Base, table_of
from app.store.session import Store


class Draft(Base):
    """The words in a form, as typed, by field. ``record_id`` 0 is a new record, so are those below: one form each."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("ledger", "record_id", "who"),)

    id = Column(Integer, primary_key=True)
    ledger = Column(Text, nullable=False)
    record_id = Column(Integer, nullable=False)
    who = Column(Text, nullable=False)
    at = Column(Text, nullable=False)
    words = Column(Text, nullable=False)


DRAFTS = table_of(Draft)


@dataclass(frozen=True)
class Kept:
    """A draft as it lies in the store; ``words`` is what the form gave, as JSON has it."""

    ledger: str
    record: int
    at: str
    words: Any

    @property
    def new(self) -> bool:
        """Was it a record that is not in the ledger yet?"""
        return self.record <= 0


def keep(store: Store, ledger: str, record: int, words: Mapping[str, Any]) -> None:
    """Keep what stands in a form, in place of what was kept before. Outside the journal: it is no operation."""
    with store.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO drafts (ledger, record_id, who, at, words) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (ledger, record_id, who) DO UPDATE SET at = excluded.at, words = excluded.words",
            (ledger, record, store.who, store.moment(), json.dumps(words, ensure_ascii=False)),
        )


def drop(store: Store, ledger: str, record: int) -> None:
    """It was saved, or is not wanted any more."""
    with store.write() as connection:
        connection.execute(
            delete(DRAFTS).where(
                DRAFTS.c.ledger == ledger, DRAFTS.c.record_id == record, DRAFTS.c.who == store.who
            )
        )


def kept(store: Store, ledger: str = "") -> tuple[Kept, ...]:
    """This person's drafts, the latest first."""
    with store.read() as connection:
        return _kept(connection, store.who, ledger)


def of_record(store: Store, ledger: str, record: int) -> Kept | None:
    """The draft of a record; for a new one (0) the latest of any new record of the ledger."""
    found = kept(store, ledger)
    return next((one for one in found if one.record == record or (record == 0 and one.new)), None)


def free_place(store: Store, ledger: str) -> int:
    """A number below 1 under which the draft of one more new record takes no other's place."""
    taken = [one.record for one in kept(store, ledger) if one.new]
    return min(taken) - 1 if taken else 0


def _kept(connection: Connection, who: str, ledger: str) -> tuple[Kept, ...]:
    query = select(DRAFTS).where(DRAFTS.c.who == who).order_by(DRAFTS.c.at.desc(), DRAFTS.c.id.desc())
    if ledger:
        query = query.where(DRAFTS.c.ledger == ledger)
    return tuple(
        Kept(row.ledger, row.record_id, row.at, json.loads(row.words)) for row in connection.execute(query)
    )
