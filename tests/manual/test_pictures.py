"""The manual's pictures: each that a page shows is there for both grounds, small, and follows the theme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import CATALOGUE
from app.dispatch.definition import load
from app.overview.manual import FOLDER, articles
from ui.manual.pictures import LARGEST, save_small
from ui.manual.reader import PICTURES, Reader, picture_file
from ui.shell import theme
from ui.shell.start import make_application
from ui.shell.tokens import CONTRAST, DARK, LIGHT

_SHOWN = re.compile(r"!\[([^\]]+)\]\(pictures/([a-z]+\.png)\)")


@pytest.fixture
def app() -> Iterator[QApplication]:
    made = make_application()
    yield made
    theme.apply(made)


def shown() -> dict[str, str]:
    return {
        name: said for path in FOLDER.glob("*.md") for said, name in _SHOWN.findall(path.read_text("utf-8"))
    }


def test_what_is_shown_is_there_and_small() -> None:
    names = shown()
    assert 8 <= len(names) <= 12
    assert all(names.values())
    there = {path.name for path in PICTURES.glob("*.png")}
    assert there == {picture_file(name, tokens).name for name in names for tokens in (LIGHT, DARK)}
    assert all(path.stat().st_size <= LARGEST for path in PICTURES.glob("*.png"))


def test_a_picture_follows_the_theme(qtbot: QtBot, app: QApplication) -> None:
    page = next(one for one in articles(CATALOGUE, [load(CATALOGUE)]) if one.name == "first")
    reader = Reader()
    qtbot.addWidget(reader)
    reader.resize(700, 500)
    reader.show()
    reader.show_article(page)
    grounds = []
    for tokens in (LIGHT, DARK, CONTRAST):
        theme.change(app, tokens)
        image = reader.loadResource(2, QUrl("pictures/home.png"))
        assert isinstance(image, QImage)
        assert 240 <= image.width() <= 700
        grounds.append(image.pixelColor(image.width() - 3, image.height() - 3).lightness())
        assert tokens.name in str(reader._tokens)
    assert grounds[1] < 60 < 200 < grounds[0] == grounds[2]


def test_below_a_picture_the_text_goes_on(qtbot: QtBot, app: QApplication) -> None:
    reader = Reader()
    qtbot.addWidget(reader)
    reader.resize(700, 500)
    reader.show()
    reader.show_article(next(one for one in articles(CATALOGUE, [load(CATALOGUE)]) if one.name == "first"))
    block = reader.document().begin()
    while "\ufffc" not in block.text():
        block = block.next()
    image = reader.loadResource(2, QUrl("pictures/home.png"))
    taken = reader.document().documentLayout().blockBoundingRect(block).height()
    assert taken < image.height() / image.devicePixelRatio() + 40


def test_rare_colours_stay(app: QApplication, tmp_path: Path) -> None:
    picture = QImage(200, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor(LIGHT.surface))
    for at in range(200):
        for down in range(150):
            picture.setPixelColor(at, down, QColor((at * 7) % 256, (down * 5) % 256, (at * down) % 256))
    red = QColor(LIGHT.tones["red"][1])
    picture.setPixelColor(5, 190, red)
    out = tmp_path / "x.png"
    save_small(picture, out)
    kept = QImage(str(out)).pixelColor(5, 190)
    assert abs(kept.red() - red.red()) + abs(kept.green() - red.green()) < 40
