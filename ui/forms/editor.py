"""What every editor of a form has in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kernel.fields import Field, Value
from ui.shell.widgets import redress

if TYPE_CHECKING:
    from ui.shell.desk import Desk


@dataclass(frozen=True)
class FormHelp:
    """What editors may ask: words of a list, what fits the text typed so far, and where a field has a source,
    the words picked from it (None: nothing picked). ``desk`` is for what needs the store itself, such as photos.
    """

    today: date
    choices: Callable[[Field], tuple[str, ...]]
    suggest: Callable[[Field, str], list[str]]
    pick: Callable[[Field, str], str | None] | None = None
    desk: Desk | None = None


class Editor(QWidget):
    """Holds one value. ``value`` raises NotUnderstood with a sentence where the words cannot be read."""

    changed = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
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

    def mark_wrong(self, wrong: bool) -> None:
        """Red border or not."""
        target = self.focusProxy() or self
        redress(target, "wrong", wrong)


def name(control: QWidget, field: Field) -> None:
    """The accessible name and description of a control."""
    control.setAccessibleName(field.label + ("（必填）" if field.required else ""))
    control.setAccessibleDescription(field.hint)
