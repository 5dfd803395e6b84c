"""更正: one fact of a case set right, with the reason; what it was stays in the management records."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from app.features.blacklist import FEATURE
from app.kernel.change import Change
from app.kernel.feature import Record
from app.kernel.parsing import NotUnderstood
from app.overview import blacklist_notice
from ui.forms.field_box import FieldBox
from ui.forms.line import Sheet
from ui.forms.one import Choice
from ui.forms.record_dialog import help_for
from ui.manual.help_window import offer_help
from ui.settings.parts import asked
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import Banner
from ui.shell.widgets import button, clear, column, row, words


class CorrectDialog(QDialog):
    """The field, its right value, why. Saved only with a reason (第六条)."""

    def __init__(self, desk: Desk, parent: QWidget, record: Record) -> None:
        super().__init__(parent)
        self._desk, self._record, self._over = desk, record, parent
        here = look()
        self.setWindowTitle("更正")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("ground", "surface")
        offer_help(self, desk, "blacklist")
        self.field = Choice()
        self.field.setAccessibleName("更正哪一项")
        for name in (name for part in FEATURE.ledger.sections for name in part.fields):
            if name not in ("number", "remark"):
                self.field.addItem(FEATURE.ledger[name].label, name)
        self.field.currentIndexChanged.connect(lambda _at: self._other_field())
        self._place, self._notice = column(), column()
        self.box: FieldBox | None = None
        self.reason = Sheet()
        self.reason.setAccessibleName("更正原因")
        self.reason.setPlaceholderText("为什么要更正，依据什么")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(here.px(70))
        self._go = button("更正", "check", "primary", tip="Ctrl+S", on_click=self.save)
        which = words("更正哪一项", "label")
        which.setBuddy(self.field)
        body = column(
            words("更正", "section"),
            words("第六条：信息有错误或者发生变更时，应及时更正或者变更并报送。", "hint", wrap=True),
            self._notice,
            column(which, self.field, gap=here.px(4)),
            self._place,
            column(asked("更正原因", self.reason), self.reason, gap=here.px(4)),
            None,
            row(None, button("取消", on_click=self.reject), self._go),
            gap=here.px(12),
        )
        body.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(14))
        self.setLayout(body)
        self.setMinimumWidth(here.px(520))
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)
        self._other_field()
        self.field.setFocus()

    def save(self) -> None:
        """Write it, with what it was and why."""
        if self.box is None or not self._go.isEnabled():
            return
        self.box.editor.settle()
        try:
            value = self.box.value()
        except NotUnderstood as fault:
            self.box.say(str(fault))
            return
        store, case = self._desk.workspace.store, int(str(self._record["id"]))
        name, reason = str(self.field.currentData()), self.reason.toPlainText()
        self._go.setEnabled(False)

        def job(_control: object) -> Change:
            return blacklist_notice.correct(store, case, {name: value}, reason)

        self._desk.write(self._over, job, lambda _change: self.accept(), self._refused)

    def _other_field(self) -> None:
        """The editor of the field, with what stands there now."""
        clear(self._place)
        field = FEATURE.ledger[str(self.field.currentData())]
        self.box = FieldBox(field, help_for(self._desk, FEATURE))
        self.box.show_value(self._record.get(field.name))
        self._place.addWidget(self.box)

    def _refused(self, sentence: str) -> None:
        self._go.setEnabled(True)
        clear(self._notice)
        if sentence:
            self._notice.addWidget(Banner(sentence, "red"))
