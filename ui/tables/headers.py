"""The two edges of a ledger table: columns with the order they are sorted by, rows with their line numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPolygon
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from ui.shell.look import look

if TYPE_CHECKING:
    from ui.shell.glimpse import GlimpseModel
    from ui.tables.ledger_model import LedgerModel

MARK = 18


class ColumnHeader(QHeaderView):
    """``wished(section, more)`` on a click; ``more`` with Shift, to sort by several columns."""

    wished = Signal(int, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.order: dict[int, tuple[int, bool]] = {}  # section → (its place, descending)
        self._more = False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.sectionClicked.connect(lambda section: self.wished.emit(section, self._more))

    def sort_only(self) -> None:
        """A click sorts and chooses nothing: what a table does by itself would let Delete empty the column."""
        self.sectionPressed.disconnect()
        self.sectionEntered.disconnect()

    def show_order(self, order: dict[int, tuple[int, bool]]) -> None:
        """Mark the columns sorted by."""
        self.order = order
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Remember whether Shift was held."""
        self._more = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().mouseReleaseEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """A title that has no room is told whole by its tip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            section, title = self.logicalIndexAt(event.pos()), ""
            if section >= 0 and self.sectionSizeFromContents(section).width() > self.sectionSize(section):
                title = str(self.model().headerData(section, Qt.Orientation.Horizontal))
            QToolTip.showText(event.globalPos(), title, self)
            return True
        return super().viewportEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """The section, and behind its words an arrow; with several, the place in the order."""
        place = self.order.get(section)
        if place is None:
            super().paintSection(painter, rect, section)
            return
        here = look()
        room = here.px(MARK + (6 if len(self.order) > 1 else 0))
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        number, down = place
        box = QRect(rect.right() - room, rect.top(), room, rect.height() - 1)
        painter.save()
        painter.fillRect(box, here.colour("header"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(here.colour("primary"))
        side, middle = here.px(4), QPoint(box.left() + here.px(6), box.center().y())
        tip = side if down else -side
        painter.drawPolygon(
            QPolygon(
                [middle + QPoint(-side, -tip // 2), middle + QPoint(side, -tip // 2), middle + QPoint(0, tip)]
            )
        )
        if len(self.order) > 1:
            painter.setPen(here.colour("primary"))
            painter.setFont(here.font(11, bold=True))
            side_text = box.adjusted(here.px(12), 0, 0, 0)
            painter.drawText(
                side_text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(number)
            )
        painter.restore()


class RowHeader(QHeaderView):
    """Line numbers, narrow; rows touched by the selection are tinted. A click takes the whole row."""

    def __init__(self, parent: QWidget, rows: LedgerModel | GlimpseModel) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._rows = rows
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("行号")

    def sizeHint(self) -> QSize:
        """As wide as the longest number."""
        here = look()
        widest = self.fontMetrics().horizontalAdvance("9" * max(3, len(f"{self._rows.rowCount():,}")))
        return QSize(widest + here.px(12), super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Called by Qt."""
        here = look()
        view = self.parent()
        chosen = self.selectionModel().rowIntersectsSelection(section) if view is not None else False
        painter.fillRect(rect, here.colour("primary_soft" if chosen else "header"))
        painter.setPen(here.colour("row_line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setFont(here.font(11))
        painter.setPen(here.colour("primary" if chosen else "text_3"))
        words = str(self._rows.headerData(section, Qt.Orientation.Vertical, Qt.ItemDataRole.DisplayRole))
        painter.drawText(
            rect.adjusted(0, 0, -here.px(6), 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            words,
        )
        if section < len(self._rows.ids) and self._rows.ids[section] in self._rows.strays:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(here.colour("amber"))
            painter.drawRect(rect.left(), rect.top(), here.px(3), rect.height() - 1)
