"""The groups beside a ledger's table: unfolded, folded, followed. Each person's grouping is kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from app.kernel.filters import all_of
from ui.shell.marks import marks
from ui.shell.widgets import redress

if TYPE_CHECKING:
    from ui.pages.ledger_page import LedgerPage


def connect(page: LedgerPage) -> None:
    """Listen to the panel of groups."""
    page.groups.hide()
    page.groups.narrowed.connect(partial(_narrowed, page))
    page.groups.wished.connect(partial(_regrouped, page))
    page.groups.closed.connect(partial(turn, page))


def turn(page: LedgerPage) -> None:
    """Unfold the groups, or fold them away and show everything again."""
    wish = page.groups.wish if page.groups.isHidden() else {}
    _keep(page, wish)
    group_by(page, wish)
    page.reload()
    if wish:
        page.groups.list.setFocus()


def group_by(page: LedgerPage, wish: dict[str, Any]) -> None:
    """Group as ``wish`` says; an empty one folds the groups away."""
    page.grouped.setChecked(bool(wish))
    redress(page.grouped, "on", "true" if wish else "false")
    page.groups.setVisible(bool(wish))
    page.groups.forget()
    if wish:
        page.groups.take_wish(wish)


def _regrouped(page: LedgerPage) -> None:
    _keep(page, page.groups.wish)
    page.reload()


def _keep(page: LedgerPage, wish: dict[str, Any]) -> None:
    """A liking of this person, unless a saved view that groups as it wants is open."""
    if not page.table.view.lent:
        marks(page.desk).keep_group(page.feature.name, wish)


def _narrowed(page: LedgerPage) -> None:
    """Another group: only the table is another."""
    rule = all_of(page.view_rule, page.bar.rule, page.groups.rule)
    page.table.show_rule(rule, page.bar.search)
