"""The row of photos one works in: dropped on, dragged into order, walked by keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.photos import taking, thumbs
from ui.photos.thumbs import Thumb
from ui.shell.look import look

SIDE = 84
NOTHING = "把照片拖到这里，或按 Ctrl+V 粘贴"
HASH, THUMB = int(Qt.ItemDataRole.UserRole) + 1, int(Qt.ItemDataRole.UserRole) + 2
MOVED = "application/x-photos-in-order"


class Strip(QListWidget):
    """The row of photos. Files and pictures may be dropped on it; what is in it can be dragged to another place."""

    given = Signal(list)
    pasting = Signal()
    removing = Signal()
    moving = Signal(int)
    turning = Signal()
    viewing = Signal()
    reordered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "box")
        self.setViewMode(QListView.ViewMode.ListMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self._painter = _PhotoDelegate(self)
        self.setItemDelegate(self._painter)
        self.itemDoubleClicked.connect(lambda _item: self.viewing.emit())
        self.fit()

    def fit(self) -> None:
        """One row or two; more are scrolled to. Empty, only the hint."""
        here = look()
        step = here.px(SIDE) + here.px(8)
        across = max(1, (max(self.viewport().width(), here.px(300))) // step)
        rows = min(2, -(-self.count() // across)) if self.count() else 0
        self.setFixedHeight(rows * step + here.px(10) if rows else here.px(44))

    def mimeTypes(self) -> list[str]:
        """What a photo on its way to another place is known by."""
        return [MOVED]

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        """A mark only: the pictures themselves stay in the row."""
        made = QMimeData()
        made.setData(MOVED, str(len(items)).encode())
        return made

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Called by Qt."""
        if event.source() is self or taking.offers(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Called by Qt."""
        if event.source() is self:
            super().dragMoveEvent(event)
        elif taking.offers(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Called by Qt."""
        if event.source() is self:
            self._put(event)
        else:
            found = taking.sources_of(event.mimeData())
            if found:
                event.acceptProposedAction()
                self.given.emit(found)

    def _put(self, event: QDropEvent) -> None:
        """The dragged photos come before the one whose left half they are dropped on, behind it on its right half."""
        dragged = sorted(self.selectedItems(), key=self.row)
        at = self._place(event.position().toPoint())
        before = [self.item(place) for place in range(self.count())]
        stay = [item for item in before if item not in dragged]
        at -= sum(1 for item in before[:at] if item in dragged)
        after = [*stay[:at], *dragged, *stay[at:]]
        if after == before:
            event.ignore()
            return
        for item in dragged:
            self.takeItem(self.row(item))
        for place, item in enumerate(dragged):
            self.insertItem(at + place, item)
            item.setSelected(True)
        self.setCurrentItem(dragged[-1], QItemSelectionModel.SelectionFlag.NoUpdate)
        event.setDropAction(Qt.DropAction.CopyAction)  # else Qt would take the dragged items away once more
        event.accept()
        self.reordered.emit()

    def _place(self, at: QPoint) -> int:
        """Before which photo a drop is meant, by the middles of the photos of that line."""
        for place in range(self.count()):
            box = self.visualItemRect(self.item(place))
            below = at.y() > box.bottom() + look().px(4)
            if not below and (at.x() < box.center().x() or at.y() < box.top()):
                return place
        return self.count()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasting.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.selectedItems():
            self.removing.emit()
        elif alt and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.moving.emit(1 if key == Qt.Key.Key_Right else -1)
        elif control and key == Qt.Key.Key_R:
            self.turning.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control and self.currentRow() >= 0:
            self.viewing.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Called by Qt."""
        super().paintEvent(event)
        if not self.count():
            painter = QPainter(self.viewport())
            painter.setPen(look().colour("text_3"))
            painter.drawText(self.viewport().rect(), int(Qt.AlignmentFlag.AlignCenter), NOTHING)
            painter.end()


class _PhotoDelegate(QStyledItemDelegate):
    """Draws one photo; chosen ones get a frame and a tick."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Called by Qt."""
        side = look().px(SIDE) + look().px(8)
        return QSize(side, side)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Called by Qt."""
        here = look()
        gap = here.px(4)
        rect: QRect = option.rect
        box = rect.adjusted(gap, gap, -gap, -gap)
        thumb = index.data(THUMB)
        thumbs.paint(painter, box, thumb if isinstance(thumb, Thumb) else Thumb(""))
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(here.colour("primary"), 3))
            painter.drawRect(box.adjusted(1, 1, -2, -2))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(here.colour("text"), 1, Qt.PenStyle.DotLine))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        number = str(index.row() + 1)
        painter.setFont(here.font(11))
        metrics = QFontMetrics(painter.font())
        label = QRect(box.left(), box.top(), metrics.horizontalAdvance(number) + here.px(8), here.px(16))
        painter.fillRect(label, here.colour("surface"))
        painter.setPen(here.colour("text"))
        painter.drawText(label, int(Qt.AlignmentFlag.AlignCenter), number)
        painter.restore()
