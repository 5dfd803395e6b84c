"""Chinese input methods compose undisturbed: no key acts and no list opens before the words are handed over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.ledgers import edit
from tests.ui_entry.hand import CTRL, commit, compose, open_form
from ui.forms.candidates import Candidates
from ui.forms.editor import Editor
from ui.forms.line import Line, Sheet
from ui.forms.suggest import DELAY
from ui.shell.desk import Desk

Settle = Callable[[Desk], None]
FIELDS = ("place", "description", "source", "found_on", "enterprise_name", "inspectors", "fund", "owner")
ACTING = (
    (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier),
    (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_S, CTRL),
    (Qt.Key.Key_Semicolon, CTRL),
    (Qt.Key.Key_Apostrophe, CTRL),
    (Qt.Key.Key_J, CTRL),
)


def control_of(editor: Editor) -> Line | Sheet:
    found = editor.findChild(Line) or editor.findChild(Sheet)
    assert isinstance(found, Line | Sheet)
    return found


def said(control: Line | Sheet) -> str:
    if isinstance(control, QPlainTextEdit):
        return control.toPlainText()
    assert isinstance(control, QLineEdit)
    return control.text()


def composing(control: Line | Sheet) -> bool:
    return control.composing


@pytest.mark.parametrize("name", FIELDS)
def test_nothing_happens_while_composing(qtbot: QtBot, desk: Desk, settle: Settle, name: str) -> None:
    edit.create(desk.workspace.store, desk.feature("enterprises"), {"name": "配电某公司"})
    dialog = open_form(qtbot, desk, "hazards")
    dialog.form.unfold()
    editor = dialog.form.boxes[name].editor
    editor.offer_last("上次的话")
    control = control_of(editor)
    control.setFocus()
    before = editor.words()
    compose(control, "pei'dian")
    assert composing(control)
    for key, held in ACTING:
        QTest.keyClick(control, key, held)
    qtbot.wait(DELAY + 60)
    assert control.hasFocus(), "no key led away"
    assert not any(one.open for one in editor.findChildren(Candidates))
    assert editor.words() in (before, before[:-1]), "at most what the key itself takes away"
    control.clear()
    commit(control, "配电")
    assert not composing(control)
    assert said(control) == "配电"
    compose(control, "xiang")
    commit(control, "箱")
    assert said(control) == "配电箱"
    settle(desk)
    dialog.form.show_values({})


def test_candidates_stay_away_from_a_composition_begun_meanwhile(
    qtbot: QtBot, desk: Desk, settle: Settle
) -> None:
    edit.create(desk.workspace.store, desk.feature("enterprises"), {"name": "配电某公司"})
    dialog = open_form(qtbot, desk, "hazards")
    editor = dialog.form.boxes["enterprise_name"].editor
    line = control_of(editor)
    line.setFocus()
    commit(line, "配")
    compose(line, "dian")
    settle(desk)
    qtbot.wait(DELAY + 60)
    assert not any(one.open for one in editor.findChildren(Candidates))
    commit(line, "电")
    qtbot.waitUntil(lambda: any(one.open for one in editor.findChildren(Candidates)), timeout=5000)
    compose(line, "mou")
    assert said(line) == "配电"
    commit(line, "某")
    assert said(line) == "配电某", "an open list eats nothing"


def test_letters_handed_over_by_the_input_method_move_a_day(qtbot: QtBot, desk: Desk) -> None:
    dialog = open_form(qtbot, desk, "hazards")
    editor = dialog.form.boxes["found_on"].editor
    line = control_of(editor)
    line.setFocus()
    line.clear()
    compose(line, "d")
    assert editor.value() is None
    commit(line, "d")
    assert editor.value() == date(2023, 6, 30)
    line.clear()
    commit(line, "明天")
    assert editor.value() == date(2023, 7, 1)
