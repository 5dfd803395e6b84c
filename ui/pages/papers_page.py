"""文书记录: every paper that was issued, with its very pages; the list of numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QStackedWidget, QWidget

from app.kernel.ledger import View
from app.masterdata.organ import read_organ
from app.printing.preview import page_count, page_size
from ui.forms.flow import FlowLayout
from ui.forms.line import Line
from ui.forms.one import Choice
from ui.papers import listed, making
from ui.papers.numbers_list import NumbersList
from ui.printing.page_view import PageView
from ui.printing.pages import Pages
from ui.shell.desk import Desk
from ui.shell.icons import icon
from ui.shell.look import look
from ui.shell.widgets import Card, EmptyState, PageHeader, button, column, redress, row, words
from ui.shell.worker import Control
from ui.tables.plain import Cell, PlainColumn, PlainTable, Tinted
from ui.tables.view_tabs import ViewTabs

if TYPE_CHECKING:
    from app.papers.issued import Issued

SIDE, PAUSE = 430, 150
COLUMNS = (
    PlainColumn("签发日期", 96),
    PlainColumn("文书", 104, 2),
    PlainColumn("文号", 236, 1, middle=True),
    PlainColumn("单位或标题", 104, 2),
    PlainColumn("情况", 116),
)
VIEWS = (
    View("all", "全部"),
    View("open", "未送达"),
    View("late", "逾期未送达"),
    View("served", "已送达"),
    View("voided", "已作废"),
    View("numbers", "文号表"),
)


@dataclass(frozen=True)
class Shown:
    """The papers of a store, newest first, which kinds come back with a receipt, and after how many days one is late."""

    papers: tuple[Issued, ...]
    served: frozenset[str]
    late: int = 0


class PapersPage(QWidget):
    """The list left, the pages as they went out right. ``arrive`` takes ``paper`` and ``view``."""

    def __init__(self, desk: Desk, _name: str) -> None:
        super().__init__()
        self.desk = desk
        self.found = Shown((), frozenset())
        self.rows: list[Issued] = []
        self.shown: Issued | None = None
        self._wanted = 0
        self._pages: Pages | None = None
        self.setProperty("role", "page")
        here = look()
        self.header = PageHeader("文书记录", "签发的文书原样保存，以后改企业资料或模板都不变。")
        self.tabs = ViewTabs()
        self.tabs.show_views(VIEWS, "all")
        self.tabs.chosen.connect(lambda _name: self._filter())
        self._narrowing()
        self.table = self.keyboard = PlainTable("文书记录")
        self.table.picked.connect(self._pick)
        self.table.opened.connect(lambda _at: self._open())
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._menu)
        self.numbers = NumbersList(desk)
        self.numbers.open_wanted.connect(self._to_number)
        self.lists = QStackedWidget()
        self.lists.addWidget(self.table)
        self.lists.addWidget(EmptyState("file-text", "没有符合条件的文书", "换一个条件，或清空搜索。"))
        self.lists.addWidget(self.numbers)
        self.view = PageView()
        self._told = words("", "second", wrap=True)
        self._told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._both())
        hint = "在台账里打开一条记录，点“文书”就能开具；右键选中多条可以一次签发。"
        to_ledger = button("去隐患台账", "triangle-alert", on_click=lambda: desk.go("hazards"))
        self.stack.addWidget(EmptyState("stamp", "还没有签发过文书", hint, to_ledger))
        outer = column(self.header, self.stack, gap=here.px(12))
        outer.setStretch(1, 1)
        outer.setContentsMargins(here.px(20), here.px(14), here.px(20), here.px(14))
        self.setLayout(outer)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self._to_search)
        QShortcut(QKeySequence("F5"), self).activated.connect(self.reload)
        desk.changes.happened.connect(lambda _change: self.reload())
        self.reload()

    def arrive(self, target: Mapping[str, Any]) -> None:
        """Come here with a paper or a view in mind."""
        self._wanted = int(target.get("paper", 0))
        if target.get("view") in {view.name for view in VIEWS}:
            self.tabs.mark(str(target["view"]))
        self.reload()

    def reload(self) -> None:
        """Read the list anew."""
        workspace = self.desk.workspace

        def job(_control: Control) -> Shown:
            from app.papers import issued

            with workspace.store.read() as connection:
                papers, late = issued.papers(connection), read_organ(connection).receipt_days
            served = listed.served_kinds(workspace.catalogue)
            return Shown(tuple(reversed(papers)), served, late)

        self.desk.worker.run(self, job, self._take)
        self.numbers.reload()

    def _narrowing(self) -> None:
        """Search, kind and year."""
        self.search = Line()
        self.search.setPlaceholderText("搜索文号、单位、记录编号…")
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setAccessibleName("搜索文书")
        self.search.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._filter)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.kind, self.year = Choice(), Choice()
        self.kind.setAccessibleName("文书种类")
        self.year.setAccessibleName("年份")
        for box in (self.kind, self.year):
            box.currentIndexChanged.connect(lambda _at: self._filter())

    def _both(self) -> QWidget:
        here = look()
        left, right = Card(margin=12, gap=8), Card(margin=0, gap=0)
        filters = row(self.search, self.kind, self.year, gap=here.px(8))
        filters.setStretch(0, 1)
        self._filters = QWidget()
        self._filters.setProperty("role", "sheet")
        self._filters.setLayout(filters)
        self.kind.setMinimumWidth(here.px(150))
        self.year.setMinimumWidth(here.px(104))
        for part in (self.tabs, self._filters):
            left.body.addWidget(part)
        left.body.addWidget(self.lists, 1)
        self._right = right
        right.setMaximumWidth(here.px(SIDE))
        self._acts = (
            button("打印…", "printer", "primary", on_click=self._open),
            button("另存 PDF…", "file-down", on_click=self._save),
            button("打开记录", "external-link", on_click=self._record),
        )
        self._receipt = button("登记送达", "check", on_click=self._ask_receipt)
        self._void = button("作废…", "ban", "danger", on_click=self._ask_void)
        foot = column(
            self._told,
            self._flow((*self._acts, self._receipt, self._void)),
            gap=here.px(8),
        )
        foot.setContentsMargins(here.px(14), here.px(10), here.px(14), here.px(12))
        right.body.addWidget(self.view, 1)
        right.body.addLayout(foot)
        inside = QWidget()
        inside.setProperty("role", "sheet")
        body = row(left, right, gap=here.px(12))
        body.setStretch(0, 7)
        body.setStretch(1, 3)
        inside.setLayout(body)
        return inside

    @staticmethod
    def _flow(parts: Sequence[QWidget]) -> QWidget:
        """Buttons that go on in a second line where there is little room."""
        holder = QWidget()
        holder.setProperty("role", "sheet")
        flow = FlowLayout(holder, look().px(8), fill_last=False)
        flow.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            flow.addWidget(part)
        return holder

    def _take(self, found: Shown) -> None:
        self.found = found
        self.stack.setCurrentIndex(0 if found.papers else 1)
        _offer(self.kind, "全部种类", sorted({one.title for one in found.papers}))
        years = sorted({str(one.issued_on.year) for one in found.papers}, reverse=True)
        _offer(self.year, "全部年份", years)
        self.tabs.show_counts(
            {view.name: sum(self._in_view(one, view.name) for one in found.papers) for view in VIEWS[:-1]}
        )
        self._filter()

    def _in_view(self, one: Issued, view: str) -> bool:
        open_ = not one.voided and one.served_on is None and one.kind in self.found.served
        days = (self.desk.workspace.clock.today() - one.issued_on).days
        return {
            "all": True,
            "open": open_,
            "late": open_ and days >= self.found.late,
            "served": not one.voided and one.served_on is not None,
            "voided": one.voided,
        }.get(view, False)

    def _filter(self) -> None:
        view = self.tabs.current
        self._right.setVisible(view != "numbers")
        self._filters.setVisible(view != "numbers")
        if view == "numbers":
            self.lists.setCurrentIndex(2)
            return
        wanted = self.search.text().strip().lower()
        kind, year = self.kind.currentData() or "", self.year.currentData() or ""
        keep = self._wanted or (self.shown.id if self.shown else 0)
        self._wanted = 0
        self.rows = [
            one
            for one in self.found.papers
            if self._in_view(one, view)
            and (not kind or one.title == kind)
            and (not year or str(one.issued_on.year) == year)
            and (
                not wanted or wanted in f"{one.number or ''} {one.firm} {one.record_name} {one.title}".lower()
            )
        ]
        muted = frozenset(at for at, one in enumerate(self.rows) if one.voided)
        self.table.show_rows(COLUMNS, [self._line(one) for one in self.rows], muted)
        self.lists.setCurrentIndex(0 if self.rows else 1)
        if self.rows:
            at = next((place for place, one in enumerate(self.rows) if one.id == keep), 0)
            self.table.selectRow(at)
            self._pick(at)

    def _line(self, one: Issued) -> list[Cell]:
        state = Tinted(
            *listed.state_of(one, self.found.served, self.desk.workspace.clock.today(), self.found.late)
        )
        return [one.issued_on.isoformat(), one.title, one.number or "—", one.firm or one.record_name, state]

    def _pick(self, at: int) -> None:
        if not 0 <= at < len(self.rows):
            return
        one = self.rows[at]
        same = self.shown is not None and self.shown.id == one.id
        self.shown = one
        self._say(one)
        if not same:
            self.desk.worker.run(
                self, making.content(self.desk, [one.id]), partial(self._show, one.id), self._told.setText
            )

    def _say(self, one: Issued) -> None:
        parts = [f"{one.title}　{one.number or '无文号'}", f"{one.who or '未署名'} {one.issued_on} 签发"]
        if one.served_on:
            parts.append(f"{one.served_on} 送达")
        if one.voided:
            parts.append(f"已作废：{one.void_reason or ''}")
        self._told.setText("　".join(parts))
        redress(self._told, "role", "error" if one.voided else "second")
        back = one.kind in self.found.served
        self._receipt.setVisible(back and not one.voided)
        self._receipt.setText(" 更改送达" if one.served_on else " 登记送达")
        self._void.setVisible(not one.voided)
        self._acts[2].setVisible(one.ledger in self.desk.workspace.catalogue)

    def _show(self, paper: int, pdf: bytes) -> None:
        if self.shown is None or self.shown.id != paper:
            return
        before, self._pages = self._pages, Pages(self.desk.worker, pdf, self.view)
        self.view.show_pages(self._pages, [page_size(pdf, at) for at in range(page_count(pdf))])
        if before is not None:
            before.deleteLater()

    def _open(self) -> None:
        if self.shown is not None:
            listed.open_issued(self.desk, self, self.shown)

    def _save(self) -> None:
        if self.shown is not None:
            listed.save_issued(self.desk, self, self.shown)

    def _record(self) -> None:
        if self.shown is not None:
            self.desk.go(self.shown.ledger, record=self.shown.record_id)

    def _ask_receipt(self) -> None:
        if self.shown is not None:
            listed.ask_receipt(self.desk, self, self.shown)

    def _ask_void(self) -> None:
        if self.shown is not None:
            listed.void(self.desk, self, self.shown)

    def _menu(self, at: QPoint) -> None:
        place = self.table.indexAt(at).row()
        if 0 <= place < len(self.rows):
            menu = listed.menu_of(self.desk, self, self.rows[place], self.found.served)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.table.viewport().mapToGlobal(at))

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _to_number(self, number: str) -> None:
        """From the list of numbers to the paper that has one."""
        one = next((one for one in self.found.papers if one.number == number), None)
        if one is not None:
            self.search.clear()
            self.kind.setCurrentIndex(0)
            self.year.setCurrentIndex(0)
            self._wanted = one.id
            self.tabs.choose("all")


def _offer(box: Choice, every: str, found: Sequence[str]) -> None:
    """The words a list is narrowed by; what was chosen stays chosen."""
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    box.addItem(every, "")
    for one in found:
        box.addItem(one, one)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)
