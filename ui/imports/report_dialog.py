"""What an earlier import did not take: read again from its record."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.ledgers.import_records import Imported
from ui.manual.help_window import offer_help
from ui.shell.look import look
from ui.shell.widgets import button, column, row, words
from ui.tables.plain import Cell, PlainColumn, PlainTable, Tinted

COLUMNS = (
    PlainColumn("", 78),
    PlainColumn("工作表", 110),
    PlainColumn("行", 76),
    PlainColumn("栏目", 120),
    PlainColumn("内容", 130, 1),
    PlainColumn("原因", 300, 4),
)


class ReportDialog(QDialog):
    """The refused cells and the skipped rows of one import."""

    def __init__(self, parent: QWidget, one: Imported) -> None:
        super().__init__(parent)
        here = look()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("退回和略过的行")
        self.setModal(True)
        offer_help(self, None, "import")
        self.setProperty("ground", "surface")
        table = PlainTable("退回和略过的行")
        lines: list[list[Cell]] = [
            [
                Tinted("退回", "red"),
                cell["sheet"],
                f"第{cell['row']}行",
                cell["column"] or "整行",
                cell["value"],
                cell["reason"],
            ]
            for cell in one.report.get("refused", ())
        ]
        lines += [
            [Tinted("略过", "amber"), line["sheet"], f"第{line['row']}行", "整行", "", line["reason"]]
            for line in one.report.get("skipped", ())
        ]

        def copy_all() -> None:
            table.selectAll()
            table.copy()

        note = words("选中后按 Ctrl+C 可以复制到 Excel。", "hint")
        body = column(
            words(one.file_name, "section"),
            table,
            row(
                note,
                button("复制全部", "copy", on_click=copy_all),
                None,
                button("关闭", kind="primary", on_click=self.accept),
            ),
            gap=here.px(12),
        )
        body.setContentsMargins(here.px(20), here.px(16), here.px(20), here.px(14))
        self.setLayout(body)
        self.resize(
            min(here.px(1180), parent.window().width() - 60), min(here.px(560), parent.window().height() - 60)
        )
        table.show_rows(COLUMNS, lines)
