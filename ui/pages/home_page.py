"""工作台: what waits today, the key figures, how it goes, and the most urgent hazards."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QStackedWidget, QWidget

from app.kernel.charts import Series, bars, donut
from app.kernel.display import long_day
from app.kernel.filters import all_of, equals
from app.kernel.ledger import STATUS_TONES
from app.overview.today import Waiting
from ui.charts.view import ChartView
from ui.dispatch.records_list import RecordsList
from ui.home.figure_list import FigureList
from ui.home.gathering import Home, gather
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.widgets import Card, EmptyState, FigureCard, PageHeader, button, column, row, words
from ui.shell.worker import Control

WEEKDAYS = "一二三四五六日"
URGENT = ("number", "enterprise_name", "description", "level", "due_on", "status")


class HomePage(QWidget):
    """Refreshes when something was written and when it is looked at again."""

    def __init__(self, desk: Desk, _name: str) -> None:
        super().__init__()
        self.desk = desk
        self.home: Home | None = None
        self._control: Control | None = None
        self._stale = True
        self.setProperty("role", "page")
        here, today = look(), desk.workspace.clock.today()
        said = f"{long_day(today)} 星期{WEEKDAYS[today.weekday()]}"
        self.header = PageHeader("工作台", said)
        make = button("本期调度表", "table-2", "primary", on_click=lambda: desk.go("dispatch"))
        self.header.tools.addWidget(make)
        self._make = make
        self.cards: dict[str, FigureCard] = {}
        self._card_line = row(gap=here.px(12))
        self.figures = FigureList(self._figure)
        self.trend = ChartView(lambda _w, _h: (), "隐患趋势", height=160)
        self.ring = ChartView(lambda _w, _h: (), "整改状态", height=160)
        self.ring.clicked.connect(self._state)
        self.urgent = RecordsList(desk, desk.feature("hazards"))
        self.urgent.rows.set_columns(URGENT)
        self.urgent.setAccessibleName("最急的隐患")
        self.stack = QStackedWidget()
        self.stack.addWidget(self._full())
        self.stack.addWidget(self._empty())
        outer = column(self.header, self.stack, gap=here.px(12))
        outer.setStretch(1, 1)
        outer.setContentsMargins(here.px(20), here.px(14), here.px(20), here.px(14))
        self.setLayout(outer)
        desk.changes.happened.connect(lambda _change: self._changed())
        self.reload()

    def reload(self) -> None:
        """Read everything anew."""
        self._stale = False
        if self._control is not None:
            self._control.cancel()
        workspace = self.desk.workspace
        self._control = self.desk.worker.run(
            self, lambda _control: gather(workspace), self._take, self._failed
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Called by Qt: what changed while nobody looked is read now."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def _changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self.reload()

    def _take(self, home: Home) -> None:
        self._control = None
        self.home = home
        self.stack.setCurrentIndex(1 if home.empty else 0)
        self._make.setVisible(not home.empty)
        if home.empty:
            return
        for pile in home.piles:
            if pile.name not in self.cards:
                card = FigureCard(pile.title, on_click=partial(self._open, pile.name))
                self.cards[pile.name] = card
                self._card_line.addWidget(card, 1)
            self.cards[pile.name].show_figure(f"{pile.count:,}", pile.note)
        self._charts(home)
        self.figures.show_figures(home.figures)
        since = f"比上期（{home.last}）" if home.last else "尚未报送过"
        self._since.setText(since)
        self.urgent.show_ids(home.urgent)
        self._urgent_stack.setCurrentIndex(0 if home.urgent else 1)

    def _figure(self, code: str) -> None:
        self.desk.go("dispatch", table=self.home.table if self.home else "", code=code)

    def _charts(self, home: Home) -> None:
        labels = [month for month, _, _ in home.months]
        found = Series("发现", tuple(float(count) for _, count, _ in home.months))
        closed = Series("销号", tuple(float(count) for _, _, count in home.months))
        told = "；".join(f"{month}发现{one}条、销号{two}条" for month, one, two in home.months)
        self.trend.show_chart(lambda w, h: bars(labels, (found, closed), w, h), f"隐患趋势：{told}")
        parts = [(state, float(count)) for state, count in home.states]
        tones = [dict(STATUS_TONES).get(state, "neutral") for state, _ in home.states]
        said = "、".join(f"{state}{count}条" for state, count in home.states)
        self.ring.show_chart(lambda w, h: donut(parts, "隐患总数", w, h, tones), f"整改状态：{said}")

    def _failed(self, sentence: str) -> None:
        self._control = None
        if sentence:
            self.header.say(sentence)

    def _pile(self, name: str) -> Waiting | None:
        return next((one for one in self.home.piles if one.name == name), None) if self.home else None

    def _open(self, name: str) -> None:
        pile = self._pile(name)
        if pile is not None:
            self.desk.go(pile.ledger, rule=pile.rule, title=pile.title)

    def _state(self, state: str) -> None:
        rule = all_of(equals("voided", False), equals("status", state))
        self.desk.go("hazards", rule=rule, title=state)

    def _full(self) -> QScrollArea:
        """Cards, three sheets side by side, the list."""
        here = look()
        self._since = words("", "hint")
        trend, ring, figures, urgent = (
            Card("隐患趋势（近 6 个月）"),
            Card("整改状态"),
            Card("调度表"),
            Card("最急的隐患"),
        )
        trend.body.addWidget(self.trend, 1)
        ring.body.addWidget(self.ring, 1)
        figures.tools.addWidget(self._since)
        figures.body.addWidget(self.figures, 1)
        every = button("全部逾期和七日内到期", "arrow-right", "link", small=True, on_click=self._all_urgent)
        urgent.tools.addWidget(every)
        self._urgent_stack = QStackedWidget()
        self._urgent_stack.addWidget(self.urgent)
        self._urgent_stack.addWidget(EmptyState("circle-check", "没有逾期或七日内到期的隐患"))
        self._urgent_stack.setMinimumHeight(here.px(146))
        urgent.body.addWidget(self._urgent_stack, 1)
        grid = QGridLayout()
        grid.setSpacing(here.px(12))
        for at, (card, share) in enumerate(((trend, 11), (ring, 10), (figures, 10))):
            grid.addWidget(card, 0, at)
            grid.setColumnStretch(at, share)
            card.setMinimumWidth(here.px(100))
        inside = QWidget()
        inside.setProperty("role", "sheet")
        body = column(self._card_line, grid, urgent, gap=here.px(12))
        body.setStretch(2, 1)
        inside.setLayout(body)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        return scroll

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
        from app.kernel.filters import Condition, Op
        from app.overview.today import open_hazards

        rule = open_hazards(Condition("due_on", Op.LE, ("$today+7",)))
        self.desk.go("hazards", rule=rule, title="逾期和七日内到期")
