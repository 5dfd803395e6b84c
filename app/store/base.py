"""The base of every table, and what every ledger record carries beside its own columns."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import Boolean, Column, Constraint, Index, Integer, MetaData, Table, Text

from app.store.types import Names

Columns = list[Column[Any]]


class Base:
    """A table, declared as a class: the columns among its attributes, in their order and under their names.

    ``__table_args__`` are its indexes and constraints over several columns. There are no objects of such a class: rows
    are read and written through :func:`table_of`. Names of constraints are fixed, so that migrations can address them.
    """

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    __tablename__: ClassVar[str]
    __table_args__: ClassVar[tuple[Constraint | Index, ...]] = ()
    __table__: ClassVar[Table]

    def __init_subclass__(cls) -> None:
        own: Columns = []
        for name, column in vars(cls).items():
            if isinstance(column, Column):
                column.name = column.key = name
                own.append(column)
        cls.__table__ = Table(cls.__tablename__, cls.metadata, *cls._columns(own), *cls.__table_args__)

    @staticmethod
    def _columns(own: Columns) -> Columns:
        return own


class LedgerRecord:
    """Columns of every ledger: its life, and what is derived from its facts at each write.

    ``incomplete_note`` says in Chinese what is missing; ``haystack`` is the folded text that search looks in;
    ``deleted_at`` set means it lies in the recycle bin and is nowhere counted. ``attachments`` are the hashes of files
    kept beside the database.
    """

    @staticmethod
    def _columns(own: Columns) -> Columns:
        return [
            Column("id", Integer, primary_key=True),
            *own,
            Column("created_at", Text, nullable=False),
            Column("updated_at", Text, nullable=False),
            Column("incomplete", Boolean, nullable=False, default=False),
            Column("incomplete_note", Text, nullable=True),
            Column("voided", Boolean, nullable=False, default=False),
            Column("void_reason", Text, nullable=True),
            Column("deleted_at", Text, nullable=True),
            Column("haystack", Text, nullable=False, default=""),
            Column("attachments", Names, nullable=True),
        ]


def table_of(model: type[Base]) -> Table:
    """The Core table that a class declares."""
    return model.__table__
