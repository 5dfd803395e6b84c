"""Columns, favourites and pins come back from a backup where the office ticks it; this computer's looks never do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.overview import keeping
from ui.settings.keeping import KeepingSection
from ui.settings.restore_question import RestoreQuestion
from ui.shell.desk import Desk
from ui.shell.marks import marks
from ui.shell.preferences import Preferences
from ui.tables.kept import Kept


def arranged(desk: Desk) -> Kept:
    """Somebody has arranged the desk."""
    kept = Kept(desk, desk.feature("hazards"))
    kept.put("widths", {"number": 210})
    marks(desk).toggle("hazards", 7)
    desk.preferences.put("text_scale", 130)
    desk.preferences.save()
    return kept


def test_what_was_arranged_is_taken_over_and_nothing_else(desk: Desk, tmp_path: Path) -> None:
    kept = arranged(desk)
    out = keeping.save_backup(desk.workspace.store, tmp_path / "one.ajbak")
    kept.put("widths", {"number": 90})
    kept.put("frozen", 2)
    marks(desk).toggle("hazards", 7)
    desk.preferences.put("text_scale", 100)
    assert Preferences(desk.workspace.folder).take_over(keeping.screen_in(out)) >= 2
    assert kept.get("widths") == {"number": 210}
    assert marks(desk).is_favourite("hazards", 7)
    assert kept.get("frozen") == 2, "not in the backup: stays"
    assert desk.preferences.get("text_scale") == 100, "this computer's own"


@pytest.mark.parametrize("tick", [True, False])
def test_the_question_before_restoring_asks_for_the_habits(
    qtbot: QtBot,
    desk: Desk,
    settle: Callable[[Desk], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tick: bool,
) -> None:
    arranged(desk)
    out = keeping.save_backup(desk.workspace.store, tmp_path / "one.ajbak")
    section = KeepingSection(desk)
    qtbot.addWidget(section)
    section.show()
    taken: list[bool] = []
    monkeypatch.setattr(section, "_go_back", lambda _path, *, likings: taken.append(likings))

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, RestoreQuestion):
            QTimer.singleShot(30, answer)
            return
        assert not box.tick.isChecked()
        if tick:
            QTest.keyClick(box.tick, Qt.Key.Key_Space)
        QTest.mouseClick(box.accept_button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(30, answer)
    section.restore_from(out)
    settle(desk)
    qtbot.waitUntil(lambda: taken == [tick], timeout=5000)
