"""F1 inside a dialog: the fitting page of the manual in a window of its own, beside what is being filled in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.widgets import button, column, row, words
from ui.shell.window import MainWindow

if TYPE_CHECKING:
    from app.overview.manual import Article

WIDTH, HEIGHT = 560, 560


def offer_help(dialog: QDialog, desk: Desk | None, page: str = "") -> None:
    """F1 in ``dialog`` opens ``page`` of the manual: the name of an article or of a screen.

    Without ``desk`` the one of the window behind it is taken, without ``page`` the page in sight there.
    Ctrl+/ opens the list of keys.
    """
    QShortcut(QKeySequence("F1"), dialog).activated.connect(partial(open_help, dialog, desk, page))
    QShortcut(QKeySequence("Ctrl+/"), dialog).activated.connect(partial(_show_keys, dialog))


def _show_keys(dialog: QDialog) -> None:
    from ui.shell.key_list import KeyList

    KeyList(dialog).open()


def _behind(dialog: QWidget) -> tuple[Desk | None, str]:
    """The desk of the page or window behind a dialog, and the page in sight there."""
    over = dialog.parentWidget()
    while over is not None:
        desk = getattr(over, "desk", None)
        if isinstance(desk, Desk) and not isinstance(over, MainWindow):
            return desk, str(getattr(over, "name", ""))
        over = over.parentWidget()
    for one in QApplication.topLevelWidgets():
        if isinstance(one, MainWindow) and one.desk is not None:
            return one.desk, one.frame.in_sight()
    return None, ""


def open_help(dialog: QWidget, desk: Desk | None, page: str) -> HelpWindow | None:
    """The window over ``dialog``; a second F1 brings the same one forward."""
    over, sight = _behind(dialog)
    desk, page = desk or over, page or sight
    if desk is None:
        return None
    found = dialog.findChild(HelpWindow)
    if found is None:
        from ui.manual.contents import all_articles

        found = HelpWindow(dialog, all_articles(desk.workspace))
        found.lie_over(dialog)
    found.show_page(page)
    found.show()
    found.raise_()
    found.activateWindow()
    return found


class HelpWindow(QDialog):
    """One page at a time, with links to the others; Esc closes it and the dialog below goes on."""

    def __init__(self, over: QWidget, found: list[Article]) -> None:
        super().__init__(over)
        from ui.manual.reader import Reader

        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("ground", "surface")
        self._found, self.shown = found, ""
        self._past: list[str] = []
        here = look()
        self.text = Reader()
        self.text.anchorClicked.connect(self._follow)
        self.back = button("后退", "arrow-left", "quiet", small=True, on_click=self.go_back)
        leave = button("关闭", on_click=self.close)
        body = column(
            self.text,
            row(self.back, words("Esc 关闭，接着填写", "hint"), None, leave),
            gap=here.px(10),
        )
        body.setStretch(0, 1)
        body.setContentsMargins(here.px(20), here.px(16), here.px(20), here.px(14))
        self.setLayout(body)
        for keys, act in (("F1", self.close), ("Alt+Left", self.go_back)):
            self._key(keys, act)

    def lie_over(self, dialog: QWidget) -> None:
        """At the right edge of the dialog, inside the screen."""
        here, room = look(), dialog.screen().availableGeometry()
        self.resize(min(here.px(WIDTH), room.width() - 80), min(here.px(HEIGHT), room.height() - 80))
        at = dialog.mapToGlobal(QPoint(dialog.width() - self.width() // 3, here.px(24)))
        left = min(max(room.left(), at.x()), room.right() - self.width())
        top = min(max(room.top(), at.y()), room.bottom() - self.height() - here.px(32))
        self.move(left, top)

    def show_page(self, page: str) -> None:
        """An article by its name, else the one for a screen."""
        from app.overview.manual import helping

        article = next((one for one in self._found if one.name == page), None) or helping(self._found, page)
        if article is None or article.name == self.shown:
            return
        if self.shown:
            self._past.append(self.shown)
        self._show(article)

    def go_back(self) -> None:
        """To the page before."""
        if self._past:
            name = self._past.pop()
            self._show(next(one for one in self._found if one.name == name))

    def _show(self, article: Article) -> None:
        self.shown = article.name
        self.setWindowTitle(f"手册：{article.title}")
        self.setAccessibleName(self.windowTitle())
        self.text.show_article(article)
        self.back.setVisible(bool(self._past))

    def _follow(self, url: QUrl) -> None:
        """Links to other pages of the manual; screens cannot be gone to while a dialog is open."""
        if url.scheme() == "manual":
            self.show_page(url.path() or url.host())

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        made = QShortcut(QKeySequence(keys), self)
        made.activated.connect(act)
