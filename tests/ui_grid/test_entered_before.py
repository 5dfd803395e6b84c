"""What was entered before is offered in the table, too: the last record's values, and the firms used lately."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ledgers import edit
from tests.ledgers.seeing import found
from tests.ui_entry.hand import commit
from tests.ui_grid.conftest import at, shown, view_of, words
from ui.forms.lately import recent_firms
from ui.shell.desk import Desk
from ui.tables.ledger_table import LedgerTable

Settle = Callable[[], None]
CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_next_row_offers_what_the_last_one_had(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    store = desk.workspace.store
    for name in ("济南甲某机械有限公司", "济南乙某机械有限公司"):
        edit.create(store, desk.feature("enterprises"), {"name": name})
    edit.create(store, desk.feature("hazards"), {"enterprise_name": "济南甲某机械有限公司"})
    table = shown(qtbot, desk, "hazards", settle)
    at(table, 1, "enterprise_name")
    commit(view_of(table), "济南乙某机械有限公司")
    over = view_of(table).entry.over
    assert over is not None
    QTest.keyClick(over.target, Qt.Key.Key_Return)
    settle()
    at(table, 1, "description")
    commit(view_of(table), "通道堵塞")
    over = view_of(table).entry.over
    assert over is not None
    QTest.keyClick(over.target, Qt.Key.Key_Return)
    settle()
    for name, last in (("enterprise_name", "济南乙某机械有限公司"), ("description", "通道堵塞")):
        at(table, 2, name)
        QTest.keyClick(view_of(table), Qt.Key.Key_F2)
        over = view_of(table).entry.over
        assert over is not None
        QTest.keyClick(over.target, Qt.Key.Key_Apostrophe, CTRL)
        QTest.keyClick(over.target, Qt.Key.Key_Return)
        settle()
        assert words(table, 2, name) == last
    first, second, third = found(desk.workspace, "hazards")
    assert third["enterprise_id"] == second["enterprise_id"] != first["enterprise_id"]
    assert recent_firms(desk) == [second["enterprise_id"]], (
        "a firm written in the table comes first next time"
    )


def test_lists_of_words_are_written_down_a_column_as_one_word_is(
    qtbot: QtBot, desk: Desk, settle: Settle
) -> None:
    for firm in ("甲某商店", "乙某商店", "丙某商店"):
        edit.create(desk.workspace.store, desk.feature("inspections"), {"enterprise_name": firm})
    table = shown(qtbot, desk, "inspections", settle)
    at(table, 0, "inspectors")
    for typed in ("张某", "李某，王某", "赵某、"):
        commit(view_of(table), typed)
        over = view_of(table).entry.over
        assert over is not None
        QTest.keyClick(over.target, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: view_of(table).entry.over is None, timeout=5000)
        settle()
    assert [words(table, row, "inspectors") for row in range(3)] == ["张某", "李某、王某", "赵某"]


def test_several_of_a_closed_list_by_initials(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    edit.create(desk.workspace.store, desk.feature("activities"), {"place": "会议室"})
    table = shown(qtbot, desk, "activities", settle)
    at(table, 0, "bodies")
    QTest.keyClick(view_of(table), Qt.Key.Key_D)
    over = view_of(table).entry.over
    assert over is not None
    QTest.keyClicks(over.target, "w,zf")
    QTest.keyClick(over.target, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view_of(table).entry.over is None, timeout=5000)
    settle()
    assert words(table, 0, "bodies") == "党委主要负责同志、政府主要负责同志"


@pytest.mark.parametrize("waits", [False, True])
def test_a_phrase_comes_into_a_cell_by_its_initials(
    qtbot: QtBot, hazards: LedgerTable, settle: Settle, waits: bool
) -> None:
    at(hazards, 0, "description")
    QTest.keyClick(view_of(hazards), Qt.Key.Key_Slash)
    over = view_of(hazards).entry.over
    assert over is not None
    QTest.keyClicks(over.target, "/aqck")
    if waits:
        qtbot.waitUntil(lambda: over.editor.phrasing.list.open, timeout=2000)  # type: ignore[attr-defined]
    QTest.keyClick(over.target, Qt.Key.Key_Return)
    assert view_of(hazards).entry.over is over, "the first Enter takes the phrase"
    QTest.keyClick(over.target, Qt.Key.Key_Return)
    settle()
    assert words(hazards, 0, "description") == "安全出口堵塞，堆放货物和杂物"
