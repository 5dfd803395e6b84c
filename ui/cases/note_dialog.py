"""A management record of a case: a report that came, an inspection, an interview, a measure, a new act."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from app.features.blacklist import notes
from app.features.blacklist_events import FEATURE as EVENTS
from app.kernel.change import Change
from app.ledgers import edit
from ui.forms.field_grid import FieldGrid
from ui.forms.record_dialog import help_for
from ui.manual.help_window import offer_help
from ui.shell.desk import Desk
from ui.shell.fitting import Rolled, fit_content
from ui.shell.look import look
from ui.shell.notices import Banner
from ui.shell.widgets import button, clear, column, row, words

OWN = ("case_number", "enterprise_name")
"""The case's own words, not asked."""


class NoteDialog(QDialog):
    """``kind`` is filled in; the day is today."""

    def __init__(self, desk: Desk, parent: QWidget, case: int, called: str, kind: str = "") -> None:
        super().__init__(parent)
        self._busy = False
        self._desk, self._case, self._over = desk, case, parent
        here = look()
        self.setWindowTitle("登记管理记录")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("ground", "surface")
        offer_help(self, desk, "blacklist")
        fields = [
            EVENTS.ledger[name]
            for section in EVENTS.ledger.sections
            for name in section.fields
            if name not in OWN
        ]
        self.grid = FieldGrid(fields, help_for(desk, EVENTS))
        self.grid.show_values({"kind": kind or None, "day": desk.workspace.clock.today()})
        self._notice = column()
        self._go = button("登记", "check", "primary", tip="Ctrl+S", on_click=self.save)
        body = column(
            words(f"登记{kind or '管理记录'}", "section"),
            words(called, "second", wrap=True),
            self._notice,
            Rolled(self.grid),
            row(None, button("取消", on_click=self.reject), self._go),
            gap=here.px(10),
        )
        body.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(14))
        self.setLayout(body)
        fit_content(self, 600)
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)
        self.grid.boxes["day" if kind else "kind"].editor.setFocus()

    def save(self) -> None:
        """Enter it."""
        values, errors = self.grid.read()
        errors = edit.problems(EVENTS, values) | errors
        self.grid.say(errors)
        if errors or not self._go.isEnabled():
            return
        store, case = self._desk.workspace.store, self._case
        given = {name: value for name, value in values.items() if value not in (None, "", ())}
        self._go.setEnabled(False)

        def job(_control: object) -> Change:
            return notes.note_record(store, case, given)

        self._busy = True
        self._desk.write(self._over, job, lambda _change: self.accept(), self._refused)

    def reject(self) -> None:
        """Not while it is being written: the answer comes back here."""
        if not self._busy:
            super().reject()

    def _refused(self, sentence: str) -> None:
        self._busy = False
        self._go.setEnabled(True)
        clear(self._notice)
        if sentence:
            self._notice.addWidget(Banner(sentence, "red"))
