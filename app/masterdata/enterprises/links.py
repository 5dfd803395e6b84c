"""Which firms a record that names several of them belongs to; kept in the same transaction as the record."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, Connection, Index, Integer, Text, select

from app.store.base import Base, table_of


class FirmLink(Base):
    """The ``position``-th firm named in a record; ``enterprise_id`` is empty where no one firm fits the name."""

    __tablename__ = "firm_links"
    __table_args__ = (Index("ix_firm_links_ledger_record_id", "ledger", "record_id"),)

    id = Column(Integer, primary_key=True)
    ledger = Column(Text, nullable=False)
    record_id = Column(Integer, nullable=False)
    position = Column(Integer, nullable=False)
    enterprise_id = Column(Integer, index=True, nullable=True)


FIRM_LINKS = table_of(FirmLink)


def links_of(connection: Connection, ledger: str, record: int) -> tuple[int | None, ...]:
    """The firms a record is linked to, in the order of their names."""
    query = select(FIRM_LINKS.c.enterprise_id).where(
        FIRM_LINKS.c.ledger == ledger, FIRM_LINKS.c.record_id == record
    )
    return tuple(connection.execute(query.order_by(FIRM_LINKS.c.position)).scalars())


def move_links(connection: Connection, ledger: str, firm: int, target: int) -> None:
    """What belonged to one firm belongs to another."""
    connection.exec_driver_sql(
        "UPDATE firm_links SET enterprise_id = ? WHERE ledger = ? AND enterprise_id = ?",
        (target, ledger, firm),
    )


def set_links(connection: Connection, ledger: str, record: int, firms: Sequence[int | None]) -> None:
    """Replace the links of a record by one for each name, in order."""
    connection.exec_driver_sql("DELETE FROM firm_links WHERE ledger = ? AND record_id = ?", (ledger, record))
    rows = [(ledger, record, place, firm) for place, firm in enumerate(firms)]
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO firm_links (ledger, record_id, position, enterprise_id) VALUES (?, ?, ?, ?)", rows
        )
