"""A form for one record, made from the ledger's sections."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.kernel.display import show
from app.kernel.feature import Feature
from app.kernel.fields import Field, Kind, Value
from ui.forms.editor import FormHelp, said_of
from ui.forms.field_box import FieldBox
from ui.forms.field_grid import FieldGrid
from ui.forms.reference import ReferenceEditor
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
        self._firm = 0
        self._last: dict[str, str] = {}
        self._grids: list[FieldGrid] = []
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(look().px(12))
        self.more: QPushButton | None = None
        quick = quick and len(feature.ledger.fields) > AT_A_GLANCE
        wanted = feature.missing({})  # what else an empty record lacks, as the code of a firm
        first = [one for one in feature.ledger.fields if one.required or one.label in wanted] if quick else []
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
        firm = values.get("enterprise_id")
        self._firm = firm if isinstance(firm, int) else 0
        for grid in self._grids:
            grid.show_values(self._given)
        self._point()
        self._compare_days()

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

    def first_empty(self) -> QWidget | None:
        """The first control whose field has nothing yet; where all have, the first."""
        filled = [name for name, box in self.boxes.items() if box.editor.words().strip()]
        return self.first_control(filled) or self.first_control()

    def read(self) -> tuple[dict[str, Value], dict[str, str]]:
        """``(values, errors)`` of the whole form; with the firm's id where one of its candidates was chosen."""
        values, errors = dict(self._given), dict[str, str]()
        for grid in self._grids:
            found, wrong = grid.read()
            values |= found
            errors |= wrong
        if firm := self._chosen_firm():
            values["enterprise_id"] = firm
        return values, errors

    def settle(self) -> None:
        """Take what is highlighted in an open list, before the form is read."""
        for box in self.boxes.values():
            box.editor.settle()

    def words(self) -> dict[str, str]:
        """What stands in the form as typed, read or not; for fields not shown, what they came with."""
        ledger = self._feature.ledger
        hidden = {
            name: said_of(ledger[name], value) for name, value in self._given.items() if value not in EMPTY
        }
        return hidden | {name: box.editor.words() for name, box in self.boxes.items()}

    def show_words(self, words: Mapping[str, str]) -> None:
        """Put words back as they were typed."""
        if any(said.strip() and name not in self.boxes for name, said in words.items()):
            self.unfold()
        for name, box in self.boxes.items():
            if name in words:
                box.editor.show_words(words[name])

    def offer_last(self, words: Mapping[str, str]) -> None:
        """What the last record had, in grey; also in the fields that are shown later."""
        self._last = dict(words)
        for name, box in self.boxes.items():
            if words.get(name):
                box.editor.offer_last(words[name])

    def touched(self) -> dict[str, Value]:
        """What differs from the record that was put in; unreadable fields count as touched."""
        values, errors = self.read()
        found = {
            name: value
            for name, value in values.items()
            if name != "enterprise_id"
            and value != self._given.get(name)
            and not (value in EMPTY and self._given.get(name) in EMPTY)
        }
        if (firm := values.get("enterprise_id")) and firm != self._firm:
            found["enterprise_id"] = firm
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
        for name, box in grid.boxes.items():
            if self._last.get(name):
                box.editor.offer_last(self._last[name])
        grid.changed.connect(self.changed)
        for name in {one for pair in self._feature.ledger.follows for one in pair} & set(grid.boxes):
            grid.boxes[name].left.connect(self._compare_days)
        self._grids.append(grid)
        self._body.addWidget(grid)
        self._point()

    def _compare_days(self) -> None:
        """A day before the one it follows is told where it stands."""
        values, _errors = self.read()
        said = self._feature.ledger.turned_round(values)
        for _first, later in self._feature.ledger.follows:
            if (box := self.boxes.get(later)) is not None:
                box.warn(f"{said[later]}，请核对" if later in said else "")

    def _references(self) -> list[ReferenceEditor]:
        found = (box.editor for box in self.boxes.values() if box.field.kind is Kind.ENTERPRISE)
        return [editor for editor in found if isinstance(editor, ReferenceEditor)]

    def _point(self) -> None:
        """The name put in stands for the firm the record came with."""
        for editor in self._references():
            if self._firm and editor.words() == show(self._given.get(editor.field.name)):
                editor.point_at(self._firm)

    def _chosen_firm(self) -> int:
        return next((editor.record for editor in self._references() if editor.record), 0)
