"""回收站与操作记录: what was done last, with 撤销; what was deleted, with 恢复."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.kernel.display import show
from app.kernel.feature import Record
from app.kernel.ledger import View
from app.ledgers import browse, edit
from app.ledgers.undo import Done, recent
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.widgets import Card, EmptyState, PageHeader, button, column, row, words
from ui.shell.worker import Control
from ui.tables.plain import Cell, PlainColumn, PlainTable, Tinted
from ui.tables.view_tabs import ViewTabs

LIMIT = 300
OPERATIONS = "operations"
KINDS = {
    "create": ("新增", "green"),
    "update": ("修改", "blue"),
    "bulk": ("批量修改", "blue"),
    "import": ("导入", "violet"),
    "delete": ("删除", "red"),
    "restore": ("恢复", "green"),
    "void": ("作废", "amber"),
    "unvoid": ("撤销作废", "neutral"),
    "step": ("办理", "blue"),
    "undo": ("撤销", "neutral"),
    "redo": ("重做", "neutral"),
    "paste": ("粘贴", "blue"),
    "fill": ("填充", "blue"),
    "merge": ("合并", "violet"),
    "issue": ("签发", "violet"),
    "void_paper": ("作废文书", "amber"),
    "sample": ("示例", "neutral"),
}
DONE_COLUMNS = (
    PlainColumn("时间", 150),
    PlainColumn("类型", 96),
    PlainColumn("做了什么", 320, 4),
    PlainColumn("经办人", 110, 1),
    PlainColumn("状态", 96),
)


@dataclass(frozen=True)
class _Found:
    done: list[Done]
    gone: dict[str, list[Record]]


class RecyclePage(QWidget):
    """One list at a time: the operations, or the deleted records of a ledger."""

    def __init__(self, desk: Desk, _name: str) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.desk = desk
        here = look()
        self.found = _Found([], {})
        self.header = PageHeader("回收站与操作记录", "删除的记录都在这里；签发、报送以外，每一步都可以撤销。")
        self.tabs = ViewTabs()
        self.tabs.chosen.connect(lambda _name: self._fill())
        self.table = self.keyboard = PlainTable("操作记录")
        self.table.picked.connect(lambda _row: self._able())
        self.nothing = EmptyState("trash-2", "这里是空的", "删除的记录会先放到回收站，随时可以恢复。")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        self.act = button("撤销这一步", "undo-2", on_click=self._act)
        self.said = words("", "hint")
        card = Card(margin=12, gap=8)
        card.body.addWidget(self.tabs)
        card.body.addWidget(self.stack, 1)
        card.body.addLayout(row(self.said, None, self.act))
        outer = column(self.header, card, gap=here.px(12))
        outer.setStretch(1, 1)
        outer.setContentsMargins(here.px(20), here.px(14), here.px(20), here.px(14))
        self.setLayout(outer)
        self._show_tabs(OPERATIONS)
        desk.changes.happened.connect(lambda _change: self.reload())
        self.reload()

    def reload(self) -> None:
        """Read both lists again."""
        store, catalogue = self.desk.workspace.store, self.desk.workspace.catalogue

        def job(control: Control) -> _Found:
            done = recent(store, LIMIT)
            control.check()
            gone = {name: browse.deleted(store, feature) for name, feature in catalogue.items()}
            return _Found(done, {name: found for name, found in gone.items() if found})

        self.desk.worker.run(self, job, self._take)

    def _take(self, found: _Found) -> None:
        self.found = found
        current = self.tabs.current
        self._show_tabs(current if current == OPERATIONS or current in found.gone else OPERATIONS)
        self._fill()

    def _show_tabs(self, current: str) -> None:
        catalogue = self.desk.workspace.catalogue
        bins = [View(name, f"已删除的{catalogue[name].ledger.title}") for name in self.found.gone]
        if not bins:
            bins = [View("empty", "回收站")]
        self.tabs.show_views((View(OPERATIONS, "操作记录"), *bins), current)
        self.tabs.show_counts({name: len(found) for name, found in self.found.gone.items()} or {"empty": 0})

    def _fill(self) -> None:
        name = self.tabs.current
        operations = name == OPERATIONS
        self.act.setText("撤销这一步" if operations else "恢复选中的记录")
        self.act.setAccessibleName(self.act.text())
        if operations:
            self._fill_operations()
        elif name in self.found.gone:
            self._fill_bin(name)
        else:
            self.nothing.title.setText("回收站是空的")
            self.stack.setCurrentWidget(self.nothing)
        self._able()

    def _fill_operations(self) -> None:
        lines: list[list[Cell]] = [
            [
                one.at[:16],
                Tinted(*KINDS.get(one.kind, (one.kind, "neutral"))),
                one.title,
                one.who or "未署名",
                Tinted("已撤销") if one.undone else "",
            ]
            for one in self.found.done
        ]
        muted = frozenset(place for place, one in enumerate(self.found.done) if one.undone)
        self.table.setAccessibleName("操作记录")
        self.table.show_rows(DONE_COLUMNS, lines, muted)
        self.nothing.title.setText("还没有做过什么")
        self.stack.setCurrentWidget(self.table if lines else self.nothing)

    def _fill_bin(self, name: str) -> None:
        ledger = self.desk.feature(name).ledger
        fields = [ledger[one] for one in ledger.columns][:7]
        columns = [PlainColumn("删除时间", 142)]
        columns += [
            PlainColumn(one.label, min(one.width, 150), one.width // 50, one.tone if one.tones else None)
            for one in fields
        ]
        lines = [
            [
                str(record["deleted_at"])[:16],
                *(show(record.get(one.name)).replace("\n", " ") for one in fields),
            ]
            for record in self.found.gone[name]
        ]
        self.table.setAccessibleName(f"已删除的{ledger.title}")
        self.table.show_rows(columns, lines)
        self.stack.setCurrentWidget(self.table)

    def _able(self) -> None:
        """What can be done with the chosen rows."""
        rows = self.table.chosen_rows() if self.stack.currentWidget() is self.table else []
        if self.tabs.current != OPERATIONS:
            self.act.setEnabled(bool(rows))
            self.said.setText("可以多选（按住 Ctrl 或 Shift）。" if not rows else f"已选 {len(rows)} 条")
            return
        one = self.found.done[rows[0]] if len(rows) == 1 and rows[0] < len(self.found.done) else None
        able = one is not None and not one.undone and one.kind not in ("undo", "redo")
        self.act.setEnabled(able)
        self.said.setText("选中一步，可以整步撤销；之后又改过的记录会先提示。" if not able else "")

    def _act(self) -> None:
        rows, name = self.table.chosen_rows(), self.tabs.current
        if not rows:
            return
        if name == OPERATIONS:
            self.desk.undo(self, self.found.done[rows[0]].operation)
            return
        store, feature = self.desk.workspace.store, self.desk.feature(name)
        ids = [int(str(self.found.gone[name][place]["id"])) for place in rows]
        self.desk.write(self, lambda _control: edit.restore(store, feature, ids))
