"""What the page of a ledger does for its table: rows deleted, changed in bulk, begun; and the menu of its cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from ui.pages import ledger_actions as actions
from ui.tables.entry_view import EntryView

if TYPE_CHECKING:
    from ui.pages.ledger_page import LedgerPage


def serve(page: LedgerPage) -> None:
    """Listen to what is wished in the table."""
    view = page.table.view
    if isinstance(view, EntryView):
        view.wished.connect(lambda what, ids: _do(page, what, ids))


def _do(page: LedgerPage, what: str, ids: Sequence[int]) -> None:
    if what == "new":
        page.new_record()
    elif what == "bulk":
        open_bulk(page)
    elif what == "delete" and ids:
        actions.delete(page.desk, page.feature, page, ids)


def open_bulk(page: LedgerPage) -> None:
    """Change many records at once: those chosen, or all that are found."""
    from ui.pages.bulk_dialog import bulk_edit

    bulk_edit(page.desk, page, page.feature, page.selection(), page.table.asked)


def cell_menu(page: LedgerPage, menu: QMenu) -> QMenu:
    """What can be done with the chosen cells."""
    view = page.table.view
    if not isinstance(view, EntryView):
        menu.addAction("复制", view.copy)
        return menu
    blocks, rows = view.entry.blocks, page.selection()
    menu.addSeparator()
    if rows:
        menu.addAction("复制\tCtrl+C", view.copy_cells)
        menu.addAction("带表头复制", lambda: view.copy_cells(headings=True))
    menu.addAction("粘贴\tCtrl+V", blocks.paste)
    if rows:
        menu.addAction("清除内容\tDelete", blocks.clear)
        fill = menu.addMenu("填充")
        fill.addAction("向下填充\tCtrl+D", blocks.fill_down)
        fill.addAction("向右填充\tCtrl+R", blocks.fill_right)
        fill.addAction("序列填充（日期、编号逐行加）", blocks.fill_series)
        menu.addAction("复制为新记录\tCtrl+Shift+D", blocks.duplicate)
        menu.addAction("批量修改…\tCtrl+B", lambda: open_bulk(page))
    return menu
