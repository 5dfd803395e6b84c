"""What every test may ask for: a stopped clock, an empty office, the sample office."""

from __future__ import annotations

import faulthandler
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from _pytest.faulthandler import fault_handler_stderr_fd_key
from hypothesis import settings

from app.bootstrap import Workspace, close_workspace, name_office, open_workspace
from app.kernel.clock import Clock, stopped_clock
from app.masterdata.settings import Office

settings.register_profile("suite", derandomize=True, deadline=None, database=None)
settings.load_profile("suite")

MOMENT = datetime(2023, 6, 30, 9, 30)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """pytest ends its watch over a test that has failed; but putting away what it left behind can hang as well."""
    stderr = item.config.stash[fault_handler_stderr_fd_key]
    patience = float(item.config.getini("faulthandler_timeout"))
    if patience:
        faulthandler.dump_traceback_later(patience, file=stderr, exit=True)


def pytest_sessionfinish() -> None:
    """Qt's screenless clipboard outlives Python: what Python made and left in it would bring the exit down."""
    if "PySide6.QtGui" in sys.modules:
        from PySide6.QtGui import QGuiApplication

        if QGuiApplication.instance() is not None:
            QGuiApplication.clipboard().clear()


@pytest.fixture
def clock() -> Clock:
    """It is half past nine on the last day of June 2023."""
    return stopped_clock(MOMENT)


@pytest.fixture(scope="session")
def _office_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Making a store takes ten times as long as copying one."""
    folder = tmp_path_factory.mktemp("office") / "office"
    workspace = open_workspace(folder, stopped_clock(MOMENT), "张某")
    name_office(workspace, Office(name="清泉街道办事处", district="历城区"), ("清泉社区", "东柳社区"))
    close_workspace(workspace, with_backup=False)
    return folder


@pytest.fixture
def office(_office_folder: Path, tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    """An empty office with a name."""
    folder = tmp_path / "office"
    shutil.copytree(_office_folder, folder)
    workspace = open_workspace(folder, clock, "张某")
    yield workspace
    close_workspace(workspace, with_backup=False)


@pytest.fixture(scope="session")
def _sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from app.sample_office import fill

    folder = tmp_path_factory.mktemp("sample") / "office"
    workspace = open_workspace(folder, stopped_clock(MOMENT))
    fill(workspace)
    close_workspace(workspace, with_backup=False)
    return folder


@pytest.fixture
def sample(_sample_folder: Path, tmp_path: Path) -> Iterator[Workspace]:
    """The sample office, a copy of its own for each test."""
    folder = tmp_path / "sample"
    shutil.copytree(_sample_folder, folder)
    workspace = open_workspace(folder, stopped_clock(MOMENT), "张某")
    yield workspace
    close_workspace(workspace, with_backup=False)
