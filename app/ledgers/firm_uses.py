"""Which firms living records belong to: such a firm is neither taken away by an undo nor deleted."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from app.kernel.feature import Catalogue
from app.masterdata.enterprises.links import FIRM_LINKS
from app.store.base import table_of


def firms_in_use(connection: Connection, catalogue: Catalogue, firms: Sequence[int]) -> set[int]:
    """Those of ``firms`` that a living record of any ledger names."""
    used: set[int] = set()
    for feature in catalogue.values():
        table = table_of(feature.model)
        if "enterprise_id" in table.c:
            query = select(table.c.enterprise_id).where(
                table.c.deleted_at.is_(None), table.c.enterprise_id.between(min(firms), max(firms))
            )
        elif feature.linked:
            query = (
                select(FIRM_LINKS.c.enterprise_id)
                .join(table, table.c.id == FIRM_LINKS.c.record_id)
                .where(FIRM_LINKS.c.ledger == feature.name, table.c.deleted_at.is_(None))
            )
        else:
            continue
        used.update(connection.execute(query.distinct()).scalars())
    return used.intersection(firms)
