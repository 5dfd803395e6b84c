"""The first rows of the ledger looked at last, as the store has them now, long before the page itself stands.

They can be scrolled and walked through; the record Enter was pressed on is opened as soon as it can be. Imported with the
first instant's look: nothing heavy here. :mod:`ui.pages.ledger_glimpse` writes down what is asked and where it stands.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QTableView, QWidget

from app.ledgers.glimpse import GlimpseColumn, GlimpseRow, Question, read
from ui.shell.look import look
from ui.tables.cells import CellDelegate, CellLook, by_rows
from ui.tables.headers import ColumnHeader, RowHeader

FILE = "first-rows.json"
Index = QModelIndex | QPersistentModelIndex


class Heading(NamedTuple):
    """A column's head: its words, its width, its place in the order (0: none) and whether that goes down."""

    title: str
    width: int
    right: bool
    place: int = 0
    down: bool = False


class Sight(NamedTuple):
    """What was seen of a ledger. ``table``, ``card``, ``page`` are margins in the window: left, top, right, bottom;
    ``heading`` is where the title begins. ``side``: the width of the line numbers. Measures in px of ``look``, a theme
    and a text size.
    """

    ledger: str
    title: str
    look: str
    table: list[int]
    card: list[int]
    page: list[int]
    heading: list[int]
    row: int
    head: int
    side: int
    headings: list[Heading]
    question: Question


class Place(NamedTuple):
    """Where somebody was in the glimpse: to go on from in the table itself. ``column`` is by its number."""

    record_id: int
    column: int
    scrolled: int
    aside: int
    wished: bool


def keep(folder: Path, sight: Sight) -> None:
    """Write down what is to be seen first next time."""
    (folder / FILE).write_text(json.dumps(sight, ensure_ascii=False), encoding="utf-8")


class Reading:
    """The rows being read, off the screen's thread: a cold disk takes its time."""

    def __init__(self, folder: Path, sight: Sight, today: date) -> None:
        self._folder, self._sight, self._today = folder, sight, today
        self._rows: list[GlimpseRow] | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def done(self, within: float = 0.0) -> bool:
        """Is it over, or will it be in so many seconds?"""
        self._thread.join(within)
        return not self._thread.is_alive()

    def stop(self) -> None:
        """Nobody wants them any more."""
        self._stop.set()

    def table(self, parent: QWidget | None = None) -> Glimpse | None:
        """The table of what was read; None where it could not be read, or there is nothing.

        It is best made before the application is dressed: Qt then dresses it once, not part by part.
        """
        return Glimpse(self._sight, self._rows, parent) if self._rows else None

    def _read(self) -> None:
        try:
            self._rows = read(self._folder, self._sight.question, self._today, self._stop.is_set)
        except (OSError, ValueError, TypeError):  # of another edition
            self._rows = None


def begin(folder: Path, ledger: str, wanted_look: str, today: date) -> Reading | None:
    """Begin to read what was seen of a ledger; None where nothing fitting is written down."""
    try:
        sight = _sight(json.loads((folder / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):  # not there, torn, or of another edition
        return None
    fits = (sight.ledger, sight.look, len(sight.headings)) == (
        ledger,
        wanted_look,
        len(sight.question.columns),
    )
    return Reading(folder, sight, today) if fits else None


def _sight(kept: Any) -> Sight:
    *plain, headings, question = kept
    sql, given, columns, marks, marked = question
    asked = Question(
        sql, given, [GlimpseColumn(*one) for one in columns], [(word, tone) for word, tone in marks], marked
    )
    return Sight._make([*plain, [Heading(*one) for one in headings], asked])


class GlimpseModel(QAbstractTableModel):
    """Rows that are all at hand."""

    strays: frozenset[int] = frozenset()

    def __init__(self, sight: Sight, rows: Sequence[GlimpseRow], parent: QWidget) -> None:
        super().__init__(parent)
        self._headings, self._found = sight.headings, rows
        self.ids = [row.record_id for row in rows]

    def cell(self, row: int, column: int) -> CellLook:
        """What is drawn at a place."""
        one = self._found[row]
        pills = one.pills[column]
        words = "" if pills else one.texts[column]
        return CellLook(words, pills, self._headings[column].right, one.voided, one.voided)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Called by Qt."""
        return 0 if parent.isValid() else len(self._found)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Called by Qt."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Called by Qt."""
        if orientation == Qt.Orientation.Vertical:
            return f"{section + 1:,}" if role == Qt.ItemDataRole.DisplayRole else None
        heading = self._headings[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return heading.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if heading.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """Called by Qt; also what a screen reader says."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._found[index.row()].texts[index.column()]


def _within(window: QRect, margins: Sequence[int]) -> QRect:
    left, top, right, bottom = margins
    return window.adjusted(left, top, -right, -bottom)


class Ground(QFrame):
    """What stands round the rows where no picture does: the page's title and its card."""

    def __init__(self, sight: Sight, parent: QWidget) -> None:
        super().__init__(parent)
        self._sight = sight
        self.setProperty("role", "page")
        self._title, self._note = QLabel(f"{sight.title}台账", self), QLabel("其余正在打开…", self)
        self._title.setProperty("role", "title")
        self._note.setProperty("role", "hint")
        self._card = QFrame(self)
        self._card.setProperty("role", "card")

    def lay(self, window: QRect) -> None:
        """Take the page's place in the window."""
        page = _within(window, self._sight.page)
        self.setGeometry(page)
        self._card.setGeometry(_within(window, self._sight.card).translated(-page.topLeft()))
        left, top = self._sight.heading
        for label, gap in ((self._title, 0), (self._note, look().px(16))):
            size = label.sizeHint()
            label.setGeometry(left + gap - page.left(), top - page.top(), size.width(), look().px(32))
            left += gap + size.width()


class Glimpse(QTableView):
    """``painted`` once, when the rows are on the screen."""

    painted = Signal()

    def __init__(self, sight: Sight, rows: Sequence[GlimpseRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sight = sight
        self._told = False
        self._wished = 0
        self.rows = GlimpseModel(sight, rows, self)
        self._cells = CellDelegate(self, self.rows)
        self.setProperty("role", "ledger")
        self.setAccessibleName(f"{sight.title}台账")
        self.setModel(self.rows)
        self.setItemDelegate(self._cells)
        by_rows(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self._arrange()
        self.selectionModel().currentChanged.connect(self._stepped)
        self.doubleClicked.connect(lambda index: self._wish(index.row()))

    def _arrange(self) -> None:
        """As the table itself stood."""
        sight = self.sight
        head, self._side = ColumnHeader(self), RowHeader(self, self.rows)
        self.setHorizontalHeader(head)
        head.sort_only()
        head.setMinimumSectionSize(look().px(56))
        head.setFixedHeight(sight.head)
        self.setVerticalHeader(self._side)
        self._side.setFixedWidth(sight.side)
        self._side.setDefaultSectionSize(sight.row)
        for at, heading in enumerate(sight.headings):
            self.setColumnWidth(at, heading.width)
        head.show_order({at: (one.place, one.down) for at, one in enumerate(sight.headings) if one.place})

    def lay(self, window: QRect) -> None:
        """Take the place the table had in the window."""
        self.setGeometry(_within(window, self.sight.table))

    def place(self) -> Place | None:
        """Where somebody has gone; None where nobody touched it."""
        index = self.currentIndex()
        scrolled, aside = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        if not (scrolled or aside or self._wished or self.selectionModel().hasSelection()):
            return None
        record_id = self.rows.ids[index.row()] if index.isValid() else 0
        wished = bool(self._wished) and self._wished == record_id
        return Place(record_id, max(0, index.column()), scrolled, aside, wished)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Called by Qt."""
        super().paintEvent(event)
        if not self._told:
            self._told = True
            self.painted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is remembered; walking is Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._wish(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters do not look for rows, here as in the table itself."""

    def minimumSizeHint(self) -> QSize:
        """It takes the room it is given."""
        return QSize(0, 0)

    def _wish(self, row: int) -> None:
        self._wished = self.rows.ids[row] if 0 <= row < len(self.rows.ids) else 0

    def _stepped(self, current: QModelIndex) -> None:
        self._cells.current = (current.row(), current.column()) if current.isValid() else (-1, -1)
        self.viewport().update()
