"""到期清单: what is overdue or falls due soon, by person; reminders are printed from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from app.kernel.ledger import View
from app.overview.due_list import DueLine, due_list
from ui.cases.due_line import VIEWS, within
from ui.cases.track import days_words
from ui.forms.line import Line
from ui.forms.one import Choice
from ui.papers.offer import open_paper
from ui.shell.desk import Desk
from ui.shell.icons import icon
from ui.shell.look import look
from ui.shell.notices import tell
from ui.shell.widgets import Card, EmptyState, PageHeader, button, column, row, words
from ui.tables.plain import Cell, PlainColumn, PlainTable, Tinted
from ui.tables.view_tabs import ViewTabs

PAUSE = 150
REMINDER = "reminder"
COLUMNS = (
    PlainColumn("到期日", 100),
    PlainColumn("情况", 104),
    PlainColumn("事项", 92),
    PlainColumn("编号", 128),
    PlainColumn("单位", 150, 2),
    PlainColumn("内容", 160, 3),
    PlainColumn("谁办", 110, 1),
)


class DueListPage(QWidget):
    """``arrive`` takes ``view`` and ``person``."""

    def __init__(self, desk: Desk, _name: str) -> None:
        super().__init__()
        self.desk = desk
        self.lines: list[DueLine] = []
        self.rows: list[DueLine] = []
        self._person = ""
        self.setProperty("role", "page")
        here = look()
        self.header = PageHeader("到期清单", "隐患整改、挂牌督办和黑名单案件里还没有办结的期限。")
        self.remind = button("催办单…", "bell", "primary", tip="给选中的隐患开催办单", on_click=self._remind)
        self.header.tools.addWidget(button("到期日历", "calendar-clock", on_click=lambda: desk.go("due")))
        self.header.tools.addWidget(self.remind)
        self.tabs = ViewTabs()
        self.tabs.show_views([View(name, title) for name, title, _first, _last in VIEWS], "overdue")
        self.tabs.chosen.connect(lambda _name: self._filter())
        self.search = Line()
        self.search.setPlaceholderText("搜索编号、单位、内容…")
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setAccessibleName("搜索到期事项")
        self.search.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._filter)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.who = Choice()
        self.who.setAccessibleName("谁办")
        self.who.setMinimumWidth(here.px(150))
        self.who.currentIndexChanged.connect(lambda _at: self._filter())
        self.table = self.keyboard = PlainTable("到期清单")
        self.table.opened.connect(self._open)
        self.table.picked.connect(lambda _at: self._able())
        self.told = words("", "hint")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(EmptyState("circle-check", "这一段没有到期的事项", "换一个时间或经办人再看。"))
        card = Card(margin=12, gap=8)
        line = row(self.search, self.who, gap=here.px(8))
        line.setStretch(0, 1)
        card.body.addWidget(self.tabs)
        card.body.addLayout(line)
        card.body.addWidget(self.stack, 1)
        card.body.addWidget(self.told)
        outer = column(self.header, card, gap=here.px(12))
        outer.setStretch(1, 1)
        outer.setContentsMargins(here.px(20), here.px(14), here.px(20), here.px(14))
        self.setLayout(outer)
        QShortcut(QKeySequence("F5"), self).activated.connect(self.reload)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.search.setFocus)
        desk.changes.happened.connect(lambda _change: self.reload())
        self.reload()

    def arrive(self, target: Mapping[str, Any]) -> None:
        """Come with a stretch of time, and perhaps a person, in mind."""
        if target.get("view") in {one[0] for one in VIEWS}:
            self.tabs.mark(str(target["view"]))
        self._person = str(target.get("person", ""))
        self.reload()

    def reload(self) -> None:
        """Look through the ledgers again."""
        space = self.desk.workspace
        self.desk.worker.run(
            self, lambda _control: due_list(space.store, space.catalogue), self._take, self.told.setText
        )

    def _take(self, lines: list[DueLine]) -> None:
        self.lines = lines
        chosen = self._person or self.who.currentData() or ""
        self._person = ""
        self.who.blockSignals(True)
        self.who.clear()
        self.who.addItem("所有人", "")
        for name in sorted({name for one in lines for name in one.people}):
            self.who.addItem(name, name)
        self.who.setCurrentIndex(max(0, self.who.findData(chosen)))
        self.who.blockSignals(False)
        self._filter()

    def _filter(self) -> None:
        who, wanted = self.who.currentData() or "", self.search.text().strip().lower()
        mine = [one for one in self.lines if not who or who in one.people]
        self.tabs.show_counts({name: len(within(mine, name)) for name, *_rest in VIEWS})
        self.rows = [
            one
            for one in within(mine, self.tabs.current)
            if not wanted or wanted in f"{one.entry.number} {one.entry.firm} {one.entry.what}".lower()
        ]
        self.table.show_rows(COLUMNS, [self._line(one) for one in self.rows])
        self.stack.setCurrentIndex(0 if self.rows else 1)
        self._able()

    def _line(self, one: DueLine) -> list[Cell]:
        entry = one.entry
        state = Tinted(*days_words(entry.day, self.desk.workspace.clock.today()))
        title = entry.source.title
        return [
            entry.day.isoformat(),
            state,
            title,
            entry.number,
            entry.firm,
            entry.what,
            "、".join(one.people),
        ]

    def _remindable(self) -> list[DueLine]:
        chosen = [self.rows[at] for at in self.table.chosen_rows() if at < len(self.rows)]
        able = {
            name
            for name, feature in self.desk.workspace.catalogue.items()
            if any(kind.code == REMINDER for kind in feature.papers)
        }
        return [one for one in chosen if one.entry.source.ledger in able]

    def _able(self) -> None:
        chosen = len(self.table.chosen_rows())
        able = len(self._remindable())
        self.remind.setEnabled(able > 0)
        ledgers = {one.entry.source.ledger for one in self._remindable()}
        turn = "，按台账一种一种地开" if len(ledgers) > 1 else ""
        said = f"共 {len(self.rows)} 件，已选 {chosen} 件"
        self.told.setText(
            said + (f"，其中 {able} 件可以开催办单{turn}" if chosen else "。回车打开，选中后可以开催办单")
        )

    def _remind(self) -> None:
        """Reminders for what was chosen, one ledger after another."""
        chosen = self._remindable()
        if not chosen:
            tell(self, "没有选中", "请先选中要催办的隐患，可以选多条。")
            return
        waiting: dict[str, list[int]] = {}
        for one in chosen:
            ids = waiting.setdefault(one.entry.source.ledger, [])
            if one.entry.record not in ids:
                ids.append(one.entry.record)
        self._remind_next(list(waiting.items()))

    def _remind_next(self, waiting: Sequence[tuple[str, list[int]]]) -> None:
        """The first ledger's reminders; those of the next come up when its dialog is closed."""
        if not waiting:
            return
        (ledger, ids), *others = waiting
        dialog = open_paper(self.desk, self.desk.feature(ledger), self, ids, REMINDER)
        if dialog is not None:
            dialog.finished.connect(lambda _code: self._remind_next(others))

    def _open(self, at: int) -> None:
        if 0 <= at < len(self.rows):
            entry = self.rows[at].entry
            self.desk.go(entry.source.ledger, record=entry.record)
