"""The second hazard of a visit: hardly a key beside its description. Firms and choices by initials on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.kernel.feature import Record
from app.ledgers import browse, edit
from tests.ui_entry.hand import CTRL, SHIFT, Hand, open_form
from ui.forms.record_dialog import RecordDialog
from ui.pages.ledger_page import LedgerPage
from ui.shell.desk import Desk

Settle = Callable[[Desk], None]
FIRM = "济南历城建新机械有限公司"


def all_hazards(desk: Desk) -> list[Record]:
    store, hazards = desk.workspace.store, desk.feature("hazards")
    ids = sorted(browse.ids(store, hazards))
    found = browse.rows(store, hazards, ids)
    return [found[one] for one in ids]


def two_of_a_name(desk: Desk) -> None:
    store, firms = desk.workspace.store, desk.feature("enterprises")
    edit.create(store, firms, {"name": FIRM, "community": "清泉社区"})
    edit.create(store, firms, {"name": "便民超市", "community": "清泉社区", "phone": "13800000001"})
    edit.create(store, firms, {"name": "便民超市", "community": "东柳社区", "phone": "13800002468"})


def test_two_hazards_of_one_visit(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    two_of_a_name(desk)
    dialog = open_form(qtbot, desk, "hazards")
    hand, boxes = Hand(), dialog.form.boxes
    settle(desk)
    hand.type("lcjx")
    hand.press(
        Qt.Key.Key_Return
    )  # before the candidates are there: Enter waits for them, takes the first, goes on
    qtbot.waitUntil(lambda: boxes["source"].editor.isAncestorOf(hand.at), timeout=5000)
    assert boxes["enterprise_name"].value() == FIRM
    hand.type("bm")
    hand.press(Qt.Key.Key_Return)
    assert boxes["source"].value() == "部门检查"
    assert boxes["found_on"].editor.isAncestorOf(hand.at)
    hand.type("-1")
    hand.press(Qt.Key.Key_Return)
    hand.type("y")
    hand.press(Qt.Key.Key_Return)
    assert boxes["level"].value() == "一般"
    assert boxes["description"].editor.isAncestorOf(hand.at)
    assert hand.strokes <= 16, "the whole head of a hazard"
    hand.type("socket broken")
    hand.press(Qt.Key.Key_Return, CTRL | SHIFT)
    settle(desk)

    hand = Hand()
    assert boxes["description"].editor.isAncestorOf(hand.at), "what is left to be written has the keyboard"
    hand.type("exit blocked")
    hand.press(Qt.Key.Key_S, CTRL)
    settle(desk)
    assert not isValid(dialog), "closed, and nothing of it is left"
    assert hand.strokes - len("exit blocked") < 20
    first, second = all_hazards(desk)
    assert (first["description"], second["description"]) == ("socket broken", "exit blocked")
    for name in ("enterprise_name", "enterprise_id", "source", "found_on", "level"):
        assert second[name] == first[name], name
    assert second["found_on"] == date(2023, 6, 29)
    assert second["number"] != first["number"]


def test_one_more_from_the_list(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    two_of_a_name(desk)
    store, hazards = desk.workspace.store, desk.feature("hazards")
    values: Record = {
        "enterprise_name": "便民超市",
        "enterprise_id": 3,
        "source": "部门检查",
        "found_on": date(2023, 6, 20),
        "level": "一般",
        "description": "通道堵塞",
        "inspectors": ("张某", "李某"),
        "closed_on": date(2023, 6, 25),
    }
    edit.create(store, hazards, values)
    page = LedgerPage(desk, "hazards")
    qtbot.addWidget(page)
    page.resize(1300, 700)
    page.show()
    settle(desk)
    page.table.select(1)
    page.table.view.setFocus()
    hand = Hand()
    with qtbot.waitActive(page):
        page.activateWindow()
    hand.press(Qt.Key.Key_N, CTRL | SHIFT)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RecordDialog)
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.form.boxes["description"].editor.isAncestorOf(hand.at), timeout=5000)
    hand.type("no lamp")
    hand.press(Qt.Key.Key_S, CTRL)
    settle(desk)
    assert not isValid(dialog), "closed, and nothing of it is left"
    second = all_hazards(desk)[1]
    kept = {name: second[name] for name in values if name not in ("description", "closed_on")}
    assert kept == {name: values[name] for name in kept}
    assert second["description"] == "no lamp"
    assert second["closed_on"] is None, "only what belongs to the visit comes along"


def test_firms_of_one_name_are_chosen_by_what_stands_beside_them(
    qtbot: QtBot, desk: Desk, settle: Settle
) -> None:
    two_of_a_name(desk)
    dialog = open_form(qtbot, desk, "hazards")
    hand, boxes = Hand(), dialog.form.boxes
    settle(desk)
    hand.type("bmcs")
    offer = boxes["enterprise_name"].editor.offer  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: offer.open, timeout=5000)
    assert [one.note for one in offer.list.rows] == ["清泉社区 · 13800000001", "东柳社区 · 13800002468"]
    hand.press(Qt.Key.Key_Down)
    hand.press(Qt.Key.Key_Return)
    boxes["description"].editor.show_words("通道堵塞")
    hand.press(Qt.Key.Key_S, CTRL)
    settle(desk)
    assert all_hazards(desk)[0]["enterprise_id"] == 3


def test_a_name_that_fits_two_firms_is_said(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    two_of_a_name(desk)
    dialog = open_form(qtbot, desk, "hazards")
    editor = dialog.form.boxes["enterprise_name"].editor
    editor.show_words("便民超市")
    Hand().press(Qt.Key.Key_Tab)
    settle(desk)
    assert "2 家同名" in editor.note  # type: ignore[attr-defined]
    editor.show_words("没有这家")
    editor.line.setFocus()  # type: ignore[attr-defined]
    Hand().press(Qt.Key.Key_Tab)
    settle(desk)
    assert "还没有这个名称" in editor.note  # type: ignore[attr-defined]


def test_the_last_values_are_offered_to_the_same_person(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    dialog = open_form(qtbot, desk, "inspections")
    dialog.form.unfold()
    dialog.form.boxes["department"].editor.show_words("应急管理办公室")
    dialog.form.boxes["inspectors"].editor.show_words("张某、李某\n")
    dialog.save()
    settle(desk)
    again = open_form(qtbot, desk, "inspections")
    again.form.unfold()
    boxes, hand = again.form.boxes, Hand()
    line = boxes["department"].editor.line  # type: ignore[attr-defined]
    assert "应急管理办公室" in line.placeholderText()
    line.setFocus()
    hand.press(Qt.Key.Key_Apostrophe, CTRL)
    boxes["inspectors"].editor.line.setFocus()  # type: ignore[attr-defined]
    hand.press(Qt.Key.Key_Apostrophe, CTRL)
    assert boxes["department"].value() == "应急管理办公室"
    assert boxes["inspectors"].value() == ("张某", "李某")
    desk.workspace.store.who = "王某"
    other = open_form(qtbot, desk, "inspections")
    other.form.unfold()
    assert "上次" not in other.form.boxes["department"].editor.line.placeholderText()  # type: ignore[attr-defined]


def test_a_limit_before_the_finding_is_told_at_once_and_saved_all_the_same(
    qtbot: QtBot, desk: Desk, settle: Settle
) -> None:
    dialog = open_form(qtbot, desk, "hazards")
    settle(desk)
    dialog.form.unfold()
    hand, boxes = Hand(), dialog.form.boxes
    for name, text in (("found_on", "2023-06-05"), ("due_on", "2023-06-01")):
        boxes[name].editor.setFocus()
        hand.press(Qt.Key.Key_A, CTRL)
        hand.type(text)
        hand.press(Qt.Key.Key_Tab)
    assert boxes["due_on"].warning == "整改期限 2023-06-01 早于发现日期 2023-06-05，请核对"
    assert not boxes["due_on"].error
    hand.press(Qt.Key.Key_S, CTRL)
    settle(desk)
    (row,) = all_hazards(desk)
    assert (row["found_on"], row["due_on"]) == (date(2023, 6, 5), date(2023, 6, 1))
    assert "早于发现日期" in str(row["incomplete_note"])


def test_the_word_goes_when_the_day_is_mended(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    days: Record = {"found_on": date(2023, 6, 5), "due_on": date(2023, 6, 1)}
    (one,) = edit.create(desk.workspace.store, desk.feature("hazards"), days).created["hazards"]
    record = browse.record(desk.workspace.store, desk.feature("hazards"), one)
    dialog = open_form(qtbot, desk, "hazards", record)
    settle(desk)
    box = dialog.form.boxes["due_on"]
    assert "早于发现日期" in box.warning
    box.editor.setFocus()
    hand = Hand()
    hand.press(Qt.Key.Key_A, CTRL)
    hand.type("2023-06-30")
    hand.press(Qt.Key.Key_Tab)
    assert not box.warning
