"""Beside a table: the groups of one field with their counts; choosing one leaves its records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.kernel.feature import Feature
from app.kernel.fields import Kind
from app.kernel.filters import EVERYTHING, Filter
from app.ledgers import grouping
from app.ledgers.grouping import Group, Step
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.widgets import column, icon_button, row, words
from ui.shell.worker import Control

WIDTH = 208
STEPS = {"按月": Step.MONTH, "按季度": Step.QUARTER, "按年": Step.YEAR}
ORDERS = ("按数量", "按名称")
COUNT = int(Qt.ItemDataRole.UserRole)


class _CountBehind(QStyledItemDelegate):
    """The name on the left, the count on the right."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Called by Qt."""
        count = f"{index.data(COUNT):,}"
        painter.save()
        painter.setFont(look().font(12))
        room = painter.fontMetrics().horizontalAdvance(count) + look().px(10)
        painter.restore()
        name, rect = QStyleOptionViewItem(option), QRect(option.rect)
        super().paint(painter, name, index)
        painter.save()
        painter.setFont(look().font(12))
        painter.setPen(look().colour("text_3"))
        painter.drawText(
            rect.adjusted(0, 0, -look().px(8), 0),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            count,
        )
        painter.setFont(look().font(13))
        painter.setPen(look().colour("text"))
        place = rect.adjusted(look().px(10), 0, -room - look().px(6), 0)
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The ground is the style's, the words are painted above."""
        super().initStyleOption(option, index)
        option.text = ""


class GroupPanel(QWidget):
    """``narrowed`` with the chosen group; ``closed`` on the cross; ``wished`` when field, step or order is another."""

    narrowed = Signal()
    closed = Signal()
    wished = Signal()

    def __init__(self, desk: Desk, feature: Feature) -> None:
        super().__init__()
        self._desk, self._feature = desk, feature
        self._control: Control | None = None
        self._found: list[Group] = []
        self._chosen: Group | None = None
        self._asked: tuple[Filter, str] = (EVERYTHING, "")
        here = look()
        quick = feature.ledger.quick  # what an office looks at first stands first
        fields = grouping.fields(feature.ledger)
        self._fields = sorted(
            fields, key=lambda one: quick.index(one.name) if one.name in quick else len(quick)
        )
        self.field_box, self.step_box, self.order_box = QComboBox(), QComboBox(), QComboBox()
        self.field_box.addItems([field.label for field in self._fields])
        self.field_box.setMaxVisibleItems(16)
        self.step_box.addItems(list(STEPS))
        self.order_box.addItems(ORDERS)
        for box, said in (
            (self.field_box, "按哪一栏分组"),
            (self.step_box, "日期的分组"),
            (self.order_box, "分组的顺序"),
        ):
            box.setAccessibleName(said)
            box.view().setAccessibleName(said)
            box.setMinimumContentsLength(4)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.activated.connect(lambda _at: self._wish())
        self.list = QListWidget()
        self.list.setProperty("role", "contents")
        self.list.setAccessibleName("分组")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_CountBehind(self.list))
        self.list.currentRowChanged.connect(self._picked)
        self._note = words("", "hint", wrap=True)
        close = icon_button("x", "收起分组", self.closed.emit, size=14)
        boxes = row(self.step_box, self.order_box, gap=here.px(6))
        inside = column(
            row(words("分组", "section"), None, close),
            self.field_box,
            boxes,
            self.list,
            self._note,
            gap=here.px(6),
        )
        inside.setStretch(3, 1)
        inside.setContentsMargins(0, 0, here.px(10), 0)
        self.setLayout(inside)
        self.setFixedWidth(here.px(WIDTH))
        self._fit()

    @property
    def rule(self) -> Filter:
        """The chosen group's filter."""
        return self._chosen.rule if self._chosen is not None else EVERYTHING

    @property
    def wish(self) -> dict[str, Any]:
        """Field, step and order, as they are remembered."""
        return {
            "field": self._fields[self.field_box.currentIndex()].name,
            "step": STEPS[self.step_box.currentText()].value,
            "order": ORDERS.index(self.order_box.currentText()),
        }

    def take_wish(self, wish: dict[str, Any]) -> None:
        """Group as it was remembered; what is no longer there is passed over."""
        names = [field.name for field in self._fields]
        if wish.get("field") in names:
            self.field_box.setCurrentIndex(names.index(str(wish["field"])))
        steps = [step.value for step in STEPS.values()]
        if wish.get("step") in steps:
            self.step_box.setCurrentIndex(steps.index(wish["step"]))
        self.order_box.setCurrentIndex(1 if wish.get("order") == 1 else 0)
        self._chosen = None
        self._fit()

    def forget(self) -> None:
        """No group is chosen any more."""
        self._chosen = None

    def ask(self, rule: Filter, search: str) -> None:
        """Count the groups under a filter and a search, off the screen's thread."""
        self._asked = (rule, search)
        if self._control is not None:
            self._control.cancel()
        store, feature, wish = self._desk.workspace.store, self._feature, self.wish

        def job(_control: Control) -> list[Group]:
            return grouping.groups(store, feature, wish["field"], Step(wish["step"]), rule, search)

        self._control = self._desk.worker.run(self, job, self._take)

    def _take(self, found: list[Group]) -> None:
        self._control = None
        self._found = found
        self._show()

    def _show(self) -> None:
        ordered: Sequence[Group] = (
            grouping.by_name(self._found) if self.wish["order"] else grouping.by_count(self._found)
        )
        self._found = list(ordered)
        field = self._fields[self.field_box.currentIndex()]
        whole = sum(one.count for one in ordered)
        self.list.blockSignals(True)
        self.list.clear()
        self._line("不分组，全部" if field.is_list else "全部", whole, "" if not field.is_list else "—")
        for group in ordered:
            self._line(group.title, group.count)
        chosen = self._chosen
        at = next((number for number, one in enumerate(ordered, 1) if chosen and one.rule == chosen.rule), 0)
        self.list.setCurrentRow(at)
        self.list.blockSignals(False)
        self._note.setText(f"{len(ordered):,} 组" + ("，一条可在几组" if field.is_list else ""))
        if chosen is not None and at == 0:  # the group has gone: show everything again
            self._chosen = None
            self.narrowed.emit()

    def _line(self, title: str, count: int, said: str = "") -> None:
        item = QListWidgetItem(title)
        item.setData(COUNT, count)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title} {said or f'{count:,}'}")
        item.setToolTip(title)
        item.setSizeHint(QSize(0, look().px(30)))
        self.list.addItem(item)

    def _picked(self, at: int) -> None:
        self._chosen = self._found[at - 1] if 0 < at <= len(self._found) else None
        self.narrowed.emit()

    def _wish(self) -> None:
        self._chosen = None
        self._fit()
        self.wished.emit()

    def _fit(self) -> None:
        self.step_box.setVisible(self._fields[self.field_box.currentIndex()].kind is Kind.DAY)
