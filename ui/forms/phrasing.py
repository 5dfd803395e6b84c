"""Ready sentences: ``//`` or ``;;`` and initials offer them where one writes; Ctrl+J opens the whole list."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout

from app.kernel.fields import Field
from app.ledgers.phrases import fitting
from app.ledgers.suggesting import Candidate
from ui.forms.candidates import Candidates, below
from ui.forms.editor import FormHelp
from ui.forms.line import Line, Sheet, is_key
from ui.forms.suggest import DELAY
from ui.shell.look import look
from ui.shell.widgets import Popup, words

CALL = re.compile(r"(?<![:：/;；])(?://|／／|;;|；；)([^\s/／;；，。]{0,12})$")
"""The sign and what is typed behind it, up to the cursor; not the one inside http://."""


class PhrasePopup(Popup):
    """All phrases, narrowed by what is typed; Enter puts the highlighted one in."""

    def __init__(self, phrasing: Phrasing, found: tuple[str, ...]) -> None:
        super().__init__(phrasing.control)
        self._phrasing, self._found = phrasing, found
        self.line = Line()
        self.line.setPlaceholderText("首字母或几个字，回车插入")
        self.line.setAccessibleName("查找短语")
        self.list = Candidates(self, floating=False)
        self.list.taken.connect(self._taken)
        self.line.takers.append(self.list.steer)
        self.line.textChanged.connect(self._narrow)
        self.setFixedWidth(look().px(460))
        title = words(
            f"短语：{phrasing.field.label}（共 {len(found)} 条，在设置的“社区与词表”里增改）", "hint"
        )
        box = QVBoxLayout(self)
        side = look().px(8)
        box.setContentsMargins(side, side, side, side)
        box.setSpacing(look().px(6))
        for part in (title, self.line, self.list):
            box.addWidget(part)

    def start(self) -> None:
        """The keyboard goes in, and the list is there."""
        self._narrow("")
        self.open_below(self._phrasing.control)
        self.line.setFocus()

    def _narrow(self, text: str) -> None:
        wanted = text.strip()
        found = fitting(self._found, wanted, len(self._found)) if wanted else self._found
        self.list.show_rows([Candidate(phrase) for phrase in found], self.rect(), first=True)

    def _taken(self, chosen: Candidate) -> None:
        phrasing = self._phrasing
        self.close()
        phrasing.control.setFocus()
        phrasing.insert(chosen.word)


class Phrasing(QObject):
    """Gives a line or a sheet the phrases of its field."""

    def __init__(self, control: Line | Sheet, field: Field, helper: FormHelp) -> None:
        super().__init__(control)
        self.control, self.field, self._helper = control, field, helper
        self.list = Candidates(control)
        self.list.taken.connect(lambda one: self._replace(one.word))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self.look_up)
        control.textChanged.connect(self._edited)
        control.takers.append(self._key)
        control.menus.append(self._menu)

    def look_up(self) -> None:
        """Is a phrase called for? Then show what fits."""
        before, _after = self._around()
        called = CALL.search(before)
        if called is None or self.control.composing or not self.control.hasFocus():
            self.list.hide()
            return
        found = fitting(self._phrases(), called[1])
        self.list.show_rows([Candidate(phrase) for phrase in found], self._place(), first=True)

    def open_all(self) -> None:
        """Ctrl+J."""
        self.list.hide()
        PhrasePopup(self, self._phrases()).start()

    def insert(self, phrase: str) -> None:
        """At the cursor, in place of what is selected."""
        if isinstance(self.control, QLineEdit):
            self.control.insert(phrase)
        else:
            self.control.insertPlainText(phrase)

    def _replace(self, phrase: str) -> None:
        """In place of the sign and the initials."""
        before, _after = self._around()
        called = CALL.search(before)
        length = len(before) - called.start() if called is not None else 0
        if isinstance(self.control, QLineEdit):
            end = self.control.cursorPosition()
            self.control.setSelection(end - length, length)
        else:
            cursor = self.control.textCursor()
            cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, length)
            self.control.setTextCursor(cursor)
        self.insert(phrase)
        self.list.hide()

    def _phrases(self) -> tuple[str, ...]:
        return self._helper.phrases(self.field) if self._helper.phrases is not None else ()

    def _edited(self, _text: str = "") -> None:
        if self.list.open:
            self.look_up()
        else:
            self._timer.start()

    def _key(self, event: QKeyEvent, act: bool) -> bool:
        if is_key(event, Qt.Key.Key_J, ctrl=True):
            if act:
                self.open_all()
            return True
        entered = is_key(event, Qt.Key.Key_Return) or is_key(event, Qt.Key.Key_Enter)
        if entered and self._timer.isActive() and CALL.search(self._around()[0]):
            if act:
                self._timer.stop()
                self.look_up()
                self.list.steer(event, act)
            return True
        if event.key() == Qt.Key.Key_Tab:
            return False  # Tab leaves a form's field; it does not insert
        return self.list.steer(event, act)

    def _around(self) -> tuple[str, str]:
        """The line's text before and behind the cursor."""
        if isinstance(self.control, QLineEdit):
            text, at = self.control.text(), self.control.cursorPosition()
        else:
            cursor = self.control.textCursor()
            text, at = cursor.block().text(), cursor.positionInBlock()
        return text[:at], text[at:]

    def _place(self) -> QRect:
        if isinstance(self.control, QLineEdit):
            return below(self.control)
        caret = self.control.cursorRect()
        corner = self.control.viewport().mapToGlobal(QPoint(caret.left(), caret.top()))
        return QRect(corner, caret.size())

    def _menu(self, menu: QMenu) -> None:
        keep = self._helper.keep_phrase
        chosen = (
            self.control.selectedText()
            if isinstance(self.control, QLineEdit)
            else self.control.textCursor().selectedText()
        )
        menu.addSeparator()
        menu.addAction("插入短语…\tCtrl+J", self.open_all)
        if keep is not None:
            text = chosen.replace("\u2029", " ").strip()
            kept = menu.addAction("把选中的文字存为短语", lambda: keep(self.control, self.field, text))
            kept.setEnabled(bool(text))
