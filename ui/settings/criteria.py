"""判定标准: which standards were in force when, and the clauses' words as the office pasted them."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from app.masterdata.criteria import (
    Standard,
    offered_clauses,
    read_texts,
    standard_named,
    standards,
    standards_on,
    write_text,
)
from ui.forms.line import OpenList, Sheet
from ui.settings.parts import keep, section, text_line
from ui.shell.desk import Desk
from ui.shell.icons import icon
from ui.shell.look import look
from ui.shell.widgets import Card, button, column, row, words
from ui.shell.worker import Control
from ui.tables.plain import Cell, PlainColumn, PlainTable, Tinted

COLUMNS = (
    PlainColumn("行业", 92),
    PlainColumn("标准", 150, 3),
    PlainColumn("文号", 120, 2),
    PlainColumn("施行", 98),
    PlainColumn("止", 98),
    PlainColumn("今天", 76),
)


class CriteriaSection(QWidget):
    """The list on the left; on the right one standard's clauses."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        here = look()
        self.texts: dict[str, dict[str, str]] = {}
        self.shown: list[Standard] = []
        self.seek = text_line("查找标准", "按行业、标准名或文号查找", 260)
        self.seek.setMinimumWidth(here.px(240))
        self.seek.setClearButtonEnabled(True)
        self.seek.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.seek.textChanged.connect(lambda _text: self._fill())
        self.table = PlainTable("判定标准")
        self.table.picked.connect(self._open)
        card = section(
            "判定标准", "登记隐患时按发现日期给出当时有效的标准。这里只有标题和条号，条文由本单位粘贴。"
        )
        card.tools.addWidget(self.seek)
        card.body.addWidget(self.table, 1)
        body = row(card, self._right(), gap=here.px(12))
        body.setStretch(0, 1)
        self.setLayout(body)
        self.reload()

    def _right(self) -> Card:
        self.title, self.note = words("", "section", wrap=True), words("", "second", wrap=True)
        self.clause = OpenList()
        self.clause.setAccessibleName("条款")
        self.clause.setSizeAdjustPolicy(self.clause.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.clause.setMinimumContentsLength(12)
        self.clause.currentTextChanged.connect(lambda _text: self._show_text())
        self.text = Sheet()
        self.text.setAccessibleName("条文原文")
        self.text.setPlaceholderText("把条文原文粘贴到这里，登记隐患时可以一并显示。")
        self.text.setTabChangesFocus(True)
        self.save = button("保存条文", "check", "primary", on_click=self._save)
        self.right = Card(gap=8)
        self.right.setFixedWidth(look().px(330))
        for label in (self.title, self.note):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.right.body.addLayout(
            column(self.title, self.note, words("条款（可以自己写条号）", "label"), self.clause, self.text)
        )
        self.right.body.addLayout(row(None, self.save))
        return self.right

    def reload(self) -> None:
        """Read the pasted texts."""
        store = self.desk.workspace.store

        def job(_control: Control) -> dict[str, dict[str, str]]:
            with store.read() as connection:
                return {one.identifier: read_texts(connection, one) for one in standards()}

        self.desk.worker.run(self, job, self._take)

    def _take(self, texts: dict[str, dict[str, str]]) -> None:
        self.texts = texts
        self._fill()

    def _fill(self) -> None:
        wanted = self.seek.text().strip()
        now = {one.identifier for one in standards_on(self.desk.workspace.clock.today())}
        self.shown = [one for one in standards() if wanted in f"{one.industry}{one.title}{one.number}"]
        lines: list[list[Cell]] = [
            [
                one.industry,
                one.title,
                one.number,
                one.starts.isoformat(),
                one.ends.isoformat() if one.ends else "至今",
                Tinted("有效", "green") if one.identifier in now else Tinted("不适用"),
            ]
            for one in self.shown
        ]
        self.table.show_rows(COLUMNS, lines)
        if self.table.current_row() < 0 and self.shown:
            self.table.selectRow(0)
        else:
            self._open(self.table.current_row())

    @property
    def standard(self) -> Standard | None:
        """The one being looked at."""
        place = self.table.current_row()
        return self.shown[place] if 0 <= place < len(self.shown) else None

    def _open(self, _place: int) -> None:
        one = self.standard
        self.right.setVisible(one is not None)
        if one is None:
            return
        texts = self.texts.get(one.identifier, {})
        before = self.clause.currentData()
        self.title.setText(one.title)
        self.note.setText("\n".join(part for part in (one.number, one.note, one.caution) if part))
        with QSignalBlocker(self.clause):
            self.clause.clear()
            for clause in offered_clauses(one, texts):
                mark = "　●已录" if clause.number in texts else ""
                self.clause.addItem(f"{clause.label}{mark}", clause.number)
            self.clause.setCurrentIndex(max(0, self.clause.findData(before)))
        self._show_text()

    def unsaved(self) -> bool:
        """Does the text differ from the one kept?"""
        one = self.standard
        kept = self.texts.get(one.identifier, {}).get(self._number(), "") if one is not None else ""
        return self.text.toPlainText() != kept

    def _number(self) -> str:
        """The clause chosen, or the number written."""
        at = self.clause.findText(self.clause.currentText())
        return str(self.clause.itemData(at)) if at >= 0 else self.clause.currentText().strip()

    def _show_text(self) -> None:
        one = self.standard
        if one is not None:
            self.text.setPlainText(self.texts.get(one.identifier, {}).get(self._number(), ""))
        self.save.setEnabled(bool(self._number()))

    def _save(self) -> None:
        one, number, said = self.standard, self._number(), self.text.toPlainText()
        if one is None or not number:
            return
        store, identifier = self.desk.workspace.store, one.identifier

        def job(_control: Control) -> str:
            standard = standard_named(identifier)
            assert standard is not None
            with store.write() as connection:
                write_text(connection, standard, number, said)
            return f"已保存{number}的条文" if said.strip() else f"已清空{number}的条文"

        keep(self.desk, self, job, self.reload)
