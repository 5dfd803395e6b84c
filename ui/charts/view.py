"""Draws the shapes of ``app.kernel.charts``; its figures can be walked with the arrow keys and opened with Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.kernel.charts import Line, Rect, Sector, Shape, Text
from ui.shell.look import Look, look

Layout = Callable[[float, float], Sequence[Shape]]
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ROLES = {"grid": "row_line", "axis": "input_border", "muted": "text_3", "text": "text"}


def colour_of(role: str, here: Look) -> str:
    """A chart's role as a colour of the theme."""
    if role.startswith("s") and role[1:].isdigit():
        return here.tokens.series[int(role[1:]) % len(here.tokens.series)]
    if role in here.tokens.marks:
        return here.tokens.marks[role]
    return here.colour(_ROLES.get(role, role)).name()


Figure = Rect | Sector


class ChartView(QWidget):
    """``layout`` lays the chart out for a size; ``said`` is the chart in words. ``clicked`` carries a shape's key.

    With the focus in it, arrow keys, Home and End go from figure to figure; Enter or space is a click.
    """

    clicked = Signal(str)

    def __init__(self, layout: Layout, title: str, *, height: int = 260) -> None:
        super().__init__()
        self._layout = layout
        self._shapes: Sequence[Shape] = ()
        self._said = ""
        self._at_key = ""  # where the keyboard stands
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(look().px(height))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(title)

    def show_chart(self, layout: Layout, title: str, said: str) -> None:
        """Draw something else; ``said`` tells all its figures."""
        self._layout, self._said = layout, said
        self.setAccessibleName(title)
        self._lay_out()
        if self.current is None:
            self._at_key = ""
        self._say()
        self.update()

    @property
    def figures(self) -> list[Figure]:
        """The shapes the keyboard reaches, row by row."""
        found = [one for one in self._shapes if isinstance(one, Rect | Sector) and one.place is not None]
        return sorted(found, key=lambda one: ((one.place or (0, 0))[1], (one.place or (0, 0))[0]))

    @property
    def current(self) -> Figure | None:
        """The figure the keyboard stands on."""
        return next((one for one in self.figures if one.key == self._at_key), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter opens; other keys are the page's."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self._at_key:
                self.clicked.emit(self._at_key)
        elif key in _STEPS or key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._walk(key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by Tab, the first figure is told."""
        super().focusInEvent(event)
        figures = self.figures
        if self.current is None and figures and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._stand_on(figures[0])
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Called by Qt."""
        super().focusOutEvent(event)
        self.update()

    def _walk(self, key: Qt.Key) -> None:
        figures, here = self.figures, self.current
        if not figures:
            return
        if here is None or key == Qt.Key.Key_Home:
            self._stand_on(figures[0])
        elif key == Qt.Key.Key_End:
            self._stand_on(figures[-1])
        else:
            self._stand_on(_beside(figures, here, *_STEPS[key]))

    def _stand_on(self, figure: Figure) -> None:
        self._at_key = figure.key
        self._say()
        self.update()
        middle = figure_box(figure).center() * look().scale
        QToolTip.showText(self.mapToGlobal(middle.toPoint()), figure.tip, self)

    def _say(self) -> None:
        """The figure stood on first, then the whole chart: what a screen reader reads out."""
        figure = self.current
        told = f"{figure.tip}。" if figure is not None else ""
        self.setAccessibleDescription(f"{told}{self._said}")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _lay_out(self) -> None:
        here = look()
        self._shapes = self._layout(self.width() / here.scale, self.height() / here.scale)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        here = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(here.scale, here.scale)
        self._lay_out()
        for shape in self._shapes:
            draw(painter, shape, here)
        figure = self.current
        if figure is not None and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(here.colour("text"), 2))
            painter.drawRoundedRect(figure_box(figure).adjusted(-3, -3, 3, 3), 4, 4)
        elif self.hasFocus():
            painter.setPen(QPen(here.colour("primary"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            whole = QRectF(0, 0, self.width() / here.scale, self.height() / here.scale)
            painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), 4, 4)
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
        hand = bool(getattr(found, "key", ""))
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell what was clicked."""
        key = getattr(self._at(event.position()), "key", "")
        if key and event.button() == Qt.MouseButton.LeftButton:
            self._at_key = key
            self.clicked.emit(key)

    def _at(self, point: QPointF) -> Figure | None:
        at = point / look().scale
        for shape in reversed(self._shapes):
            if isinstance(shape, Rect) and shape.tip and _box(shape).contains(at):
                return shape
            if isinstance(shape, Sector) and _ring(shape).contains(at):
                return shape
        return None


def figure_box(figure: Figure) -> QRectF:
    """The rectangle around a figure."""
    return _box(figure) if isinstance(figure, Rect) else _ring(figure).boundingRect()


def _beside(figures: Sequence[Figure], here: Figure, across: int, down: int) -> Figure:
    """The next figure that way; in a single row up and down are back and forth; at the end it stays."""
    places = {one.place or (0, 0): one for one in figures}
    column, line = here.place or (0, 0)
    lines = sorted({place[1] for place in places})
    if len(lines) == 1 or across:
        mine = [place for place in sorted(places) if place[1] == line]
        at = mine.index((column, line)) + (across or down)
        return places[mine[max(0, min(at, len(mine) - 1))]]
    at = max(0, min(lines.index(line) + down, len(lines) - 1))
    near = [place for place in places if place[1] == lines[at]]
    return places[min(near, key=lambda place: abs(place[0] - column))]


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
