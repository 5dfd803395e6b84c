"""What is typed into the dialog of a step, or beside an inspection on file, survives a kill as well."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ledgers import browse, drafts
from tests.ui_entry.hand import Hand
from ui.forms import drafting, taking_up
from ui.pages.draft_notice import DraftNotice
from ui.pages.inspection_parts import add_hazards
from ui.pages.ledger_actions import take_step
from ui.pages.step_dialog import StepDialog
from ui.shell.desk import Desk

Settle = Callable[[Desk], None]
CTRL = Qt.KeyboardModifier.ControlModifier


def left(desk: Desk) -> list[tuple[str, int]]:
    return sorted((one.ledger, one.record) for one in drafts.kept(desk.workspace.store))


def hazard_to_rectify(desk: Desk) -> int:
    store, hazards = desk.workspace.store, desk.feature("hazards")
    for one in browse.ids(store, hazards):
        record = browse.record(store, hazards, one)
        if record is not None and record["status"] == "整改中" and not record["voided"]:
            return one
    raise AssertionError("none is being put right")


def step_of(desk: Desk, over: QWidget, number: int) -> StepDialog:
    feature = desk.feature("hazards")
    assert feature.workflow is not None
    record = browse.record(desk.workspace.store, feature, number)
    assert record is not None
    step = next(one for one in feature.workflow.transitions if record["status"] in one.before and one.asks)
    dialog = take_step(desk, feature, over, [number], step.name)
    assert isinstance(dialog, StepDialog)
    return dialog


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def at(qtbot: QtBot, editor: QWidget) -> None:
    """The keyboard is in a field of the dialog in front."""
    editor.window().activateWindow()
    qtbot.waitUntil(editor.window().isActiveWindow)
    editor.setFocus()


def text_of(dialog: StepDialog) -> str:
    """A field of words in the dialog."""
    kinds = ("TEXT", "PARAGRAPH")
    return next(n for grid in dialog.grids for n, box in grid.boxes.items() if box.field.kind.name in kinds)


def box_of(dialog: StepDialog, name: str) -> QWidget:
    return next(grid.boxes[name].editor for grid in dialog.grids if name in grid.boxes)


def test_a_step_killed_while_typing_is_gone_on_with_from_home(
    qtbot: QtBot, sample_desk: Desk, over: QWidget, settle: Settle
) -> None:
    number = hazard_to_rectify(sample_desk)
    dialog = step_of(sample_desk, over, number)
    name = text_of(dialog)
    at(qtbot, box_of(dialog, name))
    Hand().type("yi zheng gai")
    drafting.keep_all_now()
    dialog.deleteLater()  # the program is gone, the dialog was never answered
    qtbot.wait(20)
    assert [record for _place, record in left(sample_desk)] == [number]
    notice = DraftNotice(sample_desk)
    qtbot.addWidget(notice)
    settle(sample_desk)
    go_on = next(one for one in notice.findChildren(QPushButton) if one.text() == "继续填写")
    assert "隐患" in go_on.accessibleName()
    go_on.click()
    again = next(iter(notice.window().findChildren(StepDialog)))
    assert "yi zheng gai" in str(box_of(again, name).words())  # type: ignore[attr-defined]
    at(qtbot, box_of(again, name))
    Hand().press(Qt.Key.Key_S, CTRL)
    settle(sample_desk)
    assert left(sample_desk) == [], "saved: nothing is left over"


def test_a_step_given_up_leaves_no_draft(
    qtbot: QtBot, sample_desk: Desk, over: QWidget, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = step_of(sample_desk, over, hazard_to_rectify(sample_desk))
    at(qtbot, box_of(dialog, text_of(dialog)))
    Hand().type("x")
    answers = iter((False, True))
    monkeypatch.setattr(taking_up, "ask", lambda *_words, **_how: next(answers))
    dialog.reject()
    assert dialog.isVisible(), "asked, and not given up"
    dialog.reject()
    settle(sample_desk)
    assert left(sample_desk) == []


def test_hazards_of_an_inspection_on_file_are_kept_too(
    qtbot: QtBot, sample_desk: Desk, over: QWidget, settle: Settle
) -> None:
    store = sample_desk.workspace.store
    number = browse.ids(store, sample_desk.feature("inspections"))[0]
    dialog = add_hazards(sample_desk, over, number)
    editors = list(dialog.rows.lines[0].values())  # type: ignore[attr-defined]
    at(qtbot, editors[0])
    Hand().type("tongdao")
    drafting.keep_all_now()
    dialog.deleteLater()
    qtbot.wait(20)
    assert left(sample_desk) == [("inspections/hazards", number)]
    again = add_hazards(sample_desk, over, number)
    assert "tongdao" in str(again.rows.words())  # type: ignore[attr-defined]
    other = add_hazards(sample_desk, over, browse.ids(store, sample_desk.feature("inspections"))[1])
    assert other.rows.words() == []  # type: ignore[attr-defined]
