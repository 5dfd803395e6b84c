"""Above a table: search, quick drop-downs, “筛选” and the chips that say what is filtered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.kernel.feature import Feature
from app.kernel.fields import Field, Kind
from app.kernel.filters import EVERYTHING, AllOf, Condition, Filter, Op, all_of, sentence
from ui.forms.flow import FlowLayout
from ui.shell.icons import icon
from ui.shell.look import look
from ui.shell.widgets import button, clear, icon_button, row, words
from ui.tables.condition import YES_WORDS
from ui.tables.filter_popup import FilterPopup
from ui.tables.pick import PickButton

DELAY = 150
PERIODS = ("本月", "上月", "今年", "去年")


def period(word: str, today: date) -> tuple[date, date]:
    """First and last day of 本月, 上月, 今年, 去年."""
    first = today.replace(day=1)
    if word == "上月":
        last = first - timedelta(days=1)
        return last.replace(day=1), last
    if word == "本月":
        return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    year = today.year - (word == "去年")
    return date(year, 1, 1), date(year, 12, 31)


class FilterBar(QWidget):
    """``changed`` when filter or search is another; ``rule`` and ``search`` tell which."""

    changed = Signal()

    def __init__(
        self, feature: Feature, choices: Callable[[Field], Sequence[str]], today: date, *tools: QWidget
    ) -> None:
        super().__init__()
        self._feature, self._choices, self._today = feature, choices, today
        self._conditions: tuple[Condition, ...] = ()
        self._given: Filter = EVERYTHING
        self._given_title = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self.changed)
        self.box = self._search_box()
        self.quick = {name: self._quick(feature.ledger[name]) for name in feature.ledger.quick}
        self._tools = tools
        self.more = button("筛选", "list-filter", on_click=self.open_popup)
        line = row(self.box, *self.quick.values(), None, self.more, *tools)
        line.setStretch(0, 20)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=look().px(6), fill_last=False)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._chips.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look().px(8))
        outer.addLayout(line)
        outer.addWidget(self._chips)

    @property
    def search(self) -> str:
        """The search words; what is still being composed by the input method is not in it."""
        return self.box.text().strip()

    @property
    def rule(self) -> Filter:
        """Everything chosen here, joined."""
        quick = tuple(self._quick_rule(name) for name in self.quick)
        return all_of(*quick, *self._conditions, self._given)

    @property
    def empty(self) -> bool:
        """Is nothing chosen?"""
        return self.rule == EVERYTHING and not self.search

    def show_rule(self, rule: Filter, search: str = "", title: str = "") -> None:
        """Take over a filter from elsewhere; what single conditions can say becomes chips."""
        for made in self.quick.values():
            made.choose(())
        parts = rule.parts if isinstance(rule, AllOf) else (rule,)
        if all(isinstance(part, Condition) for part in parts):
            self._conditions, self._given = (
                tuple(part for part in parts if isinstance(part, Condition)),
                EVERYTHING,
            )
        else:
            self._conditions, self._given = (), rule
        self._given_title = title
        self.box.blockSignals(True)
        self.box.setText(search)
        self.box.blockSignals(False)
        self._timer.stop()
        self._show_chips()
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop-downs without room are left out, last first; 筛选 offers every field anyway."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        gap = 8
        fixed = (self.more, *self._tools)
        room = self.width() - self.box.minimumWidth() - sum(part.sizeHint().width() + gap for part in fixed)
        for made in self.quick.values():
            room -= made.sizeHint().width() + gap
            made.setVisible(room >= 0 or bool(made.chosen))

    def clear(self) -> None:
        """Nothing chosen any more."""
        self.show_rule(EVERYTHING)

    def open_popup(self) -> None:
        """Put conditions together."""
        fields = [field for field in self._feature.ledger.all_fields if field.name != "voided"]
        popup = FilterPopup(self, fields, self._choices, self._today, self._conditions)
        popup.applied.connect(self._take)
        popup.open_below(self.more)

    def _search_box(self) -> QLineEdit:
        ledger = self._feature.ledger
        labels = [field.label for field in ledger.fields if field.search][:2]
        box = QLineEdit()
        box.setClearButtonEnabled(True)
        box.setPlaceholderText("搜索" + "、".join(labels) + "…")
        box.setToolTip("Ctrl+F")
        box.setAccessibleName(f"搜索{ledger.title}")
        box.addAction(QAction(icon("search"), "", box), QLineEdit.ActionPosition.LeadingPosition)
        box.setMinimumWidth(look().px(170))
        box.setMaximumWidth(look().px(280))
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.textChanged.connect(lambda _text: self._timer.start())
        return box

    def _quick(self, field: Field) -> PickButton:
        def offered() -> Sequence[str]:
            if field.kind is Kind.DAY:
                return PERIODS
            return tuple(YES_WORDS) if field.kind is Kind.YES_NO else self._choices(field)

        made = PickButton(field.label, offered)
        made.picked.connect(lambda _chosen: self._picked())
        return made

    def _picked(self) -> None:
        self._arrange()
        self.changed.emit()

    def _quick_rule(self, name: str) -> Filter:
        chosen, field = self.quick[name].chosen, self._feature.ledger[name]
        if not chosen:
            return EVERYTHING
        if field.kind is Kind.DAY:
            spans = [period(word, self._today) for word in chosen]
            first, last = min(one for one, _ in spans), max(one for _, one in spans)
            return AllOf((Condition(name, Op.GE, (first,)), Condition(name, Op.LE, (last,))))
        if field.kind is Kind.YES_NO:
            return Condition(name, Op.ANY, tuple(YES_WORDS[word] for word in chosen))
        return Condition(name, Op.ANY, chosen)

    def _take(self, conditions: tuple[Condition, ...]) -> None:
        self._conditions = conditions
        self._show_chips()
        self.changed.emit()

    def _show_chips(self) -> None:
        clear(self._flow)
        fields = self._feature.ledger.by_name
        for rule in self._conditions:
            if rule.field in fields:
                self._flow.addWidget(self._chip(sentence(rule, fields), partial(self._drop, rule)))
        if self._given != EVERYTHING:
            title = self._given_title or sentence(self._given, fields)
            self._flow.addWidget(self._chip(title, self._drop_given))
        if self._flow.count() > 1:
            self._flow.addWidget(button("全部清除", kind="link", small=True, on_click=self.clear))
        self._chips.setVisible(bool(self._flow.count()))

    def _chip(self, text: str, drop: Callable[[], object]) -> QFrame:
        chip = QFrame()
        chip.setProperty("role", "chip")
        close = icon_button("x", f"去掉条件：{text}", drop, size=12)
        close.setIcon(icon("x", "primary"))
        close.setProperty("kind", "chip-close")
        shown = text if len(text) <= 40 else text[:39] + "…"
        inside = row(words(shown), close, gap=3)
        inside.setContentsMargins(10, 1, 6, 1)
        chip.setLayout(inside)
        chip.setToolTip(text)
        return chip

    def _drop(self, rule: Condition) -> None:
        self._take(tuple(one for one in self._conditions if one != rule))

    def _drop_given(self) -> None:
        self._given = EVERYTHING
        self._take(self._conditions)
