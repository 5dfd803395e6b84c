"""季度公布: all that was submitted and is not published yet, published as one batch."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from app.features.blacklist import FEATURE, notes, service
from app.features.blacklist.periods import quarter_of
from app.kernel.change import Change
from app.kernel.display import show
from app.kernel.errors import Refusal
from app.kernel.feature import Record
from app.kernel.fields import Value
from app.ledgers import browse, edit
from ui.forms.field_grid import FieldGrid
from ui.forms.record_dialog import help_for
from ui.manual.help_window import offer_help
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import Banner, ask
from ui.shell.widgets import button, clear, column, row, words
from ui.shell.worker import Control
from ui.tables.plain import Cell, PlainColumn, PlainTable

COLUMNS = (
    PlainColumn("编号", 124),
    PlainColumn("单位", 160, 2),
    PlainColumn("纳入情形", 130, 1),
    PlainColumn("提交日期", 100),
)
ASKED = ("published_on", "batch", "channels", "notified")


class PublishBatch(QDialog):
    """The list, the day, the channels and the departments to be told; one operation for all."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._busy = False
        self._desk, self._over = desk, parent
        self.cases: list[int] = []
        here = look()
        self.setWindowTitle("季度公布")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("ground", "surface")
        offer_help(self, desk, "blacklist")
        self.table = PlainTable("待公布的案件")
        self.grid = FieldGrid([FEATURE.ledger[name] for name in ASKED], help_for(desk, FEATURE))
        self.grid.changed.connect(self._other_day)
        self._count = words("季度公布", "section")
        self._notice = column(gap=here.px(6))
        self._go = button("公布", "send", "primary", tip="Ctrl+S", on_click=self.publish)
        self._go.setEnabled(False)
        body = column(
            self._count,
            words("第五条（四）：每季度第1个月的20日前公布，并通报有关部门。", "hint", wrap=True),
            self._notice,
            self.table,
            self.grid,
            row(None, button("取消", on_click=self.reject), self._go),
            gap=here.px(10),
        )
        body.setStretch(3, 1)
        body.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(14))
        self.setLayout(body)
        self._body = body
        room = self.screen().availableGeometry()
        self.resize(min(here.px(760), room.width() - 40), min(here.px(620), room.height() - 60))
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.publish)
        self._batch = ""
        self._read()

    def publish(self) -> None:
        """Publish them all, or none."""
        values, errors = self.grid.read()
        errors = edit.problems(FEATURE, values) | errors
        day = values.get("published_on")
        if not isinstance(day, date) and "published_on" not in errors:
            errors["published_on"] = "要填写公布日期。"
        self.grid.say(errors)
        if errors or not self._go.isEnabled() or not isinstance(day, date):
            return
        store, on = self._desk.workspace.store, day
        given = {name: value for name, value in values.items() if value not in (None, "", ())}
        given.pop("published_on", None)
        self._go.setEnabled(False)

        def job(_control: object) -> Change:
            return service.publish_batch(store, on, given)

        self._busy = True
        self._desk.write(self._over, job, lambda _change: self._published(), self._refused)

    def _published(self) -> None:
        """What was published may be entered as 联合惩戒, which the progress table counts."""
        self.accept()
        store, cases = self._desk.workspace.store, list(self.cases)
        text = f"已公布 {len(cases)} 件。要在执法台账为这些单位登记联合惩戒吗？调度表会计入。"
        if ask(self._over, "登记联合惩戒", text, "登记", "以后再说"):
            self._desk.write(self._over, lambda _control: notes.enter_joint_measures(store, cases))

    def _read(self) -> None:
        store = self._desk.workspace.store

        def job(_control: Control) -> tuple[list[Record], Record, list[str]]:
            waiting = service.waiting_for_batch(store)
            if not waiting:
                raise Refusal("没有待公布的案件。已提交的才进入本季度公布批次（第五条（四））。")
            rows = browse.rows(store, FEATURE, waiting)
            given: dict[str, Value] = dict(service.proposed(store, waiting[0], "publish"))
            said = [one for case in waiting for one in service.cautions(store, case, "publish", given)]
            return [rows[one] for one in waiting], given, list(dict.fromkeys(said))

        self._desk.worker.run(self, job, self._show, self._nothing)

    def _show(self, found: tuple[list[Record], Record, list[str]]) -> None:
        cases, given, said = found
        self.cases = [int(str(one["id"])) for one in cases]
        self._count.setText(f"季度公布：{len(cases)} 件")
        lines: list[list[Cell]] = [
            [show(one.get(name)) for name in ("number", "enterprise_name", "grounds", "submitted_on")]
            for one in cases
        ]
        self.table.show_rows(COLUMNS, lines)
        self.grid.show_values(given)
        self._batch = str(given.get("batch") or "")
        for sentence in said:
            self._notice.addWidget(Banner(sentence, "amber"))
        self._go.setText(f" 公布 {len(cases)} 件")
        self._go.setAccessibleName(f"公布 {len(cases)} 件")
        self._go.setEnabled(True)
        self.grid.boxes["published_on"].editor.setFocus()

    def _other_day(self) -> None:
        """The batch follows the day while it is the proposed one."""
        values, _errors = self.grid.read()
        day, batch = values.get("published_on"), str(values.get("batch") or "")
        if isinstance(day, date) and batch == self._batch != quarter_of(day):
            self._batch = quarter_of(day)
            self.grid.boxes["batch"].show_value(self._batch)

    def reject(self) -> None:
        """Not while it is being written: the answer comes back here."""
        if not self._busy:
            super().reject()

    def _nothing(self, sentence: str) -> None:
        """Nothing waits: no empty lines to fill in."""
        self.table.hide()
        self.grid.hide()
        self._refused(sentence)
        self._body.insertStretch(3, 1)
        self.resize(self.width(), self._body.totalHeightForWidth(self.width()))

    def _refused(self, sentence: str) -> None:
        self._busy = False
        self._go.setEnabled(bool(self.cases))
        clear(self._notice)
        if sentence:
            told = Banner(sentence, "red")
            self._notice.addWidget(told)
            told.show()  # else it has no height yet


def publish_batch(desk: Desk, page: QWidget) -> PublishBatch:
    """What the button of the ledger's page does."""
    dialog = PublishBatch(desk, page)
    dialog.open()
    return dialog
