"""The sheet as the annex prints it, every figure a cell that can be opened."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.kernel.indicators import Table
from ui.dispatch.figure_cell import CellState, FigureCell
from ui.dispatch.sheet_layout import NARROWEST, Layout, lay_out, neighbours
from ui.shell.look import look


class SheetView(QWidget):
    """``chosen`` carries the code of a figure. The widget grows in height with its width."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._table: Table | None = None
        self._lines = ("", "")
        self._states: Mapping[str, CellState] = {}
        self._comparing = False
        self._layout: Layout | None = None
        self._cells: dict[str, FigureCell] = {}
        self.setAccessibleName("调度表")
        self.setMinimumWidth(NARROWEST)

    @property
    def cells(self) -> Mapping[str, FigureCell]:
        """The figures by code."""
        return self._cells

    def show_sheet(
        self,
        table: Table,
        states: Mapping[str, CellState],
        date_line: str,
        office: str = "",
        *,
        comparing: bool = False,
    ) -> None:
        """Show a table with what its cells say."""
        self._table, self._states, self._comparing = table, states, comparing
        self._lines = (date_line, office)
        if list(self._cells) != list(table.indicators):
            self._make_cells(table)
        self._arrange()

    def mark(self, code: str) -> None:
        """Show which figure is open; none for an empty code."""
        for cell in self._cells.values():
            cell.setAutoExclusive(False)
            cell.setChecked(cell.code == code)
            cell.setAutoExclusive(True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes on to the first figure, as soon as there are any."""
        super().focusInEvent(event)
        if first := next(iter(self._cells.values()), None):
            first.setFocus(event.reason())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the sheet out for the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The paper: white sheet, title, frame and labels."""
        if self._layout is None:
            return
        here, painter = look(), QPainter(self)
        painter.fillRect(self.rect(), here.colour("surface"))
        ink = here.colour("text")
        painter.setPen(ink)
        for one in self._layout.words:
            painter.setFont(one.font)
            painter.drawText(one.rect, one.align, one.text)
        hairline = QPen(ink, max(1, int(self.devicePixelRatioF())))
        hairline.setCosmetic(True)  # alike on every row, also where the screen is scaled by a fraction
        painter.setPen(hairline)
        for rect in self._layout.lines:
            painter.drawLine(rect.left(), rect.top(), rect.left() + rect.width(), rect.top() + rect.height())
        painter.setPen(QPen(ink, 2))
        painter.drawRect(self._layout.frame)

    def _make_cells(self, table: Table) -> None:
        had = self.window().focusWidget() in (self, *self._cells.values())
        for cell in self._cells.values():
            cell.deleteLater()
        self._cells = {}
        for code in table.indicators:
            cell = FigureCell(self, code)
            cell.clicked.connect(lambda _on=False, code=code: self._open(code))
            cell.moved.connect(self._move)
            cell.show()
            self._cells[code] = cell
        if had and self._cells:
            next(iter(self._cells.values())).setFocus()

    def _open(self, code: str) -> None:
        self.mark(code)
        self.chosen.emit(code)

    def _move(self, code: str, across: int, down: int) -> None:
        if self._layout is not None:
            self._cells[neighbours(self._layout.values)(code, across, down)].setFocus()

    def _arrange(self) -> None:
        if self._table is None or self.width() < 50:
            return
        made = lay_out(self._table, self.width(), *self._lines, comparing=self._comparing)
        self._layout = made
        for code, cell in self._cells.items():
            cell.setGeometry(made.values[code].adjusted(1, 1, -1, -1))
            state = self._states.get(code, CellState("", code))
            cell.show_state(state, (made.value_font, made.small_font), comparing=self._comparing)
        self.setFixedHeight(made.size.height())
        self.update()
