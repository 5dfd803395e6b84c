"""A tab of a record's details: in which figures of the tables it counts, and why not in the others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.bootstrap import Workspace
from app.dispatch.definition import read_table
from app.dispatch.explain import Standing, of_record
from app.kernel.errors import Refusal
from app.kernel.feature import Feature, Record
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.widgets import button, column, line, pill, row, words


def standings(workspace: Workspace, ledger: str, number: int) -> list[Standing]:
    """For every value of every table that counts this ledger, as of today."""
    day = workspace.clock.today()
    with workspace.store.read() as connection:
        tables = []
        for table in workspace.tables:
            try:
                tables.append(read_table(connection, workspace.catalogue, table))
            except Refusal:
                continue  # a faulty table is told on its own page
        return of_record(connection, workspace.catalogue, tables, ledger, number, day)


class CountedTab(QWidget):
    """Fills itself off the screen's thread."""

    def __init__(self, desk: Desk, feature: Feature, record: Record) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("role", "sheet")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(look().px(10))
        workspace, ledger, number = desk.workspace, feature.name, int(str(record["id"]))
        desk.worker.run(self, lambda _control: standings(workspace, ledger, number), self._show, self._told)

    def _show(self, found: Sequence[Standing]) -> None:
        day = self._desk.workspace.clock.today().isoformat()
        counted = [one for one in found if one.counted]
        said = f"截至今天（{day}），这条记录计入 {len(counted)} 个数。" if found else "这个台账不计入调度表。"
        self.body.addWidget(words(said, "second", wrap=True))
        for one in (*counted, *(other for other in found if not other.counted)):
            self.body.addWidget(line())
            self.body.addLayout(self._line(one))
        self.body.addStretch(1)

    def _line(self, one: Standing) -> QVBoxLayout:
        go = partial(self._desk.go, "dispatch", table=one.table, code=one.code)
        tables = self._desk.workspace.tables
        code = button(one.code, kind="link", small=True, tip="到调度表看这个数", on_click=go)
        state = pill("计入", "green") if one.counted else pill("未计入", "neutral")
        head = row(state, code, None, gap=6)
        reason = words(one.reason, "body" if one.counted else "second", wrap=True)
        label = f"《{tables[one.table]}》{one.label}" if len(tables) > 1 else one.label
        return column(head, words(label, "body", wrap=True), reason, gap=3)

    def _told(self, sentence: str) -> None:
        if sentence:
            self.body.addWidget(words(sentence, "error", wrap=True))
