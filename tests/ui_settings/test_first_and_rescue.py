"""The very first start, a damaged store, and going back to a backup: each in the real window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.bootstrap import Workspace, close_workspace, name_office, open_workspace
from app.kernel.clock import Clock
from app.ledgers import browse, edit
from app.masterdata.settings import Office, read_office, write_setting
from app.overview import keeping
from tests.ui_settings.damaging import flip_a_byte
from ui.manual.help_window import HelpWindow
from ui.shell.notices import Toast
from ui.shell.start import make_application, open_window
from ui.shell.window import MainWindow
from ui.start.first_start import FirstStart
from ui.start.reopening import go_back, reopen
from ui.start.rescue_page import RescuePage

DATABASE = "safety-ledger.db"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def windows(qtbot: QtBot, clock: Clock, folder: Path) -> Iterator[list[MainWindow]]:
    """Windows to be closed at the end; the first is open on ``folder``."""
    make_application()
    opened: list[MainWindow] = []
    yield opened
    for window in opened:
        window.close()


def open_on(qtbot: QtBot, folder: Path, clock: Clock) -> MainWindow:
    window = open_window(folder, lambda place: open_workspace(place, clock, "张某"))
    qtbot.addWidget(window)
    return window


def quiet(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.desk is not None, timeout=8000)
    for _ in range(3):
        qtbot.waitUntil(lambda: window.desk is not None and not window.desk.worker.busy(), timeout=8000)
        qtbot.wait(15)


def office_with(folder: Path, clock: Clock, firms: int) -> None:
    """An office with some firms and one good backup of them."""
    workspace: Workspace = open_workspace(folder, clock)
    name_office(workspace, Office(name="清泉街道办事处"))
    for number in range(firms):
        edit.create(workspace.store, workspace.feature("enterprises"), {"name": f"第{number}厂"})
    close_workspace(workspace)


def test_first_start_names_the_office(
    qtbot: QtBot, windows: list[MainWindow], folder: Path, clock: Clock
) -> None:
    window = open_on(qtbot, folder, clock)
    windows.append(window)
    quiet(qtbot, window)
    page = window.findChild(FirstStart)
    assert page is not None
    assert window.focusWidget() is page.name
    assert not page.begin.isEnabled()
    page.name.setText("清泉街道办事处")
    page.kind.setCurrentText("镇")
    page.who.setText("李某")
    with qtbot.waitActive(window):
        window.activateWindow()
    QTest.keyClick(page.name, Qt.Key.Key_F1)
    assert window.findChild(HelpWindow) is not None
    window.show_page("hazards")
    assert window.frame.stack.currentWidget() is page, "nothing leads away before the office has a name"
    assert not window.frame.navigation.isVisible()
    page.communities.setPlainText("清泉社区\n东柳社区\n\n清泉社区")
    page.begin.click()
    quiet(qtbot, window)
    assert window.frame.top.office.text() == "清泉街道办事处"
    assert window.frame.stack.currentWidget() is not page
    assert window.frame.top.who.name == "李某"
    assert window.frame.navigation.isVisible()
    assert window.desk is not None
    store = window.desk.workspace.store
    with store.read() as connection:
        assert read_office(connection).kind == "镇"
    field = window.desk.feature("enterprises").ledger["community"]
    assert browse.choices(store, field) == ("清泉社区", "东柳社区")


def test_a_damaged_store_is_never_replaced_by_an_empty_one(
    qtbot: QtBot, windows: list[MainWindow], folder: Path, clock: Clock
) -> None:
    office_with(folder, clock, 3)
    damaged = b"not a database at all" * 50
    (folder / DATABASE).write_bytes(damaged)
    window = open_on(qtbot, folder, clock)
    windows.append(window)
    qtbot.waitUntil(lambda: window.findChild(RescuePage) is not None, timeout=8000)
    page = window.findChild(RescuePage)
    assert page is not None
    qtbot.waitUntil(page.go.isEnabled, timeout=8000)
    assert "企业 3" in str(page.table.words.index(0, 2).data())
    assert (folder / DATABASE).read_bytes() == damaged, "looking changes nothing"
    page.go.click()
    quiet(qtbot, window)
    assert window.desk is not None
    assert browse.count(window.desk.workspace.store, window.desk.feature("enterprises")) == 3
    assert [path.read_bytes() for path in keeping.kept_aside(folder)] == [damaged]


def test_without_a_good_backup_nothing_can_be_restored(
    qtbot: QtBot, windows: list[MainWindow], folder: Path, clock: Clock
) -> None:
    office_with(folder, clock, 1)
    for package in keeping.backups(folder):
        flip_a_byte(package.path)
    (folder / DATABASE).unlink()
    window = open_on(qtbot, folder, clock)
    windows.append(window)
    qtbot.waitUntil(lambda: window.findChild(RescuePage) is not None, timeout=20000)
    page = window.findChild(RescuePage)
    assert page is not None
    qtbot.waitUntil(lambda: "已损坏" in page.advice.text(), timeout=20000)
    assert not page.go.isEnabled()
    assert not (folder / DATABASE).exists(), "no empty store is made in its place"


def test_back_to_a_backup_in_a_fresh_window(
    qtbot: QtBot, windows: list[MainWindow], folder: Path, clock: Clock
) -> None:
    office_with(folder, clock, 2)
    (package,) = keeping.backups(folder)
    window = open_on(qtbot, folder, clock)
    quiet(qtbot, window)
    assert window.desk is not None
    edit.create(window.desk.workspace.store, window.desk.feature("enterprises"), {"name": "后来的厂"})
    fresh = reopen(
        window,
        folder,
        lambda: keeping.restore(package.path, folder, clock.now()),
        lambda place: open_workspace(place, clock, "张某"),
    )
    assert fresh is not None
    windows.append(fresh)
    quiet(qtbot, fresh)
    assert fresh.desk is not None
    assert browse.count(fresh.desk.workspace.store, fresh.desk.feature("enterprises")) == 2
    assert len(keeping.kept_aside(folder)) == 1


def test_going_back_says_so_once_the_backup_is_open(
    qtbot: QtBot, windows: list[MainWindow], folder: Path, clock: Clock
) -> None:
    office_with(folder, clock, 2)
    (package,) = keeping.backups(folder)
    window = open_on(qtbot, folder, clock)
    quiet(qtbot, window)
    go_back(window, folder, package.path, clock.now(), likings=False)
    fresh: MainWindow = make_application().property("window").window
    windows.append(fresh)
    quiet(qtbot, fresh)
    qtbot.waitUntil(lambda: any("已恢复" in one.accessibleName() for one in fresh.findChildren(Toast)))


def test_from_the_sample_office_back_to_the_first_questions(
    qtbot: QtBot, windows: list[MainWindow], folder: Path, clock: Clock
) -> None:
    office_with(folder, clock, 2)
    window = open_on(qtbot, folder, clock)
    quiet(qtbot, window)
    assert window.desk is not None
    store = window.desk.workspace.store
    assert not keeping.is_sample(store)
    with store.write() as connection:
        write_setting(connection, "sample_day", "2023-08-31")
    assert keeping.is_sample(store)
    fresh = reopen(
        window,
        folder,
        lambda: keeping.end_sample(folder, clock.now()),
        lambda place: open_workspace(place, clock, "张某"),
    )
    assert fresh is not None
    windows.append(fresh)
    quiet(qtbot, fresh)
    assert fresh.findChild(FirstStart) is not None
    (aside,) = folder.glob("示例 *")
    assert (aside / DATABASE).exists()
    assert list((aside / "backups").iterdir()), "its backups lie beside it"
