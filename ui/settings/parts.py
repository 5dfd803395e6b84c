"""What the sections of the settings share."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.kernel.change import Change
from ui.forms.flow import FlowLayout
from ui.forms.line import Line
from ui.shell.desk import Desk
from ui.shell.fitting import gutter
from ui.shell.look import look
from ui.shell.notices import tell, toast
from ui.shell.widgets import Card, column, row, words
from ui.shell.worker import Control


def scrolled(*cards: QWidget, filled: bool = False) -> QScrollArea:
    """Cards one below the other, scrolling where there is little room; ``filled``: the first takes what is left over."""
    sheet = QWidget()
    sheet.setProperty("role", "sheet")
    body: QVBoxLayout = column(*cards, *(() if filled else (None,)), gap=look().px(12))
    body.setStretch(0, int(filled))
    sheet.setLayout(body)
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setWidget(sheet)
    gutter(made, body, beside=8, alone=0)
    return made


def section(title: str, text: str = "") -> Card:
    """A card with a title and a line about what it is for."""
    card = Card(title)
    if text:
        said = words(text, "second", wrap=True)
        said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        card.body.addWidget(said)
    return card


def flowing(*buttons: QWidget) -> QWidget:
    """Buttons side by side, in a second line where there is little room."""
    holder = QWidget()
    holder.setProperty("role", "sheet")
    line = FlowLayout(holder, look().px(8), fill_last=False)
    line.setContentsMargins(0, 0, 0, 0)
    for one in buttons:
        line.addWidget(one)
    return holder


def text_line(name: str, hint: str = "", width: int = 0) -> QLineEdit:
    """A line to write in, with its name for those who cannot see it."""
    made = Line()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    if width:
        made.setMaximumWidth(look().px(width))
    return made


def asked(text: str, control: QWidget) -> QHBoxLayout:
    """The label of what must be filled in, with its star."""
    label = words(text, "label")
    label.setBuddy(control)
    return row(label, words("*", "error"), None, gap=3)


def labelled(*pairs: tuple[str, QWidget], columns: int = 2) -> QGridLayout:
    """Labels above controls, side by side; one that ends in * must be filled in."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(look().px(16))
    grid.setVerticalSpacing(look().px(4))
    for place, (title, control) in enumerate(pairs):
        at, across = divmod(place, columns)
        if title.endswith("*"):
            grid.addLayout(asked(title.rstrip(" *"), control), at * 3, across)
        else:
            label = words(title, "label")
            label.setBuddy(control)
            grid.addWidget(label, at * 3, across)
        grid.addWidget(control, at * 3 + 1, across)
        grid.setRowMinimumHeight(at * 3 + 2, look().px(6))
    for across in range(columns):
        grid.setColumnStretch(across, 1)
    return grid


def keep(desk: Desk, owner: QWidget, job: Callable[[Control], str], done: Callable[[], object]) -> None:
    """Write a setting off the screen's thread; the job's sentence is shown, a refusal in a box, and what was typed stays."""

    def written(sentence: str) -> None:
        desk.changes.happened.emit(Change())
        done()
        if sentence:
            toast(owner, sentence)

    def refused(sentence: str) -> None:
        if sentence:
            tell(owner, "没有保存", sentence)

    desk.worker.run(owner, job, written, refused)
