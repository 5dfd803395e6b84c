"""A ledger table one writes in: cells are chosen and walked as in Excel, typing begins where the frame stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu

from app.kernel.feature import Feature
from app.kernel.fields import Kind
from ui.shell.desk import Desk
from ui.shell.notices import toast
from ui.tables.entry import Entry
from ui.tables.far import edge, towards, without_ctrl
from ui.tables.frozen import FrozenColumns
from ui.tables.headers import RowHeader
from ui.tables.ledger_view import LedgerView

_CTRL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_UP_AND_DOWN = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)
_SIDEWAYS = (Qt.Key.Key_Left, Qt.Key.Key_Right)
_WALKING = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Escape,
)
Flag = QItemSelectionModel.SelectionFlag


class EntryView(LedgerView):
    """``wished(what, ids)`` for what is done with whole rows elsewhere: delete, bulk, new."""

    wished = Signal(str, list)

    def __init__(self, desk: Desk, feature: Feature) -> None:
        self.frozen: FrozenColumns | None = None
        self._far: tuple[int, int] | None = None
        super().__init__(desk, feature)
        self.rows.entry = True
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self._side = RowHeader(self, self.rows)
        self.setVerticalHeader(self._side)
        self._side.show()
        self._heights()
        self.frozen = FrozenColumns(self)
        self.frozen.header.wished.connect(self.sort_more)
        self.frozen.header.sectionHandleDoubleClicked.connect(self.fit_words)
        self.frozen.header.customContextMenuRequested.connect(
            lambda at: self.header_menu(self.frozen_header.logicalIndexAt(at)).popup(
                self.frozen_header.mapToGlobal(at)
            )
        )
        self.entry = Entry(self, desk, feature)
        self.pressed.connect(lambda _index: self.entry.walk_away())
        self.selectionModel().currentChanged.connect(self._stepped)
        self.rows.modelReset.connect(lambda: self._stepped(self.currentIndex(), None))
        self.selectionModel().selectionChanged.connect(lambda _on, _off: self._side.viewport().update())
        self._freeze_again()

    @property
    def frozen_header(self) -> Any:
        """The headings of the frozen columns."""
        assert self.frozen is not None
        return self.frozen.header

    # what is chosen

    def selected_ids(self) -> list[int]:
        """The ids of the rows touched, top to bottom; what is not written yet is none."""
        return [one for one in super().selected_ids() if one > 0]

    def rectangle(self) -> QItemSelectionRange | None:
        """The one rectangle chosen, or the cell with the frame; None where several were chosen."""
        spans = self.selectionModel().selection().toList()
        if len(spans) == 1:
            return spans[0]
        index = self.currentIndex()
        return QItemSelectionRange(index) if not spans and index.isValid() else None

    def go(self, row: int, column: int) -> None:
        """Put the frame on a cell and choose it alone."""
        index = self.rows.index(row, column)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, Flag.ClearAndSelect)
            self.scrollTo(index)

    def copy_cells(self, *, headings: bool = False) -> bool:
        """Copy what is chosen; whole rows carry their headings along. Several areas close up, where they can."""
        area = self.rectangle()
        spans = [area] if area is not None else self.selectionModel().selection().toList()
        if not spans:
            return False
        rows = sorted({row for span in spans for row in range(span.top(), span.bottom() + 1)})
        columns = sorted({at for span in spans for at in range(span.left(), span.right() + 1)})
        if sum(span.height() * span.width() for span in spans) != len(rows) * len(columns):
            toast(self, "选中的几块没有对齐，不能一起复制；请分开复制。")
            return False
        whole = len(columns) == self.rows.columnCount() and len(columns) > 1
        self.copy_block(
            [row for row in rows if row < len(self.rows.ids)], columns, headings=headings or whole
        )
        return True

    def cut_cells(self) -> None:
        """Copy what is chosen and empty it: the emptying is a step that can be taken back."""
        if self.copy_cells():
            self.entry.blocks.clear()

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> Flag:
        """Called by Qt: whole rows and whole columns stay whole where Shift takes more of them."""
        command = super().selectionCommand(index, event)
        if not isinstance(event, QKeyEvent) or not event.modifiers() & _SHIFT:
            return command
        area, rows = self.rectangle(), self.rows
        if area is not None and event.key() in _UP_AND_DOWN and area.width() == rows.columnCount() > 1:
            return command | Flag.Rows
        if area is not None and event.key() in _SIDEWAYS and area.height() == rows.rowCount() > 1:
            return command | Flag.Columns
        return command

    # where cells are

    def cell_rect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        """Where a cell stands in the view, frozen or not."""
        if self.frozen is not None and index.column() < self.frozen.count:
            return self.frozen.rect_of(index)
        rect = self.visualRect(index)
        return QRect(self.viewport().mapTo(self, rect.topLeft()), rect.size())

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """A cell under the frozen columns is not in sight."""
        super().scrollTo(index, hint)
        if self.frozen is None or not self.frozen.count or index.column() < self.frozen.count:
            return
        hidden = self.frozen.wide - self.visualRect(index).left()
        if hidden > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def kept_order(self) -> tuple[str, ...]:
        """The order this person has chosen."""
        order = self._kept.get("order")
        known = self._feature.ledger.by_name
        return (
            tuple(one for one in order if str(one).removeprefix("-") in known)
            if isinstance(order, list)
            else ()
        )

    def keep_order(self, order: tuple[str, ...]) -> None:
        """Keep the order chosen by the headings."""
        if not self.lent:
            self._kept.put("order", list(order) or None)

    def freeze(self, count: int) -> None:
        """Hold the first columns; kept for this person."""
        assert self.frozen is not None
        self._kept.put("frozen", count or None)
        self.frozen.freeze(count)

    def _freeze_again(self) -> None:
        count = self._kept.get("frozen")
        if self.frozen is not None:
            self.frozen.freeze(min(count, self.rows.columnCount()) if isinstance(count, int) else 0)

    def take_likings(self, *, columns: bool) -> None:
        """What is frozen is a liking, too."""
        super().take_likings(columns=columns)
        self._freeze_again()

    def fit(self) -> None:
        """The frozen columns go along."""
        super().fit()
        if self.frozen is not None and self.frozen.count:
            self._freeze_again()

    def _show_order(self) -> None:
        super()._show_order()
        if self.frozen is not None:
            self.frozen.header.show_order(self.head.order)

    def offer_for_column(self, menu: QMenu, section: int) -> None:
        """Freezing joins the rest."""
        super().offer_for_column(menu, section)
        menu.addSeparator()
        if section >= 0:
            menu.addAction("冻结到此列", lambda: self.freeze(section + 1))
        if self.frozen is not None and self.frozen.count:
            menu.addAction("取消冻结", lambda: self.freeze(0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What lies over the table goes along."""
        super().resizeEvent(event)
        if self.frozen is not None:
            self.frozen.place()

    def updateGeometries(self) -> None:
        """Called by Qt when headers change their size."""
        super().updateGeometries()
        if self.frozen is not None:
            self.frozen.place()

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Excel's keys; Enter opens the record. While an input method composes over a cell they are its own."""
        if self.entry.composing:
            event.accept()
            return
        if event.key() in _WALKING:
            self.entry.walk_away()
        self._far = towards(event)
        if self._far is not None:
            super().keyPressEvent(without_ctrl(event))
            self._far = None
        elif not self._acted(event) and not self._begun(event):
            super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, held: Qt.KeyboardModifier) -> QModelIndex:
        """Called by Qt: where a key leads."""
        if self._far is None:
            return super().moveCursor(action, held)
        return edge(self, self._far, len(self.rows.ids))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab skips a cell while a row is being filled in, and is the input method's while it composes."""
        return (
            self.entry.composing
            or self.entry.skip(1 if forward else -1)
            or super().focusNextPrevChild(forward)
        )

    def _acted(self, event: QKeyEvent) -> bool:
        """Keys that do something at once."""
        key, held = event.key(), (event.modifiers() & (_CTRL | _SHIFT | _ALT)).value
        acts: dict[tuple[int, int], Callable[[], object]] = {
            (Qt.Key.Key_F2, 0): lambda: self.entry.edit(self.currentIndex()),
            (Qt.Key.Key_Delete, 0): self.entry.blocks.clear,
            (Qt.Key.Key_V, _CTRL.value): self.entry.blocks.paste,
            (Qt.Key.Key_D, _CTRL.value): self.entry.blocks.fill_down,
            (Qt.Key.Key_R, _CTRL.value): self.entry.blocks.fill_right,
            (Qt.Key.Key_D, (_CTRL | _SHIFT).value): self.entry.blocks.duplicate,
            (Qt.Key.Key_C, _CTRL.value): self.copy_cells,
            (Qt.Key.Key_X, _CTRL.value): self.cut_cells,
            (Qt.Key.Key_Semicolon, _CTRL.value): lambda: self._with_key(event, fresh=True),
            (Qt.Key.Key_Down, _ALT.value): lambda: self._with_key(event, fresh=False),
            (Qt.Key.Key_Insert, _CTRL.value): self.copy_cells,
            (Qt.Key.Key_Insert, _SHIFT.value): self.entry.blocks.paste,
            (Qt.Key.Key_Space, _SHIFT.value): lambda: self.take_row(self.currentIndex().row()),
            (Qt.Key.Key_Space, _CTRL.value): lambda: self.selectColumn(self.currentIndex().column()),
            (Qt.Key.Key_Delete, _CTRL.value): lambda: self.wished.emit("delete", self.selected_ids()),
            (Qt.Key.Key_Minus, _CTRL.value): lambda: self.wished.emit("delete", self.selected_ids()),
            (Qt.Key.Key_B, _CTRL.value): lambda: self.wished.emit("bulk", self.selected_ids()),
            (Qt.Key.Key_F10, _SHIFT.value): self._unfold_menu,
            (Qt.Key.Key_Insert, 0): lambda: self.wished.emit("new", []),
            (Qt.Key.Key_Plus, (_CTRL | _SHIFT).value): lambda: self.wished.emit("new", []),
        }
        act = acts.get((key, held))
        if act is None and key in _ENTER and held in (0, _CTRL.value):
            act = self._enter
        if act is not None:
            act()
        return act is not None

    def _unfold_menu(self) -> None:
        """The menu of the cell, where a keyboard has no key for it."""
        at = self.cell_rect(self.currentIndex()).center()
        self.customContextMenuRequested.emit(self.viewport().mapFrom(self, at))

    def _enter(self) -> None:
        """The record; in the last row writing begins."""
        if number := self.current_id():
            if number > 0:
                self.opened.emit(number)
        elif self.currentIndex().isValid():
            self.entry.edit(self.currentIndex())

    def _with_key(self, event: QKeyEvent, *, fresh: bool) -> None:
        """Keys of the form's fields (today, the list) open the cell and go on in its editor."""
        index = self.currentIndex()
        day = index.isValid() and self.rows.columns[index.column()].kind is Kind.DAY
        if index.isValid() and (day or not fresh):
            self.entry.edit(index, fresh=fresh, key=event)

    def _begun(self, event: QKeyEvent) -> bool:
        """A letter begins to write in the cell, in place of what stands there."""
        held = event.modifiers() & (_CTRL | _ALT | Qt.KeyboardModifier.MetaModifier)
        text = event.text()
        if held or not self.currentIndex().isValid():
            return False
        if event.key() == Qt.Key.Key_Backspace:
            return self.entry.edit(self.currentIndex(), fresh=True)
        if not text or not text.isprintable() or text == " ":
            return False
        return self.entry.edit(self.currentIndex(), fresh=True, key=event)

    def keyboardSearch(self, search: str) -> None:
        """Letters write; they do not look for rows."""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A word begun with an input method goes into the cell's editor from its first sign on."""
        if not self.entry.compose(event):
            event.ignore()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        """Where the input method's candidates belong: at the cell, or at the editor's cursor."""
        over = self.entry.over if hasattr(self, "entry") else None
        if over is not None:
            found = over.target.inputMethodQuery(query)
            if query == Qt.InputMethodQuery.ImCursorRectangle:
                return QRect(over.target.mapTo(self, found.topLeft()), found.size())
            return found
        if query == Qt.InputMethodQuery.ImCursorRectangle and self.currentIndex().isValid():
            return self.cell_rect(self.currentIndex())
        return super().inputMethodQuery(query)

    def _double(self, index: QModelIndex) -> None:
        """A double click writes; what cannot be written is opened."""
        if not self.entry.edit(index) and index.row() < len(self.rows.ids) and self.rows.ids[index.row()] > 0:
            self.opened.emit(self.rows.ids[index.row()])

    def _stepped(self, current: QModelIndex, _before: QModelIndex | None) -> None:
        self._cells.current = (current.row(), current.column()) if current.isValid() else (-1, -1)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, self.entry.may_write(current))
        self.viewport().update()
        if self.frozen is not None and self.frozen.count:
            self.frozen.viewport().update()

    def rows_taken(self) -> None:
        """Rows were read anew: numbers may be wider, the editor stands with its cell."""
        QTimer.singleShot(0, self, self.updateGeometries)
        self.entry.follow()

    def minimumSizeHint(self) -> QSize:
        """Small enough for any page."""
        return QSize(120, 80)
