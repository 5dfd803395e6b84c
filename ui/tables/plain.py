"""A table of words that are all at hand: what an import would do, backups, word lists, operations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QHeaderView, QTableView

from ui.shell.look import look
from ui.tables.cells import CellDelegate, CellLook, by_rows

Index = QModelIndex | QPersistentModelIndex
DENSE, HEADER, LEAST = 34, 34, 48
GIVES_WAY = 67
"""Percent of its width that a column keeps which gives way."""


@dataclass(frozen=True)
class Tinted:
    """A cell shown as a pill."""

    word: str
    tone: str = "neutral"


Cell = str | Tinted


@dataclass(frozen=True)
class PlainColumn:
    """``share``: what is left over is divided among the columns that have one, and what is wanting
    is taken from them. ``tone`` makes its words pills.

    ``middle``: words too long are shortened in the middle, for the end tells one from the other.
    ``figure``: a number, ranged right.
    """

    title: str
    width: int = 100
    share: int = 0
    tone: Callable[[str], str] | None = None
    middle: bool = False
    figure: bool = False


class _Words(QAbstractTableModel):
    """Rows of words; ``muted`` rows are struck out."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(parent)
        self.columns: tuple[PlainColumn, ...] = ()
        self.lines: Sequence[Sequence[Cell]] = ()
        self.muted: frozenset[int] = frozenset()

    def fill(
        self, columns: tuple[PlainColumn, ...], lines: Sequence[Sequence[Cell]], muted: frozenset[int]
    ) -> None:
        self.beginResetModel()
        self.columns, self.lines, self.muted = columns, lines, muted
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Called by Qt."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Called by Qt."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Called by Qt."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[section].figure
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """Called by Qt."""
        cell = self.lines[index.row()][index.column()]
        word = cell.word if isinstance(cell, Tinted) else cell
        if role == Qt.ItemDataRole.DisplayRole:
            return word
        if role == Qt.ItemDataRole.ToolTipRole:
            return word if len(word) > 8 else None
        return None

    def cell(self, row: int, column: int) -> CellLook:
        """What is drawn at a place."""
        found = self.lines[row][column]
        pills = self._pills(self.columns[column].tone, found)
        words = found.word if isinstance(found, Tinted) else found
        of = self.columns[column]
        return CellLook(words, pills or (), right=of.figure, muted=row in self.muted, middle=of.middle)

    @staticmethod
    def _pills(tone: Callable[[str], str] | None, cell: Cell) -> list[tuple[str, str]] | None:
        if isinstance(cell, Tinted):
            return [(cell.word, cell.tone)] if cell.word else None
        return [(cell, tone(cell) or "neutral")] if tone is not None and cell else None


class PlainTable(QTableView):
    """``picked(row)`` when another row is current (-1: none), ``opened(row)`` on Enter or double click."""

    picked = Signal(int)
    opened = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("role", "ledger")
        self.words = _Words(self)
        self._cells = CellDelegate(self, self.words)
        self.setModel(self.words)
        self.setItemDelegate(self._cells)
        by_rows(self)
        here = look()
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(here.px(DENSE))
        self.verticalHeader().setMinimumSectionSize(here.px(DENSE))
        header = self.horizontalHeader()
        header.setFixedHeight(here.px(HEADER))
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setMinimumSectionSize(here.px(LEAST))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.selectionModel().selectionChanged.connect(lambda _on, _off: self.picked.emit(self.current_row()))
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.viewport().update())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard stands on the first line where it has not been on any; nothing is chosen by that."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason and not self.currentIndex().isValid():
            self._stand()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Called by Qt."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _stand(self) -> None:
        first = self.words.index(0, 0)
        if first.isValid():
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line the keyboard stands on is framed; without lines the whole table is."""
        super().paintEvent(event)
        if not self.hasFocus():
            return
        at, place = self.currentIndex().row(), self.viewport().rect()
        if at >= 0:
            place = QRect(0, self.rowViewportPosition(at), place.width(), self.rowHeight(at))
        painter = QPainter(self.viewport())
        painter.setPen(QPen(look().colour("primary"), 2))
        painter.drawRect(place.adjusted(1, 1, -1, -1))
        painter.end()

    def show_rows(
        self,
        columns: Sequence[PlainColumn],
        lines: Sequence[Sequence[Cell]],
        muted: frozenset[int] = frozenset(),
    ) -> None:
        """Show these; the place scrolled to is kept where the columns stay."""
        same = self.words.columns == tuple(columns)
        place, chosen = self.verticalScrollBar().value(), self.current_row()
        self.words.fill(tuple(columns), lines, muted)
        self.fit()
        if same:
            self.verticalScrollBar().setValue(place)
            if 0 <= chosen < len(lines):
                self.selectRow(chosen)
        if self.hasFocus() and not self.currentIndex().isValid():
            self._stand()

    def current_row(self) -> int:
        """The chosen row the keyboard stands on; -1 where there is none."""
        rows = self.chosen_rows()
        now = self.currentIndex().row()
        return now if now in rows else rows[0] if rows else -1

    def chosen_rows(self) -> list[int]:
        """The chosen rows, top to bottom."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def fit(self) -> None:
        """Widths as declared; those that share take what is left, and give way by a third where there is too little."""
        here, columns = look(), self.words.columns
        widths = [here.px(one.width) for one in columns]
        left = self.viewport().width() - sum(widths)
        shares = [one.share * (1 if left > 0 else width) for one, width in zip(columns, widths, strict=True)]
        for place, (width, share) in enumerate(zip(widths, shares, strict=True)):
            more = left * share // sum(shares) if share else 0
            self.setColumnWidth(place, max(width + more, width * GIVES_WAY // 100))

    def copy(self) -> None:
        """The chosen rows as Excel takes them."""
        lines = [[one.title for one in self.words.columns]]
        lines += [
            [str(self.words.index(row, at).data() or "") for at in range(len(self.words.columns))]
            for row in self.chosen_rows()
        ]
        text = "\n".join(
            "\t".join(word.replace("\t", " ").replace("\n", " ") for word in line) for line in lines
        )
        QGuiApplication.clipboard().setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt."""
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_row() >= 0:
            self.opened.emit(self.current_row())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)
