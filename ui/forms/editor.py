"""What every editor of a form has in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kernel.display import show
from app.kernel.fields import Field, Kind, Value
from app.kernel.parsing import NotUnderstood, read_text
from app.ledgers.suggesting import Candidate
from ui.forms.line import Line, Sheet, is_key
from ui.forms.suggest import Ask, Show, at_once
from ui.shell.widgets import redress

if TYPE_CHECKING:
    from ui.shell.desk import Desk


@dataclass(frozen=True)
class FormHelp:
    """What editors may ask: words of a list, what fits the text typed so far, and where a field has a source,
    the words picked from it (None: nothing picked). ``desk`` is for what needs the store itself, such as photos.

    ``ask`` finds candidates off the screen's thread and shows them when they are there; without it ``suggest``
    answers on the spot. ``same`` gives the records of exactly the name or number written. ``phrases`` are the ready
    sentences of a field, ``keep_phrase`` adds one (the widget is where a refusal is told).
    """

    today: date
    choices: Callable[[Field], tuple[str, ...]]
    suggest: Callable[[Field, str], list[str]]
    pick: Callable[[Field, str], str | None] | None = None
    desk: Desk | None = None
    ask: Callable[[QWidget, Field, str, Show], object] | None = None
    same: Callable[[QWidget, Field, str, Show], object] | None = None
    phrases: Callable[[Field], tuple[str, ...]] | None = None
    keep_phrase: Callable[[QWidget, Field, str], object] | None = None

    def asker(self, owner: QWidget, field: Field) -> Ask:
        """How candidates of a field are asked for."""
        ask = self.ask
        if ask is None:
            return at_once(lambda text: self.suggest(field, text))
        return lambda text, show: ask(owner, field, text, show)


class Editor(QWidget):
    """Holds one value. ``value`` raises NotUnderstood with a sentence where the words cannot be read."""

    changed = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.last = ""
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)

    def hold(self, control: QWidget) -> None:
        """Put the control in and give it the field's name for those who cannot see it."""
        self.layout().addWidget(control)  # type: ignore[union-attr]
        self.setFocusProxy(control)
        name(control, self.field)

    def value(self) -> Value:
        """What is entered, None where nothing is."""
        raise NotImplementedError

    def show_value(self, value: Value) -> None:
        """Put a value in."""
        raise NotImplementedError

    def words(self) -> str:
        """What stands there as it was typed, read or not; :meth:`show_words` brings it back."""
        try:
            return said_of(self.field, self.value())
        except NotUnderstood:
            return ""

    def show_words(self, words: str) -> None:
        """Put words in as if they had been typed."""
        if self.field.kind is Kind.FILES:  # hashes, which nobody types
            self.show_value(tuple(words.split("、")) if words else None)
            return
        try:
            self.show_value(read_text(self.field, words))
        except NotUnderstood:
            self.show_value(None)

    def settle(self) -> None:
        """Called before the value is read: a candidate that is highlighted is taken."""

    def offer_last(self, words: str) -> None:
        """What the last record had here, accepted with Ctrl+'."""
        self.last = words

    def take_last(self) -> None:
        """Put in what the last record had."""
        if self.last:
            self.show_words(self.last)
            self.changed.emit()

    def take_key(self, event: QKeyEvent, act: bool) -> bool:
        """Keys every editor of a line or a paragraph knows: Ctrl+' for the last value."""
        if not (self.last and is_key(event, Qt.Key.Key_Apostrophe, ctrl=True)):
            return False
        if act:
            self.take_last()
        return True

    def mark_wrong(self, wrong: bool) -> None:
        """Red border or not."""
        target = self.focusProxy() or self
        redress(target, "wrong", wrong)


class LineEditor(Editor):
    """An editor whose words stand in one ``line``."""

    line: Line

    def words(self) -> str:
        """As typed."""
        return self.line.text()

    def show_words(self, words: str) -> None:
        """As typed."""
        self.line.setText(words)

    def offer_last(self, words: str) -> None:
        """In grey."""
        super().offer_last(words)
        last_shown(self.line, words)


def said_of(field: Field, value: Value) -> str:
    """A value as the words that :meth:`Editor.show_words` reads back."""
    return "、".join(value) if field.kind is Kind.FILES and isinstance(value, tuple) else show(value)


def last_shown(control: Line | Sheet, words: str) -> None:
    """The last value in grey where nothing is written yet."""
    line = " ".join(words.split())
    control.setPlaceholderText(f"上次：{line if len(line) <= 24 else line[:23] + '…'}")
    control.setToolTip("按 Ctrl+' 填入上次的内容")


def last_candidate(words: str) -> list[Candidate]:
    """The last value as the first of the candidates."""
    return [Candidate(words, "上次")] if words else []


def name(control: QWidget, field: Field) -> None:
    """The accessible name and description of a control."""
    control.setAccessibleName(field.label + ("（必填）" if field.required else ""))
    control.setAccessibleDescription(field.hint)
