"""Three themes: everything can be read, everything follows at once, and the focus is seen in each of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.settings.display import DisplaySection
from ui.shell import theme
from ui.shell.desk import Desk
from ui.shell.look import Look, look
from ui.shell.preferences import Preferences
from ui.shell.start import make_application
from ui.shell.tokens import LIGHT, PAIRS, THEMES, Tokens
from ui.shell.widgets import Drawing, FigureCard, button, column, icon_button, pill

Settle = Callable[[Desk], None]
GRAPHIC = {4.5: 3.0, 7.0: 4.5}  # marks carry no words: less is asked of them


@pytest.fixture
def app() -> Iterator[QApplication]:
    made = make_application()
    yield made
    theme.apply(made)


def light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", THEMES.values(), ids=lambda one: one.name)
def test_words_can_be_read_on_every_ground(tokens: Tokens) -> None:
    poor = [
        (word, ground, round(ratio(getattr(tokens, word), getattr(tokens, ground)), 2))
        for word, grounds in PAIRS
        for ground in grounds
        if ratio(getattr(tokens, word), getattr(tokens, ground)) < tokens.contrast
    ]
    for name, (ground, word) in tokens.tones.items():
        if min(ratio(ground, word), ratio(word, tokens.surface)) < tokens.contrast:
            poor.append((name, ground, round(ratio(ground, word), 2)))
    assert poor == []


@pytest.mark.parametrize("tokens", THEMES.values(), ids=lambda one: one.name)
def test_marks_and_the_focus_stand_out(tokens: Tokens) -> None:
    asked = GRAPHIC[tokens.contrast]
    marks = {**tokens.marks, **{f"s{at}": colour for at, colour in enumerate(tokens.series)}}
    marks["focus"] = tokens.primary
    assert {name for name, colour in marks.items() if ratio(colour, tokens.surface) < asked} == set()
    assert set(tokens.marks) == set(tokens.tones) == set(LIGHT.tones)
    assert len(set(tokens.series)) == len(LIGHT.series)


@pytest.mark.parametrize("tokens", THEMES.values(), ids=lambda one: one.name)
def test_the_sheet_knows_every_role_and_its_drawings_are_in_the_themes_colours(tokens: Tokens) -> None:
    sheet = theme.style_sheet(Look(tokens, 1.0))
    assert "$" not in sheet
    assert not re.findall(r"#[0-9A-Fa-f]{6}", (theme.THEME / "app.qss").read_text("utf-8"))
    colours = {"check": tokens.on_primary, "partial": tokens.on_primary, "menu-check": tokens.primary}
    for name in re.findall(r"url\(theme:([^)]+)\)", sheet):
        path = theme.THEME / name
        assert path.parent.name == tokens.name
        assert f'stroke="{colours.get(path.stem, tokens.text_2)}"' in path.read_text("utf-8")


def test_no_colour_is_written_in_a_widget() -> None:
    ui = Path(theme.__file__).parents[1]
    written = [
        path.name
        for path in ui.rglob("*.py")
        if path.name != "tokens.py" and re.search(r"#[0-9A-Fa-f]{6}\b", path.read_text("utf-8"))
    ]
    assert written == []


def test_a_theme_is_put_on_at_once_and_remembered(qtbot: QtBot, app: QApplication, desk: Desk) -> None:
    section = DisplaySection(desk)
    qtbot.addWidget(section)
    drawing, word = Drawing("brand", "text"), pill("待整改", "red")
    shown = QWidget()
    shown.setProperty("role", "page")
    shown.setLayout(column(drawing, word))
    qtbot.addWidget(shown)
    for widget in (section, shown):
        widget.show()
    for name in ("dark", "contrast", "light"):
        pick = next(one for one in section.themes.buttons() if one.text() == THEMES[name].title)
        pick.click()
        assert look().tokens is THEMES[name]
        picture = shown.grab().toImage()
        assert picture.pixelColor(1, picture.height() - 2) == QColor(THEMES[name].bg)
        assert QColor(THEMES[name].text).rgb() in _colours(drawing.grab().toImage())
        ground = word.grab().toImage().pixelColor(word.width() // 2, 3)
        assert ground == QColor(THEMES[name].tones["red"][0])
        assert theme.chosen(Preferences(desk.workspace.folder)) is THEMES[name] or _saved(desk, name)


def _saved(desk: Desk, name: str) -> bool:
    desk.preferences.save()
    return theme.chosen(Preferences(desk.workspace.folder)) is THEMES[name]


def _colours(picture: QImage) -> set[int]:
    return {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}


@pytest.mark.parametrize("tokens", THEMES.values(), ids=lambda one: one.name)
def test_the_focus_is_seen_on_every_kind_of_control(qtbot: QtBot, app: QApplication, tokens: Tokens) -> None:
    theme.apply(app, tokens)
    made: dict[str, QWidget] = {
        "plain": button("保存"),
        "primary": button("保存", kind="primary"),
        "danger": button("删除", kind="danger"),
        "quiet": button("更多", kind="quiet"),
        "link": button("查看", kind="link"),
        "compact": button("小", small=True),
        "icon": icon_button("x", "关闭"),
        "line": QLineEdit("字"),
        "text": QPlainTextEdit("字"),
        "combo": QComboBox(),
        "check": QCheckBox("是"),
        "radio": QRadioButton("甲"),
        "card": FigureCard("隐患", "3", on_click=lambda: None),
    }
    window = QWidget()
    window.setProperty("role", "page")
    window.setLayout(column(*made.values()))
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    for name, widget in made.items():
        window.setFocus()
        widget.clearFocus()
        before = _colours_by_place(widget)
        widget.setFocus()
        assert widget.hasFocus(), name
        after = _colours_by_place(widget)
        changed = [place for place in before if before[place] != after[place]]
        strong = [place for place in changed if _far(before[place], after[place]) >= 2.0]
        assert len(strong) >= 12, (name, len(changed), len(strong))


def _colours_by_place(widget: QWidget) -> dict[tuple[int, int], str]:
    picture = widget.window().grab(QRect(widget.mapTo(widget.window(), QPoint()), widget.size())).toImage()
    return {
        (x, y): picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
    }


def _far(one: str, other: str) -> float:
    return ratio(one, other)


def test_a_small_button_is_small(qtbot: QtBot, app: QApplication) -> None:
    plain, small = button("保存"), button("保存", small=True)
    for one in (plain, small):
        qtbot.addWidget(one)
        one.show()
    assert small.sizeHint().height() < plain.sizeHint().height()
    assert small.font().pixelSize() < plain.font().pixelSize()
