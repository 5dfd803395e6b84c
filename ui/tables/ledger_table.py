"""A ledger table that loads itself: give it a filter and it shows what meets it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.kernel.change import Change
from app.kernel.display import plain
from app.kernel.feature import Feature, Record
from app.kernel.filters import EVERYTHING, Filter, bind
from app.ledgers import browse
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.widgets import EmptyState, column, row, words
from ui.shell.worker import Control
from ui.tables.ledger_model import WINDOW
from ui.tables.ledger_view import LedgerView


@dataclass(frozen=True)
class _Loaded:
    ids: array[int]
    rows: dict[int, Record]
    totals: dict[str, Decimal | int]


class LedgerTable(QWidget):
    """View, foot line and loading. ``opened(id)`` on Enter, ``picked()`` on selection, ``loaded()`` after loading."""

    opened = Signal(int)
    picked = Signal()
    loaded = Signal()
    stale = Signal()  # something was written and this table is in sight (again)

    def __init__(
        self, desk: Desk, feature: Feature, *, empty: QWidget | None = None, foot: bool = True
    ) -> None:
        super().__init__()
        self._desk, self._feature = desk, feature
        self._rule: Filter = EVERYTHING
        self._search = ""
        self._order: tuple[str, ...] = ()
        self._control: Control | None = None
        self._wanted = 0
        self._first = True
        self._is_stale = False
        self.view = LedgerView(desk, feature)
        self.view.opened.connect(self.opened)
        self.view.picked.connect(self._picked)
        self.view.rows.ordered.connect(self._sort)
        self.view.verticalScrollBar().valueChanged.connect(lambda _at: self._say())
        self.nothing = empty or EmptyState("inbox", "没有符合条件的记录", "换一个条件，或清空筛选再看。")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.nothing)
        self._left, self._right = words("", "hint"), words("", "hint")
        body = column(self.stack, gap=look().px(6))
        if foot:
            line = row(self._left, None, self._right)
            line.setContentsMargins(12, 0, 12, 0)
            body.addLayout(line)
        self.setLayout(body)
        self._totals: dict[str, Decimal | int] = {}
        desk.changes.happened.connect(self._changed)

    @property
    def count(self) -> int:
        """How many records there are under the filter."""
        return len(self.view.rows.ids)

    @property
    def asked(self) -> tuple[Filter, str, tuple[str, ...]]:
        """What is shown: the bound filter, the search words, the order."""
        return self._rule, self._search, self._order

    def show_rule(self, rule: Filter, search: str = "") -> None:
        """Show what meets a filter."""
        self._rule = bind(rule, {"today": self._desk.workspace.clock.today()})
        self._search = search
        self.view.scrollToTop()
        self.refresh()

    def show_order(self, order: Sequence[str]) -> None:
        """Another order from the next loading on: of a saved view, or () for the ledger's own."""
        self._order = tuple(order)

    def select(self, record_id: int) -> None:
        """Choose a record, now or as soon as it is loaded."""
        self._wanted = 0 if self.view.select(record_id) else record_id

    def refresh(self) -> None:
        """Load again, keeping selection and place."""
        if self._control is not None:
            self._control.cancel()
        if self._first:
            self._first = False
            self._first_page()
        store, feature = self._desk.workspace.store, self._feature
        rule, search, order = self._rule, self._search, self._order
        first, last = self.view.visible_span()

        def job(control: Control) -> _Loaded:
            ids = browse.ids(store, feature, rule, search, order)
            control.check()
            start = first // WINDOW * WINDOW
            rows = browse.rows(store, feature, ids[start : (max(first, last) // WINDOW + 1) * WINDOW])
            control.check()
            totals = browse.totals(store, feature, rule, search) if feature.ledger.totals else {}
            return _Loaded(ids, rows, totals)

        self._control = self._desk.worker.run(self, job, self._take, self._failed)

    def _first_page(self) -> None:
        """The very first page at once, so that nobody looks at an empty table."""
        store = self._desk.workspace.store
        ids = browse.ids(store, self._feature, self._rule, self._search, self._order, WINDOW)
        self.view.rows.take(ids, browse.rows(store, self._feature, ids))
        self.view.fit()

    def _take(self, found: _Loaded) -> None:
        self._control = None
        chosen, current = self.view.selected_ids(), self._wanted or self.view.current_id()
        if self._wanted:
            chosen = [self._wanted]
        self.view.rows.take(found.ids, found.rows)
        self.view.fit()
        self._totals = found.totals
        if chosen or current:
            self.view.keep_selected(chosen, current)
        if self._wanted and self.view.select(self._wanted):
            self._wanted = 0
        self.stack.setCurrentWidget(self.view if found.ids else self.nothing)
        self._say()
        self.loaded.emit()
        QTimer.singleShot(0, self, self._say)

    def _failed(self, sentence: str) -> None:
        self._control = None
        if sentence:
            self._left.setText(sentence)

    def _sort(self, order: str) -> None:
        self._order = (order,) if order else ()
        self.refresh()

    def _picked(self) -> None:
        self._say()
        self.picked.emit()

    def _changed(self, _change: Change) -> None:
        """Any ledger may show up in computed fields (社区 of a firm), so every change counts, once in sight."""
        self._is_stale = True
        if self.isVisible():
            self._renew()

    def showEvent(self, event: QShowEvent) -> None:
        """What was written while the table was out of sight is read now."""
        super().showEvent(event)
        if self._is_stale:
            self._renew()

    def _renew(self) -> None:
        self._is_stale = False
        self.refresh()
        self.stale.emit()

    def _say(self) -> None:
        first, last = self.view.visible_span()
        chosen = self.view.selected_count()
        parts = [f"已选 {chosen:,} 条"] if chosen else []
        parts += [f"{label} {amount}" for label, amount in self._sums()]
        self._right.setText(
            f"第 {first + 1:,}–{last + 1:,} 条 / 共 {self.count:,} 条" if last >= 0 else "共 0 条"
        )
        said = "　".join(parts)
        room = self.width() - self._right.sizeHint().width() - 24 - look().px(16)
        shown = self._left.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, max(0, room))
        self._left.setText(shown)
        self._left.setToolTip(said if shown != said else "")
        self._left.setAccessibleName(said)

    def _sums(self) -> list[tuple[str, str]]:
        ledger = self._feature.ledger
        found = []
        for name, amount in self._totals.items():
            figure = plain(amount) if isinstance(amount, Decimal) else f"{amount:,}"
            unit = ledger[name].unit
            label = ledger[name].label
            found.append((f"{label}合计", figure + (f" {unit}" if unit and unit not in label else "")))
        return found
