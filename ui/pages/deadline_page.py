"""期限计算: choose a period and a start day; the due day, how it was counted, and the article."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.kernel.due import Due
from app.kernel.errors import Refusal
from app.kernel.fields import Field, Kind
from app.kernel.parsing import NotUnderstood
from app.kernel.rules import Rule
from app.kernel.workdays import weekday
from app.masterdata.calendar import shipped_calendar
from app.overview.deadlines import (
    Basis,
    answer,
    as_text,
    can_override,
    cautions,
    read_basis,
    rolls_words,
    span_words,
    spans_words,
    successor_words,
    told,
)
from ui.deadlines.count_months import CountMonths, Legend
from ui.deadlines.given import GivenBox, boxes_of, read_all
from ui.deadlines.override_dialog import OverrideDialog
from ui.deadlines.rule_list import RuleList
from ui.forms.day import DayEditor
from ui.forms.editor import FormHelp
from ui.forms.flow import FlowLayout
from ui.shell.desk import Desk
from ui.shell.fitting import gutter
from ui.shell.look import look
from ui.shell.notices import Banner, toast
from ui.shell.widgets import Card, PageHeader, button, clear, column, pill, row, words

LIST, STEPS, ANSWER = 240, 264, 184


class DeadlinePage(QWidget):
    """The periods left; on the right the question, the answer, and the count. ``arrive`` takes ``rule`` and ``start``."""

    def __init__(self, desk: Desk, _name: str) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.desk = desk
        here = look()
        self.basis = Basis(shipped_calendar())
        self.found: Due | None = None
        self.boxes: list[GivenBox] = []
        self.start: DayEditor | None = None
        self.rules = RuleList()
        self.rules.setFixedWidth(here.px(LIST))
        self.rules.chosen.connect(self._open)
        self.rules.done.connect(self._to_start)
        header = PageHeader("期限计算", "选一条期限，填起算日，就算出哪天到期、怎么数的、依据哪一条。")
        body = row(self.rules, self._right(), gap=here.px(12))
        body.setStretch(1, 1)
        outer = column(header, body, gap=here.px(12))
        outer.setStretch(1, 1)
        outer.setContentsMargins(here.px(20), here.px(14), 0, here.px(14))
        header.setContentsMargins(0, 0, here.px(20), 0)
        self.setLayout(outer)
        desk.changes.happened.connect(lambda _change: self.reload())
        if self.rules.rule is not None:
            self._open(self.rules.rule)
        self.reload()

    def arrive(self, target: Mapping[str, Any]) -> None:
        """Come with a rule, or also a start day, in mind."""
        if rule := target.get("rule"):
            self.rules.choose(str(rule))
        if isinstance(target.get("start"), date) and self.start is not None:
            self.start.show_value(target["start"])

    def reload(self) -> None:
        """Read the office's calendar and values anew."""
        store = self.desk.workspace.store
        self.desk.worker.run(self, lambda _control: read_basis(store), self._take)

    def _take(self, basis: Basis) -> None:
        self.basis = basis
        self._count()

    def _right(self) -> QScrollArea:
        here = look()
        sheet = QWidget()
        sheet.setProperty("role", "sheet")
        below = row(self._drawing(), self._steps(), gap=here.px(12))
        below.setStretch(0, 1)
        inside: QVBoxLayout = column(self._question(), self._notes(), below, gap=here.px(12))
        inside.setStretch(2, 1)
        sheet.setLayout(inside)
        made = QScrollArea()
        made.setWidgetResizable(True)
        made.setWidget(sheet)
        gutter(made, inside, beside=10, alone=20)
        return made

    def _question(self) -> Card:
        here = look()
        self.title = words("", "section", wrap=True)
        marks = QWidget()
        marks.setProperty("role", "sheet")
        self.pills = FlowLayout(marks, here.px(6), fill_last=False)
        self.pills.setContentsMargins(0, 0, 0, 0)
        self.source = words("", "second", wrap=True)
        self.text = words("", wrap=True)
        self.hint = words("", "hint", wrap=True)
        for label in (self.title, self.source, self.text, self.hint):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        form = QWidget()
        form.setProperty("role", "sheet")
        self.form = FlowLayout(form, here.px(12), fill_last=False)
        self.form.setContentsMargins(0, 0, 0, 0)
        left = column(self.title, marks, self.source, self.text, None, form, self.hint, gap=here.px(8))
        self.due_label = words("到期日", "label")
        self.due_day = words("—", "figure")
        self.due_note = words("", "second", wrap=True)
        self.copy = button("复制结果", "copy", "primary", on_click=self._copy)
        self.change = button("改期限…", "pencil", on_click=self._change)
        answer_side = QWidget()
        answer_side.setProperty("role", "sheet")
        answer_side.setLayout(
            column(
                self.due_label,
                self.due_day,
                self.due_note,
                None,
                self.copy,
                self.change,
                gap=here.px(6),
            )
        )
        answer_side.setFixedWidth(here.px(ANSWER))
        card = Card(gap=8)
        inside = row(left, answer_side, gap=here.px(20))
        inside.setStretch(0, 1)
        card.body.addLayout(inside)
        return card

    def _notes(self) -> QWidget:
        self.notes = column(gap=look().px(8))
        self.notes_holder = QWidget()
        self.notes_holder.setProperty("role", "sheet")
        self.notes_holder.setLayout(self.notes)
        return self.notes_holder

    def _drawing(self) -> Card:
        card = Card("怎么数的", gap=8)
        self.months = CountMonths()
        card.body.addWidget(Legend())
        card.body.addWidget(self.months)
        card.body.addStretch(1)
        return card

    def _steps(self) -> Card:
        card = Card("一步一步", gap=8)
        card.setFixedWidth(look().px(STEPS))
        self.steps = column(gap=look().px(10))
        card.body.addLayout(self.steps)
        card.body.addStretch(1)
        return card

    def _open(self, rule: Rule) -> None:
        """Another rule: the start day stays, the parameters are its own."""
        here = look()
        day = self._start_day()
        clear(self.form)
        helper = FormHelp(self.desk.workspace.clock.today(), lambda _field: (), lambda _field, _text: [])
        self.start = DayEditor(Field("start", rule.start, Kind.DAY, hint=rule.hint), helper)
        self.start.setFixedWidth(here.px(170))
        self.start.show_value(day or self.desk.workspace.clock.today())
        self.start.changed.connect(self._count)
        label = words(rule.start, "label")
        label.setBuddy(self.start)
        first = QWidget()
        first.setLayout(column(label, self.start, gap=here.px(4)))
        self.form.addWidget(first)
        self.boxes = boxes_of(rule, self._count)
        for box in self.boxes:
            self.form.addWidget(box)
        hints = [rule.hint, *(f"{one.title}：{one.hint}" for one in rule.parameters if one.hint)]
        self.hint.setText("；".join(one for one in hints if one))
        self.hint.setVisible(bool(self.hint.text()))
        self.title.setText(rule.title)
        self.text.setText(rule.text)
        self._count()

    def _start_day(self) -> date | None:
        if self.start is None:
            return None
        try:
            value = self.start.value()
        except NotUnderstood:
            return None
        return value if isinstance(value, date) else None

    def _to_start(self) -> None:
        if self.start is not None:
            self.start.setFocus()

    def _count(self) -> None:
        """Answer anew; where something cannot be read, say what."""
        rule = self.rules.rule
        if rule is None or self.start is None:
            return
        day = self._start_day()
        if day is None:
            self.start.mark_wrong(bool(self.start.line.text().strip()))
            self._nothing(rule, f"请填{rule.start}，例如 2017-05-02。")
            return
        self.start.mark_wrong(False)
        try:
            self._show(answer(rule, day, read_all(self.boxes), self.basis))
        except Refusal as refusal:
            self._nothing(rule, str(refusal))

    def _nothing(self, rule: Rule, sentence: str) -> None:
        self.found = None
        self.due_day.setText("—")
        self.due_note.setText(sentence)
        self.due_note.setAccessibleName(sentence)
        self._head(rule, None)
        self._tell([], [])
        self.months.show_due(None, self.basis.calendar)
        clear(self.steps)
        self.copy.setEnabled(False)
        self.change.setEnabled(False)

    def _show(self, found: Due) -> None:
        self.found = found
        rule = found.rule
        left = (found.due - self.desk.workspace.clock.today()).days
        when = "就是今天" if not left else f"还有 {left:,} 天" if left > 0 else f"已过 {-left:,} 天"
        self.due_day.setText(found.due.isoformat())
        self.due_day.setAccessibleName(f"到期日 {found.due} {weekday(found.due)}")
        rolled = "，已顺延" if found.rolled_forward else ""
        self.due_note.setText(f"{weekday(found.due)}，{when}{rolled}")
        self._head(rule, found)
        self._tell(cautions(found), [] if found.in_force else successor_words(rule))
        self.months.show_due(found, self.basis.calendar)
        clear(self.steps)
        for one in told(found.counted):
            day, said = words(one.days, "second"), words(one.words, wrap=True)
            self.steps.addLayout(column(day, said, gap=look().px(1)))
        self.copy.setEnabled(True)
        self.change.setEnabled(can_override(rule, read_all(self.boxes)))
        able = self.change.isEnabled()
        self.change.setToolTip("" if able else "固定日期和周期没有数值可以改")

    def _head(self, rule: Rule, found: Due | None) -> None:
        clear(self.pills)
        book = rule.instrument
        self.pills.addWidget(pill(span_words(found) if found else spans_words(rule), "blue"))
        self.pills.addWidget(pill({"顺延": "末日休息顺延"}.get(rolls_words(rule), rolls_words(rule))))
        if found is not None:
            word, tone = self._standing(found)
            mark = pill(word, tone)
            mark.setToolTip(book.force)
            self.pills.addWidget(mark)
        self.source.setText(rule.source)

    @staticmethod
    def _standing(found: Due) -> tuple[str, str]:
        """Is the rule in force on the start day: word and tone."""
        book = found.rule.instrument
        if found.in_force:
            return (f"有效期到 {book.ends}" if book.ends else "现行（没有写明有效期）"), "green"
        if book.starts is not None and found.start < book.starts:
            return f"还没有施行（自 {book.starts}）", "amber"
        return f"已失效（到 {book.ends}）", "red"

    def _tell(self, said: list[str], following: list[str]) -> None:
        clear(self.notes)
        for one in said:
            go = []
            if "放假安排" in one:
                go = [
                    button(
                        "去载入", kind="link", on_click=lambda: self.desk.go("settings", section="workdays")
                    )
                ]
            self.notes.addWidget(Banner(one, "amber", *go))
        if following:
            self.notes.addWidget(Banner("可参照现行规定：\n" + "\n".join(following), "blue"))
        self.notes_holder.setVisible(bool(said or following))

    def _copy(self) -> None:
        if self.found is None:
            return
        data = QMimeData()
        data.setText(as_text(self.found))
        QGuiApplication.clipboard().setMimeData(data)
        toast(self, "计算结果已复制，可以粘贴到文件里")

    def _change(self) -> None:
        if self.found is not None:
            found = self.found
            OverrideDialog(self.desk, found.rule, found.case, found.override, self).open()
