"""Candidates under a line while it is typed in. Never touches a composition of the input method."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from app.ledgers.suggesting import Candidate
from ui.forms.candidates import Candidates, below
from ui.forms.line import Line, is_key

DELAY = 150
Show = Callable[[list[Candidate]], None]
Ask = Callable[[str, Show], object]


def letters(text: str) -> bool:
    """Initials or a number: nobody writes such a thing to be kept, so the first candidate is meant."""
    return text.isascii() and any(sign.isalnum() for sign in text)


def initials(text: str) -> bool:
    """Letters alone: where a list is there to choose from, they stand for one of its words."""
    return text.isascii() and text.isalpha()


class Offer(QObject):
    """Asks for candidates a little after the text was edited; ``taken`` with the one chosen.

    ``first`` says for which texts the first row is highlighted, so that Enter takes it. Down, F4 and Alt+Down ask
    at once, also for an empty line.
    """

    taken = Signal(object)

    def __init__(
        self, line: Line, ask: Ask, *, least: int = 1, first: Callable[[str], bool] = letters
    ) -> None:
        super().__init__(line)
        self._line, self._ask, self._least, self._first = line, ask, least, first
        self._asked, self._waiting, self._forced = "", False, False
        self._enter = False
        self.above: Callable[[], list[Candidate]] = list
        self.list = Candidates(line)
        self.list.taken.connect(self._take)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self.look_up)
        line.textEdited.connect(self._edited)
        line.takers.append(self._key)

    @property
    def open(self) -> bool:
        """Are candidates on show?"""
        return self.list.open

    @property
    def pending(self) -> bool:
        """Is an answer still to come?"""
        return self._timer.isActive() or self._waiting

    def hurry(self) -> None:
        """The person goes on: what was typed last is asked now, not a little later."""
        if self._timer.isActive():
            self.look_up()

    def look_up(self, *, forced: bool = False) -> None:
        """Ask now, and show what there is. ``forced``: the person asked, whatever is typed."""
        self._timer.stop()
        text = self._line.text().strip()
        if self._line.composing or (len(text) < self._least and not forced):
            self.list.hide()
            self._enter = False
            return
        self._asked, self._waiting, self._forced = text, True, forced
        self._ask(text, self._answered(text))

    def settle(self) -> None:
        """Take the highlighted candidate, if there is one."""
        if (chosen := self.list.current) is not None:
            self.list.hide()
            self._take(chosen)

    def close(self) -> None:
        """No candidates any more."""
        self._timer.stop()
        self._waiting = self._enter = False
        self.list.hide()

    def _edited(self, _text: str) -> None:
        self._enter = False
        self._timer.start()

    def _answered(self, text: str) -> Show:
        def show(found: list[Candidate]) -> None:
            if text == self._asked:
                self._waiting = False
                self._show(text, found)

        return show

    def _show(self, text: str, found: list[Candidate]) -> None:
        if text != self._line.text().strip() or self._line.composing:
            return
        rows = found if text else [*self.above(), *(one for one in found if one not in self.above())]
        if not self._forced:
            rows = [one for one in rows if one.word != text or one.record]
        meant = self._first(text) if text else False
        if not self._line.hasFocus():
            if meant and len(rows) == 1:  # left before the answer came, and only one can be meant
                self._take(rows[0])
            return
        if self._enter:
            self._enter = False
            if rows and meant:
                self._take(rows[0])
            key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
            QCoreApplication.postEvent(self._line, key)  # the Enter that waited has its usual meaning now
            return
        if len(rows) == 1 and rows[0].word == text and not self._forced:
            rows = []
        self.list.show_rows(rows, below(self._line), first=bool(rows) and (meant or self._forced))
        if self._forced:
            self.list.highlight(text)

    def _key(self, event: QKeyEvent, act: bool) -> bool:
        if (
            self.list.open
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and self.list.current is not None
        ):
            if act:
                self.settle()
            return False  # taken, and the key goes on to the next field
        if self.list.steer(event, act):
            return True
        if (
            is_key(event, Qt.Key.Key_Down)
            or is_key(event, Qt.Key.Key_F4)
            or is_key(event, Qt.Key.Key_Down, alt=True)
        ):
            if act:
                self.look_up(forced=True)
            return True
        entered = is_key(event, Qt.Key.Key_Return) or is_key(event, Qt.Key.Key_Enter)
        if entered and self.pending and not self._enter and self._first(self._line.text().strip()):
            if act:
                self._enter = True
                self.hurry()
            return True
        return False

    def _take(self, chosen: Candidate) -> None:
        self.close()
        self.taken.emit(chosen)


def at_once(find: Callable[[str], list[str]]) -> Ask:
    """An asker out of a plain function that answers on the spot."""

    def ask(text: str, show: Show) -> None:
        show([Candidate(word) for word in find(text)])

    return ask
