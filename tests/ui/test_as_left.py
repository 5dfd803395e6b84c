"""The next start shows the window as it was left, as long as that is true."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.bootstrap import Workspace, close_workspace, open_workspace
from ui.shell import as_left
from ui.shell.preferences import Preferences
from ui.shell.start import make_application, open_window
from ui.shell.window import MainWindow


def _opened(qtbot: QtBot, folder: Path) -> MainWindow:
    make_application()
    window = open_window(folder)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.desk is not None, timeout=15_000)
    return window


def _closed(qtbot: QtBot, window: MainWindow, page: str) -> None:
    window.show_page(page)
    desk = window.desk
    assert desk is not None
    qtbot.waitUntil(lambda: not window.covered() and not desk.worker.busy(), timeout=15_000)
    window.close()


@pytest.fixture
def left(qtbot: QtBot, office: Workspace) -> Path:
    """An office whose window was closed over the firms."""
    close_workspace(office, with_backup=False)
    _closed(qtbot, _opened(qtbot, office.folder), "enterprises")
    return office.folder


def test_the_page_is_seen_before_the_data_is_opened_and_gives_way_to_it(qtbot: QtBot, left: Path) -> None:
    window = open_window(left)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.front.curtain.picture is not None, timeout=8000)
    assert window.desk is None, "the picture comes first"
    qtbot.waitUntil(lambda: window.desk is not None, timeout=15_000)
    assert window.covered()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Delete)  # what is not yet there takes no keys
    qtbot.waitUntil(lambda: not window.covered(), timeout=8000)
    page = window.page("enterprises")
    assert page is not None
    assert page.isVisible()
    assert window.focusWidget() is not window.front.curtain
    _closed(qtbot, window, "enterprises")


def test_what_was_written_since_makes_it_untrue(qtbot: QtBot, left: Path) -> None:
    size = QImage(str(left / as_left.PICTURE)).size()
    assert as_left.find(left, size, 1.0, "light 100") is not None
    assert as_left.find(left, size, 1.5, "light 100") is None, "another scale"
    assert as_left.find(left, size, 1.0, "dark 100") is None, "another look"
    assert as_left.find(left, size + QSize(1, 0), 1.0, "light 100") is None, "another size"
    other = open_workspace(left)  # a command line, for example
    with other.store.write() as connection:
        connection.exec_driver_sql("INSERT INTO settings (name, value) VALUES ('x', '1')")
    assert as_left.find(left, size, 1.0, "light 100") is None, "while it lies in the log"
    close_workspace(other, with_backup=False)
    assert as_left.find(left, size, 1.0, "light 100") is None, "and when it is folded in"
    window = _opened(qtbot, left)
    assert window.front.curtain.picture is None
    assert not window.covered()
    _closed(qtbot, window, "home")


def test_a_damaged_picture_is_no_picture(left: Path) -> None:
    size = QImage(str(left / as_left.PICTURE)).size()
    (left / as_left.PICTURE).write_bytes(b"not a picture")
    assert as_left.find(left, size, 1.0, "light 100") is None
    (left / as_left.FACTS).write_text("{")
    assert as_left.find(left, size, 1.0, "light 100") is None
    as_left.forget(left)
    assert as_left.find(left, size, 1.0, "light 100") is None


def test_without_a_store_nothing_is_kept(tmp_path: Path) -> None:
    picture = QImage(10, 10, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    as_left.keep(tmp_path, picture, "light 100")
    assert list(tmp_path.iterdir()) == []


def test_a_window_left_on_a_larger_screen_fits_this_one(qtbot: QtBot, office: Workspace) -> None:
    close_workspace(office, with_backup=False)
    Preferences(office.folder).put("size", [9000, 4000])
    window = _opened(qtbot, office.folder)
    room = window.screen().availableGeometry()
    assert window.width() <= max(room.width(), window.minimumSizeHint().width())
    assert window.height() <= max(room.height(), window.minimumSizeHint().height())
    _closed(qtbot, window, "enterprises")
