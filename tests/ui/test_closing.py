"""Closing: what was written is told, and the window is never stuck while its data is backed up."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import Workspace, close_workspace, open_workspace
from app.kernel.change import Change
from app.kernel.clock import Clock
from app.kernel.errors import Refusal
from app.ledgers import edit
from app.overview import keeping
from ui.shell.desk import Desk
from ui.shell.notices import BusyOverlay
from ui.shell.start import make_application, open_window
from ui.shell.window import MainWindow
from ui.shell.worker import Control


def window_on(qtbot: QtBot, workspace: Workspace) -> MainWindow:
    make_application()
    window = open_window(workspace.folder, lambda _folder: workspace)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.desk is not None and not window.desk.worker.busy(), timeout=8000)
    return window


@pytest.mark.parametrize("gone", [False, True])
def test_a_change_is_told_though_cancel_came_after_it(qtbot: QtBot, desk: Desk, gone: bool) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    written, told, gate = threading.Event(), threading.Event(), threading.Event()
    news: list[Change] = []
    answered: list[Change] = []
    desk.changes.happened.connect(news.append)

    def job(_control: Control) -> Change:
        change = edit.create(desk.workspace.store, desk.feature("rewards"), {"matter": "查实"})
        written.set()
        gate.wait(5)
        told.set()
        return change

    control = desk.write(page, job, answered.append)
    assert written.wait(5)
    control.cancel()
    if gone:
        page.deleteLater()
        qtbot.wait(20)
    gate.set()
    qtbot.waitUntil(lambda: bool(news), timeout=5000)
    assert news[0].ledgers == {"rewards"}
    assert bool(answered) is not gone


def test_a_backup_at_closing_runs_under_a_note(
    qtbot: QtBot, office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    on: list[str] = []
    seen: list[bool] = []
    again: list[bool] = []
    gate = threading.Event()

    def slow(_workspace: Workspace) -> None:
        on.append(threading.current_thread().name)
        gate.wait(8)

    monkeypatch.setattr("ui.shell.start._close", slow)
    window = window_on(qtbot, office)

    def look() -> None:
        seen.append(window.isVisible() and bool(window.findChildren(BusyOverlay)))
        window.close()
        again.append(window.isVisible())
        gate.set()

    QTimer.singleShot(600, window, look)
    assert window.close()
    assert on == ["leaving"]
    assert seen == [True], "the window stands there, with a note, while it is backed up"
    assert again == [True], "a second press does nothing"
    assert not window.isVisible()
    assert window.close(), "closed once, it may be told so again"
    assert on == ["leaving"]


def test_closing_leaves_a_backup_and_the_data_free(qtbot: QtBot, tmp_path: Path, clock: Clock) -> None:

    folder = tmp_path / "data"
    workspace = open_workspace(folder, clock, "张某")
    window = window_on(qtbot, workspace)
    edit.create(workspace.store, workspace.feature("rewards"), {"matter": "查实"})
    assert window.close()
    assert "close" in {package.reason for package in keeping.backups(folder)}
    close_workspace(open_workspace(folder, clock), with_backup=False)


def test_a_backup_that_fails_keeps_nobody(
    qtbot: QtBot, office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def refuse(_workspace: Workspace) -> None:
        done.append("tried")
        raise Refusal("磁盘满了。")

    monkeypatch.setattr("ui.shell.start._close", refuse)
    window = window_on(qtbot, office)
    assert window.close()
    assert done == ["tried"]


def test_a_full_disk_at_closing_still_lets_go_of_the_data(
    office: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise Refusal("磁盘满了。")

    monkeypatch.setattr("app.store.backup.backup", full)
    with pytest.raises(Refusal):
        close_workspace(office)
    close_workspace(open_workspace(office.folder, clock), with_backup=False)
