"""A fault told to the person: what happened, where, what to do, and the number to quote."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from app.faults import Fault
from ui.manual.help_window import offer_help
from ui.shell.look import look
from ui.shell.widgets import Drawing, button, column, row, words


class FaultDialog(QDialog):
    """``kept``: what was being typed into a form lies there as a draft."""

    def __init__(self, parent: QWidget, fault: Fault, where: str, *, kept: bool) -> None:
        super().__init__(parent)
        here = look()
        self._fault = fault
        self.setModal(True)
        self.finished.connect(self.deleteLater)
        offer_help(self, None, "questions")
        self.setProperty("ground", "surface")
        self.setWindowTitle("程序遇到问题")
        title = words("刚才这一步没有做完", "section")
        number = words(fault.number, "figure")
        number.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        number.setAccessibleName(f"编号 {fault.number}")
        lines = QGridLayout()
        lines.setHorizontalSpacing(here.px(14))
        lines.setVerticalSpacing(here.px(8))
        lines.setColumnStretch(1, 1)
        safe = "已经保存的资料不受影响。"
        if kept:
            safe += "正在填写、还没有保存的内容已存为草稿，再打开这张表单时可以接着填。"
        facts = (
            ("在哪里", where or "主窗口"),
            ("出了什么事", f"程序里有一处没有预料到的错误（{fault.summary[:160]}）。"),
            ("资料", safe),
            ("怎么办", "点“继续”接着用；同一步再出错，请把编号告诉技术支持，或把详情复制给他们。"),
        )
        for at, (name, said) in enumerate(facts):
            lines.addWidget(words(name, "second"), at, 0, Qt.AlignmentFlag.AlignTop)
            lines.addWidget(words(said, wrap=True), at, 1)
        self.copied = words("", "hint")
        self.go_on = button("继续", kind="primary", on_click=self.accept)
        self.go_on.setDefault(True)
        acts = row(
            button("复制详情", "copy", on_click=self.copy),
            button("打开日志文件夹", "folder-open", on_click=self.open_log),
            self.copied,
            None,
            self.go_on,
        )
        head = row(Drawing("circle-alert", "danger", 26), title, None, words("编号", "second"), number)
        head.setSpacing(here.px(10))
        body = column(head, lines, None, acts, gap=here.px(16))
        body.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(16))
        self.setLayout(body)
        self.setFixedWidth(here.px(620))
        self.go_on.setFocus()

    def copy(self) -> None:
        """Number, place and traceback to the clipboard."""
        QGuiApplication.clipboard().setText(self._fault.told)
        self.copied.setText("已复制")

    def open_log(self) -> None:
        """The folder the log lies in."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._fault.log.parent)))
