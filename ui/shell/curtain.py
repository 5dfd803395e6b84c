"""What is seen in the first instant: bars in their places, then the window as it was left, where that is still true."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.shell.tokens import FOLD_BELOW, LIGHT, NAV_NARROW, NAV_WIDE, TOP_BAR, Tokens


class Curtain(QWidget):
    """``seen`` once, when it stands on the screen, with the picture if ``as_left`` has one for its size and scale."""

    seen = Signal()

    def __init__(
        self,
        scale: float = 1.0,
        tokens: Tokens = LIGHT,
        as_left: Callable[[QSize, float], QImage | None] = lambda _size, _ratio: None,
    ) -> None:
        super().__init__()
        self._tokens = tokens
        self._scale = scale
        self._as_left = as_left
        self._looked = self._told = False
        self.picture: QImage | None = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt: the bars at once, the picture one turn of the loop later."""
        if self.picture is not None and self.picture.size() == self.size() * self.devicePixelRatioF():
            painter = QPainter(self)
            painter.drawImage(0, 0, self.picture)
            painter.end()
        else:
            self._bars()
        if not self._looked:
            self._looked = True
            QTimer.singleShot(0, self, self._look)
        elif not self._told:
            self._tell()

    def _look(self) -> None:
        self.picture = self._as_left(self.size(), self.devicePixelRatioF())
        if self.picture is None:
            self._tell()
        else:
            self.update()

    def _tell(self) -> None:
        self._told = True
        QTimer.singleShot(0, self, self.seen.emit)

    def _bars(self) -> None:
        width, height = self.width(), self.height()
        top = round(TOP_BAR * self._scale)
        side = round((NAV_NARROW if width < FOLD_BELOW * self._scale else NAV_WIDE) * self._scale)
        painter, tokens = QPainter(self), self._tokens
        for colour, part in (
            (tokens.bg, QRect(0, 0, width, height)),
            (tokens.surface, QRect(0, 0, width, top)),
            (tokens.surface, QRect(0, top, side, height)),
            (tokens.border, QRect(0, top - 1, width, 1)),
            (tokens.border, QRect(side - 1, top, 1, height)),
        ):
            painter.drawImage(part, _dot(colour))
        painter.end()


def _dot(colour: str) -> QImage:
    """One pixel of ``#rrggbb``. Filling with a colour would first read all of Qt's names, as long as the whole window takes."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    pixel = bytes((blue, green, red, 255))
    return QImage(pixel, 1, 1, QImage.Format.Format_RGB32).copy()
