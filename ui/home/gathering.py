"""What the home page shows, read in one go off the screen's thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.bootstrap import Workspace
from app.dispatch import archive
from app.dispatch.comparison import rows
from app.dispatch.compute import compute
from app.dispatch.definition import read_table
from app.kernel.errors import Refusal
from app.ledgers import browse
from app.overview import today
from ui.dispatch.snapshot import change_text

KEY_FIGURES = 7


@dataclass(frozen=True)
class KeyFigure:
    """One line of the table on the home page; ``change`` is since the last submission, empty without one."""

    code: str
    label: str
    text: str
    change: str
    fell: bool


@dataclass(frozen=True)
class Home:
    """Everything; ``empty`` for a store without any record. ``table`` is the id of the figures' table."""

    empty: bool
    piles: Sequence[today.Waiting] = ()
    months: Sequence[tuple[str, int, int]] = ()
    states: Sequence[tuple[str, int]] = ()
    urgent: Sequence[int] = ()
    figures: Sequence[KeyFigure] = ()
    table: str = ""
    day: date | None = None
    last: str = ""


def gather(workspace: Workspace) -> Home:
    """Read it."""
    store, catalogue = workspace.store, workspace.catalogue
    if not any(browse.ids(store, feature, limit=1) for feature in catalogue.values()):
        return Home(empty=True)
    figures, table, day, last = _figures(workspace)
    return Home(
        empty=False,
        piles=today.waiting(store, catalogue),
        months=today.months(store, catalogue),
        states=today.standing(store, catalogue),
        urgent=today.most_urgent(store, catalogue),
        figures=figures,
        table=table,
        day=day,
        last=last,
    )


def _figures(workspace: Workspace) -> tuple[list[KeyFigure], str, date | None, str]:
    """The first figures of the first table as of today, beside the last one handed in."""
    day = workspace.clock.today()
    for table_id in workspace.tables:
        with workspace.store.read() as connection:
            try:
                table = read_table(connection, workspace.catalogue, table_id)
            except Refusal:
                continue
            figures = compute(connection, workspace.catalogue, table, day)
            newest = archive.last_submitted(connection, table_id, day, figures.scope)
            before = archive.frozen(connection, newest.id).printed if newest else {}
        compared = {row.code: row for row in reversed(rows(figures, before))}
        found = []
        for code, indicator in list(table.indicators.items())[:KEY_FIGURES]:
            row = compared[code]
            change = change_text(table, row.change) if newest else ""
            found.append(KeyFigure(code, indicator.plain_label, figures.cell(code), change, row.fell))
        return found, table_id, day, newest.title if newest else ""
    return [], "", None, ""
