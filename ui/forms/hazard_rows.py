"""“同时登记隐患”: a compact list of hazards entered with an inspection, a line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.kernel.fields import Field, Kind, Value
from app.kernel.parsing import NotUnderstood
from ui.forms.choose import editor_for
from ui.forms.editor import Editor, FormHelp
from ui.shell.look import look
from ui.shell.notices import ask
from ui.shell.widgets import button, column, icon_button, row, words

STRETCH = {Kind.PARAGRAPH: 5, Kind.TEXT: 2, Kind.DAY: 3, Kind.ONE: 2}


class HazardRows(QWidget):
    """Editors by line; a line without anything in it does not count."""

    changed = Signal()

    def __init__(self, fields: Sequence[Field], helper: FormHelp, lines: int = 1) -> None:
        super().__init__()
        self.setProperty("role", "sheet")
        self._fields, self._help = tuple(fields), helper
        self.lines: list[dict[str, Editor]] = []
        self._wrong: Editor | None = None
        self._crosses: list[QWidget] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look().px(8))
        self._grid.setVerticalSpacing(look().px(8))
        for at, field in enumerate(fields):
            label = words(field.label, "label")
            star = (words("*", "error"),) if field.required else ()
            self._grid.addLayout(row(label, *star, None, gap=3), 0, at)
            self._grid.setColumnStretch(at, STRETCH.get(field.kind, 2))
        self._error = words("", "error", wrap=True)
        self._error.hide()
        self._more = button("再加一条", "plus", "link", small=True, on_click=self.add)
        self.setLayout(column(self._grid, self._error, row(self._more, None), gap=look().px(6)))
        for _number in range(lines):
            self.add()

    def add(self) -> None:
        """Another line; the keyboard goes there."""
        line = {field.name: self._editor(field) for field in self._fields}
        place = self._grid.rowCount()
        for at, editor in enumerate(line.values()):
            self._grid.addWidget(editor, place, at, Qt.AlignmentFlag.AlignTop)
        cross = icon_button(
            "x", f"去掉第 {len(self.lines) + 1} 条隐患", lambda: self._cross_out(line), size=14
        )
        self._grid.addWidget(cross, place, len(line), Qt.AlignmentFlag.AlignTop)
        for one, following in pairwise((*self._crosses[-1:], *line.values(), cross, self._more)):
            self.setTabOrder(one, following)
        self.lines.append(line)
        self._crosses.append(cross)
        if len(self.lines) > 1:
            next(iter(line.values())).setFocus()

    def read(self) -> tuple[list[dict[str, Value]], str]:
        """``(hazards, what is wrong)``; wrong editors are marked red."""
        for line in self.lines:
            for editor in line.values():
                editor.settle()
        found: list[dict[str, Value]] = []
        fault = ""
        self._wrong = None
        for number, line in enumerate(self.lines, 1):
            values: dict[str, Value] = {}
            for name, editor in line.items():
                try:
                    values[name] = editor.value()
                    editor.mark_wrong(wrong=False)
                except NotUnderstood as reason:
                    editor.mark_wrong(wrong=True)
                    self._wrong = self._wrong or editor
                    fault = fault or f"第 {number} 条{editor.field.label}：{reason}"
            if any(value not in (None, "", ()) for value in values.values()):
                found.append(values)
        self._error.setText(fault)
        self._error.setVisible(bool(fault))
        return found, fault

    def to_wrong(self) -> None:
        """The keyboard into the first editor that could not be read."""
        if self._wrong is not None:
            self._wrong.setFocus()

    def words(self) -> list[dict[str, str]]:
        """What stands in the lines as typed; lines with nothing in them are left out."""
        lines = [{name: editor.words() for name, editor in line.items()} for line in self.lines]
        return [line for line in lines if any(said.strip() for said in line.values())]

    def show_words(self, given: Sequence[Mapping[str, str]]) -> None:
        """Put lines back as they were typed."""
        self.show_lines([{}] * len(given))
        for line, said in zip(self.lines, given, strict=False):
            for name, editor in line.items():
                editor.show_words(said.get(name, ""))

    def show_lines(self, given: Sequence[Mapping[str, Value]]) -> None:
        """Begin anew with these."""
        while self.lines:
            self._drop(self.lines[-1])
        for values in given or ({},):
            self.add()
            for name, editor in self.lines[-1].items():
                editor.show_value(values.get(name))

    def _editor(self, field: Field) -> Editor:
        made = editor_for(field, self._help)
        made.changed.connect(self.changed)
        number = len(self.lines) + 1
        target = made.focusProxy() or made
        target.setAccessibleName(f"第 {number} 条{field.label}")
        return made

    def _cross_out(self, line: dict[str, Editor]) -> None:
        """Take a row away; where something is written in it, only after asking."""
        number = self.lines.index(line) + 1
        if any(map(_written, line.values())) and not ask(
            self, "去掉这条隐患", f"第 {number} 条已经填写，去掉后要重填。", "去掉", "保留", danger=True
        ):
            return
        self._drop(line)

    def _drop(self, line: dict[str, Editor]) -> None:
        at = self.lines.index(line)
        for part in (*self.lines.pop(at).values(), self._crosses.pop(at)):
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        self.changed.emit()


def _written(editor: Editor) -> bool:
    try:
        return editor.value() not in (None, "", ())
    except NotUnderstood:
        return True
