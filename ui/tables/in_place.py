"""An editor of the form, laid over a cell of the table: the same reading, the same checks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.kernel.fields import Field, Kind, Value
from app.kernel.parsing import NotUnderstood
from ui.forms.choose import editor_for
from ui.forms.editor import FormHelp
from ui.forms.line import Line, Sheet
from ui.forms.several import SeveralEditor
from ui.forms.suggest import Offer, letters
from ui.shell.look import look
from ui.shell.notices import Banner

LEAST = {
    Kind.PARAGRAPH: 300,
    Kind.SEVERAL: 260,
    Kind.ENTERPRISES: 300,
    Kind.ENTERPRISE: 260,
    Kind.HAZARD: 200,
    Kind.DAY: 168,
    Kind.ONE: 130,
    Kind.YES_NO: 130,
}
WAIT, MOST_WAITS = 40, 40
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class InPlace(QFrame):
    """``done(value, right, down)`` once what is written there is right; ``left`` when it was given up.

    ``everywhere(value)`` in place of ``done`` where Ctrl+Enter wants it in all cells chosen.
    """

    done = Signal(object, int, int)
    everywhere = Signal(object)
    left = Signal()

    def __init__(
        self,
        view: QWidget,
        field: Field,
        helper: FormHelp,
        check: Callable[[Value], str],
        where: Callable[[], QRect],
    ) -> None:
        super().__init__(view)
        self._view, self.field, self._check, self._where = view, field, check, where
        self._bubble: Banner | None = None
        self._over = False
        self._moving = False
        self._waits = 0
        self.composing = False
        self.quick = False  # begun by typing: an arrow hands over, as in Excel, until F2 or a click
        self.walked = False  # handed over by an arrow
        self.setProperty("role", "in-place")
        self.setAutoFillBackground(True)
        self.editor = editor_for(field, helper)
        if isinstance(self.editor, SeveralEditor):
            self.editor.put_in_cell()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.editor)
        self.setFocusProxy(self.editor)
        self.target: QWidget = self.editor
        while (inner := self.target.focusProxy()) is not None:
            self.target = inner
        self.target.installEventFilter(self)
        self.editor.changed.connect(self._typed)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def begin(self, value: Value) -> None:
        """Show it over the cell with a value in it."""
        self.editor.show_value(value)
        self.place()
        self.show()
        self.raise_()

    def enter(self) -> None:
        """Take the keyboard; the cursor goes behind what is written."""
        self.target.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.target, QLineEdit):
            self.target.end(False)
        elif isinstance(self.target, QPlainTextEdit):
            self.target.moveCursor(self.target.textCursor().MoveOperation.End)

    def place(self) -> None:
        """Over the cell, as wide and high as the editor needs, inside the table."""
        here, cell = look(), self._where()
        room = self._view.rect()
        width = min(max(cell.width(), here.px(LEAST.get(self.field.kind, 110))), room.width())
        height = max(cell.height(), self.sizeHint().height())
        left = max(0, min(cell.left(), room.right() - width))
        top = max(0, min(cell.top(), room.bottom() - height))
        self.setGeometry(left, top, width, height)
        if self._bubble is not None:
            self._bubble.setFixedWidth(min(max(width, here.px(300)), room.width()))
            self._bubble.adjustSize()
            below = self.geometry().bottom() + here.px(4)
            high = self._bubble.heightForWidth(self._bubble.width())
            self._bubble.resize(self._bubble.width(), max(high, self._bubble.sizeHint().height()))
            if below + self._bubble.height() > room.bottom():
                below = max(0, top - self._bubble.height() - here.px(4))
            self._bubble.move(max(0, min(left, room.right() - self._bubble.width())), below)

    def give(self, right: int, down: int, *, everywhere: bool = False) -> bool:
        """Read, check, hand over; what is wrong stays open and says why."""
        if self._over or self._wait_for_candidates(right, down, everywhere):
            return True
        self.editor.settle()
        try:
            value = self.editor.value()
        except NotUnderstood as fault:
            return self._wrong(fault.reason)
        if sentence := self._check(value):
            return self._wrong(sentence)
        self._finish()
        if everywhere:
            self.everywhere.emit(value)
        else:
            self.done.emit(value, right, down)
        return True

    def _wait_for_candidates(self, right: int, down: int, everywhere: bool) -> bool:
        """Initials written quickly: what they stand for is on its way, and is not to be kept as a name."""
        offer = getattr(self.editor, "offer", None)
        if not isinstance(offer, Offer) or not isinstance(self.target, QLineEdit):
            return False
        offer.hurry()
        if not offer.pending:
            return False
        self._waits += 1
        if not letters(self.target.text()) or self._waits > MOST_WAITS:
            return False
        QTimer.singleShot(WAIT, self, lambda: self.give(right, down, everywhere=everywhere))
        return True

    def give_up(self) -> None:
        """Leave the cell as it was."""
        if not self._over:
            self._finish()
            self.left.emit()

    def say(self, sentence: str) -> None:
        """What is wrong, in a bubble under the cell; empty takes it away."""
        if self._bubble is not None:
            self._bubble.hide()
            self._bubble.deleteLater()
            self._bubble = None
        self.editor.mark_wrong(bool(sentence))
        if sentence:
            self._bubble = Banner(sentence, "red")
            self._bubble.setParent(self._view)
            self.place()
            self._bubble.show()
            self._bubble.raise_()

    @property
    def sentence(self) -> str:
        """What the bubble says."""
        return "" if self._bubble is None else self._bubble.text.text()

    def compose(self, event: QInputMethodEvent) -> None:
        """What an input method composes is passed on; the keyboard follows once a word is there."""
        QApplication.sendEvent(self.target, event)
        self.composing = bool(event.preeditString()) and not event.commitString()
        if not self.composing:
            self.target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab hands over and goes right, Shift+Tab left."""
        self.give(1 if forward else -1, 0)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that the editor has no use for."""
        if event.key() in _ENTER:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.give(0, 0, everywhere=True)
            else:
                self.give(0, -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.give_up()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.give(1 if event.key() == Qt.Key.Key_Tab else -1, 0)
        event.accept()  # nothing typed here moves the table under it

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Enter in a paragraph hands over, Alt+Enter is a line break; with phrases offered Enter takes one.

        Keys of an input method do not come here.
        """
        if event.type() == QEvent.Type.MouseButtonPress:
            self.quick = False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._walks(event):
            return True
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(self.target, Sheet)
            and not self.target.composing
            and event.key() in _ENTER
            and not any(wanted(event, False) for wanted in self.target.takers)
        ):
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.target.insertPlainText("\n")
            else:
                self.keyPressEvent(event)
            return True
        return False

    def _walks(self, event: QKeyEvent) -> bool:
        """Over a cell that was begun by typing an arrow goes on to the next one; F2 gives the arrows to the text."""
        target = self.target
        if not isinstance(target, Line | Sheet) or target.composing or self.composing:
            return False
        if event.key() == Qt.Key.Key_F2:
            self.quick = not self.quick
            return True
        way = _ARROWS.get(Qt.Key(event.key()))
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if way is None or not self.quick or held != Qt.KeyboardModifier.NoModifier:
            return False
        if any(wanted(event, False) for wanted in target.takers):
            return False
        self.walked = True
        self.give(*way)
        return True

    def event(self, event: QEvent) -> bool:
        """Esc is the cell's before it is anybody's shortcut; the editor has grown or shrunk."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        if event.type() == QEvent.Type.LayoutRequest and not self._over:
            QTimer.singleShot(0, self, self.place)
        return super().event(event)

    def _wrong(self, sentence: str) -> bool:
        self.walked = False
        self.say(sentence)
        if not self._moving:
            self.target.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _typed(self) -> None:
        if self._bubble is not None:
            self.say("")

    def _finish(self) -> None:
        self._over = True
        self.say("")
        self.hide()
        self.deleteLater()

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """A click elsewhere in the window hands over; what is wrong calls the keyboard back."""
        if _old is self._view:
            self.composing = False  # left without a word
        if self._over or self._moving or new is None or self.composing or not self.isVisible():
            return
        if new is self or self.isAncestorOf(new) or new.window() is not self.window():
            return
        if new is self._view and not self.target.hasFocus() and _old is not self.target:
            return
        self._moving = True  # the keyboard is called back behind this, never while it is on its way
        try:
            right = self.give(0, 0)
        finally:
            self._moving = False
        if not right:
            QTimer.singleShot(0, self, self._call_back)

    def _call_back(self) -> None:
        if not self._over:
            self.target.setFocus(Qt.FocusReason.OtherFocusReason)
