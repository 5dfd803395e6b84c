"""Above a table: search, quick drop-downs, “筛选” and the chips that say what is filtered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.kernel.feature import Feature
from app.kernel.fields import Field, Kind
from app.kernel.filter_words import Proposal, propose
from app.kernel.filters import EVERYTHING, AllOf, AnyOf, Condition, Filter, Op, all_of, sentence
from app.kernel.named_days import span
from ui.forms.line import Line
from ui.shell.icons import icon
from ui.shell.look import look
from ui.shell.widgets import button, row
from ui.tables.chips import ChipLine, ChipSpec
from ui.tables.condition import YES_WORDS
from ui.tables.filter_popup import FilterPopup
from ui.tables.pick import PickButton

DELAY = 150
PERIODS = ("今天", "本周", "本月", "上月", "本季度", "今年", "去年")


class _SearchBox(Line):
    """Down leads to the chips below."""

    def __init__(self) -> None:
        super().__init__()
        self.below: Callable[[], bool] = lambda: False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt."""
        if self.composing or event.key() != Qt.Key.Key_Down or not self.below():
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """``changed`` when filter or search is another; ``rule`` and ``search`` tell which."""

    changed = Signal()

    def __init__(
        self, feature: Feature, choices: Callable[[Field], Sequence[str]], today: date, *tools: QWidget
    ) -> None:
        super().__init__()
        self._feature, self._ask, self._today = feature, choices, today
        self._marks = {one.title: one.rule for one in feature.ledger.alerts}
        self._known: dict[str, Sequence[str]] = {}
        self._parts: tuple[Filter, ...] = ()
        self._given: Filter = EVERYTHING
        self._given_title = ""
        self._proposed: list[Proposal] = []
        self._asked = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self._typed)
        self.box = self._search_box()
        self.quick = {name: self._quick(feature.ledger[name]) for name in feature.ledger.quick}
        self._tools = tools
        self.more = button("筛选", "list-filter", on_click=self.open_popup)
        line = row(self.box, *self.quick.values(), None, self.more, *tools)
        line.setStretch(0, 20)
        self.chips = ChipLine(self.clear)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look().px(8))
        outer.addLayout(line)
        outer.addWidget(self.chips)

    @property
    def search(self) -> str:
        """The search words; none while they are understood as a filter that waits to be taken."""
        return "" if self._proposed and self._proposed[0].sure else self.box.text().strip()

    @property
    def rule(self) -> Filter:
        """Everything chosen here, joined."""
        quick = tuple(self._quick_rule(name) for name in self.quick)
        return all_of(*quick, *self._parts, self._given)

    @property
    def title(self) -> str:
        """What a filter from elsewhere was called."""
        return self._given_title if self._given != EVERYTHING else ""

    @property
    def empty(self) -> bool:
        """Is nothing chosen?"""
        return self.rule == EVERYTHING and not self.search

    def show_rule(self, rule: Filter, search: str = "", title: str = "") -> None:
        """Take over a filter from elsewhere; conditions and alternatives of conditions become chips."""
        for made in self.quick.values():
            made.choose(())
        parts = rule.parts if isinstance(rule, AllOf) else (rule,)
        if all(_is_plain(part) for part in parts):
            self._parts, self._given = tuple(parts), EVERYTHING
        else:
            self._parts, self._given = (), rule
        self._given_title = title
        self.box.setText(search)
        self._timer.stop()
        self._proposed, self._asked = [], self.box.text().strip()
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

    def open_popup(self, at: int = 0) -> None:
        """Put conditions together; with ``at`` the keyboard begins on that chip's."""
        fields = [field for field in self._feature.ledger.all_fields if field.name != "voided"]
        popup = FilterPopup(self, fields, self._choices, self._today, self._parts, at)
        popup.applied.connect(self._take)
        popup.open_below(self.more)

    def _choices(self, field: Field) -> Sequence[str]:
        """The words of a list, asked for once as long as somebody types."""
        if field.name not in self._known:
            self._known[field.name] = tuple(self._ask(field)) if field.picks else ()
        return self._known[field.name]

    def _search_box(self) -> QLineEdit:
        ledger = self._feature.ledger
        labels = [field.label for field in ledger.fields if field.search][:2]
        box = _SearchBox()
        box.below = self._to_chips
        box.setClearButtonEnabled(True)
        box.setPlaceholderText("搜索" + "、".join(labels) + "…")
        box.setToolTip(f"Ctrl+F。也可以写条件，如：{self._example()}")
        box.setAccessibleName(f"搜索{ledger.title}")
        box.addAction(QAction(icon("search"), "", box), QLineEdit.ActionPosition.LeadingPosition)
        box.setMinimumWidth(look().px(170))
        box.setMaximumWidth(look().px(280))
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.textChanged.connect(lambda _text: self._timer.start())
        box.returnPressed.connect(self._entered)
        return box

    def _example(self) -> str:
        ledger = self._feature.ledger
        if ledger.day:
            return f"{ledger[ledger.day].label} 本月"
        field = next((one for one in ledger.fields if one.choices), ledger.fields[0])
        return f"{field.label} {field.choices[0] if field.choices else '…'}"

    def _to_chips(self) -> bool:
        if self._timer.isActive():
            self._timer.stop()
            self._typed()
        if self.chips.chips:
            self.chips.chips[-1 if self._proposed else 0].setFocus(Qt.FocusReason.TabFocusReason)
        return bool(self.chips.chips)

    def offered(self) -> str:
        """The filter that what is searched for may have meant, in words."""
        return sentence(self._proposed[0].rule, self._feature.ledger.by_name) if self._proposed else ""

    def _typed(self) -> None:
        """What is typed is searched for, unless it is understood as a filter."""
        text = self.box.text().strip()
        if not text:
            self._known = {}
        fields, day = self._feature.ledger.all_fields, self._feature.ledger.day
        before, self._proposed = (
            self._proposed,
            propose(text, fields, day, self._choices, self._today.year, self._marks),
        )
        if before != self._proposed:
            self._show_chips()
        if self.search != self._asked:
            self._asked = self.search
            self.changed.emit()

    def _entered(self) -> None:
        """Enter takes what was understood for sure; a mere guess waits for a click."""
        self._timer.stop()
        self._typed()
        if self._proposed and self._proposed[0].sure:
            self._accept(self._proposed[0])

    def _accept(self, proposal: Proposal) -> None:
        rule = proposal.rule
        more = rule.parts if isinstance(rule, AllOf) else (rule,)
        self.box.clear()
        self._timer.stop()
        self._proposed, self._asked = [], ""
        self._take((*self._parts, *(part for part in more if part not in self._parts)))
        self.box.setFocus()

    def _quick(self, field: Field) -> PickButton:
        def offered() -> Sequence[str]:
            if field.kind is Kind.DAY:
                return PERIODS
            return tuple(YES_WORDS) if field.kind is Kind.YES_NO else self._ask(field)

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
            spans = tuple(
                Condition(name, Op.WITHIN, found) for word in chosen if (found := span(word)) is not None
            )
            return spans[0] if len(spans) == 1 else AnyOf(spans)
        if field.kind is Kind.YES_NO:
            return Condition(name, Op.ANY, tuple(YES_WORDS[word] for word in chosen))
        return Condition(name, Op.ANY, chosen)

    def _take(self, parts: tuple[Filter, ...]) -> None:
        self._parts = parts
        self._show_chips()
        self.changed.emit()

    def _show_chips(self) -> None:
        fields = self._feature.ledger.by_name
        specs = [
            ChipSpec(sentence(part, fields), partial(self.open_popup, at), partial(self._drop, part))
            for at, part in enumerate(self._parts)
        ]
        if self._given != EVERYTHING:
            title = self._given_title or sentence(self._given, fields)
            specs.append(ChipSpec(title, self.open_popup, self._drop_given))
        specs += [
            ChipSpec(sentence(one.rule, fields), partial(self._accept, one), key="Enter" if one.sure else "")
            for one in self._proposed
        ]
        self.chips.show_chips(specs)

    def _drop(self, part: Filter) -> None:
        self._take(tuple(one for one in self._parts if one != part))
        if not self.chips.chips:
            self.box.setFocus()

    def _drop_given(self) -> None:
        self._given = EVERYTHING
        self._take(self._parts)


def _is_plain(part: Filter) -> bool:
    """One condition, or alternatives of single conditions."""
    return isinstance(part, Condition) or (
        isinstance(part, AnyOf) and all(isinstance(one, Condition) for one in part.parts)
    )
