"""One condition being put together: 并且/或者, field, comparison in Chinese, value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from app.kernel.fields import Field, Kind, Value
from app.kernel.filter_words import condition_of, words_of
from app.kernel.filters import Condition, Op
from app.kernel.named_days import OFFERED
from app.kernel.parsing import NotUnderstood
from ui.forms.line import Line, OpenList
from ui.shell.look import look
from ui.shell.widgets import icon_button, words
from ui.tables.pick import PickButton

AND, OR = "并且", "或者"
_BLANKS = ((Op.EMPTY, "未填"), (Op.FILLED, "已填"))
_TEXT = ((Op.CONTAINS, "包含"), (Op.ANY, "是"), (Op.NONE, "不是"), *_BLANKS)
_DAY = (
    (Op.WITHIN, "在"),
    (Op.LT, "早于"),
    (Op.GT, "晚于"),
    (Op.GE, "不早于"),
    (Op.LE, "不晚于"),
    (Op.ANY, "是"),
    *_BLANKS,
)
_NUMBER = (
    (Op.GE, "不小于"),
    (Op.LE, "不大于"),
    (Op.GT, "大于"),
    (Op.LT, "小于"),
    (Op.WITHIN, "介于"),
    (Op.ANY, "等于"),
    *_BLANKS,
)
_PICK = ((Op.ANY, "是"), (Op.NONE, "不是"), *_BLANKS)
_YES = ((Op.ANY, "是"), *_BLANKS)
YES_WORDS = {"是": True, "否": False}
_NOTHING, _LINE, _PICKS, _DAYS = range(4)


def operators(field: Field) -> tuple[tuple[Op, str], ...]:
    """The comparisons a field offers, in Chinese."""
    if field.kind is Kind.DAY:
        return _DAY
    if field.kind in (Kind.INT, Kind.MONEY):
        return _NUMBER
    if field.kind is Kind.YES_NO:
        return _YES
    if not field.typed:
        return _BLANKS
    return _PICK if field.picks else _TEXT


class ConditionRow(QWidget):
    """``removed`` when its cross is pressed; ``changed`` when anything else is."""

    removed = Signal(object)
    changed = Signal()

    def __init__(
        self, fields: Sequence[Field], choices: Callable[[Field], Sequence[str]], today: date
    ) -> None:
        super().__init__()
        self._fields, self._choices, self._today = list(fields), choices, today
        here = look()
        self.join_box, self.field_box, self.op_box = QComboBox(), QComboBox(), QComboBox()
        self.join_box.addItems([AND, OR])
        self.field_box.addItems([field.label for field in fields])
        self.field_box.setMaxVisibleItems(14)
        for box, said, width in (
            (self.join_box, "与上一条的关系", 84),
            (self.field_box, "栏目", 170),
            (self.op_box, "比较", 96),
        ):
            box.setAccessibleName(said)
            box.view().setAccessibleName(said)
            box.setFixedWidth(here.px(width))
        self._first = words("满足", "second")
        self._first.setFixedWidth(here.px(84))
        self._first.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._join = QStackedWidget()
        self._join.addWidget(self._first)
        self._join.addWidget(self.join_box)
        self._join.setFixedSize(here.px(84), here.px(34))
        self.line, self.day_box = Line(), OpenList()
        self.line.setAccessibleName("值")
        self.day_box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.day_box.addItems(OFFERED)
        self.day_box.setMaxVisibleItems(len(OFFERED))
        self.day_box.setAccessibleName("日期")
        self.day_box.view().setAccessibleName("日期")
        self.pick = PickButton("选择", self._words)
        self._value = QStackedWidget()
        for part in (QWidget(), self.line, self.pick, self.day_box):
            self._value.addWidget(part)
        self._value.setFixedHeight(here.px(34))
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        for widget in (self._join, self.field_box, self.op_box):
            inside.addWidget(widget)
        inside.addWidget(self._value, 1)
        inside.addWidget(icon_button("x", "删除这个条件", lambda: self.removed.emit(self), size=14))
        self.field_box.currentIndexChanged.connect(lambda _at: self._field_chosen())
        self.op_box.currentIndexChanged.connect(lambda _at: self._op_chosen())
        self.join_box.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.day_box.editTextChanged.connect(lambda _text: self.changed.emit())
        self.pick.picked.connect(lambda _chosen: self.changed.emit())
        self._field_chosen()

    @property
    def field(self) -> Field:
        """The chosen field."""
        return self._fields[self.field_box.currentIndex()]

    @property
    def editor(self) -> QLineEdit:
        """Where the value is typed."""
        inside = self.day_box.lineEdit()
        return inside if self._value.currentIndex() == _DAYS and inside is not None else self.line

    @property
    def alternative(self) -> bool:
        """Is it joined to the row before by 或者?"""
        return self._join.currentIndex() == 1 and self.join_box.currentText() == OR

    def place(self, at: int, *, alternative: bool | None = None) -> None:
        """The first row of the list has nothing to be joined to."""
        self._join.setCurrentIndex(1 if at else 0)
        if alternative is not None:
            self.join_box.setCurrentText(OR if alternative else AND)

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
        text = self.editor.text().strip()
        return condition_of(field, op, text, self._today.year) if text else None

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
            self.editor.setText(words_of(rule))

    def _words(self) -> Sequence[str]:
        return tuple(YES_WORDS) if self.field.kind is Kind.YES_NO else self._choices(self.field)

    def _field_chosen(self) -> None:
        self.op_box.clear()
        self.op_box.addItems([word for _op, word in operators(self.field)])
        self.line.clear()
        self.day_box.setEditText("本月" if self.field.kind is Kind.DAY else "")
        self.pick.choose(())
        self._op_chosen()

    def _op_chosen(self) -> None:
        at = self.op_box.currentIndex()
        if at < 0:
            return
        op, field = operators(self.field)[at][0], self.field
        self.line.setPlaceholderText("如 1 到 5" if op is Op.WITHIN else field.unit)
        if op in (Op.EMPTY, Op.FILLED):
            self._value.setCurrentIndex(_NOTHING)
        elif field.kind is Kind.DAY:
            self._value.setCurrentIndex(_DAYS)
        else:
            self._value.setCurrentIndex(_PICKS if field.picks or field.kind is Kind.YES_NO else _LINE)
        self.changed.emit()
