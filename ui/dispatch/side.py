"""Right of the sheet: what must reconcile, and what stands behind a figure."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QToolButton

from ui.dispatch.figure_panel import FigurePanel
from ui.dispatch.findings_view import FindingsView, summary
from ui.dispatch.snapshot import Snapshot
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.press import ToolButton
from ui.shell.widgets import Card, EmptyState, row

WIDTH, NARROW, ROOMY = 372, 300, 900
TITLES = ("勾稽核对", "数字来历")


class Side(Card):
    """Two tabs. ``closed`` when no figure is shown any more."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(margin=14, gap=10)
        self.setFixedWidth(look().px(WIDTH))
        self.figure = FigurePanel(desk)
        self.findings = FindingsView(desk)
        self._code = ""
        self._stack = QStackedWidget()
        self._none = EmptyState(
            "table-2", "点表中的一个数", "这里会列出它怎么算来、计入了哪些记录，也可以给它加一笔调整。"
        )
        for part in (self.findings, self._none, self.figure):
            self._stack.addWidget(part)
        self._tabs: list[QToolButton] = []
        group = QButtonGroup(self)
        for at, title in enumerate(TITLES):
            made = ToolButton()
            made.setProperty("kind", "tab")
            made.setText(title)
            made.setAccessibleName(title)
            made.setCheckable(True)
            made.setChecked(at == 0)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.clicked.connect(partial(self._turn, at))
            group.addButton(made)
            self._tabs.append(made)
        self.body.addLayout(row(*self._tabs, None, gap=0))
        self.body.addWidget(self._stack, 1)
        self.figure.closed.connect(self.close_figure)

    def fit(self, room: int) -> None:
        """Narrower where the page has little room."""
        here = look()
        self.setFixedWidth(here.px(WIDTH if room >= here.px(ROOMY) else NARROW))

    @property
    def code(self) -> str:
        """The figure shown; empty for none."""
        return self._code

    def show_findings(self, taken: Snapshot) -> None:
        """What must reconcile; the tab tells how many."""
        self.findings.show_findings(taken.findings)
        said, _tone = summary(taken.findings)
        count = len(taken.findings)
        self._tabs[0].setText(f"{TITLES[0]}（{said}）" if count else TITLES[0])
        self._tabs[0].setAccessibleName(f"{TITLES[0]}，{said}")

    def show_figure(self, taken: Snapshot, code: str) -> None:
        """Turn to a figure."""
        self._code = code
        self.figure.show_figure(taken, code)
        self._turn(1)

    def close_figure(self) -> None:
        """No figure any more: back to what must reconcile."""
        self._code = ""
        self._turn(0)
        self.closed.emit()

    def _turn(self, at: int, _checked: bool = False) -> None:
        self._tabs[at].setChecked(True)
        self._stack.setCurrentWidget(self.findings if at == 0 else self.figure if self._code else self._none)
