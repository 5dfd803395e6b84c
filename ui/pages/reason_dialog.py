"""Asks for a reason in words before something is done: 作废."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from ui.forms.line import Sheet
from ui.manual.help_window import offer_help
from ui.shell.look import look
from ui.shell.widgets import button, column, row, words


class ReasonDialog(QDialog):
    """``reason`` after it was accepted; it cannot be accepted empty."""

    def __init__(self, parent: QWidget, title: str, text: str, act: str) -> None:
        super().__init__(parent)
        here = look()
        self.setWindowTitle(title)
        self.setModal(True)
        self.finished.connect(self.deleteLater)
        offer_help(self, None)
        self.setProperty("ground", "surface")
        self._box = Sheet()
        self._box.setAccessibleName("原因")
        self._box.setPlaceholderText("写明原因，例如：重复登记")
        self._box.setTabChangesFocus(True)
        self._box.setFixedHeight(here.px(76))
        self._go = button(act, kind="primary", on_click=self.accept)
        self._go.setEnabled(False)
        self._box.textChanged.connect(lambda: self._go.setEnabled(bool(self.reason)))
        body = column(
            words(title, "section"),
            words(text, "second", wrap=True),
            self._box,
            row(None, button("取消", on_click=self.reject), self._go),
            gap=here.px(12),
        )
        body.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(16))
        self.setLayout(body)
        self.setFixedWidth(here.px(440))

    @property
    def reason(self) -> str:
        """What was written."""
        return self._box.toPlainText().strip()
