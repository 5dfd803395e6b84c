"""The progress table's first figures for the home page, read off the screen's thread."""

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
from ui.dispatch.snapshot import change_text

KEY_FIGURES = 7
_SAID = {"↑": "↑ 增", "↓": "↓ 减", "平": "持平"}


@dataclass(frozen=True)
class KeyFigure:
    """One line of the table on the home page; ``change`` is since the last submission, empty without one."""

    code: str
    label: str
    text: str
    change: str
    fell: bool


@dataclass(frozen=True)
class KeyFigures:
    """``table`` is the id of the figures' table, ``last`` the title of the one handed in last."""

    figures: Sequence[KeyFigure] = ()
    table: str = ""
    day: date | None = None
    last: str = ""


def is_empty(workspace: Workspace) -> bool:
    """Is there no record at all yet?"""
    store = workspace.store
    return not any(browse.ids(store, feature, limit=1) for feature in workspace.catalogue.values())


def key_figures(workspace: Workspace) -> KeyFigures:
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
            change = in_words(change_text(table, row.change)) if newest else ""
            found.append(KeyFigure(code, indicator.plain_label, figures.cell(code), change, row.fell))
        return KeyFigures(found, table_id, day, newest.title if newest else "")
    return KeyFigures()


def in_words(change: str) -> str:
    """↑3 as ↑ 增3: the arrow is never alone."""
    return _SAID.get(change[:1], change[:1]) + change[1:]
