"""Draws the cells of a ledger table: plain words, pills, struck-out rows.

A frame is some 150 cells, so what a cell needs is made once for a look and kept in a :class:`Kit`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.shell.look import Look, look

PAD = 12
LONGEST = 200  # more than any column shows
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_SELECTED, _HOVER = QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_MouseOver


class Kit:
    """Fonts, colours and measures of one look."""

    def __init__(self, here: Look) -> None:
        self.look = here
        self.pad, self.pill_height, self.gap = here.px(PAD), here.px(22), here.px(5)
        self.font, self.small = here.font(13), here.font(12)
        self.struck = QFont(self.font)
        self.struck.setStrikeOut(True)
        self.metrics, self.small_metrics = QFontMetrics(self.font), QFontMetrics(self.small)
        self.text, self.muted = here.colour("text"), here.colour("text_3")
        self.selected, self.hover = here.colour("primary_soft"), here.colour("header")
        self.line = QPen(here.colour("row_line"), 1)
        self.frame, self.fault = QPen(here.colour("primary"), 2), QPen(here.colour("danger"), 2)
        self.fault.setStyle(Qt.PenStyle.DotLine)
        self._tones: dict[str, tuple[QColor, QColor]] = {}
        self._widths: dict[str, int] = {}

    def tone(self, name: str) -> tuple[QColor, QColor]:
        """Ground and text of a pill."""
        if name not in self._tones:
            self._tones[name] = self.look.tone(name)
        return self._tones[name]

    def pill_width(self, word: str) -> int:
        """How wide a pill is with its word in it."""
        if word not in self._widths:
            self._widths[word] = self.small_metrics.horizontalAdvance(word) + self.look.px(18)
        return self._widths[word]


class CellLook(NamedTuple):
    """What stands in a cell: words, or pills as (word, tone). ``wrong``: what was given there was not taken."""

    words: str
    pills: Sequence[tuple[str, str]] = ()
    right: bool = False
    muted: bool = False
    struck: bool = True  # where muted
    wrong: bool = False
    middle: bool = False  # shortened in the middle: the end tells more than what stands before it


class CellSource(Protocol):
    """A model that knows its cells; None while a cell is still being fetched."""

    def cell(self, row: int, column: int) -> CellLook | None:
        """The cell at a place."""


class CellDelegate(QStyledItemDelegate):
    """One delegate for every column; keep a reference to it, views do not."""

    def __init__(self, parent: QObject, source: CellSource) -> None:
        super().__init__(parent)
        self._source = source
        self._kit = Kit(look())
        self.current = (-1, -1)  # the cell with the frame

    def kit(self) -> Kit:
        """The kit for the look in force."""
        here = look()
        if self._kit.look is not here:
            self._kit = Kit(here)
        return self._kit

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Called by Qt."""
        kit = self.kit()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & _SELECTED:
            painter.fillRect(rect, kit.selected)
        elif state & _HOVER:
            painter.fillRect(rect, kit.hover)
        painter.setPen(kit.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(kit.pad, 0, -kit.pad, -1)
        row, column = index.row(), index.column()
        cell = self._source.cell(row, column)
        if cell is None:
            painter.setPen(kit.muted)
            painter.drawText(inner, _LEFT, "…")
        elif cell.pills:
            draw_pills(painter, inner, cell.pills, kit)
        elif cell.words:
            painter.setFont(kit.struck if cell.muted and cell.struck else kit.font)
            painter.setPen(kit.muted if cell.muted else kit.text)
            words = cell.words[:LONGEST].replace("\n", " ")
            where = Qt.TextElideMode.ElideMiddle if cell.middle else Qt.TextElideMode.ElideRight
            words = kit.metrics.elidedText(words, where, inner.width())
            painter.drawText(inner, _RIGHT if cell.right else _LEFT, words)
        if cell is not None and cell.wrong:
            _framed(painter, rect, kit.fault)
        if self.current == (row, column):
            _framed(painter, rect, kit.frame)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Called by Qt when a column is fitted to its content."""
        kit = self.kit()
        size = super().sizeHint(option, index)
        cell = self._source.cell(index.row(), index.column())
        if cell is not None and cell.pills:
            size.setWidth(sum(kit.pill_width(word) + kit.gap for word, _tone in cell.pills))
        return QSize(size.width() + 2 * kit.pad, size.height())


def _framed(painter: QPainter, rect: QRect, pen: QPen) -> None:
    """A frame two pixels wide just inside a cell."""
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(1, 1, -1, -1))


def draw_pills(painter: QPainter, inner: QRect, pills: Sequence[tuple[str, str]], kit: Kit) -> None:
    """Pills from left to right; what has no room is told by …"""
    left, height = inner.left(), kit.pill_height
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(kit.small)
    for word, tone in pills:
        width = kit.pill_width(word)
        ground, text = kit.tone(tone)
        if left > inner.left() and left + width > inner.right() + kit.pad:
            painter.setPen(kit.muted)
            painter.drawText(QRect(left, inner.top(), 2 * kit.pad, inner.height()), _LEFT, "…")
            break
        width = min(width, inner.width() + kit.pad // 2)
        box = QRect(left, inner.center().y() - height // 2 + 1, width, height)
        painter.setPen(kit.look.pill_pen(tone))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(text)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
        left += width + kit.gap
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def by_rows(view: QTableView) -> None:
    """Whole rows are chosen, nothing is written by Qt itself, it scrolls smoothly and shows no grid."""
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setMouseTracking(True)
    view.setTabKeyNavigation(False)
    view.setCornerButtonEnabled(False)
