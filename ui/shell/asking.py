"""One line asked for in a small dialog of its own: the name of a view, a new word."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from ui.forms.line import Line
from ui.manual.help_window import offer_help
from ui.shell.look import look
from ui.shell.widgets import button, column, row, words

WIDE = 420


class LineQuestion(QDialog):
    """A label and a line; empty, it cannot be accepted."""

    def __init__(self, parent: QWidget, title: str, label: str, before: str, longest: int = 0) -> None:
        super().__init__(parent)
        here = look()
        self.setWindowTitle(title)
        self.setModal(True)
        self.setProperty("ground", "surface")
        self.finished.connect(self.deleteLater)
        offer_help(self, None)
        self.line = Line(before)
        self.line.setAccessibleName(label)
        if longest:
            self.line.setMaxLength(longest)
        self.go = button("确定", kind="primary", on_click=self.accept)
        self.go.setDefault(True)
        self.line.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))
        self.go.setEnabled(bool(before.strip()))
        said = words(label, wrap=True)
        said.setMinimumWidth(here.px(WIDE - 44))
        foot = row(None, button("取消", on_click=self.reject), self.go)
        body = column(said, self.line, here.px(6), foot, gap=here.px(8))
        body.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(16))
        self.setLayout(body)
        self.line.selectAll()
        self.line.setFocus()


def ask_line(parent: QWidget, title: str, label: str, before: str = "", longest: int = 0) -> str:
    """What was written; empty where it was not wanted after all."""
    question = LineQuestion(parent, title, label, before, longest)
    return question.line.text().strip() if question.exec() else ""
