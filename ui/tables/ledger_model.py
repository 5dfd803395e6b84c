"""The table's model: ids in order, and a window of rows that is fetched off the screen's thread."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from app.kernel.display import show
from app.kernel.feature import Feature, Record
from app.kernel.fields import Field, Kind
from app.kernel.filters import Filter, bind, matches
from app.kernel.ledger import Alert
from app.ledgers import browse
from ui.shell.desk import Desk
from ui.shell.worker import Control
from ui.tables.cells import CellLook

Index = QModelIndex | QPersistentModelIndex
PILLS = int(Qt.ItemDataRole.UserRole) + 1  # [(word, tone)] where the cell is drawn as pills
RECORD_ID = int(Qt.ItemDataRole.UserRole) + 2
WINDOW = 100
KEPT_WINDOWS = 40
KEPT_LOOKS = 6_000
RIGHT = (Kind.INT, Kind.MONEY)


class LedgerModel(QAbstractTableModel):
    """Rows come in windows of 100; until a window is here its cells say …

    With ``entry`` on, one more row stands at the end in which a record begins; a record just typed there has a
    number below 0 until it is written. ``wrong`` holds a sentence for each cell that could not be written,
    ``strays`` the records that no longer fit the filter and stay until it is asked again.
    """

    ordered = Signal(
        str
    )  # a header was clicked: the field's name, with - for descending, empty for the default

    def __init__(self, desk: Desk, feature: Feature, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._feature = desk, feature
        self._ids: array[int] = array("q")
        self._rows: OrderedDict[int, dict[int, Record]] = OrderedDict()
        self._columns: tuple[Field, ...] = tuple(feature.ledger[name] for name in feature.ledger.columns)
        self._wanted: list[int] = []
        self._coming: dict[int, Control] = {}
        self._looks: dict[tuple[int, int], CellLook] = {}
        self._typed: dict[int, Record] = {}
        self.entry = False
        self.wrong: dict[tuple[int, str], str] = {}
        self.strays: frozenset[int] = frozenset()
        self._alerts: tuple[tuple[Alert, Filter], ...] = ()
        self._dawned(desk.workspace.clock.today())
        desk.changes.dawned.connect(self._dawned)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._fetch)

    @property
    def columns(self) -> tuple[Field, ...]:
        """The fields shown, left to right."""
        return self._columns

    @property
    def alert_column(self) -> str:
        """Marks stand behind the state, else behind the first pill; empty where there are none."""
        flow = self._feature.workflow
        names = [field.name for field in self._columns if field.tones]
        if not names or not self._alerts:
            return ""
        return flow.state if flow is not None and flow.state in names else names[0]

    @property
    def ids(self) -> array[int]:
        """The ids in order."""
        return self._ids

    def set_columns(self, names: Sequence[str]) -> None:
        """Show these fields."""
        self.beginResetModel()
        known = self._feature.ledger.by_name
        self._looks.clear()
        self._columns = tuple(known[name] for name in names if name in known)
        self.endResetModel()

    def take(self, ids: array[int], rows: dict[int, Record]) -> bool:
        """A new order of ids, with such rows as are at hand; what is being typed stays behind them.

        True where it grew quietly, because only more ids follow.
        """
        before = len(self._ids)
        if self._typed:
            ids = ids + array("q", self._typed)
        self._looks.clear()
        self._forget_fetches()
        if before and len(ids) >= before and ids[:before] == self._ids:
            self._rows.clear()
            self._keep_known(rows, ids)
            if len(ids) > before:
                self.beginInsertRows(QModelIndex(), before, len(ids) - 1)
                self._ids = ids
                self.endInsertRows()
            self.dataChanged.emit(self.index(0, 0), self.index(before - 1, max(0, len(self._columns) - 1)))
            return True
        self.beginResetModel()
        self._ids = ids
        self._rows.clear()
        self._keep_known(rows, ids)
        self.endResetModel()
        return False

    def record(self, row: int) -> Record | None:
        """The row's record where it is at hand."""
        if row >= len(self._ids):
            return {}
        one = self._ids[row]
        return self._typed.get(one) if one < 0 else self._rows.get(row // WINDOW, {}).get(one)

    def cell(self, row: int, column: int) -> CellLook | None:
        """What is drawn at a place; what is not at hand is fetched."""
        found = self._looks.get((row, column))
        if found is not None:
            return found
        record = self.wanted_record(row)
        if record is None:
            return None
        if len(self._looks) > KEPT_LOOKS:
            self._looks.clear()
        found = self._looks[row, column] = self._look(row, column, record)
        return found

    def _look(self, row: int, column: int, record: Record) -> CellLook:
        if row >= len(self._ids):
            return CellLook("＊ 新增一行" if column == 0 else "", muted=True, struck=False)
        field = self._columns[column]
        pills = self.pills(field, record) if field.tones else None
        words = "" if pills else show(record.get(field.name))
        wrong = bool(self.wrong) and (self._ids[row], field.name) in self.wrong
        voided = bool(record.get("voided"))
        return CellLook(words, pills or (), field.kind in RIGHT, voided, voided, wrong)

    def put(self, row: int, values: Record) -> None:
        """Show values at once, before they are written."""
        record = self.record(row)
        if record is not None and row < len(self._ids):
            record.update(values)
            self.redraw()

    def begin(self, values: Record, number: int) -> int:
        """A new record typed in the last row; ``number`` (below 0) stands for it until it is written."""
        at = len(self._ids)
        self._typed[number] = dict(values)
        self.beginInsertRows(QModelIndex(), at, at)
        self._ids.append(number)
        self._looks.clear()
        self.endInsertRows()
        return at

    def written(self, number: int, record_id: int) -> None:
        """The record typed has got its id."""
        row = self.row_of(number)
        record = self._typed.pop(number, None)
        if row >= 0 and record is not None:
            self._ids[row] = record_id
            self.keep(row, {**record, "id": record_id})
            self.redraw()

    def withdraw(self, number: int) -> None:
        """The record typed could not be written."""
        row = self.row_of(number)
        self._typed.pop(number, None)
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._ids[row]
            self._looks.clear()
            self.endRemoveRows()

    def keep(self, row: int, record: Record) -> None:
        """A record read alone, before its page."""
        self._rows.setdefault(row // WINDOW, {})[self._ids[row]] = record
        self._looks.clear()

    def forget(self, row: int) -> None:
        """Read the row again: what was shown was not written."""
        self._rows.pop(row // WINDOW, None)
        self.redraw()

    def mark(self, wrong: dict[tuple[int, str], str]) -> None:
        """Mark cells that could not be written, each with its sentence; no longer those of before."""
        if wrong or self.wrong:
            self.wrong = wrong
            self.redraw()

    def redraw(self) -> None:
        """Everything in sight is drawn anew from the rows at hand."""
        self._looks.clear()
        last = self.rowCount() - 1
        if last >= 0 and self._columns:
            self.dataChanged.emit(self.index(0, 0), self.index(last, len(self._columns) - 1))

    @staticmethod
    def heading(field: Field) -> str:
        """A column's heading, with its unit."""
        unit = field.unit if field.unit not in field.label else ""
        return f"{field.label}（{unit}）" if unit else field.label

    def wanted_record(self, row: int) -> Record | None:
        """The row's record; where it is not at hand it is fetched."""
        record = self.record(row)
        if record is None:
            self._want(row // WINDOW)
        return record

    def row_of(self, record_id: int) -> int:
        """Where a record stands; -1 where it does not. What is at hand is found without a walk through all."""
        for window, rows in self._rows.items():
            if record_id in rows:
                start = window * WINDOW
                return self._ids.index(record_id, start, start + WINDOW)
        try:
            return self._ids.index(record_id)
        except ValueError:
            return -1

    def column_of(self, name: str) -> int:
        """Where a field's column stands; -1 where it is not shown."""
        return next((at for at, field in enumerate(self._columns) if field.name == name), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Called by Qt."""
        return 0 if parent.isValid() else len(self._ids) + self.entry

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Called by Qt."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Called by Qt."""
        if orientation == Qt.Orientation.Vertical and role == Qt.ItemDataRole.DisplayRole:
            return f"{section + 1:,}" if section < len(self._ids) else "＊"
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        field = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heading(field)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if field.kind in RIGHT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """Called by Qt."""
        if role == RECORD_ID:
            return self._ids[index.row()] if index.row() < len(self._ids) else 0
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, PILLS):
            return None
        record = self.wanted_record(index.row())
        if record is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole else None
        field = self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return show(record.get(field.name))
        if role == PILLS:
            return self.pills(field, record)
        if self.wrong and index.row() < len(self._ids):
            sentence = self.wrong.get((self._ids[index.row()], field.name))
            if sentence:
                return sentence
        text = show(record.get(field.name))
        return text if len(text) > 8 else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Called by Qt on a click; the order itself is made by the database."""
        if not 0 <= column < len(self._columns):
            self.ordered.emit("")
            return
        sign = "-" if order == Qt.SortOrder.DescendingOrder else ""
        self.ordered.emit(sign + self._columns[column].name)

    def _dawned(self, day: date) -> None:
        """The marks are those of this day."""
        alerts = self._feature.ledger.alerts
        self._alerts = tuple((alert, bind(alert.rule, {"today": day})) for alert in alerts)
        self._looks.clear()

    def alerts_of(self, record: Record) -> list[tuple[str, str]]:
        """The marks that hold for a record today: [(逾期, red)]."""
        return [(alert.title, alert.tone) for alert, rule in self._alerts if matches(rule, record)]

    def pills(self, field: Field, record: Record) -> list[tuple[str, str]] | None:
        """(word, tone) of each pill in a cell; None where the field is plain words."""
        if not field.tones:
            return None
        value = record.get(field.name)
        names = value if isinstance(value, tuple) else (show(value),)
        pills = [(name, field.tone(name) or "neutral") for name in names if name]
        if field.name == self.alert_column:
            pills += self.alerts_of(record)
        return pills

    def _keep_known(self, rows: dict[int, Record], ids: array[int]) -> None:
        """Keep whole windows out of the rows at hand."""
        for start in range(0, len(ids), WINDOW):
            window = ids[start : start + WINDOW]
            if window[0] not in rows:
                if len(self._rows) * WINDOW >= len(rows):
                    break
                continue
            if all(one in rows or one < 0 for one in window):  # what is being typed has no row to be read yet
                self._rows[start // WINDOW] = {one: rows[one] for one in window if one > 0}

    def _want(self, window: int) -> None:
        if window in self._coming:
            return
        if window in self._wanted:
            self._wanted.remove(window)
        self._wanted.append(window)
        if not self._timer.isActive():
            self._timer.start()

    def _fetch(self) -> None:
        """Fetch what was asked for last first; what scrolled by in between is not worth fetching."""
        self._wanted = self._wanted[-3:]
        while self._wanted and len(self._coming) < 2:
            window = self._wanted.pop()
            ids = [one for one in self._ids[window * WINDOW : (window + 1) * WINDOW] if one > 0]
            self._coming[window] = self._desk.worker.run(
                self,
                partial(self._load, ids),
                partial(self._arrived, window),
                partial(self._refused, window),
                quick=True,
            )

    def _load(self, ids: list[int], _control: Control) -> dict[int, Record]:
        return browse.rows(self._desk.workspace.store, self._feature, ids)

    def _refused(self, window: int, sentence: str) -> None:
        self._coming.pop(window, None)
        if sentence:
            self._desk.worker.unanswered.emit(sentence)

    def _arrived(self, window: int, rows: dict[int, Record]) -> None:
        self._coming.pop(window, None)
        # A record written while these were read is among the rows of before only.
        self._rows[window] = {**self._rows.get(window, {}), **rows}
        self._looks.clear()
        while len(self._rows) > KEPT_WINDOWS:
            self._rows.popitem(last=False)
        last = min(len(self._ids), (window + 1) * WINDOW) - 1
        self.dataChanged.emit(self.index(window * WINDOW, 0), self.index(last, len(self._columns) - 1))
        if self._wanted:
            self._timer.start()

    def _forget_fetches(self) -> None:
        for control in self._coming.values():
            control.cancel()
        self._coming.clear()
        self._wanted.clear()
