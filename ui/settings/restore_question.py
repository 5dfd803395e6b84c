"""The question before a backup takes the place of the data, and whether the habits of the screen come along."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QMessageBox, QWidget

from ui.manual.help_window import offer_help
from ui.shell.notices import mark_box
from ui.shell.widgets import redress


class RestoreQuestion(QMessageBox):
    """``likings`` is what was ticked; the box is offered only where the backup holds any, and not ticked at first."""

    def __init__(self, parent: QWidget, text: str, *, likings: bool) -> None:
        super().__init__(parent)
        mark_box(self, "triangle-alert", "red")
        self.setWindowTitle("从备份恢复")
        self.setText(text)
        self.accept_button = self.addButton("恢复", QMessageBox.ButtonRole.AcceptRole)
        refuse = self.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        redress(self.accept_button, "kind", "danger")
        self.setDefaultButton(refuse)
        self.setEscapeButton(refuse)
        self.tick = QCheckBox("收藏、固定的视图、栏目和列宽也用备份里的")
        self.tick.setAccessibleName(self.tick.text())
        if likings:
            self.setCheckBox(self.tick)
        self.finished.connect(self.deleteLater)
        offer_help(self, None)

    def ask(self) -> bool:
        """Restore?"""
        self.exec()
        return self.clickedButton() is self.accept_button

    @property
    def likings(self) -> bool:
        """Shall the habits of the screen come along?"""
        return self.tick.isChecked()
