"""What fills the window: top bar, navigation, a stack of pages that are made when they are first looked at."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QMouseEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ui.shell.look import look
from ui.shell.navigation import Navigation
from ui.shell.tokens import FOLD_BELOW
from ui.shell.topbar import TopBar
from ui.shell.trail import Trail
from ui.shell.widgets import EmptyState, column, row

if TYPE_CHECKING:
    from app.kernel.change import Change
    from ui.pages.registry import PageEntry
    from ui.shell.desk import Desk
    from ui.shell.preferences import Preferences


class Frame(QWidget):
    """Knows the pages by name."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._preferences = preferences
        self.desk: Desk | None = None
        self._entries: dict[str, PageEntry] = {}
        self.pages: dict[str, QWidget] = {}
        self.trail = Trail()
        self.left: Mapping[str, Mapping[str, Any]] = {}  # what pages showed that are made anew
        self._moving = False
        self._told: dict[str, float] = {}
        self._standing: QWidget | None = None
        self.top = TopBar()
        self.top.back.clicked.connect(lambda _checked=False: self.go(-1))
        self.top.forward.clicked.connect(lambda _checked=False: self.go(1))
        self.navigation = Navigation()
        self.navigation.chosen.connect(self.show_page)
        self.navigation.folded.connect(self._fold)
        self.navigation.view_chosen.connect(lambda ledger, view: self.show_page(ledger, {"view": view}))
        self.navigation.unpinned.connect(self._unpin)
        self.stack = QStackedWidget()
        self.stack.addWidget(EmptyState("folder-open", "正在打开资料…", "第一次打开或资料较多时需要几秒钟。"))
        body = row(self.navigation, self.stack, gap=0)
        body.setStretch(1, 1)
        outer = column(self.top, body, gap=0)
        outer.setStretch(1, 1)
        self.setLayout(outer)

    def welcome(self, desk: Desk, entries: tuple[PageEntry, ...]) -> None:
        """The workspace is open: fill the navigation and show the page looked at last."""
        self.desk = desk
        self._entries = {entry.name: entry for entry in entries}
        self.navigation.show_entries(entries)
        desk.changes.happened.connect(self._saved)
        desk.worker.unanswered.connect(self._tell_fault)
        self._saved()
        self.top.who.follow(desk)
        from ui.shell.search_box import SearchBox

        search = SearchBox(desk, self, entries)
        self.top.place_search(search)
        self.setTabOrder(self.top.forward, search)
        self.navigation.follow(search)
        from ui.shell.view_counts import ViewCounts

        ViewCounts(desk, self.navigation)
        from ui.shell.daybreak import Daybreak

        self.daybreak = Daybreak(desk, self)
        from ui.shell.undoing import listen

        listen(desk, self)
        QShortcut(QKeySequence("F1"), self).activated.connect(self.show_help)
        for keys, by in (("Alt+Left", -1), ("Alt+Right", 1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self.go, by))
        QShortcut(QKeySequence("Ctrl+/"), self).activated.connect(self.show_keys)
        self.show_first()

    def show_first(self) -> None:
        """The page looked at last, else the first of the navigation; in place of what stood in."""
        self._standing = None
        self.top.show_ways(True)
        self.navigation.show()
        last = self._preferences.get("page")
        first = last if last in self._entries else next(iter(self._entries), "")
        if first:
            self.show_page(first)

    def stand_in(self, page: QWidget) -> None:
        """Show something in place of the pages: a refusal, a rescue, the first questions. Nothing leads away from it."""
        self._standing = page
        self.top.show_ways(False)
        self.navigation.hide()
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)

    def show_page(self, name: str, target: Mapping[str, Any] | None = None) -> None:
        """Bring a page up; ``target`` is handed to its ``arrive`` where it has one. The way back is kept."""
        if name not in self._entries or self.desk is None or self._standing is not None:
            return
        self._leave()
        self.trail.visit(name, target)
        self._bring(name, target)

    def go(self, by: int) -> None:
        """Back (-1) to what was in sight before, or forward (1) again."""
        if self._standing is not None or not self.trail.can_go(by):
            return
        self._leave()
        place = self.trail.go(by)
        if place is not None:
            self._bring(place.page, place.target)

    def _bring(self, name: str, target: Mapping[str, Any] | None) -> None:
        entry, desk = self._entries[name], self.desk
        if desk is None:
            return
        page = self.pages.get(name)
        fresh = page is None
        if page is None:
            from ui.pages.registry import build

            page = build(entry, desk)
            self.pages[name] = page
            self.stack.addWidget(page)
            target = target or self.left.get(name)
            if (stepping := getattr(page, "stepping", None)) is not None:
                stepping.connect(partial(self._step, name))
            if (viewing := getattr(page, "viewing", None)) is not None:
                viewing.connect(partial(self.navigation.mark_view, name))
        self.stack.setCurrentWidget(page)
        self._hand_keyboard(page, fresh=fresh)
        self.navigation.mark(name)
        self.navigation.mark_view(name, str(getattr(page, "view_name", "")))
        self._preferences.put("page", name)
        arrive = getattr(page, "arrive", None)
        if target and arrive is not None:
            self._moving = True
            try:
                arrive(target)
            finally:
                self._moving = False
        self._say_way()

    def _hand_keyboard(self, page: QWidget, *, fresh: bool) -> None:
        """Keys go to the page that was asked for: where they were last, to its ``keyboard``, or to its first control.

        Not a focus proxy: Tab would then pass over everything else of the page.
        """
        now = QApplication.focusWidget()
        if QApplication.activeModalWidget() is not None:
            return
        if not fresh and now is not None and page.isAncestorOf(now):
            return
        wish = getattr(page, "keyboard", None)
        first = wish if fresh else page.focusWidget() or wish
        if first is None or not first.isVisibleTo(page):
            parts = page.findChildren(QWidget)
            stops = (one for one in parts if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
            first = next((one for one in stops if one.isEnabled() and one.isVisibleTo(page)), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        """What the page in sight shows is what the way back leads to."""
        here = self.trail.here
        page = self.pages.get(here.page) if here is not None else None
        whereabouts = getattr(page, "whereabouts", None)
        if whereabouts is not None:
            self.trail.remember(whereabouts())

    def _step(self, name: str) -> None:
        """A page is about to show something else of its own: another view, a record."""
        here = self.trail.here
        if not self._moving and here is not None and here.page == name:
            self._leave()
            self.trail.step(name, {})
            self._say_way()

    def _say_way(self) -> None:
        self.top.back.setEnabled(self.trail.can_go(-1))
        self.top.forward.setEnabled(self.trail.can_go(1))

    def _unpin(self, ledger: str, view: str) -> None:
        from ui.shell.marks import marks

        if self.desk is not None:
            marks(self.desk).pin(self.desk.feature(ledger).ledger, view, on=False)

    def showEvent(self, event: QShowEvent) -> None:
        """From now on the mouse's own back and forward buttons are seen, whatever lies under the pointer."""
        super().showEvent(event)
        handle = self.window().windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Of the window's events only those two buttons are taken."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            by = {Qt.MouseButton.BackButton: -1, Qt.MouseButton.ForwardButton: 1}.get(event.button(), 0)
            if by:
                self.go(by)
                return True
        return super().eventFilter(watched, event)

    def place(self) -> str:
        """The title of the page in sight."""
        here = self.in_sight()
        return self._entries[here].title if here in self._entries else ""

    def in_sight(self) -> str:
        """The name of the page in sight."""
        return next((name for name, page in self.pages.items() if page is self.stack.currentWidget()), "")

    def show_keys(self) -> None:
        """Ctrl+/: every key there is."""
        from ui.shell.key_list import KeyList

        KeyList(self).open()

    def show_help(self) -> None:
        """F1: the manual's page about the page in sight; over the first questions in a window of its own."""
        if self._standing is not None:
            from ui.manual.help_window import open_help

            open_help(self._standing, self.desk, "first")
            return
        here = self.in_sight()
        if here != "manual":
            self.show_page("manual", {"help_for": here})

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the navigation where there is little room, unless the person has said otherwise."""
        super().resizeEvent(event)
        narrow = self._tight()
        wish = self._preferences.get("navigation.narrow" if narrow else "navigation.wide")
        self.navigation.set_narrow(bool(wish) if wish is not None else narrow)

    def _tight(self) -> bool:
        return self.width() < look().px(FOLD_BELOW)

    def _fold(self, narrow: bool) -> None:
        self._preferences.put("navigation.narrow" if self._tight() else "navigation.wide", narrow)
        self.navigation.set_narrow(narrow)

    def _tell_fault(self, sentence: str) -> None:
        """What could not be read, and its number; the same once a minute at most, for views read again and again."""
        from time import monotonic

        from ui.shell.notices import toast

        if monotonic() - self._told.get(sentence, -60.0) >= 60.0:
            self._told[sentence] = monotonic()
            toast(self, sentence, seconds=20)

    def _saved(self, change: Change | None = None) -> None:
        nothing = change is not None and not (change or change.operation or change.sentence)
        if (
            self.desk is not None and not nothing
        ):  # a day that begins is told like a change, and nothing was saved
            self.top.say_saved(self.desk.workspace.clock.now())
