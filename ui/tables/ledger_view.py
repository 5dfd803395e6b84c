"""The table itself: columns that fit, keys that work, copies that Excel takes."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMenu, QTableView, QWidget

from app.kernel.display import show
from app.kernel.feature import Feature
from app.kernel.fields import Field, Kind
from app.ledgers import browse
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import toast
from ui.tables.cells import CellDelegate, by_rows
from ui.tables.clipboard import packed
from ui.tables.column_chooser import ColumnChooser
from ui.tables.headers import ColumnHeader
from ui.tables.kept import Kept
from ui.tables.ledger_model import LedgerModel

ROW, DENSE_ROW, HEADER = 38, 32, 36
COPY_LIMIT = 5000
WIDEST = 640  # a double click makes no column wider
ALERT_WIDTH, LONG, GIVE = 138, 150, 0.42  # long columns give way by at most 42 %
FIGURES = (Kind.INT, Kind.MONEY)  # as wide as their headings, which name the unit


class LedgerView(QTableView):
    """``opened`` on Enter or double click; ``picked`` when the selection changes; ``reordered`` by the headers."""

    opened = Signal(int)
    picked = Signal()
    reordered = Signal(tuple)

    def __init__(self, desk: Desk, feature: Feature) -> None:
        super().__init__()
        self._desk, self._feature = desk, feature
        self._kept = Kept(desk, feature)
        self._widths: dict[str, int] = {}
        self._fitting = False
        self._sorts = True
        self.lent = False  # columns and order are those of a saved view: what is changed in them is no liking
        self._soon = QTimer(self)  # of its own: a single shot keeps a view for good that goes before it
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.fit)
        self.order: tuple[str, ...] = ()
        self.rows = LedgerModel(desk, feature, self)
        self._cells = CellDelegate(self, self.rows)
        self.setProperty("role", "ledger")
        self.setAccessibleName(f"{feature.ledger.title}台账")
        self.setModel(self.rows)
        self.setItemDelegate(self._cells)
        by_rows(self)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        self._prepare_header()
        self.doubleClicked.connect(self._double)
        self.selectionModel().selectionChanged.connect(lambda _on, _off: self.picked.emit())
        names = self._kept.get("columns")
        if isinstance(names, list):
            self.rows.set_columns(names or feature.ledger.columns)
        self._widths = self._kept_widths()
        self._heights()

    def selected_ids(self) -> list[int]:
        """The ids of the chosen rows, top to bottom."""
        ids = self.rows.ids
        return [ids[row] for row in self._selected_rows()]

    def selected_count(self) -> int:
        """How many rows are chosen; does not walk through them."""
        spans = sorted((span.top(), span.bottom()) for span in self.selectionModel().selection().toList())
        count, reached = 0, -1
        for top, bottom in spans:
            count += max(0, min(bottom, len(self.rows.ids) - 1) - max(top, reached + 1) + 1)
            reached = max(reached, bottom)
        return count

    def current_id(self) -> int:
        """The row the keyboard stands on, 0 where it stands nowhere."""
        row = self.currentIndex().row()
        return self.rows.ids[row] if 0 <= row < len(self.rows.ids) else 0

    def select(self, record_id: int) -> bool:
        """Choose a record and bring it into sight."""
        row = self.rows.row_of(record_id)
        if row < 0:
            return False
        self.take_row(row)
        self.scrollTo(self.rows.index(row, 0))
        return True

    def take_row(self, row: int) -> None:
        """Choose a row and it alone, whatever keys are held."""
        flags = QItemSelectionModel.SelectionFlag
        now = max(0, self.currentIndex().column())
        self.selectionModel().setCurrentIndex(self.rows.index(row, now), flags.NoUpdate)
        self.selectionModel().select(self.rows.index(row, 0), flags.ClearAndSelect | flags.Rows)

    def visible_span(self) -> tuple[int, int]:
        """First and last row in sight, from 0; (0, -1) where there is none."""
        count = len(self.rows.ids)
        if not count:
            return 0, -1
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 2)
        return min(first, count - 1), min(last, count - 1) if last >= 0 else count - 1

    def copy(self) -> None:
        """Put the chosen rows on the clipboard, with headings, as Excel takes them."""
        self.copy_block(self._selected_rows(), range(self.rows.columnCount()), headings=True)

    def copy_block(self, rows: Sequence[int], columns: Sequence[int], *, headings: bool) -> None:
        """Put cells on the clipboard; rows that are not at hand are read for it."""
        wanted = [self.rows.ids[row] for row in rows[:COPY_LIMIT] if row < len(self.rows.ids)]
        found = browse.rows(self._desk.workspace.store, self._feature, wanted)
        fields = [self.rows.columns[at] for at in columns]
        lines = [[self.rows.heading(field) for field in fields]] if headings else []
        lines += [[show(found[one].get(field.name)) for field in fields] for one in wanted if one in found]
        QGuiApplication.clipboard().setMimeData(packed(lines))
        if len(rows) > COPY_LIMIT:
            toast(self, f"只复制了前 {COPY_LIMIT:,} 行；要全部请用“导出”。")

    def choose_columns(self, anchor: QWidget) -> ColumnChooser:
        """A sheet under ``anchor`` in which columns are ticked and put in order."""
        popup = ColumnChooser(self, self._feature.ledger, [field.name for field in self.rows.columns])
        popup.chosen.connect(self.show_columns)
        popup.reset.connect(self._default_columns)
        popup.open_below(anchor, right=anchor is not self.horizontalHeader())
        return popup

    def show_columns(self, names: Sequence[str], *, keep: bool = True) -> None:
        """Show these columns in this order; with ``keep`` from now on, else as long as a view asks for it."""
        if keep and not self.lent:
            self._kept.put("columns", list(names))
        if tuple(names) != tuple(field.name for field in self.rows.columns):
            self.rows.set_columns(names)
            self._show_order()
            self.fit()

    def own_columns(self) -> tuple[str, ...]:
        """The columns this person has chosen, else those shown at first."""
        names = self._kept.get("columns")
        return tuple(names) if isinstance(names, list) and names else self._feature.ledger.columns

    def take_likings(self, *, columns: bool) -> None:
        """Somebody else sits down: the table as this person likes it; ``columns`` where no saved view chose them."""
        self._widths = self._kept_widths()
        if columns:
            self.show_columns(self.own_columns(), keep=False)
        self.fit()

    def _kept_widths(self) -> dict[str, int]:
        widths = self._kept.get("widths")
        return dict(widths) if isinstance(widths, dict) else {}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies; the rest is Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id():
            self.opened.emit(self.current_id())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the widest text column take what room is left."""
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """The text size has changed: so do the rows."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_cells"):
            self._heights()
            self._soon.start()

    def fit(self) -> None:
        """Give every column its width."""
        fields = self.rows.columns
        if not fields:
            return
        self._fitting = True
        room = self.viewport().width()
        for at, width in enumerate(self._shared(fields, room)):
            self.setColumnWidth(at, width)
        self._fitting = False

    def _wish(self, field: Field) -> int:
        """How wide a column would be with room enough: as drawn by hand, else as declared and wide enough to be named."""
        here = look()
        if field.name in self._widths:
            return here.px(self._widths[field.name])
        least = ALERT_WIDTH if field.name == self.rows.alert_column else 0
        return max(here.px(max(field.width, least)), self._named(field))

    def _named(self, field: Field) -> int:
        """How wide a column must be for its heading."""
        here = look()
        said = QFontMetrics(here.font(13, bold=True)).horizontalAdvance(self.rows.heading(field))
        return said + here.px(26)

    def _shared(self, fields: Sequence[Field], room: int) -> list[int]:
        """Widths as declared or drawn by hand; long texts give way, or take what is left over."""
        widths = [self._wish(field) for field in fields]
        long = [
            at
            for at, field in enumerate(fields)
            if field.width >= LONG
            and not field.whole
            and field.kind not in FIGURES
            and field.name not in self._widths
        ]
        short = sum(widths) - room
        slack = sum(widths[at] for at in long) * GIVE
        if short > 0 and long:
            share = (short / slack if short <= slack else 0.4) * GIVE
            for at in long:
                widths[at] -= ceil(widths[at] * share)
        elif short < 0:
            free = [at for at, field in enumerate(fields) if field.name not in self._widths]
            if free:  # widths drawn by hand stay as they were drawn
                flexible = max(free, key=lambda at: (fields[at].kind is Kind.PARAGRAPH, fields[at].width))
                widths[flexible] -= short
        return widths

    def setSortingEnabled(self, enable: bool) -> None:
        """May the headers be clicked to sort?"""
        self._sorts = enable

    def _prepare_header(self) -> None:
        header = self.head = ColumnHeader(self)
        self.setHorizontalHeader(header)
        header.sort_only()
        header.setMinimumSectionSize(look().px(56))
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._header_menu)
        header.sectionResized.connect(self._resized)
        header.sectionHandleDoubleClicked.connect(self.fit_words)
        header.wished.connect(self.sort_more)
        self.rows.ordered.connect(lambda order: self._set_order((order,) if order else ()))

    def sort_more(self, section: int, more: bool = False) -> None:
        """A click: up, down, not at all. With ``more`` the column joins those sorted by already."""
        if not self._sorts or not 0 <= section < len(self.rows.columns):
            return
        name = self.rows.columns[section].name
        known = next((one for one in self.order if one.removeprefix("-") == name), "")
        after = name if not known else f"-{name}" if known == name else ""
        if more and known:
            order = [after if one == known else one for one in self.order]
        else:
            order = [*(self.order if more else ()), after]
        self._set_order(tuple(one for one in order if one))

    def show_order(self, order: Sequence[str]) -> None:
        """Mark an order that was not made by the headers."""
        self.order = tuple(order)
        self._show_order()

    def _set_order(self, order: tuple[str, ...]) -> None:
        self.show_order(order)
        self.reordered.emit(order)

    def _show_order(self) -> None:
        places = {field.name: at for at, field in enumerate(self.rows.columns)}
        marks = {
            places[one.removeprefix("-")]: (number, one.startswith("-"))
            for number, one in enumerate(self.order, start=1)
            if one.removeprefix("-") in places
        }
        self.head.show_order(marks)

    def _heights(self) -> None:
        here = look()
        dense = bool(self._desk.preferences.get("dense", default=False))
        self.verticalHeader().setDefaultSectionSize(here.px(DENSE_ROW if dense else ROW))
        self.horizontalHeader().setFixedHeight(here.px(HEADER))
        self.setIconSize(QSize(here.px(16), here.px(16)))

    def _selected_rows(self) -> list[int]:
        spans = self.selectionModel().selection().toList()
        rows = {row for span in spans for row in range(span.top(), span.bottom() + 1)}
        return sorted(row for row in rows if row < len(self.rows.ids))

    def _double(self, index: QModelIndex) -> None:
        """What a double click does."""
        self.opened.emit(self.rows.ids[index.row()])

    def _header_menu(self, at: QPoint) -> None:
        menu = self.header_menu(self.horizontalHeader().logicalIndexAt(at))
        menu.popup(self.horizontalHeader().mapToGlobal(at))

    def header_menu(self, section: int) -> QMenu:
        """What a right click on a heading offers."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.offer_for_column(menu, section)
        return menu

    def offer_for_column(self, menu: QMenu, section: int) -> None:
        """Order and columns; the menu of a cell offers the same, for a heading cannot be reached by the keyboard."""
        if self._sorts and 0 <= section < len(self.rows.columns):
            name = self.rows.columns[section].name
            others = tuple(one for one in self.order if one.removeprefix("-") != name)
            menu.addAction("升序", lambda: self._set_order((name,)))
            menu.addAction("降序", lambda: self._set_order((f"-{name}",)))
            if others:
                menu.addAction("再按这一栏排序", lambda: self._set_order((*others, name)))
            if self.order:
                menu.addAction("恢复默认顺序", lambda: self._set_order(()))
            menu.addSeparator()
        menu.addAction("选择栏目…", lambda: self.choose_columns(self.horizontalHeader()))
        menu.addAction("恢复默认栏目和列宽", self._default_columns)

    def _resized(self, section: int, _old: int, new: int) -> None:
        if self._fitting or not 0 <= section < len(self.rows.columns):
            return
        self._widths[self.rows.columns[section].name] = round(new / look().scale)
        self._kept.put("widths", self._widths)

    def fit_words(self, section: int) -> None:
        """A double click on a heading's edge, as in Excel: as wide as what is in sight of the column."""
        here, (first, last) = look(), self.visible_span()
        metrics = QFontMetrics(here.font(13))
        cells = (self.rows.cell(row, section) for row in range(first, last + 1))
        said = ([word for word, _tone in cell.pills] or [cell.words] for cell in cells if cell is not None)
        widths = (sum(metrics.horizontalAdvance(one) + here.px(26) for one in words) for words in said)
        widest = max(widths, default=0)
        self.setColumnWidth(
            section, min(max(widest, self._named(self.rows.columns[section])), here.px(WIDEST))
        )

    def _default_columns(self) -> None:
        if not self.lent:
            self._kept.put("columns", None)
        self._kept.put("widths", None)
        self._widths = {}
        self.rows.set_columns(self._feature.ledger.columns)
        self._show_order()
        self.fit()
