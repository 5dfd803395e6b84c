"""“筛选”: conditions for any field, put together row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kernel.fields import Field
from app.kernel.filters import Condition
from ui.shell.look import look
from ui.shell.widgets import Popup, button, row, words
from ui.tables.condition import ConditionRow


class FilterPopup(Popup):
    """``applied`` with the conditions when 应用 or Enter is pressed."""

    applied = Signal(tuple)

    def __init__(
        self,
        parent: QWidget,
        fields: Sequence[Field],
        choices: Callable[[Field], Sequence[str]],
        today: date,
        conditions: Sequence[Condition] = (),
    ) -> None:
        super().__init__(parent)
        self._fields, self._choices, self._today = fields, choices, today
        self.rows: list[ConditionRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(look().px(8))
        self._error = words("", "error", wrap=True)
        self._error.hide()
        add = button("添加条件", "plus", "link", on_click=self.add)
        clear = button("清空", kind="quiet", on_click=self._clear)
        use = button("应用", kind="primary", on_click=self.apply)
        box = QVBoxLayout(self)
        side = look().px(14)
        box.setContentsMargins(side, side, side, side)
        box.setSpacing(look().px(10))
        box.addLayout(row(words("筛选条件", "section"), words("同时满足以下条件", "hint"), None))
        box.addLayout(self._list)
        box.addWidget(self._error)
        box.addLayout(row(add, None, clear, use))
        self.setFixedWidth(look().px(540))
        for rule in conditions:
            self.add().show_condition(rule)
        if not conditions:
            self.add()

    def add(self) -> ConditionRow:
        """Another row."""
        made = ConditionRow(self._fields, self._choices, self._today)
        made.removed.connect(self._remove)
        made.line.returnPressed.connect(self.apply)
        self.rows.append(made)
        self._list.addWidget(made)
        self._fit()
        return made

    def open_below(self, anchor: QWidget, *, right: bool = True) -> None:
        """The keyboard goes to the first field."""
        super().open_below(anchor, right=right)
        self.rows[0].field_box.setFocus()

    def apply(self) -> None:
        """Hand the conditions over, or say which one is not understood."""
        faults = [sentence for one in self.rows if (sentence := one.wrong())]
        self._error.setText("；".join(faults))
        self._error.setVisible(bool(faults))
        self._fit()
        if faults:
            return
        found = tuple(rule for one in self.rows if (rule := one.condition()) is not None)
        self.applied.emit(found)
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter applies."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.apply()
        else:
            super().keyPressEvent(event)

    def _remove(self, made: ConditionRow) -> None:
        self.rows.remove(made)
        self._list.removeWidget(made)
        made.deleteLater()
        if not self.rows:
            self.add()
        self._fit()

    def _clear(self) -> None:
        self.applied.emit(())
        self.close()

    def _fit(self) -> None:
        self.layout().activate()  # type: ignore[union-attr]
        self.adjustSize()
