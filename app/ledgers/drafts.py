"""What is being typed and not saved yet, kept so that a power cut costs a few seconds at most."""

from __future__ import annotations

from sqlalchemy import Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.base import Base, table_of


class Draft(Base):
    """The words in a form, as typed, by field. ``record_id`` 0 is a new record."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("ledger", "record_id", "who"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    ledger: Mapped[str] = mapped_column(Text)
    record_id: Mapped[int] = mapped_column(Integer)
    who: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)


DRAFTS = table_of(Draft)
