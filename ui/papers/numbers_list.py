"""文号表: every number given, series by series, with what was voided and whether a number is missing."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import Banner
from ui.shell.widgets import clear, column, words
from ui.shell.worker import Control
from ui.tables.plain import Cell, PlainColumn, PlainTable, Tinted

if TYPE_CHECKING:
    from app.papers.numbers import Given

COLUMNS = (
    PlainColumn("文号", 220, 1),
    PlainColumn("文书", 140, 1),
    PlainColumn("取号时间", 150),
    PlainColumn("情况", 96),
    PlainColumn("作废原因", 120, 1),
)


def gaps(found: list[Given]) -> list[str]:
    """Numbers that are missing in a series, a sentence each; there should be none."""
    said = []
    for (series, year), group in groupby(found, key=lambda one: (_series(one), one.year)):
        numbers = {one.number for one in group}
        missing = sorted(set(range(1, max(numbers) + 1)) - numbers)
        if missing:
            said.append(f"{series}（{year}年）缺第 {'、'.join(map(str, missing))} 号")
    return said


def _series(one: Given) -> str:
    """The number with its place left open."""
    before, _number, after = one.text.rpartition(str(one.number))
    return f"{before}×{after}"


class NumbersList(QWidget):
    """``open_wanted`` with a number on Enter or double click."""

    open_wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "sheet")
        self._desk = desk
        self.given: list[Given] = []
        self._notice: QVBoxLayout = column()
        self._said = words("", "second", wrap=True)
        self.table = PlainTable("文号表")
        self.table.opened.connect(lambda at: self.open_wanted.emit(self.given[at].text))
        box = column(self._notice, self._said, self.table, gap=look().px(8))
        box.setStretch(2, 1)
        self.setLayout(box)

    def reload(self) -> None:
        """Read the list anew."""
        store = self._desk.workspace.store

        def job(_control: Control) -> list[Given]:
            from app.papers import numbers

            with store.read() as connection:
                return numbers.given(connection)

        self._desk.worker.run(self, job, self._show)

    def _show(self, found: list[Given]) -> None:
        self.given = found
        clear(self._notice)
        for said in gaps(found):
            self._notice.addWidget(Banner(f"{said}。请核对备份或纸质登记。", "red"))
        voids = sum(1 for one in found if one.void_reason is not None)
        said = f"共 {len(found)} 个文号，作废 {voids} 个；作废的文号不再使用。"
        self._said.setText(
            said + ("" if gaps(found) else "各序列连续，没有缺号。") if found else "还没有取过文号。"
        )
        lines: list[list[Cell]] = [
            [
                one.text,
                one.title,
                one.at[:16].replace("T", " "),
                Tinted("已作废", "neutral") if one.void_reason is not None else Tinted("有效", "green"),
                one.void_reason or "",
            ]
            for one in found
        ]
        muted = frozenset(at for at, one in enumerate(found) if one.void_reason is not None)
        self.table.show_rows(COLUMNS, lines, muted)
