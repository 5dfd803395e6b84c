"""The page of any ledger: views, filter, table, and the details of one record beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from app.kernel.filters import EVERYTHING, Filter, all_of, equals
from app.kernel.ledger import View
from app.ledgers import browse
from ui.pages import ledger_actions as actions
from ui.pages.detail_panel import DetailPanel
from ui.pages.registry import LEDGER_BUTTONS, detail_tabs, load, opener
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.widgets import Card, EmptyState, PageHeader, button, column, icon_button, menu_button, row
from ui.tables.filter_bar import FilterBar
from ui.tables.ledger_table import LedgerTable
from ui.tables.saved_views import OWN, drop_view, save_view, saved_views
from ui.tables.view_tabs import ViewTabs


class LedgerPage(QWidget):
    """Made from the declaration alone. ``arrive`` takes ``record``, ``view``, ``rule``, ``search``, ``new``."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self.desk, self.feature = desk, desk.feature(name)
        self._over: list[QWidget] = []
        ledger, here = self.feature.ledger, look()
        self.setProperty("role", "page")
        self._built_in = ledger.views or (View("all", "全部", equals("voided", False)),)
        self.views = (*self._built_in, *saved_views(desk.workspace, self.feature))
        self.header = PageHeader(f"{ledger.title}台账", ledger.about)
        self.tabs = ViewTabs()
        self.tabs.show_views(self.views, self.views[0].name)
        self.tabs.chosen.connect(lambda _name: self.reload())
        self.tabs.menu_wanted.connect(self._view_menu)
        self.tool = icon_button("columns-3", "显示哪些栏目", self._choose_columns)
        self.keep = icon_button("bookmark", "把现在的筛选存为视图", self._save_view)
        store = desk.workspace.store
        today = desk.workspace.clock.today()
        self.bar = FilterBar(
            self.feature, lambda field: browse.choices(store, field), today, self.keep, self.tool
        )
        self.bar.changed.connect(self.reload)
        self.table = LedgerTable(desk, self.feature, empty=self._nothing())
        self.table.opened.connect(self.open_record)
        self.table.picked.connect(self._picked)
        self.table.loaded.connect(self._loaded)
        self.table.view.customContextMenuRequested.connect(self._context_menu)
        self.panel = DetailPanel(desk, self.feature, detail_tabs(name))
        self.panel.hide()
        self._connect_panel()
        self._buttons()
        card = Card(margin=12, gap=8)
        for part in (self.tabs, self.bar, self.table):
            card.body.addWidget(part)
        card.body.setStretch(2, 1)
        self._body = row(card, self.panel, gap=here.px(12))
        self._body.setStretch(0, 1)
        outer = column(self.header, self._body, gap=here.px(12))
        outer.setStretch(1, 1)
        outer.setContentsMargins(here.px(20), here.px(14), here.px(20), here.px(14))
        self.setLayout(outer)
        self._shortcuts()
        self.table.stale.connect(self._count)
        self.reload()
        self._count()

    @property
    def view_rule(self) -> Filter:
        """The filter of the open view."""
        return next((view.rule for view in self.views if view.name == self.tabs.current), EVERYTHING)

    def reload(self) -> None:
        """Show what view, drop-downs and search leave."""
        self.keep.setEnabled(self.bar.rule != EVERYTHING)
        self.table.show_rule(all_of(self.view_rule, self.bar.rule), self.bar.search)

    def arrive(self, target: Mapping[str, Any]) -> None:
        """Come here with something in mind: a view, a filter, a record, a new record."""
        for over in list(self._over):
            self.close_over(over)
        if "view" in target:
            self.tabs.mark(str(target["view"]))
        if "rule" in target or "search" in target:
            self.tabs.mark(self.views[0].name)
            self.bar.show_rule(
                target.get("rule", EVERYTHING), str(target.get("search", "")), str(target.get("title", ""))
            )
        elif "view" in target:
            self.bar.clear()
        if "record" in target:
            self.open_record(int(target["record"]))
        if target.get("new"):
            self.new_record(target.get("given"))

    def show_record(self, number: int) -> None:
        """Open the details of a record, and choose it in the table where it is."""
        record = browse.record(self.desk.workspace.store, self.feature, number)
        if record is None:
            return
        self.panel.show_record(record)
        self.panel.show()
        self.table.select(number)

    def open_record(self, number: int) -> None:
        """Enter or double click: the ledger's own page for a record, or the details."""
        own = opener(self.feature.name)
        if own is not None:
            own(self.desk, self, number)
        else:
            self.show_record(number)

    def new_record(self, given: Mapping[str, Any] | None = None) -> None:
        """The form for a new record; what was made is chosen in the table."""
        dialog = actions.new_record(self.desk, self.feature, self, given)
        dialog.saved.connect(lambda change: self._chosen_later(change.created.get(self.feature.name, ())))

    def open_over(self, over: QWidget) -> None:
        """Lay a page of the ledger's own over the list."""
        for earlier in self._over:
            earlier.deleteLater()
        self._over = [over]
        over.setGeometry(self.rect())
        over.show()
        over.raise_()
        over.setFocus()

    def close_over(self, over: QWidget) -> None:
        """Back to the list."""
        if over in self._over:
            self._over.remove(over)
            over.hide()
            over.deleteLater()
            self.table.view.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What lies over the list covers it whole."""
        super().resizeEvent(event)
        for over in self._over:
            over.setGeometry(self.rect())

    def selection(self) -> list[int]:
        """The chosen records."""
        return self.table.view.selected_ids()

    def _chosen_later(self, ids: Sequence[int]) -> None:
        if ids:
            self.table.select(ids[-1])

    def _nothing(self) -> QWidget:
        add = button(f"新增{self.feature.ledger.title}", "plus", on_click=self.new_record)
        clear = button("清空筛选", "rotate-ccw", on_click=self._clear_filter)
        text = "换一个视图或清空筛选；也可以新增，或从 Excel 导入。"
        return EmptyState("inbox", "这里没有记录", text, clear, add)

    def _clear_filter(self) -> None:
        self.bar.clear()

    def _buttons(self) -> None:
        line, ledger = self.header.tools, self.feature.ledger
        for entry in LEDGER_BUTTONS:
            act = load(entry.factory)
            line.addWidget(button(entry.title, entry.icon, on_click=partial(act, self.desk, self)))
        menu = QMenu()
        for kind, (title, _icon) in actions.FORMATS.items():
            menu.addAction(title, partial(self._export, kind))
        line.addWidget(menu_button("导出", "download", menu))
        self.add = button(f"新增{ledger.title}", "plus", "primary", tip="Ctrl+N", on_click=self.new_record)
        line.addWidget(self.add)

    def _shortcuts(self) -> None:
        """They hold while the page is seen, also with the focus on the rail; Esc belongs to what has it."""
        for keys, act in (
            ("Ctrl+N", self.new_record),
            ("Ctrl+F", self._to_search),
            ("Esc", self._close_panel),
            ("F5", self.reload),
            ("Ctrl+E", self._edit_current),
        ):
            made = QShortcut(QKeySequence(keys), self)
            if keys == "Esc":
                made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)

    def _connect_panel(self) -> None:
        desk, feature, panel = self.desk, self.feature, self.panel
        panel.closed.connect(self._close_panel)
        panel.edit_wanted.connect(lambda number: actions.change_record(desk, feature, self, number))
        panel.step_wanted.connect(lambda number, name: actions.take_step(desk, feature, self, [number], name))
        panel.void_wanted.connect(lambda number: actions.void(desk, feature, self, [number]))
        panel.unvoid_wanted.connect(lambda number: actions.unvoid(desk, feature, self, [number]))
        panel.delete_wanted.connect(lambda number: actions.delete(desk, feature, self, [number]))

    def _to_search(self) -> None:
        self.bar.box.setFocus()
        self.bar.box.selectAll()

    def _edit_current(self) -> None:
        if number := self.table.view.current_id():
            actions.change_record(self.desk, self.feature, self, number)

    def _close_panel(self) -> None:
        self.panel.hide()
        self.table.view.setFocus()

    def _picked(self) -> None:
        """The open panel follows the row; a single click opens it where there is none yet."""
        number = self.table.view.current_id()
        if (
            self.table.view.selected_count() == 1
            and number
            and number != self.panel.record_id
            and self.panel.isVisible()
        ):
            self.show_record(number)

    def _loaded(self) -> None:
        """Fresh rows: what the panel shows may be stale or gone."""
        number = self.panel.record_id
        if not self.panel.isVisible() or not number:
            return
        record = browse.record(self.desk.workspace.store, self.feature, number)
        if record is None or record.get("deleted_at") is not None:
            self.panel.hide()
        else:
            self.panel.show_record(record)

    def _count(self) -> None:
        """The counts of the views, off the screen's thread."""
        store, feature = self.desk.workspace.store, self.feature
        rules = [view.rule for view in self.views]
        self.desk.worker.run(self, lambda _control: browse.counts(store, feature, rules), self._counted)

    def _counted(self, counts: list[int]) -> None:
        by_name = dict(zip((view.name for view in self.views), counts, strict=False))
        self.tabs.show_counts(by_name)
        counter = self.feature.ledger.counter
        parts = [f"共 {by_name[self.views[0].name]:,} {counter}"]
        parts += [f"{title} {by_name[name]:,}" for title, name in self._telling() if by_name[name]]
        self.header.say(" · ".join(parts))

    def _telling(self) -> list[tuple[str, str]]:
        """Counts worth a word beside the title: the first view after 全部, and those of the ledger's marks."""
        marks = {alert.rule: alert.title for alert in self.feature.ledger.alerts}
        found = [
            (view.title, view.name) for view in self.views[1:2] if view.name not in ("incomplete", "voided")
        ]
        found += [(marks[view.rule], view.name) for view in self.views[2:] if view.rule in marks]
        return found

    def _save_view(self) -> None:
        title, given = QInputDialog.getText(self, "存为视图", "视图的名称：")
        title = title.strip()[:20]
        if given and title:
            view = save_view(self.desk.workspace, self.feature, title, all_of(self.view_rule, self.bar.rule))
            self.bar.clear()
            self._show_views(view.name)

    def _view_menu(self, name: str, at: QPoint) -> None:
        """The office's own views can be dropped again."""
        if not name.startswith(OWN):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("删除这个视图", partial(self._drop_view, name))
        menu.popup(at)

    def _drop_view(self, name: str) -> None:
        drop_view(self.desk.workspace, self.feature, name.removeprefix(OWN))
        self._show_views(self._built_in[0].name)

    def _show_views(self, current: str) -> None:
        self.views = (*self._built_in, *saved_views(self.desk.workspace, self.feature))
        self.tabs.show_views(self.views, current)
        self.reload()
        self._count()

    def _export(self, kind: str) -> None:
        columns = [field.name for field in self.table.view.rows.columns]
        actions.export(self.desk, self.feature, self, kind, self.table.asked, columns)

    def _choose_columns(self) -> None:
        self.table.view.choose_columns(self.tool)

    def _context_menu(self, at: QPoint) -> None:
        ids = self.selection()
        if not ids:
            return
        menu = actions.row_menu(self.desk, self.feature, self, ids, self.open_record)
        menu.addSeparator()
        menu.addAction("复制", self.table.view.copy)
        menu.popup(self.table.view.viewport().mapToGlobal(at))
