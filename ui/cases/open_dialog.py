"""立案: a firm and its grounds; what the firm's file knows is filled in by the program."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from app.features.blacklist import FEATURE, service
from app.features.blacklist.rules import GROUNDS
from app.kernel.change import Change
from app.kernel.feature import Feature
from app.kernel.fields import Value
from app.ledgers import edit
from ui.forms.field_grid import FieldGrid
from ui.forms.record_dialog import help_for
from ui.manual.help_window import offer_help
from ui.shell.desk import Desk
from ui.shell.fitting import Rolled, fit_content
from ui.shell.look import look
from ui.shell.notices import Banner
from ui.shell.widgets import button, clear, column, row, words

ASKED = ("enterprise_name", "collected_on", "grounds", "rank")


class OpenCaseDialog(QDialog):
    """``saved`` with the change; the case is opened on the page where it goes on."""

    saved = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, given: Mapping[str, Value] | None = None) -> None:
        super().__init__(parent)
        self._busy = False
        self._desk, self._over = desk, parent
        here = look()
        self.setWindowTitle("黑名单立案")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("ground", "surface")
        offer_help(self, desk, "blacklist")
        self.grid = FieldGrid([FEATURE.ledger[name] for name in ASKED], help_for(desk, FEATURE))
        known: dict[str, Value] = {"collected_on": desk.workspace.clock.today(), **(given or {})}
        self.grid.show_values({name: known.get(name) for name in ASKED})
        self.grid.changed.connect(self._tell_grounds)
        self._given = {name: value for name, value in known.items() if name not in ASKED}
        self._firm = known.get("enterprise_name")
        self._notice, self._grounds = column(), column(gap=here.px(4))
        self._go = button("立案", "check", "primary", tip="Ctrl+S", on_click=self.save)
        body = column(
            words("黑名单立案", "section"),
            words("单位的基础信息从企业档案带出，立案后在案件里补齐、核实。", "second", wrap=True),
            self._notice,
            Rolled(self.grid),
            self._grounds,
            row(None, button("取消", on_click=self.reject), self._go),
            gap=here.px(10),
        )
        body.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(14))
        self.setLayout(body)
        fit_content(self, 640)
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)
        self._tell_grounds()
        first = "grounds" if known.get("enterprise_name") else "enterprise_name"
        self.grid.boxes[first].editor.setFocus()

    def save(self) -> None:
        """Open the case."""
        for box in self.grid.boxes.values():
            box.editor.settle()
        values, errors = self.grid.read()
        errors = edit.problems(FEATURE, values) | errors
        self.grid.say(errors)
        if errors or not self._go.isEnabled():
            return
        kept = self._given if values.get("enterprise_name") == self._firm else {}
        store = self._desk.workspace.store
        given = {**kept, **{name: value for name, value in values.items() if value not in (None, "", ())}}
        self._go.setEnabled(False)
        self._busy = True

        def job(_control: object) -> Change:
            return service.open_case(store, given)

        self._desk.write(self._over, job, self._saved, self._refused)

    def _saved(self, change: Change) -> None:
        self.saved.emit(change)
        self.accept()
        made = change.created.get(FEATURE.name, ())
        if made:
            self._desk.go(FEATURE.name, record=made[-1])

    def reject(self) -> None:
        """Not while the case is being written: the answer comes back here."""
        if not self._busy:
            super().reject()

    def _refused(self, sentence: str) -> None:
        self._busy = False
        self._go.setEnabled(True)
        clear(self._notice)
        if sentence:
            self._notice.addWidget(Banner(sentence, "red"))

    def _tell_grounds(self) -> None:
        """The rule's own words of the grounds chosen."""
        clear(self._grounds)
        values, _errors = self.grid.read()
        chosen = values.get("grounds")
        for ground in GROUNDS:
            if isinstance(chosen, tuple) and ground.name in chosen:
                self._grounds.addWidget(words(f"{ground.name}：{ground.text}", "hint", wrap=True))


def open_new(
    desk: Desk, _feature: Feature, parent: QWidget, given: Mapping[str, Value] | None = None
) -> OpenCaseDialog:
    """What 新增 of the ledger does."""
    dialog = OpenCaseDialog(desk, parent, given)
    dialog.open()
    return dialog
