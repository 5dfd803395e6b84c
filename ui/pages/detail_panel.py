"""The panel on the right of a ledger: one record read, its history, its next steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QScrollArea, QSizePolicy, QWidget

from app.kernel.display import show
from app.kernel.feature import Feature, Record
from app.kernel.filters import bind, matches
from app.kernel.workflow import Transition
from ui.forms.flow import FlowLayout
from ui.pages.history_view import HistoryView
from ui.pages.record_read import RecordRead
from ui.shell.desk import Desk
from ui.shell.icons import icon
from ui.shell.look import look
from ui.shell.marks import marks
from ui.shell.notices import Banner
from ui.shell.press import ToolButton
from ui.shell.widgets import Card, button, clear, column, icon_button, line, menu_button, pill, row, words

WIDTH = 320
Tab = Callable[[Desk, Feature, Record], QWidget]


class DetailPanel(Card):
    """Signals carry the record's id. ``extra_tabs`` are made when they are opened."""

    closed = Signal()
    edit_wanted = Signal(int)
    step_wanted = Signal(int, str)
    void_wanted = Signal(int)
    unvoid_wanted = Signal(int)
    delete_wanted = Signal(int)
    card_wanted = Signal(int)
    star_wanted = Signal(int)

    def __init__(self, desk: Desk, feature: Feature, extra_tabs: Mapping[str, Tab] | None = None) -> None:
        super().__init__(margin=16, gap=10)
        self._desk, self._feature = desk, feature
        self._record: Record = {}
        self._tabs: dict[str, Tab] = {
            "详情": lambda desk, feature, record: RecordRead(feature, record, desk),
            "记录历史": HistoryView,
            **(extra_tabs or {}),
        }
        if feature.papers:
            self._tabs["文书"] = _papers
        self._tab = "详情"
        self.setFixedWidth(look().px(WIDTH))
        self._number = words("", "second")
        self._pills = QWidget()
        self._pills.setProperty("role", "sheet")
        self._flow = FlowLayout(self._pills, gap=look().px(5), fill_last=False)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._notice = column(gap=6)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._foot = column(gap=look().px(8))
        close = icon_button("x", "收起详情（Esc）", self.closed.emit)
        self.star = icon_button("star", "收藏", lambda: self.star_wanted.emit(self.record_id))
        title = words(f"{feature.ledger.title}详情", "section")
        self.body.addLayout(row(title, None, self._number, self.star, close, gap=4))
        marks(desk).changed.connect(self._show_star)
        self.body.addWidget(self._pills)
        self.body.addLayout(self._notice)
        self.body.addWidget(self._tab_line())
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(line())
        self.body.addLayout(self._foot)

    @property
    def record_id(self) -> int:
        """Whose details are shown; 0 for nobody's."""
        number = self._record.get("id")
        return number if isinstance(number, int) else 0

    def show_record(self, record: Record) -> None:
        """Show a record."""
        self._record = record
        ledger = self._feature.ledger
        self._number.setText(show(record.get(ledger.key)) if ledger.key else "")
        self._show_star()
        self._show_pills()
        clear(self._notice)
        note = show(record.get("incomplete_note"))
        if note:
            self._notice.addWidget(Banner(f"待完善：{note}", "amber"))
        if record.get("voided"):
            self._notice.addWidget(Banner(f"已作废：{show(record.get('void_reason')) or '未写原因'}", "red"))
        self._show_tab(self._tab)
        self._show_foot()

    def _tab_line(self) -> QWidget:
        self._group = QButtonGroup(self)
        buttons = []
        for title in self._tabs:
            made = ToolButton()
            made.setProperty("kind", "tab")
            made.setProperty("tight", "true")
            made.setText(title)
            made.setAccessibleName(title)
            made.setCheckable(True)
            made.setChecked(title == self._tab)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.clicked.connect(partial(self._show_tab, title))
            self._group.addButton(made)
            buttons.append(made)
        holder = QWidget()
        holder.setProperty("role", "sheet")
        flow = FlowLayout(holder, gap=0, fill_last=False)
        flow.setContentsMargins(0, 0, 0, 0)
        for made in buttons:
            flow.addWidget(made)
        return holder

    def _show_tab(self, title: str, _checked: bool = False) -> None:
        self._tab = title
        for made in self._group.buttons():
            made.setChecked(made.text() == title)
        at = self._scroll.verticalScrollBar().value() if title == "详情" else 0
        content = self._tabs[title](self._desk, self._feature, self._record)
        content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        holder = QWidget()
        holder.setProperty("role", "sheet")
        inside = column(content)
        inside.setContentsMargins(0, 4, 8, 4)
        holder.setLayout(inside)
        self._scroll.setWidget(holder)
        self._scroll.verticalScrollBar().setValue(at)

    def _show_star(self) -> None:
        starred = marks(self._desk).is_favourite(self._feature.name, self.record_id)
        said = "取消收藏（Ctrl+M）" if starred else "收藏（Ctrl+M）"
        self.star.setIcon(icon("star-filled", "primary") if starred else icon("star"))
        self.star.setToolTip(said)
        self.star.setAccessibleName(said)

    def _show_pills(self) -> None:
        clear(self._flow)
        ledger, record = self._feature.ledger, self._record
        today = {"today": self._desk.workspace.clock.today()}
        flow = self._feature.workflow
        names = [flow.state] if flow else []
        names += [field.name for field in ledger.fields if field.tones and field.name not in names][:2]
        found = [(show(record.get(name)), ledger[name].tone(record.get(name))) for name in names]
        found += [
            (alert.title, alert.tone) for alert in ledger.alerts if matches(bind(alert.rule, today), record)
        ]
        for word, tone in found:
            if word:
                self._flow.addWidget(pill(word, tone or "neutral"))
        self._pills.setVisible(self._flow.count() > 0)

    def _show_foot(self) -> None:
        clear(self._foot)
        record, number = self._record, self.record_id
        steps = self._steps()
        if steps:
            first = [
                button(step.title, kind="primary" if at == 0 else "plain",
                       on_click=partial(self.step_wanted.emit, number, step.name))
                for at, step in enumerate(steps[:2])
            ]  # fmt: skip
            self._foot.addLayout(_equal(first))
        menu = QMenu()
        for step in steps[2:]:
            menu.addAction(step.title, partial(self.step_wanted.emit, number, step.name))
        menu.addAction("打印卡片", partial(self.card_wanted.emit, number))
        menu.addSeparator()
        if record.get("voided"):
            menu.addAction("撤销作废", partial(self.unvoid_wanted.emit, number))
        else:
            menu.addAction("作废…", partial(self.void_wanted.emit, number))
        remove = QAction("删除…", menu)
        remove.triggered.connect(partial(self.delete_wanted.emit, number))
        menu.addAction(remove)
        parts = [button("修改", "pencil", on_click=partial(self.edit_wanted.emit, number))]
        if self._feature.papers and not record.get("voided"):
            papers = QMenu()
            papers.aboutToShow.connect(partial(self._fill_papers, papers, number))
            parts.append(menu_button("文书", "stamp", papers))
        self._foot.addLayout(_equal([*parts, menu_button("更多", "ellipsis", menu)]))

    def _fill_papers(self, menu: QMenu, number: int) -> None:
        from ui.papers.offer import fill_menu

        menu.clear()
        fill_menu(menu, self._desk, self._feature, self.window(), [number])

    def _steps(self) -> tuple[Transition, ...]:
        flow = self._feature.workflow
        if flow is None or self._record.get("voided"):
            return ()
        steps = flow.open_steps(self._record)
        ready = [step for step in steps if not self._held_back(step)]
        return (*ready, *(step for step in steps if step not in ready))

    def _held_back(self, step: Transition) -> bool:
        """Would its guard refuse even if everything it asks for were given?"""
        given = dict.fromkeys((*step.asks, *step.optional))
        facts = {name: value for name, value in self._record.items() if name not in given}
        asked = {self._feature.ledger[name].label for name in given if name in self._feature.ledger.by_name}
        return any(word not in asked for word in step.guard({**facts, **dict(step.sets)}))


def _papers(desk: Desk, feature: Feature, record: Record) -> QWidget:
    from ui.papers.record_tab import RecordPapers

    return RecordPapers(desk, feature, record)


def _equal(parts: Sequence[QWidget]) -> QHBoxLayout:
    made = row(*parts)
    for at in range(len(parts)):
        made.setStretch(at, 1)
    return made
