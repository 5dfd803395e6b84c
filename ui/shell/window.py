"""The main window. It is on the screen before anything heavy is imported; then it is furnished."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QWidget
from shiboken6 import isValid

from ui.shell import as_left
from ui.shell.curtain import Curtain
from ui.shell.tokens import LIGHT, THEMES

if TYPE_CHECKING:
    from ui.pages.registry import PageEntry
    from ui.shell.desk import Desk
    from ui.shell.frame import Frame
    from ui.shell.glimpse import Glimpse, Ground, Sight
    from ui.shell.preferences import Preferences


PATIENCE = 4.0  # seconds a picture may cover a page that takes long to read
LOOK_AGAIN = 25  # ms between two looks whether the page stands
SETTLED = 3  # looks for the layout to come to rest
UNSEEN = 500  # ms for the glimpse to be painted: a window nobody sees is not painted, and opens all the same
TURNED = 700  # ms for a page that was turned to, to show what it opens with
NOTED = 4000  # ms between two looks at what would be seen first next time


class MainWindow(QMainWindow):
    """A curtain first, then a :class:`ui.shell.frame.Frame`."""

    def __init__(self, preferences: Preferences, scale: float = 1.0) -> None:
        super().__init__()
        self.setWindowTitle("安监台账")
        self._keep_room(scale)
        self._preferences = preferences
        self._before_close: list[Callable[[], object]] = []
        self._at_last: list[Callable[[], object]] = []
        self._leaving = False
        self._furnished: Frame | None = None
        tokens = THEMES.get(str(preferences.get("theme", "")), LIGHT)
        self.curtain = Curtain(
            scale, tokens, lambda size, ratio: as_left.find(preferences.folder, size, ratio, self._look())
        )
        self.glimpse: Glimpse | None = None
        self._ground: Ground | None = None
        self._noted: Sight | None = None
        self._noting = QTimer(self)
        self._noting.setInterval(NOTED)
        self._noting.timeout.connect(self._note_sight)
        self._covered = 0.0  # seconds since the workspace was opened behind the picture
        self._stood = 0
        self._focus: QWidget | None = None  # what has the keyboard behind the picture
        self.setCentralWidget(self.curtain)

    def furnish(self) -> None:
        """Take the curtain down: top bar, navigation and a place for pages."""
        from ui.shell.frame import Frame
        from ui.shell.icons import icon

        self._furnished = Frame(self._preferences)
        covering = self.curtain.picture is not None
        if covering:
            self.takeCentralWidget()
        self.setCentralWidget(self._furnished)
        self.setWindowIcon(icon("brand", "primary"))
        if covering:
            self.curtain.setParent(self)
            self.curtain.setCursor(Qt.CursorShape.BusyCursor)
            self.curtain.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.curtain.setGeometry(self.rect())
            self.curtain.show()
            self.curtain.raise_()
        for one in (self._ground, self.glimpse):
            if one is not None:
                one.raise_()
        if self.covered():
            QTimer.singleShot(LOOK_AGAIN, self, self._lift)

    def strip(self, scale: float) -> None:
        """Nothing in it any more, and room for another text size; :meth:`furnish` comes next."""
        self.curtain.picture = None
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

    def _lift(self) -> None:
        """Take the picture away as soon as what it showed stands there itself; until then it takes the keys."""
        if not self.covered():
            return
        if self._stands():
            self._stood += 1
        if self._stood > SETTLED:
            self._draw_aside()
            if self._focus is not None and isValid(self._focus):
                self._focus.setFocus()
            self._go_on()
            return
        front, focus = self.glimpse or self.curtain, self.focusWidget()
        if focus is not front:
            self._focus = focus
            front.setFocus()
        self._covered += LOOK_AGAIN / 1000 if self.desk is not None else 0.0
        QTimer.singleShot(LOOK_AGAIN, self, self._lift)

    def _draw_aside(self) -> None:
        """Qt lets go of the curtain when the window is furnished, but for one with a picture."""
        if isValid(self.curtain):
            self.curtain.hide()

    def find_glimpse(self) -> None:
        """Read the first rows of the ledger looked at last, as they are now."""
        from app.kernel.clock import Clock
        from ui.shell import glimpse

        folder, ledger = self._preferences.folder, str(self._preferences.get("page", ""))
        self.glimpse = glimpse.find(folder, ledger, self._look(), Clock().today(), self)
        if self.glimpse is not None and self.curtain.picture is None:
            self._ground = glimpse.Ground(self.glimpse.sight, self)

    def show_glimpse(self, then: Callable[[], object]) -> None:
        """Show the first rows; ``then`` when they are seen, at once where there are none."""
        if self.glimpse is None:
            then()
            return
        waiting = QTimer(self.glimpse)
        waiting.setSingleShot(True)
        waiting.timeout.connect(then)
        self.glimpse.painted.connect(lambda: waiting.start(0))
        waiting.start(UNSEEN)
        for one in (self._ground, self.glimpse):
            if one is not None:
                one.lay(self.rect())
                one.raise_()
                one.show()
        self.glimpse.setFocus()

    def _go_on(self) -> None:
        """The glimpse gives way to the table itself, which goes on from where somebody was in it."""
        if self.glimpse is None:
            return
        place = self.glimpse.place()
        for one in (self.glimpse, self._ground):
            if one is not None:
                one.hide()
                one.deleteLater()
        self.glimpse = self._ground = None
        go_on = getattr(self.frame.pages.get(self.frame.in_sight()), "go_on", None)
        if place is not None and go_on is not None:
            go_on(place)

    def _note_sight(self) -> None:
        """Write down what a ledger in sight shows first, for the next start, however this one ends."""
        if self._furnished is None or self.covered():
            return
        glimpse = getattr(self.frame.pages.get(self.frame.in_sight()), "glimpse", None)
        sight = glimpse(self._look()) if glimpse is not None else None
        if sight is not None and sight != self._noted:
            from ui.shell import glimpse as kept

            kept.keep(self._preferences.folder, sight)
            self._noted = sight

    def _stands(self) -> bool:
        frame = self.frame
        page = frame.pages.get(frame.in_sight())
        if page is None:
            return frame.stack.currentIndex() > 0  # a refusal, a rescue, the first questions
        stands = getattr(page, "stands", None)
        ready = stands() if stands is not None else frame.desk is None or not frame.desk.worker.busy()
        return bool(ready) or self._covered > PATIENCE

    def covered(self) -> bool:
        """Does the picture of the last time, or a first glimpse of the rows, still stand in front of the pages?"""
        return self.glimpse is not None or (self.curtain.picture is not None and not self.curtain.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture fits one size only; the glimpse any."""
        super().resizeEvent(event)
        if self.furnished:
            self._draw_aside()
        for one in (self._ground, self.glimpse):
            if one is not None:
                one.lay(self.rect())

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
        self.frame.stack.currentChanged.connect(lambda _at: QTimer.singleShot(TURNED, self, self._note_sight))
        self.frame.welcome(desk, entries)
        self._noting.start()

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
        self._note_sight()
        self._preferences.save()
        self._leave_picture()
        while self._before_close:
            self._before_close.pop(0)()
        if self._at_last:
            self._see_off()
        super().closeEvent(event)

    def _leave_picture(self) -> None:
        """For the next start; written when the store is closed. A ledger opens with its first view, whatever it shows now."""
        page = self._furnished.pages.get(self._furnished.in_sight()) if self._furnished is not None else None
        at_first = getattr(page, "at_first", None)
        if (
            self.desk is None
            or self._furnished is None
            or page is None
            or self.isMinimized()
            or (at_first is not None and not at_first())
        ):
            self._at_last.append(partial(as_left.forget, self._preferences.folder))
            return
        from ui.shell.look import look

        if (focus := self.focusWidget()) is not None:
            focus.clearFocus()  # a picture takes no keys and should not look as if it did
        picture = self._furnished.grab().toImage()
        as_left.note_on(
            picture, self.desk.workspace.clock.now(), look().colour("text"), look().colour("surface")
        )
        self._at_last.append(partial(as_left.keep, self._preferences.folder, picture, self._look()))

    def _look(self) -> str:
        """What a picture must have been taken in to be shown: the look and text size that are chosen."""
        return f"{self._preferences.get('theme', LIGHT.name)} {self._preferences.get('text_scale', 100)}"

    def _see_off(self) -> None:
        from app.faults import log_folder
        from ui.shell.leaving import see_off

        acts, self._at_last = self._at_last, []
        self._leaving = True
        try:
            see_off(self, acts, log_folder(self._preferences.folder))
        finally:
            self._leaving = False
