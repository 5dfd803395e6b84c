"""A field in a form: label above, editor, hint below, and the sentence that says what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.kernel.fields import Field, Value
from app.kernel.parsing import NotUnderstood
from ui.forms.choose import editor_for
from ui.forms.editor import FormHelp
from ui.shell.look import look
from ui.shell.widgets import Drawing, row, words


class FieldBox(QWidget):
    """``left`` when the keyboard has gone elsewhere."""

    changed = Signal()
    left = Signal()

    def __init__(self, field: Field, helper: FormHelp) -> None:
        super().__init__()
        self.field = field
        self.editor = editor_for(field, helper)
        self.editor.changed.connect(self._typed)
        label = words(field.label, "label")
        label.setBuddy(self.editor)
        title = row(label, gap=3)
        title.addStretch(1)
        self._title = title
        self._star: QWidget | None = None
        if field.required:
            self.star("必填：不填也能保存，记录会标为待完善")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(look().px(4))
        inside.addLayout(title)
        inside.addWidget(self.editor)
        if field.hint:
            self.hint = words(field.hint, "hint", wrap=True)
            inside.addWidget(self.hint)
        self._error = QWidget()
        self._sentence = words("", "error", wrap=True)
        drawing = Drawing("circle-alert", "danger", 14)
        line = row(drawing, self._sentence, gap=4)
        line.setStretch(1, 1)
        line.setAlignment(drawing, Qt.AlignmentFlag.AlignTop)
        self._error.setLayout(line)
        self._error.hide()
        inside.addWidget(self._error)
        self._warning: QWidget | None = None
        inside.addStretch(1)
        self._inside = inside
        self._watch()

    @property
    def error(self) -> str:
        """The sentence shown, empty where all is well."""
        return "" if self._error.isHidden() else self._sentence.text()

    def value(self) -> Value:
        """The value; raises NotUnderstood."""
        return self.editor.value()

    def show_value(self, value: Value) -> None:
        """Put a value in."""
        self.editor.show_value(value)
        self.say("")

    @property
    def starred(self) -> bool:
        """Is it marked as asked for?"""
        return self._star is not None

    def star(self, why: str) -> None:
        """Mark it as asked for; ``why`` is told where the mouse rests."""
        if self._star is None:
            self._star = words("*", "error")
            self._star.setToolTip(why)
            self._title.insertWidget(1, self._star)

    def unstar(self) -> None:
        """It is asked for no longer; what the ledger itself asks for keeps its star."""
        if self._star is not None and not self.field.required:
            self._star.hide()
            self._star.deleteLater()
            self._star = None

    def say(self, sentence: str) -> None:
        """Show what is wrong, or nothing."""
        self._sentence.setText(sentence)
        self._error.setVisible(bool(sentence))
        self.editor.mark_wrong(bool(sentence))
        self.editor.setToolTip(sentence)

    def warn(self, sentence: str) -> None:
        """Show what may be meant but looks wrong, or nothing; it holds nobody back."""
        if self._warning is not None:
            self._warning.hide()
            self._warning.deleteLater()
            self._warning = None
        if sentence:
            self._warning = QWidget()
            line = row(Drawing("triangle-alert", "amber", 14), words(sentence, "hint", wrap=True), gap=4)
            line.setStretch(1, 1)
            self._warning.setLayout(line)
            self._inside.insertWidget(self._inside.indexOf(self._error), self._warning)

    @property
    def warning(self) -> str:
        """What :meth:`warn` shows."""
        label = self._warning.findChild(QLabel) if self._warning is not None else None
        return label.text() if isinstance(label, QLabel) else ""

    def check(self) -> bool:
        """Can it be read, and is it right by itself? Says so if not."""
        try:
            value = self.editor.value()
        except NotUnderstood as fault:
            self.say(str(fault))
            return False
        found = (
            self.field.check(value) if self.field.check is not None and value not in (None, "", ()) else None
        )
        self.say(found or "")
        return not found

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Called by Qt: the keyboard leaves."""
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return False

    def _typed(self) -> None:
        if self.error:
            self.say("")
        self.changed.emit()

    def _watch(self) -> None:
        target: QWidget = self.editor
        while (inner := target.focusProxy()) is not None:
            target = inner
        target.installEventFilter(self)
        self.left.connect(self.check)
