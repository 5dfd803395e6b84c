"""Merging two files that are one firm: choose the other one, see where they differ, say which stays."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QRadioButton, QWidget

from app.kernel.display import show
from app.kernel.feature import Record
from app.ledgers import browse
from app.ledgers.merging import Likely, likely_same
from app.overview import lifeline
from ui.manual.help_window import offer_help
from ui.settings.parts import text_line
from ui.shell.desk import Desk
from ui.shell.fitting import fit
from ui.shell.look import look
from ui.shell.widgets import button, column, row, words
from ui.tables.plain import Cell, PlainColumn, PlainTable, Tinted

OFFERED = 30


class MergeDialog(QDialog):
    """``pair`` is (the file that stays, the file that goes into it), once accepted."""

    def __init__(self, desk: Desk, parent: QWidget, firm: int) -> None:
        super().__init__(parent)
        self.finished.connect(self.deleteLater)
        offer_help(self, desk, "enterprises")
        here = look()
        self.setWindowTitle("合并企业")
        self.setModal(True)
        self.setProperty("ground", "surface")
        self.desk, self.firm = desk, firm
        self.feature = desk.feature("enterprises")
        self.mine = browse.record(desk.workspace.store, self.feature, firm) or {}
        self.other: Record | None = None
        self.seek = text_line("查找另一家企业", "输入名称中任意几个字", 0)
        self.seek.textChanged.connect(lambda _text: self._offer())
        self.offered = QListWidget()
        self.offered.setAccessibleName("可能是同一家的企业")
        self.offered.setProperty("role", "choices")
        self.offered.currentItemChanged.connect(lambda _new, _old: self._compare())
        self.table = PlainTable("两份档案的不同")
        self.stays = QRadioButton()
        self.goes = QRadioButton()
        self.stays.setChecked(True)
        self.note = words("", "hint", wrap=True)
        self.go = button("合并", "check", "primary", on_click=self.accept)
        sides = row(
            column(self.seek, self.offered), column(self.table, self.stays, self.goes), gap=here.px(12)
        )
        sides.setStretch(0, 2)
        sides.setStretch(1, 3)
        body = column(
            words(f"把“{show(self.mine.get('name'))}”与另一家合并", "section"),
            words(
                "全部记录归到留下的档案；它空着的栏目用另一份补齐，另一份的名称记为曾用名。合并后可以撤销。",
                "second",
                wrap=True,
            ),
            sides,
            self.note,
            row(None, button("取消", on_click=self.reject), self.go),
            gap=here.px(10),
        )
        body.setStretch(2, 1)
        body.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(16))
        self.setLayout(body)
        fit(self, 900, 540)
        self.likely = likely_same(desk.workspace.store, firm)
        self._offer()

    @property
    def pair(self) -> tuple[int, int] | None:
        """Ids of the file that stays and of the one that goes."""
        if self.other is None:
            return None
        number = int(str(self.other["id"]))
        return (self.firm, number) if self.stays.isChecked() else (number, self.firm)

    def _offer(self) -> None:
        """Without a search the likely ones, else what fits."""
        text = self.seek.text().strip()
        found = self.likely if not text else self._fitting(text)
        self.offered.clear()
        for one in found:
            item = QListWidgetItem(f"{one.name}{f'（{one.why}）' if one.why else ''}")
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            self.offered.addItem(item)
        if found:
            self.offered.setCurrentRow(0)
        self._compare()

    def _fitting(self, text: str) -> list[Likely]:
        store = self.desk.workspace.store
        ids = [one for one in browse.ids(store, self.feature, search=text, limit=OFFERED) if one != self.firm]
        firms = browse.rows(store, self.feature, ids)
        return [Likely(one, show(firms[one].get("name")), "") for one in ids]

    def _compare(self) -> None:
        item = self.offered.currentItem()
        store = self.desk.workspace.store
        self.other = (
            browse.record(store, self.feature, int(item.data(Qt.ItemDataRole.UserRole)))
            if item is not None
            else None
        )
        self.go.setEnabled(self.other is not None)
        for choice in (self.stays, self.goes):
            choice.setVisible(self.other is not None)
        if self.other is None:
            self.table.show_rows((PlainColumn("两份档案的不同", 200, 1),), [])
            self.note.setText(
                "没有找到相近的企业，请在上面查找。" if not self.seek.text() else "没有这样的企业。"
            )
            return
        mine, other = show(self.mine.get("name")), show(self.other.get("name"))
        lines: list[list[Cell]] = []
        for field in self.feature.ledger.fields:
            left, right = show(self.mine.get(field.name)), show(self.other.get(field.name))
            if left != right:
                lines.append([field.label, left or Tinted("空"), right or Tinted("空")])
        self.table.show_rows(
            (PlainColumn("栏目", 130), PlainColumn(mine, 140, 1), PlainColumn(other, 140, 1)), lines
        )
        self.stays.setText(f"留下“{mine}”")
        self.goes.setText(f"留下“{other}”")
        space = self.desk.workspace
        number = int(str(self.other["id"]))
        counts = [
            len(lifeline.of_enterprise(space.store, space.catalogue, one).events)
            for one in (self.firm, number)
        ]
        self.note.setText(
            f"“{mine}”名下有 {counts[0]} 件事，“{other}”名下有 {counts[1]} 件事，合并后都在一起。"
        )
