"""What happens once the workspace is open: who is at the desk, dropped files, and the first questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.shell.desk import Desk

if TYPE_CHECKING:
    from app.bootstrap import Workspace
    from app.faults import Ended
    from app.overview.keeping import Damaged
    from ui.shell.preferences import Preferences
    from ui.shell.window import MainWindow
    from ui.shell.worker import Worker


ARRIVED = "arrived"
"""The property of a window that was made anew: what is told once its data is open."""


def sign(workspace: Workspace, preferences: Preferences) -> None:
    """The name the journal is signed with, before any page asks how that person likes it."""
    who = preferences.get("who")
    if isinstance(who, str) and who:
        workspace.store.who = who


def settle_in(window: MainWindow, desk: Desk) -> None:
    """Tell who is at the desk, take dropped files, and ask for the office's name where it has none."""
    from ui.imports.entrance import accept_drops

    if desk.preferences.get("who"):
        desk.changes.signed.emit(desk.workspace.store.who)
    accept_drops(desk, window)
    if nameless(desk):
        from ui.start.first_start import FirstStart

        page = FirstStart(desk)
        page.named.connect(lambda name: _go_on(window, name))
        window.frame.stand_in(page)
        page.setFocus()
    else:
        show_round(window)
    if told := window.property(ARRIVED):
        from ui.shell.notices import toast

        toast(window, str(told), seconds=12)


def show_round(window: MainWindow) -> None:
    """The tour of a sample office, where there is somebody to see it."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QGuiApplication

    from ui.shell.tour import offer_tour

    if QGuiApplication.platformName() not in ("offscreen", "minimal"):
        QTimer.singleShot(600, window, lambda: offer_tour(window))


def tell_how_it_ended(window: MainWindow, ended: Ended) -> None:
    """One line at the foot: the last session broke off, its number, and the way to the log."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    from ui.shell.notices import toast

    def show_log() -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(ended.log.parent)))

    toast(window, ended.sentence, "打开日志文件夹", show_log, seconds=20)


def rescue(window: MainWindow, worker: Worker, damage: Damaged, again: Callable[[], object]) -> None:
    """The data cannot be used: offer the backups, then open what was restored."""
    from app.overview.keeping import backups
    from ui.start.rescue_page import RescuePage

    page = RescuePage(worker, damage.folder, str(damage), backups(damage.folder))

    page.restored.connect(again)
    window.frame.stand_in(page)


def nameless(desk: Desk) -> bool:
    """No name yet, and nothing in the ledgers: the very first start."""
    from app.ledgers import browse
    from app.masterdata.settings import UNNAMED, read_office

    here = desk.workspace
    with here.store.read() as connection:
        name = read_office(connection).name
    return name == UNNAMED and not any(
        browse.count(here.store, feature) for feature in here.catalogue.values()
    )


def _go_on(window: MainWindow, name: str) -> None:
    """The office is named: to the first page."""
    frame = window.frame
    window.name_office(name)
    if window.desk is not None:
        window.desk.changes.signed.emit(window.desk.workspace.store.who)
    frame.show_first()
    show_round(window)
