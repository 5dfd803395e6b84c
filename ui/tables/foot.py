"""The line under a ledger's table: what its number columns come to, what is chosen, which rows are in sight."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.kernel.feature import Feature
from app.kernel.fields import Field
from app.kernel.filters import EVERYTHING, Filter
from app.ledgers.figures import Figure, figures, numbers, told
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.widgets import menu_button, row, words
from ui.shell.worker import Control
from ui.tables.chosen_sum import ChosenSum
from ui.tables.kept import Kept
from ui.tables.ledger_view import LedgerView


class Foot(QWidget):
    """``ask`` after every loading. The figure chosen (合计, 平均 …) is kept for this person and ledger."""

    def __init__(self, desk: Desk, feature: Feature, view: LedgerView) -> None:
        super().__init__()
        self._desk, self._feature, self._view = desk, feature, view
        self._control: Control | None = None
        self._asked: tuple[Filter, str] = (EVERYTHING, "")
        self._figures, self._added, self._chosen, self._sight = "", "", "", ""
        self._worked_out: list[Field] = []
        self._kept = Kept(desk, feature)
        self.figure = self._kept_figure()
        self._acts: dict[Figure, QAction] = {}
        self.how = menu_button(self.figure, "", self._menu(), kind="quiet")
        self.how.setProperty("compact", "true")
        self.left, self.right = words("", "hint"), words("", "hint")
        inside = row(self.how, self.left, None, self.right, gap=look().px(8))
        inside.setContentsMargins(12, 0, 12, 0)
        self.setLayout(inside)
        self._sum = ChosenSum(desk, feature, view)
        self._sum.figure = self.figure
        self._sum.said.connect(self._add_up)
        view.picked.connect(self._sum.ask)
        view.rows.modelReset.connect(self._columns_changed)
        self._name()

    def ask(self, rule: Filter, search: str) -> None:
        """Work out the figures of everything shown, off the screen's thread; they follow when they are there."""
        self._asked = (rule, search)
        if self._control is not None:
            self._control.cancel()
            self._control = None
        fields = self._worked_out = self._fields()
        self.how.setVisible(bool(fields))
        if not fields:
            self._show("")
            return
        store, feature, figure = self._desk.workspace.store, self._feature, self.figure

        def job(control: Control) -> str:
            found = figures(store, feature, fields, figure, rule, search, control.stop.is_set)
            return told(fields, found, figure)

        self._control = self._desk.worker.run(self, job, self._show)

    def say(self, chosen: Sequence[str], sight: str) -> None:
        """What is chosen, and which rows are in sight."""
        self._chosen, self._sight = "　".join(chosen), sight
        self._write()

    def _fields(self) -> list[Field]:
        """The number columns shown, and those a ledger always adds up."""
        shown = numbers(self._view.rows.columns)
        ledger = self._feature.ledger
        return shown + [ledger[name] for name in ledger.totals if ledger[name] not in shown]

    def _columns_changed(self) -> None:
        if self._fields() != self._worked_out:
            self.ask(*self._asked)

    def take_likings(self) -> None:
        """Somebody else sits down, who may like another figure."""
        if self._kept_figure() is not self.figure:
            self.figure = self._sum.figure = self._kept_figure()
            self._acts[self.figure].setChecked(True)
            self._name()
            self.ask(*self._asked)
            self._sum.ask()

    def _kept_figure(self) -> Figure:
        kept = self._kept.get("figure")
        return Figure(kept) if kept in list(Figure) else Figure.SUM

    def _menu(self) -> QMenu:
        menu = QMenu()
        group = QActionGroup(menu)
        for one in Figure:
            act = menu.addAction(one, partial(self._choose, one))
            act.setCheckable(True)
            act.setChecked(one is self.figure)
            group.addAction(act)
            self._acts[one] = act
        return menu

    def _choose(self, figure: Figure) -> None:
        self.figure = self._sum.figure = figure
        self._kept.put("figure", str(figure))
        self._name()
        self.ask(*self._asked)
        self._sum.ask()

    def _add_up(self, said: str) -> None:
        """What the chosen numbers come to is known, or no longer holds."""
        self._added = said
        self._write()

    def _name(self) -> None:
        self.how.setText(self.figure)
        self.how.setAccessibleName(f"数字栏显示{self.figure}，可换成平均、最大、最小、计数")
        self.how.setToolTip("现在列出的全部记录，数字栏的合计、平均、最大、最小或计数")

    def _show(self, said: str) -> None:
        self._control = None
        self._figures = said
        self._write()

    def _write(self) -> None:
        self.right.setText(self._sight)
        said = "　".join(part for part in (self._figures, self._chosen, self._added) if part)
        taken = self.right.sizeHint().width() + (self.how.sizeHint().width() if self.how.isVisible() else 0)
        room = self.width() - taken - 24 - look().px(24)
        shown = self.left.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, max(0, room))
        self.left.setText(shown)
        self.left.setToolTip(said if shown != said else "")
        self.left.setAccessibleName(f"{self.figure} {said}" if self._figures else said)
