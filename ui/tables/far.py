"""Ctrl with an arrow, Home or End: to the edge of the table, as in Excel; with Shift the cells between are chosen."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView

# key → step in rows and in columns: to the first (-1), stay (0), to the last (1)
EDGES = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Home: (-1, -1),
    Qt.Key.Key_End: (1, 1),
}


def towards(event: QKeyEvent) -> tuple[int, int] | None:
    """Which edge a key asks for; None where it asks for none."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return EDGES.get(Qt.Key(event.key())) if held == Qt.KeyboardModifier.ControlModifier else None


def without_ctrl(event: QKeyEvent) -> QKeyEvent:
    """The same key for Qt, which would else only move the current cell and leave what is chosen."""
    held = event.modifiers() & ~Qt.KeyboardModifier.ControlModifier
    return QKeyEvent(event.type(), event.key(), held, event.text())


def edge(view: QTableView, way: tuple[int, int], rows: int) -> QModelIndex:
    """The cell at that edge among the first ``rows`` rows; the empty row below them is not the edge."""
    header, here = view.horizontalHeader(), view.currentIndex()
    shown = [
        header.logicalIndex(at)
        for at in range(header.count())
        if not header.isSectionHidden(header.logicalIndex(at))
    ]
    down, right = way
    row = {-1: 0, 0: here.row(), 1: max(rows - 1, 0)}[down]
    column = {-1: shown[0], 0: here.column(), 1: shown[-1]}[right] if shown else here.column()
    return view.model().index(row, column)
