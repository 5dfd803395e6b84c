"""Before something is set back: which fields change, from what to what, and what stays as it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.ledgers.restoring import Restoring
from ui.manual.help_window import offer_help
from ui.shell.fitting import fit_content
from ui.shell.look import look
from ui.shell.notices import Banner
from ui.shell.widgets import button, column, row, words
from ui.tables.plain import DENSE, HEADER, PlainColumn, PlainTable

MOST_ROWS = 9
COLUMNS = (PlainColumn("栏目", 140, 1), PlainColumn("现在", 200, 2), PlainColumn("恢复为", 200, 2))


class RestoreDialog(QDialog):
    """Accepted: go ahead. Nothing is written here."""

    def __init__(self, parent: QWidget, title: str, found: Restoring) -> None:
        super().__init__(parent)
        here = look()
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("ground", "surface")
        offer_help(self, None)
        self.table = PlainTable("会改的栏目")
        self.table.show_rows(
            COLUMNS, [(one.label, one.now or "（空）", one.then or "（空）") for one in found.differences]
        )
        rows = min(MOST_ROWS, len(found.differences))
        self.table.setFixedHeight(here.px(HEADER + rows * DENSE + 4))
        self.go = button("恢复", kind="primary", on_click=self.accept)
        self.go.setDefault(True)
        body = column(
            words(title, "section"),
            words(f"会改 {len(found.differences)} 个栏目，其他不动。恢复之后也可以撤销。", "second"),
            self.table,
            *(Banner(one, "amber") for one in found.left_out),
            row(None, button("取消", on_click=self.reject), self.go),
            gap=here.px(12),
        )
        body.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(16))
        self.setLayout(body)
        fit_content(self, 640)
        self.go.setFocus()
