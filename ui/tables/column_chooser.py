"""Which columns are shown and in what order: ticked by section on the left, moved on the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QWidget

from app.kernel.ledger import Ledger
from app.kernel.pinyin import fits
from ui.forms.line import Line
from ui.shell.look import look
from ui.shell.widgets import Popup, button, column, icon_button, row, words

WIDTH, ROWS = 480, 12
NAME = int(Qt.ItemDataRole.UserRole)


class _Ticks(QListWidget):
    """Space and Enter tick; Esc is the popup's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and item is not None:
            turn(item)
        else:
            super().keyPressEvent(event)


class _Order(QListWidget):
    """Alt+Up and Alt+Down move the line, Delete takes it away."""

    moved = Signal(int)
    dropped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt."""
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if by and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(by)
        elif event.key() == Qt.Key.Key_Delete:
            self.dropped.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


def turn(item: QListWidgetItem) -> None:
    """Tick or untick."""
    if item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
        on = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)


class ColumnChooser(Popup):
    """``chosen`` with the names in order each time something is another; ``reset`` for those shown at first."""

    chosen = Signal(tuple)
    reset = Signal()

    def __init__(self, parent: QWidget, ledger: Ledger, shown: Sequence[str]) -> None:
        super().__init__(parent)
        self._ledger = ledger
        here = look()
        self.search = Line()
        self.search.setPlaceholderText("查找栏目，可用拼音首字母")
        self.search.setAccessibleName("查找栏目")
        self.search.textChanged.connect(self._narrow)
        self.ticks, self.order = _Ticks(), _Order()
        for made, said in ((self.ticks, "所有栏目"), (self.order, "显示的栏目")):
            made.setAccessibleName(said)
            made.setProperty("role", "choices")
            made.setFrameShape(QFrame.Shape.NoFrame)
            made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            made.setFixedHeight(ROWS * here.px(28) + 10)
        self.order.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.order.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.order.model().rowsMoved.connect(lambda *_moved: self._tell())
        self.order.moved.connect(self._move)
        self.order.dropped.connect(self._drop)
        self._fill(shown)
        self.ticks.itemChanged.connect(self._ticked)
        self.ticks.itemPressed.connect(self._pressed)
        self.ticks.itemClicked.connect(self._clicked)
        self._before = Qt.CheckState.Unchecked
        up = icon_button("arrow-up", "上移（Alt+↑）", lambda: self._move(-1), size=14)
        down = icon_button("arrow-down", "下移（Alt+↓）", lambda: self._move(1), size=14)
        left = column(self.search, self.ticks, gap=here.px(6))
        right = column(
            row(words("显示的栏目，可拖动", "second"), None, up, down, gap=2), self.order, gap=here.px(6)
        )
        both = row(left, right, gap=here.px(12))
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        foot = row(
            button("恢复默认", kind="quiet", small=True, on_click=self._reset),
            None,
            button("完成", kind="link", small=True, on_click=self.close),
        )
        outer = column(both, foot, gap=here.px(8))
        side = here.px(12)
        outer.setContentsMargins(side, side, side, here.px(8))
        self.setLayout(outer)
        self.setFixedWidth(here.px(WIDTH))

    @property
    def names(self) -> tuple[str, ...]:
        """The columns in their order."""
        return tuple(str(self.order.item(at).data(NAME)) for at in range(self.order.count()))

    def open_below(self, anchor: QWidget, *, right: bool = True) -> None:
        """The keyboard begins in the search."""
        super().open_below(anchor, right=right)
        self.search.setFocus()

    def _fill(self, shown: Sequence[str]) -> None:
        ledger, told = self._ledger, set[str]()
        for section in ledger.sections:
            names = [name for name in section.fields if name in ledger.by_name and name not in told]
            self._section(section.title, names, shown)
            told.update(names)
        rest = [field.name for field in ledger.all_fields if field.name not in told]
        self._section("自动得出", rest, shown)
        for name in shown:
            if name in ledger.by_name:
                self._add(name)

    def _section(self, title: str, names: Sequence[str], shown: Sequence[str]) -> None:
        if not names:
            return
        heading = QListWidgetItem(title)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        heading.setForeground(look().colour("text_3"))
        heading.setFont(look().font(12))
        self.ticks.addItem(heading)
        for name in names:
            item = QListWidgetItem(self._ledger[name].label)
            item.setData(NAME, name)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setCheckState(Qt.CheckState.Checked if name in shown else Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, look().px(28)))
            self.ticks.addItem(item)

    def _add(self, name: str) -> None:
        item = QListWidgetItem(self._ledger[name].label)
        item.setData(NAME, name)
        item.setSizeHint(QSize(0, look().px(28)))
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
        self.order.addItem(item)

    def _narrow(self, text: str) -> None:
        """Fields that fit by words or initials; a section without one is left out."""
        heading: QListWidgetItem | None = None
        for at in range(self.ticks.count()):
            item = self.ticks.item(at)
            if item.data(NAME) is None:
                heading = item
                item.setHidden(True)
                continue
            fit = fits(text, item.text())
            item.setHidden(not fit)
            if fit and heading is not None:
                heading.setHidden(False)

    def _ticked(self, item: QListWidgetItem) -> None:
        name, on = str(item.data(NAME)), item.checkState() == Qt.CheckState.Checked
        if on and name not in self.names:
            self._add(name)
        elif not on and name in self.names:
            if self.order.count() == 1:  # a table without columns shows nothing
                item.setCheckState(Qt.CheckState.Checked)
                return
            self.order.takeItem(self.names.index(name))
        else:
            return
        self._tell()

    def _pressed(self, item: QListWidgetItem) -> None:
        self._before = item.checkState()

    def _clicked(self, item: QListWidgetItem) -> None:
        """A click on the word ticks as well as one on the box, which Qt ticks itself."""
        if item.checkState() == self._before:
            turn(item)

    def _move(self, by: int) -> None:
        at = self.order.currentRow()
        if at < 0 or not 0 <= at + by < self.order.count():
            return
        item = self.order.takeItem(at)
        self.order.insertItem(at + by, item)
        self.order.setCurrentRow(at + by)
        self._tell()

    def _drop(self) -> None:
        item = self.order.currentItem()
        for at in range(self.ticks.count()):
            if item is not None and self.ticks.item(at).data(NAME) == item.data(NAME):
                self.ticks.item(at).setCheckState(Qt.CheckState.Unchecked)
                return

    def _tell(self) -> None:
        self.chosen.emit(self.names)

    def _reset(self) -> None:
        self.reset.emit()
        self.close()
