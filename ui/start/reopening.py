"""Closing the window and opening it anew: for another text size, or on restored data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.bootstrap import Workspace, open_workspace
from ui.shell import theme
from ui.shell.preferences import Preferences
from ui.shell.start import open_window, text_scale
from ui.shell.window import MainWindow


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
