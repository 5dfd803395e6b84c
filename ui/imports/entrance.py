"""The ways into the import: the button on every ledger page, and files dropped anywhere on the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.shell.desk import Desk


def import_into(desk: Desk, page: QWidget) -> None:
    """导入 Excel on a ledger's page."""
    from ui.imports.wizard import choose_files, open_wizard

    feature = getattr(page, "feature", None)
    files = choose_files(desk, page)
    if files:
        open_wizard(desk, page.window(), files, feature.name if feature is not None else "")


class _Drops(QObject):
    """Watches a window for files let fall on it."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Called by Qt."""
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDropEvent):
            if files_of(event) and QApplication.activeModalWidget() is None:
                event.acceptProposedAction()
                return True
        elif event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            files = files_of(event)
            if files:
                from ui.imports.wizard import open_wizard

                event.acceptProposedAction()
                open_wizard(self._desk, self._window, files)
                return True
        return False


def files_of(event: QDropEvent) -> list[Path]:
    """The files of a drop, folders left out."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.is_file()]


def accept_drops(desk: Desk, window: QWidget) -> QObject:
    """From now on files may be dropped anywhere on the window."""
    return _Drops(desk, window)
