"""A dated entry by hand: which value, how much, from which day, for whom, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from app.bootstrap import Workspace
from app.dispatch import adjustments
from app.dispatch.scope import OFFICE, Scope, Whose
from app.kernel.change import Change
from app.kernel.fields import Field, Kind
from app.kernel.indicators import Span, Table
from app.kernel.parsing import NotUnderstood
from ui.forms.editor import FormHelp
from ui.forms.field_box import FieldBox
from ui.forms.one import OneEditor
from ui.manual.help_window import offer_help
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import Banner
from ui.shell.widgets import button, column, row, words

OFFICE_WORD = "全街道"


@dataclass(frozen=True)
class Entry:
    """What was entered, not yet judged."""

    code: str
    part: int
    amount: str
    day: date
    scope: Scope
    reason: str


class AdjustmentDialog(QDialog):
    """Saves by itself; stays open with a sentence where the entry is refused."""

    def __init__(
        self,
        desk: Desk,
        table: Table,
        scopes: Sequence[Scope],
        day: date,
        code: str,
        part: int,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.finished.connect(self.deleteLater)
        offer_help(self, desk, "adjustments")
        self._desk, self._table, self._scopes, self._page = desk, table, list(scopes), parent
        here = look()
        self.setWindowTitle("新增调整")
        self.setModal(True)
        self.setProperty("ground", "surface")
        self.boxes = {field.name: FieldBox(field, self._helper()) for field in self._fields()}
        self.boxes["value"].show_value(self._value_words(code))
        self.boxes["value"].changed.connect(self._value_changed)
        self.boxes["day"].show_value(day)
        self.boxes["scope"].show_value(OFFICE_WORD)
        grid = QGridLayout()
        grid.setHorizontalSpacing(here.px(12))
        grid.setVerticalSpacing(here.px(10))
        places = (
            ("value", 0, 0, 2),
            ("part", 1, 0, 1),
            ("amount", 1, 1, 1),
            ("day", 2, 0, 1),
            ("scope", 2, 1, 1),
        )
        for name, line, at, span in places:
            grid.addWidget(self.boxes[name], line, at, 1, span)
        grid.addWidget(self.boxes["reason"], 3, 0, 1, 2)
        self.refusal = Banner("", "red")
        self.refusal.hide()
        self.save = button("记入调整", kind="primary", tip="Ctrl+Enter", on_click=self._save)
        self._note = words("", "second", wrap=True)
        body = column(
            words("新增调整", "section"),
            self._note,
            grid,
            self.refusal,
            row(None, button("取消", on_click=self.reject), self.save),
            gap=here.px(12),
        )
        body.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(16))
        self.setLayout(body)
        self.setFixedWidth(here.px(520))
        self._value_changed()
        self.boxes["part"].show_value(self._part_words(code)[part - 1])
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._save)
        self.boxes["amount"].editor.setFocus()

    def _fields(self) -> tuple[Field, ...]:
        first, last = self._table.first_day.isoformat(), self._table.last_day.isoformat()
        return (
            Field("value", "调整哪一项", Kind.ONE, required=True),
            Field("part", "哪一个数", Kind.ONE, required=True),
            Field("amount", "调整数", Kind.TEXT, required=True),
            Field("day", "从哪天起计入", Kind.DAY, required=True, hint=f"行动期间：{first} 至 {last}"),
            Field("scope", "计入范围", Kind.ONE, required=True, hint="社区、部门的调整也计入全街道"),
            Field("reason", "原因", Kind.PARAGRAPH, required=True, hint="例如：区应急局6月20日电话通报"),
        )

    def _helper(self) -> FormHelp:
        titles = [self._scope_words(one) for one in self._scopes]
        offered = {
            "value": tuple(self._value_words(code) for code in self._table.indicators),
            "scope": tuple(titles),
        }
        return FormHelp(self._table.first_day, lambda field: offered.get(field.name, ()), lambda _f, _t: [])

    def _value_words(self, code: str) -> str:
        return f"{code} {self._table.indicators[code].plain_label}"

    def _scope_words(self, scope: Scope) -> str:
        if scope.whose is Whose.OFFICE:
            return OFFICE_WORD
        return f"{'社区' if scope.whose is Whose.COMMUNITY else '部门'}：{scope.name}"

    def _part_words(self, code: str) -> list[str]:
        measures = self._table.indicators[code].measures
        return [f"{one.name}（{one.unit}）" if one.name else one.unit for one in measures]

    @property
    def code(self) -> str:
        """The value chosen; empty where what was typed is none of them, which is said when it is entered."""
        try:
            chosen = self.boxes["value"].value()
        except NotUnderstood:
            return ""
        return str(chosen or "").split(" ", 1)[0]

    def _value_changed(self) -> None:
        """Another value: its parts, and how its amount is meant."""
        code = self.code
        if code not in self._table.indicators:
            return
        found = self._part_words(code)
        part = self.boxes["part"].editor
        assert isinstance(part, OneEditor)
        part.offer_words(found)
        part.setEnabled(len(found) > 1)
        span = self._table.indicators[code].measures[0].span
        self._note.setText({
            Span.CUM: "调整数加到台账计算的数上，可以是负数；从所填日期起，以后各期都计入。",
            Span.STOCK: "从所填日期起，用这个数代替台账计算的数。",
            Span.FLAG: "填“是”或“否”，从所填日期起代替台账得出的结果。",
        }[span])  # fmt: skip

    def _entry(self) -> Entry | None:
        """What was entered; None where something cannot be read: said beside it, the first gets the keyboard."""
        wrong = []
        for box in self.boxes.values():
            right = box.check()
            if right and not box.value():
                box.say("请填写。")
                right = False
            if not right:
                wrong.append(box)
        if wrong:
            wrong[0].editor.setFocus()
            return None
        code, wanted = self.code, self.boxes["part"].value()
        place = self._part_words(code).index(str(wanted))
        scope = next(one for one in self._scopes if self._scope_words(one) == self.boxes["scope"].value())
        day = self.boxes["day"].value()
        assert isinstance(day, date)
        return Entry(
            code, place + 1, str(self.boxes["amount"].value()), day, scope, str(self.boxes["reason"].value())
        )

    def _save(self) -> None:
        entry = self._entry()
        if entry is None:
            return
        self.save.setEnabled(False)
        workspace, table = self._desk.workspace, self._table
        self._desk.write(
            self._page,
            lambda _control: add(workspace, table, entry),
            lambda _change: self.accept(),
            self._refused,
            asker=self,
        )

    def _refused(self, sentence: str) -> None:
        self.save.setEnabled(True)
        self.refusal.text.setText(sentence)
        self.refusal.setVisible(bool(sentence))


def add(workspace: Workspace, table: Table, entry: Entry) -> Change:
    """Write the entry; told to everybody as a change of no ledger."""
    scope = entry.scope if entry.scope.name else OFFICE
    adjustments.add(
        workspace.store,
        table,
        entry.code,
        entry.amount,
        entry.day,
        entry.reason,
        part=entry.part,
        scope=scope,
    )
    return Change(sentence=f"已给 {entry.code} 记入调整 {entry.amount}")
