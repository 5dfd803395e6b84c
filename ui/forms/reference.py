"""Fields that point at other records: a firm by whatever is known of it, a hazard by its number."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from app.kernel.display import show
from app.kernel.fields import Field, Kind, Value
from app.kernel.parsing import read_text
from app.ledgers.suggesting import Candidate
from ui.forms.editor import Editor, FormHelp, last_candidate, last_shown
from ui.forms.line import Line
from ui.forms.suggest import Offer
from ui.shell.icons import icon
from ui.shell.widgets import words

_HINTS = {
    Kind.ENTERPRISE: "名称、首字母、代码或电话尾号",
    Kind.HAZARD: "隐患编号或描述中的几个字",
}
_UNKNOWN = {
    Kind.ENTERPRISE: "企业台账中还没有这个名称，保存时按名称归并，查无则新建档案。",
    Kind.HAZARD: "隐患台账中没有这个编号，记录会标为待完善。",
}
_MARK = "\n#"


class ReferenceEditor(Editor):
    """Search as you type. A firm nobody knows is created when the record is saved, and the form says so.

    ``record`` is the id of the one chosen, 0 where only a name was written: firms of one name are told apart by it.
    """

    def __init__(self, field: Field, helper: FormHelp) -> None:
        super().__init__(field)
        self._helper = helper
        self.record = 0
        self.line = Line()
        self.line.setPlaceholderText(_HINTS[field.kind])
        self.line.addAction(QAction(icon("search"), "", self.line), QLineEdit.ActionPosition.LeadingPosition)
        self.line.textChanged.connect(lambda _text: self._typed())
        self.line.editingFinished.connect(self._look)
        self.line.takers.append(self.take_key)
        self.hold(self.line)
        self._note = words("", "hint", wrap=True)
        self._note.hide()
        self.layout().addWidget(self._note)  # type: ignore[union-attr]
        self.offer = Offer(self.line, helper.asker(self, field))
        self.offer.above = lambda: last_candidate(self.last) if field.kind is Kind.HAZARD else []
        self.offer.taken.connect(self._take)

    @property
    def note(self) -> str:
        """What is said about the name, empty where nothing is."""
        return "" if self._note.isHidden() else self._note.text()

    def value(self) -> Value:
        """The name or number."""
        return read_text(self.field, self.line.text())

    def show_value(self, value: Value) -> None:
        """Put a name or number in."""
        self.line.setText(show(value))
        self.line.setCursorPosition(0)

    def point_at(self, record: int) -> None:
        """Say which record the name stands for."""
        self.record = record

    def words(self) -> str:
        """As typed, with the record chosen."""
        return self.line.text() + (f"{_MARK}{self.record}" if self.record else "")

    def show_words(self, words: str) -> None:
        """As typed."""
        text, _, record = words.partition(_MARK)
        self.line.setText(text)
        self.record = int(record) if record.isdigit() else 0

    def settle(self) -> None:
        """What is highlighted is meant."""
        self.offer.settle()

    def offer_last(self, words: str) -> None:
        """In grey."""
        super().offer_last(words)
        last_shown(self.line, words.partition(_MARK)[0])

    def _take(self, chosen: Candidate) -> None:
        self.line.setText(chosen.word)
        self.record = chosen.record
        self._say("")

    def _typed(self) -> None:
        self.record = 0
        self._say("")
        self.changed.emit()

    def _look(self) -> None:
        """After leaving the field: is it on file, and once?"""
        text = self.line.text().strip()
        if not text or self.record or self.offer.open or self.offer.pending:
            return
        if self._helper.same is not None:
            self._helper.same(self, self.field, text, lambda found: self._found(text, found))
        else:
            known = text in self._helper.suggest(self.field, text)
            self._found(text, [Candidate(text)] if known else [])

    def _found(self, text: str, found: list[Candidate]) -> None:
        if text != self.line.text().strip() or self.record:
            return
        if not found:
            self._say(_UNKNOWN[self.field.kind])
        elif len(found) > 1:
            self._say(f"有 {len(found)} 家同名单位，请按 ↓ 从候选里选一家（右边有社区和电话）。")

    def _say(self, sentence: str) -> None:
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))
