"""The small dialog of a workflow's step: what it asks, what it offers, and what still stands in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from app.kernel.change import Change
from app.kernel.feature import Feature
from app.kernel.fields import Kind, Value
from app.kernel.workflow import Transition, needed, to_be_mended
from app.ledgers import edit
from ui.forms.field_grid import FieldGrid, read_all, say_all
from ui.forms.record_dialog import help_for
from ui.forms.taking_up import TakenUp, grid_words, show_grid_words, step_place
from ui.manual.help_window import offer_help
from ui.shell.desk import Desk
from ui.shell.fitting import gutter
from ui.shell.look import look
from ui.shell.notices import Banner
from ui.shell.widgets import button, column, line, row, words


class StepDialog(QDialog):
    """Takes the step for all of ``ids`` or for none. A day it asks for is filled in with today.

    What the step cannot do without stands above, with a star; what it offers besides stands below.
    """

    def __init__(
        self,
        desk: Desk,
        feature: Feature,
        step: Transition,
        ids: Sequence[int],
        parent: QWidget,
        record: Mapping[str, Value] | None = None,
    ) -> None:
        super().__init__(parent)
        self.finished.connect(self.deleteLater)
        offer_help(self, desk, feature.name)
        self._desk, self._feature, self._step, self._ids = desk, feature, step, list(ids)
        self._over, self._busy = parent, False
        self.setWindowTitle(step.title)
        self.setModal(True)
        self.setProperty("ground", "surface")
        self._record = dict(record or {})
        self.grids = self._fields()
        self._notice = column()
        self._go = button(step.title, kind="primary", on_click=self.take)
        self._scroll = QScrollArea()
        self._lay_out()
        self._draft = TakenUp(
            self,
            desk,
            step_place(feature.name, step.name),
            self._ids,
            lambda: grid_words(self.grids),
            lambda said: show_grid_words(self.grids, said),
            self._notice,
        )
        for grid in self.grids:
            grid.changed.connect(self._draft.touch)
            grid.changed.connect(self._mark)
        self._mark()
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, activated=self.take)  # type: ignore[call-overload]
        first = next((box for grid in self.grids for box in grid.boxes.values()), None)
        (first.editor if first is not None else self._go).setFocus(Qt.FocusReason.TabFocusReason)

    def _fields(self) -> list[FieldGrid]:
        """What the step cannot do without, then what it offers besides; either may be missing."""
        step, ledger = self._step, self._feature.ledger
        helper = help_for(self._desk, self._feature)
        wanted = needed(step, self._record)
        above = (*step.asks, *(name for name in step.optional if name in wanted))
        below = tuple(name for name in step.optional if name not in wanted)
        grids = [
            FieldGrid([ledger[name] for name in names], helper)
            for group in (above, below)
            if (names := [name for name in group if name in ledger.by_name])
        ]
        for grid in grids:
            grid.show_values(self._start(list(grid.boxes), self._record))
        return grids

    def _lay_out(self) -> None:
        step, many, here = self._step, len(self._ids), look()
        title = f"{step.title}（{many} {self._feature.ledger.counter}）" if many > 1 else step.title
        body = column(words(title, "section"), gap=here.px(10))
        if step.source:
            body.addWidget(words(step.source, "hint", wrap=True))
        body.addLayout(self._notice)
        inside = QWidget()
        inside.setProperty("role", "sheet")
        parts: list[QWidget | int] = list(self.grids[:1])
        if len(self.grids) > 1:
            parts += [here.px(4), words("可一并补充", "section"), self.grids[1]]
        holder = column(*parts, None)
        inside.setLayout(holder)
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        gutter(self._scroll, holder, beside=8, alone=0)
        body.addWidget(self._scroll, 1)
        body.addWidget(line())
        body.addLayout(row(None, button("取消", on_click=self.reject), self._go))
        body.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(14))
        self.setLayout(body)
        height = inside.sizeHint().height() + here.px(170)
        room = self.screen().availableGeometry().height() - 60
        self.resize(here.px(620), min(height, here.px(600), room))

    def take(self) -> None:
        """Take the step."""
        values, errors = read_all(self.grids)
        errors = edit.problems(self._feature, values) | errors
        say_all(self.grids, errors, self._scroll)
        if errors:
            return
        several = len(self._ids) > 1
        given = {name: value for name, value in values.items() if value not in (None, "", ()) or not several}
        store, feature, ids, name = self._desk.workspace.store, self._feature, self._ids, self._step.name
        self._go.setEnabled(False)
        self._busy, draft = True, self._draft

        def job(_control: object) -> Change:
            change = edit.take_step(store, feature, ids, name, given)
            draft.drop()
            return change

        self._desk.write(self._over, job, lambda _change: self.accept(), self._refused, asker=self)

    def reject(self) -> None:
        """Leave; ask first where something was typed."""
        if not self._busy and self._draft.may_leave():
            super().reject()

    def _mark(self) -> None:
        """Stars as things stand: what is put right at once needs no signatures. Of several records, what each has
        on file is not known here: of them the step's own fields are starred.
        """
        several = len(self._ids) > 1
        wanted = needed(self._step, None if several else {**self._record, **read_all(self.grids)[0]})
        for grid in self.grids:
            for name, box in grid.boxes.items():
                if name in wanted and (name in self._step.asks or not several):
                    box.star(f"办理这一步要填写。{self._step.source}")
                else:
                    box.unstar()

    def _start(self, names: Sequence[str], record: Mapping[str, Value]) -> dict[str, Value]:
        """What is on file, and today where a day is asked for and none is."""
        values = {name: record.get(name) for name in names}
        for name in self._step.asks:
            if name in values and self._feature.ledger[name].kind is Kind.DAY and values[name] is None:
                values[name] = self._desk.workspace.clock.today()
        return values

    def _refused(self, sentence: str) -> None:
        self._busy = False
        self._go.setEnabled(True)
        while (item := self._notice.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if sentence:
            self._notice.addWidget(Banner(sentence, "red"))
        values, errors = read_all(self.grids)
        lacking = to_be_mended(self._step, {**self._record, **values})
        errors |= {name: f"缺少{said}。" for name, said in lacking.items() if said in sentence}
        if not errors:
            self._go.setFocus(Qt.FocusReason.OtherFocusReason)
        say_all(self.grids, errors, self._scroll)
