"""The page of any ledger: views, filter, table, and the details of one record beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from app.kernel.filters import EVERYTHING, Filter, all_of, equals
from app.kernel.ledger import View
from app.ledgers import browse
from ui.pages import entry_actions, ledger_views
from ui.pages import ledger_actions as actions
from ui.pages.detail_panel import DetailPanel
from ui.pages.registry import detail_tabs, ledger_buttons, opener, pressed
from ui.photos.putting import Receiver
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.marks import marks
from ui.shell.notices import toast
from ui.shell.widgets import (
    Card,
    EmptyState,
    PageHeader,
    button,
    column,
    icon_button,
    menu_button,
    redress,
    row,
)
from ui.tables.entry_view import EntryView
from ui.tables.filter_bar import FilterBar
from ui.tables.group_panel import GroupPanel
from ui.tables.ledger_model import RECORD_ID
from ui.tables.ledger_table import LedgerTable
from ui.tables.saved_views import SavedView, saved_views
from ui.tables.view_tabs import ViewTabs


class LedgerPage(QWidget):
    """Made from the declaration alone. ``arrive`` takes ``record``, ``view``, ``rule``, ``search``, ``new``.

    ``stepping`` before it shows something else that one may want to come back from; ``viewing`` with an opened view.
    """

    stepping = Signal()
    viewing = Signal(str)

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self.desk, self.feature = desk, desk.feature(name)
        self._over: list[QWidget] = []
        ledger, here = self.feature.ledger, look()
        self.setProperty("role", "page")
        self.built_in = ledger.views or (View("all", "全部", equals("voided", False)),)
        self.views: tuple[View, ...] = (*self.built_in, *saved_views(desk.workspace, self.feature))
        self.view_name = self.views[0].name
        self._over_record = 0
        self.header = PageHeader(f"{ledger.title}台账", ledger.about)
        self.tabs = ViewTabs()
        self.tabs.show_views(self.views, self.views[0].name)
        self.tabs.chosen.connect(self._view_chosen)
        self.tabs.menu_wanted.connect(partial(ledger_views.menu, self))
        self.bar = self._filter_bar()
        self.groups = GroupPanel(desk, self.feature)
        self.groups.hide()
        self.groups.narrowed.connect(self._narrowed)
        self.groups.wished.connect(self._regrouped)
        self.groups.closed.connect(self._turn_groups)
        self.table = LedgerTable(desk, self.feature, empty=self._nothing(), entry=True)
        entry_actions.serve(self)
        self.table.opened.connect(self.open_record)
        self.table.picked.connect(self._picked)
        self.table.loaded.connect(self._loaded)
        self.table.view.customContextMenuRequested.connect(self._context_menu)
        self.panel = DetailPanel(desk, self.feature, detail_tabs(name))
        self.panel.hide()
        self._connect_panel()
        self._buttons()
        card = Card(margin=12, gap=8)
        for part in (self.tabs, self.bar):
            card.body.addWidget(part)
        both = row(self.groups, self.table, gap=0)
        both.setStretch(1, 1)
        card.body.addLayout(both, 1)
        self._body = row(card, self.panel, gap=here.px(12))
        self._body.setStretch(0, 1)
        outer = column(self.header, self._body, gap=here.px(12))
        outer.setStretch(1, 1)
        outer.setContentsMargins(here.px(20), here.px(14), here.px(20), here.px(14))
        self.setLayout(outer)
        self._shortcuts()
        self.table.stale.connect(self._written)
        wish = marks(desk).group(name)
        if wish:
            self._group_by(wish)
        self.reload()
        self._count()

    def _filter_bar(self) -> FilterBar:
        self.tool = icon_button("columns-3", "显示哪些栏目", self._choose_columns)
        self.keep = icon_button("bookmark", "把现在的筛选和栏目存为视图", partial(ledger_views.keep, self))
        self.grouped = button("分组", "groups", tip="按一栏分组，看每组有多少条", on_click=self._turn_groups)
        self.grouped.setCheckable(True)
        workspace = self.desk.workspace
        bar = FilterBar(
            self.feature,
            lambda field: browse.choices(workspace.store, field),
            workspace.clock.today(),
            self.grouped,
            self.keep,
            self.tool,
        )
        bar.changed.connect(self.reload)
        return bar

    @property
    def view_rule(self) -> Filter:
        """The filter of the open view."""
        return next((view.rule for view in self.views if view.name == self.tabs.current), EVERYTHING)

    def reload(self) -> None:
        """Show what view, drop-downs, search and group leave."""
        rule = all_of(self.view_rule, self.bar.rule)
        if not self.groups.isHidden():
            self.groups.ask(rule, self.bar.search)
        self.table.show_rule(all_of(rule, self.groups.rule), self.bar.search)

    def arrive(self, target: Mapping[str, Any]) -> None:
        """Come here with something in mind: a view, a filter, a record, a new record."""
        for over in list(self._over):
            self.close_over(over)
        filtered = "rule" in target or "search" in target
        if "view" in target or filtered:
            self._open_view(str(target.get("view", self.views[0].name)))
            self.bar.show_rule(
                target.get("rule", EVERYTHING), str(target.get("search", "")), str(target.get("title", ""))
            )
        if "record" in target:
            self.open_record(int(target["record"]))
        elif target and not target.get("new"):
            self.panel.hide()
        if target.get("new"):
            self.new_record(target.get("given"))

    def stands(self) -> bool:
        """Is there something to be seen?"""
        return self.table.stands()

    def whereabouts(self) -> dict[str, Any]:
        """What is shown now, as :meth:`arrive` takes it."""
        here: dict[str, Any] = {
            "view": self.view_name,
            "rule": self.bar.rule,
            "search": self.bar.search,
            "title": self.bar.title,
        }
        record = self._over_record if self._over else self.panel.record_id * (not self.panel.isHidden())
        return {**here, "record": record} if record else here

    def shown(self) -> dict[str, Any]:
        """Columns, order and grouping, as a saved view keeps them."""
        kept: dict[str, Any] = {
            "columns": [field.name for field in self.table.view.rows.columns],
            "order": list(self.table.asked[2]),
        }
        if not self.groups.isHidden():
            kept |= {"group": self.groups.wish["field"], "step": self.groups.wish["step"]}
        return kept

    def _view_chosen(self, name: str) -> None:
        if name != self.view_name:
            self.stepping.emit()
            self._open_view(name)
        self.reload()

    def _open_view(self, name: str) -> None:
        """Go to a view, with the columns, order and groups it was saved with."""
        if all(view.name != name for view in self.views):
            self.views = (*self.built_in, *saved_views(self.desk.workspace, self.feature))
            self.tabs.show_views(self.views, name)
        before = next((one for one in self.views if one.name == self.view_name), None)
        view = next((one for one in self.views if one.name == name), self.views[0])
        self.view_name = view.name
        self.tabs.mark(view.name)
        self.viewing.emit(view.name)
        self.groups.forget()
        if isinstance(view, SavedView):
            self.table.view.show_columns(view.columns or self.table.view.own_columns(), keep=False)
            self.table.show_order(view.order)
            self._group_by({"field": view.group, "step": view.step} if view.group else {})
        elif isinstance(before, SavedView):
            self.table.view.show_columns(self.table.view.own_columns(), keep=False)
            self.table.show_order(self._own_order())
            self._group_by(marks(self.desk).group(self.feature.name))

    def _own_order(self) -> tuple[str, ...]:
        """The order this person has chosen by the headings."""
        view = self.table.view
        return view.kept_order() if isinstance(view, EntryView) else ()

    def _turn_groups(self) -> None:
        """Unfold the groups, or fold them away and show everything again."""
        mine = marks(self.desk)
        wish = self.groups.wish if self.groups.isHidden() else {}
        mine.keep_group(self.feature.name, wish)
        self._group_by(wish)
        self.reload()
        if wish:
            self.groups.list.setFocus()

    def _group_by(self, wish: dict[str, Any]) -> None:
        self.grouped.setChecked(bool(wish))
        redress(self.grouped, "on", "true" if wish else "false")
        self.groups.setVisible(bool(wish))
        self.groups.forget()
        if wish:
            self.groups.take_wish(wish)

    def _regrouped(self) -> None:
        marks(self.desk).keep_group(self.feature.name, self.groups.wish)
        self.reload()

    def _narrowed(self) -> None:
        """Another group: only the table is another."""
        rule = all_of(self.view_rule, self.bar.rule, self.groups.rule)
        self.table.show_rule(rule, self.bar.search)

    def _written(self) -> None:
        self._count()
        if not self.groups.isHidden():
            self.groups.ask(all_of(self.view_rule, self.bar.rule), self.bar.search)

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
        if number != self.panel.record_id or self.panel.isHidden():
            self.stepping.emit()
        if own is not None:
            self._over_record = number
            own(self.desk, self, number)
        else:
            self.show_record(number)
        marks(self.desk).opened(self.feature.name, number)

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
        for entry in ledger_buttons(ledger.name):
            act = partial(pressed, entry.factory, self.desk, self)
            line.addWidget(button(entry.title, entry.icon, on_click=act))
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
            ("Esc", self._leave),
            ("F5", self.reload),
            ("Ctrl+E", self._edit_current),
            ("Ctrl+Shift+N", self._another),
            ("Ctrl+P", self._print_cards),
            ("Ctrl+M", self._star),
        ):
            made = QShortcut(QKeySequence(keys), self)
            if keys == "Esc":
                made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)

    def _connect_panel(self) -> None:
        desk, feature, panel = self.desk, self.feature, self.panel
        panel.closed.connect(self._close_panel)
        panel.star_wanted.connect(self.turn_star)
        panel.edit_wanted.connect(lambda number: actions.change_record(desk, feature, self, number))
        panel.step_wanted.connect(lambda number, name: actions.take_step(desk, feature, self, [number], name))
        panel.void_wanted.connect(lambda number: actions.void(desk, feature, self, [number]))
        panel.unvoid_wanted.connect(lambda number: actions.unvoid(desk, feature, self, [number]))
        panel.card_wanted.connect(lambda number: actions.print_cards(desk, feature, self, [number]))
        rows = self.table.view.viewport()
        self._receivers = (
            Receiver(desk, self, feature, rows, self._record_at),
            Receiver(desk, self, feature, panel, lambda _at: panel.record_id),
        )
        panel.delete_wanted.connect(lambda number: actions.delete(desk, feature, self, [number]))

    def _to_search(self) -> None:
        self.bar.box.setFocus()
        self.bar.box.selectAll()

    def _another(self) -> None:
        """One more of the same firm as the chosen record."""
        if number := self.table.view.current_id():
            dialog = actions.another_like(self.desk, self.feature, self, number)
            if dialog is not None:
                dialog.saved.connect(
                    lambda change: self._chosen_later(change.created.get(self.feature.name, ()))
                )

    def _edit_current(self) -> None:
        if number := self.table.view.current_id():
            actions.change_record(self.desk, self.feature, self, number)

    def _record_at(self, at: QPoint) -> int:
        """The record of the row at a place of the table."""
        found = self.table.view.indexAt(at).data(RECORD_ID)
        return found if isinstance(found, int) else 0

    def _print_cards(self) -> None:
        actions.print_cards(self.desk, self.feature, self, self.selection())

    def _star(self) -> None:
        """A star for the record in sight, or none any more."""
        number = self.panel.record_id if not self.panel.isHidden() else self.table.view.current_id()
        if number:
            self.turn_star(number)

    def turn_star(self, number: int) -> None:
        """Star a record or take its star, and say so."""
        starred = marks(self.desk).toggle(self.feature.name, number)
        toast(self, "已收藏，按 Ctrl+K 就能找到" if starred else "已取消收藏")

    def _leave(self) -> None:
        """Back from what lies over the list, else fold the details; one key for both, or Qt could not choose."""
        if self._over:
            self.close_over(self._over[-1])
        else:
            self._close_panel()

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
        told = {alert.rule: alert.title for alert in self.feature.ledger.alerts}
        found = [
            (view.title, view.name) for view in self.views[1:2] if view.name not in ("incomplete", "voided")
        ]
        found += [(told[view.rule], view.name) for view in self.views[2:] if view.rule in told]
        return found

    def show_views(self, current: str, *, anew: bool = False) -> None:
        """The views have changed: show them with ``current`` open; ``anew`` where it holds the filter of the bar."""
        before = self.view_name
        if current != before:
            self.stepping.emit()
        self.views = (*self.built_in, *saved_views(self.desk.workspace, self.feature))
        self.tabs.show_views(self.views, current)
        if anew or current != before:
            self._open_view(current)
            self.bar.clear()
        self._count()

    def _export(self, kind: str) -> None:
        columns = [field.name for field in self.table.view.rows.columns]
        actions.export(self.desk, self.feature, self, kind, self.table.asked, columns)

    def _choose_columns(self) -> None:
        self.table.view.choose_columns(self.tool)

    def _context_menu(self, at: QPoint) -> None:
        ids = self.selection()
        if not ids:
            menu = entry_actions.cell_menu(self, QMenu(self))
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.table.view.viewport().mapToGlobal(at))
            return
        menu = actions.row_menu(self.desk, self.feature, self, ids, self.open_record)
        menu.addSeparator()
        if len(ids) == 1:
            starred = marks(self.desk).is_favourite(self.feature.name, ids[0])
            menu.addAction("取消收藏" if starred else "收藏", partial(self.turn_star, ids[0]))
        entry_actions.cell_menu(self, menu)
        menu.popup(self.table.view.viewport().mapToGlobal(at))
