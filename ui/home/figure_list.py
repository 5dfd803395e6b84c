"""The table's first figures, one to a line; a click leads to the figure on the table's page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from ui.home.gathering import KeyFigure
from ui.shell.look import look
from ui.shell.widgets import clear

_UNIT = re.compile(r"（[^（）]*）$")


class _Line(QAbstractButton):
    """Number, label, figure, change."""

    def __init__(self, one: KeyFigure, *, compared: bool) -> None:
        super().__init__()
        self._one, self._room = one, 60 if compared else 0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        said = f"{one.code} {one.label}：{one.text}"
        self.setAccessibleName(said + (f"，比上期{one.change}" if one.change else ""))
        self.setToolTip(said)

    def sizeHint(self) -> QSize:
        """Called by Qt."""
        return QSize(look().px(200), look().px(26))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens as well."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        here, painter, whole = look(), QPainter(self), self.rect()
        if self.underMouse():
            painter.fillRect(whole, here.colour("hover"))
        side, middle = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag
        painter.setFont(here.font(12))
        painter.setPen(here.colour("text_3"))
        painter.drawText(QRect(4, 0, here.px(26), whole.height()), side | middle.AlignLeft, self._one.code)
        room = here.px(self._room)
        change = QRect(whole.right() - room - here.px(4), 0, room, whole.height())
        painter.setPen(here.colour("danger" if self._one.fell else "text_2"))
        painter.drawText(change, side | middle.AlignRight, self._one.change)
        bold = here.font(14, bold=True)
        painter.setFont(bold)
        painter.setPen(here.colour("text"))
        room = max(here.px(46), QFontMetrics(bold).horizontalAdvance(self._one.text))
        figure = QRect(change.left() - room - 2, 0, room, whole.height())
        painter.drawText(figure, side | middle.AlignRight, self._one.text)
        font = here.font(13)
        painter.setFont(font)
        label = QRect(here.px(32), 0, figure.left() - here.px(40), whole.height())
        text = QFontMetrics(font).elidedText(
            _UNIT.sub("", self._one.label), Qt.TextElideMode.ElideMiddle, label.width()
        )
        painter.drawText(label, side | middle.AlignLeft, text)
        if self.hasFocus():
            painter.setPen(QPen(here.colour("primary"), 2))
            painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), 4, 4)


class FigureList(QWidget):
    """Lines made anew whenever the figures are."""

    def __init__(self, go: Callable[[str], object]) -> None:
        super().__init__()
        self._go = go
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)

    def show_figures(self, figures: Sequence[KeyFigure]) -> None:
        """Show these."""
        clear(self._box)
        compared = any(one.change for one in figures)
        for one in figures:
            line = _Line(one, compared=compared)
            line.clicked.connect(partial(self._open, one.code))
            self._box.addWidget(line, 1)

    def _open(self, code: str, _checked: bool = False) -> None:
        self._go(code)
