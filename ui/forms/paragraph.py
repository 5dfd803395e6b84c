"""Several lines of text; grows with what is written, up to a point."""

from __future__ import annotations

from app.kernel.display import show
from app.kernel.fields import Field, Value
from app.kernel.parsing import read_text
from ui.forms.editor import Editor, FormHelp
from ui.forms.line import Sheet
from ui.forms.phrasing import Phrasing
from ui.shell.look import look

LEAST, MOST = 2, 8


class ParagraphEditor(Editor):
    """Tab leaves it, as it leaves every other field; Enter begins a new line."""

    def __init__(self, field: Field, helper: FormHelp) -> None:
        super().__init__(field)
        self.box = Sheet()
        self.box.setTabChangesFocus(True)
        self.box.textChanged.connect(self._changed)
        self.box.takers.append(self.take_key)
        if field.phrases:
            self.phrasing = Phrasing(self.box, field, helper)
            if helper.phrases is not None:
                self.box.setPlaceholderText("打 // 加首字母插入短语，或按 Ctrl+J")
        self.hold(self.box)
        self._grow()

    def value(self) -> Value:
        """The text without blanks at its ends."""
        return read_text(self.field, self.box.toPlainText())

    def show_value(self, value: Value) -> None:
        """Put a value in."""
        self.box.setPlainText(show(value))

    def words(self) -> str:
        """As typed."""
        return self.box.toPlainText()

    def show_words(self, words: str) -> None:
        """As typed."""
        self.box.setPlainText(words)

    def _changed(self) -> None:
        self._grow()
        self.changed.emit()

    def _grow(self) -> None:
        lines = min(MOST, max(LEAST, round(self.box.document().size().height())))
        self.box.setFixedHeight(round(lines * self.box.fontMetrics().lineSpacing()) + look().px(18))
