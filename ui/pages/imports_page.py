"""导入记录: every file that was taken in, with its counts, and the way back."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QStackedWidget, QWidget

from app.ledgers.import_records import Imported, imports
from ui.imports.report_dialog import ReportDialog
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import ask
from ui.shell.widgets import Card, EmptyState, PageHeader, button, column, pill, row, words
from ui.tables.plain import Cell, PlainColumn, PlainTable, Tinted

PANEL = 312
COLUMNS = (
    PlainColumn("时间", 140),
    PlainColumn("文件", 180, 3),
    PlainColumn("台账", 76),
    PlainColumn("状态", 84),
    PlainColumn("读到", 56, figure=True),
    PlainColumn("新增", 56, figure=True),
    PlainColumn("更新", 56, figure=True),
    PlainColumn("退回", 56, figure=True),
    PlainColumn("略过", 56, figure=True),
    PlainColumn("经办人", 76, 1),
)
COUNTS = ("read", "new", "changed", "refused", "skipped")


def counted(report: dict[str, object], name: str) -> int:
    """A figure of a report; of refusals and skipped rows how many there are."""
    found = report.get(name, 0)
    return len(found) if isinstance(found, list) else int(str(found))


class ImportsPage(QWidget):
    """The list, and what is known of the chosen import beside it."""

    def __init__(self, desk: Desk, _name: str) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.desk = desk
        self.imports: list[Imported] = []
        here = look()
        self.header = PageHeader("导入记录", "每次导入都有备份，可以整次撤销。把文件拖进窗口也能导入。")
        self.header.tools.addWidget(button("导入 Excel", "upload", "primary", on_click=self._choose))
        self.table = self.keyboard = PlainTable("导入记录")
        self.table.picked.connect(self._show)
        self.table.opened.connect(self._look_again)
        start = button("选择文件…", "upload", on_click=self._choose)
        nothing = EmptyState(
            "upload",
            "还没有导入过文件",
            "把 Excel 拖到窗口里，或点“选择文件”。支持 xlsx、xls、ods、csv。",
            start,
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(nothing)
        card = Card(margin=12)
        card.body.addWidget(self.stack)
        self.panel = QFrame()
        self.panel.setProperty("role", "card")
        self.panel.setFixedWidth(here.px(PANEL))
        self.panel.hide()
        self._inside: QWidget | None = None
        self._panel_body = column()
        self._panel_body.setContentsMargins(here.px(16), here.px(14), here.px(16), here.px(14))
        self.panel.setLayout(self._panel_body)
        body = row(card, self.panel, gap=here.px(12))
        body.setStretch(0, 1)
        outer = column(self.header, body, gap=here.px(12))
        outer.setStretch(1, 1)
        outer.setContentsMargins(here.px(20), here.px(14), here.px(20), here.px(14))
        self.setLayout(outer)
        desk.changes.happened.connect(lambda _change: self.reload())
        self.reload()

    def reload(self) -> None:
        """Read the list again."""
        store = self.desk.workspace.store
        self.desk.worker.run(self, lambda _control: imports(store), self._take)

    def _take(self, found: list[Imported]) -> None:
        place = self.table.current_row()
        chosen = self.imports[place].id if 0 <= place < len(self.imports) else 0
        self.imports = found
        lines = [self._line(one) for one in found]
        gone = frozenset(place for place, one in enumerate(found) if one.undone)
        self.table.show_rows(COLUMNS, lines, gone)
        self.stack.setCurrentIndex(0 if found else 1)
        now = next((at for at, one in enumerate(found) if one.id == chosen), -1)
        if now >= 0:
            self.table.selectRow(now)
        self._show(now)

    def _line(self, one: Imported) -> list[Cell]:
        state = Tinted("已撤销") if one.undone else Tinted("有效", "green")
        figures = [f"{counted(one.report, name):,}" for name in COUNTS]
        return [one.at[:16], one.file_name, self._title(one), state, *figures, one.who or "未署名"]

    def _title(self, one: Imported) -> str:
        feature = self.desk.workspace.catalogue.get(one.ledger)
        return feature.ledger.title if feature is not None else one.ledger

    def _counter(self, one: Imported) -> str:
        feature = self.desk.workspace.catalogue.get(one.ledger)
        return feature.ledger.counter if feature is not None else "条"

    def _show(self, place: int) -> None:
        """What is known of one import."""
        self.panel.setVisible(0 <= place < len(self.imports))
        if not self.panel.isVisibleTo(self):
            return
        if self._inside is not None:
            self._panel_body.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = self._details(self.imports[place], place)
        self._panel_body.addWidget(self._inside)

    def _details(self, one: Imported, place: int) -> QWidget:
        here = look()
        name = words(one.file_name, "section", wrap=True)
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        grid = QGridLayout()
        grid.setHorizontalSpacing(here.px(12))
        grid.setVerticalSpacing(here.px(8))
        grid.setColumnStretch(1, 1)
        refused, skipped = counted(one.report, "refused"), counted(one.report, "skipped")
        told = (
            ("台账", f"{self._title(one)}台账"),
            ("导入时间", one.at),
            ("经办人", one.who or "未署名"),
            ("文件大小", f"{one.size / 1024:,.0f} KB"),
            ("读到", f"{counted(one.report, 'read'):,} 行"),
            ("写入", f"新增 {counted(one.report, 'new'):,}，更新 {counted(one.report, 'changed'):,}"),
            ("未变", f"{counted(one.report, 'same'):,} 行"),
            ("待完善", str(counted(one.report, "incomplete"))),
            ("没有导入", f"退回 {refused} 处，略过 {skipped} 行"),
            ("文件指纹", " ".join(one.sha256[at : at + 8] for at in range(0, 64, 8))),
        )
        for at, (label, value) in enumerate(told):
            said = words(value, wrap=True)
            said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            grid.addWidget(words(label, "label"), at, 0)
            grid.addWidget(said, at, 1)
        back = button("撤销整次导入", "undo-2", "danger", on_click=partial(self._undo, one))
        back.setEnabled(not one.undone)
        again = button("查看退回和略过的行", "eye", on_click=partial(self._look_again, place))
        again.setEnabled(bool(refused or skipped))
        inside = QWidget()
        state = pill("已撤销") if one.undone else pill("有效", "green")
        to_ledger = button("查看台账", "arrow-right", on_click=partial(self.desk.go, one.ledger))
        body = column(name, state, 4, grid, None, again, to_ledger, back, gap=here.px(8))
        inside.setLayout(body)
        return inside

    def _choose(self) -> None:
        from ui.imports.wizard import choose_files, open_wizard

        if files := choose_files(self.desk, self):
            open_wizard(self.desk, self.window(), files)

    def _look_again(self, place: int) -> None:
        ReportDialog(self, self.imports[place]).open()

    def _undo(self, one: Imported) -> None:
        new, changed = counted(one.report, "new"), counted(one.report, "changed")
        of = self._counter(one)
        text = f"“{one.file_name}”新增的 {new} {of}会进回收站，更新的 {changed} {of}会恢复原样。"
        if ask(self, "撤销整次导入", text, "撤销整次导入", "不撤销", danger=True):
            self.desk.undo(self, one.operation)
