"""Starting: the window is on the screen first; look, pages and data come behind it.

Nothing here may import at module level what the first instant does not need: a test counts it.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.kernel.collecting import collect_due
from ui.shell.preferences import Preferences
from ui.shell.window import MainWindow

if TYPE_CHECKING:
    from app.bootstrap import Workspace
    from app.overview.keeping import Damaged
    from ui.shell.calm import Calm
    from ui.shell.desk import Desk
    from ui.shell.worker import Control, Worker

CALM = 3000  # ms after the first page before the first backup: what somebody waits for comes first
Opener = Callable[[Path], "Workspace"]


def bare_application(argv: Sequence[str] = ()) -> QApplication:
    """The application in Chinese, not yet dressed. Takes the one that is already there, if any."""
    if "fcitx" in os.environ.get("XMODIFIERS", "") and os.environ.get("QT_IM_MODULE", "fcitx") == "fcitx":
        os.environ["QT_IM_MODULE"] = "ibus"  # the only input plug-in that comes with Qt; fcitx answers to it
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(list(argv) or ["safety-ledger"])
    app.setApplicationName("安监台账")
    read_no_sources()
    collect_here(app)
    speak_chinese(app)
    return app


def collect_here(app: QApplication) -> None:
    """Cycles are collected on the screen's thread only.

    On a worker's thread it would take widgets apart there, and both threads could wait for each other for ever.
    """
    if app.findChild(QTimer, "collector") is not None:
        return
    gc.disable()
    timer = QTimer(app)
    timer.setObjectName("collector")
    timer.timeout.connect(collect_due)
    timer.start(1000)


def read_no_sources() -> None:
    """Qt's Python module reads the source of every module imported after it, to see whether it spells names Qt's way.

    None of ours does otherwise, and the reading is a sixth of the whole start. Where a later edition of that module
    has no such question any more, nothing is done.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        vars(feature)["_mod_uses_pyside"] = lambda _module: False


def make_application(argv: Sequence[str] = (), scale: float = 1.0) -> QApplication:
    """The application in Chinese and in our look."""
    from ui.shell import theme

    app = bare_application(argv)
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


def open_window(folder: Path, opener: Opener | None = None) -> MainWindow:
    """Show the window; it is furnished and the workspace opened behind it. ``opener`` is for tests."""
    preferences = Preferences(folder)
    scale = text_scale(preferences)
    window = MainWindow(preferences, scale)
    window.resize(*_fitting(preferences.get("size")))
    act = partial(_furnish, window, preferences, folder, opener or _workspace)
    window.front.curtain.seen.connect(act)
    if preferences.get("maximised", _small()):
        window.showMaximized()
    else:
        window.show()
    return window


def run_window(folder: Path, argv: Sequence[str]) -> int:
    """The program with its window; returns when that is closed."""
    app = bare_application(argv)
    window = open_window(folder)
    code = app.exec()
    del window
    return code


def text_scale(preferences: Preferences) -> float:
    """1.0, 1.15 or 1.3: what the person has chosen."""
    chosen = preferences.get("text_scale", 100)
    return chosen / 100 if chosen in (100, 115, 130) else 1.0


def _fitting(left: object) -> tuple[int, int]:
    """The size the window was left with, or a good one; never beyond this screen, which may be a smaller one."""
    wide, high = left if isinstance(left, list) and len(left) == 2 else (1440, 900)
    room = QGuiApplication.primaryScreen().availableGeometry()
    return min(wide, room.width()), min(high, room.height())


def _small() -> bool:
    """No room for a window and its title bar beside it: then the window takes all there is."""
    room = QGuiApplication.primaryScreen().availableGeometry()
    return room.width() <= 1440 or room.height() <= 940


def _workspace(folder: Path) -> Workspace:
    from app.bootstrap import open_workspace

    return open_workspace(folder)


def _furnish(window: MainWindow, preferences: Preferences, folder: Path, opener: Opener) -> None:
    """Dress the application and show the first rows; then fill the window."""
    from ui.shell import theme
    from ui.shell.look import Look

    app = QApplication.instance()
    window.front.find()
    if isinstance(app, QApplication) and not isinstance(app.property("look"), Look):
        theme.apply(app, theme.chosen(preferences), text_scale(preferences))
    window.front.show(partial(_fill, window, preferences, folder, opener))


def _fill(window: MainWindow, preferences: Preferences, folder: Path, opener: Opener) -> None:
    """Fill the window, and open the workspace off the screen's thread."""
    from app.faults import log_folder
    from ui.shell.errors import catch_everything
    from ui.shell.worker import Worker

    app = QApplication.instance()
    if isinstance(app, QApplication):
        catch_everything(app, log_folder(folder))
    window.furnish()
    worker = Worker(window, logs=log_folder(folder))
    window.before_close(worker.stop)
    window.at_last(worker.wait)
    _open(window, worker, preferences, folder, opener)


FIRST = (
    "app.overview.keeping",
    "ui.shell.desk",
    "ui.shell.search_box",
    "ui.shell.undoing",
    "ui.shell.view_counts",
    "ui.start.arrival",
)
"""What the window needs when it is filled."""

SOON = (
    "ui.tables.in_place",
    "ui.forms.record_dialog",
    "ui.pages.step_dialog",
    "ui.manual.contents",
    "app.ledgers.exporting",
)
"""Asked for with the first keys and clicks; read in advance while nobody waits."""


def _warm_up(control: Control) -> None:
    from importlib import import_module

    for name in SOON:
        control.check()
        import_module(name)


def _read_ahead(workspace: Workspace, preferences: Preferences) -> None:
    """The modules of the window and of its first page, read on a worker: what is on the screen can be scrolled meanwhile."""
    from importlib import import_module

    from ui.pages.registry import entries, load

    for name in FIRST:
        import_module(name)
    wanted = preferences.get("page")
    known = entries(workspace.catalogue)
    load(next((entry for entry in known if entry.name == wanted), known[0]).factory)


def pass_over() -> None:
    """What stands now stays: a look for circles passes it over, and holds the screen up half as long.

    What has gone already goes first, or it would stay as well.
    """
    gc.collect()
    gc.freeze()


def prepare_orders(owner: QObject, desk: Desk) -> Calm:
    """From now on the first pages of large ledgers are made while nobody waits."""
    from app.ledgers import browse
    from ui.shell.calm import Calm

    workspace = desk.workspace

    def piece(control: Control) -> bool:
        return browse.prepare(workspace.store, workspace.catalogue.values(), control.stop.is_set)

    return Calm(owner, desk.worker, piece)


def _office(workspace: Workspace) -> str:
    """The office's name; empty while it has none."""
    from app.masterdata.settings import UNNAMED, read_office

    with workspace.store.read() as connection:
        name = read_office(connection).name
    return "" if name == UNNAMED else name


def _open(window: MainWindow, worker: Worker, preferences: Preferences, folder: Path, opener: Opener) -> None:
    """Open the workspace, then fill the window with its pages."""

    def job(_control: Control) -> tuple[Workspace, str] | Damaged:
        from app.overview.keeping import Damaged

        try:
            workspace = opener(folder)
        except Damaged as damage:
            return damage
        _read_ahead(workspace, preferences)
        return workspace, _office(workspace)

    def opened(found: tuple[Workspace, str] | Damaged) -> None:
        from app.faults import begin_session, log_folder
        from app.overview.keeping import make_backup
        from ui.pages.registry import entries
        from ui.shell.changes import Changes
        from ui.shell.desk import Desk
        from ui.start.arrival import rescue, settle_in, sign, tell_how_it_ended

        if not isinstance(found, tuple):
            again = partial(_open, window, worker, preferences, folder, opener)
            rescue(window, worker, found, again)
            return
        workspace, office = found

        def back_up() -> None:
            worker.run(window, _warm_up, lambda _none: pass_over())
            worker.run(window, lambda _control: make_backup(workspace.store, "start"), lambda _made: None)
            prepare_orders(window, desk)

        sign(workspace, preferences)
        desk = Desk(workspace, worker, Changes(window), preferences, window.show_page)
        session = begin_session(log_folder(folder))
        window.at_last(lambda: _close(workspace))
        window.at_last(session.end)
        window.name_office(office)
        window.welcome(desk, entries(workspace.catalogue))
        settle_in(window, desk)
        if session.before is not None:
            tell_how_it_ended(window, session.before)
        QTimer.singleShot(CALM, window, back_up)

    def failed(sentence: str) -> None:
        from ui.shell.widgets import button

        window.refuse("资料没有打开", sentence, button("退出", on_click=window.close))

    worker.run(window, job, opened, failed)


def _close(workspace: Workspace) -> None:
    """Back up what changed and let go of the data."""
    from app.bootstrap import close_workspace

    close_workspace(workspace)
