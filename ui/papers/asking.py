"""What only the clerk knows, asked beside the paper: style, day, and the values of the kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kernel.display import long_day
from app.kernel.fields import Field, Kind
from app.kernel.papers import Ask
from app.kernel.parsing import NotUnderstood
from ui.forms.editor import FormHelp
from ui.forms.field_grid import FieldGrid
from ui.shell.widgets import clear

KINDS = {"text": Kind.TEXT, "paragraph": Kind.PARAGRAPH, "day": Kind.DAY}
DAY = "paper_day"


class AskForm(QWidget):
    """The day of the paper and what it asks, in one column. ``changed`` whenever something is written."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self.setProperty("role", "sheet")
        self._helper = FormHelp(today, lambda _field: (), lambda _field, _text: [])
        self._today = today
        self.grid: FieldGrid | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)

    def show_asks(
        self, asks: Sequence[Ask], proposed: Mapping[str, str], day: date | None, empty_hint: str = ""
    ) -> None:
        """Ask for these, filled with what is proposed; ``empty_hint`` says what an empty line means."""
        clear(self._box)
        fields = [
            Field(DAY, "文书日期", Kind.DAY),
            *(Field(one.name, one.name, KINDS[one.kind], hint=one.hint or empty_hint) for one in asks),
        ]
        self.grid = FieldGrid(fields, self._helper, columns=1)
        self.grid.boxes[DAY].show_value(day or self._today)
        for one in asks:
            self.grid.boxes[one.name].editor.show_words(proposed.get(one.name, ""))
        self.grid.changed.connect(self.changed)
        self._box.addWidget(self.grid)
        self._box.addStretch(1)

    def day(self) -> date:
        """The day of the paper; today while it cannot be read."""
        try:
            found = self.grid.boxes[DAY].value() if self.grid is not None else None
        except NotUnderstood:
            found = None
        return found if isinstance(found, date) else self._today

    def typed(self, *, filled_only: bool = False) -> dict[str, str]:
        """What stands in the lines, days written out; what cannot be read stands as it was typed.

        A line stands as it was typed, too: the blanks of 　时　分 are filled by hand on the paper.
        """
        found: dict[str, str] = {}
        for name, box in self.grid.boxes.items() if self.grid is not None else ():
            if name == DAY:
                continue
            try:
                value = box.value()
            except NotUnderstood:
                value = box.editor.words()
            text = long_day(value) if isinstance(value, date) else str(value or "")
            if text and box.field.kind is Kind.TEXT:
                text = box.editor.words().strip(" ")
            if text or not filled_only:
                found[name] = text
        return found

    def go_to(self, name: str) -> bool:
        """The keyboard to a line; False where there is none of that name."""
        box = self.grid.boxes.get(name) if self.grid is not None else None
        if box is None:
            return False
        box.editor.setFocus()
        return True

    def wrong(self) -> bool:
        """Does something stand there that cannot be read?"""
        if self.grid is None:
            return False
        _values, errors = self.grid.read()
        self.grid.say(errors)
        return bool(errors)
