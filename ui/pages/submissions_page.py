"""报送记录: what was handed in, frozen for ever, with the very pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.bootstrap import Workspace
from app.dispatch.archive import Submission, reprint, submissions
from app.dispatch.figures import Values
from app.printing.preview import page_count, page_size
from ui.dispatch import saving
from ui.dispatch.compare_dialog import CompareDialog, compared
from ui.forms.flow import FlowLayout
from ui.printing.page_view import PageView
from ui.printing.pages import Pages
from ui.printing.preview import show_pdf
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import tell
from ui.shell.widgets import Card, EmptyState, PageHeader, button, column, row, words
from ui.shell.worker import Control
from ui.tables.plain import Cell, PlainColumn, PlainTable, Tinted

LIST = 540
COLUMNS = (
    PlainColumn("截至", 94),
    PlainColumn("范围", 104),
    PlainColumn("期别", 98),
    PlainColumn("报送时间", 134),
    PlainColumn("经办人", 76, 1),
)


def all_submissions(workspace: Workspace) -> list[Submission]:
    """Of every table, newest first."""
    with workspace.store.read() as connection:
        found = [one for table in workspace.tables for one in submissions(connection, table)]
    return sorted(found, key=lambda one: (one.day, one.id), reverse=True)


class SubmissionsPage(QWidget):
    """The list left, the frozen page right."""

    def __init__(self, desk: Desk, _name: str) -> None:
        super().__init__()
        self.desk = desk
        self.found: list[Submission] = []
        self.shown: Submission | None = None
        self.pdf = b""
        self._wanted = 0
        self.setProperty("role", "page")
        here = look()
        self.header = PageHeader("报送记录", "报送时的页面、数字和计入的记录原样保存，以后改台账也不变。")
        self.table = self.keyboard = PlainTable("报送记录")
        self.table.picked.connect(self._pick)
        self.view = PageView()
        nothing = EmptyState(
            "send", "还没有报送过", "在“调度表”里核对无误后点“报送”，这里就会留下存档。",
            button("去调度表", "table-2", on_click=lambda: desk.go("dispatch")),
        )  # fmt: skip
        left, right = Card(margin=12), Card(margin=0, gap=0)
        left.setMaximumWidth(here.px(LIST))
        left.body.addWidget(self.table)
        self._reason = words("", "second", wrap=True)
        self._foot = self._buttons()
        foot = column(self._reason, self._foot, gap=here.px(8))
        foot.setContentsMargins(here.px(14), here.px(10), here.px(14), here.px(12))
        right.body.addWidget(self.view, 1)
        right.body.addLayout(foot)
        inside = QWidget()
        inside.setLayout(row(left, right, gap=here.px(12)))
        inside.layout().setStretch(0, 12)  # type: ignore[union-attr]
        inside.layout().setStretch(1, 13)  # type: ignore[union-attr]
        self.stack = QStackedWidget()
        self.stack.addWidget(inside)
        self.stack.addWidget(nothing)
        outer = column(self.header, self.stack, gap=here.px(12))
        outer.setStretch(1, 1)
        outer.setContentsMargins(here.px(20), here.px(14), here.px(20), here.px(14))
        self.setLayout(outer)
        desk.changes.happened.connect(lambda _change: self.reload())
        self.reload()

    def arrive(self, target: Mapping[str, Any]) -> None:
        """Come here with a submission in mind."""
        self._wanted = int(target.get("submission", 0))
        self.reload()

    def reload(self) -> None:
        """Read the list anew."""
        workspace = self.desk.workspace
        self.desk.worker.run(self, lambda _control: all_submissions(workspace), self._take)

    def next_of(self, one: Submission) -> Submission | None:
        """What was handed in after it for the same table and scope."""
        same = [other for other in self.found if (other.table_id, other.scope) == (one.table_id, one.scope)]
        later = [other for other in same if (other.day, other.number) > (one.day, one.number)]
        return min(later, key=lambda other: (other.day, other.number), default=None)

    def save(self, form: str) -> None:
        """The frozen paper or workbook as a file: the same bytes as ever."""
        one, store = self.shown, self.desk.workspace.store
        if one is None:
            return

        def make() -> bytes:
            with store.read() as connection:
                return reprint(connection, one.id, form)

        name = f"{self._called(one)}.{form}"
        saving.save_made(self.desk, self, name, make)

    def compare(self) -> None:
        """This one beside the next."""
        one = self.shown
        other = self.next_of(one) if one is not None else None
        if one is None or other is None:
            return
        workspace = self.desk.workspace

        def show(found: tuple[Values, Values]) -> None:
            CompareDialog(self.desk, one, other, *found, parent=self).open()

        self.desk.worker.run(self, lambda _control: compared(workspace, one, other), show)

    def _called(self, one: Submission) -> str:
        later = f"_更正{one.number}" if one.number else ""
        return f"调度表_{one.scope.name or '全街道'}_{one.day:%Y%m%d}{later}"

    def _buttons(self) -> QWidget:
        here = look()
        self._next = button("与下一次比较", "columns-3", on_click=self.compare)
        self._buttons_row = (
            button("打印…", "printer", "primary", on_click=self._print),
            button("保存 PDF…", "file-down", on_click=partial(self.save, "pdf")),
            button("保存 Excel…", "file-spreadsheet", on_click=partial(self.save, "xlsx")),
            self._next,
            button("更正…", "pencil", tip="到调度表重新核对这一期", on_click=self._correct),
        )
        holder = QWidget()
        holder.setProperty("role", "sheet")
        flow = FlowLayout(holder, here.px(8), fill_last=False)
        flow.setContentsMargins(0, 0, 0, 0)
        for one in self._buttons_row:
            flow.addWidget(one)
        return holder

    def _take(self, found: list[Submission]) -> None:
        self.found = found
        self.stack.setCurrentIndex(0 if found else 1)
        self.table.show_rows(COLUMNS, [self._line(one) for one in found])
        wanted = self._wanted or (self.shown.id if self.shown else 0)
        self._wanted = 0
        if found:
            at = next((place for place, one in enumerate(found) if one.id == wanted), 0)
            self.table.selectRow(at)

    def _line(self, one: Submission) -> list[Cell]:
        kind = Tinted(f"更正第{one.number}次", "amber") if one.number else Tinted("报送", "green")
        return [
            one.day.isoformat(),
            one.scope.name or "全街道",
            kind,
            one.submitted_at[:16],
            one.who or "未署名",
        ]

    def _pick(self, place: int) -> None:
        if not 0 <= place < len(self.found) or self.found[place] == self.shown:
            return
        one, store = self.found[place], self.desk.workspace.store
        self.shown = one

        def job(_control: Control) -> bytes:
            with store.read() as connection:
                return reprint(connection, one.id)

        self.desk.worker.run(self, job, self._show, self._told)

    def _show(self, pdf: bytes) -> None:
        self.pdf = pdf
        one = self.shown
        assert one is not None
        pages = Pages(self.desk.worker, pdf, self.view)
        self.view.show_pages(pages, [page_size(pdf, at) for at in range(page_count(pdf))])
        later = self.next_of(one)
        self._next.setEnabled(later is not None)
        self._next.setToolTip(f"与 {later.title} 比较" if later else "之后还没有报送")
        said = f"原因：{one.reason}　" if one.reason else ""
        self._reason.setText(f"{said}存档校验值 {one.sha256[:16]}…")

    def _print(self) -> None:
        if self.shown is not None and self.pdf:
            show_pdf(self.desk, self, self._called(self.shown), self.pdf)

    def _correct(self) -> None:
        if self.shown is not None:
            here = self.shown
            self.desk.go("dispatch", table=here.table_id, day=here.day, scope=here.scope)

    def _told(self, sentence: str) -> None:
        if sentence:
            tell(self, "打不开存档", sentence)
