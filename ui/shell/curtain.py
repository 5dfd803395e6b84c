"""What is seen in the first instant: bars in their places, drawn without style, icons or fonts."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.shell.tokens import FOLD_BELOW, LIGHT, NAV_NARROW, NAV_WIDE, TOP_BAR, Tokens


class Curtain(QWidget):
    """Taken down as soon as the real window is furnished; ``seen`` once, when it stands on the screen."""

    seen = Signal()

    def __init__(self, scale: float = 1.0, tokens: Tokens = LIGHT) -> None:
        super().__init__()
        self._tokens = tokens
        self._scale = scale
        self._told = False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        width, height = self.width(), self.height()
        top = round(TOP_BAR * self._scale)
        side = round((NAV_NARROW if width < FOLD_BELOW * self._scale else NAV_WIDE) * self._scale)
        painter, tokens = QPainter(self), self._tokens
        painter.fillRect(0, 0, width, height, QColor(tokens.bg))
        painter.fillRect(0, 0, width, top, QColor(tokens.surface))
        painter.fillRect(0, top, side, height, QColor(tokens.surface))
        painter.fillRect(0, top - 1, width, 1, QColor(tokens.border))
        painter.fillRect(side - 1, top, 1, height, QColor(tokens.border))
        painter.end()
        if not self._told:
            self._told = True
            QTimer.singleShot(0, self, self.seen.emit)
