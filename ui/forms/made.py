"""A number the program makes: shown, never typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.kernel.display import show
from app.kernel.fields import Field, Value
from ui.forms.editor import Editor, FormHelp


class MadeEditor(Editor):
    """Read only; an imported number stays as it is."""

    def __init__(self, field: Field, _helper: FormHelp) -> None:
        super().__init__(field)
        self._kept: Value = None
        self.line = QLineEdit()
        self.line.setReadOnly(True)
        self.line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.line.setPlaceholderText("保存时自动编号")
        self.hold(self.line)

    def value(self) -> Value:
        """What was put in."""
        return self._kept

    def show_value(self, value: Value) -> None:
        """Put a number in."""
        self._kept = value
        self.line.setText(show(value))
