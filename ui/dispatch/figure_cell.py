"""One figure of the sheet: a button that looks like a cell of the paper."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.dispatch.sheet_layout import CENTRE
from ui.shell.icons import paint_icon
from ui.shell.look import look

SMALLEST = 10
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@dataclass(frozen=True)
class CellState:
    """What a cell says. ``tone`` (red, amber) marks what does not reconcile; ``fell`` a drop since last time."""

    text: str
    name: str
    adjusted: bool = False
    tone: str = ""
    last: str = ""
    change: str = ""
    fell: bool = False


class FigureCell(QAbstractButton):
    """``moved`` asks for the neighbour in a direction (across, down)."""

    moved = Signal(str, int, int)

    def __init__(self, parent: QWidget, code: str) -> None:
        super().__init__(parent)
        self.code = code
        self.state = CellState("", code)
        self._fonts = (QFont(), QFont())
        self._comparing = False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_state(self, state: CellState, fonts: tuple[QFont, QFont], *, comparing: bool) -> None:
        """Change what the cell says."""
        self.state, self._fonts, self._comparing = state, fonts, comparing
        self.setAccessibleName(state.name)
        self.setToolTip(state.name)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer comes."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer goes."""
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens like a click; arrows lead to the neighbour."""
        step = _ARROWS.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif step is not None:
            self.moved.emit(self.code, *step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        here, painter = look(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = self.rect()
        ground = "primary_soft" if self.isChecked() else "hover" if self.underMouse() else "surface"
        painter.fillRect(whole, here.colour(ground))
        if self.state.tone:
            painter.fillRect(whole, here.tone(self.state.tone)[0])
        self._texts(painter, whole)
        self._marks(painter, whole)
        if self.isChecked() or self.hasFocus():
            pen = QPen(here.colour("primary"), 2)
            if not self.isChecked():
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(whole.adjusted(1, 1, -1, -1))
        elif self.underMouse():
            painter.setPen(QPen(here.colour("input_border"), 1))
            painter.drawRect(whole.adjusted(0, 0, -1, -1))

    def _texts(self, painter: QPainter, whole: QRect) -> None:
        here = look()
        value, small = self._fonts
        whole, text = whole.adjusted(3, 2, -3, -2), self.state.text
        inner = self._beside_marks(whole, value, text)
        if not self._comparing and QFontMetrics(value).horizontalAdvance(text) > inner.width():
            text = text.replace("，", "，\n")
            value = QFont(value)
            value.setPixelSize(round(value.pixelSize() * 0.86))
        painter.setFont(_shrunk(value, text, inner.width()))
        painter.setPen(here.colour("text"))
        if not self._comparing:
            painter.drawText(inner, CENTRE, text)
            return
        joint = "\n" if "，" in self.state.last else "　"
        said = joint.join(part for part in (self.state.last, self.state.change) if part)
        below = max(inner.height() * 11 // 20, (1 + said.count("\n")) * QFontMetrics(small).lineSpacing())
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() - below)
        inner = self._beside_marks(whole, small, said)
        lower = QRect(inner.left(), upper.bottom(), inner.width(), inner.height() - upper.height())
        painter.drawText(upper, CENTRE, text)
        painter.setFont(_shrunk(small, said, inner.width()))
        painter.setPen(here.colour("danger" if self.state.fell else "text_2"))
        painter.drawText(lower, CENTRE, said)

    def _beside_marks(self, inner: QRect, font: QFont, text: str) -> QRect:
        """The room of a text: the whole cell, or, where it is too wide to stand in its middle, what the marks leave."""
        here = look()
        wide = max(map(QFontMetrics(font).horizontalAdvance, text.split("\n")))
        left = QFontMetrics(here.font(10)).horizontalAdvance("调") + 3 if self.state.adjusted else 0
        right = here.px(13) + 1 if self.state.tone else 0
        return inner if wide <= inner.width() - 2 * max(left, right) else inner.adjusted(left, 0, -right, 0)

    def _marks(self, painter: QPainter, whole: QRect) -> None:
        """What does not reconcile has an icon; what was adjusted a small 调."""
        here = look()
        side = here.px(13)
        if self.state.tone:
            name = "circle-alert" if self.state.tone == "red" else "triangle-alert"
            colour = here.tone(self.state.tone)[1].name()
            paint_icon(painter, name, colour, QRect(whole.right() - side - 2, whole.top() + 3, side, side))
        if self.state.adjusted:
            painter.setFont(here.font(10))
            painter.setPen(here.colour("primary"))
            painter.drawText(
                whole.adjusted(4, 0, 0, -2), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, "调"
            )


def _shrunk(font: QFont, text: str, width: int) -> QFont:
    """The font as large as lets the longest line fit."""
    made = QFont(font)
    lines = text.split("\n")
    while made.pixelSize() > SMALLEST and max(map(QFontMetrics(made).horizontalAdvance, lines)) > width:
        made.setPixelSize(made.pixelSize() - 1)
    return made
