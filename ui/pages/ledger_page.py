"""The page of any ledger: views, filter, table, and the details of one record beside it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.kernel.change import Change
from app.kernel.filters import EVERYTHING, Filter, all_of, equals
from app.kernel.ledger import View
from app.ledgers import browse
from ui.pages import ledger_actions as actions
from ui.pages import ledger_details, ledger_glimpse, ledger_groups, ledger_tools, ledger_views
from ui.pages.detail_panel import DetailPanel
from ui.pages.registry import detail_tabs, opener
from ui.shell.desk import Desk
from ui.shell.glimpse import Place, Sight
from ui.shell.look import look
from ui.shell.marks import marks
from ui.shell.widgets import (
    Card,
    EmptyState,
    PageHeader,
    button,
    column,
    icon_button,
    row,
)
from ui.tables.filter_bar import FilterBar
from ui.tables.group_panel import GroupPanel
from ui.tables.ledger_table import LedgerTable
from ui.tables.saved_views import saved_views
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
        ledger_views.connect(self)
        self.bar = self._filter_bar()
        self.groups = GroupPanel(desk, self.feature)
        ledger_groups.connect(self)
        self._empty = self._nothing()
        self.table = LedgerTable(desk, self.feature, empty=self._empty, entry=True)
        ledger_tools.serve(self)
        self.keyboard = self.table.view
        self.table.opened.connect(self.open_record)
        self.panel = DetailPanel(desk, self.feature, detail_tabs(name))
        self._receivers = ledger_details.connect(self)
        self.add = ledger_tools.buttons(self)
        self.card = card = Card(margin=12, gap=8)
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
        ledger_tools.keys(self)
        self.table.stale.connect(self._written)
        wish = marks(desk).group(name)
        if wish:
            ledger_groups.group_by(self, wish)
        self._who = desk.workspace.store.who
        desk.changes.signed.connect(self._signed)
        self.reload()
        ledger_views.count(self)

    def _filter_bar(self) -> FilterBar:
        self.tool = icon_button(
            "columns-3", "显示哪些栏目", lambda: self.table.view.choose_columns(self.tool)
        )
        self.keep = icon_button("bookmark", "把现在的筛选和栏目存为视图", partial(ledger_views.keep, self))
        turn = partial(ledger_groups.turn, self)
        self.grouped = button("分组", "groups", tip="按一栏分组，看每组有多少条", on_click=turn)
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
        self._say_nothing()
        if not self.groups.isHidden():
            self.groups.ask(rule, self.bar.search)
        self.table.show_rule(all_of(rule, self.groups.rule), self.bar.search)

    def arrive(self, target: Mapping[str, Any]) -> None:
        """Come here with something in mind: a view, a filter, a record, a new record."""
        for over in list(self._over):
            self.close_over(over)
        filtered = "rule" in target or "search" in target
        if "view" in target or filtered:
            ledger_views.open_view(self, str(target.get("view", self.views[0].name)))
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

    def glimpse(self, look: str) -> Sight | None:
        """What is shown before everything else when the program is started again; None where this is something else."""
        return ledger_glimpse.sight(self, look) if self.at_first() else None

    def at_first(self) -> bool:
        """Does the page show what it opens with: its first view, not narrowed, and nothing beside or over it?"""
        plain = self.view_name == self.views[0].name and self.bar.empty and self.groups.rule == EVERYTHING
        return plain and self.panel.isHidden() and not self._over

    def go_on(self, place: Place) -> None:
        """From where somebody was in that glimpse."""
        ledger_glimpse.go_on(self, place)

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
        dialog.saved.connect(self.choose_made)

    def hold(self, number: int) -> None:
        """The record is being changed in its form: its row stays where it is, fits it the filter or not."""
        self.table.hold(number)

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

    def choose_made(self, change: Change) -> None:
        """Choose what was made, once it is loaded."""
        if ids := change.created.get(self.feature.name, ()):
            self.table.select(ids[-1])

    def _written(self) -> None:
        ledger_views.count(self)
        if not self.groups.isHidden():
            self.groups.ask(all_of(self.view_rule, self.bar.rule), self.bar.search)

    def _signed(self, who: str) -> None:
        """Somebody else sits down: columns, order, groups are as this person likes them, but for those of an open view."""
        if who == self._who:
            return
        self._who = who
        own = not self.table.view.lent
        self.table.take_likings(columns=own)
        if own:
            ledger_groups.group_by(self, marks(self.desk).group(self.feature.name))
        self.reload()

    def _nothing(self) -> EmptyState:
        add = button(f"新增{self.feature.ledger.title}", "plus", on_click=self.new_record)
        self._clear = button("清空筛选", "rotate-ccw", on_click=self.bar.clear)
        return EmptyState("inbox", "这里没有记录", " ", self._clear, add)

    def _say_nothing(self) -> None:
        """What stands in place of the rows: of a filter that finds none, or of a ledger without any."""
        narrowed = not self.bar.empty or self.view_name != self.views[0].name or not self.groups.isHidden()
        self._empty.title.setText("这里没有记录" if narrowed else f"还没有{self.feature.ledger.title}")
        if self.bar.search:
            said = ledger_views.not_found(self.feature.ledger, self.bar.search, self.bar.offered())
        elif narrowed:
            said = "换一个视图或清空筛选；也可以新增，或从 Excel 导入。"
        else:
            said = "可以新增，从 Excel 导入，也可以在 Excel 里复制几行，到这里按 Ctrl+V。"
        self._empty.text.setText(said)
        self._clear.setVisible(narrowed)

    def leave(self) -> None:
        """Back from what lies over the list, else fold the details; one key for both, or Qt could not choose."""
        if self._over:
            self.close_over(self._over[-1])
        else:
            ledger_details.fold(self)
