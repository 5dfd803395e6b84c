"""工作日历: a year's rest days and 调休, looked at, edited, imported, taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QFileDialog, QScrollArea, QSizePolicy, QWidget

from app.kernel.workdays import CalendarYear, DayKind, WorkCalendar, notice
from app.masterdata.calendar import read_calendar, read_file, reset_year, shipped_years, write_year
from ui.deadlines.year_view import YearView
from ui.forms.flow import FlowLayout
from ui.settings.parts import keep, text_line
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import ask, tell, toast
from ui.shell.widgets import Card, button, column, pill, redress, row, words
from ui.shell.worker import Control

SIDE, AHEAD = 264, 3
NAMES = {1: "元旦", 2: "春节", 3: "清明节", 4: "清明节", 5: "劳动节", 6: "端午节", 9: "中秋节", 10: "国庆节"}


class WorkdaysSection(QWidget):
    """The year left, the chosen day and the notice in words right. Changes are written by 保存."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        here = look()
        self.kept = WorkCalendar()
        self.draft: CalendarYear | None = None
        today = desk.workspace.clock.today()
        self.view = YearView(today)
        self.view.stood.connect(self._follow)
        self.view.acted.connect(self._turn)
        self.years = QComboBox()
        self.years.setAccessibleName("年份")
        first = min(shipped_years(), default=today.year)
        for year in range(max([*shipped_years(), today.year]) + AHEAD, first - 1, -1):
            self.years.addItem(f"{year}年", year)
        self.years.setCurrentIndex(self.years.findData(today.year))
        self.years.currentIndexChanged.connect(lambda _place: self._other_year())
        self.state = pill("")
        self.load = button("导入…", "upload", tip="三列的表：日期、休/班、名称", on_click=self._import)
        self.back = button("恢复自带", "rotate-ccw", on_click=self._reset)
        self.drop = button("放弃改动", on_click=self._forget)
        self.save = button("保存", "check", "primary", on_click=self._save)
        tools = QWidget()
        tools.setProperty("role", "sheet")
        line = FlowLayout(tools, here.px(8), fill_last=False)
        line.setContentsMargins(0, 0, 0, 0)
        state = QWidget()  # keeps the pill on the middle line of the buttons
        state.setFixedHeight(here.px(32))
        state.setLayout(row(self.state))
        for part in (self.years, state, self.load, self.back, self.drop, self.save):
            line.addWidget(part)
        card = Card(gap=10)
        card.body.addWidget(tools)
        sheet = QWidget()
        sheet.setProperty("role", "sheet")
        inside = column(self.view, None)
        inside.setContentsMargins(0, 0, here.px(8), 0)
        sheet.setLayout(inside)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(sheet)
        card.body.addWidget(self.area, 1)
        body = row(card, self._side(), gap=here.px(12))
        body.setStretch(0, 1)
        self.setLayout(body)
        self.reload()

    def _side(self) -> Card:
        here = look()
        self.day = words("", "section", wrap=True)
        self.kind = words("", "second", wrap=True)
        self.name = text_line("节日名称", "如 国庆节")
        self.name.textEdited.connect(self._rename)
        self.turn = button("", on_click=lambda: self._turn(self.view.day))
        self.told = words("", wrap=True)
        self.source = words("", "hint", wrap=True)
        for label in (self.day, self.told, self.source, self.kind):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        side = Card(gap=8)
        side.setFixedWidth(here.px(SIDE))
        text = QWidget()
        text.setProperty("role", "sheet")
        text.setLayout(column(self.told, self.source, None, gap=here.px(8)))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(text)
        self.name_label = words("节日名称", "label")
        self.name_label.setBuddy(self.name)
        side.body.addLayout(
            column(self.day, self.kind, self.name_label, self.name, self.turn, gap=here.px(6))
        )
        side.body.addWidget(words("这一年的安排", "section"))
        side.body.addWidget(area, 1)
        return side

    @property
    def year(self) -> int:
        """The year being looked at."""
        return int(self.years.currentData())

    @property
    def changed(self) -> bool:
        """Is there something to be saved?"""
        return self.draft is not None

    def unsaved(self) -> bool:
        """Are there changes that were not kept yet?"""
        return self.changed

    def reload(self) -> None:
        """Read the office's calendar."""
        store = self.desk.workspace.store

        def job(_control: Control) -> WorkCalendar:
            with store.read() as connection:
                return read_calendar(connection)

        self.desk.worker.run(self, job, self._take)

    def _take(self, calendar: WorkCalendar) -> None:
        self.kept = calendar
        self._show()

    def _shown(self) -> CalendarYear | None:
        return self.draft or self.kept.years.get(self.year)

    def _show(self) -> None:
        one = self._shown()
        years = dict(self.kept.years)
        if one is not None:
            years[self.year] = one
        self.view.show_calendar(WorkCalendar(years), self.year)
        known, own = one is not None, bool(one and one.edited)
        word, tone = (
            ("有改动，未保存", "amber")
            if self.changed
            else (f"{self.year}年放假安排尚未载入", "red")
            if not known
            else ("本单位改过", "blue")
            if own
            else ("程序自带", "green")
        )
        self.state.setText(word)
        redress(self.state, "tone", tone)
        self.save.setEnabled(self.changed)
        self.drop.setEnabled(self.changed)
        self.back.setEnabled(own and not self.changed)
        self.back.setText(" 恢复自带" if self.year in shipped_years() else " 清除这一年")
        self.back.setAccessibleName(self.back.text().strip())
        self.told.setText("\n".join(notice(one)) if one else "还没有安排，暂按周一至周五上班计算。")
        note = f"{one.source}\n修改：{one.edited}" if one and one.edited else one.source if one else ""
        self.source.setText(note)
        self._stand(self.view.day)

    def _follow(self, day: date) -> None:
        """The keyboard's day stays in sight."""
        at = self.view.place(day).center().toPoint()
        self.area.ensureVisible(at.x(), at.y(), look().px(20), look().px(60))
        self._stand(day)

    def _stand(self, day: date) -> None:
        calendar = self.view.calendar
        kind = calendar.kind(day)
        self.day.setText(f"{day.month}月{day.day}日 {calendar.said(day)}")
        self.kind.setText(str(kind))
        marked = kind in (DayKind.HOLIDAY, DayKind.MAKE_UP)
        self.name_label.setVisible(marked)
        self.name.setVisible(marked)
        with QSignalBlocker(self.name):
            self.name.setText(calendar.name(day))
        ways = {
            DayKind.WORKDAY: "改为休息",
            DayKind.WEEKEND: "改为调休上班" if day.weekday() > 4 else "改为上班",
            DayKind.MAKE_UP: "改为放假",
            DayKind.HOLIDAY: "改回平常",
        }
        self.turn.setText(f"{ways[kind]}（空格）")
        self.turn.setAccessibleName(ways[kind])

    def _turn(self, day: date) -> None:
        """Weekdays: work, rest. Weekends: rest, worked, holiday."""
        one = self._shown() or CalendarYear(self.year, source="本单位录入")
        rest, work = dict(one.holidays), dict(one.workdays)
        kind = self.view.calendar.kind(day)
        name = self._guess(day, {**rest, **work})
        rest.pop(day, None)
        work.pop(day, None)
        if kind is DayKind.WEEKEND:
            work[day] = name
        elif kind in (DayKind.WORKDAY, DayKind.MAKE_UP):
            rest[day] = name
        self._edit(CalendarYear(one.year, rest, work, one.source or "本单位录入", one.edited))

    @staticmethod
    def _guess(day: date, named: dict[date, str]) -> str:
        """The nearest day's holiday, else the month's usual one."""
        near = [other for other in named if abs((other - day).days) <= 9]
        if near:
            return named[min(near, key=lambda other: abs((other - day).days))]
        return NAMES.get(day.month, "节假日")

    def _rename(self, text: str) -> None:
        one, day = self._shown(), self.view.day
        if one is None or not text.strip():
            return
        rest, work = dict(one.holidays), dict(one.workdays)
        for found in (rest, work):
            if day in found:
                found[day] = text.strip()
        self._edit(CalendarYear(one.year, rest, work, one.source, one.edited), keep_name=True)

    def _edit(self, one: CalendarYear, *, keep_name: bool = False) -> None:
        typed, at = self.name.text(), self.name.cursorPosition()
        self.draft = one
        self._show()
        if keep_name:  # what is being typed stays as it is typed
            with QSignalBlocker(self.name):
                self.name.setText(typed)
            self.name.setCursorPosition(at)

    def _other_year(self) -> None:
        if self.draft is not None and self.draft.year != self.year:
            wanted, left = self.year, self.draft.year
            if not ask(self, "有改动没有保存", f"{left}年的改动还没有保存。", "放弃改动", "留在这一年"):
                with QSignalBlocker(self.years):
                    self.years.setCurrentIndex(self.years.findData(left))
                return
            self.draft = None
            self.years.setCurrentIndex(self.years.findData(wanted))
        self._show()

    def _forget(self) -> None:
        self.draft = None
        self._show()

    def _save(self) -> None:
        one, store = self.draft, self.desk.workspace.store
        if one is None:
            return

        def job(_control: Control) -> str:
            with store.write() as connection:
                write_year(connection, one, store.who, store.clock.now())
            return ""

        def written(_nothing: str) -> None:
            self.draft = None
            self._told_all(f"{one.year}年工作日历已保存")

        self.desk.worker.run(self, job, written, lambda said: tell(self, "没有保存", said) if said else None)

    def _told_all(self, sentence: str) -> None:
        from app.kernel.change import Change

        self.desk.changes.happened.emit(Change())
        toast(self, sentence)
        self.reload()

    def _reset(self) -> None:
        year, store = self.year, self.desk.workspace.store
        shipped = year in shipped_years()
        what = "程序自带的安排" if shipped else "没有载入的样子"
        if not ask(self, "恢复工作日历", f"本单位对{year}年的改动会去掉，回到{what}。", "恢复", danger=True):
            return

        def job(_control: Control) -> str:
            with store.write() as connection:
                reset_year(connection, year)
            return f"{year}年已回到{what}"

        keep(self.desk, self, job, self.reload)

    def _import(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, f"导入{self.year}年放假安排", str(Path.home()), "表格 (*.xlsx *.xls *.csv *.ods *.txt)"
        )
        if chosen:
            self.take_file(Path(chosen))

    def take_file(self, path: Path) -> None:
        """Read a file into the draft; nothing is written before 保存."""
        year = self.year

        def read(one: CalendarYear) -> None:
            if year == self.year:
                self._edit(one)
                toast(self, f"已读入 {len(one.holidays)} 天休息、{len(one.workdays)} 天上班，核对后点保存")

        self.desk.worker.run(
            self,
            lambda _control: read_file(path, year),
            read,
            lambda said: tell(self, "没有导入", said) if said else None,
        )
