"""Who is at the desk: the name at the right of the top bar, and the changing of it where several share a computer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup, QFontMetrics
from PySide6.QtWidgets import QMenu, QWidget

from ui.shell.icons import icon
from ui.shell.look import look
from ui.shell.press import PushButton

if TYPE_CHECKING:
    from ui.shell.desk import Desk

NOBODY = "未署名"
LONGEST, WIDEST = 20, 130


def sign(desk: Desk, name: str, window: QWidget) -> None:
    """From the next entry on the journal carries this name; kept for this computer."""
    from ui.shell.notices import toast

    desk.preferences.put("who", name)
    desk.workspace.store.who = name
    desk.changes.signed.emit(name)
    toast(window, f"以后的操作记在“{name}”名下" if name else "以后的操作不署名")


class PersonButton(PushButton):
    """Hidden until a store is open. Its menu offers those who signed before; one click opens it, one chooses."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "quiet")
        self.setProperty("menu", "true")
        self.known: tuple[str, ...] = ()
        self._desk: Desk | None = None
        made = QMenu(self)
        made.aboutToShow.connect(self._fill)
        self.setMenu(made)
        self.setIcon(icon("user", "text_2"))
        self.name = ""
        self.hide()

    def follow(self, desk: Desk) -> None:
        """The store is open: show who signs in it, and keep up."""
        self._desk = desk
        desk.changes.signed.connect(self.show_name)
        self.show_name(desk.workspace.store.who)
        self._read()

    def show_name(self, name: str) -> None:
        """Say whose name the entries carry."""
        self.name = name
        if name and name not in self.known:
            self.known = (name, *self.known)
        shown = QFontMetrics(self.font()).elidedText(
            name or NOBODY, Qt.TextElideMode.ElideRight, look().px(WIDEST)
        )
        self.setText(" " + shown.replace("&", "&&"))
        self.setAccessibleName(f"经办人：{name or NOBODY}，按下换人")
        now = f"操作记在“{name}”名下。" if name else "操作没有署名。"
        self.setToolTip(f"{now}换人办理时点这里。")
        self.show()

    def _read(self) -> None:
        """Names for the next time the menu is opened; they change seldom."""
        desk = self._desk
        if desk is None:
            return
        store = desk.workspace.store

        def job(_control: object) -> tuple[str, ...]:
            from app.overview.persons import persons

            return persons(store)

        desk.worker.run(self, job, self._take)

    def _take(self, found: tuple[str, ...]) -> None:
        self.known = tuple(dict.fromkeys((*found, *self.known)))

    def _fill(self) -> None:
        made, desk = self.menu(), self._desk
        made.clear()
        if desk is None:
            return
        together = QActionGroup(made)
        for one in self.known:
            act = made.addAction(one.replace("&", "&&"), partial(sign, desk, one, self.window()))
            act.setCheckable(True)
            act.setChecked(one == self.name)
            together.addAction(act)
        if self.known:
            made.addSeparator()
        made.addAction("另一位…", self._ask)
        made.addAction("显示与经办人设置", partial(desk.go, "settings", section="display"))
        self._read()

    def _ask(self) -> None:
        from ui.shell.asking import ask_line

        name = ask_line(self.window(), "换经办人", "以后的操作记在谁的名下：", longest=LONGEST)
        if name and self._desk is not None:
            sign(self._desk, name, self.window())
