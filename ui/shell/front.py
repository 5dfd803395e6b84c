"""What stands before the pages while they are made: the outline, the window as it was left, the first rows of a ledger."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.shell import as_left
from ui.shell.curtain import Curtain
from ui.shell.tokens import LIGHT, THEMES

if TYPE_CHECKING:
    from ui.shell.frame import Frame
    from ui.shell.glimpse import Glimpse, Ground, Reading, Sight
    from ui.shell.preferences import Preferences
    from ui.shell.window import MainWindow

PATIENCE = 4.0  # seconds it may cover a page that takes long to read
LOOK_AGAIN = 25  # ms between two looks whether the page stands
SETTLED = 3  # looks for the layout to come to rest
AT_ONCE = 0.15  # seconds everything waits for the first rows; a cold disk brings them later
UNSEEN = 500  # ms for them to be painted: a window nobody sees is not painted, and opens all the same
TURNED = 700  # ms for a page that was turned to, to show what it opens with
NOTED = 4000  # ms between two looks at what would be seen first next time


class Front(QObject):
    """In front of ``window`` until its page stands. It takes the keys meanwhile."""

    def __init__(self, window: MainWindow, preferences: Preferences, scale: float) -> None:
        super().__init__(window)
        self._window, self._preferences = window, preferences
        tokens = THEMES.get(str(preferences.get("theme", "")), LIGHT)
        find = partial(as_left.find, preferences.folder)
        self.curtain = Curtain(scale, tokens, lambda size, ratio: find(size, ratio, self._look()))
        self.glimpse: Glimpse | None = None
        self._ground: Ground | None = None
        self._reading: Reading | None = None
        self._noted: Sight | None = None
        self._covered = 0.0  # seconds since the workspace was opened behind it
        self._stood = 0
        self._focus: QWidget | None = None  # what has the keyboard behind it
        self._lifting, self._late, self._noting = (QTimer(self) for _ in range(3))
        self._lifting.setInterval(LOOK_AGAIN)
        self._lifting.timeout.connect(self._lift)
        self._late.setInterval(LOOK_AGAIN)
        self._late.timeout.connect(self._arrive_late)
        self._noting.setInterval(NOTED)
        self._noting.timeout.connect(self.note)

    def find(self) -> None:
        """Begin to read the first rows of the ledger looked at last, as they are now."""
        from app.kernel.clock import Clock
        from ui.shell import glimpse

        ledger = str(self._preferences.get("page", ""))
        self._reading = glimpse.begin(self._preferences.folder, ledger, self._look(), Clock().today())
        if self._reading is not None and self._reading.done(AT_ONCE):
            self._put_up()

    def show(self, then: Callable[[], object]) -> None:
        """Show the first rows; ``then`` when they are seen, at once where they are not there (yet)."""
        if self.glimpse is None:
            if self._reading is not None:
                self._late.start()
            then()
            return
        waiting = QTimer(self.glimpse)
        waiting.setSingleShot(True)
        waiting.timeout.connect(then)
        self.glimpse.painted.connect(lambda: waiting.start(0))
        waiting.start(UNSEEN)
        self._lay()
        self.glimpse.setFocus()

    def cover(self, frame: Frame) -> None:
        """The window is furnished: stay in front of what is made behind."""
        if self.curtain.picture is not None:
            from PySide6.QtCore import Qt

            self.curtain.setParent(self._window)
            self.curtain.setCursor(Qt.CursorShape.BusyCursor)
            self.curtain.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.curtain.setGeometry(self._window.rect())
            self.curtain.show()
            self.curtain.raise_()
        self._lay()
        if self.covered():
            self._lifting.start()
        frame.stack.currentChanged.connect(lambda _at: QTimer.singleShot(TURNED, self, self.note))
        self._noting.start()

    def fit(self) -> None:
        """The window has another size: the picture fits one only, the rows any."""
        if self._window.furnished:
            self._draw_aside()
        self._lay()

    def covered(self) -> bool:
        """Does the picture of the last time, or a first glimpse of the rows, still stand in front of the pages?"""
        return self.glimpse is not None or (self.curtain.picture is not None and not self.curtain.isHidden())

    def note(self) -> None:
        """Write down what a ledger in sight shows first, for the next start, however this one ends."""
        if not self._window.furnished or self.covered():
            return
        glimpse = getattr(self._page(), "glimpse", None)
        sight = glimpse(self._look()) if glimpse is not None else None
        if sight is not None and sight != self._noted:
            from ui.shell.glimpse import keep

            keep(self._preferences.folder, sight)
            self._noted = sight

    def leave(self) -> Callable[[], object]:
        """The window closes: what is to be done for the next start once the store is closed."""
        self.note()
        window, folder = self._window, self._preferences.folder
        page = self._page() if window.furnished else None
        at_first = getattr(
            page, "at_first", None
        )  # a ledger opens with its first view, whatever it shows now
        other = at_first is not None and not at_first()
        if window.desk is None or page is None or window.isMinimized() or other:
            return partial(as_left.forget, folder)
        from ui.shell.look import look

        if (focus := window.focusWidget()) is not None:
            focus.clearFocus()  # a picture takes no keys and should not look as if it did
        picture, here = window.frame.grab().toImage(), look()
        as_left.note_on(
            picture, window.desk.workspace.clock.now(), here.colour("text"), here.colour("surface")
        )
        return partial(as_left.keep, folder, picture, self._look())

    def _look(self) -> str:
        """What it must have been taken in to be shown: the look and text size that are chosen."""
        return f"{self._preferences.get('theme', LIGHT.name)} {self._preferences.get('text_scale', 100)}"

    def _page(self) -> QWidget | None:
        frame = self._window.frame
        return frame.pages.get(frame.in_sight())

    def _put_up(self) -> None:
        reading, self._reading = self._reading, None
        self.glimpse = reading.table(self._window) if reading is not None else None
        if self.glimpse is not None and self.curtain.picture is None:
            from ui.shell.glimpse import Ground

            self._ground = Ground(self.glimpse.sight, self._window)

    def _arrive_late(self) -> None:
        """The disk has brought the rows after all, or the page was quicker."""
        if self._reading is None or self._stands():
            self._late.stop()
            if self._reading is not None:
                self._reading.stop()
        elif self._reading.done():
            self._late.stop()
            self._put_up()
            self._lay()
            self._lifting.start()

    def _lay(self) -> None:
        for one in (self._ground, self.glimpse):
            if one is not None:
                one.lay(self._window.rect())
                one.raise_()
                one.show()

    def _lift(self) -> None:
        """Go as soon as what was shown stands there itself."""
        if not self.covered():
            self._lifting.stop()
            return
        if self._stands():
            self._stood += 1
        if self._stood > SETTLED:
            self._lifting.stop()
            self._draw_aside()
            if self._focus is not None and isValid(self._focus):
                self._focus.setFocus()
            self._go_on()
            return
        front, focus = self.glimpse or self.curtain, self._window.focusWidget()
        if focus is not front:
            self._focus = focus
            front.setFocus()
        self._covered += LOOK_AGAIN / 1000 if self._window.desk is not None else 0.0

    def _stands(self) -> bool:
        if not self._window.furnished:
            return False
        frame, page = self._window.frame, self._page()
        if page is None:
            return frame.stack.currentIndex() > 0  # a refusal, a rescue, the first questions
        stands = getattr(page, "stands", None)
        ready = stands() if stands is not None else frame.desk is None or not frame.desk.worker.busy()
        return bool(ready) or self._covered > PATIENCE

    def _draw_aside(self) -> None:
        """Qt lets go of the curtain when the window is furnished, but for one with a picture."""
        if isValid(self.curtain):
            self.curtain.hide()

    def _go_on(self) -> None:
        """The rows give way to the table itself, which goes on from where somebody was in them."""
        if self.glimpse is None:
            return
        place = self.glimpse.place()
        for one in (self.glimpse, self._ground):
            if one is not None:
                one.hide()
                one.deleteLater()
        self.glimpse = self._ground = None
        go_on = getattr(self._page(), "go_on", None)
        if place is not None and go_on is not None:
            go_on(place)
