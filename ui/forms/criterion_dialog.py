"""Choosing 判定依据: the standards in force on the day found, their clauses, and the words the office pasted."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QWidget

from app.kernel.display import long_day
from app.masterdata.criteria import Standard, citation, cited, offered_clauses, read_texts, standards_on
from ui.forms.line import Sheet
from ui.manual.help_window import offer_help
from ui.settings.parts import text_line
from ui.shell.desk import Desk
from ui.shell.fitting import fit
from ui.shell.look import look
from ui.shell.widgets import button, column, row, words

NO_CLAUSE = "（只写标准，不写条款）"


class CriterionDialog(QDialog):
    """``words`` is the citation chosen, once the dialog was accepted."""

    def __init__(self, desk: Desk, parent: QWidget, day: date, text: str = "") -> None:
        super().__init__(parent)
        self.finished.connect(self.deleteLater)
        offer_help(self, desk, "hazards")
        here = look()
        self.setWindowTitle("选择判定依据")
        self.setModal(True)
        self.setProperty("ground", "surface")
        self._found = standards_on(day)
        with desk.workspace.store.read() as connection:
            self._texts = {one.identifier: read_texts(connection, one) for one in self._found}
        self._shown: list[Standard] = []
        self.seek = text_line("查找标准", "按行业、标准名或文号查找", 0)
        self.seek.setClearButtonEnabled(True)
        self.seek.textChanged.connect(lambda _text: self._fill())
        self.standards = QListWidget()
        self.standards.setAccessibleName("判定标准")
        self.standards.setProperty("role", "choices")
        self.standards.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.standards.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.standards.currentRowChanged.connect(lambda _row: self._open())
        self.clauses = QListWidget()
        self.clauses.setAccessibleName("条款")
        self.clauses.setProperty("role", "choices")
        self.clauses.currentRowChanged.connect(lambda _row: self._show())
        self.clauses.itemDoubleClicked.connect(lambda _item: self.accept())
        self.said = Sheet()
        self.said.setAccessibleName("条文")
        self.said.setReadOnly(True)
        self.said.setTabChangesFocus(True)
        self.said.setFixedHeight(here.px(96))
        self.caution = words("", "hint", wrap=True)
        self._go = button("选用", "check", "primary", on_click=self.accept)
        self._go.setDefault(True)
        lists = row(
            column(self.seek, self.standards),
            column(words("条款", "label"), self.clauses, self.said),
            gap=here.px(12),
        )
        lists.setStretch(0, 3)
        lists.setStretch(1, 2)
        body = column(
            words("选择判定依据", "section"),
            words(
                f"列出{long_day(day)}（发现日期）有效的判定标准。条文可在“设置 › 判定标准”里粘贴。",
                "second",
                wrap=True,
            ),
            lists,
            self.caution,
            row(None, button("取消", on_click=self.reject), self._go),
            gap=here.px(10),
        )
        body.setStretch(2, 1)
        body.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(16))
        self.setLayout(body)
        fit(self, 860, 520)
        self._fill(cited(text))

    @property
    def words(self) -> str:
        """《标准》（文号）条款."""
        standard = self._standard()
        return citation(standard, self._clause()) if standard is not None else ""

    def _fill(self, wanted: Standard | None = None) -> None:
        text = self.seek.text().strip()
        self._shown = [one for one in self._found if text in f"{one.industry}{one.title}{one.number}"]
        self.standards.clear()
        self.standards.addItems([f"{one.industry}　{one.title}（{one.number}）" for one in self._shown])
        self.standards.setCurrentRow(self._shown.index(wanted) if wanted in self._shown else 0)
        self._open()

    def _standard(self) -> Standard | None:
        place = self.standards.currentRow()
        return self._shown[place] if 0 <= place < len(self._shown) else None

    def _open(self) -> None:
        standard = self._standard()
        self.clauses.clear()
        self._go.setEnabled(standard is not None)
        self.caution.setText(
            standard.caution if standard is not None else "没有找到这样的标准，可在表单里直接写。"
        )
        if standard is not None:
            offered = offered_clauses(standard, self._texts[standard.identifier])
            self.clauses.addItems([NO_CLAUSE, *(clause.label for clause in offered)])
            self.clauses.setCurrentRow(0)
        self._show()

    def _clause(self) -> str:
        item = self.clauses.currentItem()
        return "" if item is None or item.text() == NO_CLAUSE else item.text().split("　")[0]

    def _show(self) -> None:
        standard = self._standard()
        said = self._texts[standard.identifier].get(self._clause(), "") if standard is not None else ""
        self.said.setPlainText(said or "（没有粘贴条文）")
