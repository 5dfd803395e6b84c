"""Yes, no, or not said: three states, for a blank is not a no."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from app.kernel.fields import Field, Value
from ui.forms.editor import Editor, FormHelp

_ANSWERS = {"y": 1, "1": 1, "是": 1, "n": 0, "0": 0, "否": 0}


class _Segments(QWidget):
    """是 and 否 side by side; pressing the chosen one again takes it back."""

    def __init__(self, editor: YesNoEditor) -> None:
        super().__init__()
        self._editor = editor
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        self.group = QButtonGroup(self)
        self.group.setExclusive(False)
        for word, value in (("是", 1), ("否", 0)):
            made = QToolButton()
            made.setText(word)
            made.setCheckable(True)
            made.setProperty("kind", "segment")
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.setAccessibleName(f"{editor.field.label}：{word}")
            made.setToolTip(f"按 {'Y' if value else 'N'} 选{word}")
            made.clicked.connect(lambda on, value=value: self._choose(value, on))
            self.group.addButton(made, value)
            inside.addWidget(made)
        inside.addStretch(1)
        self.setFocusProxy(self.group.button(1))

    def _choose(self, value: int, on: bool) -> None:
        if on:
            self.group.button(1 - value).setChecked(False)
        self._editor.changed.emit()

    def answer(self, value: int | None) -> None:
        """Choose one, or neither."""
        for number in (0, 1):
            self.group.button(number).setChecked(value == number)
        if value is not None:
            self.group.button(value).setFocus()
        self._editor.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move between the two; y, n, 1, 0, 是, 否 answer; Backspace and Delete take it back."""
        said = event.text().casefold()
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.group.button(1 if event.key() == Qt.Key.Key_Left else 0).setFocus()
        elif said and said in _ANSWERS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.answer(_ANSWERS[said])
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.answer(None)
        elif not self._editor.take_key(event, True):
            super().keyPressEvent(event)


class YesNoEditor(Editor):
    """True, False or None."""

    def __init__(self, field: Field, _helper: FormHelp) -> None:
        super().__init__(field)
        self._segments = _Segments(self)
        self.hold(self._segments)

    def value(self) -> Value:
        """What is chosen; None where neither is."""
        chosen = [
            self._segments.group.id(made) for made in self._segments.group.buttons() if made.isChecked()
        ]
        return bool(chosen[0]) if chosen else None

    def show_value(self, value: Value) -> None:
        """Put an answer in."""
        for number in (0, 1):
            self._segments.group.button(number).setChecked(value is not None and int(bool(value)) == number)
