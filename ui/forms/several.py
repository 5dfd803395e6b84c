"""Several words as chips, with a line behind them to add more."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QToolButton

from app.kernel.fields import Field, Value
from app.kernel.parsing import read_text
from ui.forms.editor import Editor, FormHelp
from ui.forms.flow import FlowLayout
from ui.forms.suggest import offer
from ui.shell.icons import icon
from ui.shell.look import look
from ui.shell.widgets import clear, icon_button, redress, row, words


class SeveralEditor(Editor):
    """Enter, 、 or ， makes a chip of what is written; Backspace in the empty line takes the last one back."""

    def __init__(self, field: Field, helper: FormHelp) -> None:
        super().__init__(field)
        self._helper = helper
        self._chosen: list[str] = []
        self._chips: list[QFrame] = []
        self.frame = QFrame()
        self.frame.setProperty("role", "box")
        self.line = QLineEdit()
        self.line.setProperty("bare", "true")
        self.line.setMinimumWidth(look().px(90))
        self.line.setPlaceholderText("输入后回车，可填多个")
        self._flow = FlowLayout(self.frame, gap=look().px(4))
        self._flow.setContentsMargins(6, 3, 6, 3)
        self._flow.addWidget(self.line)
        self._more: QToolButton | None = None
        self.hold(self.frame)
        self.frame.setFocusProxy(self.line)
        self.line.setAccessibleName(self.frame.accessibleName())
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._typed)
        completer = offer(self.line, self._candidates)
        completer.activated.connect(self._add, Qt.ConnectionType.QueuedConnection)

    def value(self) -> Value:
        """The chips, and what is written but not yet a chip."""
        read = read_text(self.field, "、".join([*self._chosen, self.line.text().strip()]).strip("、"))
        return read or None

    def show_value(self, value: Value) -> None:
        """Put words in."""
        self._chosen = list(value) if isinstance(value, tuple) else ([str(value)] if value else [])
        self._fill()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Backspace in the line, and the frame's focus ring."""
        if event.type() == QEvent.Type.FocusIn:
            redress(self.frame, "live", value=True)
        elif event.type() == QEvent.Type.FocusOut:
            redress(self.frame, "live", value=False)
            self._add(self.line.text())
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the chips goes to the line, and offers the whole list."""
        self.line.setFocus()
        super().mousePressEvent(event)

    def _key(self, event: QKeyEvent) -> bool:
        text = self.line.text()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and text.strip():
            self._add(text)
            return True
        if event.key() == Qt.Key.Key_Backspace and not text and self._chosen:
            self._chosen.pop()
            self._fill()
            self.changed.emit()
            return True
        if event.key() == Qt.Key.Key_Down and not text:
            offered = self.line.completer()
            if offered is not None:
                self._offer_all()
            return True
        return False

    def _offer_all(self) -> None:
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self)
        for word in self._candidates("")[:40]:
            menu.addAction(word, partial(self._add, word))
        if menu.actions():
            menu.popup(self.line.mapToGlobal(self.line.rect().bottomLeft()))

    def _candidates(self, text: str) -> list[str]:
        if self.field.choices:
            found = [word for word in self.field.choices if text in word]
        else:
            found = self._helper.suggest(self.field, text)
        return [word for word in found if word not in self._chosen]

    def _typed(self, text: str) -> None:
        if text and text[-1] in "、，,；;":
            self._add(text[:-1])
        self.changed.emit()

    def _add(self, text: str) -> None:
        fresh = [word for word in text.replace("，", "、").split("、") if word.strip()]
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
        self.line.setPlaceholderText("" if self._chosen else "输入后回车，可填多个")
        self.frame.updateGeometry()

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
