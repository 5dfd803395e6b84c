"""Several words as chips, with a line behind them to add more."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame

from app.kernel.fields import Field, Value
from app.kernel.parsing import read_text
from app.ledgers.suggesting import Candidate, best
from ui.forms.editor import Editor, FormHelp
from ui.forms.flow import FlowLayout
from ui.forms.line import Line, is_key
from ui.forms.suggest import Offer, Show, initials
from ui.shell.icons import icon
from ui.shell.look import look
from ui.shell.widgets import clear, icon_button, redress, row, words


class SeveralEditor(Editor):
    """Enter, 、 or ， makes a chip of what is written; Backspace in the empty line takes the last one back.

    ``in_cell``: over a cell Enter goes on to the next one as well, as everywhere in a table.
    """

    in_cell = False

    def __init__(self, field: Field, helper: FormHelp) -> None:
        super().__init__(field)
        self._helper = helper
        self._ask_for = helper.asker(self, field)
        self._known = tuple(helper.choices(field)) if field.picks else ()
        self._chosen: list[str] = []
        self.frame = QFrame()
        self.frame.setProperty("role", "box")
        self.line = Line()
        self.line.setProperty("bare", "true")
        self.line.setMinimumWidth(look().px(90))
        self._flow = FlowLayout(self.frame, gap=look().px(4))
        self._flow.setContentsMargins(8, 3, 6, 3)
        self._flow.addWidget(self.line)
        self.hold(self.frame)
        self.frame.setFocusProxy(self.line)
        self.line.setAccessibleName(self.frame.accessibleName())
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._typed)
        self.line.takers += [self.take_key, self._key]
        self.offer = Offer(self.line, self._ask, first=self._meant)
        self.offer.taken.connect(lambda one: self._add(one.word))
        self._say_hint()

    def value(self) -> Value:
        """The chips, and what is written but not yet a chip."""
        read = read_text(self.field, "、".join([*self._chosen, self.line.text().strip()]).strip("、"))
        return read or None

    def put_in_cell(self) -> None:
        """It stands over a cell of a table."""
        self.in_cell = True
        self._say_hint()

    def show_value(self, value: Value) -> None:
        """Put words in."""
        self._chosen = list(value) if isinstance(value, tuple) else ([str(value)] if value else [])
        self._fill()

    def words(self) -> str:
        """The chips, and on a line of its own what is half written."""
        return "、".join(self._chosen) + "\n" + self.line.text()

    def show_words(self, words: str) -> None:
        """As they were."""
        chips, _, rest = words.partition("\n")
        self._chosen = [word for word in chips.split("、") if word]
        self._fill()
        self.line.setText(rest)
        self.changed.emit()

    def settle(self) -> None:
        """What is highlighted is meant."""
        self.offer.settle()

    def offer_last(self, words: str) -> None:
        """In grey."""
        super().offer_last(words)
        self._say_hint()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The frame's focus ring; what is written when the keyboard leaves becomes a chip."""
        if event.type() == QEvent.Type.FocusIn:
            redress(self.frame, "live", value=True)
        elif event.type() == QEvent.Type.FocusOut:
            redress(self.frame, "live", value=False)
            self._add(self._best(self.line.text()))
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the chips goes to the line, and offers the whole list."""
        self.line.setFocus()
        super().mousePressEvent(event)

    def _key(self, event: QKeyEvent, act: bool) -> bool:
        text = self.line.text()
        if (is_key(event, Qt.Key.Key_Return) or is_key(event, Qt.Key.Key_Enter)) and text.strip():
            if self.offer.open and self.offer.list.current is not None:
                if act:
                    self.offer.settle()
                return not self.in_cell
            if self.offer.pending and self._meant(text.strip()) and not self._known:
                return False  # the answer is awaited
            if act:
                self._add(self._best(text))
            return not self.in_cell
        if is_key(event, Qt.Key.Key_Backspace) and not text and self._chosen:
            if act:
                self._chosen.pop()
                self._fill()
                self.changed.emit()
            return True
        return False

    def _ask(self, text: str, show: Show) -> None:
        def left(found: list[Candidate]) -> None:
            show([one for one in found if one.word not in self._chosen])

        if self._known:
            left([Candidate(word) for word in best(self._known, text)])
        else:
            self._ask_for(text, left)

    def _meant(self, text: str) -> bool:
        """May the first candidate be taken without asking? In a closed list always, elsewhere for initials only."""
        return bool(self.field.choices) or initials(text)

    def _best(self, text: str) -> str:
        """Initials of a word of the list mean the word."""
        wanted = text.strip()
        if not wanted or wanted in self._known or not self._meant(wanted):
            return text
        found = best((word for word in self._known if word not in self._chosen), wanted, 1)
        return found[0] if found else text

    def _typed(self, text: str) -> None:
        if text and text[-1] in "、，,；;":
            if self.offer.open and self.offer.list.current is not None:
                self.offer.settle()
            else:
                self._add(self._best(text[:-1]))
        self.changed.emit()

    def _add(self, text: str) -> None:
        fresh = [word for word in text.replace("，", "、").split("、") if word.strip()]
        self.offer.close()
        self.line.blockSignals(True)
        self.line.clear()
        self.line.blockSignals(False)
        added = [word.strip() for word in fresh if word.strip() not in self._chosen]
        if added:
            self._chosen += dict.fromkeys(added)
            self._fill()
            self.changed.emit()

    def _fill(self) -> None:
        self._flow.removeWidget(self.line)
        clear(self._flow)
        for word in self._chosen:
            self._flow.addWidget(self._chip(word))
        self._flow.addWidget(self.line)
        self._say_hint()
        self.frame.updateGeometry()

    def _say_hint(self) -> None:
        last = "、".join(self.last.split("\n")[0].split("、")[:3])
        hint = "可填多个，用顿号隔开" if self.in_cell else "输入后回车，可填多个"
        hint = f"上次：{last}" if last else hint
        self.line.setPlaceholderText("" if self._chosen else hint)
        self.line.setToolTip("按 Ctrl+' 填入上次的内容" if last else "")

    def _chip(self, word: str) -> QFrame:
        chip = QFrame()
        chip.setProperty("role", "chip")
        close = icon_button("x", f"去掉 {word}", lambda: self._drop(word), size=12)
        close.setProperty("kind", "chip-close")
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.setIcon(icon("x", "primary"))
        inside = row(words(word), close, gap=3)
        inside.setContentsMargins(9, 1, 5, 1)
        chip.setLayout(inside)
        return chip

    def _drop(self, word: str) -> None:
        self._chosen = [one for one in self._chosen if one != word]
        self._fill()
        self.changed.emit()
        self.line.setFocus()
