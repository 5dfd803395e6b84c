"""Ready sentences where one writes: by a sign and initials, from the whole list, and kept from one's own words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.ledgers import phrases
from tests.ui_entry.hand import CTRL, Hand, commit, open_form
from ui.forms.paragraph import ParagraphEditor
from ui.forms.phrasing import CALL, PhrasePopup
from ui.forms.record_dialog import RecordDialog
from ui.shell.desk import Desk

EXIT = "安全出口堵塞，堆放货物和杂物"


@pytest.fixture
def form(qtbot: QtBot, desk: Desk) -> RecordDialog:
    return open_form(qtbot, desk, "hazards")


def description(form: RecordDialog) -> ParagraphEditor:
    editor = form.form.boxes["description"].editor
    assert isinstance(editor, ParagraphEditor)
    editor.box.setFocus()
    return editor


@pytest.mark.parametrize("sign", ["//", ";;", "；；"])
@pytest.mark.parametrize("waits", [False, True])
def test_initials_become_a_sentence(qtbot: QtBot, form: RecordDialog, sign: str, waits: bool) -> None:
    editor = description(form)
    editor.show_words("一层，二层")
    editor.box.moveCursor(editor.box.textCursor().MoveOperation.Start)
    for _ in range(3):
        QTest.keyClick(editor.box, Qt.Key.Key_Right)
    commit(editor.box, sign)
    QTest.keyClicks(editor.box, "aqck")
    if waits:
        qtbot.waitUntil(lambda: editor.phrasing.list.open, timeout=2000)
    QTest.keyClick(editor.box, Qt.Key.Key_Return)
    assert editor.value() == f"一层，{EXIT}二层", "at the cursor, and Enter begins no line"
    assert not editor.phrasing.list.open
    QTest.keyClick(editor.box, Qt.Key.Key_Return)
    assert "\n" in editor.words(), "without a call Enter is Enter"


def test_chinese_words_narrow_too_and_escape_leaves_the_text(qtbot: QtBot, form: RecordDialog) -> None:
    editor = description(form)
    commit(editor.box, "//")
    commit(editor.box, "灭火器")
    qtbot.waitUntil(lambda: editor.phrasing.list.open, timeout=2000)
    assert all("灭火器" in row.word for row in editor.phrasing.list.rows)
    QTest.keyClick(editor.box, Qt.Key.Key_Escape)
    assert form.isVisible()
    assert editor.words() == "//灭火器"


def test_the_whole_list_by_ctrl_j(qtbot: QtBot, form: RecordDialog) -> None:
    editor = description(form)
    editor.show_words("旧话")
    editor.box.selectAll()
    hand = Hand()
    hand.press(Qt.Key.Key_J, CTRL)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, PhrasePopup)
    assert len(popup.list.rows) >= 40
    QTest.keyClicks(popup.line, "aqck")
    assert popup.list.rows[0].word == EXIT
    QTest.keyClick(popup.line, Qt.Key.Key_Return)
    assert editor.value() == EXIT, "in place of what was selected"


def test_own_words_become_a_phrase(
    qtbot: QtBot, form: RecordDialog, desk: Desk, settle: Callable[[Desk], None]
) -> None:
    editor = description(form)
    editor.show_words("灶台旁堆放纸箱")
    menu = QMenu()
    qtbot.addWidget(menu)
    for add in editor.box.menus:
        add(menu)
    keep = next(act for act in menu.actions() if act.text() == "把选中的文字存为短语")
    assert not keep.isEnabled()
    editor.box.selectAll()
    menu.clear()
    for add in editor.box.menus:
        add(menu)
    next(act for act in menu.actions() if act.text() == "把选中的文字存为短语").trigger()
    settle(desk)
    assert phrases.phrases_of(desk.workspace.store, editor.field)[-1] == "灶台旁堆放纸箱"
    editor.show_words("")
    QTest.keyClicks(editor.box, "//ztp")
    QTest.keyClick(editor.box, Qt.Key.Key_Return)
    assert editor.value() == "灶台旁堆放纸箱"


@pytest.mark.parametrize("text", ["http://ab", "a/b", "///ab", "见//图 3", "完;"])
def test_not_every_stroke_is_a_call(text: str) -> None:
    assert CALL.search(text) is None
