"""调度表: the sheet with every figure's origin, what must reconcile, printing and handing in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QScrollArea, QStackedWidget, QWidget

from app.dispatch.scope import Scope, Whose
from ui.dispatch import acts
from ui.dispatch.matrix import Matrix, MatrixView, take_matrix
from ui.dispatch.sheet_view import SheetView
from ui.dispatch.side import Side
from ui.dispatch.snapshot import Snapshot, Wish, cell_states, scopes, sheet_date, take
from ui.dispatch.toolbar import Toolbar
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import Banner
from ui.shell.widgets import Card, PageHeader, button, column, menu_button, row
from ui.shell.worker import Control

WIDEST = 1180


class DispatchPage(QWidget):
    """``arrive`` takes ``table``, ``code``, ``day``, ``scope``."""

    def __init__(self, desk: Desk, _name: str) -> None:
        super().__init__()
        self.desk = desk
        self.taken: Snapshot | None = None
        self._matrix: Matrix | None = None
        self._whose: Whose | None = None
        self._wanted = ""
        self._control: Control | None = None
        self._stale = False
        self.setProperty("role", "page")
        here = look()
        self.header = PageHeader("调度表", "")
        self.toolbar = Toolbar(list(desk.workspace.tables.items()), desk.workspace.clock.today())
        self.toolbar.compare.setChecked(bool(desk.preferences.get("dispatch.compare", default=False)))
        self.toolbar.changed.connect(self.reload)
        self.toolbar.viewed.connect(self._show_view)
        self.toolbar.compared.connect(self._compare)
        self.sheet = self.keyboard = SheetView()
        self.sheet.chosen.connect(self.open_figure)
        self.matrix = MatrixView()
        self.matrix.wanted.connect(self._from_matrix)
        self.side = Side(desk)
        self._connect_side()
        self._buttons()
        self._drift = Banner("", "amber")
        self._drift.hide()
        self.stack = QStackedWidget()
        self.stack.addWidget(self._paper())
        self.stack.addWidget(self.matrix)
        card = Card(margin=0, gap=0)
        card.body.addWidget(self.stack)
        self._card = card
        body = row(card, self.side, gap=here.px(12))
        body.setStretch(0, 1)
        outer = column(self.header, self.toolbar, self._drift, body, gap=here.px(10))
        outer.setStretch(3, 1)
        outer.setContentsMargins(here.px(20), here.px(14), here.px(20), here.px(14))
        self.setLayout(outer)
        self._shortcuts()
        desk.changes.happened.connect(lambda _change: self._changed())
        self.reload()

    def arrive(self, target: Mapping[str, Any]) -> None:
        """Come here with a table, a figure, a day or a scope in mind."""
        self.toolbar.choose_table(str(target.get("table", "")))
        scope = target.get("scope")
        if isinstance(scope, Scope):
            self.toolbar.choose_scope(scope)
        if isinstance(target.get("day"), date):
            self.toolbar.choose_day(target["day"])
        if target.get("code"):
            self._wanted = str(target["code"])
            self.reload()

    @property
    def wish(self) -> Wish:
        """What the toolbar says."""
        return Wish(self.toolbar.table_id, self.toolbar.chosen_day, self.toolbar.chosen_scope)

    def reload(self) -> None:
        """Compute again, off the screen's thread."""
        self._stale = False
        if self._control is not None:
            self._control.cancel()
        workspace, wish, whose = self.desk.workspace, self.wish, self._whose

        def job(control: Control) -> tuple[Snapshot, list[Scope], Matrix | None]:
            taken = take(workspace, wish)
            control.check()
            found = take_matrix(workspace, wish, whose) if whose else None
            return taken, scopes(workspace, taken.table), found

        self._control = self.desk.worker.run(self, job, self._take, self._failed)

    def showEvent(self, event: QShowEvent) -> None:
        """Called by Qt: what changed while nobody looked is computed now."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt: in a narrow window the sheet needs the room more than what stands beside it."""
        super().resizeEvent(event)
        self.side.fit(self.width())

    def _changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self.reload()

    def open_figure(self, code: str) -> None:
        """The side shows what stands behind a figure."""
        if self.taken is None or code not in self.taken.table.indicators:
            return
        self.sheet.mark(code)
        self.side.show_figure(self.taken, code)
        cell = self.sheet.cells[code]
        self._scroll.ensureWidgetVisible(cell, 0, look().px(60))

    def preview(self) -> None:
        """The sheet as it will be printed."""
        if self.taken is not None:
            acts.preview(self.desk, self, self.taken)

    def export(self, ending: str) -> None:
        """The sheet, or the matrix in sight, as a file."""
        if self.taken is not None:
            shown = self.stack.currentWidget() is self.matrix
            acts.export(self.desk, self, self.taken, ending, self._matrix if shown else None)

    def submit(self) -> None:
        """报送, or 更正 where this day was handed in already."""
        if self.taken is not None:
            acts.submit(self.desk, self, self.taken)

    def adjust(self, code: str = "A1", part: int = 1) -> None:
        """The dialog for an entry by hand."""
        if self.taken is not None:
            acts.adjust(self.desk, self, self.taken, code, part)

    def state_why(self) -> None:
        """情况说明 for what fell."""
        if self.taken is not None:
            acts.state_why(self.desk, self, self.taken)

    def show_frozen(self) -> None:
        """The paper as it was handed in."""
        if self.taken is not None and self.taken.standing is not None:
            acts.show_frozen(self.desk, self, self.taken.standing)

    def batch(self) -> None:
        """Many communities in one go."""
        if self.taken is not None:
            acts.batch(self.desk, self, self.wish, self.taken)

    def _take(self, found: tuple[Snapshot, list[Scope], Matrix | None]) -> None:
        self._control = None
        first = self.taken is None
        self.taken, offered, self._matrix = found
        last_day = self.taken.table.last_day
        if first and self.wish.day > last_day:  # long after the campaign its last day is what is looked for
            self.toolbar.choose_day(last_day)
            return
        self.toolbar.show_scopes(offered)
        self._show_sheet()
        if self._matrix is not None and self._whose is not None:
            self.matrix.show_matrix(self._matrix, self._whose)
        self._say()
        self.side.show_findings(self.taken)
        code = self._wanted or self.side.code
        self._wanted = ""
        if code:
            self.open_figure(code)

    def _failed(self, sentence: str) -> None:
        self._control = None
        if sentence:
            self.header.say(sentence)

    def _show_sheet(self) -> None:
        assert self.taken is not None
        comparing = self.toolbar.compare.isChecked() and bool(self.taken.compared)
        self.sheet.show_sheet(
            self.taken.table, cell_states(self.taken), sheet_date(self.taken), comparing=comparing
        )

    def _say(self) -> None:
        """What is known of this day's table: handed in or not, and what changed since."""
        assert self.taken is not None
        taken = self.taken
        standing, last = taken.standing, taken.last
        if standing is not None:
            said = f"本期已报送（{standing.submitted_at[:16]}，{standing.who or '未署名'}）"
            said += f"，更正第{standing.number}次" if standing.number else ""
        else:
            said = "本期尚未报送" + (f" · 上期 {last.title}" if last else "")
        self.header.say(said)
        self.send.setText(" 更正…" if standing else " 报送…")
        self.frozen.setVisible(standing is not None)
        self._drift.setVisible(bool(taken.drifted))
        names = "、".join(taken.drifted[:8]) + ("等" if len(taken.drifted) > 8 else "")
        text = f"本期报送之后数据有变动：{names}。报送时的数字已保存不变，需要改报时点“更正”。"
        self._drift.text.setText(text)
        self.toolbar.compare.setEnabled(bool(taken.compared))
        self.toolbar.compare.setToolTip("" if taken.compared else "此前还没有报送过，没有可比较的上期")

    def _paper(self) -> QScrollArea:
        """The sheet in the middle of its scroll area, never wider than it can be read."""
        holder = QWidget()
        holder.setProperty("role", "sheet")
        self.sheet.setMaximumWidth(look().px(WIDEST))
        inside = row(self.sheet, gap=0)
        inside.setAlignment(self.sheet, Qt.AlignmentFlag.AlignTop)
        holder.setLayout(column(inside, None, gap=0))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(holder)
        return self._scroll

    def _buttons(self) -> None:
        tools, menu = self.header.tools, QMenu()
        menu.addAction("导出 PDF…", partial(self.export, "pdf"))
        menu.addAction("导出 Excel…", partial(self.export, "xlsx"))
        menu.addSeparator()
        menu.addAction("批量打印各社区…", self.batch)
        self.frozen = button("报送存档", "stamp", tip="查看报送时固定下来的页面", on_click=self.show_frozen)
        self.frozen.hide()
        self.send = button("报送…", "send", "primary", on_click=self.submit)
        for part in (
            self.frozen,
            button("打印预览", "printer", tip="Ctrl+P", on_click=self.preview),
            menu_button("导出", "download", menu),
            self.send,
        ):
            tools.addWidget(part)

    def _connect_side(self) -> None:
        self.side.figure.adjust.connect(self.adjust)
        self.side.figure.cancel.connect(lambda entry: acts.cancel(self.desk, self, entry))
        self.side.closed.connect(lambda: self.sheet.mark(""))
        self.side.findings.wanted.connect(self.open_figure)
        self.side.findings.statement.connect(self.state_why)

    def _shortcuts(self) -> None:
        for keys, act in (
            ("Ctrl+P", self.preview),
            ("F5", self.reload),
            ("Esc", self.side.close_figure),
            ("Ctrl+N", lambda: self.adjust(self.side.code or "A1")),
        ):
            made = QShortcut(QKeySequence(keys), self)
            if keys == "Esc":
                made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)

    def _show_view(self, name: str) -> None:
        self._whose = None if name == "sheet" else Whose(name)
        self.stack.setCurrentIndex(0 if name == "sheet" else 1)
        self.side.setVisible(name == "sheet")
        self.toolbar.scope.setEnabled(name == "sheet")
        if self._whose is not None:
            self.reload()

    def _from_matrix(self, code: str, scope: Scope) -> None:
        self.toolbar.show_view("sheet")
        self._wanted = code
        self.toolbar.choose_scope(scope)
        self.reload()

    def _compare(self, on: bool) -> None:
        self.desk.preferences.put("dispatch.compare", on)
        if self.taken is not None:
            self._show_sheet()
