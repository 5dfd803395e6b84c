"""A month with what falls due on each day; arrows move, Enter opens."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from app.kernel.workdays import WEEKDAYS, DayKind, WorkCalendar
from app.overview.due_calendar import SOURCES, DueCount, DueMonth
from ui.deadlines.day_field import DayField
from ui.deadlines.months import CORNERS, cells, rows_of
from ui.shell.look import Look, look

HEAD, ROW = 28, 50
EMPTY = DueMonth({}, {})


class DueGrid(DayField):
    """A month at a time; the page opens the list of the day that is acted on."""

    def __init__(self, today: date) -> None:
        super().__init__(today)
        self.today = today
        self.found = EMPTY
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(look().px(HEAD + 5 * ROW))
        self.tell()

    def show_month(self, found: DueMonth, calendar: WorkCalendar) -> None:
        """Put in what falls due in the shown month."""
        self.found, self.calendar = found, calendar
        self.tell()
        self.update()

    def words(self, day: date) -> str:
        """A day said aloud: 2023-06-30 星期五，整改期限 5 条（重大 1）."""
        counts = self.found.days.get(day, {})
        said = [
            f"{source.title} {_figure(counts[source.ledger])}"
            for source in SOURCES
            if source.ledger in counts
        ]
        return f"{day} {self.calendar.said(day)}，{'，'.join(said) if said else '没有到期'}"

    def tell(self) -> None:
        """The day and what falls due on it."""
        self.setAccessibleName(f"到期日历，{self.words(self.day)}")
        self.setAccessibleDescription("方向键换一天，PageUp、PageDown 换月，回车打开当天的清单")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        here = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = self.width() / 7
        head = here.px(HEAD)
        rows = rows_of(self.day.year, self.day.month)
        high = (self.height() - head - 1) / rows
        painter.setFont(here.font(12))
        painter.setPen(here.colour("text_2"))
        for across, word in enumerate(WEEKDAYS):
            place = QRectF(across * wide, 0, wide, head)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, f"星期{word}")
        painter.setPen(QPen(here.colour("border"), 1))
        for row in range(rows + 1):
            painter.drawLine(0, round(head + row * high), self.width(), round(head + row * high))
        for across in range(1, 7):
            painter.drawLine(round(across * wide), head, round(across * wide), self.height())
        box = QRectF(0, 0, self.width(), self.height())
        self._places = dict(cells(box, self.day.year, self.day.month, wide, high, head))
        for day, place in self._places.items():
            self._paint_day(painter, day, place, here)
        painter.end()

    def _paint_day(self, painter: QPainter, day: date, place: QRectF, here: Look) -> None:
        inner = place.adjusted(1.5, 1.5, -1.5, -1.5)
        kind = self.calendar.kind(day)
        resting = kind in (DayKind.WEEKEND, DayKind.HOLIDAY)
        if resting:
            painter.fillRect(inner, here.colour("header"))
        if day == self.day:
            painter.setBrush(here.colour("primary_soft"))
            painter.setPen(QPen(here.colour("primary"), 2 if self.hasFocus() else 1))
            painter.drawRoundedRect(inner, here.px(4), here.px(4))
        head = QRectF(
            inner.x() + here.px(7), inner.y() + here.px(3), inner.width() - here.px(12), here.px(20)
        )
        painter.setFont(here.font(13, bold=day == self.today))
        painter.setPen(here.colour("primary" if day == self.today else "text_3" if resting else "text"))
        number = f"{day.day}　今天" if day == self.today else str(day.day)
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, number)
        corner, tone = CORNERS.get(kind, ("", "neutral"))
        if corner:
            painter.setFont(here.font(12))
            painter.setPen(here.tone(tone)[1])
            words = f"{self.calendar.name(day)} {corner}" if place.width() > here.px(110) else corner
            painter.drawText(head, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        self._paint_counts(painter, day, inner, here)

    def _paint_counts(self, painter: QPainter, day: date, inner: QRectF, here: Look) -> None:
        counts = self.found.days.get(day, {})
        top, late = inner.y() + here.px(24), day < self.today
        lines = [(one.tone, one.short, counts[one.ledger]) for one in SOURCES if one.ledger in counts]
        room = max(1, int((inner.bottom() - top + here.px(2)) // here.px(20)))
        if len(lines) > room:  # what has no line of its own is told together with the last that has
            rest = [count for _tone, _kind, count in lines[room - 1 :]]
            together = DueCount(sum(one.count for one in rest), sum(one.major for one in rest))
            lines = [*lines[: room - 1], ("neutral", "共" if room == 1 else "另有", together)]
        painter.setFont(here.font(12))
        for tone, kind, count in lines:
            ground, text = here.tone("red" if late else tone)
            line = QRectF(inner.x() + here.px(5), top, inner.width() - here.px(10), here.px(18))
            same = day == self.day and ground == here.colour("primary_soft")
            painter.setBrush(ground)
            painter.setPen(QPen(text, 1) if same else here.pill_pen("red" if late else tone))
            painter.drawRoundedRect(line, here.px(4), here.px(4))
            painter.setPen(text)
            place = line.adjusted(here.px(6), 0, -here.px(2), 0)
            said = _fitting(painter, kind, count, int(place.width()), late=late)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said)
            top += here.px(20)


def _fitting(painter: QPainter, kind: str, count: DueCount, room: int, *, late: bool) -> str:
    """The words of a line, shorter where there is little room."""
    major = f" 重大 {count.major}" if count.major else ""
    figure = f"{count.count:,}{major}"
    tight = f"{count.count:,}重{count.major}" if count.major else f"{count.count:,}"
    if late:  # said in words at every width; the kind is told in full by the tip
        words = (f"{kind}逾期 {figure}", f"逾期 {figure}", f"逾 {figure}", f"逾{tight}")
    else:
        words = (f"{kind}到期 {figure}", f"{kind} {figure}", f"{kind[0]} {figure}", f"{kind[0]}{tight}")
    metrics = painter.fontMetrics()
    fitting = [one for one in words if metrics.horizontalAdvance(one) <= room]
    return fitting[0] if fitting else metrics.elidedText(words[-1], Qt.TextElideMode.ElideRight, room)


def _figure(count: DueCount) -> str:
    return f"{count.count:,} 条（重大 {count.major}）" if count.major else f"{count.count:,} 条"
