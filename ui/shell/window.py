"""The main window. It is on the screen before anything heavy is imported; then it is furnished."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QMainWindow, QWidget

from ui.shell.curtain import Curtain
from ui.shell.tokens import LIGHT, THEMES

if TYPE_CHECKING:
    from ui.pages.registry import PageEntry
    from ui.shell.desk import Desk
    from ui.shell.frame import Frame
    from ui.shell.preferences import Preferences


class MainWindow(QMainWindow):
    """A curtain first, then a :class:`ui.shell.frame.Frame`."""

    def __init__(self, preferences: Preferences, scale: float = 1.0) -> None:
        super().__init__()
        self.setWindowTitle("安监台账")
        room = QGuiApplication.primaryScreen().availableSize()
        self.setMinimumSize(QSize(round(960 * scale), round(560 * scale)).boundedTo(room))
        self._preferences = preferences
        self._before_close: list[Callable[[], object]] = []
        self._at_last: list[Callable[[], object]] = []
        self._leaving = False
        self._furnished: Frame | None = None
        self.curtain = Curtain(scale, THEMES.get(str(preferences.get("theme", "")), LIGHT))
        self.setCentralWidget(self.curtain)

    def furnish(self) -> None:
        """Take the curtain down: top bar, navigation and a place for pages."""
        from ui.shell.frame import Frame
        from ui.shell.icons import icon

        self._furnished = Frame(self._preferences)
        self.setCentralWidget(self._furnished)
        self.setWindowIcon(icon("brand", "primary"))

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
