"""A figure that is nearly as wide as its cell leaves room for the mark of an adjustment."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.dispatch.figure_cell import CellState, FigureCell
from ui.shell.look import look
from ui.shell.start import make_application


@pytest.mark.parametrize("text", ["7", "10，28.4", "1234，5678.9"])
@pytest.mark.parametrize("comparing", [False, True])
def test_the_mark_is_never_under_the_figure(qtbot: QtBot, text: str, comparing: bool) -> None:
    make_application()
    over = QWidget()
    qtbot.addWidget(over)
    cell = FigureCell(over, "C3")
    cell.resize(58, 44 if comparing else 28)
    over.resize(100, 60)
    over.show()
    fonts = (look().font(16), look().font(11))

    def dark(adjusted: bool) -> list[int]:
        state = CellState(text, text, adjusted=adjusted, last=f"上期{text}" if comparing else "")
        cell.show_state(state, fonts, comparing=comparing)
        image = cell.grab().toImage()
        lower = range(image.height() * 3 // 5, image.height())
        # the ink of a figure; the mark is blue
        return [x for x in range(image.width()) if any(image.pixelColor(x, y).blue() < 110 for y in lower)]

    mark = 4 + look().px(10)
    assert all(x >= mark for x in dark(adjusted=True))
    assert dark(adjusted=False)
