"""Fields that point at other records: a firm by its name, a hazard by its number."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from app.kernel.display import show
from app.kernel.fields import Field, Kind, Value
from app.kernel.parsing import read_text
from ui.forms.editor import Editor, FormHelp
from ui.forms.suggest import offer
from ui.shell.icons import icon
from ui.shell.widgets import words

_HINTS = {
    Kind.ENTERPRISE: "输入名称中任意几个字查找",
    Kind.HAZARD: "输入隐患编号或描述查找",
}


class ReferenceEditor(Editor):
    """Search as you type. A firm nobody knows is created when the record is saved, and the form says so."""

    def __init__(self, field: Field, helper: FormHelp) -> None:
        super().__init__(field)
        self._helper = helper
        self.line = QLineEdit()
        self.line.setPlaceholderText(_HINTS[field.kind])
        self.line.addAction(QAction(icon("search"), "", self.line), QLineEdit.ActionPosition.LeadingPosition)
        self.line.textChanged.connect(lambda _text: self._typed())
        self.line.editingFinished.connect(self._look)
        self.hold(self.line)
        self._note = words("", "hint", wrap=True)
        self._note.hide()
        self.layout().addWidget(self._note)  # type: ignore[union-attr]
        self._offer = offer(self.line, lambda text: helper.suggest(field, text))

    def value(self) -> Value:
        """The name or number."""
        return read_text(self.field, self.line.text())

    def show_value(self, value: Value) -> None:
        """Put a name or number in."""
        self.line.setText(show(value))
        self.line.setCursorPosition(0)

    def _typed(self) -> None:
        self._note.hide()
        self.changed.emit()

    def _look(self) -> None:
        """After leaving the field: is it on file?"""
        text = self.line.text().strip()
        if not text or self._offer.open:
            return
        known = text in self._helper.suggest(self.field, text)
        if self.field.kind is Kind.ENTERPRISE:
            self._note.setText("企业台账中还没有这个名称，保存时按名称归并，查无则新建档案。")
        else:
            self._note.setText("隐患台账中没有这个编号，记录会标为待完善。")
        self._note.setVisible(not known)
