"""Whole numbers and money, with the unit written behind."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from app.kernel.display import show
from app.kernel.fields import Field, Kind, Value
from app.kernel.parsing import NotUnderstood, read_text
from ui.forms.editor import Editor, FormHelp
from ui.shell.widgets import words


class NumberEditor(Editor):
    """A line edit; money is read with 万, 元 and commas and written out in the field's unit."""

    def __init__(self, field: Field, _helper: FormHelp) -> None:
        super().__init__(field)
        self.line = QLineEdit()
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.line.editingFinished.connect(self._tidy)
        self.hold(self.line)
        if field.kind is Kind.MONEY or field.unit:
            unit = words(field.unit, "hint")
            inside = QHBoxLayout(self.line)
            inside.setContentsMargins(0, 0, 10, 0)
            inside.addStretch(1)
            inside.addWidget(unit)
            self.line.setTextMargins(0, 0, unit.sizeHint().width() + 6, 0)

    def value(self) -> Value:
        """The number."""
        return read_text(self.field, self.line.text())

    def show_value(self, value: Value) -> None:
        """Put a number in."""
        self.line.setText(show(value))

    def _tidy(self) -> None:
        try:
            number = self.value()
        except NotUnderstood:
            return
        if number is not None and self.line.text() != show(number):
            self.line.setText(show(number))
