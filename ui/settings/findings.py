"""What a check of data and backups found."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.overview.verify import Finding
from ui.manual.help_window import offer_help
from ui.shell.fitting import fit
from ui.shell.look import look
from ui.shell.widgets import button, column, row, words
from ui.tables.plain import PlainColumn, PlainTable, Tinted

COLUMNS = (PlainColumn("结果", 90), PlainColumn("检查了什么", 400, 1))


class FindingsDialog(QDialog):
    """One line for each thing looked at."""

    def __init__(
        self, parent: QWidget, findings: Sequence[Finding], repair: Callable[[], object] | None = None
    ) -> None:
        super().__init__(parent)
        here = look()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("检查数据")
        self.setModal(True)
        offer_help(self, None, "backup")
        self.setProperty("ground", "surface")
        bad = sum(not one.good for one in findings)
        said = (
            f"发现 {bad} 处问题。请从最近的完好备份恢复，或把这里的内容告诉技术支持。"
            if bad
            else "没有发现问题。"
        )
        files = sum(bool(one.file) for one in findings)
        if bad and files == bad:
            said = f"有 {files} 个照片或附件不完好，可以从备份里逐个取回，不影响其他数据。"
        self.repair = button("从备份取回文件", "rotate-ccw", on_click=lambda: self._take_back(repair))
        self.repair.setVisible(bool(files) and repair is not None)
        table = PlainTable("检查结果")
        lines = [
            (Tinted("正常", "green") if one.good else Tinted("有问题", "red"), one.sentence)
            for one in findings
        ]
        body = column(
            words("检查数据", "section"),
            words(said, "second", wrap=True),
            table,
            row(None, self.repair, button("关闭", kind="primary", on_click=self.accept)),
            gap=here.px(12),
        )
        body.setContentsMargins(here.px(20), here.px(16), here.px(20), here.px(14))
        self.setLayout(body)
        fit(self, 760, 360)
        table.show_rows(COLUMNS, lines)

    def _take_back(self, repair: Callable[[], object] | None) -> None:
        self.accept()
        if repair is not None:
            repair()
