"""How a period was counted, drawn on its months: where it starts, what counts, what does not, when it is due."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.kernel.due import Due, Step, months_on
from app.kernel.workdays import WorkCalendar
from ui.deadlines.months import DayLook, month_height, paint_month, plain_look
from ui.shell.look import look

CELL, WIDE, GAP = 36, 36 * 7, 22
LINE, SQUARE = 22, 13
ALL_OF_THEM = 5  # so many months are shown whole; of a longer period the first, and the last ones
_NUMBER = re.compile(r"第(\d+)")
_MARK = re.compile(r"(\d+(?:个月|年))")
LEGEND = (
    ("起", "起算日", DayLook(tone="neutral", ring=True)),
    ("数字", "第几日", DayLook(tone="blue")),
    ("顺延", "末日休息", DayLook(tone="amber")),
    ("到期", "到期日", DayLook(solid=True)),
    ("休", "放假", None),
    ("班", "调休上班", None),
)


def months_shown(first: date, last: date) -> list[tuple[int, int]]:
    """The months of a period; of a long one its ends."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    every = [months_on(first.replace(day=1), place) for place in range(count)]
    if count > ALL_OF_THEM:
        every = [every[0], every[1], *every[-2:]] if count > ALL_OF_THEM + 1 else [every[0], *every[-3:]]
        every = [every[0], every[-1]] if count > 2 * ALL_OF_THEM else every
    return [(one.year, one.month) for one in every]


class CountMonths(QWidget):
    """The drawing. Its words stand beside it in the list of steps, which is what a screen reader reads."""

    def __init__(self) -> None:
        super().__init__()
        self._due: Due | None = None
        self._calendar = WorkCalendar()
        self._looks: dict[date, DayLook] = {}
        self._tips: dict[date, str] = {}
        self._places: dict[date, QRectF] = {}
        self._months: list[tuple[int, int]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("计算过程的日历")

    def show_due(self, due: Due | None, calendar: WorkCalendar) -> None:
        """Draw another count."""
        self._due, self._calendar = due, calendar
        self._looks, self._tips, self._months = {}, {}, []
        if due is not None:
            days = [one.day for one in due.counted]
            self._months = months_shown(min(days), max(days))
            for one in due.counted:
                self._looks[one.day] = self._look(one.day, one.step, one.words)
                before = self._tips.get(one.day)
                self._tips[one.day] = f"{before}；{one.words}" if before else one.words
            self.setAccessibleDescription(f"{due.start} 起算，{due.due} 到期")
        self._fit()
        self.update()

    def _look(self, day: date, step: Step, words: str) -> DayLook:
        plain = plain_look(day, self._calendar)
        corner = {"corner": plain.corner, "corner_tone": plain.corner_tone}
        match step:
            case Step.START:
                return DayLook("起", "neutral", ring=True, **corner)  # type: ignore[arg-type]
            case Step.COUNTED:
                number = _NUMBER.search(words)
                return DayLook(number[1] if number else "", "blue", **corner)  # type: ignore[arg-type]
            case Step.MARK:
                mark = _MARK.search(words)
                return DayLook(mark[1] if mark else "", "blue", **corner)  # type: ignore[arg-type]
            case Step.ROLLED:
                return DayLook("顺延", "amber", **corner)  # type: ignore[arg-type]
            case Step.DUE:
                return DayLook("到期", solid=True, **corner)  # type: ignore[arg-type]
        return plain

    def _across(self) -> int:
        here = look()
        return max(1, (self.width() + here.px(GAP)) // here.px(WIDE + GAP))

    def _fit(self) -> None:
        here, across = look(), self._across()
        height = 0.0
        for start in range(0, len(self._months), across):
            height += max(month_height(*one, CELL) for one in self._months[start : start + across]) + GAP / 2
        self.setFixedHeight(here.px(height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        here, across = look(), self._across()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._places = {}
        top = 0.0
        for start in range(0, len(self._months), across):
            line = self._months[start : start + across]
            for place, (year, month) in enumerate(line):
                box = QRectF(place * here.px(WIDE + GAP), top, here.px(WIDE), self.height())
                drawn = paint_month(painter, box, year, month, self._shown, here, CELL)
                self._places.update(drawn)
            top += here.px(max(month_height(*one, CELL) for one in line) + GAP / 2)
        painter.end()

    def _shown(self, day: date) -> DayLook:
        return self._looks.get(day) or plain_look(day, self._calendar)

    def event(self, event: QEvent) -> bool:
        """What happens on the day under the pointer, as a tool tip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            for day, place in self._places.items():
                if place.contains(event.pos()):
                    note = self._tips.get(day, "")
                    words = f"{day} {self._calendar.said(day)}" + (f"\n{note}" if note else "")
                    QToolTip.showText(event.globalPos(), words, self)
                    return True
            QToolTip.hideText()
            return True
        return super().event(event)


class Legend(QWidget):
    """What the marks of the drawing mean, in a line or two."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("图例：" + "；".join(f"{word}是{said}" for word, said, _ in LEGEND))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look().px(LINE))

    def _places(self) -> list[tuple[int, int, int]]:
        """Left, top and width of each entry; what does not fit goes into the next line."""
        here = look()
        metrics, found, at, top = QFontMetrics(here.font(12)), [], 0, 0
        for word, said, shown in LEGEND:
            square = here.px(SQUARE + 5) if shown is not None else 0
            wide = square + metrics.horizontalAdvance(f"{word}：{said}") + 2
            if at and at + wide > self.width():
                at, top = 0, top + here.px(LINE)
            found.append((at, top, wide))
            at += wide + here.px(12)
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt."""
        super().resizeEvent(event)
        self.setFixedHeight(self._places()[-1][1] + look().px(LINE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        here = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(here.font(12))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        side, high = here.px(SQUARE), here.px(LINE)
        for (word, said, shown), (left, top, wide) in zip(LEGEND, self._places(), strict=True):
            at = left
            if shown is not None:
                square = QRectF(at + 1, top + (high - side) / 2, side, side)
                main = shown.ring or shown.solid
                painter.setBrush(here.colour("primary") if shown.solid else here.tone(shown.tone)[0])
                painter.setPen(here.colour("primary") if main else here.tone(shown.tone)[1])
                painter.drawRoundedRect(square, 3, 3)
                at += side + here.px(5)
            painter.setPen(here.colour("text_2"))
            painter.drawText(QRectF(at, top, wide, high), middle, f"{word}：{said}")
        painter.end()
