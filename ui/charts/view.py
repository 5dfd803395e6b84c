"""Draws the shapes of ``app.kernel.charts`` and tells what the pointer rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.kernel.charts import Line, Rect, Sector, Shape, Text
from ui.shell.look import Look, look

Layout = Callable[[float, float], Sequence[Shape]]
_ROLES = {"grid": "row_line", "axis": "input_border", "muted": "text_3", "text": "text"}


def colour_of(role: str, here: Look) -> str:
    """A chart's role as a colour of the theme."""
    if role.startswith("s") and role[1:].isdigit():
        return here.tokens.series[int(role[1:]) % len(here.tokens.series)]
    if role in here.tokens.marks:
        return here.tokens.marks[role]
    return here.colour(_ROLES.get(role, role)).name()


class ChartView(QWidget):
    """``layout`` lays the chart out for a size; ``said`` is the chart in words. ``clicked`` carries a shape's key."""

    clicked = Signal(str)

    def __init__(self, layout: Layout, said: str, *, height: int = 260) -> None:
        super().__init__()
        self._layout = layout
        self._shapes: Sequence[Shape] = ()
        self.setMouseTracking(True)
        self.setMinimumHeight(look().px(height))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(said)

    def show_chart(self, layout: Layout, said: str) -> None:
        """Draw something else."""
        self._layout = layout
        self.setAccessibleName(said)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        here = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(here.scale, here.scale)
        self._shapes = self._layout(self.width() / here.scale, self.height() / here.scale)
        for shape in self._shapes:
            draw(painter, shape, here)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """The figure under the pointer as a tool tip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), getattr(found, "tip", ""), self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand where a click leads somewhere."""
        found = self._at(event.position())
        hand = bool(getattr(found, "key", "")) and self.receivers("2clicked(QString)") > 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell what was clicked."""
        if key := getattr(self._at(event.position()), "key", ""):
            self.clicked.emit(key)

    def _at(self, point: QPointF) -> Rect | Sector | None:
        at = point / look().scale
        for shape in reversed(self._shapes):
            if isinstance(shape, Rect) and _box(shape).contains(at):
                return shape
            if isinstance(shape, Sector) and _ring(shape).contains(at):
                return shape
        return None


def draw(painter: QPainter, shape: Shape, here: Look) -> None:
    """One shape."""
    match shape:
        case Rect():
            if shape.colour != "none":
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(here.colour(colour_of(shape.colour, here)))
                painter.drawRoundedRect(_box(shape), shape.radius, shape.radius)
        case Sector():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(here.colour(colour_of(shape.colour, here)))
            painter.drawPath(_ring(shape))
        case Line():
            _draw_line(painter, shape, here)
        case Text():
            _draw_text(painter, shape, here)


def _draw_line(painter: QPainter, shape: Line, here: Look) -> None:
    colour = here.colour(colour_of(shape.colour, here))
    painter.setPen(QPen(colour, shape.width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    points = [QPointF(x, y) for x, y in shape.points]
    painter.drawPolyline(points)
    if shape.dot:
        painter.setBrush(here.colour("surface"))
        for point in points:
            painter.drawEllipse(point, shape.dot, shape.dot)


def _draw_text(painter: QPainter, shape: Text, here: Look) -> None:
    font = here.font(shape.size, bold=shape.bold)
    font.setPixelSize(round(shape.size))
    painter.setFont(font)
    painter.setPen(here.colour(colour_of(shape.colour, here)))
    wide = 400.0
    left = {"left": shape.x, "centre": shape.x - wide / 2, "right": shape.x - wide}[shape.align]
    side = {
        "left": Qt.AlignmentFlag.AlignLeft,
        "centre": Qt.AlignmentFlag.AlignHCenter,
        "right": Qt.AlignmentFlag.AlignRight,
    }[shape.align]
    box = QRectF(left, shape.y - shape.size, wide, shape.size * 2)
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shape.words)


def _box(shape: Rect) -> QRectF:
    return QRectF(QPointF(shape.x, shape.y), QSizeF(shape.width, shape.height))


def _ring(shape: Sector) -> QPainterPath:
    centre = QPointF(shape.x, shape.y)
    outer = QRectF(centre - QPointF(shape.outer, shape.outer), QSizeF(shape.outer * 2, shape.outer * 2))
    inner = QRectF(centre - QPointF(shape.inner, shape.inner), QSizeF(shape.inner * 2, shape.inner * 2))
    path = QPainterPath()
    path.arcMoveTo(outer, 90 - shape.start)
    path.arcTo(outer, 90 - shape.start, -shape.sweep)
    path.arcTo(inner, 90 - shape.start - shape.sweep, shape.sweep)
    path.closeSubpath()
    return path
