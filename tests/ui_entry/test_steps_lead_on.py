"""What a step cannot do without stands above with a star, and a refusal leads the keyboard there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import CATALOGUE
from app.kernel.fields import Value
from app.kernel.workflow import needed
from app.ledgers import browse, edit
from tests.ui_entry.hand import Hand
from ui.forms.field_box import FieldBox
from ui.pages.registry import stepper
from ui.pages.step_dialog import StepDialog
from ui.shell.desk import Desk

Settle = Callable[[Desk], None]
CTRL = Qt.KeyboardModifier.ControlModifier
FACTS: dict[str, Value] = {
    "description": "配电箱未接地",
    "found_on": date(2023, 6, 1),
    "treatment": "限期整改",
    "rectified_on": date(2023, 6, 10),
    "rechecker": "张某",
    "recheck_on": date(2023, 6, 12),
    "recheck_result": "合格",
}


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def hazard(desk: Desk, **facts: Value) -> int:
    change = edit.create(desk.workspace.store, desk.feature("hazards"), {**FACTS, **facts})
    return change.created["hazards"][0]


def step(qtbot: QtBot, desk: Desk, over: QWidget, name: str, *ids: int) -> StepDialog:
    """The dialog of a step, in front."""
    store, feature = desk.workspace.store, desk.feature("hazards")
    assert feature.workflow is not None
    found = next(one for one in feature.workflow.transitions if one.name == name)
    record = browse.record(store, feature, ids[0]) if len(ids) == 1 else None
    dialog = StepDialog(desk, feature, found, ids, over, record)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget() or over))
    return dialog


def starred(boxes: dict[str, FieldBox]) -> list[str]:
    return [name for name, box in boxes.items() if box.starred]


def in_field(dialog: StepDialog, name: str) -> bool:
    editor = next(grid.boxes[name].editor for grid in dialog.grids if name in grid.boxes)
    where = QApplication.focusWidget()
    return where is not None and (where is editor or editor.isAncestorOf(where))


def test_a_closure_without_signatures_leads_from_one_to_the_other(
    qtbot: QtBot, desk: Desk, over: QWidget, settle: Settle
) -> None:
    number = hazard(desk)
    dialog = step(qtbot, desk, over, "close", number)
    above, below = (grid.boxes for grid in dialog.grids)
    assert starred(above) == ["closed_on", "principal_signature", "director_signature"]
    assert list(below) == ["treatment"]
    Hand().press(Qt.Key.Key_S, CTRL)
    settle(desk)
    assert above["principal_signature"].error == "缺少主要负责人签字。"
    assert above["closed_on"].error == ""
    qtbot.waitUntil(lambda: in_field(dialog, "principal_signature"))
    Hand().type("Zhang")
    Hand().press(Qt.Key.Key_S, CTRL)
    settle(desk)
    assert above["principal_signature"].error == ""
    qtbot.waitUntil(lambda: in_field(dialog, "director_signature"))
    Hand().type("Li")
    Hand().press(Qt.Key.Key_S, CTRL)
    settle(desk)
    record = browse.record(desk.workspace.store, desk.feature("hazards"), number)
    assert record is not None
    assert (record["status"], record["director_signature"]) == ("已销号", "Li")


def test_what_is_put_right_at_once_needs_no_signature(qtbot: QtBot, desk: Desk, over: QWidget) -> None:
    dialog = step(qtbot, desk, over, "close", hazard(desk, treatment=None))
    above, below = (grid.boxes for grid in dialog.grids)
    assert starred(above) == ["closed_on", "principal_signature", "director_signature"]
    below["treatment"].editor.setFocus()
    below["treatment"].show_value("立查立改")
    below["treatment"].editor.changed.emit()
    assert starred(above) == ["closed_on"]
    below["treatment"].show_value("限期整改")
    below["treatment"].editor.changed.emit()
    assert "director_signature" in starred(above)


def test_a_day_that_does_not_fit_is_led_to(qtbot: QtBot, desk: Desk, over: QWidget, settle: Settle) -> None:
    number = hazard(desk, principal_signature="张某", director_signature="李某")
    dialog = step(qtbot, desk, over, "close", number)
    day = dialog.grids[0].boxes["closed_on"]
    day.show_value(date(2023, 6, 11))
    Hand().press(Qt.Key.Key_S, CTRL)
    settle(desk)
    assert "不早于复查日期" in day.error
    qtbot.waitUntil(lambda: in_field(dialog, "closed_on"))
    assert day.starred


def test_several_at_once_are_led_to_what_one_of_them_lacks(
    qtbot: QtBot, desk: Desk, over: QWidget, settle: Settle
) -> None:
    signed = hazard(desk, principal_signature="张某", director_signature="李某")
    dialog = step(qtbot, desk, over, "close", signed, hazard(desk, description="通道堵塞"))
    above = dialog.grids[0].boxes
    assert starred(above) == ["closed_on"], "some have their signatures on file"
    Hand().press(Qt.Key.Key_S, CTRL)
    settle(desk)
    assert above["principal_signature"].error
    qtbot.waitUntil(lambda: in_field(dialog, "principal_signature"))


def test_a_hazard_that_takes_time_begins_with_its_safeguards(
    qtbot: QtBot, desk: Desk, over: QWidget, settle: Settle
) -> None:
    facts = dict.fromkeys(("rectified_on", "rechecker", "recheck_on", "recheck_result"))
    dialog = step(qtbot, desk, over, "start", hazard(desk, **facts))
    above, below = (grid.boxes for grid in dialog.grids)
    assert set(starred(above)) == set(above) == {"owner", "measures", "fund", "due_on", "plan"}
    assert "treatment" in below
    Hand().press(Qt.Key.Key_S, CTRL)
    settle(desk)
    assert all(box.error for box in above.values())
    qtbot.waitUntil(lambda: in_field(dialog, "owner"))


@pytest.mark.parametrize(
    "name", [name for name, one in CATALOGUE.items() if one.workflow and not stepper(name)]
)
def test_every_step_shows_above_what_it_needs(qtbot: QtBot, desk: Desk, over: QWidget, name: str) -> None:
    feature = desk.feature(name)
    assert feature.workflow is not None
    for one in feature.workflow.transitions:
        wanted = needed(one, {}) & feature.ledger.by_name.keys()
        dialog = StepDialog(desk, feature, one, [1], over, {})
        first = dialog.grids[0].boxes if dialog.grids else {}
        assert wanted <= set(starred(first)), one.name
        dialog.reject()
