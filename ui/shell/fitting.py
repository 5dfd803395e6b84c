"""How things find room: dialogs on the screen, cards in a line, sheets beside their scroll bar."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLayout, QScrollArea, QWidget

from ui.shell.look import look

ASIDE, ABOVE = 40, 60
"""What a dialog leaves of the screen (px): room for its frame and for what it stands over."""


def fit(dialog: QWidget, width: float, height: float) -> None:
    """A size of the design, as far as the screen has it."""
    here, room = look(), dialog.screen().availableGeometry()
    dialog.resize(min(here.px(width), room.width() - ASIDE), min(here.px(height), room.height() - ABOVE))


def fit_content(dialog: QWidget, width: float) -> None:
    """As high as its content, as far as the screen has it; Qt alone would stop at two thirds of the screen."""
    hint, room = dialog.sizeHint(), dialog.screen().availableGeometry()
    wide = max(look().px(width), hint.width())
    dialog.resize(min(wide, room.width() - ASIDE), min(hint.height(), room.height() - ABOVE))


class Rolled(QScrollArea):
    """As high as what it holds, as far as the screen has it; then that scrolls, and title and buttons stay in sight."""

    def __init__(self, inside: QWidget, beside: float = 190) -> None:
        super().__init__()
        self._beside = look().px(beside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = inside
        self.setWidget(inside)
        if (body := inside.layout()) is not None:
            gutter(self, body, beside=8, alone=0)

    def sizeHint(self) -> QSize:
        """What it holds, and no more than the screen leaves beside title and buttons."""
        hint = self._inside.sizeHint()
        room = self.screen().availableGeometry().height() - ABOVE - self._beside
        bar = self.verticalScrollBar().sizeHint().width() + look().px(8) if hint.height() > room else 0
        return QSize(hint.width() + bar, min(hint.height(), room))


def gutter(scroll: QScrollArea, body: QLayout, beside: float, alone: float) -> None:
    """The right margin of what scrolls: ``beside`` the bar, and where there is none."""
    here = look()

    def tell(_least: int, most: int) -> None:
        margins = body.contentsMargins()
        margins.setRight(here.px(beside if most else alone))
        body.setContentsMargins(margins)

    scroll.verticalScrollBar().rangeChanged.connect(tell)
    tell(0, 0)


class Evenly(QWidget):
    """Parts of one width side by side; where each would be narrower than ``least``, in several even lines."""

    def __init__(self, least: float, gap: float = 10) -> None:
        super().__init__()
        self._least = look().px(least)
        self._parts: list[QWidget] = []
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(look().px(gap))

    def add(self, part: QWidget) -> None:
        """One more at the end."""
        self._parts.append(part)
        self._across = 0
        part.setParent(self)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        if not self._parts:
            return
        many, gap = len(self._parts), self._grid.spacing()
        fits = max(1, min(many, (self.width() + gap) // (self._least + gap)))
        lines = -(-many // fits)
        across = -(-many // lines)
        if across == self._across:
            return
        for at in range(many):
            self._grid.setColumnStretch(at, int(at < across))
        self._across = across
        for at, part in enumerate(self._parts):
            self._grid.removeWidget(part)
            self._grid.addWidget(part, at // across, at % across)
            part.show()
