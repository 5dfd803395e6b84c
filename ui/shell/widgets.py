"""The small parts every page is built from. Looks come from the style sheet through properties."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeVar

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.shell.heading import Note, Title
from ui.shell.icons import icon as make_icon
from ui.shell.icons import paint_icon
from ui.shell.look import look
from ui.shell.press import PushButton, ToolButton

ButtonKind = Literal["plain", "primary", "danger", "quiet", "link"]
Role = Literal[
    "title", "section", "figure", "second", "hint", "label", "group", "error", "brand", "key", "body"
]
Part = QWidget | QLayout | int | None
Box = TypeVar("Box", QHBoxLayout, QVBoxLayout)
_ICON_COLOURS = {"primary": "on_primary", "danger": "danger", "link": "primary"}


def words(text: str, role: Role = "body", *, wrap: bool = False) -> QLabel:
    """A label in one of the design's sizes; text can be selected where it wraps."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def pill(text: str, tone: str = "neutral") -> QLabel:
    """A word on a tinted ground: 待整改, 重大 …"""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("tone", tone if tone in look().tokens.tones else "neutral")
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def button(
    text: str,
    icon: str = "",
    kind: ButtonKind = "plain",
    *,
    tip: str = "",
    small: bool = False,
    on_click: Callable[[], object] | None = None,
) -> QPushButton:
    """A push button. One ``primary`` to a page."""
    made = PushButton(f" {text}" if icon and text else text)
    made.setProperty("kind", kind)
    if small:
        made.setProperty("compact", "true")  # "size" is a property Qt has already
    if icon:
        side = look().px(14 if small else 16)
        made.setIcon(make_icon(icon, _ICON_COLOURS.get(kind, "text_2")))
        made.setIconSize(QSize(side, side))
    made.setToolTip(tip)
    made.setAccessibleName(text or tip)
    if on_click is not None:
        made.clicked.connect(lambda _checked=False: on_click())
    return made


def menu_button(text: str, icon: str, menu: QMenu, *, kind: ButtonKind = "plain") -> QPushButton:
    """A button that unfolds a menu; it owns the menu."""
    made = button(text, icon, kind)
    made.setProperty("menu", "true")
    menu.setParent(made, menu.windowFlags())
    made.setMenu(menu)
    return made


def icon_button(
    icon: str, tip: str, on_click: Callable[[], object] | None = None, *, size: int = 16
) -> QToolButton:
    """A button that is only a picture; ``tip`` is also what a screen reader says."""
    made = ToolButton()
    made.setIcon(make_icon(icon))
    made.setIconSize(QSize(look().px(size), look().px(size)))
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if on_click is not None:
        made.clicked.connect(lambda _checked=False: on_click())
    return made


def row(*parts: Part, gap: int = 8) -> QHBoxLayout:
    """Side by side; an int is a fixed space, None stretches."""
    return _fill(QHBoxLayout(), parts, gap)


def column(*parts: Part, gap: int = 8) -> QVBoxLayout:
    """One below the other; an int is a fixed space, None stretches."""
    return _fill(QVBoxLayout(), parts, gap)


def _fill(box: Box, parts: tuple[Part, ...], gap: int) -> Box:
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(gap)
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif isinstance(part, int):
            box.addSpacing(part)
        elif isinstance(part, QLayout):
            box.addLayout(part)
        else:
            box.addWidget(part)
    return box


class Drawing(QWidget):
    """An icon standing alone, ``size`` design pixels across. Painted by role, so that it follows the theme."""

    def __init__(self, name: str, colour: str = "text_2", size: int = 16) -> None:
        super().__init__()
        self._name, self._colour = name, colour
        side = look().px(size)
        self.setFixedSize(side, side)

    def draw(self, name: str, colour: str) -> None:
        """Another icon, or the same in another role's or tone's colour."""
        self._name, self._colour = name, colour
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        painter = QPainter(self)
        paint_icon(painter, self._name, self._colour, self.rect())
        painter.end()


def line() -> QFrame:
    """A hairline across."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


def redress(widget: QWidget, prop: str, value: object) -> None:
    """Set a property the style sheet looks at, and have it look again."""
    if widget.property(prop) == value:
        return
    widget.setProperty(prop, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (inner := item.layout()) is not None:
            clear(inner)
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


class Card(QFrame):
    """A white sheet with a rounded border. ``body`` takes the content; ``tools`` stand right of the title."""

    def __init__(self, title: str = "", *, margin: int = 16, gap: int = 12) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        side = look().px(margin)
        self.body.setContentsMargins(side, side, side, side)
        self.body.setSpacing(look().px(gap))
        self.tools = row()
        if title:
            self.heading = words(title, "section")
            self.body.addLayout(row(self.heading, None, self.tools))


class PageHeader(QWidget):
    """Title, a grey line beside it, and the page's buttons on the right (``tools``)."""

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__()
        self.title = Title(title)
        self.note = Note(note)
        self.note.setToolTip(note)
        self.tools = row(gap=look().px(8))
        inside = row(self.title, self.note, self.tools, gap=look().px(16))
        inside.setStretch(1, 1)
        self.setLayout(inside)
        self.setMinimumHeight(look().px(32))  # as high as with buttons: the pages begin on one line

    def say(self, note: str) -> None:
        """Change the grey line."""
        self.note.setText(note)
        self.note.setToolTip(note)


class EmptyState(QWidget):
    """What stands where there is nothing yet: a picture, a sentence, and what to do about it."""

    def __init__(self, icon: str, title: str, text: str = "", *actions: QWidget) -> None:
        super().__init__()
        drawing = row(None, Drawing(icon, "text_off", 40), None)
        self.title, self.text = words(title, "section", wrap=True), words(text, "second", wrap=True)
        for label in (self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        if not text:
            self.text.hide()  # never shown before it stands in a page: it would be a window of its own
        below = row(None, *actions, None)
        inside = column(None, drawing, self.title, self.text, below, None, gap=look().px(10))
        inside.setContentsMargins(24, 24, 24, 24)
        self.setLayout(inside)


class FigureCard(Card):
    """A figure with its name above and a note beside it; may be clicked when ``on_click`` is given."""

    def __init__(
        self, name: str, figure: str = "—", note: str = "", on_click: Callable[[], object] | None = None
    ) -> None:
        super().__init__(margin=16, gap=6)
        self.name, self.figure, self.note = (
            words(name, "second"),
            words(figure, "figure"),
            words(note, "hint"),
        )
        self.body.addWidget(self.name)
        below = row(self.figure, self.note, None, gap=look().px(10))
        below.setAlignment(self.note, Qt.AlignmentFlag.AlignBottom)
        self.note.setContentsMargins(0, 0, 0, look().px(6))  # its words stand on the figure's line
        self.body.addLayout(below)
        self._on_click = on_click
        if on_click is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setProperty("opens", "true")
        self.setAccessibleName(f"{name} {figure}")

    def show_figure(self, figure: str, note: str = "") -> None:
        """Change what the card says."""
        self.figure.setText(figure)
        self.note.setText(note)
        self.setAccessibleName(f"{self.name.text()} {figure}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens what stands behind the figure."""
        if self._on_click is not None and event.button() == Qt.MouseButton.LeftButton:
            self._on_click()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and space do the same."""
        if self._on_click is not None and event.key() in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Space,
        ):
            self._on_click()
        else:
            super().keyPressEvent(event)


class Popup(QFrame):
    """A framed sheet under a button; a click beside it or Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def open_below(self, anchor: QWidget, *, right: bool = False) -> None:
        """Show it under ``anchor``, left or right edges in line, inside the screen."""
        self.adjustSize()
        at = anchor.mapToGlobal(QPoint(anchor.width() - self.width() if right else 0, anchor.height() + 3))
        room = anchor.screen().availableGeometry()
        if at.y() + self.height() > room.bottom():
            above = anchor.mapToGlobal(QPoint(0, -self.height() - 3)).y()
            at.setY(above if above >= room.top() else max(room.top(), room.bottom() - self.height()))
        at.setX(max(room.left(), min(at.x(), room.right() - self.width())))
        self.move(at)
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_F1:
            from ui.manual.help_window import open_help

            self.close()
            if (over := self.parentWidget()) is not None:
                open_help(over.window(), None, "")
        else:
            super().keyPressEvent(event)
