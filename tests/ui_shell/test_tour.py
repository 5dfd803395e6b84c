"""The first round: by keyboard alone from stop to stop, offered once in a sample office and never in a real one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.bootstrap import Workspace
from ui.shell.start import make_application, open_window
from ui.shell.tour import STOPS, Tour, offer_tour, start_tour
from ui.shell.window import MainWindow


def opened(qtbot: QtBot, workspace: Workspace) -> MainWindow:
    make_application()
    made = open_window(workspace.folder, lambda _folder: workspace)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    qtbot.waitUntil(lambda: made.desk is not None and not made.desk.worker.busy(), timeout=8000)
    return made


@pytest.fixture
def window(qtbot: QtBot, sample: Workspace) -> Iterator[MainWindow]:
    made = opened(qtbot, sample)
    yield made
    if made.desk is not None:
        made.desk.worker.close()


def test_the_round_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    tour = start_tour(window)
    titles: list[str] = []
    for at, stop in enumerate(STOPS):
        qtbot.wait(120)
        assert tour.at == at
        titles.append(tour.title.text())
        assert window.frame.in_sight() == stop.page
        assert stop.text in tour.card.accessibleName()
        whole = window.frame.rect()
        assert whole.contains(tour.card.geometry())
        assert not tour._lit.isEmpty()
        words = tour.text
        assert words.height() >= words.heightForWidth(words.width()) - 1
        QTest.keyClick(tour.on, Qt.Key.Key_Right)
    assert titles == [stop.title for stop in STOPS]
    qtbot.waitUntil(lambda: not window.findChildren(Tour))


def test_back_and_out(qtbot: QtBot, window: MainWindow) -> None:
    tour = start_tour(window)
    assert not tour.back.isEnabled()
    QTest.keyClick(tour.on, Qt.Key.Key_Return)
    assert tour.at == 1
    QTest.keyClick(tour, Qt.Key.Key_Left)
    assert tour.at == 0
    window.resize(1000, 600)
    qtbot.wait(80)
    assert tour.geometry() == QRect(window.frame.rect())
    QTest.keyClick(tour, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(Tour))


def test_offered_once(qtbot: QtBot, window: MainWindow) -> None:
    tour = offer_tour(window)
    assert tour is not None
    tour.close()
    assert offer_tour(window) is None


def test_not_offered_in_a_real_office(qtbot: QtBot, office: Workspace) -> None:
    window = opened(qtbot, office)
    assert offer_tour(window) is None
    assert window.desk is not None
    window.desk.worker.close()
