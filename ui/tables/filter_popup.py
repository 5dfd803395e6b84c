"""“筛选”: conditions for any field, put together row by row, with the sentence they make."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kernel.fields import Field
from app.kernel.filters import AnyOf, Condition, Filter, all_of, sentence
from app.kernel.parsing import NotUnderstood
from ui.shell.look import look
from ui.shell.widgets import Popup, button, row, words
from ui.tables.condition import ConditionRow

WIDTH = 640


class FilterPopup(Popup):
    """``applied`` with the filters that must all hold, when 应用 or Enter is pressed.

    Rows joined by 或者 make one of them: A 或者 B 并且 C is (A or B) and C.
    """

    applied = Signal(tuple)

    def __init__(
        self,
        parent: QWidget,
        fields: Sequence[Field],
        choices: Callable[[Field], Sequence[str]],
        today: date,
        parts: Sequence[Filter] = (),
        open_at: int = 0,
    ) -> None:
        super().__init__(parent)
        self._fields, self._choices, self._today = fields, choices, today
        self.rows: list[ConditionRow] = []
        self._open_at = 0
        self._list = QVBoxLayout()
        self._list.setSpacing(look().px(8))
        self._said = words("", "second", wrap=True)
        self._error = words("", "error", wrap=True)
        self._error.hide()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._say)
        add = button("添加条件", "plus", "link", on_click=self._add_below)
        clear = button("清空", kind="quiet", on_click=self._clear)
        use = button("应用", kind="primary", on_click=self.apply)
        box = QVBoxLayout(self)
        side = look().px(14)
        box.setContentsMargins(side, side, side, side)
        box.setSpacing(look().px(10))
        box.addLayout(row(words("筛选条件", "section"), None))
        box.addLayout(self._list)
        box.addWidget(self._said)
        box.addWidget(self._error)
        box.addLayout(row(add, None, clear, use))
        self.setFixedWidth(min(look().px(WIDTH), self.screen().availableSize().width() - 20))
        for at, part in enumerate(parts):
            if at == open_at:
                self._open_at = len(self.rows)
            inside = part.parts if isinstance(part, AnyOf) else (part,)
            for number, rule in enumerate(inside):
                if isinstance(rule, Condition):
                    self.add(alternative=number > 0).show_condition(rule)
        if not self.rows:
            self.add()

    def add(self, *, alternative: bool = False) -> ConditionRow:
        """Another row."""
        made = ConditionRow(self._fields, self._choices, self._today)
        made.place(len(self.rows), alternative=alternative)
        made.removed.connect(self._remove)
        made.changed.connect(lambda: self._soon.start(0))
        made.line.returnPressed.connect(self.apply)
        inside = made.day_box.lineEdit()
        if inside is not None:
            inside.returnPressed.connect(self.apply)
        self.rows.append(made)
        self._list.addWidget(made)
        self._fit()
        return made

    def open_below(self, anchor: QWidget, *, right: bool = True) -> None:
        """The keyboard goes to the row that is to be changed."""
        self._say()
        super().open_below(anchor, right=right)
        self.rows[min(self._open_at, len(self.rows) - 1)].field_box.setFocus()

    def parts(self) -> tuple[Filter, ...]:
        """The filters that must all hold; rows without a value are left out. Raises NotUnderstood."""
        groups: list[list[Condition]] = []
        for made in self.rows:
            rule = made.condition()
            if rule is None:
                continue
            if made.alternative and groups:
                groups[-1].append(rule)
            else:
                groups.append([rule])
        return tuple(group[0] if len(group) == 1 else AnyOf(tuple(group)) for group in groups)

    def apply(self) -> None:
        """Hand the conditions over, or say which one is not understood."""
        faults = [told for one in self.rows if (told := one.wrong())]
        self._error.setText("；".join(faults))
        self._error.setVisible(bool(faults))
        self._fit()
        if faults:
            return
        self.applied.emit(self.parts())
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter applies."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.apply()
        else:
            super().keyPressEvent(event)

    def _say(self) -> None:
        """The sentence the rows make, as far as they are understood."""
        try:
            found = self.parts()
        except NotUnderstood:
            return
        by_name = {field.name: field for field in self._fields}
        self._said.setText(
            f"只看：{sentence(all_of(*found), by_name)}" if found else "还没有条件，显示全部。"
        )
        self._error.hide()
        self._fit()

    def _add_below(self) -> None:
        self.add().field_box.setFocus()
        self._say()

    def _remove(self, made: ConditionRow) -> None:
        self.rows.remove(made)
        self._list.removeWidget(made)
        made.hide()
        made.deleteLater()
        if not self.rows:
            self.add()
        self.rows[0].place(0)
        self._say()

    def _clear(self) -> None:
        self.applied.emit(())
        self.close()

    def _fit(self) -> None:
        self.layout().activate()  # type: ignore[union-attr]
        self.adjustSize()
