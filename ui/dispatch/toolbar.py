"""Which table, for which day, for whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QWidget

from app.dispatch.scope import Scope, Whose
from app.kernel.fields import Field, Kind
from app.kernel.parsing import NotUnderstood
from ui.forms.day import DayEditor
from ui.forms.editor import FormHelp
from ui.forms.flow import FlowLayout
from ui.forms.one import Choice
from ui.shell.look import look
from ui.shell.press import ToolButton
from ui.shell.widgets import button, row, words

VIEWS = (("sheet", "本表"), ("community", "按社区"), ("department", "按部门"))
_GROUPS = {Whose.OFFICE: "", Whose.COMMUNITY: "社区", Whose.DEPARTMENT: "部门"}


def last_of_month(day: date) -> date:
    """The last day of the month of ``day``."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


class Toolbar(QWidget):
    """``changed`` when another table, day or scope is wanted; ``viewed`` with the name of a view."""

    changed = Signal()
    viewed = Signal(str)
    compared = Signal(bool)

    def __init__(self, tables: Sequence[tuple[str, str]], today: date) -> None:
        super().__init__()
        self._today = today
        self._day = today
        self._scopes: list[Scope] = []
        self.table = QComboBox()
        self.table.setAccessibleName("调度表")
        for name, title in tables:
            self.table.addItem(title, name)
        self.table.setFixedWidth(look().px(250))
        self.table.view().setMinimumWidth(look().px(460))
        self.table.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.table.setVisible(len(tables) > 1)
        self.day = DayEditor(
            Field("day", "填报日期", Kind.DAY), FormHelp(today, lambda _f: (), lambda _f, _t: [])
        )
        self.day.setFixedWidth(look().px(138))
        self.day.show_value(today)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(350)
        self._timer.timeout.connect(self._day_changed)
        self.day.changed.connect(self._timer.start)
        self.scope = Choice()
        self.scope.setAccessibleName("范围")
        self.scope.setFixedWidth(look().px(150))
        self.scope.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.compare = QCheckBox("与上期比较")
        self.compare.setAccessibleName("与上期比较")
        self.compare.toggled.connect(self.compared)
        self._build()

    @property
    def table_id(self) -> str:
        """The table chosen."""
        return str(self.table.currentData())

    @property
    def chosen_day(self) -> date:
        """The last day that could be read."""
        return self._day

    @property
    def chosen_scope(self) -> Scope:
        """For whom."""
        at = self.scope.currentData()
        return self._scopes[at] if isinstance(at, int) and at < len(self._scopes) else Scope()

    def show_scopes(self, scopes: Sequence[Scope]) -> None:
        """Offer these, keeping the one chosen."""
        before = self.chosen_scope
        self._scopes = list(scopes)
        self.scope.blockSignals(True)
        self.scope.clear()
        group = Whose.OFFICE
        for at, one in enumerate(scopes):
            if one.whose is not group:
                group = one.whose
                self.scope.addItem(f"—— 按{_GROUPS[group]} ——", -1)
                model = self.scope.model()
                assert isinstance(model, QStandardItemModel)
                model.item(self.scope.count() - 1).setEnabled(False)
            self.scope.addItem(one.title if one.name else "全街道", at)
        self.choose_scope(before)
        self.scope.blockSignals(False)

    def choose_scope(self, scope: Scope) -> None:
        """Choose a scope; before the scopes are known it alone is offered, beside the whole office."""
        if not self._scopes and scope.name:
            self.scope.blockSignals(True)
            self._scopes = [Scope(), scope]
            self.scope.addItem("全街道", 0)
            self.scope.addItem(scope.title, 1)
            self.scope.blockSignals(False)
        at = self._scopes.index(scope) if scope in self._scopes else 0
        self.scope.setCurrentIndex(max(0, self.scope.findData(at)))

    def show_view(self, name: str) -> None:
        """Press the button of a view."""
        at = [one for one, _title in VIEWS].index(name)
        self._views.buttons()[at].click()

    def choose_table(self, name: str) -> None:
        """Go to a table; one that is not there any more changes nothing."""
        at = self.table.findData(name)
        if at >= 0:
            self.table.setCurrentIndex(at)

    def choose_day(self, day: date) -> None:
        """Go to a day."""
        self.day.show_value(day)
        self._timer.stop()
        self._day_changed()

    def _build(self) -> None:
        here = today, before = self._today, self._today.replace(day=1) - timedelta(days=1)
        days = (("今天", here[0]), ("上月末", before), ("本月末", last_of_month(today)))
        quick = [
            button(title, kind="quiet", small=True, on_click=partial(self.choose_day, day))
            for title, day in days
        ]
        self._views = QButtonGroup(self)
        segments = []
        for name, title in VIEWS:
            made = ToolButton()
            made.setProperty("kind", "segment")
            made.setText(title)
            made.setAccessibleName(f"查看方式：{title}")
            made.setCheckable(True)
            made.setChecked(name == "sheet")
            made.clicked.connect(partial(self._view, name))
            self._views.addButton(made)
            segments.append(made)
        flow = FlowLayout(self, gap=look().px(8), fill_last=False)
        flow.setContentsMargins(0, 0, 0, 0)
        for part in (
            self.table,
            _group(words("截至", "second"), self.day, *quick),
            _group(words("范围", "second"), self.scope),
            _group(*segments),
            self.compare,
        ):
            flow.addWidget(part)

    def _view(self, name: str, _checked: bool = False) -> None:
        self.viewed.emit(name)

    def _day_changed(self) -> None:
        try:
            day = self.day.value()
        except NotUnderstood as fault:
            self.day.mark_wrong(True)
            self.day.setToolTip(str(fault))
            return
        self.day.mark_wrong(False)
        self.day.setToolTip("")
        if isinstance(day, date) and day != self._day:
            self._day = day
            self.changed.emit()


def _group(*parts: QWidget) -> QWidget:
    """Parts that stay side by side when the line breaks."""
    made = QWidget()
    made.setProperty("role", "sheet")
    made.setLayout(row(*parts, gap=look().px(6)))
    return made
