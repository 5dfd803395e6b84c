"""Files put to a record that is on file: dropped on its row or its details, or added in its tab of attachments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QMenu, QWidget

from app.kernel.feature import Feature
from app.ledgers import attaching
from app.ledgers.attaching import ATTACHMENTS
from ui.photos import taking
from ui.photos.taking import Source, Taken
from ui.shell.desk import Desk
from ui.shell.notices import BusyOverlay, tell


def put(
    desk: Desk, over: QWidget, feature: Feature, record: int, name: str, sources: Sequence[Source]
) -> None:
    """Take files in and put them to a place of a record: one operation. What is refused is told by name."""
    if not sources:
        return
    store = desk.workspace.store

    def stop() -> None:
        control.cancel()

    def progress(at: int, total: int, word: str) -> None:
        veil.progress(at, total, f"正在处理 {word}")

    def done(found: Taken) -> None:
        veil.finish()
        if found.hashes:
            desk.write(over, lambda _control: attaching.add_files(store, feature, record, name, found.hashes))
        if found.refused:
            tell(over, "有文件没有添加", "\n".join(found.refused))

    veil = BusyOverlay(over, "正在处理文件…", stop)
    control = taking.take_all(desk, over, sources, done, progress, photo=name != ATTACHMENTS)


def ask_where(
    desk: Desk, over: QWidget, feature: Feature, record: int, sources: Sequence[Source], at: QPoint
) -> None:
    """Where a ledger has fields for photos, which one is meant; else they are attachments."""
    fields = attaching.file_fields(feature)
    if not fields:
        put(desk, over, feature, record, ATTACHMENTS, sources)
        return
    menu = QMenu(over)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName("放到哪里")
    for field in fields:
        menu.addAction(f"添加为{field.label}", partial(put, desk, over, feature, record, field.name, sources))
    menu.addAction("添加为附件", partial(put, desk, over, feature, record, ATTACHMENTS, sources))
    menu.addSeparator()
    menu.addAction("取消")
    menu.popup(at)


class Receiver(QObject):
    """Lets files be dropped on a widget; ``record_at`` says whose record lies under the mouse, 0 for nobody's."""

    def __init__(
        self, desk: Desk, over: QWidget, feature: Feature, target: QWidget, record_at: Callable[[QPoint], int]
    ) -> None:
        super().__init__(target)
        self._desk, self._over, self._feature, self._record_at = desk, over, feature, record_at
        target.setAcceptDrops(True)
        target.installEventFilter(self)
        self._target = target

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Called by Qt."""
        if isinstance(event, QDropEvent) and taking.offers(event.mimeData()):
            record = self._record_at(event.position().toPoint())
            if isinstance(event, QDragEnterEvent) or (isinstance(event, QDragMoveEvent) and record):
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
            elif isinstance(event, QDragMoveEvent):
                event.ignore()
            elif event.type() == QEvent.Type.Drop and record:
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                where = self._target.mapToGlobal(event.position().toPoint())
                found = taking.sources_of(event.mimeData())
                ask_where(self._desk, self._over, self._feature, record, found, where)
            return True
        return False
