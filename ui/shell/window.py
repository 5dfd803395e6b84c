"""The main window. It is on the screen before anything heavy is imported; then it is furnished."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from ui.shell.front import Front

if TYPE_CHECKING:
    from ui.pages.registry import PageEntry
    from ui.shell.desk import Desk
    from ui.shell.frame import Frame
    from ui.shell.preferences import Preferences


class MainWindow(QMainWindow):
    """A :class:`ui.shell.front.Front` first, then a :class:`ui.shell.frame.Frame`."""

    def __init__(self, preferences: Preferences, scale: float = 1.0) -> None:
        super().__init__()
        self.setWindowTitle("安监台账")
        self._preferences = preferences
        self._before_close: list[Callable[[], object]] = []
        self._at_last: list[Callable[[], object]] = []
        self._leaving = False
        self._furnished: Frame | None = None
        self.front = Front(self, preferences, scale)
        self._keep_room(scale)
        self.setCentralWidget(self.front.curtain)

    def furnish(self) -> None:
        """Take the curtain down: top bar, navigation and a place for pages."""
        from ui.shell.frame import Frame
        from ui.shell.icons import icon

        self._furnished = Frame(self._preferences)
        if self.front.curtain.picture is not None:
            self.takeCentralWidget()
        self.setCentralWidget(self._furnished)
        self.setWindowIcon(icon("brand", "primary"))
        self.front.cover(self._furnished)

    def strip(self, scale: float) -> None:
        """Nothing in it any more, and room for another text size; :meth:`furnish` comes next."""
        self.front.curtain.picture = None
        if (old := self.takeCentralWidget()) is not None:
            old.deleteLater()
            QCoreApplication.sendPostedEvents(
                old, QEvent.Type.DeferredDelete.value
            )  # else it is dressed first
        self._furnished = None
        self._keep_room(scale)

    def _keep_room(self, scale: float) -> None:
        """The smallest size, as far as the screen has it."""
        room = QGuiApplication.primaryScreen().availableSize()
        self.setMinimumSize(QSize(round(960 * scale), round(560 * scale)).boundedTo(room))

    def covered(self) -> bool:
        """Does something still stand in front of the pages?"""
        return self.front.covered()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands in front goes along."""
        super().resizeEvent(event)
        self.front.fit()

    @property
    def furnished(self) -> bool:
        """Has the curtain been taken down?"""
        return self._furnished is not None

    @property
    def frame(self) -> Frame:
        """Top bar, navigation and pages, once the window is furnished."""
        assert self._furnished is not None
        return self._furnished

    @property
    def desk(self) -> Desk | None:
        """What the pages are handed; None until the workspace is open."""
        return self._furnished.desk if self._furnished is not None else None

    def welcome(self, desk: Desk, entries: tuple[PageEntry, ...]) -> None:
        """The workspace is open: fill the navigation and show the first page."""
        self.frame.welcome(desk, entries)

    def refuse(self, title: str, sentence: str, *actions: QWidget) -> None:
        """The workspace cannot be opened: say why, in place of the pages."""
        from ui.shell.widgets import EmptyState

        self.frame.stand_in(EmptyState("circle-alert", title, sentence, *actions))

    def show_page(self, name: str, target: Mapping[str, Any] | None = None) -> None:
        """Bring a page up; ``target`` is handed to its ``arrive`` where it has one."""
        self.frame.show_page(name, target)

    def page(self, name: str) -> QWidget | None:
        """A page that has been made."""
        return self.frame.pages.get(name)

    def place(self) -> str:
        """The page in sight by its title; told where something went wrong."""
        return self._furnished.place() if self._furnished is not None else ""

    def name_office(self, name: str) -> None:
        """Write the office's name beside the program's."""
        self.frame.top.office.setText(name)

    def before_close(self, act: Callable[[], object]) -> None:
        """Something short to be done when the window closes."""
        self._before_close.append(act)

    def at_last(self, act: Callable[[], object]) -> None:
        """Something that may take its time, done on a thread while the window is closing."""
        self._at_last.append(act)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let pages object, then remember the size and close down. A second press while that lasts does nothing."""
        if self._leaving:
            event.ignore()
            return
        pages = self._furnished.pages.values() if self._furnished is not None else ()
        for page in pages:
            may_close = getattr(page, "may_close", None)
            if may_close is not None and not may_close():
                event.ignore()
                return
        if not self.isMaximized():
            self._preferences.put("size", [self.width(), self.height()])
        self._preferences.put("maximised", self.isMaximized())
        self._preferences.save()
        self._at_last.append(self.front.leave())
        while self._before_close:
            self._before_close.pop(0)()
        if self._at_last:
            self._see_off()
        super().closeEvent(event)

    def _see_off(self) -> None:
        from app.faults import log_folder
        from ui.shell.leaving import see_off

        acts, self._at_last = self._at_last, []
        self._leaving = True
        try:
            see_off(self, acts, log_folder(self._preferences.folder))
        finally:
            self._leaving = False
