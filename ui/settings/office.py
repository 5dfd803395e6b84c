"""单位信息: who the office is, who signs its table, and which optional lines are printed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from app.dispatch.definition import Choices, read_choices, read_table, set_choices
from app.kernel.indicators import Lines
from app.masterdata.settings import UNNAMED, Office, read_office, write_office
from ui.forms.one import Choice
from ui.settings.parts import keep, labelled, scrolled, section, text_line
from ui.shell.desk import Desk
from ui.shell.widgets import button, column, row, words
from ui.shell.window import MainWindow
from ui.shell.worker import Control

KINDS = ("街道", "乡", "镇")
WORDS = {"office": "填报单位", "reporter": "填表人", "reviewer": "审核人", "telephone": "联系电话"}


@dataclass(frozen=True)
class _Found:
    office: Office
    lines: dict[str, Lines]


class OfficeSection(QWidget):
    """Filled from the store, saved as a whole."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.name = text_line("单位名称", "例如：全福街道安监办")
        self.kind = Choice()
        self.kind.setAccessibleName("街道或乡镇")
        self.kind.addItems(list(KINDS))
        self.district = text_line("所属区县", "例如：历城区")
        self.prefix = text_line("机关代字", "例如：济历城全办")
        self.reporter, self.reviewer = text_line("填表人"), text_line("审核人")
        self.telephone = text_line("联系电话")
        self.lines: dict[tuple[str, str], QCheckBox] = {}
        self._kept: tuple[object, ...] = ()
        unit = section("单位", "印在调度表、文书和报表上。")
        unit.body.addLayout(
            labelled(
                ("单位名称", self.name),
                ("类别", self.kind),
                ("所属区县", self.district),
                ("机关代字", self.prefix),
            )
        )
        signs = section("调度表的落款", "原表没有这些栏目；需要时填写并勾选要印出的行。")
        signs.body.addLayout(
            labelled(
                ("填表人", self.reporter), ("审核人", self.reviewer), ("联系电话", self.telephone), columns=3
            )
        )
        self._ticks: QVBoxLayout = column(gap=4)
        signs.body.addLayout(self._ticks)
        self.save = button("保存", "check", "primary", on_click=self._save)
        body = column(scrolled(unit, signs), row(None, self.save))
        self.setLayout(body)
        self.reload()

    def unsaved(self) -> bool:
        """Was something changed that is not kept yet?"""
        return bool(self._kept) and self._now() != self._kept

    def _now(self) -> tuple[object, ...]:
        lines = (self.name, self.district, self.prefix, self.reporter, self.reviewer, self.telephone)
        ticked = tuple(place for place, box in self.lines.items() if box.isChecked())
        return *(one.text() for one in lines), self.kind.currentText(), ticked

    def reload(self) -> None:
        """Show what is kept."""
        here = self.desk.workspace

        def job(_control: Control) -> _Found:
            with here.store.read() as connection:
                lines = {name: read_table(connection, here.catalogue, name).lines for name in here.tables}
                return _Found(read_office(connection), lines)

        self.desk.worker.run(self, job, self._show)

    def _show(self, found: _Found) -> None:
        office = found.office
        self.name.setText("" if office.name == UNNAMED else office.name)
        if self.kind.findText(office.kind) < 0:
            self.kind.addItem(office.kind)
        self.kind.setCurrentText(office.kind)
        for line, text in self._texts(office):
            line.setText(text)
        for table, lines in found.lines.items():
            for name in lines.patterns:
                self._tick(table, name, len(found.lines) > 1).setChecked(name in lines.shown)
        self._kept = self._now()

    def _texts(self, office: Office) -> tuple[tuple[QLineEdit, str], ...]:
        return (
            (self.district, office.district),
            (self.prefix, office.prefix),
            (self.reporter, office.reporter),
            (self.reviewer, office.reviewer),
            (self.telephone, office.telephone),
        )

    def _tick(self, table: str, name: str, several: bool) -> QCheckBox:
        """The tick of one optional line, made when first needed."""
        made = self.lines.get((table, name))
        if made is None:
            if several and not any(known == table for known, _ in self.lines):
                self._ticks.addWidget(words(self.desk.workspace.tables[table], "label"))
            made = QCheckBox(f"印出“{WORDS.get(name, name)}”一行")
            made.setAccessibleName(made.text())
            self.lines[table, name] = made
            self._ticks.addWidget(made)
        return made

    def _save(self) -> None:
        office = Office(
            self.name.text().strip() or UNNAMED,
            self.kind.currentText(),
            self.district.text().strip(),
            self.prefix.text().strip(),
            self.reporter.text().strip(),
            self.reviewer.text().strip(),
            self.telephone.text().strip(),
        )
        ticked: dict[str, tuple[str, ...]] = dict.fromkeys(self.desk.workspace.tables, ())
        for (table, name), box in self.lines.items():
            if box.isChecked():
                ticked[table] = (*ticked[table], name)
        here, now = self.desk.workspace, self._now()

        def job(_control: Control) -> str:
            with here.store.write() as connection:
                write_office(connection, office)
                known: dict[str, Choices] = {name: read_choices(connection, name) for name in ticked}
            for name, lines in ticked.items():
                set_choices(here.store, here.catalogue, name, replace(known[name], lines=lines))
            return "单位信息已保存"

        def done() -> None:
            self._kept = now
            window = self.window()
            if isinstance(window, MainWindow):
                window.name_office("" if office.name == UNNAMED else office.name)

        keep(self.desk, self, job, done)
