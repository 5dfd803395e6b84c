"""Two submissions side by side, value by value."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from app.bootstrap import Workspace
from app.dispatch.archive import Submission, frozen
from app.dispatch.definition import load
from app.dispatch.figures import Values
from app.kernel.indicators import shown
from ui.dispatch.snapshot import change_text
from ui.manual.help_window import offer_help
from ui.shell.desk import Desk
from ui.shell.fitting import fit
from ui.shell.look import look
from ui.shell.widgets import button, column, row, words
from ui.tables.plain import Cell, PlainColumn, PlainTable, Tinted


def compared(workspace: Workspace, one: Submission, other: Submission) -> tuple[Values, Values]:
    """The printed values of both."""
    with workspace.store.read() as connection:
        return frozen(connection, one.id).printed, frozen(connection, other.id).printed


class CompareDialog(QDialog):
    """Only what changed at first."""

    def __init__(
        self,
        desk: Desk,
        one: Submission,
        other: Submission,
        before: Values,
        after: Values,
        *,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        here = look()
        self._table = load(desk.workspace.catalogue, one.table_id)
        self._values = (before, after)
        self._titles = (one.title, other.title)
        self.setWindowTitle("两次报送比较")
        self.setProperty("ground", "surface")
        self.finished.connect(self.deleteLater)
        offer_help(self, desk, "submissions")
        self.list = PlainTable("两次报送比较")
        self.only = QCheckBox("只看有变化的")
        self.only.setChecked(True)
        self.only.toggled.connect(lambda _on: self._show())
        self._note = words("", "second")
        body = column(
            words(f"{one.title} 与 {other.title}", "section"),
            row(self._note, None, self.only),
            self.list,
            row(None, button("关闭", on_click=self.reject)),
            gap=here.px(10),
        )
        body.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(16))
        self.setLayout(body)
        fit(self, 820, 540)
        self._show()

    def _show(self) -> None:
        table, (before, after) = self._table, self._values
        lines: list[list[Cell]] = []
        changed = 0
        for code, part, measure in table.measures():
            then, now = before.get(code, ()), after.get(code, ())
            if part > len(then) or part > len(now):
                continue
            was, this = then[part - 1], now[part - 1]
            changed += was != this
            if was == this and self.only.isChecked():
                continue
            label = table.indicators[code].plain_label + (f"·{measure.name}" if measure.name else "")
            change = "有变化" if isinstance(this, bool) else change_text(table, this - was)
            tone = (
                "neutral" if was == this else "red" if not isinstance(this, bool) and this < was else "blue"
            )
            told = Tinted(change if was != this else "平", tone)
            lines.append([code, label, shown(table, was), shown(table, this), told])
        columns = (
            PlainColumn("编号", 56),
            PlainColumn("指标", 300, 1),
            PlainColumn(self._titles[0], 140),
            PlainColumn(self._titles[1], 140),
            PlainColumn("变化", 90),
        )
        self.list.show_rows(columns, lines)
        self._note.setText(f"{changed} 个数有变化" if changed else "全部相同")
