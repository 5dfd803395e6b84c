"""情况说明: why cumulative figures fell, drafted from the journal; to be edited, copied, saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.bootstrap import Workspace
from app.dispatch.archive import last_submitted
from app.dispatch.comparison import draft_statement, falls
from app.files import whole_file
from ui.dispatch.paper_fonts import text_font
from ui.dispatch.snapshot import Snapshot
from ui.forms.line import Sheet
from ui.manual.help_window import offer_help
from ui.shell.desk import Desk
from ui.shell.fitting import fit
from ui.shell.look import look
from ui.shell.notices import toast
from ui.shell.widgets import button, column, row, words


def statement(workspace: Workspace, taken: Snapshot) -> str:
    """The draft; empty where nothing fell."""
    figures = taken.figures
    with workspace.store.read() as connection:
        last = last_submitted(connection, figures.table.id, figures.day, figures.scope)
        found = falls(connection, workspace.catalogue, figures, last)
    return draft_statement(figures, last, found, taken.office.name) if last and found else ""


class StatementDialog(QDialog):
    """The text can be changed before it is copied or saved."""

    def __init__(self, desk: Desk, text: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.finished.connect(self.deleteLater)
        offer_help(self, desk, "submissions")
        self._desk, self._name, self._page = desk, name, parent
        here = look()
        self.setWindowTitle("情况说明")
        self.setProperty("ground", "surface")
        self.text = Sheet(text)
        self.text.setAccessibleName("情况说明")
        self.text.setFont(text_font(here.px(16)))
        self.text.setStyleSheet(f"font-size: {here.px(16)}px; padding: {here.px(14)}px;")
        body = column(
            words("情况说明", "section"),
            words("由修改记录自动起草，请核对后使用；可以直接在下面改。", "hint"),
            self.text,
            row(
                None,
                button("关闭", on_click=self.accept),
                button("复制", "copy", on_click=self.copy),
                button("保存为文本…", "file-down", "primary", on_click=self.save),
            ),
            gap=here.px(10),
        )
        body.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(16))
        self.setLayout(body)
        fit(self, 680, 560)

    def copy(self) -> None:
        """The whole text to the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        toast(self._page, "已复制，可以粘贴到 Word 或微信。")

    def save(self) -> None:
        """As a text file that Notepad and Word open alike."""
        folder = Path(self._desk.preferences.get("export.folder") or Path.home())
        chosen, _kind = QFileDialog.getSaveFileName(
            self, "保存情况说明", str(folder / self._name), "文本 (*.txt)"
        )
        if not chosen:
            return
        with whole_file(Path(chosen)) as stream:
            stream.write(self.text.toPlainText().replace("\n", "\r\n").encode("utf-8-sig"))
        toast(self._page, f"已保存：{Path(chosen).name}")
