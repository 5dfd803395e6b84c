"""A form for one record, made from the ledger's sections."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.kernel.feature import Feature
from app.kernel.fields import Field, Value
from ui.forms.editor import FormHelp
from ui.forms.field_box import FieldBox
from ui.forms.field_grid import FieldGrid
from ui.shell.look import look
from ui.shell.widgets import button, column, row, words

EMPTY: tuple[Value, ...] = (None, "", ())
AT_A_GLANCE = 14  # a ledger of so few fields is shown whole: nothing of it is worth a click


class RecordForm(QWidget):
    """``quick`` shows the starred fields of a long ledger and unfolds the rest on demand.

    Fields whose editor has not been made keep the value they came with.
    """

    changed = Signal()

    def __init__(self, feature: Feature, helper: FormHelp, *, quick: bool) -> None:
        super().__init__()
        self.setProperty("role", "sheet")
        self._feature, self._helper = feature, helper
        self._given: dict[str, Value] = {}
        self._grids: list[FieldGrid] = []
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(look().px(12))
        self.more: QPushButton | None = None
        quick = quick and len(feature.ledger.fields) > AT_A_GLANCE
        first = [field for field in feature.ledger.fields if field.required] if quick else []
        if first:
            self._add_grid(first)
            self.more = button("更多栏目", "chevron-down", "link", on_click=self._go_on_below)
            self._body.addLayout(row(self.more, None))
        else:
            self._add_sections(set())
        self._body.addStretch(1)

    @property
    def boxes(self) -> dict[str, FieldBox]:
        """Every field shown so far."""
        return {name: box for grid in self._grids for name, box in grid.boxes.items()}

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Put a record in."""
        self._given = {field.name: values.get(field.name) for field in self._feature.ledger.fields}
        for grid in self._grids:
            grid.show_values(self._given)

    def unfold(self) -> None:
        """Show the remaining fields, section by section."""
        if self.more is None:
            return
        self.more.hide()
        shown = set(self.boxes)
        self.more = None
        stretch = self._body.takeAt(self._body.count() - 1)
        self._add_sections(shown)
        if stretch is not None:
            self._body.addStretch(1)

    def _go_on_below(self) -> None:
        """Unfold, and bring the keyboard to the first of the new fields once they are seen."""
        shown = set(self.boxes)
        self.unfold()
        first = self.first_control(shown)
        if first is not None:
            QTimer.singleShot(0, partial(first.setFocus, Qt.FocusReason.TabFocusReason))

    def first_control(self, beyond: Collection[str] = ()) -> QWidget | None:
        """What takes the keyboard in the first field that can be written in, apart from some."""
        for name, box in self.boxes.items():
            control: QWidget = box.editor
            while (behind := control.focusProxy()) is not None:
                control = behind
            if name not in beyond and control.focusPolicy() & Qt.FocusPolicy.TabFocus:
                return control
        return None

    def read(self) -> tuple[dict[str, Value], dict[str, str]]:
        """``(values, errors)`` of the whole form."""
        values, errors = dict(self._given), dict[str, str]()
        for grid in self._grids:
            found, wrong = grid.read()
            values |= found
            errors |= wrong
        return values, errors

    def touched(self) -> dict[str, Value]:
        """What differs from the record that was put in; unreadable fields count as touched."""
        values, errors = self.read()
        found = {
            name: value
            for name, value in values.items()
            if value != self._given.get(name) and not (value in EMPTY and self._given.get(name) in EMPTY)
        }
        return found | dict.fromkeys(errors)

    def say(self, errors: Mapping[str, str]) -> FieldBox | None:
        """Show errors; the first box that has one is returned and gets the keyboard."""
        if self.more is not None and any(name not in self.boxes for name in errors):
            self.unfold()
        for grid in self._grids:
            grid.say(errors)
        wrong = next((box for grid in self._grids if (box := grid.first_wrong()) is not None), None)
        if wrong is not None:
            wrong.editor.setFocus()
        return wrong

    def add_part(self, title: str, part: QWidget) -> None:
        """Something of the page's own below the fields."""
        self._body.insertLayout(
            self._body.count() - 1, column(words(title, "section"), part, gap=look().px(8))
        )

    def _add_sections(self, done: set[str]) -> None:
        ledger = self._feature.ledger
        named = {name for section in ledger.sections for name in section.fields}
        groups = [(section.title, [ledger[name] for name in section.fields]) for section in ledger.sections]
        groups.append(("其他", [field for field in ledger.fields if field.name not in named]))
        for title, fields in groups:
            left = [field for field in fields if field.name not in done and not field.computed]
            if left:
                self._body.addSpacing(look().px(4) if self._grids else 0)
                self._body.addWidget(words(title, "section"))
                self._add_grid(left)

    def _add_grid(self, fields: list[Field]) -> None:
        grid = FieldGrid(fields, self._helper)
        grid.show_values(self._given)
        grid.changed.connect(self.changed)
        self._grids.append(grid)
        self._body.addWidget(grid)
