"""One line of text, with words used before offered while typing."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from app.kernel.display import show
from app.kernel.fields import Field, Value
from app.kernel.parsing import read_text
from ui.forms.editor import Editor, FormHelp
from ui.forms.suggest import offer


class TextEditor(Editor):
    """A line edit."""

    def __init__(self, field: Field, helper: FormHelp) -> None:
        super().__init__(field)
        self.line = QLineEdit()
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.hold(self.line)
        offer(self.line, lambda text: helper.suggest(field, text))

    def value(self) -> Value:
        """The text without blanks at its ends."""
        return read_text(self.field, self.line.text())

    def show_value(self, value: Value) -> None:
        """Put a value in."""
        self.line.setText(show(value))
        self.line.setCursorPosition(0)
