"""A ledger table that loads itself: give it a filter and it shows what meets it."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.kernel.change import Change
from app.kernel.feature import Feature, Record
from app.kernel.filters import EVERYTHING, Filter, bind
from app.ledgers import browse
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.widgets import EmptyState, column
from ui.shell.worker import Control
from ui.tables.chosen import Chosen, choose_again, chosen_in, places
from ui.tables.entry_view import EntryView
from ui.tables.foot import Foot
from ui.tables.held import together
from ui.tables.ledger_model import WINDOW
from ui.tables.ledger_view import LedgerView

AT_ONCE = 5000  # so many records are in order before anybody has looked
PAINTED = 20  # ms for the first page to be painted before the rest is asked for


@dataclass(frozen=True)
class _Loaded:
    ids: array[int]
    rows: dict[int, Record]
    strays: frozenset[int] = frozenset()
    places: Mapping[int, int] = field(default_factory=dict)  # of the records chosen


class LedgerTable(QWidget):
    """View, foot line and loading. ``opened(id)`` on Enter, ``picked()`` on selection, ``loaded()`` after loading."""

    opened = Signal(int)
    picked = Signal()
    loaded = Signal()
    stale = Signal()  # something was written and this table is in sight (again)

    def __init__(
        self,
        desk: Desk,
        feature: Feature,
        *,
        empty: QWidget | None = None,
        foot: bool = True,
        entry: bool = False,
    ) -> None:
        super().__init__()
        self._desk, self._feature = desk, feature
        self._wish: Filter = EVERYTHING  # as it was asked for, with the names of days
        self._rule: Filter = EVERYTHING
        self._search = ""
        self._order: tuple[str, ...] = ()
        self._control: Control | None = None
        self._wanted = 0
        self._answered: tuple[Filter, str, tuple[str, ...]] | None = None
        self._most = 0  # records there have been at once
        self._more = False  # a first page is shown and the rest is on its way
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PAINTED)
        self._rest.timeout.connect(self._whole)
        self._kept: Chosen | None = None  # chosen before another question was asked
        self._shown = Chosen()  # what of it the first page holds
        self._is_stale = False
        self._held: set[int] = set()  # written in here: they stay in sight though they may no longer fit
        self.view = EntryView(desk, feature) if entry else LedgerView(desk, feature)
        if isinstance(self.view, EntryView):
            self.view.entry.holds.connect(self._held.update)
            self._order = self.view.kept_order()
            self.view.show_order(self._order)
        self.view.opened.connect(self.opened)
        self.view.picked.connect(self._picked)
        self.view.reordered.connect(self._sort)
        self.view.verticalScrollBar().valueChanged.connect(lambda _at: self._say())
        self.nothing = empty or EmptyState("inbox", "没有符合条件的记录", "换一个条件，或清空筛选再看。")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.nothing)
        if isinstance(self.view, EntryView):  # the first records of a ledger may come by a paste
            pasting = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self.nothing)
            pasting.activated.connect(self.view.entry.blocks.paste)
        body = column(self.stack, gap=look().px(6))
        self.foot = Foot(desk, feature, self.view) if foot else None
        if self.foot is not None:
            body.addWidget(self.foot)
        self.setLayout(body)
        desk.changes.happened.connect(self._changed)
        desk.changes.dawned.connect(self._dawned)

    @property
    def count(self) -> int:
        """How many records there are under the filter."""
        return len(self.view.rows.ids)

    def stands(self) -> bool:
        """Are the first rows there, or is it known that there are none?"""
        return self.count > 0 or self._answered is not None

    @property
    def asked(self) -> tuple[Filter, str, tuple[str, ...]]:
        """What is shown: the bound filter, the search words, the order."""
        return self._rule, self._search, self._order

    def show_rule(self, rule: Filter, search: str = "") -> None:
        """Show what meets a filter."""
        self._wish = rule
        self._dawned(self._desk.workspace.clock.today())
        self._search = search
        self.view.scrollToTop()
        self._let_go()
        self.refresh()

    def _dawned(self, day: date) -> None:
        self._rule = bind(self._wish, {"today": day})

    def show_order(self, order: Sequence[str]) -> None:
        """Another order from the next loading on: of a saved view, or () for the ledger's own."""
        self._order = tuple(order)
        self.view.show_order(self._order)

    def take_likings(self, *, columns: bool) -> None:
        """Somebody else sits down: widths, what is frozen and the figure at the foot, and with ``columns`` also these
        and the order, from the next loading on.
        """
        self.view.take_likings(columns=columns)
        if columns and isinstance(self.view, EntryView):
            self.show_order(self.view.kept_order())
        if self.foot is not None:
            self.foot.take_likings()

    def select(self, record_id: int) -> None:
        """Choose a record, now or as soon as it is loaded."""
        self._wanted = 0 if self.view.select(record_id) else record_id

    def refresh(self) -> None:
        """Load again, keeping selection and place."""
        if self._control is not None:
            self._control.cancel()
        self._rest.stop()
        another = self._question() != self._answered and (self._answered is None or self._most > AT_ONCE)
        if another and not self._writing():
            if not self._more or self._kept is None or chosen_in(self.view) != self._shown:
                self._kept = chosen_in(self.view)
            self._first_page()
        else:
            self._whole()

    def hold(self, number: int) -> None:
        """A record is being written in: it stays in sight until something else is asked."""
        self._held.add(number)

    def _writing(self) -> bool:
        """Is an editor open? It stays with its record, which the first page need not hold."""
        return isinstance(self.view, EntryView) and self.view.entry.over is not None

    def _question(self) -> tuple[Filter, str, tuple[str, ...]]:
        return self._rule, self._search, self._order

    def _whole(self) -> None:
        """The full order, on a worker; it stops as soon as something else is asked."""
        workspace, feature = self._desk.workspace, self._feature
        store = workspace.store
        rule, search, order = self._rule, self._search, self._order
        first, last = self.view.visible_span()
        wanted = (self._kept or chosen_in(self.view)).wanted
        held, before = frozenset(self._held), self.view.rows.ids[:] if self._held else array("q")

        def job(control: Control) -> _Loaded:
            ids = browse.ids(store, feature, rule, search, order, stop=control.stop.is_set)
            control.check()
            ids, strays = together(workspace, feature, before, ids, held)
            start = first // WINDOW * WINDOW
            rows = browse.rows(store, feature, ids[start : (max(first, last) // WINDOW + 1) * WINDOW])
            control.check()
            return _Loaded(ids, rows, strays, places(ids, wanted))

        self._control = self._desk.worker.run(self, job, self._take, self._failed)

    def _first_page(self) -> None:
        """The first page of another question comes before its full order: in a large ledger that takes seconds."""
        store, feature = self._desk.workspace.store, self._feature
        rule, search, order = self._rule, self._search, self._order

        def job(control: Control) -> _Loaded:
            ids = browse.ids(store, feature, rule, search, order, WINDOW, stop=control.stop.is_set)
            control.check()
            return _Loaded(ids, browse.rows(store, feature, ids))

        self._control = self._desk.worker.run(self, job, self._take_page, self._failed, quick=True)

    def _take_page(self, found: _Loaded) -> None:
        self._more = len(found.ids) == WINDOW
        self._put(found)
        if self._kept is not None:
            choose_again(self.view, self._kept, places(found.ids, self._kept.wanted), scroll=False)
        self._shown = chosen_in(self.view)
        self._turn(found.ids)
        self._say()
        if self._more:
            self._rest.start()
        else:
            self._whole()

    def _take(self, found: _Loaded) -> None:
        self._control = None
        self._more = False
        self._answered, self._most = self._question(), max(self._most, len(found.ids))
        view, wanted = self.view, self._wanted
        kept, now = self._kept, chosen_in(view)
        self._kept = None
        grown = self._put(found)
        if kept is not None and now == self._shown:
            choose_again(view, kept, found.places, scroll=False)
        elif not grown:
            known = now.wanted <= found.places.keys()
            choose_again(view, now, found.places if known else places(found.ids, now.wanted))
        if isinstance(view, EntryView):
            view.rows_taken()
        chosen = bool(wanted) and view.select(wanted)
        if chosen:
            self._wanted = 0
        self._turn(found.ids, made=chosen)
        self._say()
        if self.foot is not None:
            self.foot.ask(self._rule, self._search)
        self.loaded.emit()
        QTimer.singleShot(0, self, self._say)

    def _turn(self, ids: Sequence[int], *, made: bool = False) -> None:
        """Rows, or what stands in their place. The keyboard goes along to the first rows of a ledger, and to the
        first record ``made``: what had it before is gone from sight.
        """
        before, keyboard = self.stack.currentWidget(), self.window().focusWidget()
        follows = made or (keyboard is not None and self.nothing.isAncestorOf(keyboard))
        self.stack.setCurrentWidget(self.view if ids else self.nothing)
        if ids and before is self.nothing and follows:
            self.view.setFocus()

    def _put(self, found: _Loaded) -> bool:
        """Show what was found; true where only more rows followed."""
        self.view.rows.strays = found.strays
        grown = self.view.rows.take(found.ids, found.rows)
        self.view.fit()
        return grown

    def _let_go(self) -> None:
        """Another filter, order or page: what was held goes where it belongs."""
        self._held.clear()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page: what no longer fits has gone when this one is seen again."""
        super().hideEvent(event)
        if self._held:
            self._let_go()
            self._is_stale = True

    def _failed(self, sentence: str) -> None:
        self._control = None
        if sentence and self.foot is not None:
            self.foot.say([sentence], "")

    def _sort(self, order: tuple[str, ...]) -> None:
        self._order = order
        if isinstance(self.view, EntryView):
            self.view.keep_order(order)
        self._let_go()
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
        if self.foot is None:
            return
        first, last = self.view.visible_span()
        chosen, strays = self.view.selected_count(), len(self.view.rows.strays)
        of = self._feature.ledger.counter
        parts = [f"已选 {chosen:,} {of}"] if chosen else []
        parts += [f"{strays} {of}已不符合筛选（按 F5 移走）"] if strays else []
        whole = "其余正在读取…" if self._more else f"共 {self.count:,} {of}"
        self.foot.say(parts, f"第 {first + 1:,}–{last + 1:,} {of} / {whole}" if last >= 0 else whole)
