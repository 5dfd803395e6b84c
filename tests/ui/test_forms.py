"""Forms made from declarations: keyboard alone, errors, names for those who cannot see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.bootstrap import CATALOGUE
from app.kernel.fields import Value
from app.ledgers import browse, edit
from ui.forms.day import DayEditor
from ui.forms.record_dialog import RecordDialog
from ui.pages.ledger_page import LedgerPage
from ui.pages.step_dialog import StepDialog
from ui.shell.desk import Desk

Settle = Callable[[Desk], None]
CONTROLS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractButton, QAbstractItemView)
INNER = ("qt_spinbox_lineedit", "qt_scrollarea_viewport")


def dialog_of(qtbot: QtBot, desk: Desk, name: str) -> RecordDialog:
    over = QWidget()
    qtbot.addWidget(over)
    over.show()
    dialog = RecordDialog(desk, desk.feature(name), over)
    dialog.open()
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    return dialog


def unnamed(widget: QWidget) -> list[str]:
    """Controls that the keyboard reaches and a screen reader could not name."""
    found = []
    for control in widget.findChildren(QWidget):
        reached = control.focusPolicy() & Qt.FocusPolicy.TabFocus and isinstance(control, CONTROLS)
        inner = control.objectName() in INNER or isinstance(control.parentWidget(), QComboBox)
        if reached and not inner and not (control.accessibleName() or getattr(control, "text", str)()):
            found.append(f"{type(control).__name__} in {type(control.parentWidget()).__name__}")
    return found


def test_a_form_with_nothing_in_it_takes_no_number(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    dialog = dialog_of(qtbot, desk, "hazards")
    feature = desk.feature("hazards")
    before = len(browse.ids(desk.workspace.store, feature))
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(desk)
    assert dialog.isVisible()
    assert len(browse.ids(desk.workspace.store, feature)) == before
    dialog.form.boxes["description"].show_value("通道堵塞")
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(desk)
    assert len(browse.ids(desk.workspace.store, feature)) == before + 1


def test_a_hazard_is_entered_with_the_keyboard_alone(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    dialog = dialog_of(qtbot, desk, "hazards")

    def at() -> QWidget:
        found = QApplication.focusWidget() or dialog.focusWidget()
        assert found is not None
        return found

    typed: list[str | Qt.Key | None] = [
        "Good Shop",
        Qt.Key.Key_Down,
        "2023-6-1",
        Qt.Key.Key_Down,
        "socket not earthed",
    ]
    for word in typed:
        if isinstance(word, str):
            line = at()
            if isinstance(line, QLineEdit):
                line.selectAll()
            QTest.keyClicks(at(), word)
        elif word is not None:
            QTest.keyClick(at(), word)
        if word != typed[-1]:
            QTest.keyClick(at(), Qt.Key.Key_Tab)
    QTest.keyClick(at(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(desk)
    store, hazards = desk.workspace.store, desk.feature("hazards")
    ids = browse.ids(store, hazards)
    assert len(ids) == 1
    record = browse.rows(store, hazards, ids)[ids[0]]
    assert record["enterprise_name"] == "Good Shop"
    assert record["found_on"] == date(2023, 6, 1)
    assert record["description"] == "socket not earthed"
    assert record["source"] == hazards.ledger["source"].choices[0]
    assert record["level"] == "一般"
    assert record["number"] == "YH-2023-0001"
    assert not isValid(dialog), "closed, and nothing of it is left"


def test_new_hazard_asks_for_the_starred_fields_first(qtbot: QtBot, desk: Desk) -> None:
    dialog = dialog_of(qtbot, desk, "hazards")
    assert len(dialog.form.boxes) == 5
    dialog.form.unfold()
    own = [field for field in desk.feature("hazards").ledger.fields if not field.computed]
    assert len(dialog.form.boxes) == len(own)
    dialog.form.show_values({})
    dialog.reject()


def test_what_cannot_be_read_is_not_saved(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    dialog = dialog_of(qtbot, desk, "hazards")
    editor = dialog.form.boxes["found_on"].editor
    assert isinstance(editor, DayEditor)
    editor.line.setText("2023-02-30")
    dialog.save()
    settle(desk)
    assert dialog.isVisible()
    assert "2023-02-30" in dialog.form.boxes["found_on"].error
    assert browse.count(desk.workspace.store, desk.feature("hazards")) == 0


def test_a_change_writes_only_what_was_touched(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    store, hazards = desk.workspace.store, desk.feature("hazards")
    change = edit.create(store, hazards, {"description": "通道堵塞", "found_on": date(2023, 6, 2)})
    number = change.created["hazards"][0]
    record = browse.record(store, hazards, number)
    over = QWidget()
    qtbot.addWidget(over)
    dialog = RecordDialog(desk, hazards, over, record=record)
    assert dialog.form.touched() == {}
    dialog.form.boxes["description"].editor.show_value("通道堵塞、灭火器过期")
    assert set(dialog.form.touched()) == {"description"}
    dialog.save()
    settle(desk)
    after = browse.record(store, hazards, number)
    assert after is not None
    assert after["description"] == "通道堵塞、灭火器过期"


@pytest.mark.parametrize("name", list(CATALOGUE))
def test_every_form_names_its_controls(qtbot: QtBot, desk: Desk, name: str) -> None:
    dialog = dialog_of(qtbot, desk, name)
    dialog.form.unfold()
    assert unnamed(dialog) == []


@pytest.mark.parametrize("name", list(CATALOGUE))
def test_every_ledger_page_names_its_controls(
    qtbot: QtBot, sample_desk: Desk, settle: Settle, name: str
) -> None:
    store, feature = sample_desk.workspace.store, sample_desk.feature(name)
    if feature.ledger.day and not browse.count(store, feature):  # a ledger the sample office knows nothing of
        edit.create(store, feature, {feature.ledger.day: date(2023, 6, 2)})
    page = LedgerPage(sample_desk, name)
    qtbot.addWidget(page)
    page.resize(1300, 700)
    page.show()
    settle(sample_desk)
    assert page.table.count > 0
    page.open_record(page.table.view.rows.ids[0])
    settle(sample_desk)
    assert unnamed(page) == []


def test_a_step_is_asked_for_and_taken(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    store, hazards = desk.workspace.store, desk.feature("hazards")
    values: dict[str, Value] = {
        "description": "插座破损",
        "found_on": date(2023, 6, 2),
        "treatment": "立查立改",
    }
    number = edit.create(store, hazards, values).created["hazards"][0]
    over = QWidget()
    qtbot.addWidget(over)
    assert hazards.workflow is not None
    step = next(one for one in hazards.workflow.transitions if one.name == "finish")
    dialog = StepDialog(desk, hazards, step, [number], over, browse.record(store, hazards, number))
    assert unnamed(dialog) == []
    dialog.take()
    settle(desk)
    after = browse.record(store, hazards, number)
    assert after is not None
    assert after["status"] == "待复查"
    assert after["rectified_on"] == date(2023, 6, 30)


def test_more_fields_stand_before_the_buttons(qtbot: QtBot, desk: Desk) -> None:
    dialog = dialog_of(qtbot, desk, "hazards")
    more = dialog.form.more
    assert more is not None
    more.setFocus()
    QTest.keyClick(more, Qt.Key.Key_Space)

    def where() -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    first = dialog.form.boxes["inspectors"].editor
    qtbot.waitUntil(lambda: first.isAncestorOf(where()))
    passed = 0
    while where() is not dialog.cancel and passed < 60:
        assert dialog.form.isAncestorOf(where())
        QTest.keyClick(where(), Qt.Key.Key_Tab)
        passed += 1
    assert passed > 10
    QTest.keyClick(dialog.cancel, Qt.Key.Key_Tab)
    assert where() is dialog.keep_on


def test_a_step_begins_in_its_first_field(qtbot: QtBot, desk: Desk) -> None:
    store, hazards = desk.workspace.store, desk.feature("hazards")
    change = edit.create(store, hazards, {"found_on": date(2023, 6, 1), "description": "漏电"})
    (number,) = change.created["hazards"]
    over = QWidget()
    qtbot.addWidget(over)
    over.show()
    assert hazards.workflow is not None
    step = next(one for one in hazards.workflow.transitions if one.name == "start")
    dialog = StepDialog(desk, hazards, step, [number], over, browse.record(store, hazards, number))
    dialog.open()
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    first = dialog.grids[0].boxes["treatment"].editor
    qtbot.waitUntil(lambda: first.isAncestorOf(QApplication.focusWidget() or over))


@pytest.mark.parametrize(("name", "folded"), [("hazards", True), ("enforcement", False), ("rewards", False)])
def test_a_short_ledger_is_shown_whole(qtbot: QtBot, desk: Desk, name: str, folded: bool) -> None:
    dialog = dialog_of(qtbot, desk, name)
    assert (dialog.form.more is not None) is folded


def test_what_keeps_a_new_record_incomplete_is_asked_at_once(qtbot: QtBot, desk: Desk) -> None:
    shown = dialog_of(qtbot, desk, "enterprises").form.boxes
    assert list(shown) == ["name", "code", "community"], "a firm without its code is 待完善, star or not"
