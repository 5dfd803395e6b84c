"""A desk over the sample office, as the other screen tests have it; and the whole window over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap import Workspace
from tests.ui.conftest import desk, sample_desk, settle, visits
from ui.pages.registry import entries
from ui.shell.desk import Desk
from ui.shell.window import MainWindow

__all__ = ["desk", "sample_desk", "settle", "visits"]


@pytest.fixture
def window(
    qtbot: QtBot, sample: Workspace, sample_desk: Desk, settle: Callable[[Desk], None]
) -> Iterator[MainWindow]:
    """The window with all its pages; the first one is in sight."""
    made = MainWindow(sample_desk.preferences)
    qtbot.addWidget(made)
    made.furnish()
    made.resize(1440, 900)
    made.show()
    made.welcome(replace(sample_desk, show_page=made.show_page), entries(sample.catalogue))
    settle(sample_desk)
    yield made
    settle(sample_desk)
