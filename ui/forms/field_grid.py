"""Fields in one or two columns; the keyboard walks them as they are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QSizePolicy, QWidget

from app.kernel.fields import Field, Value
from app.kernel.parsing import NotUnderstood
from ui.forms.choose import WIDE
from ui.forms.editor import FormHelp
from ui.forms.field_box import FieldBox
from ui.shell.look import look


class FieldGrid(QWidget):
    """Holds the boxes by field name."""

    changed = Signal()

    def __init__(self, fields: Sequence[Field], helper: FormHelp, columns: int = 2) -> None:
        super().__init__()
        self.setProperty("role", "sheet")
        self.boxes: dict[str, FieldBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look().px(20))
        grid.setVerticalSpacing(look().px(12))
        line, place = 0, 0
        for field in packed(fields, columns):
            wide = field.kind in WIDE or columns == 1
            if wide and place:
                line, place = line + 1, 0
            box = FieldBox(field, helper)
            box.changed.connect(self.changed)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            grid.addWidget(box, line, place, 1, columns if wide else 1)
            self.boxes[field.name] = box
            place = 0 if wide else place + 1
            if wide or place == columns:
                line, place = line + 1, 0
        grid.setRowStretch(line + 1, 1)  # height that is left over goes below, not between
        if line == 0 and place:  # a field alone is as wide as one that has a neighbour
            grid.addWidget(QWidget(), 0, place)
        for number in range(columns):
            grid.setColumnStretch(number, 1)
            grid.setColumnMinimumWidth(number, look().px(120))

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Put values in; what is not named stays empty."""
        for name, box in self.boxes.items():
            box.show_value(values.get(name))

    def read(self) -> tuple[dict[str, Value], dict[str, str]]:
        """``(values, errors)``: a field that cannot be read is in the second only."""
        values: dict[str, Value] = {}
        errors: dict[str, str] = {}
        for name, box in self.boxes.items():
            try:
                values[name] = box.value()
            except NotUnderstood as fault:
                errors[name] = str(fault)
        return values, errors

    def say(self, errors: Mapping[str, str]) -> None:
        """Show errors under their fields and clear the others."""
        for name, box in self.boxes.items():
            box.say(errors.get(name, ""))

    def first_wrong(self) -> FieldBox | None:
        """Where to lead the eye."""
        return next((box for box in self.boxes.values() if box.error), None)


def packed(fields: Sequence[Field], columns: int) -> list[Field]:
    """In order, but a gap before a wide field is filled with the next narrow one."""
    waiting, found, place = list(fields), list[Field](), 0
    while waiting:
        wide = waiting[0].kind in WIDE
        if wide and place:
            narrow = next((field for field in waiting if field.kind not in WIDE), None)
            if narrow is not None:
                waiting.remove(narrow)
                found.append(narrow)
                place = (place + 1) % columns
                continue
        found.append(waiting.pop(0))
        place = 0 if wide else (place + 1) % columns
    return found


def read_all(grids: Iterable[FieldGrid]) -> tuple[dict[str, Value], dict[str, str]]:
    """The values of several grids, and a sentence on each that could not be read."""
    values: dict[str, Value] = {}
    errors: dict[str, str] = {}
    for grid in grids:
        found, wrong = grid.read()
        values |= found
        errors |= wrong
    return values, errors


def say_all(grids: Sequence[FieldGrid], errors: Mapping[str, str], scroll: QScrollArea) -> None:
    """What is wrong under its field; the first such field gets the keyboard and is brought into sight."""
    for grid in grids:
        grid.say(errors)
    wrong = next((box for grid in grids if (box := grid.first_wrong()) is not None), None)
    if wrong is not None:
        wrong.editor.setFocus(Qt.FocusReason.TabFocusReason)
        QTimer.singleShot(0, scroll, partial(scroll.ensureWidgetVisible, wrong))
