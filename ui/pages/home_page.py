"""工作台: what waits (for all, or for the person at the desk), the table's figures, and how it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QScrollArea, QStackedWidget, QWidget

from app.kernel.display import long_day
from app.kernel.filters import Condition, Op, all_of
from app.overview import today
from app.overview.trends import Compared, Trends, trends
from ui.cases.due_line import DueCard
from ui.cases.suggested import SuggestedCases
from ui.charts.card import ChartCard, draw_months, draw_share, draw_states
from ui.dispatch.records_list import RecordsList
from ui.home.figure_list import FigureList
from ui.home.gathering import KeyFigures, is_empty, key_figures
from ui.home.piles import ComparedLine, PileLine
from ui.pages.draft_notice import DraftNotice
from ui.shell.desk import Desk
from ui.shell.fitting import gutter
from ui.shell.look import look
from ui.shell.notices import Banner
from ui.shell.press import ToolButton
from ui.shell.tips import TipLine
from ui.shell.widgets import Card, EmptyState, PageHeader, button, clear, column, row, words
from ui.shell.worker import Control

WEEKDAYS = "一二三四五六日"
URGENT = ("number", "enterprise_name", "description", "level", "due_on", "status")
SHARES = ("community", "sector", "category")
HEADER_ROW, ONE_ROW, URGENT_ROWS = 38, 38, 4  # whole rows, none cut in half
ASIDE_FROM = 1010  # narrower (px), the cards stand one below the other
MINE = "home_mine"  # the preference: only what names the person at the desk


class HomePage(QWidget):
    """Refreshes when something was written and when it is looked at again; each part comes when it is read."""

    def __init__(self, desk: Desk, _name: str) -> None:
        super().__init__()
        self.desk = desk
        self.waiting: today.Desk | None = None
        self.trends: Trends | None = None
        self.figures_read = KeyFigures()
        self._reading: list[Control] = []
        self._left = 0  # parts still being read
        self._stale = True
        self.setProperty("role", "page")
        here = look()
        self.header = PageHeader("工作台", " ")
        self._make = button("本期调度表", "table-2", "primary", on_click=lambda: desk.go("dispatch"))
        self.whose = self._whose()
        self.header.tools.addWidget(self._make)
        self.piles = PileLine(lambda pile: desk.go(pile.ledger, rule=pile.rule, title=pile.title))
        self.cards = self.piles.cards
        self.figures = FigureList(self._figure)
        self.trend = ChartCard("隐患趋势", draw_months, height=150)
        self.ring = ChartCard("整改状态", draw_states, height=150)
        self.shares = {name: ChartCard(name, draw_share, height=280) for name in SHARES}
        for chart in self.charts:
            chart.opened.connect(lambda ledger, rule, title: desk.go(ledger, rule=rule, title=title))
        self.compared = ComparedLine(self._month)
        self.trend.body.insertWidget(1, self.compared)
        self.urgent = RecordsList(desk, desk.feature("hazards"))
        self.urgent.rows.set_columns(URGENT)
        self.urgent.setAccessibleName("最急的隐患")
        self.stack = QStackedWidget()
        self.stack.addWidget(self._full())
        self.stack.addWidget(self._empty())
        self.drafts = DraftNotice(desk)
        tip = TipLine(desk)
        outer = column(self.header, self.drafts, self.stack, tip, gap=here.px(12))
        outer.setStretch(2, 1)
        outer.setContentsMargins(here.px(20), here.px(14), 0, here.px(14))
        for part in (self.header, self.drafts, tip):
            part.setContentsMargins(0, 0, here.px(20), 0)
        self.setLayout(outer)
        desk.changes.happened.connect(lambda _change: self._changed())
        desk.changes.signed.connect(self._changed)
        self.reload()

    @property
    def charts(self) -> tuple[ChartCard, ...]:
        """Every chart of the page."""
        return (self.trend, self.ring, *self.shares.values())

    @property
    def who(self) -> str:
        """Whose work is shown; empty for everybody's."""
        return self.desk.workspace.store.who if self.whose.checkedId() == 1 else ""

    def reload(self) -> None:
        """Read everything anew, what waits first; one reading after the other, however much is written."""
        if self._left:
            self._stale = True
            return
        self._stale = False
        space, who = self.desk.workspace, self.who
        day = space.clock.today()
        self.header.say(f"{long_day(day)} 星期{WEEKDAYS[day.weekday()]}")
        jobs: tuple[tuple[Callable[[], Any], Callable[[Any], None]], ...] = (
            (lambda: (is_empty(space), today.desk(space.store, space.catalogue, who), who), self._take),
            (lambda: key_figures(space), self._take_figures),
            (lambda: trends(space.store, space.catalogue), self._take_trends),
        )
        self._left = len(jobs)
        for job, taken in jobs:
            self._read(job, taken)

    def showEvent(self, event: QShowEvent) -> None:
        """Called by Qt: what changed while nobody looked is read now."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _read(self, job: Callable[[], Any], taken: Callable[[Any], None]) -> None:
        def done(found: Any) -> None:
            taken(found)
            self._done()

        def failed(sentence: str) -> None:
            if sentence:
                self.header.say(sentence)
            self._done()

        self.desk.worker.run(self, lambda _control: job(), done, failed)

    def _done(self) -> None:
        self._left -= 1
        if not self._left and self._stale and self.isVisible():
            self.reload()

    def _changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self.reload()

    def _take(self, found: tuple[bool, today.Desk, str]) -> None:
        empty, waiting, who = found
        self.waiting = waiting
        self.stack.setCurrentIndex(1 if empty else 0)
        for part in (self._make, *self.whose.buttons()):
            part.setVisible(not empty)
        self.piles.show_piles(waiting.piles)
        self.dues.reload(who)
        self.urgent.show_ids(waiting.urgent)
        self._urgent_card.heading.setText("等我办的" if who else "最急的隐患")
        self._urgent_stack.setCurrentIndex(0 if waiting.urgent else 1)
        self._nothing.title.setText(
            f"“{who}”名下没有逾期或七日内到期的隐患" if who else "没有逾期或七日内到期的隐患"
        )
        self._show_others(waiting)
        self._tell_whose(who, idle=waiting.idle)

    def _take_figures(self, found: KeyFigures) -> None:
        self.figures_read = found
        self.figures.show_figures(found.figures)
        self._since.setText(f"比上期（{found.last}）" if found.last else "尚未报送过")

    def _take_trends(self, found: Trends) -> None:
        self.trends = found
        self.trend.show_chart(found.months)
        self.ring.show_chart(found.states)
        for chart in found.shares:
            self.shares[chart.name].show_chart(chart)
        self.compared.show_compared(self.desk.workspace.clock.today().day, found.compared)

    def _show_others(self, waiting: today.Desk) -> None:
        clear(self._others)
        for pile in waiting.others:
            of = self.desk.feature(pile.ledger).ledger.counter
            link = button(f"{pile.title} {pile.count:,} {of}", kind="link", small=True)
            link.clicked.connect(
                lambda _checked=False, one=pile: self.desk.go(one.ledger, rule=one.rule, title=one.title)
            )
            self._others.addWidget(link)

    def _tell_whose(self, who: str, *, idle: bool) -> None:
        """Without a name there is nothing of one's own; a finished desk is told so."""
        clear(self._told)
        if self.whose.checkedId() != 1:
            return
        if not who:
            go = button("去填姓名", kind="link", small=True, on_click=self._sign)
            said = "还没有填写您的姓名，下面列的是全部。填了姓名，这里就只列检查人员、复查人、整改责任人里有您的。"
            self._told.addWidget(Banner(said, "blue", go))
        elif idle:
            self._told.addWidget(
                Banner(f"检查人员、复查人、整改责任人里有“{who}”的隐患都办完了，辛苦了。", "green")
            )

    def _sign(self) -> None:
        self.desk.go("settings", section="display")

    def _figure(self, code: str) -> None:
        self.desk.go("dispatch", table=self.figures_read.table, code=code)

    def _month(self, one: Compared) -> None:
        self.desk.go("hazards", rule=one.rule, title=f"本月{one.title}")

    def _whose(self) -> QButtonGroup:
        """The switch 全部 / 我的."""
        group = QButtonGroup(self)
        mine = bool(self.desk.preferences.get(MINE, False))
        for place, (word, tip) in enumerate(
            (("全部", "所有人的"), ("我的", "检查人员、复查人、整改责任人里有我的"))
        ):
            made = ToolButton()
            made.setProperty("kind", "segment")
            made.setText(word)
            made.setToolTip(tip)
            made.setAccessibleName(f"看{word}：{tip}")
            made.setCheckable(True)
            made.setChecked(place == int(mine))
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            group.addButton(made, place)
            self.header.tools.addWidget(made)
        group.idClicked.connect(self._switch)
        return group

    def _switch(self, place: int) -> None:
        self.desk.preferences.put(MINE, place == 1)
        self.reload()

    def _full(self) -> QScrollArea:
        """What waits on top; the charts below."""
        here = look()
        self._since = words("", "hint")
        self._others, self._told = row(gap=here.px(4)), column()
        figures, urgent = Card("调度表", margin=14, gap=8), Card("最急的隐患", margin=14, gap=8)
        self._urgent_card = urgent
        figures.tools.addWidget(self._since)
        figures.body.addWidget(self.figures, 1)
        every = button("全部逾期和七日内到期", "arrow-right", "link", small=True, on_click=self._all_urgent)
        urgent.tools.addLayout(self._others)
        urgent.tools.addWidget(every)
        self._nothing = EmptyState("circle-check", "")
        self._urgent_stack = QStackedWidget()
        self._urgent_stack.addWidget(self.urgent)
        self._urgent_stack.addWidget(self._nothing)
        self._urgent_stack.setFixedHeight(here.px(HEADER_ROW + URGENT_ROWS * ONE_ROW))
        urgent.body.addWidget(self._urgent_stack, 1)
        self._cards = (urgent, figures, *self.charts)
        self._grid, self._aside = QGridLayout(), False
        self._grid.setSpacing(here.px(12))
        for at in range(6):
            self._grid.setColumnStretch(at, 1)
        for card in self._cards:
            card.setMinimumWidth(here.px(100))
        self._lay(aside=True)
        inside = QWidget()
        inside.setProperty("role", "sheet")
        self.dues, self.suggested = DueCard(self.desk), SuggestedCases(self.desk)
        parts = (self._told, self.piles, self.dues, self._grid, self.suggested, None)
        body = column(*parts, gap=here.px(12))
        inside.setLayout(body)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        gutter(scroll, body, beside=10, alone=20)
        return scroll

    def _lay(self, *, aside: bool) -> None:
        """Two thirds and one, or, in a narrow window, one below the other."""
        if aside == self._aside:
            return
        self._aside = aside
        for card in self._cards:
            self._grid.removeWidget(card)
        for at, card in enumerate(self._cards):
            if not aside:
                self._grid.addWidget(card, at, 0, 1, 6)
            elif at < 4:
                self._grid.addWidget(card, at // 2, 4 * (at % 2), 1, 2 if at % 2 else 4)
            else:
                self._grid.addWidget(card, 2, (at - 4) * 2, 1, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt."""
        super().resizeEvent(event)
        self._lay(aside=self.width() >= look().px(ASIDE_FROM))

    def _empty(self) -> EmptyState:
        """The first day: three ways to begin."""
        return EmptyState(
            "shield-check",
            "欢迎使用安监台账",
            "先把手里的企业底册导进来，隐患、检查就能按企业对上号。已有的 Excel 表不用改格式。",
            button("导入企业底册", "upload", "primary", on_click=self._import),
            button("新增企业", "plus", on_click=lambda: self.desk.go("enterprises", new=True)),
            button("查看手册", "book-open", on_click=lambda: self.desk.go("manual", article="first")),
        )

    def _import(self) -> None:
        from ui.imports.wizard import choose_files, open_wizard

        if files := choose_files(self.desk, self):
            open_wizard(self.desk, self.window(), files, "enterprises")

    def _all_urgent(self) -> None:
        hazards = self.desk.feature("hazards")
        due = today.open_hazards(Condition("due_on", Op.LE, ("$today+7",)))
        rule = all_of(*today.parts(due), today.mine(hazards, self.who)) if self.who else due
        self.desk.go("hazards", rule=rule, title="逾期和七日内到期")
