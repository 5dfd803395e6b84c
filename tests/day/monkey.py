"""A monkey at the keyboard and the mouse of a sample office: ``python -m tests.day.monkey FOLDER --seed 1 --events 20000``.

It presses, types, composes, clicks, drags, turns the wheel and the pages, without knowing what it does. It ends with 0
where it came through without a fault and the office is sound. Files, printers and other programs are kept out of reach.
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import random
import resource
import sys
import time
import traceback
from collections import Counter, deque
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import (
    QMessageLogContext,
    QMimeData,
    QPoint,
    QPointF,
    Qt,
    QTimer,
    QtMsgType,
    QUrl,
    qInstallMessageHandler,
)
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QMenu,
    QMessageBox,
    QRadioButton,
    QWidget,
)

from app.bootstrap import Workspace, close_workspace, open_workspace
from app.faults import LOG, log_folder
from app.kernel.clock import stopped_clock
from app.overview.verify import verify
from app.sample_office import fill
from tests.day.surroundings import files_about, keep_in
from ui.pages.settings_page import SettingsPage
from ui.settings.display import DisplaySection
from ui.shell.start import bare_application, open_window
from ui.shell.window import MainWindow

MOMENT = datetime(2023, 6, 30, 9, 30)
HELD = Qt.KeyboardModifier
NONE, CTRL, SHIFT, ALT = HELD.NoModifier, HELD.ControlModifier, HELD.ShiftModifier, HELD.AltModifier
NAMES = """
Tab Backtab Return Enter Escape Space Backspace Delete Insert Home End PageUp PageDown Left Right Up Down Left Right Up
Down F1 F2 F4 F5 Slash Semicolon Apostrophe Plus Minus A B C D E F J K M N P R S V X Y Z 0 1 5
"""
KEYS = [getattr(Qt.Key, f"Key_{name}") for name in NAMES.split()]
WORDS = (
    *(
        "通道堵塞",
        "灭火器过期",
        "济南",
        "lcjx",
        "1.2万",
        "2023-6-5",
        "今天",
        "+3",
        "6月",
        "一般",
        "#N/A",
        "〇",
    ),
    *(
        "-",
        "99999999999999999999",
        "é́",
        "𠮷",
        "a\u202eb",
        "x" * 300,
        "%_'\"\\",
        "张某、李某",
        "0.1.2",
        "\u3000",
    ),
)
BLOCKS = (
    "2023-6-1\t120\n不知道\t很多\n",
    "通道堵塞",
    '"一行\n两行"\t甲\t\t乙\n' * 3,
    "\t\n\t\t\n",
    "甲\n乙\n丙\n" * 40,
    "",
)
DEEPEST = 4
STAY = 90  # events on a page, about; fewer where there are few in all
PATIENCE = 120  # seconds without an end of a single act: it hangs


class Monkey:
    """Each step asks for the next one first: what opens a dialog and waits for it does not end the game."""

    def __init__(self, folder: Path, seed: int, events: int) -> None:
        self.folder, self.left = folder, events
        self.usual = min(STAY, max(events // 30, 10))
        self.to_see: list[str] = []
        self.files: list[str] = []
        self.over: QWidget | None = None  # the dialog or popup last seen in front
        self.chance = random.Random(seed)
        self.depth = self.stay = self.closing = 0
        self.lately: deque[str] = deque(maxlen=60)
        self.done: Counter[str] = Counter()
        self.pages: Counter[str] = Counter()
        self.windows: Counter[str] = Counter()
        self.acts: tuple[tuple[int, Callable[[], None]], ...] = (
            (26, self.press),
            (14, self.say),
            (6, self.compose),
            (22, self.click),
            (10, self.push),
            (3, self.double),
            (4, self.right),
            (6, self.turn),
            (3, self.drag),
            (2, self.copy),
            (1, self.resize),
            (1, self.drop),
            (1, self.dress),
            (3, self.dismiss),
        )

    # -- the game -------------------------------------------------------------------------------------------

    def step(self) -> None:
        """One event, and a promise of the next."""
        QTimer.singleShot(self.chance.choice((0, 0, 0, 1, 3)), self.step)
        window = self.window()
        if window is None or window.desk is None or self.depth > 40:
            return
        faulthandler.dump_traceback_later(PATIENCE, exit=True)
        if self.left <= 0:
            self.leave(window)
            return
        self.left -= 1
        self.depth += 1
        try:
            self.act(window)
        except (
            RuntimeError
        ) as gone:  # the widget went between being found and being pressed: the monkey's own affair
            if traceback.extract_tb(gone.__traceback__)[-1].filename != __file__:
                raise
        finally:
            self.depth -= 1

    def act(self, window: MainWindow) -> None:
        """Whatever comes to its mind."""
        modal = QApplication.activeModalWidget()
        self.see(QApplication.activePopupWidget() or modal)
        self.stay -= 1
        if modal is None and self.stay <= 0:
            self.stay = self.chance.randint(self.usual // 2, self.usual * 3 // 2)
            page = self.next_page()
            self.note(f"page {page}")
            self.pages[page] += 1
            window.activateWindow()
            window.show_page(page)
            return
        if modal is not None and (self.depth > DEEPEST or self.chance.random() < 0.02):
            self.shut(modal)
            return
        acts = [act for weight, act in self.acts for _ in range(weight)]
        self.chance.choice(acts)()

    def next_page(self) -> str:
        """All of them before one comes again."""
        if not self.to_see:
            self.to_see = sorted(entry.name for entry in self.every)
            self.chance.shuffle(self.to_see)
        return self.to_see.pop()

    def leave(self, window: MainWindow) -> None:
        """Put everything away and close the window."""
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if popup is not None:
            popup.close()
        elif modal is not None:
            self.shut(modal)
        elif not self.closing:
            self.closing += 1
            window.close()
            self.closing -= 1

    @property
    def every(self) -> Any:
        """The pages there are."""
        from ui.pages.registry import entries

        window = self.window()
        assert window is not None
        assert window.desk is not None
        return entries(window.desk.workspace.catalogue)

    def window(self) -> MainWindow | None:
        """The main window; another one after the text size was changed."""
        return next(
            (
                one
                for one in QApplication.topLevelWidgets()
                if isinstance(one, MainWindow) and one.isVisible()
            ),
            None,
        )

    def see(self, over: QWidget | None) -> None:
        """Which dialogs and popups it came to."""
        if over is not None and over is not self.over:
            self.windows[type(over).__name__] += 1
        self.over = over

    def note(self, said: str) -> None:
        """What it did, to be told if something breaks."""
        self.done[said.partition(" ")[0]] += 1
        self.lately.append(f"{self.left} [{self.depth}] {said}")

    # -- where ----------------------------------------------------------------------------------------------

    def ground(self) -> QWidget | None:
        """What takes the mouse: a popup before a dialog before the window, or one of the others beside it."""
        popup = QApplication.activePopupWidget()
        if popup is not None and (isinstance(popup, QMenu) or self.chance.random() < 0.9):
            return popup
        modal = QApplication.activeModalWidget()
        if modal is not None:
            return modal
        free = [
            one
            for one in QApplication.topLevelWidgets()
            if one.isVisible() and isinstance(one, QDialog) and not one.isModal()
        ]
        return self.chance.choice(free) if free and self.chance.random() < 0.5 else self.window()

    def spot(self) -> tuple[QWidget, QPoint] | None:
        """A place to click: anywhere, or in the middle of some control."""
        ground = self.ground()
        if ground is None or not ground.isVisible():
            return None
        at = QPoint(
            self.chance.randrange(max(1, ground.width())), self.chance.randrange(max(1, ground.height()))
        )
        if self.chance.random() < 0.45:
            controls = [
                one
                for one in ground.findChildren(QWidget)
                if one.focusPolicy() != Qt.FocusPolicy.NoFocus and one.isVisible() and one.isEnabled()
            ]
            if controls:
                one = self.chance.choice(controls)
                at = one.mapTo(ground, one.rect().center())
        under = ground.childAt(at) or ground
        return (under, under.mapFrom(ground, at)) if alive(under) and under.isEnabled() else None

    def focus(self) -> QWidget | None:
        """What takes the keys. A window behind a dialog gets none, even where the dialog came up just now."""
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        at = QApplication.focusWidget()
        if at is None or (modal is not None and at.window() is not modal):
            at = modal or self.window()
        return popup or at

    def held(self) -> Qt.KeyboardModifier:
        """Mostly nothing is held down."""
        return self.chance.choice((NONE, NONE, NONE, NONE, CTRL, CTRL, SHIFT, ALT, CTRL | SHIFT))

    # -- what -----------------------------------------------------------------------------------------------

    def press(self) -> None:
        """A key, perhaps with others held."""
        at, key, held = self.focus(), self.chance.choice(KEYS), self.held()
        if at is not None:
            self.note(f"press {held.value:x}+{key.name} in {named(at)}")
            QTest.keyClick(at, key, held)

    def say(self) -> None:
        """Letters by keys; Chinese as an input method hands it over."""
        at, said = self.focus(), self.chance.choice((*WORDS, *("abc", "3", "x", "6.5", " ")))
        if at is None:
            return
        self.note(f"say {said[:12]!r} in {named(at)}")
        if said.isascii() and len(said) < 20:
            QTest.keyClicks(at, said)
        else:
            self.commit(at, said)

    def compose(self) -> None:
        """Composing, now and then without an end."""
        at = self.focus()
        if at is None:
            return
        self.note(f"compose in {named(at)}")
        for shown in ("t", "to", "tong"):
            QApplication.sendEvent(at, QInputMethodEvent(shown, []))
        if self.chance.random() < 0.8:
            self.commit(self.focus(), self.chance.choice(("通", "", "通道")))

    def commit(self, at: QWidget | None, said: str) -> None:
        """What was composed."""
        if at is not None:
            event = QInputMethodEvent()
            event.setCommitString(said)
            QApplication.sendEvent(at, event)

    def click(self) -> None:
        """The left button."""
        if found := self.spot():
            at, place = found
            self.note(f"click {named(at)}")
            QTest.mouseClick(
                at, Qt.MouseButton.LeftButton, self.chance.choice((NONE, NONE, NONE, CTRL, SHIFT)), place
            )

    def push(self) -> None:
        """A button of the page or the dialog in front; in a menu one of its lines."""
        ground = self.ground()
        if isinstance(ground, QMenu):
            lines = [one for one in ground.actions() if one.isEnabled() and not one.isSeparator()]
            if lines:
                line = self.chance.choice(lines)
                self.note(f"push the line {line.text()[:16]}")
                QTest.mouseClick(
                    ground, Qt.MouseButton.LeftButton, NONE, ground.actionGeometry(line).center()
                )
            return
        if isinstance(ground, MainWindow) and ground.desk is not None:
            ground = ground.page(ground.frame.in_sight())
        buttons = [
            one
            for one in (ground.findChildren(QAbstractButton) if ground is not None else ())
            if one.isVisible() and one.isEnabled() and one.width() > 0
        ]
        if buttons:
            one = self.chance.choice(buttons)
            self.note(f"push {one.text()[:16]!r} {named(one)}")
            QTest.mouseClick(one, Qt.MouseButton.LeftButton, NONE, one.rect().center())

    def drop(self) -> None:
        """Files let go over something that takes them."""
        takers = [one for one in QApplication.allWidgets() if one.acceptDrops() and one.isVisible()]
        if not takers or not self.files:
            return
        at, data = self.chance.choice(takers), QMimeData()
        data.setUrls([QUrl.fromLocalFile(self.chance.choice(self.files)) for _ in range(2)])
        self.note(f"drop on {named(at)}")
        place, act = QPointF(at.rect().center()), Qt.DropAction.CopyAction
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        came = QDragEnterEvent(place.toPoint(), act, data, left, none)
        QApplication.sendEvent(at, came)
        if came.isAccepted() and alive(at):
            QApplication.sendEvent(at, QDropEvent(place, act, data, left, none))

    def dress(self) -> None:
        """Other colours or another size of the text."""
        window = self.window()
        busy = QApplication.activeModalWidget() is not None or self.chance.random() < 0.6
        if window is None or window.desk is None or busy:
            return
        self.note("dress")
        window.show_page("settings")
        page = window.page("settings")
        assert isinstance(page, SettingsPage)
        page.open_section("display")
        shown = page.findChild(DisplaySection)
        assert shown is not None
        self.chance.choice(shown.findChildren(QRadioButton)).click()

    def double(self) -> None:
        """Twice."""
        if found := self.spot():
            at, place = found
            self.note(f"double {named(at)}")
            QTest.mouseDClick(at, Qt.MouseButton.LeftButton, NONE, place)

    def right(self) -> None:
        """The right button, and what Qt makes of it."""
        if found := self.spot():
            from PySide6.QtGui import QContextMenuEvent

            at, place = found
            self.note(f"right {named(at)}")
            QTest.mouseClick(at, Qt.MouseButton.RightButton, NONE, place)
            why = QContextMenuEvent.Reason.Mouse
            QApplication.sendEvent(at, QContextMenuEvent(why, place, at.mapToGlobal(place)))

    def turn(self) -> None:
        """The wheel."""
        if found := self.spot():
            at, place = found
            self.note(f"turn {named(at)}")
            by = QPoint(0, self.chance.choice((-120, 120, -480, 480)))
            QApplication.sendEvent(
                at,
                QWheelEvent(
                    QPointF(place),
                    QPointF(at.mapToGlobal(place)),
                    QPoint(),
                    by,
                    Qt.MouseButton.NoButton,
                    self.chance.choice((NONE, NONE, SHIFT, CTRL)),
                    Qt.ScrollPhase.NoScrollPhase,
                    False,
                ),
            )

    def drag(self) -> None:
        """Pressed, moved about, let go."""
        if found := self.spot():
            at, place = found
            self.note(f"drag {named(at)}")
            QTest.mousePress(at, Qt.MouseButton.LeftButton, NONE, place)
            for _ in range(self.chance.randint(1, 4)):
                place += QPoint(self.chance.randint(-120, 120), self.chance.randint(-60, 60))
                if alive(at):
                    QTest.mouseMove(at, place)
            if alive(at):
                QTest.mouseRelease(at, Qt.MouseButton.LeftButton, NONE, place)

    def copy(self) -> None:
        """Something of another program's comes to the clipboard."""
        self.note("copy")
        clipboard = QGuiApplication.clipboard()
        if self.chance.random() < 0.15:
            clipboard.setImage(QImage(320, 240, QImage.Format.Format_RGB32))
        else:
            clipboard.setText(self.chance.choice(BLOCKS))

    def resize(self) -> None:
        """A smaller or a larger window."""
        if window := self.window():
            self.note("resize")
            window.resize(self.chance.randint(700, 1900), self.chance.randint(480, 1200))

    def dismiss(self) -> None:
        """Esc."""
        if at := self.focus():
            self.note(f"dismiss {named(at)}")
            QTest.keyClick(at, Qt.Key.Key_Escape)

    def shut(self, modal: QWidget) -> None:
        """Leave a dialog one way or the other."""
        self.note(f"shut {type(modal).__name__} {modal.windowTitle()}")
        if isinstance(modal, QMessageBox) and modal.buttons():
            self.chance.choice(modal.buttons()).click()
        elif isinstance(modal, QDialog):
            modal.reject()
        else:
            modal.close()


def alive(widget: QWidget) -> bool:
    """Has Qt not deleted it meanwhile?"""
    from shiboken6 import isValid

    return isValid(widget)


def named(widget: QWidget) -> str:
    """For the list of what was done."""
    return f"{type(widget).__name__} “{widget.accessibleName()[:16]}” of {type(widget.window()).__name__}"


def opener(folder: Path) -> Workspace:
    """The office on its own day."""
    return open_workspace(folder, stopped_clock(MOMENT), "张某")


def main() -> int:
    """0: nothing broke."""
    asked = argparse.ArgumentParser()
    asked.add_argument("folder", type=Path)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--events", type=int, default=20_000)
    asked.add_argument("--files", type=Path, nargs="*", default=[])
    given = asked.parse_args()
    faulthandler.enable()
    faulthandler.dump_traceback_later(PATIENCE, exit=True)
    folder: Path = given.folder
    if not folder.exists():
        made = open_workspace(folder, stopped_clock(MOMENT))
        fill(made)
        close_workspace(made, with_backup=False)
    said: Counter[str] = Counter()

    def heard(kind: QtMsgType, _where: QMessageLogContext, text: str | None) -> None:
        said[f"{kind.name}: {text}"] += 1

    qInstallMessageHandler(heard)
    app = bare_application()
    monkey = Monkey(folder, given.seed, given.events)
    monkey.files = files_about(folder.parent / "files") + [str(one) for one in given.files]
    keep_in(folder, monkey.chance, monkey.files)
    begun = time.monotonic()
    open_window(folder, opener)
    QTimer.singleShot(0, monkey.step)
    app.exec()
    spent = time.monotonic() - begun
    faulthandler.cancel_dump_traceback_later()
    QGuiApplication.clipboard().clear()  # without a screen it outlives Python, and falls over what Python made
    return judge(monkey, said, spent)


def judge(monkey: Monkey, said: Counter[str], spent: float) -> int:
    """What it did, what was said, and whether the office is sound."""
    print(f"{sum(monkey.done.values())} events in {spent:.0f} s:", dict(monkey.done))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print("pages:", dict(monkey.pages))
    print("dialogs and popups:", dict(monkey.windows))
    for text, times in said.most_common(20):
        print(f"  Qt said {times} times: {text[:300]}")
    log = log_folder(monkey.folder) / LOG
    faults = log.read_text(encoding="utf-8") if log.exists() else ""
    if monkey.left > 0:
        faults += f"The window was closed with {monkey.left} events to come."
    office = open_workspace(monkey.folder, stopped_clock(MOMENT))
    found = verify(office.store)
    close_workspace(office, with_backup=False)
    faults += "\n".join(one.sentence for one in found if not one.good)
    print("\n".join(one.sentence for one in found))
    if faults:
        print("\n".join(monkey.lately))
        print(faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
