"""Two files become one from the firm's page; 判定依据 is picked from what was valid on the day found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ledgers import browse, edit, merging
from app.masterdata.criteria import standards, write_text
from ui.forms.criterion_dialog import CriterionDialog
from ui.forms.record_dialog import RecordDialog
from ui.pages.merge_dialog import MergeDialog
from ui.shell.desk import Desk


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """What dialogs lie over; they go with it."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def firm(desk: Desk, **values: str) -> int:
    made = edit.create(desk.workspace.store, desk.feature("enterprises"), values)
    return made.created["enterprises"][0]


def test_the_likely_same_firm_is_offered_and_merged(parent: QWidget, desk: Desk) -> None:
    stub = firm(desk, name="宏远家具")
    full = firm(desk, name="济南宏远家具有限公司", community="清泉社区")
    firm(desk, name="济南清泉超市有限公司")
    store, hazards = desk.workspace.store, desk.feature("hazards")
    hazard = edit.create(store, hazards, {"enterprise_name": "宏远家具", "description": "通道堵塞"}).created[
        "hazards"
    ][0]
    dialog = MergeDialog(desk, parent, stub)
    assert [one.name for one in dialog.likely] == ["济南宏远家具有限公司"]
    dialog.goes.setChecked(True)
    assert dialog.pair == (full, stub)
    merging.merge_firms(store, *dialog.pair)
    record = browse.record(store, hazards, hazard)
    assert record is not None
    assert (record["enterprise_id"], record["enterprise_name"]) == (full, "济南宏远家具有限公司")


def test_nothing_alike_can_still_be_looked_up(parent: QWidget, desk: Desk) -> None:
    one, other = firm(desk, name="济南甲某有限公司"), firm(desk, name="济南乙某印刷厂")
    dialog = MergeDialog(desk, parent, one)
    assert dialog.pair is None
    assert not dialog.go.isEnabled()
    dialog.seek.setText("印刷")
    assert dialog.pair == (one, other)


def test_only_standards_valid_on_the_day_are_offered(parent: QWidget, desk: Desk) -> None:
    old, new = (
        next(one for one in standards() if word in one.number) for word in ("GB 35181-2017", "GB 35181-2025")
    )
    for day, wanted, other in ((date(2023, 6, 1), old, new), (date(2026, 1, 1), new, old)):
        dialog = CriterionDialog(desk, parent, day)
        texts = [dialog.standards.item(place).text() for place in range(dialog.standards.count())]
        assert any(wanted.number in text for text in texts)
        assert not any(other.number in text for text in texts)


def test_the_office_reads_its_own_words_and_the_form_gets_the_citation(
    parent: QWidget, desk: Desk, settle: Callable[[Desk], None]
) -> None:
    standard = next(one for one in standards() if one.number == "应急管理部令第10号")
    with desk.workspace.store.write() as connection:
        write_text(connection, standard, "第七条", "机械企业有下列情形之一的……")
    form = RecordDialog(desk, desk.feature("hazards"), parent)
    settle(desk)
    dialog = CriterionDialog(desk, form, date(2023, 6, 1), "")
    dialog.seek.setText("第10号")
    labels = [dialog.clauses.item(place).text() for place in range(dialog.clauses.count())]
    dialog.clauses.setCurrentRow(
        next(place for place, text in enumerate(labels) if text.startswith("第七条"))
    )
    assert dialog.said.toPlainText() == "机械企业有下列情形之一的……"
    assert dialog.words == "《工贸企业重大事故隐患判定标准》（应急管理部令第10号）第七条"
