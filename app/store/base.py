"""The base of every table, and what every ledger record carries beside its own columns."""

from __future__ import annotations

from sqlalchemy import Boolean, Integer, MetaData, Table, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.store.types import Names


class Base(DeclarativeBase):
    """Names of constraints are fixed, so that migrations can address them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class LedgerRecord:
    """Columns of every ledger: its life, and what is derived from its facts at each write.

    ``incomplete_note`` says in Chinese what is missing; ``haystack`` is the folded text that search looks in;
    ``deleted_at`` set means it lies in the recycle bin and is nowhere counted. ``attachments`` are the hashes of files
    kept beside the database.
    """

    id: Mapped[int] = mapped_column(Integer, primary_key=True, sort_order=-10)
    created_at: Mapped[str] = mapped_column(Text, sort_order=900)
    updated_at: Mapped[str] = mapped_column(Text, sort_order=901)
    incomplete: Mapped[bool] = mapped_column(Boolean, default=False, sort_order=902)
    incomplete_note: Mapped[str | None] = mapped_column(Text, sort_order=903)
    voided: Mapped[bool] = mapped_column(Boolean, default=False, sort_order=904)
    void_reason: Mapped[str | None] = mapped_column(Text, sort_order=905)
    deleted_at: Mapped[str | None] = mapped_column(Text, sort_order=906)
    haystack: Mapped[str] = mapped_column(Text, default="", sort_order=907)
    attachments: Mapped[tuple[str, ...]] = mapped_column(Names, nullable=True, sort_order=908)


def table_of(model: type) -> Table:
    """The Core table of a mapped class."""
    table = model.__table__  # type: ignore[attr-defined]
    assert isinstance(table, Table)
    return table
