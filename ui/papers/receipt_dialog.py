"""送达回执: when, how and to whom a paper was handed over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from app.kernel.fields import Field, Kind
from ui.forms.editor import FormHelp
from ui.forms.field_grid import FieldGrid
from ui.manual.help_window import offer_help
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import Banner
from ui.shell.widgets import button, clear, column, row, words
from ui.shell.worker import Control

if TYPE_CHECKING:
    from app.papers.issued import Issued, Receipt


class ReceiptDialog(QDialog):
    """Filled with what is known; the last receipt where there is one already."""

    def __init__(self, desk: Desk, paper: Issued, parent: QWidget, last: Receipt | None) -> None:
        super().__init__(parent)
        from app.papers.issued import WAYS

        self._desk, self._paper, self._over = desk, paper, parent
        here, today = look(), desk.workspace.clock.today()
        self.setWindowTitle("登记送达")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("ground", "surface")
        offer_help(self, desk, "papers")
        fields = (
            Field("served_on", "送达日期", Kind.DAY, required=True),
            Field("way", "送达方式", Kind.ONE, required=True, choices=WAYS),
            Field("recipient", "受送达人（签收人）", Kind.TEXT),
            Field("server", "送达人", Kind.TEXT),
            Field("place", "送达地点", Kind.TEXT),
            Field("remark", "备注", Kind.TEXT, hint="拒收、留置的要写明情况和见证人"),
        )
        helper = FormHelp(today, lambda field: field.choices, lambda _field, _text: [])
        self.grid = FieldGrid(fields, helper)
        known = (
            {one.name: getattr(last, one.name) or None for one in fields}
            if last is not None
            else {"served_on": today, "way": WAYS[0], "server": desk.workspace.store.who or None}
        )
        self.grid.show_values(known)
        self.notice = column()
        title = f"{paper.title}　{paper.number or ''}".strip()
        said = f"{paper.firm or paper.record_name}　{paper.issued_on} 签发"
        self._go = button("登记送达", "check", "primary", tip="Ctrl+S", on_click=self.save)
        body = column(
            words(title, "section", wrap=True),
            words(said, "second", wrap=True),
            self.notice,
            self.grid,
            None,
            row(None, button("取消", on_click=self.reject), self._go),
            gap=here.px(10),
        )
        body.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(14))
        self.setLayout(body)
        self.setMinimumWidth(here.px(560))
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)
        self.grid.boxes["served_on"].editor.setFocus()

    def save(self) -> None:
        """Enter it; a day before the paper's is refused."""
        from app.overview import blacklist_notice
        from app.papers.issued import Receipt

        values, errors = self.grid.read()
        for name in ("served_on", "way"):
            if not errors.get(name) and not values.get(name):
                errors[name] = "要填写。"
        self.grid.say(errors)
        if errors:
            return
        day = values["served_on"]
        assert isinstance(day, date)
        told = {
            name: str(values.get(name) or "") for name in ("way", "place", "recipient", "server", "remark")
        }
        receipt, store, paper = Receipt(day, **told), self._desk.workspace.store, self._paper
        self._go.setEnabled(False)
        self._desk.write(
            self._over,
            lambda _control: blacklist_notice.received(store, paper.id, receipt),
            lambda _change: self.accept(),
            self._refused,
            asker=self,
        )

    def _refused(self, sentence: str) -> None:
        self._go.setEnabled(True)
        clear(self.notice)
        if sentence:
            self.notice.addWidget(Banner(sentence, "red"))


def ask_receipt(
    desk: Desk,
    paper: Issued,
    parent: QWidget,
    opened: Callable[[ReceiptDialog], object] = lambda _dialog: None,
) -> None:
    """Open the dialog with what is on file."""
    store = desk.workspace.store

    def job(_control: Control) -> Receipt | None:
        from app.papers.issued import receipt

        with store.read() as connection:
            return receipt(connection, paper.id)

    def show(last: Receipt | None) -> None:
        dialog = ReceiptDialog(desk, paper, parent, last)
        dialog.open()
        opened(dialog)

    desk.worker.run(parent, job, show)
