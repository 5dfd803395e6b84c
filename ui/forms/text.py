"""One line of text, with words used before offered while typing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.kernel.display import show
from app.kernel.fields import Field, Value
from app.kernel.parsing import read_text
from ui.forms.editor import FormHelp, LineEditor, last_candidate
from ui.forms.line import Line, is_key
from ui.forms.phrasing import Phrasing
from ui.forms.suggest import Offer, initials
from ui.shell.icons import icon


class TextEditor(LineEditor):
    """A line edit."""

    def __init__(self, field: Field, helper: FormHelp) -> None:
        super().__init__(field)
        self.line = Line()
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.line.takers.append(self.take_key)
        self.hold(self.line)
        if field.source and helper.pick is not None:
            self._picking = QAction(icon("book-open"), f"选择{field.label}", self.line)
            self._picking.triggered.connect(lambda _checked=False: self._pick(helper))
            self.line.addAction(self._picking, QLineEdit.ActionPosition.TrailingPosition)
            self.line.takers.append(self._key)
        if field.phrases:
            self.phrasing = Phrasing(self.line, field, helper)
        self.offer = Offer(self.line, helper.asker(self, field), first=self._meant)
        self.offer.above = lambda: last_candidate(self.last)
        self.offer.taken.connect(lambda one: self.line.setText(one.word))

    def value(self) -> Value:
        """The text without blanks at its ends."""
        return read_text(self.field, self.line.text())

    def show_value(self, value: Value) -> None:
        """Put a value in."""
        self.line.setText(show(value))
        self.line.setCursorPosition(0)

    def settle(self) -> None:
        """What is highlighted is meant."""
        self.offer.settle()

    def _meant(self, text: str) -> bool:
        """Initials mean a word of the list; without a list letters are what they are."""
        return bool(self.field.dictionary) and initials(text)

    def _key(self, event: QKeyEvent, act: bool) -> bool:
        if not is_key(event, Qt.Key.Key_Down, alt=True):
            return False
        if act:
            self._picking.trigger()
        return True

    def _pick(self, helper: FormHelp) -> None:
        """Let the person choose from the field's source."""
        picked = helper.pick(self.field, self.line.text()) if helper.pick is not None else None
        if picked is not None:
            self.line.setText(picked)
            self.line.setFocus()
