"""What was typed and not saved comes back: after leaving by a power cut, field by field, as it was typed."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import Workspace, close_workspace, open_workspace
from app.ledgers import browse, drafts, edit
from tests.ui_entry.hand import CTRL, Hand, open_form
from tests.ui_entry.typist import SIGNS
from ui.forms import drafting, record_dialog
from ui.forms.record_dialog import RecordDialog
from ui.pages import draft_notice
from ui.pages.draft_notice import DraftNotice
from ui.pages.ledger_actions import new_record
from ui.shell.desk import Desk

Settle = Callable[[Desk], None]


def kept(desk: Desk) -> list[tuple[str, int]]:
    return sorted((one.ledger, one.record) for one in drafts.kept(desk.workspace.store))


def vanish(dialog: RecordDialog) -> None:
    """As if the power had gone: nothing more is asked or written."""
    drafting.keep_all_now()
    dialog._drafting._closed = True  # until Qt deletes it, it could still write over the next form's
    dialog.hide()
    dialog.setParent(None)
    dialog.deleteLater()


def test_everything_typed_comes_back_as_it_was(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    dialog = open_form(qtbot, desk, "hazards")
    dialog.form.unfold()
    typed = {
        "found_on": "某天",
        "enterprise_name": "便民",
        "level": "zd",
        "fund": "1.2万",
        "inspectors": "张某、李某\n王",
        "description": "一层\n二层 ",
        "place": "",
    }
    for name, words in typed.items():
        dialog.form.boxes[name].editor.show_words(words)
    vanish(dialog)
    again = open_form(qtbot, desk, "hazards")
    found = again.form.words()
    assert {name: found[name] for name in typed} == typed
    for name, words in (("found_on", "2023-06-01"), ("level", "一般"), ("inspectors", "张某\n")):
        again.form.boxes[name].editor.show_words(words)
    again.save()
    settle(desk)
    assert browse.count(desk.workspace.store, desk.feature("hazards")) == 1
    assert kept(desk) == [], "saved: the draft is gone"


def test_a_change_of_a_record_keeps_only_what_was_touched(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    store, hazards = desk.workspace.store, desk.feature("hazards")
    edit.create(store, hazards, {"description": "通道堵塞", "found_on": date(2023, 6, 2)})
    dialog = open_form(qtbot, desk, "hazards", browse.record(store, hazards, 1))
    dialog.form.boxes["owner"].editor.show_words("李某")
    vanish(dialog)
    found = drafts.of_record(store, "hazards", 1)
    assert found is not None
    assert found.words["fields"] == {"owner": "李某"}
    edit.update(store, hazards, 1, {"description": "通道堵塞、灭火器过期"})
    again = open_form(qtbot, desk, "hazards", browse.record(store, hazards, 1))
    again.save()
    settle(desk)
    after = browse.record(store, hazards, 1)
    assert after is not None
    assert (after["owner"], after["description"]) == ("李某", "通道堵塞、灭火器过期")


def test_an_inspection_comes_back_with_its_hazards(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.show()
    inspections = desk.feature("inspections")
    dialog = new_record(desk, inspections, over)
    part = dialog._part
    assert part is not None
    part.show_words([{"description": "通道堵塞", "due_on": "下周"}, {"description": "灭火器过期"}])
    vanish(dialog)
    again = new_record(desk, inspections, over)
    assert again._part is not None
    assert [line["description"] for line in again._part.words()] == ["通道堵塞", "灭火器过期"]
    assert again._part.words()[0]["due_on"] == "下周"
    again._drafting.give_up()
    settle(desk)
    assert kept(desk) == []


def test_nothing_typed_leaves_nothing(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    dialog = open_form(qtbot, desk, "hazards")
    drafting.keep_all_now()
    assert kept(desk) == []
    box = dialog.form.boxes["description"].editor
    box.show_words("通")
    drafting.keep_all_now()
    assert kept(desk) == [("hazards", 0)]
    box.show_words("")
    drafting.keep_all_now()
    assert kept(desk) == []


def test_leaving_a_field_keeps_and_giving_up_forgets(
    qtbot: QtBot, desk: Desk, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = open_form(qtbot, desk, "hazards")
    hand = Hand()
    dialog.form.boxes["description"].editor.setFocus()
    hand.type("exit")
    hand.press(Qt.Key.Key_Tab)
    settle(desk)
    assert kept(desk) == [("hazards", 0)]
    monkeypatch.setattr(record_dialog, "ask", lambda *_words, **_how: True)
    dialog.reject()
    settle(desk)
    assert kept(desk) == []


def test_a_form_with_values_of_its_own_leaves_the_draft_alone(
    qtbot: QtBot, desk: Desk, settle: Settle
) -> None:
    first = open_form(qtbot, desk, "hazards")
    first.form.boxes["description"].editor.show_words("没写完")
    vanish(first)
    second = open_form(qtbot, desk, "hazards", given={"enterprise_name": "便民超市"})
    assert second.form.words()["description"] == ""
    second.form.boxes["description"].editor.show_words("另一条")
    drafting.keep_all_now()
    assert kept(desk) == [("hazards", -1), ("hazards", 0)]
    second.save()
    settle(desk)
    assert kept(desk) == [("hazards", 0)]


def test_the_home_page_offers_what_was_left(
    qtbot: QtBot, desk: Desk, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = open_form(qtbot, desk, "hazards")
    dialog.form.boxes["enterprise_name"].editor.show_words("便民超市")
    dialog.form.boxes["description"].editor.show_words("没写完")
    vanish(dialog)
    qtbot.wait(10)
    notice = DraftNotice(desk)
    qtbot.addWidget(notice)
    settle(desk)
    acts = {made.text(): made for made in notice.findChildren(QPushButton)}
    assert "新增隐患 “便民超市”" in acts["继续填写"].accessibleName()
    acts["继续填写"].click()
    opened = next(one for one in notice.findChildren(RecordDialog))
    assert opened.form.words()["description"] == "没写完"
    settle(desk)
    assert notice.kept == (), "open now, no longer left over"
    vanish(opened)
    qtbot.wait(10)
    notice.reload()
    settle(desk)
    monkeypatch.setattr(draft_notice, "ask", lambda *_words, **_how: True)
    next(
        made
        for made in notice.findChildren(QPushButton)
        if made.text() == "丢弃" and made.isVisibleTo(notice)
    ).click()
    settle(desk)
    assert kept(desk) == []
    assert notice.isHidden()


def test_saving_and_going_on_keeps_the_next_one_too(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    dialog = open_form(qtbot, desk, "hazards")
    dialog.form.boxes["description"].editor.show_words("第一条")
    Hand().press(Qt.Key.Key_Return, CTRL | Qt.KeyboardModifier.ShiftModifier)
    settle(desk)
    assert kept(desk) == []
    dialog.form.boxes["description"].editor.show_words("第二条")
    vanish(dialog)
    found = drafts.of_record(desk.workspace.store, "hazards", 0)
    assert found is not None
    assert found.words["fields"]["description"] == "第二条"


def test_killed_while_typing_at_most_five_seconds_are_lost(office: Workspace, tmp_path: Path) -> None:
    close_workspace(office, with_backup=False)
    folder = tmp_path / "office"
    typist = subprocess.Popen(
        [sys.executable, "-m", "tests.ui_entry.typist", str(folder)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert typist.stdout is not None
        said: list[tuple[float, int]] = []
        for line in typist.stdout:
            said.append((time.monotonic(), int(line)))
            if said[-1][0] - said[0][0] > 5.5:  # past the second writing, in the midst of a word
                break
    finally:
        typist.send_signal(signal.SIGKILL)
        typist.wait()
        if typist.stdout is not None:
            typist.stdout.close()
    again = open_workspace(folder, who="张某")
    try:
        found = drafts.of_record(again.store, "hazards", 0)
        assert found is not None
        words = found.words["fields"]
    finally:
        close_workspace(again, with_backup=False)
    count = len(words["description"])
    assert words["found_on"] == "某天"
    assert words["description"] == (SIGNS * 100)[:count]
    five_seconds_before = max((typed for at, typed in said if at <= said[-1][0] - 5), default=0)
    assert count >= five_seconds_before
    assert count > 0
