"""Whole numbers and money, with the unit written behind and, while typing, how the words are understood."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout

from app.kernel.display import show
from app.kernel.fields import Field, Kind, Value
from app.kernel.parsing import NotUnderstood, read_text
from ui.forms.editor import FormHelp, LineEditor
from ui.forms.line import Line
from ui.forms.understood import Understood
from ui.shell.look import look
from ui.shell.widgets import words


class NumberEditor(LineEditor):
    """A line edit; money is read with 万, 元 and commas and written out in the field's unit, thousands parted."""

    def __init__(self, field: Field, _helper: FormHelp) -> None:
        super().__init__(field)
        self.line = Line()
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.line.editingFinished.connect(self._tidy)
        self.line.takers.append(self.take_key)
        self.hold(self.line)
        taken = 0
        if field.kind is Kind.MONEY or field.unit:
            unit = words(field.unit, "hint")
            inside = QHBoxLayout(self.line)
            inside.setContentsMargins(0, 0, 10, 0)
            inside.addStretch(1)
            inside.addWidget(unit)
            taken = unit.sizeHint().width() + look().px(6)
            self.line.setTextMargins(0, 0, taken, 0)
        self.preview = Understood(self.line, self._understood, taken)

    def value(self) -> Value:
        """The number."""
        return read_text(self.field, self.line.text())

    def show_value(self, value: Value) -> None:
        """Put a number in."""
        self.line.setText(grouped(value))

    def _understood(self) -> str:
        """5000元 in a field of 万元: → 0.5; 1.2 there: = 12,000 元."""
        try:
            number = self.value()
        except NotUnderstood:
            return ""
        if not isinstance(number, int | Decimal):
            return ""
        said = grouped(number)
        if said.replace(",", "") != self.line.text().strip().replace(",", ""):
            return f"→ {said}"
        if "万" in self.field.unit:
            return f"= {grouped(Decimal(number) * 10_000)} 元"
        return f"= {said}" if "," in said and "," not in self.line.text() else ""

    def _tidy(self) -> None:
        try:
            number = self.value()
        except NotUnderstood:
            return
        if number is not None and self.line.text() != grouped(number):
            self.line.setText(grouped(number))


def grouped(value: Value) -> str:
    """A number as written with its thousands parted: 12,000.5."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return show(value)
    whole, dot, rest = show(value).partition(".")
    return f"{int(whole):,}{dot}{rest}" if whole.lstrip("-").isdigit() else show(value)
