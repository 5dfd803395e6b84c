"""The way of a case as a column: every mark with its day, what is due there and the paper that goes with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.cases.track import COMING, DONE, OPEN, Reached, days_words
from ui.shell.look import look
from ui.shell.widgets import Drawing, button, clear, column, pill, row, words

if TYPE_CHECKING:
    from app.papers.issued import Issued

SIGNS = {DONE: ("circle-check", "green"), OPEN: ("arrow-right", "primary"), COMING: ("minus", "text_off")}
ODD = ("circle-alert", "amber")
PAPER = 190  # what a paper's name may take of the column


class Stepper(QScrollArea):
    """``paper_wanted`` with an issued paper's id, ``draw_wanted`` with a kind that is not issued yet."""

    paper_wanted = Signal(int)
    draw_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("办理流程")
        self._now: QWidget | None = None
        self.verticalScrollBar().rangeChanged.connect(lambda _least, most: self._bring() if most else None)
        sheet = QWidget()
        sheet.setProperty("role", "sheet")
        self._box: QVBoxLayout = column(gap=look().px(10))
        self._box.setContentsMargins(0, 0, look().px(8), 0)
        sheet.setLayout(self._box)
        self.setWidget(sheet)

    def show_way(self, way: Sequence[Reached], papers: Sequence[Issued], today: date) -> None:
        """Show these marks."""
        clear(self._box)
        now: QWidget | None = None
        for one in way:
            issued = [paper for paper in papers if paper.kind == one.mark.paper and not paper.voided]
            made = self._mark(one, issued, today)
            self._box.addWidget(made)
            now = made if one.state == OPEN else now
        self._box.addStretch(1)
        self._now = now

    def _bring(self) -> None:
        """What is being worked on is in sight, once the marks have their places."""
        mark, self._now = self._now, None
        if mark is not None and isValid(mark):
            self.ensureWidgetVisible(mark, 0, look().px(40))

    def _mark(self, one: Reached, papers: Sequence[Issued], today: date) -> QWidget:
        here = look()
        sign, colour = SIGNS.get(one.state, ODD)
        drawing = Drawing(sign, colour, 18)
        title = words(one.mark.title, "key" if one.state in (DONE, OPEN) else "hint")
        top = row(title, None, gap=here.px(6))
        if one.day:
            top.addWidget(words(one.day, "second"))
        elif one.state == OPEN:
            top.addWidget(pill("正在办", "blue"))
        elif one.state not in (DONE, COMING):
            top.addWidget(words(one.state, "hint"))
        body = column(top, gap=here.px(2))
        if one.told and one.told not in {paper.number for paper in papers}:
            body.addWidget(_said(one.told))
        if one.due is not None:
            word, tone = days_words(one.due.day, today)
            body.addLayout(
                row(words(f"最迟 {one.due.day}", "second"), pill(word, tone), None, gap=here.px(6))
            )
            body.addWidget(_said(one.due.source))
            if one.due.note:
                body.addWidget(_said(one.due.note))
        if one.mark.paper and one.state in (DONE, OPEN):
            body.addLayout(self._paper(one, papers))
        holder = QWidget()
        holder.setProperty("role", "sheet")
        inside = row(drawing, body, gap=here.px(8))
        inside.setStretch(1, 1)
        inside.setAlignment(drawing, Qt.AlignmentFlag.AlignTop)
        holder.setLayout(inside)
        holder.setAccessibleName(f"{one.mark.title}：{one.state} {one.day} {one.told}".strip())
        return holder

    def _paper(self, one: Reached, papers: Sequence[Issued]) -> QVBoxLayout:
        made = column(gap=0)
        for paper in papers[-1:]:
            called = paper.number or paper.title
            metrics = QFontMetrics(look().font(12))
            short = metrics.elidedText(called, Qt.TextElideMode.ElideRight, look().px(PAPER))
            open_ = button(short, "file-text", "link", small=True, tip=called if short != called else "")
            open_.setAccessibleName(f"查看{paper.title}{paper.number or ''}")
            open_.clicked.connect(lambda _checked=False, number=paper.id: self.paper_wanted.emit(number))
            made.addLayout(row(open_, None))
        if not papers:
            draw = button("开这一步的文书", "stamp", "link", small=True)
            draw.setAccessibleName(f"开{one.mark.title}的文书")
            draw.clicked.connect(lambda _checked=False: self.draw_wanted.emit(one.mark.paper))
            made.addLayout(row(draw, None))
        return made


def _said(text: str) -> QWidget:
    made = words(text, "hint", wrap=True)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made
