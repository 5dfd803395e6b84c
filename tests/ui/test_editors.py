"""Editors read what people write, and say what they cannot read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.kernel.fields import Field, Kind, Value
from ui.forms.choose import editor_for
from ui.forms.day import CalendarPopup, DayEditor
from ui.forms.editor import Editor, FormHelp
from ui.forms.field_box import FieldBox
from ui.forms.field_grid import packed
from ui.forms.number import NumberEditor
from ui.forms.one import OneEditor
from ui.forms.several import SeveralEditor
from ui.shell.start import make_application

TODAY = date(2023, 6, 30)
HELP = FormHelp(TODAY, lambda field: field.choices, lambda _field, text: [f"{text}公司"])


@pytest.fixture(autouse=True)
def _dressed(qtbot: QtBot) -> None:
    make_application()


def made(qtbot: QtBot, field: Field) -> Editor:
    editor = editor_for(field, HELP)
    qtbot.addWidget(editor)
    editor.show()
    return editor


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_starts_empty_and_takes_its_value_back(qtbot: QtBot, kind: Kind) -> None:
    values: dict[Kind, Value] = {
        Kind.DAY: date(2023, 5, 31),
        Kind.INT: 12,
        Kind.MONEY: Decimal("1.2"),
        Kind.YES_NO: False,
        Kind.SEVERAL: ("张某", "李某"),
        Kind.ENTERPRISES: ("甲公司", "乙公司"),
        Kind.FILES: ("a" * 64, "b" * 64),
    }
    choices = ("一般", "重大") if kind is Kind.ONE else ()
    editor = made(qtbot, Field("x", "栏目", kind, choices=choices, unit="万元" if kind is Kind.MONEY else ""))
    assert editor.value() is None
    value = values.get(kind, "重大")
    editor.show_value(value)
    assert editor.value() == value
    said = editor.words()
    editor.show_value(None)
    assert editor.value() is None
    editor.show_words(said)
    assert editor.value() == value, "the words of a draft bring the value back"


@pytest.mark.parametrize(
    "written", ["2023年5月31日", "2023.5.31", "20230531", "5-31", "二〇二三年五月三十一日"]
)
def test_days_in_every_style(qtbot: QtBot, written: str) -> None:
    editor = made(qtbot, Field("x", "发现日期", Kind.DAY))
    assert isinstance(editor, DayEditor)
    if written.isascii():
        QTest.keyClicks(editor.line, written)
    else:
        editor.line.setText(written)
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == date(2023, 5, 31)
    assert editor.line.text() == "2023-05-31"


def test_calendar_speaks_chinese_and_gives_today(qtbot: QtBot) -> None:
    editor = made(qtbot, Field("x", "发现日期", Kind.DAY))
    popup = CalendarPopup(editor, None, TODAY)
    assert popup.calendar.locale().name() == "zh_CN"
    given: list[object] = []
    popup.chosen.connect(given.append)
    popup._give(TODAY)
    assert given == [TODAY]


def test_wrong_words_are_said_under_the_field(qtbot: QtBot) -> None:
    box = FieldBox(Field("x", "发现日期", Kind.DAY), HELP)
    qtbot.addWidget(box)
    editor = box.editor
    assert isinstance(editor, DayEditor)
    editor.line.setText("某天")
    assert not box.check()
    assert "某天" in box.error
    assert editor.line.property("wrong") is True
    editor.line.setText("2023-06-01")
    assert box.error == ""


def test_check_of_the_field_is_asked(qtbot: QtBot) -> None:
    field = Field(
        "x", "联系电话", Kind.TEXT, check=lambda text: None if len(text) == 11 else "手机号应为 11 位数字"
    )
    box = FieldBox(field, HELP)
    qtbot.addWidget(box)
    box.show_value("138")
    assert not box.check()
    assert "11 位" in box.error


def test_money_is_written_out_in_its_unit(qtbot: QtBot) -> None:
    editor = made(qtbot, Field("x", "整改资金（万元）", Kind.MONEY, unit="万元"))
    assert isinstance(editor, NumberEditor)
    editor.line.setText("5000元")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.line.text() == "0.5"


def test_chips(qtbot: QtBot) -> None:
    editor = made(qtbot, Field("x", "检查人员", Kind.SEVERAL))
    assert isinstance(editor, SeveralEditor)
    editor.line.setText("张某、")
    editor.line.setText("李某")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == ("张某", "李某")
    QTest.keyClick(editor.line, Qt.Key.Key_Backspace)
    assert editor.value() == ("张某",)


def test_choice_from_a_file_that_the_list_lacks_is_kept(qtbot: QtBot) -> None:
    editor = made(qtbot, Field("x", "部门", Kind.ONE, dictionary="部门"))
    assert isinstance(editor, OneEditor)
    editor.show_value("旧部门")
    assert editor.value() == "旧部门"


def test_gaps_before_wide_fields_are_filled() -> None:
    kinds = (Kind.TEXT, Kind.PARAGRAPH, Kind.DAY, Kind.PARAGRAPH)
    fields = [Field(f"f{at}", "", kind) for at, kind in enumerate(kinds)]
    assert [field.name for field in packed(fields, 2)] == ["f0", "f2", "f1", "f3"]
