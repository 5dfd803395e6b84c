"""A step of a case: what it asks, filled as the rule proposes it, what the rule has to say of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from app.features.blacklist import service
from app.features.blacklist.rules import is_empty
from app.kernel.change import Change
from app.kernel.feature import Feature
from app.kernel.workflow import Transition, needed
from app.ledgers import edit
from ui.forms.field_grid import FieldGrid, read_all, say_all
from ui.forms.record_dialog import help_for
from ui.forms.taking_up import TakenUp, grid_words, show_grid_words, step_place
from ui.manual.help_window import offer_help
from ui.shell.desk import Desk
from ui.shell.fitting import ABOVE, gutter
from ui.shell.look import look
from ui.shell.notices import Banner
from ui.shell.widgets import button, clear, column, line, row, words
from ui.shell.worker import Control

PAUSE = 300


class CaseStepDialog(QDialog):
    """For one case or for several at once. Cautions are told and do not hinder; what the rule forbids is refused."""

    def __init__(
        self, desk: Desk, feature: Feature, step: Transition, cases: Sequence[int], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._busy = False
        self._desk, self._step, self._cases, self._over = desk, step, list(cases), parent
        self._feature = feature
        here, ledger = look(), feature.ledger
        self.setWindowTitle(step.title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("ground", "surface")
        offer_help(self, desk, "blacklist")
        helper = help_for(desk, feature)
        wanted = needed(step)
        asked = [ledger[name] for name in (*step.asks, *(name for name in step.optional if name in wanted))]
        more = [ledger[name] for name in step.optional if name not in wanted]
        self.grids = [FieldGrid(fields, helper) for fields in (asked, more) if fields]
        self._notice, self._said = column(gap=here.px(6)), column(gap=here.px(6))
        self._taken_up = column()
        many = len(self._cases)
        title = f"{step.title}（{many} 件）" if many > 1 else step.title
        inside = QWidget()
        inside.setProperty("role", "sheet")
        parts: list[QWidget | int] = list(self.grids[:1])
        if len(self.grids) > 1:
            parts += [here.px(4), words("可一并填写", "section"), self.grids[1]]
        if not self.grids:
            parts.append(words("这一步不用填写内容。", "second"))
        holder = column(*parts, self._said, None, gap=here.px(10))
        inside.setLayout(holder)
        self._holder = holder
        self._scroll = scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        gutter(scroll, holder, beside=8, alone=0)
        self._go = button(step.title, kind="primary", tip="Ctrl+S", on_click=self.take)
        body = column(
            words(title, "section"),
            words(step.source, "hint", wrap=True),
            self._taken_up,
            self._notice,
            scroll,
            line(),
            row(None, button("取消", on_click=self.reject), self._go),
            gap=here.px(10),
        )
        body.setStretch(4, 1)
        body.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(14))
        self.setLayout(body)
        self._fit()
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.take)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._ask_rule)
        self._propose()

    def take(self) -> None:
        """Take the step for all of the cases, or for none."""
        values, errors = read_all(self.grids)
        errors = edit.problems(self._feature, values) | errors
        say_all(self.grids, errors, self._scroll)
        if errors or not self._go.isEnabled():
            return
        store, cases, name = self._desk.workspace.store, self._cases, self._step.name
        given = {name: value for name, value in values.items() if value not in (None, "", ())}
        self._go.setEnabled(False)

        draft = self._draft

        def job(_control: object) -> Change:
            change = service.take(store, cases, name, given)
            if draft is not None:
                draft.drop()
            return change

        self._busy = True
        self._desk.write(self._over, job, lambda _change: self.accept(), self._refused)

    def _propose(self) -> None:
        """Days, terms and bodies as the rule and the office's settings have them; several cases share them."""
        store, case, name = self._desk.workspace.store, self._cases[0], self._step.name

        self._draft: TakenUp | None = None
        self._wanted: set[str] = set()

        def job(_control: Control) -> dict[str, Any]:
            return dict(service.proposed(store, case, name))

        self._go.setEnabled(False)
        self._desk.worker.run(self, job, self._show, self._refused)

    def _show(self, found: dict[str, Any]) -> None:
        single = len(self._cases) == 1
        wanted = needed(self._step)
        self._wanted = {one for one in wanted if one in self._step.asks or is_empty(found.get(one))}
        for grid in self.grids:
            for name, box in grid.boxes.items():
                if name in self._wanted:
                    box.star(f"办理这一步要填写。{self._step.source}")
            own = {name: found.get(name) for name in grid.boxes if single or name not in ("listing", "term")}
            grid.show_values(own)
        self._draft = TakenUp(
            self,
            self._desk,
            step_place(self._feature.name, self._step.name),
            self._cases,
            lambda: grid_words(self.grids),
            lambda said: show_grid_words(self.grids, said),
            self._taken_up,
        )
        for grid in self.grids:
            grid.changed.connect(self._pause.start)
            grid.changed.connect(self._draft.touch)
        self._go.setEnabled(True)
        first = next((box for grid in self.grids for box in grid.boxes.values()), None)
        (first.editor if first is not None else self._go).setFocus(Qt.FocusReason.TabFocusReason)
        self._ask_rule()

    def _ask_rule(self) -> None:
        """What the rule has to say of the step as it stands."""
        values, _errors = read_all(self.grids)
        store, case, name = self._desk.workspace.store, self._cases[0], self._step.name
        given = {name: value for name, value in values.items() if value not in (None, "", ())}
        self._desk.worker.run(
            self,
            lambda _control: service.cautions(store, case, name, given),
            self._tell,
            self._caution_failed,
        )

    def _tell(self, said: list[str]) -> None:
        clear(self._said)
        for one in said:
            told = Banner(one, "amber")
            self._said.addWidget(told)
            told.show()  # else it has no height yet
        self._fit()

    def _fit(self) -> None:
        """As high as what it asks and what is said of it, as far as the screen goes; never lower than before."""
        body, inside = self.layout(), self._holder
        assert body is not None
        wide = look().px(640)
        sides = body.contentsMargins()
        asked = inside.totalHeightForWidth(wide - sides.left() - sides.right())
        scroll = self._scroll.sizeHint().expandedTo(self._scroll.minimumSizeHint())
        beside = body.totalHeightForWidth(wide) - scroll.height()
        room = self.screen().availableGeometry().height() - ABOVE
        before = self.height() if self.isVisible() else 0
        self.resize(wide, max(before, min(asked + beside, room)))

    def _caution_failed(self, sentence: str) -> None:
        if sentence:
            self._tell([sentence])

    def reject(self) -> None:
        """Not while it is being written, the answer comes back here; asked first where something was typed."""
        if not self._busy and (self._draft is None or self._draft.may_leave()):
            super().reject()

    def _refused(self, sentence: str) -> None:
        self._busy = False
        self._go.setEnabled(True)
        clear(self._notice)
        if sentence:
            self._notice.addWidget(Banner(sentence, "red"))
        values, errors = read_all(self.grids)
        lacking = [one for one in self._wanted if one not in errors and is_empty(values.get(one))]
        said = dict.fromkeys(lacking, "办理这一步要填写。")
        say_all(self.grids, errors | said, self._scroll)


def take_step(
    desk: Desk, feature: Feature, parent: QWidget, ids: Sequence[int], name: str
) -> CaseStepDialog | None:
    """The dialog of a step, open."""
    if feature.workflow is None or not ids:
        return None
    step = next(one for one in feature.workflow.transitions if one.name == name)
    dialog = CaseStepDialog(desk, feature, step, ids, parent)
    dialog.open()
    return dialog
