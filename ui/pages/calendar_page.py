"""到期日历: what falls due on which day; the day's list beside it; out to a calendar file."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.kernel.due import months_on
from app.kernel.workdays import WorkCalendar
from app.overview.deadlines import read_basis
from app.overview.due_calendar import (
    SOURCES,
    DueEntry,
    DueMonth,
    DueSource,
    due_between,
    due_counts,
    due_on,
    rule_for,
)
from app.overview.ics import calendar_text
from ui.deadlines.due_grid import DueGrid
from ui.dispatch.saving import ask_where, write_made
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.widgets import Card, PageHeader, button, clear, column, icon_button, row, words
from ui.shell.worker import Control

SIDE, LISTED, AHEAD = 296, 100, 365
ENTRY = Qt.ItemDataRole.UserRole
TONES = {"blue": "蓝色", "violet": "紫色", "amber": "橙色"}


@dataclass(frozen=True)
class _Month:
    first: date
    found: DueMonth
    calendar: WorkCalendar


class CalendarPage(QWidget):
    """The month left, the chosen day right. ``arrive`` takes ``day``."""

    def __init__(self, desk: Desk, _name: str) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.desk = desk
        here = look()
        today = desk.workspace.clock.today()
        self.shown: _Month | None = None
        self.grid = self.keyboard = DueGrid(today)
        self.grid.stood.connect(lambda _day: self._moved())
        self.grid.acted.connect(self._open)
        self.month = words("", "section")
        self.month.setMinimumWidth(here.px(88))
        self.month.setAlignment(Qt.AlignmentFlag.AlignCenter)
        header = PageHeader("到期日历", "还没有办结、又有日期的事项，按到期的日子排好。")
        header.tools.addWidget(
            button(
                "导出日历文件…", "download", tip="手机、Outlook 都能导入的 .ics 文件", on_click=self._export
            )
        )
        card = Card(margin=12, gap=8)
        card.body.addLayout(
            row(
                icon_button("chevron-left", "上个月", lambda: self._turn(-1)),
                self.month,
                icon_button("chevron-right", "下个月", lambda: self._turn(1)),
                button("今天", small=True, on_click=lambda: self.grid.stand(self.grid.today)),
                None,
                gap=here.px(6),
            )
        )
        card.body.addWidget(self.grid, 1)
        card.body.addWidget(words(_legend(), "hint", wrap=True))
        body = row(card, self._side(), gap=here.px(12))
        body.setStretch(0, 1)
        outer = column(header, body, gap=here.px(12))
        outer.setStretch(1, 1)
        outer.setContentsMargins(here.px(20), here.px(14), here.px(20), here.px(14))
        self.setLayout(outer)
        desk.changes.dawned.connect(self._dawned)
        desk.changes.happened.connect(lambda _change: self.reload())
        self.reload()

    def _side(self) -> Card:
        here = look()
        card = Card(margin=14, gap=8)
        card.setFixedWidth(here.px(SIDE))
        self.overdue = column(gap=here.px(6))
        self.day = words("", "section", wrap=True)
        self.note = words("", "second", wrap=True)
        self.list = QListWidget()
        self.list.setProperty("role", "contents")
        self.list.setWordWrap(True)
        self.list.setAccessibleName("当天到期")
        self.list.itemActivated.connect(self._open_entry)
        self.list.itemClicked.connect(self._open_entry)
        self.acts = column(gap=here.px(6))
        card.body.addLayout(self.overdue)
        card.body.addWidget(self.day)
        card.body.addWidget(self.note)
        card.body.addWidget(self.list, 1)
        card.body.addLayout(self.acts)
        return card

    def arrive(self, target: Mapping[str, Any]) -> None:
        """Come to a day."""
        if isinstance(target.get("day"), date):
            self.grid.stand(target["day"])

    def _dawned(self, day: date) -> None:
        if self.grid.day == self.grid.today:  # nobody has gone to another day
            self.grid.stand(day)
        self.grid.today = day

    def reload(self) -> None:
        """Count the shown month anew, and list its chosen day."""
        first = self.grid.day.replace(day=1)
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        workspace = self.desk.workspace

        def job(_control: Control) -> _Month:
            found = due_counts(workspace.store, workspace.catalogue, first, last)
            return _Month(first, found, read_basis(workspace.store).calendar)

        self.month.setText(f"{first.year}年{first.month}月")
        self.desk.worker.run(self, job, self._take)
        self._list_day()

    def _take(self, month: _Month) -> None:
        if month.first != self.grid.day.replace(day=1):
            return
        self.shown = month
        self.grid.show_month(month.found, month.calendar)
        clear(self.overdue)
        for source in SOURCES:
            if count := month.found.overdue.get(source.ledger, 0):
                act = partial(self._go, source, None)
                of = self.desk.feature(source.ledger).ledger.counter
                late = f"{source.title}已逾期 {count:,} {of}"
                self.overdue.addWidget(button(late, "circle-alert", "danger", small=True, on_click=act))

    def _moved(self) -> None:
        if self.shown is None or self.grid.day.replace(day=1) != self.shown.first:
            self.reload()
        else:
            self._list_day()

    def _turn(self, count: int) -> None:
        self.grid.stand(months_on(self.grid.day, count))

    def _list_day(self) -> None:
        day, workspace = self.grid.day, self.desk.workspace

        def job(_control: Control) -> tuple[date, list[DueEntry]]:
            return day, due_on(workspace.store, workspace.catalogue, day, LISTED)

        self.desk.worker.run(self, job, self._show_day)

    def _show_day(self, found: tuple[date, list[DueEntry]]) -> None:
        day, entries = found
        if day != self.grid.day:
            return
        self.day.setText(f"{day.month}月{day.day}日 {self.grid.calendar.said(day)}")
        late, cut = day < self.grid.today, any(self._cut(entries, source) for source in SOURCES)
        said = f"{'已逾期' if late else '到期'} {len(entries)} 条{'以上，只列前面的' if cut else ''}，点一条打开它。"
        self.note.setText(said if entries else "这一天没有到期的事项。")
        self.list.clear()
        for one in entries:
            level = "【重大】" if one.level == "重大" else ""
            item = QListWidgetItem(f"{level}{one.firm or one.number}　{one.source.title}\n{one.what[:40]}")
            item.setData(ENTRY, one)
            item.setToolTip(f"{one.number}\n{one.what}")
            self.list.addItem(item)
        self.list.setVisible(bool(entries))
        clear(self.acts)
        for source in SOURCES:
            count = sum(one.source is source for one in entries)
            if count:
                more = "以上" if self._cut(entries, source) else ""
                ledger = self.desk.feature(source.ledger).ledger
                act = partial(self._go, source, day)
                label = f"在{ledger.title}台账里看这 {count} {ledger.counter}{more}"
                self.acts.addWidget(button(label, "external-link", small=True, on_click=act))
        if not entries:
            self.acts.addStretch(1)

    @staticmethod
    def _cut(entries: list[DueEntry], source: DueSource) -> bool:
        """May there be more of a source than are listed?"""
        return sum(one.source is source for one in entries) >= LISTED

    def _open_entry(self, item: QListWidgetItem) -> None:
        one = item.data(ENTRY)
        if isinstance(one, DueEntry):
            self.desk.go(one.source.ledger, record=one.record)

    def _open(self, day: date) -> None:
        """The list of a day in its ledger: that of the first source that has something."""
        counts = self.shown.found.days.get(day, {}) if self.shown else {}
        for source in SOURCES:
            if source.ledger in counts:
                self._go(source, day)
                return

    def _go(self, source: DueSource, day: date | None) -> None:
        title = f"{source.title}已逾期" if day is None else f"{day} {source.title}到期"
        self.desk.go(source.ledger, rule=rule_for(self.desk.workspace.store, source, day), title=title)

    def _export(self) -> None:
        """What falls due from today on, a year ahead."""
        workspace, today = self.desk.workspace, self.grid.today
        out = ask_where(self.desk, self, f"安监到期_{today:%Y%m%d}.ics")

        def make() -> bytes:
            last = today + timedelta(days=AHEAD)
            entries = due_between(workspace.store, workspace.catalogue, today, last)
            return calendar_text(entries, workspace.clock.now()).encode("utf-8")

        if out is not None:
            write_made(self.desk, self, out, make)


def _legend() -> str:
    """Which colour says what; each line says it in words, too."""
    said = [
        f"{word}：{'、'.join(source.title for source in SOURCES if source.tone == tone)}"
        for tone, word in TONES.items()
    ]
    return "　".join(("红色：已逾期", *said))
