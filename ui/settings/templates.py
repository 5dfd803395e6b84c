"""文书模板: every kind and style on file, and the office's own wording of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.papers.sample import Offered, offered
from ui.papers.template_dialog import TemplateDialog
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.widgets import Card, button, column, row, words
from ui.shell.worker import Control
from ui.tables.plain import Cell, PlainColumn, PlainTable, Tinted

if TYPE_CHECKING:
    from app.papers.templates import Version

COLUMNS = (
    PlainColumn("文书", 140, 1),
    PlainColumn("样式", 150, 1),
    PlainColumn("依据", 160, 2),
    PlainColumn("有效期", 184),
    PlainColumn("文字", 96),
    PlainColumn("状态", 84),
)


@dataclass(frozen=True)
class Row:
    """One style of one kind."""

    kind: Offered
    version: Version


class TemplatesSection(QWidget):
    """The list; Enter or double click opens the editor."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        here = look()
        self.rows: list[Row] = []
        self.table = PlainTable("文书模板")
        self.table.opened.connect(self.open)
        self.change = button("修改文字…", "pencil", "primary", on_click=self._change)
        self.change.setEnabled(False)
        self.table.picked.connect(lambda at: self.change.setEnabled(at >= 0))
        said = words(
            "文字可以按本单位的习惯改；改后只影响以后签发的，已经签发的不变，随时可以换回自带的。",
            "second",
            wrap=True,
        )
        said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        card = Card("文书模板", gap=10)
        line = row(said, self.change, gap=here.px(12))
        line.setStretch(0, 1)
        card.body.addLayout(line)
        card.body.addWidget(self.table, 1)
        self.setLayout(column(card))
        desk.changes.happened.connect(lambda _change: self.reload())
        self.reload()

    def reload(self) -> None:
        """Read the list anew."""
        space = self.desk.workspace

        def job(_control: Control) -> list[Row]:
            from app.papers import templates

            with space.store.read() as connection:
                return [
                    Row(kind, version)
                    for kind in offered(space.catalogue)
                    for version in templates.versions(connection, kind.code)
                ]

        self.desk.worker.run(self, job, self._show)

    def open(self, at: int) -> None:
        """The editor of a style."""
        if 0 <= at < len(self.rows):
            one = self.rows[at]
            TemplateDialog(self.desk, self.window(), one.kind, one.version.variant).open()

    def _change(self) -> None:
        self.open(self.table.current_row())

    def _show(self, found: list[Row]) -> None:
        self.rows = found
        self.table.show_rows(COLUMNS, [self._line(one) for one in found])
        if found and self.table.current_row() < 0:
            self.table.selectRow(0)

    def _line(self, one: Row) -> list[Cell]:
        version, today = one.version, self.desk.workspace.clock.today()
        return [
            one.kind.title,
            version.variant_title or version.title,
            "；".join(version.basis),
            span_words(version),
            Tinted("本单位", "violet") if version.own else Tinted("自带", "neutral"),
            Tinted("有效", "green") if version.in_force(today) else Tinted("已失效", "amber"),
        ]


def span_words(version: Version) -> str:
    """From when to when a style's rule is in force."""
    if version.valid_from is None and version.valid_to is None:
        return "没有限定"
    first = version.valid_from.isoformat() if version.valid_from else "……"
    last = version.valid_to.isoformat() if version.valid_to else "今"
    return f"{first} 至 {last}"
