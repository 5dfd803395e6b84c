"""Before a large paste: what it would do. After one: the cells that could not be understood."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.kernel.display import show
from app.kernel.feature import Feature, Record
from app.ledgers.cells import Rejected
from app.ledgers.pasting import Pasting
from ui.manual.help_window import offer_help
from ui.shell.fitting import fit
from ui.shell.look import look
from ui.shell.widgets import button, column, row, words
from ui.tables.plain import PlainColumn, PlainTable

SHOWN = 5


class PasteQuestion(QDialog):
    """Accepted where the paste shall be made."""

    def __init__(self, parent: QWidget, feature: Feature, plan: Pasting) -> None:
        super().__init__(parent)
        here, counter = look(), feature.ledger.counter
        self.setWindowTitle("粘贴")
        self.setProperty("ground", "surface")
        self.finished.connect(self.deleteLater)
        offer_help(self, None)
        parts = [f"改动 {len(plan.changes):,} {counter}"] if plan.changes else []
        parts += [f"新增 {len(plan.new):,} {counter}"] if plan.new else []
        parts += [f"{len(plan.rejected):,} 格未能识别，不写入"] if plan.rejected else []
        sample: list[Record] = [*list(plan.changes.values())[:SHOWN], *plan.new][:SHOWN]
        names = list(dict.fromkeys(name for one in sample for name in one))
        self.table = PlainTable("前几行")
        self.table.show_rows(
            [PlainColumn(feature.ledger[name].label, 110, 1) for name in names],
            [[show(one.get(name)).replace("\n", " ") for name in names] for one in sample],
        )
        self.table.setFixedHeight(here.px(36 * (len(sample) + 1) + 12))
        title = words(plan.title, "section")
        self.accept_button = button("粘贴", kind="primary", on_click=self.accept)
        body = column(
            title,
            words("，".join(parts) + "。前几行将成为：", "second", wrap=True),
            self.table,
            words("粘贴后可以整步撤销（Ctrl+Z）。", "hint"),
            row(None, button("取消", on_click=self.reject), self.accept_button),
            gap=here.px(10),
        )
        body.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(16))
        self.setLayout(body)
        self.resize(here.px(680), self.sizeHint().height())
        self.accept_button.setDefault(True)
        self.accept_button.setFocus()


class RejectedList(QDialog):
    """``wanted(record, field)`` on a double click or Enter; stays open beside the table."""

    wanted = Signal(int, str)

    def __init__(self, parent: QWidget, rejected: Sequence[Rejected]) -> None:
        super().__init__(parent)
        here = look()
        self._rejected = rejected
        self.setWindowTitle("未能识别的格子")
        self.setProperty("ground", "surface")
        self.finished.connect(self.deleteLater)
        offer_help(self, None)
        self.table = PlainTable("未能识别的格子")
        self.table.show_rows(
            (
                PlainColumn("行", 56),
                PlainColumn("栏目", 120),
                PlainColumn("粘贴的内容", 160, 1),
                PlainColumn("为什么", 280, 3),
            ),
            [[f"{one.row + 1:,}", one.label, one.text.replace("\n", " "), one.sentence] for one in rejected],
        )
        self.table.opened.connect(self._open)
        body = column(
            words(f"{len(rejected):,} 格未能识别，保持原样", "section"),
            words("双击一行，回到表格里的那一格改正；表格中这些格子有红色虚线框。", "hint", wrap=True),
            self.table,
            row(None, button("关闭", on_click=self.reject)),
            gap=here.px(10),
        )
        body.setContentsMargins(here.px(20), here.px(16), here.px(20), here.px(14))
        self.setLayout(body)
        fit(self, 760, 380)

    def _open(self, place: int) -> None:
        one = self._rejected[place]
        self.wanted.emit(one.record, one.name)
