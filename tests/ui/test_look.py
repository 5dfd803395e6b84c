"""The look at every text size: tones can be read, no page falls off the navigation, words are there."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import CATALOGUE
from ui.pages.registry import entries
from ui.shell import theme
from ui.shell.navigation import Navigation
from ui.shell.start import make_application
from ui.shell.tokens import LIGHT


def light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", LIGHT.tones)
def test_the_words_of_a_tone_can_be_read_on_its_ground(name: str) -> None:
    dark, bright = sorted(light(colour) for colour in LIGHT.tones[name])
    assert (bright + 0.05) / (dark + 0.05) >= 4.6
    assert name in LIGHT.marks


def test_every_tone_a_ledger_asks_for_is_there() -> None:
    asked = {
        tone
        for feature in CATALOGUE.values()
        for field in feature.ledger.all_fields
        for _word, tone in field.tones
    }
    assert asked <= set(LIGHT.tones)


@pytest.mark.parametrize("scale", [1.0, 1.15, 1.3])
def test_every_page_is_in_sight_on_a_low_screen(qtbot: QtBot, scale: float) -> None:
    app = make_application()
    assert isinstance(app, QApplication)
    theme.apply(app, scale=scale)
    try:
        rail = Navigation()
        qtbot.addWidget(rail)
        rail.set_narrow(True)
        rail.resize(rail.width(), 768 - round(52 * scale))
        rail.show_entries(entries(CATALOGUE))
        rail.show()
        qtbot.wait(20)
        assert rail._scroll.verticalScrollBar().maximum() == 0
    finally:
        theme.apply(app)
