"""What an office sets for one progress table: days, words that count, how pairs are printed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from app.dispatch.definition import Choices
from app.dispatch.offers import Offer, WordChoice, example
from app.kernel.display import show
from app.kernel.fields import Field, Kind
from app.kernel.parsing import NotUnderstood
from ui.forms.day import DayEditor
from ui.forms.editor import FormHelp
from ui.forms.flow import FlowLayout
from ui.forms.one import Choice
from ui.settings.parts import labelled, section
from ui.shell.look import look
from ui.shell.widgets import Card, button, column, row, words

CODES_TOLD = 4  # more are told as A1、B2 等


class TableForm(QWidget):
    """``changed`` whenever something is set; ``read`` gives it back."""

    changed = Signal()

    def __init__(self, offer: Offer, today: date) -> None:
        super().__init__()
        self.offer = offer
        self.first = _day_box("行动第一日", today, offer.now.first_day, self.changed.emit)
        self.last = _day_box("行动最后一日", today, offer.now.last_day, self.changed.emit)
        self.ticks: dict[str, dict[str, QCheckBox]] = {}
        self.formats: dict[str, Choice] = {}
        cards = [
            self._days(),
            *([self._words()] if offer.words else []),
            *([self._pairs()] if offer.pairs else []),
        ]
        self.setLayout(column(*cards, gap=look().px(12)))

    def read(self) -> tuple[Choices | None, str]:
        """The choices, or None and what is wrong."""
        usual = self.offer.usual
        try:
            first, last = self.first.value(), self.last.value()
        except NotUnderstood as fault:
            return None, str(fault)
        if not isinstance(first, date) or not isinstance(last, date):
            return None, "行动第一日和最后一日都要填；不知道时可以恢复默认。"
        if first > last:
            return None, "行动最后一日早于第一日。"
        lists: dict[str, tuple[str, ...]] = {}
        for one in self.offer.words:
            ticked = tuple(word for word, box in self.ticks[one.name].items() if box.isChecked())
            if not ticked:
                return None, f"“{one.label}”至少勾选一个。"
            if set(ticked) != set(one.usual):
                lists[one.name] = ticked
        formats = {
            one.code: str(self.formats[one.code].currentData())
            for one in self.offer.pairs
            if self.formats[one.code].currentData() != one.formats[0]
        }
        return Choices(
            first if first != usual.first_day else None,
            last if last != usual.last_day else None,
            formats,
            lists,
            self.offer.choices.lines,
        ), ""

    def restore(self) -> None:
        """Everything as the table's file has it; saved only when 保存 is pressed."""
        self._restore_days()
        for one in self.offer.words:
            for word, box in self.ticks[one.name].items():
                box.setChecked(word in one.usual)
        for pair in self.offer.pairs:
            self.formats[pair.code].setCurrentIndex(0)

    def _restore_days(self) -> None:
        self.first.show_value(self.offer.usual.first_day)
        self.last.show_value(self.offer.usual.last_day)

    def _days(self) -> Card:
        usual = self.offer.usual
        card = section("行动起止日期", "只统计这段日子里的记录，第一日和最后一日都算在内。")
        card.body.addLayout(labelled(("第一日", self.first), ("最后一日", self.last)))
        told = words(f"默认：{show(usual.first_day)} 至 {show(usual.last_day)}", "hint")
        back = button("恢复默认", "rotate-ccw", "quiet", small=True, on_click=self._restore_days)
        back.setAccessibleName("行动起止日期恢复默认")
        card.body.addLayout(row(told, back, None))
        return card

    def _words(self) -> Card:
        card = section("哪些记录算数", "勾选的才计入表上的数；记录本身不变。")
        for one in self.offer.words:
            card.body.addWidget(words(f"{one.label}（决定 {_codes(one)}）", "label"))
            card.body.addWidget(self._boxes(one))
        return card

    def _boxes(self, one: WordChoice) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=look().px(16), fill_last=False)
        flow.setContentsMargins(0, 0, 0, 0)
        self.ticks[one.name] = {}
        for word in one.offered:
            box = QCheckBox(word)
            box.setAccessibleName(f"{one.label}：{word}")
            box.setChecked(word in one.chosen)
            box.toggled.connect(lambda _on: self.changed.emit())
            self.ticks[one.name][word] = box
            flow.addWidget(box)
        return holder

    def _pairs(self) -> Card:
        card = section("一格两个数怎么印", "只改这一格的写法，数不变；下面以 2 和 3 为例。")
        grid = QGridLayout()
        grid.setHorizontalSpacing(look().px(12))
        grid.setVerticalSpacing(look().px(8))
        grid.setColumnStretch(1, 1)
        for place, pair in enumerate(self.offer.pairs):
            box = Choice()
            box.setAccessibleName(f"{pair.code} {pair.plain_label} 的写法")
            for pattern in pair.formats:
                box.addItem(example(self.offer.usual, pair, pattern), pattern)
            now = self.offer.now.indicators[pair.code].formats[0]
            if box.findData(now) < 0:
                box.addItem(example(self.offer.usual, pair, now), now)
            box.setCurrentIndex(box.findData(now))
            box.setFixedWidth(look().px(190))
            box.currentIndexChanged.connect(lambda _at: self.changed.emit())
            self.formats[pair.code] = box
            grid.addWidget(words(pair.code, "second"), place, 0)
            label = words(pair.plain_label, wrap=True)
            label.setBuddy(box)
            grid.addWidget(label, place, 1)
            grid.addWidget(box, place, 2)
        card.body.addLayout(grid)
        return card


def _day_box(label: str, today: date, day: date, changed: Callable[[], None]) -> DayEditor:
    helper = FormHelp(today, lambda _field: (), lambda _field, _text: [])
    made = DayEditor(Field(label, label, Kind.DAY, required=True), helper)
    made.show_value(day)
    made.changed.connect(changed)
    return made


def _codes(one: WordChoice) -> str:
    told = "、".join(one.codes[:CODES_TOLD])
    return told + (f" 等 {len(one.codes)} 项" if len(one.codes) > CODES_TOLD else "")
