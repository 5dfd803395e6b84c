"""Starting the window: first the window, then the workspace."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ui.shell import theme
from ui.shell.changes import Changes
from ui.shell.errors import catch_everything
from ui.shell.preferences import Preferences
from ui.shell.widgets import button
from ui.shell.window import MainWindow
from ui.shell.worker import Control, Worker

if TYPE_CHECKING:
    from app.bootstrap import Workspace


def has_display() -> bool:
    """May a window be opened here? Asked before QApplication, which would abort."""
    if os.environ.get("QT_QPA_PLATFORM"):
        return True
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def make_application(argv: Sequence[str] = (), scale: float = 1.0) -> QApplication:
    """The application in Chinese and in our look. Takes the one that is already there, if any."""
    if "fcitx" in os.environ.get("XMODIFIERS", "") and os.environ.get("QT_IM_MODULE", "fcitx") == "fcitx":
        os.environ["QT_IM_MODULE"] = "ibus"  # the only input plug-in that comes with Qt; fcitx answers to it
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(list(argv) or ["safety-ledger"])
    QGuiApplication.setApplicationDisplayName("")
    app.setApplicationName("安监台账")
    speak_chinese(app)
    theme.apply(app, scale=scale)
    return app


def speak_chinese(app: QApplication) -> None:
    """Qt's own words (确定, 取消, 星期) in Chinese."""
    if app.findChild(QTranslator, "zh_CN") is not None:
        return
    translator = QTranslator(app)
    translator.setObjectName("zh_CN")
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)


def open_window(folder: Path, opener: Callable[[Path], Workspace] | None = None) -> MainWindow:
    """Show the window and open the workspace behind it. ``opener`` is for tests."""
    preferences = Preferences(folder)
    window = MainWindow(preferences)
    size = preferences.get("size")
    window.resize(*(size if isinstance(size, list) and len(size) == 2 else _fitting()))
    worker = Worker(window)
    window.before_close(worker.close)
    if preferences.get("maximised"):
        window.showMaximized()
    else:
        window.show()
    QTimer.singleShot(0, window, lambda: _open(window, worker, preferences, folder, opener or _workspace))
    return window


def run_window(folder: Path, argv: Sequence[str]) -> int:
    """The program with its window; returns when that is closed."""
    scale = Preferences(folder).get("text_scale", 100) / 100
    app = make_application(argv, scale)
    catch_everything(app)
    window = open_window(folder)
    code = app.exec()
    del window
    return code


def _fitting() -> tuple[int, int]:
    """A size that suits the screen."""
    screen = QGuiApplication.primaryScreen()
    room = screen.availableGeometry()
    return min(1440, room.width()), min(900, room.height())


def _workspace(folder: Path) -> Workspace:
    from app.bootstrap import open_workspace

    return open_workspace(folder)


def _office(workspace: Workspace) -> str:
    """The office's name; empty while it has none."""
    from app.masterdata.settings import UNNAMED, read_office

    with workspace.store.read() as connection:
        name = read_office(connection).name
    return "" if name == UNNAMED else name


def _open(
    window: MainWindow,
    worker: Worker,
    preferences: Preferences,
    folder: Path,
    opener: Callable[[Path], Workspace],
) -> None:
    """Open the workspace off the screen's thread, then fill the window."""

    def job(_control: Control) -> tuple[Workspace, str]:
        workspace = opener(folder)
        return workspace, _office(workspace)

    def opened(found: tuple[Workspace, str]) -> None:
        workspace, office = found
        from ui.pages.registry import entries
        from ui.shell.desk import Desk

        desk = Desk(workspace, worker, Changes(window), preferences, window.show_page)
        window.before_close(lambda: _close(workspace))
        window.name_office(office)
        window.welcome(desk, entries(workspace.catalogue))

    def failed(sentence: str) -> None:
        window.refuse("资料没有打开", sentence, button("退出", on_click=window.close))

    worker.run(window, job, opened, failed)


def _close(workspace: Workspace) -> None:
    """Back up what changed and let go of the data."""
    from app.bootstrap import close_workspace

    close_workspace(workspace)
