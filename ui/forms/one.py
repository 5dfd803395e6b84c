"""One of a list; type to find. Where the list is editable a new word may be written."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QListView

from app.kernel.display import show
from app.kernel.fields import Field, Value
from app.kernel.parsing import read_text
from ui.forms.editor import Editor, FormHelp


class Choice(QComboBox):
    """A combo box that does not change under the wheel and can be emptied with Delete."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the form must not change what is chosen."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the choice back; Enter is the form's."""
        if not self.isEditable() and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.setCurrentIndex(0)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


class OneEditor(Editor):
    """A fixed list is a plain drop-down, an editable one has a line with candidates."""

    def __init__(self, field: Field, helper: FormHelp) -> None:
        super().__init__(field)
        self.box = Choice()
        self.box.setMaxVisibleItems(12)
        self.box.addItem("")
        self.box.addItems(list(helper.choices(field)))
        self.box.setMinimumContentsLength(4)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        if field.dictionary and not field.choices:
            self._open_list()
        self.box.currentTextChanged.connect(lambda _text: self.changed.emit())
        self.hold(self.box)
        self.box.view().setAccessibleName(field.label)
        if (line := self.box.lineEdit()) is not None:
            line.setAccessibleName(self.box.accessibleName())

    def value(self) -> Value:
        """The word chosen or written."""
        return read_text(self.field, self.box.currentText())

    def show_value(self, value: Value) -> None:
        """Put a word in, even one that is not in the list (it came from a file)."""
        text = show(value)
        if text and self.box.findText(text) < 0:
            self.box.addItem(text)
        self.box.setCurrentIndex(max(0, self.box.findText(text)))

    def _open_list(self) -> None:
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.box.model(), self.box)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        candidates = QListView()
        candidates.setProperty("role", "choices")
        candidates.setAccessibleName("候选")
        completer.setPopup(candidates)
        self.box.setCompleter(completer)
