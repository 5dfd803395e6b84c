"""The photos of a field: added, put in order, turned and removed; saved with the form like any other value."""

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
    QCheckBox,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.kernel.fields import Field, Value
from app.kernel.parsing import NotUnderstood
from app.masterdata import files
from app.masterdata.files import Kept
from ui.forms.editor import Editor, FormHelp
from ui.photos import taking, thumbs
from ui.photos.album import of_field
from ui.photos.taking import Source, Taken
from ui.photos.thumbs import Thumb
from ui.shell.look import look
from ui.shell.widgets import button, column, icon_button, row, words

SIDE = 84
NOTHING = "把照片拖到这里，或按 Ctrl+V 粘贴"
HASH, THUMB = int(Qt.ItemDataRole.UserRole) + 1, int(Qt.ItemDataRole.UserRole) + 2


class PhotosEditor(Editor):
    """The value is the hashes in the order shown."""

    def __init__(self, field: Field, helper: FormHelp) -> None:
        super().__init__(field)
        self._desk = helper.desk
        self._busy = 0
        here = look()
        self.strip = Strip()
        self.hold(self.strip)
        self.strip.setAccessibleDescription(
            "Ctrl+V 粘贴，Alt+方向键调整次序，Ctrl+R 旋转，Delete 移除，回车放大"
        )
        self.strip.given.connect(self.take)
        self.strip.pasting.connect(self.paste)
        self.strip.removing.connect(self.remove)
        self.strip.moving.connect(self.move_by)
        self.strip.turning.connect(self.turn)
        self.strip.viewing.connect(self.view)
        self.strip.reordered.connect(self._changed)
        self.strip.itemSelectionChanged.connect(self._able)
        self.add = button("添加照片…", "plus", small=True, on_click=self._ask)
        self.camera = button("从相机/U 盘…", "camera", small=True, on_click=self._seek_camera)
        self.paster = button("粘贴", "copy", small=True, tip="Ctrl+V", on_click=self.paste)
        self.original = QCheckBox("保留原图")
        self.original.setToolTip("不压缩，照片里的位置等信息也会保留；一般不需要")
        self.original.setAccessibleName(f"{field.label}：保留原图")
        self.earlier = icon_button("arrow-left", "往前移（Alt+←）", lambda: self.move_by(-1), size=14)
        self.later = icon_button("arrow-right", "往后移（Alt+→）", lambda: self.move_by(1), size=14)
        self.turner = icon_button("rotate-cw", "旋转（Ctrl+R）", self.turn, size=14)
        self.remover = icon_button("trash-2", "移除（Delete）", self.remove, size=14)
        self._acts = (self.earlier, self.later, self.turner, self.remover)
        for one in (self.add, self.camera, self.paster, *self._acts):
            one.setAccessibleName(f"{field.label}：{one.accessibleName()}")
        self._said = words("", "hint", wrap=True)
        self._said.hide()
        self._wrong = words("", "error", wrap=True)
        self._wrong.hide()
        tools = row(self.add, self.camera, self.paster, self.original, None, *self._acts, gap=here.px(6))
        below = column(tools, self._said, self._wrong, gap=here.px(4))
        below.setContentsMargins(0, here.px(6), 0, 0)
        self.layout().addLayout(below)  # type: ignore[union-attr]
        for control in (self.add, self.camera, self.paster, self.original):
            control.setEnabled(self._desk is not None)
        self._able()

    @property
    def hashes(self) -> tuple[str, ...]:
        """The photos shown, in order."""
        return tuple(str(self.strip.item(at).data(HASH)) for at in range(self.strip.count()))

    def value(self) -> Value:
        """The hashes; refuses while photos are still being read."""
        if self._busy:
            raise NotUnderstood("照片还在处理，请稍候再保存")
        return self.hashes or None

    def show_value(self, value: Value) -> None:
        """Put photos in."""
        self._wrong.hide()
        self.strip.clear()
        self._show(value if isinstance(value, tuple) else ())

    def take(self, sources: Sequence[Source]) -> None:
        """Take photos in, off the screen's thread; they come to the end of the row."""
        if self._desk is None or not sources:
            return
        self._busy += 1
        self._wrong.hide()
        self._say("正在处理照片…")

        def progress(at: int, total: int, name: str) -> None:
            self._say(f"正在处理第 {at + 1} 张，共 {total} 张：{name}")

        original = self.original.isChecked()
        taking.take_all(self._desk, self, sources, self._taken, progress, photo=True, original=original)

    def paste(self) -> None:
        """What lies in the clipboard: files or a picture."""
        found = taking.pasted()
        if found:
            self.take(found)
        else:
            self._refuse("剪贴板里没有照片。请先复制照片文件或截图。")

    def remove(self) -> None:
        """Take the chosen ones out of the row; the files stay, so that it can be undone."""
        for item in self.strip.selectedItems():
            self.strip.takeItem(self.strip.row(item))
        self._changed()

    def move_by(self, step: int) -> None:
        """The current photo one place on."""
        at = self.strip.currentRow()
        if at < 0 or not 0 <= at + step < self.strip.count():
            return
        item = self.strip.takeItem(at)
        self.strip.insertItem(at + step, item)
        self.strip.setCurrentItem(item)
        self._changed()

    def turn(self) -> None:
        """A quarter clockwise."""
        at = self.strip.currentRow()
        if self._desk is None or at < 0 or self._busy:
            return
        store, item, digest = self._desk.workspace.store, self.strip.item(at), self.hashes[at]
        self._busy += 1

        def done(made: Kept) -> None:
            self._busy -= 1
            if self.strip.row(item) >= 0:
                item.setData(HASH, made.hash)
                self._load((made.hash,))
                self._changed()

        def failed(sentence: str) -> None:
            self._busy -= 1
            self._refuse(sentence)

        self._desk.worker.run(self, lambda _control: files.turn(store, digest, 1), done, failed)

    def view(self) -> None:
        """The current photo large."""
        if self._desk is None or self.strip.currentRow() < 0:
            return
        from ui.photos.viewer import Viewer

        album = of_field(self.field, self.hashes)
        Viewer(self._desk, album, self.strip.currentRow(), self).open()

    def _ask(self) -> None:
        if self._desk is not None:
            self.take(taking.ask_files(self._desk, self, photo=True))

    def _seek_camera(self) -> None:
        """Ask the disks off the screen's thread: a network drive may take its time."""
        if self._desk is None:
            return
        desk = self._desk
        desk.worker.run(
            self,
            lambda _control: taking.camera_folder(),
            lambda folder: self.take(taking.ask_camera(desk, self, folder)),
        )

    def _taken(self, taken: Taken) -> None:
        self._busy -= 1
        before = self.hashes
        fresh = tuple(one for one in dict.fromkeys(taken.hashes) if one not in before)
        twice = len(taken.hashes) - len(fresh)
        self._show(fresh)
        self._say(f"有 {twice} 张已在其中，没有重复添加。" if twice else "")
        self._refuse("\n".join(taken.refused))
        if fresh:
            self.strip.setCurrentRow(self.strip.count() - 1)
            self._changed()

    def _show(self, hashes: Sequence[str]) -> None:
        for one in hashes:
            item = QListWidgetItem()
            item.setData(HASH, one)
            item.setData(THUMB, Thumb(one, loading=True))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, "照片")
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
            self.strip.addItem(item)
        if hashes:
            self._load(hashes)
        self.strip.fit()
        self._able()

    def _load(self, hashes: Sequence[str]) -> None:
        if self._desk is not None:
            pixels = round(look().px(SIDE) * self.devicePixelRatioF())
            thumbs.load(self._desk, self, hashes, pixels, self._loaded)

    def _loaded(self, found: list[Thumb]) -> None:
        by_hash = {one.hash: one for one in found}
        for at in range(self.strip.count()):
            item = self.strip.item(at)
            thumb = by_hash.get(str(item.data(HASH)))
            if thumb is not None:
                item.setData(THUMB, thumb)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"第 {at + 1} 张：{thumb.said}")
                item.setToolTip(thumb.said)

    def _changed(self) -> None:
        self.strip.fit()
        self._able()
        self.changed.emit()

    def _able(self) -> None:
        at, count = self.strip.currentRow(), self.strip.count()
        chosen = bool(self.strip.selectedItems())
        self.earlier.setEnabled(chosen and at > 0)
        self.later.setEnabled(chosen and 0 <= at < count - 1)
        self.turner.setEnabled(chosen and self._desk is not None)
        self.remover.setEnabled(chosen)
        for one in self._acts:
            one.setVisible(count > 0)

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def _refuse(self, sentence: str) -> None:
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))


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
