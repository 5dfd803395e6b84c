"""Closing the window with a calendar changed and not saved: asked, and led back to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Visits
from ui.pages import settings_page
from ui.pages.settings_page import SettingsPage
from ui.settings.workdays import WorkdaysSection
from ui.shell.desk import Desk


def test_a_calendar_not_saved_is_not_lost_unasked(
    qtbot: QtBot,
    desk: Desk,
    visits: Visits,
    settle: Callable[[Desk], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = SettingsPage(desk, "settings")
    qtbot.addWidget(page)
    page.show()
    page.open_section("workdays")
    settle(desk)
    assert page.may_close(), "nothing was changed"
    section = page.stack.currentWidget()
    assert isinstance(section, WorkdaysSection)
    section.view.setFocus()
    QTest.keyClick(section.view, Qt.Key.Key_Space)
    assert section.changed
    asked: list[str] = []
    answers = iter((False, True))

    def answer(_over: object, _title: str, text: str, *_words: str, **_how: bool) -> bool:
        asked.append(text)
        return next(answers)

    monkeypatch.setattr(settings_page, "ask", answer)
    assert not page.may_close()
    assert visits == [("settings", {"section": "workdays"})]
    assert section.changed, "still there"
    assert page.may_close()
    assert asked == ["“设置 › 工作日历”里有改动没有保存，关闭后就没有了。"] * 2
