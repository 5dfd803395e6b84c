"""The details beside a ledger's table: what they ask for, and how they follow the row."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from app.ledgers import browse
from ui.pages import ledger_actions as actions
from ui.photos.putting import Receiver
from ui.shell.marks import marks
from ui.shell.notices import toast
from ui.tables.ledger_model import RECORD_ID

if TYPE_CHECKING:
    from ui.pages.ledger_page import LedgerPage


def connect(page: LedgerPage) -> tuple[Receiver, ...]:
    """Listen to panel and table; what takes photos dropped on either is to be kept by the page."""
    desk, feature, panel = page.desk, page.feature, page.panel
    panel.hide()
    panel.closed.connect(partial(fold, page))
    panel.star_wanted.connect(partial(turn_star, page))
    panel.edit_wanted.connect(lambda number: actions.change_record(desk, feature, page, number))
    panel.step_wanted.connect(lambda number, name: actions.take_step(desk, feature, page, [number], name))
    panel.void_wanted.connect(lambda number: actions.void(desk, feature, page, [number]))
    panel.unvoid_wanted.connect(lambda number: actions.unvoid(desk, feature, page, [number]))
    panel.card_wanted.connect(lambda number: actions.print_cards(desk, feature, page, [number]))
    panel.delete_wanted.connect(lambda number: actions.delete(desk, feature, page, [number]))
    page.table.picked.connect(partial(_picked, page))
    page.table.loaded.connect(partial(_loaded, page))
    rows = page.table.view.viewport()
    return (
        Receiver(desk, page, feature, rows, partial(_record_at, page)),
        Receiver(desk, page, feature, panel, lambda _at: panel.record_id),
    )


def turn_star(page: LedgerPage, number: int) -> None:
    """Star a record or take its star, and say so."""
    starred = marks(page.desk).toggle(page.feature.name, number)
    toast(page, "已收藏，按 Ctrl+K 就能找到" if starred else "已取消收藏")


def fold(page: LedgerPage) -> None:
    """The details away, the keyboard back to the table."""
    page.panel.hide()
    page.table.view.setFocus()


def _record_at(page: LedgerPage, at: QPoint) -> int:
    """The record of the row at a place of the table."""
    found = page.table.view.indexAt(at).data(RECORD_ID)
    return found if isinstance(found, int) else 0


def _picked(page: LedgerPage) -> None:
    """The open panel follows the row; a single click opens it where there is none yet."""
    view, panel = page.table.view, page.panel
    number = view.current_id()
    if view.selected_count() == 1 and number and number != panel.record_id and panel.isVisible():
        page.show_record(number)


def _loaded(page: LedgerPage) -> None:
    """Fresh rows: what the panel shows may be stale or gone."""
    number = page.panel.record_id
    if not page.panel.isVisible() or not number:
        return
    record = browse.record(page.desk.workspace.store, page.feature, number)
    if record is None or record.get("deleted_at") is not None:
        page.panel.hide()
    else:
        page.panel.show_record(record)
