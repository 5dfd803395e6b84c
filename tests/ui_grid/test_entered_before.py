"""What was entered before is offered in the table, too: the last record's values, and the firms used lately."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ledgers import edit
from tests.ledgers.seeing import found
from tests.ui_entry.hand import commit
from tests.ui_grid.conftest import at, shown, view_of, words
from ui.forms.lately import recent_firms
from ui.shell.desk import Desk

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
