"""The search of everything in the top bar (Ctrl+K). Typing asks; arrows choose; Enter goes; Esc leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from app.overview.search import Hit
from ui.forms.line import Line
from ui.shell.desk import Desk
from ui.shell.icons import icon
from ui.shell.look import look
from ui.shell.marks import marks
from ui.shell.palette import Palette
from ui.shell.worker import Control

if TYPE_CHECKING:
    from app.overview.manual import Article
    from app.overview.search import Section, Way
    from ui.pages.registry import PageEntry

DELAY = 150
RECENT_SHOWN = 8


class SearchBox(Line):
    """The box, and the sheet below it. With nothing typed the sheet shows favourites and what was opened last."""

    def __init__(self, desk: Desk, window: QWidget, entries: Sequence[PageEntry] = ()) -> None:
        super().__init__()
        self._desk, self._entries = desk, entries
        self._ways: list[Way] | None = None
        self._articles: list[Article] | None = None
        self._control: Control | None = None
        self._then: Callable[[], object] | None = None
        self._came: QWidget | None = None
        here = look()
        self.setPlaceholderText("搜索记录、页面、手册…   Ctrl+K")
        self.setAccessibleName("搜索所有台账、页面和手册")
        self.setClearButtonEnabled(True)
        self.setFixedWidth(here.px(320))
        self.addAction(QAction(icon("search"), "", self), QLineEdit.ActionPosition.LeadingPosition)
        self.palette_ = Palette(window)
        self.palette_.taken.connect(self._go)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self._ask)
        self.textChanged.connect(lambda _text: self._changed())
        QShortcut(QKeySequence("Ctrl+K"), window, activated=self.begin)  # type: ignore[call-overload]
        self.installEventFilter(self)

    def begin(self) -> None:
        """Ctrl+K: into the box, with what is at hand below it; Esc leads back to where the keyboard was."""
        now = QApplication.focusWidget()
        if now is not self:
            self._came = now
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._ask()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click shows what is at hand, too."""
        super().mousePressEvent(event)
        if not self.palette_.isVisible():
            self._ask()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter are the sheet's; a composition of the input method is never touched."""
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(150, self, self._left)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._pressed(event):
            return True
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        if self.composing:
            return False
        key, sheet = event.key(), self.palette_
        if key == Qt.Key.Key_Escape:
            sheet.hide()
            self.clear()
            self._timer.stop()
            came, self._came = self._came, None
            if came is not None and isValid(came) and came.isVisible():
                came.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not sheet.isVisible():
            self._ask()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (sheet.isVisible() or self.text().strip()):
            whole = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            act = self._list_all if whole else self._take_current
            if self._timer.isActive() or self._control is not None:
                self._then = act  # the answer to what was typed last is still under way
            else:
                act()
            return True
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            sheet.step(1 if key == Qt.Key.Key_Down else -1)
            return True
        return False

    def _take_current(self) -> None:
        self._go(self.palette_.current)

    def _left(self) -> None:
        """The keyboard has gone elsewhere."""
        if not self.hasFocus():
            self.palette_.hide()

    def _changed(self) -> None:
        self._then = None
        self._timer.start()

    def _ask(self) -> None:
        self._timer.stop()
        if self._control is not None:
            self._control.cancel()
        text, space = self.text().strip(), self._desk.workspace
        mine = marks(self._desk)
        favourites = mine.favourites()
        recent = [one for one in mine.recent() if one not in favourites][:RECENT_SHOWN]
        known = self._known_ways() if text else []

        def job(control: Control) -> list[Section]:
            from app.overview.search import Section, marked, search

            if text:
                return search(
                    space.store, space.catalogue, text, known, self._known_articles(), control.check
                )
            found = []
            for title, marked_ones in (("收藏", favourites), ("最近打开", recent)):
                hits = tuple(marked(space.store, space.catalogue, marked_ones))
                found += [Section(title, hits, len(hits))] if hits else []
            return found

        self._control = self._desk.worker.run(self, job, self._show, self._failed)

    def _known_ways(self) -> list[Way]:
        if self._ways is None:
            from ui.shell.ways import ways

            self._ways = ways(self._entries, self._desk.workspace.catalogue)
        return self._ways

    def _known_articles(self) -> list[Article]:
        """Called on the worker: the pages are read once."""
        if self._articles is None:
            from ui.manual.contents import all_articles

            self._articles = all_articles(self._desk.workspace)
        return self._articles

    def _show(self, sections: list[Section]) -> None:
        self._control = None
        if not self.hasFocus():
            return
        text = self.text().strip()
        nothing = f"没有找到“{text[:20]}”" if text else "输入一两个字、编号或拼音首字母，如 lcjx"
        self.palette_.show_sections(sections, text, nothing)
        self.palette_.open_below(self)
        then, self._then = self._then, None
        if then is not None and sections:
            then()

    def _failed(self, sentence: str) -> None:
        if sentence:
            self._control = None
            self.palette_.show_sections([], "", sentence)
            self.palette_.open_below(self)

    def _go(self, hit: Hit | None) -> None:
        if not isinstance(hit, Hit):
            return
        self.palette_.hide()
        self.clear()
        self._timer.stop()
        self._desk.go(hit.page, **hit.target)

    def _list_all(self) -> None:
        """The ledger's list under these words."""
        text, ledger = self.text().strip(), self.palette_.ledger
        if text and ledger:
            self._go(Hit("", page=ledger, target={"search": text}))
