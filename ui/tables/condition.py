"""One condition being put together: field, comparison in Chinese, value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from app.kernel.fields import Field, Kind, Value
from app.kernel.filters import Condition, Op
from app.kernel.parsing import NotUnderstood, read_text
from ui.shell.look import look
from ui.shell.widgets import icon_button
from ui.tables.pick import PickButton

_BLANKS = ((Op.EMPTY, "未填"), (Op.FILLED, "已填"))
_TEXT = ((Op.CONTAINS, "包含"), (Op.ANY, "是"), (Op.NONE, "不是"), *_BLANKS)
_DAY = ((Op.GE, "不早于"), (Op.LE, "不晚于"), (Op.ANY, "是"), *_BLANKS)
_NUMBER = ((Op.GE, "不小于"), (Op.LE, "不大于"), (Op.ANY, "等于"), *_BLANKS)
_PICK = ((Op.ANY, "是"), (Op.NONE, "不是"), *_BLANKS)
_YES = ((Op.ANY, "是"), *_BLANKS)
YES_WORDS = {"是": True, "否": False}


def operators(field: Field) -> tuple[tuple[Op, str], ...]:
    """The comparisons a field offers, in Chinese."""
    if field.kind is Kind.DAY:
        return _DAY
    if field.kind in (Kind.INT, Kind.MONEY):
        return _NUMBER
    if field.kind is Kind.YES_NO:
        return _YES
    return _PICK if field.picks else _TEXT


class ConditionRow(QWidget):
    """``removed`` when its cross is pressed."""

    removed = Signal(object)

    def __init__(
        self, fields: Sequence[Field], choices: Callable[[Field], Sequence[str]], today: date
    ) -> None:
        super().__init__()
        self._fields, self._choices, self._today = list(fields), choices, today
        here = look()
        self.field_box, self.op_box, self.line = QComboBox(), QComboBox(), QLineEdit()
        self.field_box.addItems([field.label for field in fields])
        self.field_box.setMaxVisibleItems(14)
        self.field_box.setAccessibleName("栏目")
        self.op_box.setAccessibleName("比较")
        self.line.setAccessibleName("值")
        for box in (self.field_box, self.op_box):
            box.view().setAccessibleName(box.accessibleName())
        self.field_box.setFixedWidth(here.px(170))
        self.op_box.setFixedWidth(here.px(92))
        self.pick = PickButton("选择", self._words)
        self._value = QStackedWidget()
        self._value.addWidget(self.line)
        self._value.addWidget(self.pick)
        self._value.addWidget(QWidget())
        self._value.setFixedHeight(here.px(34))
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        for part in (self.field_box, self.op_box):
            inside.addWidget(part)
        inside.addWidget(self._value, 1)
        inside.addWidget(icon_button("x", "删除这个条件", lambda: self.removed.emit(self), size=14))
        self.field_box.currentIndexChanged.connect(lambda _at: self._field_chosen())
        self.op_box.currentIndexChanged.connect(lambda _at: self._op_chosen())
        self._field_chosen()

    @property
    def field(self) -> Field:
        """The chosen field."""
        return self._fields[self.field_box.currentIndex()]

    def condition(self) -> Condition | None:
        """The condition, None while it lacks a value. Raises NotUnderstood."""
        field, op = self.field, operators(self.field)[self.op_box.currentIndex()][0]
        if op in (Op.EMPTY, Op.FILLED):
            return Condition(field.name, op)
        if field.kind is Kind.YES_NO:
            answers: tuple[Value, ...] = tuple(YES_WORDS[word] for word in self.pick.chosen)
            return Condition(field.name, op, answers) if answers else None
        if field.picks:
            return Condition(field.name, op, self.pick.chosen) if self.pick.chosen else None
        text = self.line.text().strip()
        if not text:
            return None
        if op is Op.CONTAINS:
            return Condition(field.name, op, (text,))
        value = read_text(field, text, year=self._today.year)
        if isinstance(value, tuple):
            return Condition(field.name, op, value)
        return Condition(field.name, op, (value,)) if value is not None else None

    def wrong(self) -> str:
        """What cannot be understood, empty where all can."""
        try:
            self.condition()
        except NotUnderstood as fault:
            return str(fault)
        return ""

    def show_condition(self, rule: Condition) -> None:
        """Put a condition in."""
        names = [field.name for field in self._fields]
        if rule.field not in names:
            return
        self.field_box.setCurrentIndex(names.index(rule.field))
        known = [op for op, _word in operators(self.field)]
        if rule.op in known:
            self.op_box.setCurrentIndex(known.index(rule.op))
        if self.field.kind is Kind.YES_NO:
            self.pick.choose([word for word, answer in YES_WORDS.items() if answer in rule.values])
        elif self.field.picks:
            self.pick.choose([str(value) for value in rule.values])
        else:
            self.line.setText("、".join(str(value) for value in rule.values))

    def _words(self) -> Sequence[str]:
        return tuple(YES_WORDS) if self.field.kind is Kind.YES_NO else self._choices(self.field)

    def _field_chosen(self) -> None:
        self.op_box.clear()
        self.op_box.addItems([word for _op, word in operators(self.field)])
        self.line.clear()
        self.line.setPlaceholderText("如 2023-05-31" if self.field.kind is Kind.DAY else self.field.unit)
        self.pick.choose(())
        self._op_chosen()

    def _op_chosen(self) -> None:
        at = self.op_box.currentIndex()
        if at < 0:
            return
        if operators(self.field)[at][0] in (Op.EMPTY, Op.FILLED):
            self._value.setCurrentIndex(2)
        else:
            self._value.setCurrentIndex(1 if self.field.picks or self.field.kind is Kind.YES_NO else 0)
