"""Draws the cells of a ledger table: plain words, pills, struck-out rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.shell.look import look
from ui.tables.ledger_model import MUTED, PILLS, RIGHT, LedgerModel

PAD = 12


class CellDelegate(QStyledItemDelegate):
    """One delegate for every column; keep a reference to it, views do not."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Called by Qt."""
        here = look()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, here.colour("primary_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, here.colour("header"))
        painter.setPen(QPen(here.colour("row_line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        pad = here.px(PAD)
        inner = rect.adjusted(pad, 0, -pad, -1)
        pills = index.data(PILLS)
        if pills:
            draw_pills(painter, inner, pills)
        else:
            self._words(painter, inner, index)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Called by Qt when a column is fitted to its content."""
        size = super().sizeHint(option, index)
        pills = index.data(PILLS)
        if pills:
            size.setWidth(sum(pill_width(word) + 4 for word, _tone in pills))
        return QSize(size.width() + 2 * look().px(PAD), size.height())

    def _words(self, painter: QPainter, inner: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        here = look()
        model = index.model()
        field = model.columns[index.column()] if isinstance(model, LedgerModel) else None
        font = here.font(13)
        muted = bool(index.data(MUTED))
        font.setStrikeOut(muted)
        painter.setFont(font)
        painter.setPen(here.colour("text_3" if muted else "text"))
        right = field is not None and field.kind in RIGHT
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        text = str(index.data() or "").replace("\n", " ")
        text = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)


def pill_width(word: str) -> int:
    """How wide a pill is with its word in it."""
    here = look()
    return QFontMetrics(here.font(12)).horizontalAdvance(word) + here.px(18)


def draw_pills(painter: QPainter, inner: QRect, pills: Sequence[tuple[str, str]]) -> None:
    """Pills from left to right; what has no room is told by …"""
    here = look()
    height = here.px(22)
    left = inner.left()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(here.font(12))
    for word, tone in pills:
        width = pill_width(word)
        ground, text = here.tone(tone)
        if left > inner.left() and left + width > inner.right() + here.px(PAD):
            painter.setPen(here.colour("text_3"))
            painter.drawText(
                QRect(left, inner.top(), here.px(14), inner.height()), Qt.AlignmentFlag.AlignVCenter, "…"
            )
            return
        width = min(width, inner.width() + here.px(PAD // 2))
        box = QRect(left, inner.center().y() - height // 2 + 1, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(text)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
        left += width + here.px(5)
