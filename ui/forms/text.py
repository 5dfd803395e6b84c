"""One line of text, with words used before offered while typing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit

from app.kernel.display import show
from app.kernel.fields import Field, Value
from app.kernel.parsing import read_text
from ui.forms.editor import Editor, FormHelp
from ui.forms.suggest import offer
from ui.shell.icons import icon


class TextEditor(Editor):
    """A line edit."""

    def __init__(self, field: Field, helper: FormHelp) -> None:
        super().__init__(field)
        self.line = QLineEdit()
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.hold(self.line)
        if field.source and helper.pick is not None:
            picking = QAction(icon("book-open"), f"选择{field.label}", self.line)
            picking.triggered.connect(lambda _checked=False: self._pick(helper))
            self.line.addAction(picking, QLineEdit.ActionPosition.TrailingPosition)
            chosen = QShortcut(QKeySequence("Alt+Down"), self.line, context=Qt.ShortcutContext.WidgetShortcut)
            chosen.activated.connect(picking.trigger)
        offer(self.line, lambda text: helper.suggest(field, text))

    def _pick(self, helper: FormHelp) -> None:
        """Let the person choose from the field's source."""
        picked = helper.pick(self.field, self.line.text()) if helper.pick is not None else None
        if picked is not None:
            self.line.setText(picked)
            self.line.setFocus()

    def value(self) -> Value:
        """The text without blanks at its ends."""
        return read_text(self.field, self.line.text())

    def show_value(self, value: Value) -> None:
        """Put a value in."""
        self.line.setText(show(value))
        self.line.setCursorPosition(0)
