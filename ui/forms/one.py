"""One of a list; found by any part of a word or by its initials. Where the list is editable a new word may be written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QCursor, QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolTip,
)

from app.kernel.display import show
from app.kernel.fields import Field, Value
from app.kernel.parsing import NotUnderstood, read_text
from app.ledgers.suggesting import Candidate, best
from ui.forms.editor import FormHelp, LineEditor, last_candidate
from ui.forms.line import Line, is_key
from ui.forms.suggest import Offer, Show, initials
from ui.forms.understood import Understood
from ui.shell.icons import icon
from ui.shell.look import look


class Choice(QComboBox):
    """A combo box that does not change under the wheel and can be emptied with Delete."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """What is too long for the box ends in …, which Qt would cut off; the tip says it whole."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width()
        shown = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room - 2)
        if self.isEditable() or shown == option.currentText:
            super().paintEvent(event)
            return
        option.currentText = shown
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def showPopup(self) -> None:
        """Called by Qt: the list is as wide as its words, also where the box is not."""
        view, here = self.view(), look()
        bar = view.verticalScrollBar().sizeHint().width() if self.count() > self.maxVisibleItems() else 0
        room = self.screen().availableGeometry().width() // 2
        view.setMinimumWidth(min(view.sizeHintForColumn(0) + bar + here.px(16), room))
        super().showPopup()

    def event(self, event: QEvent) -> bool:
        """Called by Qt."""
        if event.type() == QEvent.Type.ToolTip and not self.toolTip():
            QToolTip.showText(QCursor.pos(), self.currentText(), self)
            return True
        return super().event(event)

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


class OneEditor(LineEditor):
    """A line with the list under it. ``dzg`` or 待 finds 待整改; Enter takes the first of what is found.

    A closed list takes nothing else; in an editable one a new word stands as it is written, and is called new: 洪家楼
    beside 洪家楼社区 would part one community in two.
    """

    def __init__(self, field: Field, helper: FormHelp) -> None:
        super().__init__(field)
        self._closed = bool(field.choices) or not field.dictionary
        self._known = tuple(word for word in helper.choices(field) if word)
        self._extra = ""
        self.line = Line()
        self._arrow = QAction(icon("chevron-down"), f"{field.label}的选项", self.line)
        self._arrow.triggered.connect(self._unfold)
        self.line.addAction(self._arrow, QLineEdit.ActionPosition.TrailingPosition)
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.line.editingFinished.connect(self._tidy)
        self.line.takers += [self.take_key, self._key]
        self.offer = Offer(self.line, self._ask, first=self._meant)
        self.offer.taken.connect(lambda one: self._put(one.word))
        self.offer.above = lambda: last_candidate(self.last) if not self._closed else []
        self.line.installEventFilter(self)
        self.hold(self.line)
        self.preview = Understood(self.line, self._new_word, look().px(26), lasting=True)

    @property
    def choices(self) -> tuple[str, ...]:
        """The words offered."""
        return self._known

    def offer_words(self, words: Sequence[str]) -> None:
        """Another list; the first of it is chosen."""
        self._known = tuple(words)
        self._put(self._known[0] if self._known else "")

    def value(self) -> Value:
        """The word chosen or written; what fits a single word of a closed list means it."""
        text = self.line.text().strip()
        if not text or text in self._known or text == self._extra:
            return read_text(self.field, text)
        if not self._closed:
            return read_text(self.field, text)
        if self.field.choices:
            try:
                return read_text(self.field, text)
            except NotUnderstood:
                if len(found := best(self._known, text)) != 1:
                    raise
                return found[0]
        if len(found := best(self._known, text)) == 1:
            return found[0]
        raise NotUnderstood(f"“{text}”不在选项里，请从列表中选择")

    def show_value(self, value: Value) -> None:
        """Put a word in, even one that is not in the list (it came from a file)."""
        self._extra = show(value)
        self._put(self._extra)

    def settle(self) -> None:
        """What is highlighted is meant."""
        self.offer.settle()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A click into an empty closed list unfolds it."""
        if (
            event.type() == QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and event.button() == Qt.MouseButton.LeftButton
            and self._closed
            and not self.offer.open
            and not self.line.hasSelectedText()
        ):
            self.offer.look_up(forced=True)
        return False

    def _unfold(self) -> None:
        self.line.setFocus()
        self.line.selectAll()
        self.offer.look_up(forced=True)

    def _ask(self, text: str, show_rows: Show) -> None:
        """All where nothing new is typed; else what fits, the best first."""
        whole = not text or text in self._known or text == self._extra
        show_rows([Candidate(word) for word in (self._known if whole else best(self._known, text))])

    def _new_word(self) -> str:
        """What a word that is not in the list would be, and the nearest one that is."""
        text = self.line.text().strip()
        if self._closed or not self._known or text in self._known or text == self._extra:
            return ""
        if not (near := best(self._known, text, 1)):
            return "新词"
        return "" if initials(text) else f"新词，已有“{near[0]}”"

    def _meant(self, text: str) -> bool:
        return text not in self._known and (self._closed or initials(text))

    def _key(self, event: QKeyEvent, act: bool) -> bool:
        """Enter before the list is there: the first of what fits is taken, and Enter goes on."""
        if (
            act
            and (is_key(event, Qt.Key.Key_Return) or is_key(event, Qt.Key.Key_Enter))
            and not self.offer.open
        ):
            text = self.line.text().strip()
            self.offer.close()
            if text and self._meant(text) and text != self._extra and (found := best(self._known, text, 1)):
                self._put(found[0])
        return False

    def _put(self, word: str) -> None:
        self.line.setText(word)
        self.line.setCursorPosition(len(word))

    def _tidy(self) -> None:
        """After leaving: what means one word of the list is written out."""
        if self.offer.open or not self._closed:
            return
        try:
            word = self.value()
        except NotUnderstood:
            return
        if word is not None and show(word) != self.line.text():
            self._put(show(word))
