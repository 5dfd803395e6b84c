"""The window made anew: closed and opened on restored data, or furnished again for another text size."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.bootstrap import Workspace, open_workspace
from app.overview import keeping
from ui.pages.registry import entries
from ui.shell import theme
from ui.shell.notices import Toast
from ui.shell.preferences import Preferences
from ui.shell.start import open_window, text_scale
from ui.shell.window import MainWindow
from ui.start.arrival import ARRIVED


@dataclass(frozen=True)
class _Held:
    """Keeps the new window from being collected; belongs to the application."""

    window: MainWindow


def reopen(
    window: MainWindow,
    folder: Path,
    between: Callable[[], object] | None = None,
    opener: Callable[[Path], Workspace] | None = None,
) -> MainWindow | None:
    """Close the window and open a new one. ``between`` runs off the screen's thread while no store is open.

    None where a page objected to closing.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return None

    def open_again(place: Path) -> Workspace:
        if between is not None:
            between()
        return (opener or open_workspace)(place)

    quits = app.quitOnLastWindowClosed()
    app.setQuitOnLastWindowClosed(False)
    try:
        if not window.close():
            return None
        liked = Preferences(folder)
        theme.apply(app, theme.chosen(liked), text_scale(liked))
        fresh = open_window(folder, open_again)
    finally:
        app.setQuitOnLastWindowClosed(quits)
    app.setProperty("window", _Held(fresh))
    return fresh


def go_back(window: MainWindow, folder: Path, package: Path, now: datetime, *, likings: bool) -> None:
    """The window on a backup; with ``likings`` also the columns, favourites and pins it holds."""

    def between() -> None:
        keeping.restore(package, folder, now)
        if likings and (content := keeping.screen_in(package)):
            Preferences(folder).take_over(content)

    if (fresh := reopen(window, folder, between)) is not None:
        fresh.setProperty(ARRIVED, "已恢复到这份备份，恢复以前的数据改名留在数据文件夹里")


def furnish_again(window: MainWindow) -> str:
    """Another text size, at once: every page is made anew, the data stays open and the way back is kept.

    Measures are taken when a page is built, so pages cannot follow as they do with a theme. Where something was typed and
    not kept, nothing is done; the name of its place is answered.
    """
    app, desk = QApplication.instance(), window.desk
    if not isinstance(app, QApplication) or desk is None:
        return ""
    before = window.frame
    for page in before.pages.values():
        unsaved = getattr(page, "unsaved", None)
        if unsaved is not None and (said := unsaved()):
            return str(said)
    trail, office, scale = before.trail, before.top.office.text(), text_scale(desk.preferences)
    left = dict(before.left)
    left.update(
        {name: page.whereabouts() for name, page in before.pages.items() if hasattr(page, "whereabouts")}
    )
    desk.changes.happened.disconnect()
    gc.unfreeze()  # what is taken down now may have stood already when the start was over
    window.strip(scale)
    theme.apply(app, theme.chosen(desk.preferences), scale)
    window.furnish()
    window.frame.trail, window.frame.left = trail, left
    window.name_office(office)
    window.welcome(desk, entries(desk.workspace.catalogue))
    for note in window.findChildren(Toast):
        note.raise_()
    return ""
