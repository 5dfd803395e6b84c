"""A desk over an empty or a sample office, without a window; nothing is shown on a real screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap import Workspace
from ui.shell.changes import Changes
from ui.shell.desk import Desk
from ui.shell.preferences import Preferences
from ui.shell.start import make_application
from ui.shell.worker import Worker

Visits = list[tuple[str, dict[str, Any]]]


def make_desk(workspace: Workspace, visits: Visits) -> Desk:
    """A desk whose way to other pages is written down in ``visits``."""

    def show_page(page: str, target: Any) -> None:
        visits.append((page, dict(target)))

    return Desk(workspace, Worker(), Changes(), Preferences(workspace.folder), show_page)


@pytest.fixture
def visits() -> Visits:
    return []


@pytest.fixture
def desk(qtbot: QtBot, office: Workspace, visits: Visits) -> Iterator[Desk]:
    make_application()
    made = make_desk(office, visits)
    yield made
    made.worker.close()


@pytest.fixture
def sample_desk(qtbot: QtBot, sample: Workspace, visits: Visits) -> Iterator[Desk]:
    make_application()
    made = make_desk(sample, visits)
    yield made
    made.worker.close()


@pytest.fixture
def settle(qtbot: QtBot) -> Callable[[Desk], None]:
    """Wait until the workers have answered and nothing new was asked."""

    def wait(desk: Desk) -> None:
        quiet = 0
        while quiet < 4:  # an answer may lead to the next question: quiet counts only in a row
            if desk.worker.busy():
                quiet = 0
                qtbot.waitUntil(lambda: not desk.worker.busy(), timeout=20000)
            qtbot.wait(15)
            quiet += 1

    return wait
