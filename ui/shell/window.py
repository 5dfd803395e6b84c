"""The main window. It shows before the workspace is open; pages are made when they are first looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from ui.shell.icons import icon
from ui.shell.look import look
from ui.shell.navigation import Navigation
from ui.shell.topbar import TopBar
from ui.shell.widgets import EmptyState, column, row

if TYPE_CHECKING:
    from ui.pages.registry import PageEntry
    from ui.shell.desk import Desk
    from ui.shell.preferences import Preferences

FOLD_BELOW = 1400


class MainWindow(QMainWindow):
    """Top bar, navigation, a stack of pages."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.setWindowTitle("安监台账")
        self.setWindowIcon(icon("brand", "primary"))
        self.setMinimumSize(QSize(look().px(960), look().px(560)))
        self._preferences = preferences
        self._desk: Desk | None = None
        self._entries: dict[str, PageEntry] = {}
        self._pages: dict[str, QWidget] = {}
        self._before_close: list[Callable[[], object]] = []
        self.top = TopBar()
        self.navigation = Navigation()
        self.navigation.chosen.connect(self.show_page)
        self.navigation.folded.connect(self._fold)
        self.stack = QStackedWidget()
        self._waiting = EmptyState("folder-open", "正在打开资料…", "第一次打开或资料较多时需要几秒钟。")
        self.stack.addWidget(self._waiting)
        centre = QWidget()
        centre.setProperty("role", "page")
        body = row(self.navigation, self.stack, gap=0)
        body.setStretch(1, 1)
        outer = column(self.top, body, gap=0)
        outer.setStretch(1, 1)
        centre.setLayout(outer)
        self.setCentralWidget(centre)

    def welcome(self, desk: Desk, entries: tuple[PageEntry, ...]) -> None:
        """The workspace is open: fill the navigation and show the first page."""
        self._desk = desk
        self._entries = {entry.name: entry for entry in entries}
        self.navigation.show_entries(entries)
        desk.changes.happened.connect(self._saved)
        self.top.say_saved(desk.workspace.clock.now())
        self.top.who.setText(desk.workspace.store.who)
        last = self._preferences.get("page")
        first = last if last in self._entries else next(iter(self._entries), "")
        if first:
            self.show_page(first)

    @property
    def desk(self) -> Desk | None:
        """What the pages are handed; None until the workspace is open."""
        return self._desk

    def refuse(self, title: str, sentence: str, *actions: QWidget) -> None:
        """The workspace cannot be opened: say why, in place of the pages."""
        page = EmptyState("circle-alert", title, sentence, *actions)
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)

    def show_page(self, name: str, target: Mapping[str, Any] | None = None) -> None:
        """Bring a page up; ``target`` is handed to its ``arrive`` where it has one."""
        entry = self._entries.get(name)
        if entry is None or self._desk is None:
            return
        page = self._pages.get(name)
        if page is None:
            from ui.pages.registry import build

            page = build(entry, self._desk)
            self._pages[name] = page
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.navigation.mark(name)
        self._preferences.put("page", name)
        arrive = getattr(page, "arrive", None)
        if target and arrive is not None:
            arrive(target)

    def page(self, name: str) -> QWidget | None:
        """A page that has been made."""
        return self._pages.get(name)

    def name_office(self, name: str) -> None:
        """Write the office's name beside the program's."""
        self.top.office.setText(name)

    def before_close(self, act: Callable[[], object]) -> None:
        """Something to be done when the window closes."""
        self._before_close.append(act)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the navigation where there is little room, unless the person has said otherwise."""
        super().resizeEvent(event)
        narrow = self.width() < look().px(FOLD_BELOW)
        wish = self._preferences.get("navigation.narrow" if narrow else "navigation.wide")
        self.navigation.set_narrow(bool(wish) if wish is not None else narrow)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let pages object, then remember the size and close down."""
        for page in self._pages.values():
            may_close = getattr(page, "may_close", None)
            if may_close is not None and not may_close():
                event.ignore()
                return
        self._preferences.put("size", [self.width(), self.height()])
        self._preferences.put("maximised", self.isMaximized())
        self._preferences.save()
        for act in self._before_close:
            act()
        super().closeEvent(event)

    def _fold(self, narrow: bool) -> None:
        small = self.width() < look().px(FOLD_BELOW)
        self._preferences.put("navigation.narrow" if small else "navigation.wide", narrow)
        self.navigation.set_narrow(narrow)

    def _saved(self, _change: object) -> None:
        if self._desk is not None:
            self.top.say_saved(self._desk.workspace.clock.now())
