"""A tip a day: another each day, closed for the day, switched off in the settings."""

from __future__ import annotations

from datetime import date, timedelta

from pytestqt.qtbot import QtBot

from app.bootstrap import CATALOGUE
from app.dispatch.definition import load
from app.overview.manual import articles
from tests.ui.conftest import Visits
from ui.settings.display import DisplaySection
from ui.shell.desk import Desk
from ui.shell.tips import TipLine, of_the_day, tips


def test_each_leads_to_a_page_of_the_manual_and_comes_in_turn() -> None:
    pages = {one.name for one in articles(CATALOGUE, [load(CATALOGUE)])}
    found = tips()
    assert {tip.page for tip in found} <= pages
    assert all(len(tip.text) <= 45 for tip in found)
    days = [date(2023, 6, 1) + timedelta(at) for at in range(len(found))]
    assert {of_the_day(day) for day in days} == set(found)
    assert of_the_day(days[0]) != of_the_day(days[1])


def test_closed_for_the_day_and_switched_off_for_good(qtbot: QtBot, desk: Desk, visits: Visits) -> None:
    line = TipLine(desk)
    qtbot.addWidget(line)
    assert line.wanted()
    line.leave.click()
    assert not TipLine(desk).wanted()
    desk.preferences.put("tips.closed", "2023-06-29")
    assert TipLine(desk).wanted()
    section = DisplaySection(desk)
    qtbot.addWidget(section)
    section.hints.click()
    assert not TipLine(desk).wanted()
    section.hints.click()
    assert TipLine(desk).wanted()
