"""Who works with this store: for changing the person at the desk without typing a name again."""

from __future__ import annotations

from sqlalchemy import func, select

from app.masterdata.organ import read_organ
from app.masterdata.settings import read_office
from app.store import journal
from app.store.session import Store

MOST = 12


def persons(store: Store) -> tuple[str, ...]:
    """Those who signed the journal, the latest first, then those the settings name: 填表人, 审核人, 检查人员."""
    signed = journal.OPERATIONS.c.who
    query = (
        select(signed).where(signed != "").group_by(signed).order_by(func.max(journal.OPERATIONS.c.id).desc())
    )
    with store.read() as connection:
        names = list(connection.execute(query).scalars())
        office, organ = read_office(connection), read_organ(connection)
    names += [office.reporter, office.reviewer, *(name for name, _card in organ.officers)]
    return tuple(dict.fromkeys(name for name in names if name))[:MOST]
