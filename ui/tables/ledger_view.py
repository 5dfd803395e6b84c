"""The table itself: columns that fit, keys that work, copies that Excel takes."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.kernel.feature import Feature
from app.kernel.fields import Field, Kind
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.tables.cells import CellDelegate
from ui.tables.column_chooser import ColumnChooser
from ui.tables.ledger_model import LedgerModel

ROW, DENSE_ROW, HEADER = 38, 32, 36
COPY_LIMIT = 5000
ALERT_WIDTH, LONG, GIVE = 138, 150, 0.42  # long columns give way by at most 42 %


class LedgerView(QTableView):
    """``opened`` on Enter or double click; ``picked`` when the selection changes."""

    opened = Signal(int)
    picked = Signal()

    def __init__(self, desk: Desk, feature: Feature) -> None:
        super().__init__()
        self._desk, self._feature = desk, feature
        self._widths: dict[str, int] = {}
        self._fitting = False
        self.rows = LedgerModel(desk, feature, self)
        self._cells = CellDelegate(self, self.rows)
        self.setProperty("role", "ledger")
        self.setAccessibleName(f"{feature.ledger.title}台账")
        self.setModel(self.rows)
        self.setItemDelegate(self._cells)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        self._prepare_header()
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows.ids[index.row()]))
        self.selectionModel().selectionChanged.connect(lambda _on, _off: self.picked.emit())
        names = desk.preferences.get(f"{feature.name}.columns")
        if isinstance(names, list):
            self.rows.set_columns(names or feature.ledger.columns)
        widths = desk.preferences.get(f"{feature.name}.widths")
        self._widths = widths if isinstance(widths, dict) else {}
        self._heights()

    def selected_ids(self) -> list[int]:
        """The ids of the chosen rows, top to bottom."""
        ids = self.rows.ids
        return [ids[row] for row in self._selected_rows()]

    def selected_count(self) -> int:
        """How many rows are chosen; does not walk through them."""
        return sum(
            {span.top(): span.height() for span in self.selectionModel().selection().toList()}.values()
        )

    def current_id(self) -> int:
        """The row the keyboard stands on, 0 where it stands nowhere."""
        row = self.currentIndex().row()
        return self.rows.ids[row] if 0 <= row < len(self.rows.ids) else 0

    def select(self, record_id: int) -> bool:
        """Choose a record and bring it into sight."""
        row = self.rows.row_of(record_id)
        if row < 0:
            return False
        self.selectRow(row)
        self.scrollTo(self.rows.index(row, 0))
        return True

    def keep_selected(self, ids: list[int], current: int) -> None:
        """Choose these again after the rows were loaded anew."""
        chosen = QItemSelection()
        last = max(0, self.rows.columnCount() - 1)
        for record_id in ids[:200]:
            row = self.rows.row_of(record_id)
            if row >= 0:
                chosen.select(self.rows.index(row, 0), self.rows.index(row, last))
        row = self.rows.row_of(current) if current else -1
        if row >= 0:
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self.rows.index(row, 0), flag)
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def visible_span(self) -> tuple[int, int]:
        """First and last row in sight, from 0; (0, -1) where there is none."""
        count = self.rows.rowCount()
        if not count:
            return 0, -1
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 2)
        return first, last if last >= 0 else count - 1

    def copy(self) -> None:
        """Put the chosen rows on the clipboard, with headings, as Excel takes them."""
        rows = self._selected_rows()[:COPY_LIMIT]
        columns = range(self.rows.columnCount())
        lines = [[field.label for field in self.rows.columns]]
        lines += [[str(self.rows.index(row, at).data() or "") for at in columns] for row in rows]
        quoted = ("\t".join(_quoted(cell) for cell in line) for line in lines)
        QGuiApplication.clipboard().setText("\n".join(quoted))

    def choose_columns(self, anchor: QWidget) -> ColumnChooser:
        """A sheet under ``anchor`` in which columns are ticked and put in order."""
        popup = ColumnChooser(self, self._feature.ledger, [field.name for field in self.rows.columns])
        popup.chosen.connect(self.show_columns)
        popup.reset.connect(self._default_columns)
        popup.open_below(anchor, right=anchor is not self.horizontalHeader())
        return popup

    def show_columns(self, names: Sequence[str], *, keep: bool = True) -> None:
        """Show these columns in this order; with ``keep`` from now on, else as long as a view asks for it."""
        if keep:
            self._desk.preferences.put(f"{self._feature.name}.columns", list(names))
        if tuple(names) != tuple(field.name for field in self.rows.columns):
            self.rows.set_columns(names)
            self.fit()

    def own_columns(self) -> tuple[str, ...]:
        """The columns this person has chosen, else those shown at first."""
        names = self._desk.preferences.get(f"{self._feature.name}.columns")
        return tuple(names) if isinstance(names, list) and names else self._feature.ledger.columns

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
            QTimer.singleShot(0, self, self.fit)

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

    def _shared(self, fields: Sequence[Field], room: int) -> list[int]:
        """Widths as declared or drawn by hand; long texts give way, or take what is left over."""
        here = look()
        alerts = self.rows.alert_column
        widths = [
            here.px(
                self._widths.get(field.name, max(field.width, ALERT_WIDTH if field.name == alerts else 0))
            )
            for field in fields
        ]
        long = [
            at for at, field in enumerate(fields) if field.width >= LONG and field.name not in self._widths
        ]
        short = sum(widths) - room
        slack = sum(widths[at] for at in long) * GIVE
        if short > 0 and long:
            share = (short / slack if short <= slack else 0.5) * GIVE
            for at in long:
                widths[at] -= ceil(widths[at] * share)
        elif short < 0:
            flexible = max(
                range(len(fields)), key=lambda at: (fields[at].kind is Kind.PARAGRAPH, fields[at].width)
            )
            widths[flexible] -= short
        return widths

    def _prepare_header(self) -> None:
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(look().px(56))
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._header_menu)
        header.sectionResized.connect(self._resized)
        self.setSortingEnabled(True)

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

    def _header_menu(self, _at: QPoint) -> None:
        self.choose_columns(self.horizontalHeader())

    def _resized(self, section: int, _old: int, new: int) -> None:
        if self._fitting or not 0 <= section < len(self.rows.columns):
            return
        self._widths[self.rows.columns[section].name] = round(new / look().scale)
        self._desk.preferences.put(f"{self._feature.name}.widths", self._widths)

    def _default_columns(self) -> None:
        self._desk.preferences.put(f"{self._feature.name}.columns", None)
        self._desk.preferences.put(f"{self._feature.name}.widths", None)
        self._widths = {}
        self.rows.set_columns(self._feature.ledger.columns)
        self.fit()


def _quoted(cell: str) -> str:
    """As Excel writes a cell with a line break or a quote to the clipboard."""
    if any(sign in cell for sign in '\t\n"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell
