"""The records behind a figure or a finding: a ledger table over ids that are already known."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.kernel.feature import Feature
from app.kernel.fields import Kind
from ui.manual.help_window import offer_help
from ui.shell.desk import Desk
from ui.shell.fitting import fit
from ui.shell.look import look
from ui.shell.widgets import button, column, row, words
from ui.tables.ledger_view import LedgerView

SHOWN, NARROWEST = 3, 72
BOTH = 132  # the state with 逾期 beside it (px)
WORDS = (Kind.TEXT, Kind.PARAGRAPH, Kind.ENTERPRISE, Kind.ENTERPRISES, Kind.SEVERAL)
MOST = 7  # columns of the dialog: more would have no room for their words


class RecordsList(LedgerView):
    """Double click or Enter leads to the record on its ledger's page; ``leaving`` is told before."""

    leaving = Signal()

    def __init__(self, desk: Desk, feature: Feature) -> None:
        super().__init__(desk, feature)
        self._home = (desk, feature)
        self.rows.set_columns(short_columns(feature))
        self.setAccessibleName(f"计入的{feature.ledger.title}记录")
        self.setSortingEnabled(False)
        self.opened.connect(self._go)

    def show_ids(self, ids: Sequence[int]) -> None:
        """Show these records."""
        self.rows.take(array("q", ids), {})
        self.fit()

    def fit(self) -> None:
        """As in every ledger table; where there is little room figures give what they do not need, then words give way."""
        super().fit()
        room = self.viewport().width()
        if room <= 0:
            return
        self._fitting = True
        ledger, least = self._home[1].ledger, look().px(NARROWEST)
        whole = {field.name: "2023-06-30" for field in ledger.fields if field.kind is Kind.DAY}
        whole[ledger.key] = "YH-2023-0001"
        whole |= {one.name: max(one.choices, key=len)[:5] for one in ledger.fields if one.choices}
        workflow = self._home[1].workflow
        state = workflow.state if workflow is not None else ""
        floors = []
        for field in self.rows.columns:
            sample = whole.get(field.name, "")
            floor = self.fontMetrics().horizontalAdvance(sample) + look().px(28) if sample else least
            named = least if field.kind in WORDS else self._named(field)
            floors.append(look().px(BOTH) if field.name == state else max(floor, named))
        wordy = [field.kind in WORDS for field in self.rows.columns]
        self._give_way(
            [self.columnWidth(at) if wordy[at] else floor for at, floor in enumerate(floors)], room
        )
        self._give_way(floors, room)
        self._give_way([least] * len(floors), room)
        self._fitting = False

    def _give_way(self, floors: list[int], room: int) -> None:
        """Take from the columns alike what all of them together have too much, never below their floors."""
        widths = [self.columnWidth(at) for at in range(len(floors))]
        spare = [max(0, width - floor) for width, floor in zip(widths, floors, strict=True)]
        over = sum(widths) - room
        share = min(1.0, over / max(1, sum(spare)))
        if over > 0:
            for at, width in enumerate(widths):
                self.setColumnWidth(at, width - math.ceil(spare[at] * share))

    def _go(self, number: int) -> None:
        desk, feature = self._home
        self.leaving.emit()
        desk.go(feature.name, record=number)


def short_columns(feature: Feature) -> tuple[str, ...]:
    """What tells a record apart in little room: its number, firm, what it is about, its day."""
    ledger = feature.ledger
    firm = [one.name for one in ledger.fields if one.kind in (Kind.ENTERPRISE, Kind.ENTERPRISES)]
    wanted = [ledger.key, *firm[:1], *ledger.identity, ledger.day, *ledger.columns]
    known = [name for name in dict.fromkeys(wanted) if name in ledger.by_name]
    return tuple(known[:SHOWN])


class RecordsDialog(QDialog):
    """The same list in a window of its own."""

    def __init__(self, desk: Desk, feature: Feature, ids: Sequence[int], parent: QWidget, title: str) -> None:
        super().__init__(parent)
        here = look()
        self.setWindowTitle(title)
        self.setProperty("ground", "surface")
        self.finished.connect(self.deleteLater)
        offer_help(self, desk, feature.name)
        self.list = RecordsList(desk, feature)
        self.list.rows.set_columns(feature.ledger.columns[:MOST])
        self.list.show_ids(ids)
        self.list.leaving.connect(self.accept)
        counter = feature.ledger.counter
        body = column(
            words(f"{feature.ledger.title} {len(ids)} {counter}", "section"),
            words("双击（或按回车）到台账中查看这条记录。", "hint"),
            self.list,
            row(None, button("关闭", on_click=self.reject)),
            gap=here.px(8),
        )
        body.setContentsMargins(here.px(20), here.px(16), here.px(20), here.px(14))
        self.setLayout(body)
        fit(self, 960, 460)
