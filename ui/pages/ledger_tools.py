"""The buttons, keys and menus of a ledger's page; what they do lies in ``ledger_actions``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton

from ui.pages import ledger_actions as actions
from ui.pages import ledger_details
from ui.pages.registry import ledger_buttons, pressed
from ui.shell.marks import marks
from ui.shell.widgets import button, menu_button
from ui.tables.entry_view import EntryView

if TYPE_CHECKING:
    from ui.pages.ledger_page import LedgerPage


def buttons(page: LedgerPage) -> QPushButton:
    """Put the buttons beside the title; the one for a new record is answered."""
    line, ledger = page.header.tools, page.feature.ledger
    for entry in ledger_buttons(ledger.name):
        act = partial(pressed, entry.factory, page.desk, page)
        line.addWidget(button(entry.title, entry.icon, on_click=act))
    line.addWidget(menu_button("工具", "ellipsis", _tools(page)))
    menu = QMenu()
    for kind, (title, _icon) in actions.FORMATS.items():
        menu.addAction(title, partial(_export, page, kind))
    line.addWidget(menu_button("导出", "download", menu))
    add = button(f"新增{ledger.title}", "plus", "primary", tip="Ctrl+N", on_click=page.new_record)
    line.addWidget(add)
    return add


def _tools(page: LedgerPage) -> QMenu:
    """What is done with many records, with the keys that do it without a menu."""
    menu = QMenu()
    menu.addAction("批量修改…\tCtrl+B", partial(open_bulk, page))
    copied = menu.addAction("复制为新记录\tCtrl+Shift+D", partial(_duplicate, page))
    again = menu.addAction(f"{actions.another_title(page.feature)}\tCtrl+Shift+N", partial(another, page))
    cards = menu.addAction("打印选中的卡片\tCtrl+P", partial(print_cards, page))
    gone = menu.addAction("删除选中的…\tCtrl+Delete", partial(_delete, page))
    menu.addSeparator()
    menu.addAction("选择栏目…", lambda: page.table.view.choose_columns(page.tool))
    menu.addAction("重新读取\tF5", page.reload)

    def able() -> None:
        """What is for chosen records only is grey without any."""
        count = page.table.view.selected_count()
        for act in (copied, cards, gone):
            act.setEnabled(count > 0)
        again.setEnabled(count == 1)

    menu.aboutToShow.connect(able)
    return menu


def keys(page: LedgerPage) -> None:
    """They hold while the page is seen, also with the focus on the rail; Esc belongs to what has it."""
    acts: tuple[tuple[str, Callable[[], object]], ...] = (
        ("Ctrl+N", page.new_record),
        ("Ctrl+F", partial(_to_search, page)),
        ("Esc", page.leave),
        ("F5", page.reload),
        ("Ctrl+E", partial(_edit_current, page)),
        ("Ctrl+Shift+N", partial(another, page)),
        ("Ctrl+P", partial(print_cards, page)),
        ("Ctrl+M", partial(_star, page)),
    )
    for one, act in acts:
        made = QShortcut(QKeySequence(one), page)
        if one == "Esc":
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(act)


def serve(page: LedgerPage) -> None:
    """Listen to what is wished in the table."""
    view = page.table.view
    if isinstance(view, EntryView):
        view.wished.connect(partial(_do, page))
    view.customContextMenuRequested.connect(partial(_context_menu, page))


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

    view = page.table.view
    column = view.currentIndex().column()
    at = view.rows.columns[column].name if column >= 0 else ""
    bulk_edit(page.desk, page, page.feature, page.selection(), page.table.asked, at)


def another(page: LedgerPage) -> None:
    """One more of the same firm as the chosen record."""
    if number := page.table.view.current_id():
        dialog = actions.another_like(page.desk, page.feature, page, number)
        if dialog is not None:
            dialog.saved.connect(page.choose_made)


def print_cards(page: LedgerPage) -> None:
    """The chosen records as cards."""
    actions.print_cards(page.desk, page.feature, page, page.selection())


def _duplicate(page: LedgerPage) -> None:
    view = page.table.view
    if isinstance(view, EntryView):
        view.entry.blocks.duplicate()


def _delete(page: LedgerPage) -> None:
    if ids := page.selection():
        actions.delete(page.desk, page.feature, page, ids)


def _to_search(page: LedgerPage) -> None:
    page.bar.box.setFocus()
    page.bar.box.selectAll()


def _edit_current(page: LedgerPage) -> None:
    if number := page.table.view.current_id():
        actions.change_record(page.desk, page.feature, page, number)


def _star(page: LedgerPage) -> None:
    """A star for the record in sight, or none any more."""
    number = page.panel.record_id if not page.panel.isHidden() else page.table.view.current_id()
    if number:
        ledger_details.turn_star(page, number)


def _export(page: LedgerPage, kind: str) -> None:
    columns = [field.name for field in page.table.view.rows.columns]
    actions.export(page.desk, page.feature, page, kind, page.table.asked, columns)


def _context_menu(page: LedgerPage, at: QPoint) -> None:
    ids, view = page.selection(), page.table.view
    if not ids:
        menu = _cell_menu(page, QMenu(page))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    else:
        menu = actions.row_menu(page.desk, page.feature, page, ids, page.open_record)
        menu.addSeparator()
        if len(ids) == 1:
            starred = marks(page.desk).is_favourite(page.feature.name, ids[0])
            act = partial(ledger_details.turn_star, page, ids[0])
            menu.addAction("取消收藏" if starred else "收藏", act)
        _cell_menu(page, menu)
    menu.popup(view.viewport().mapToGlobal(at))


def _cell_menu(page: LedgerPage, menu: QMenu) -> QMenu:
    """What can be done with the chosen cells."""
    view = page.table.view
    if not isinstance(view, EntryView):
        menu.addAction("复制", view.copy)
        return menu
    blocks, rows = view.entry.blocks, view.selected_count()
    menu.addSeparator()
    if rows:
        menu.addAction("复制\tCtrl+C", view.copy_cells)
        menu.addAction("剪切\tCtrl+X", view.cut_cells)
        menu.addAction("带表头复制", lambda: view.copy_cells(headings=True))
    menu.addAction("粘贴\tCtrl+V", blocks.paste)
    if rows:
        menu.addAction("清除内容\tDelete", blocks.clear)
        fill = menu.addMenu("填充")
        fill.addAction("向下填充\tCtrl+D", blocks.fill_down)
        fill.addAction("向右填充\tCtrl+R", blocks.fill_right)
        fill.addAction("序列填充（日期、编号逐行加）", blocks.fill_series)
        menu.addAction("复制为新记录\tCtrl+Shift+D", blocks.duplicate)
        menu.addAction("批量修改…\tCtrl+B", partial(open_bulk, page))
    if (column := view.currentIndex().column()) >= 0:
        menu.addSeparator()
        view.offer_for_column(menu.addMenu("这一栏排序、冻结"), column)
    return menu
