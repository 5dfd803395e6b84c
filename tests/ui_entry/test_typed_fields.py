"""Days, sums, choices and answers as the hand is used to writing them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.kernel.fields import Field, Kind, Value
from app.kernel.parsing import NotUnderstood
from tests.ui_entry.hand import CTRL
from ui.forms.choose import editor_for
from ui.forms.day import DayEditor
from ui.forms.editor import Editor, FormHelp
from ui.forms.number import NumberEditor
from ui.forms.one import OneEditor
from ui.forms.several import SeveralEditor
from ui.shell.start import make_application

TODAY = date(2023, 8, 31)
STATES = ("待整改", "整改中", "待复查", "已销号")
WORDS = ("应急管理办公室", "消防工作站", "综合行政执法队")
HELP = FormHelp(TODAY, lambda field: field.choices or WORDS, lambda _field, _text: [])


def made(qtbot: QtBot, field: Field) -> Editor:
    make_application()
    editor = editor_for(field, HELP)
    qtbot.addWidget(editor)
    editor.resize(340, 40)
    editor.show()
    with qtbot.waitActive(editor):
        editor.activateWindow()
    editor.setFocus()
    return editor


def day(qtbot: QtBot) -> DayEditor:
    editor = made(qtbot, Field("x", "整改期限", Kind.DAY))
    assert isinstance(editor, DayEditor)
    return editor


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("+3", date(2023, 9, 3)),
        ("-2", date(2023, 8, 29)),
        ("+2w", date(2023, 9, 14)),
        ("+1m", date(2023, 9, 30)),
        ("d", date(2023, 8, 31)),
        ("dd", date(2023, 9, 1)),
        ("ww", date(2023, 9, 14)),
        ("D", date(2023, 8, 30)),
        ("6-30m", date(2023, 7, 30)),
        ("2023-06-30W", date(2023, 6, 23)),
    ],
)
def test_days_by_keys(qtbot: QtBot, typed: str, meant: date) -> None:
    editor = day(qtbot)
    QTest.keyClicks(editor.line, typed)
    assert editor.value() == meant
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.line.text() == meant.isoformat()


def test_a_day_is_understood_while_it_is_typed(qtbot: QtBot) -> None:
    editor = day(qtbot)
    QTest.keyClicks(editor.line, "+3")
    assert editor.preview.label.text() == "→ 2023-09-03 星期日"
    assert editor.preview.label.isVisible()
    editor.line.setText("今天")
    assert editor.value() == TODAY
    editor.resize(90, 40)
    assert not editor.preview.label.isVisible(), "never over what is typed"


def test_arrows_and_today(qtbot: QtBot) -> None:
    editor = day(qtbot)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_PageDown):
        QTest.keyClick(editor.line, key)
    assert editor.value() == date(2023, 8, 1)
    QTest.keyClick(editor.line, Qt.Key.Key_Semicolon, CTRL)
    assert editor.value() == TODAY
    editor.line.setText("某天")
    QTest.keyClick(editor.line, Qt.Key.Key_Up)
    assert editor.line.text() == "某天", "words that are no day are not lost"


@pytest.mark.parametrize(
    ("unit", "typed", "value", "said", "written"),
    [
        ("元", "1.2万", Decimal(12000), "→ 12,000", "12,000"),
        ("万元", "5000元", Decimal("0.5"), "→ 0.5", "0.5"),
        ("万元", "1.2", Decimal("1.2"), "= 12,000 元", "1.2"),
        ("元", "12000.5", Decimal("12000.5"), "= 12,000.5", "12,000.5"),
        ("元", "800", Decimal(800), "", "800"),
        ("元", "很多", None, "", "很多"),
    ],
)
def test_money(qtbot: QtBot, unit: str, typed: str, value: Value, said: str, written: str) -> None:
    editor = made(qtbot, Field("x", "罚款", Kind.MONEY, unit=unit))
    assert isinstance(editor, NumberEditor)
    editor.line.setText(typed)
    assert editor.preview.label.text() == said
    if value is None:
        with pytest.raises(NotUnderstood):
            editor.value()
    else:
        assert editor.value() == value
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.line.text() == written


def one(qtbot: QtBot, *, dictionary: bool = False) -> OneEditor:
    field = (
        Field("x", "部门", Kind.ONE, dictionary="部门")
        if dictionary
        else Field("x", "状态", Kind.ONE, choices=STATES)
    )
    editor = made(qtbot, field)
    assert isinstance(editor, OneEditor)
    return editor


@pytest.mark.parametrize(
    ("typed", "word"), [("dzg", "待整改"), ("d", "待整改"), ("Y", "已销号"), ("zg", "整改中")]
)
@pytest.mark.parametrize("waits", [False, True])
def test_choices_by_initials_and_enter(qtbot: QtBot, typed: str, word: str, waits: bool) -> None:
    editor = one(qtbot)
    QTest.keyClicks(editor.line, typed)
    if waits:
        qtbot.waitUntil(lambda: editor.offer.open, timeout=2000)
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.line.text() == word
    assert editor.value() == word
    assert not editor.offer.open


def test_a_closed_list_takes_nothing_else(qtbot: QtBot) -> None:
    editor = one(qtbot)
    editor.line.setText("待复")
    assert editor.value() == "待复查", "what fits one word alone means it"
    editor.line.setText("算了")
    with pytest.raises(NotUnderstood, match="算了"):
        editor.value()


def test_an_editable_list_keeps_a_new_word(qtbot: QtBot) -> None:
    editor = one(qtbot, dictionary=True)
    editor.line.setText("应急管理")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == "应急管理", "Chinese words stand as they are written"
    editor.line.clear()
    QTest.keyClicks(editor.line, "xf")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == "消防工作站"


def test_a_new_word_is_called_new_beside_the_one_that_is_there(qtbot: QtBot) -> None:
    editor = one(qtbot, dictionary=True)
    editor.resize(500, 40)
    editor.line.setFocus()
    editor.line.setText("消防")
    assert editor.preview.label.text() == "新词，已有“消防工作站”"
    editor.line.clearFocus()
    assert editor.preview.label.isVisible(), "also when the line is left"
    editor.line.setText("消防工作站")
    assert editor.preview.label.text() == ""
    editor.line.setText("教育办")
    assert editor.preview.label.text() == "新词"


def test_the_whole_list_unfolds_with_a_key(qtbot: QtBot) -> None:
    editor = one(qtbot)
    QTest.keyClick(editor.line, Qt.Key.Key_Down)
    assert [row.word for row in editor.offer.list.rows] == list(STATES)
    QTest.keyClick(editor.line, Qt.Key.Key_Down)
    QTest.keyClick(editor.line, Qt.Key.Key_Down)
    QTest.keyClick(editor.line, Qt.Key.Key_Tab)
    assert editor.value() == "待复查"
    editor.setFocus()
    QTest.keyClick(editor.line, Qt.Key.Key_F4)
    assert len(editor.offer.list.rows) == len(STATES), "with a word chosen the others can still be seen"
    QTest.keyClick(editor.line, Qt.Key.Key_Escape)
    assert not editor.offer.open
    assert editor.value() == "待复查"


def test_several_by_initials(qtbot: QtBot) -> None:
    editor = made(qtbot, Field("x", "类别", Kind.SEVERAL, choices=("火灾", "触电", "中毒和窒息", "其他爆炸")))
    assert isinstance(editor, SeveralEditor)
    for typed in ("cd", "hz"):
        QTest.keyClicks(editor.line, typed)
        QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == ("触电", "火灾")
    QTest.keyClick(editor.line, Qt.Key.Key_Backspace)
    assert editor.value() == ("触电",)


@pytest.mark.parametrize(("key", "value"), [("y", True), ("n", False), ("1", True), ("0", False)])
def test_yes_and_no_by_a_letter(qtbot: QtBot, key: str, value: bool) -> None:
    editor = made(qtbot, Field("x", "是否高危行业", Kind.YES_NO))
    target = editor.focusProxy()
    while target is not None and target.focusProxy() is not None:
        target = target.focusProxy()
    assert target is not None
    QTest.keyClicks(target, key)
    assert editor.value() is value
    QTest.keyClick(target, Qt.Key.Key_Backspace)
    assert editor.value() is None


def test_at_once_is_asked_back_as_a_day(qtbot: QtBot) -> None:
    editor = day(qtbot)
    editor.line.setText("立即")  # as an input method commits it
    with pytest.raises(NotUnderstood, match="请写成日期；当场整改的，填发现的那一天"):
        editor.value()
