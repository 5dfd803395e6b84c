"""Looking at an office: all living records, all links, whatever a test compares before and after."""

from __future__ import annotations

from typing import Any

from app.bootstrap import Workspace
from app.ledgers import browse

UNSTEADY = ("updated_at",)


def found(office: Workspace, ledger: str) -> list[dict[str, Any]]:
    """The living records in the order they came."""
    feature = office.feature(ledger)
    rows = browse.rows(office.store, feature, browse.ids(office.store, feature))
    return [dict(rows[one]) for one in sorted(rows)]


def only(office: Workspace, ledger: str, **values: Any) -> dict[str, Any]:
    """The one record with these values."""
    fitting = [row for row in found(office, ledger) if values.items() <= row.items()]
    assert len(fitting) == 1, fitting
    return fitting[0]


def everything(office: Workspace) -> dict[str, list[Any]]:
    """Every living record of every ledger and every link of one, but for the time of the last change."""
    told: dict[str, list[Any]] = {
        ledger: [
            {name: value for name, value in row.items() if name not in UNSTEADY}
            for row in found(office, ledger)
        ]
        for ledger in office.catalogue
    }
    with office.store.read() as connection:
        links = connection.exec_driver_sql(
            "SELECT ledger, record_id, position, enterprise_id FROM firm_links ORDER BY 1, 2, 3"
        ).fetchall()
    living = {(ledger, row["id"]) for ledger, rows in told.items() for row in rows}
    told["firm_links"] = [tuple(link) for link in links if (link[0], link[1]) in living]
    return told
