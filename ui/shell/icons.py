"""Icons: Lucide's lines, coloured by role when they are painted, so that they follow theme and screen."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.shell.look import look

ICONS = Path(__file__).parents[2] / "resources" / "icons"


@lru_cache(maxsize=512)
def _drawing(name: str, colour: str) -> bytes:
    """The icon's SVG in one colour."""
    source = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    source = source.replace("currentColor", colour).replace('stroke-width="2"', 'stroke-width="1.8"')
    return source.encode()


def paint_icon(painter: QPainter, name: str, colour: str, rect: QRect | QRectF) -> None:
    """Draw an icon into ``rect``; ``colour`` is a role of the tokens or a colour."""
    solid = look().colour(colour).name()
    QSvgRenderer(QByteArray(_drawing(name, solid))).render(painter, QRectF(rect))


class _Lines(QIconEngine):
    """Paints one icon at whatever size and density it is asked for."""

    def __init__(self, name: str, colour: str, on: str) -> None:
        super().__init__()
        self._name, self._colour, self._on = name, colour, on

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Called by Qt."""
        colour = self._on if state == QIcon.State.On else self._colour
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(0.45)
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        paint_icon(painter, self._name, colour, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Called by Qt."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        """Called by Qt when an icon is detached."""
        return _Lines(self._name, self._colour, self._on)


def icon(name: str, colour: str = "text_2", on: str = "primary") -> QIcon:
    """The icon ``name`` in a role's colour; ``on`` is its colour while a button is checked."""
    return QIcon(_Lines(name, colour, on))
