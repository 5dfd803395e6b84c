"""Enter presses the button that has the focus, and no other."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from ui.shell.start import make_application
from ui.shell.widgets import button, column, icon_button

KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


def test_enter_and_space_press_a_button(qtbot: QtBot) -> None:
    make_application()
    done: list[int] = []
    made: list[QAbstractButton] = [
        button("写入", on_click=lambda: done.append(1)),
        icon_button("x", "关闭", lambda: done.append(1)),
    ]
    for one in made:
        qtbot.addWidget(one)
        for key in KEYS:
            QTest.keyClick(one, key)
    assert len(done) == len(made) * len(KEYS)


def test_keys_with_modifiers_are_left_to_shortcuts(qtbot: QtBot) -> None:
    make_application()
    done: list[int] = []
    made = button("写入", on_click=lambda: done.append(1))
    qtbot.addWidget(made)
    QTest.keyClick(made, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not done


@pytest.mark.parametrize("key", KEYS[:2])
def test_enter_in_a_field_presses_nothing(qtbot: QtBot, key: Qt.Key) -> None:
    make_application()
    done: list[int] = []
    dialog, field = QDialog(), QLineEdit()
    dialog.setLayout(column(field, button("删除", on_click=lambda: done.append(1))))
    qtbot.addWidget(dialog)
    QTest.keyClick(field, key)
    assert not done
