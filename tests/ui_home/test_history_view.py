"""The history of a record on the screen: an old value and the whole record are put back after asking."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.ledgers import browse, edit
from app.ledgers.undo import last_undoable
from ui.pages.history_view import AT_FIRST, HistoryView
from ui.pages.restore_dialog import RestoreDialog
from ui.shell.desk import Desk
from ui.shell.notices import Toast

Settle = Callable[[Desk], None]


def opened(qtbot: QtBot, desk: Desk, settle: Settle) -> HistoryView:
    hazards = desk.feature("hazards")
    record = browse.record(desk.workspace.store, hazards, 1)
    assert record is not None
    view = HistoryView(desk, hazards, record)
    qtbot.addWidget(view)
    view.resize(300, 600)
    view.show()
    settle(desk)
    return view


def press(view: HistoryView, name: str) -> None:
    """Enter on the first button whose spoken name begins so."""
    found = next(
        one
        for one in view.findChildren(QPushButton)
        if one.isVisible() and one.accessibleName().startswith(name)
    )
    found.setFocus()
    QTest.keyClick(found, Qt.Key.Key_Return)


def dialog() -> RestoreDialog:
    return next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, RestoreDialog) and one.isVisible()
    )


def rows(one: RestoreDialog) -> list[list[str]]:
    return [list(map(str, line)) for line in one.table.words.lines]


def test_an_old_value_is_put_back_after_asking(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    store, hazards = desk.workspace.store, desk.feature("hazards")
    edit.create(store, hazards, {"description": "通道堵塞", "level": "一般", "fund": Decimal("1.2")})
    edit.update(store, hazards, 1, {"level": "重大", "fund": None})
    view = opened(qtbot, desk, settle)
    press(view, "恢复旧值：清空整改资金")
    settle(desk)
    assert rows(dialog()) == [["整改资金（万元）", "（空）", "1.2"]]
    QTest.keyClick(dialog(), Qt.Key.Key_Escape)
    settle(desk)
    record = browse.record(store, hazards, 1)
    assert record is not None
    assert record["fund"] is None, "Esc changes nothing"
    press(view, "恢复旧值：清空整改资金")
    settle(desk)
    QTest.keyClick(dialog().go, Qt.Key.Key_Return)
    settle(desk)
    record = browse.record(store, hazards, 1)
    assert record is not None
    assert (record["fund"], record["level"]) == (Decimal("1.2"), "重大")
    told = [label.text() for label in view.findChildren(QLabel) if label.isVisible()]
    assert "恢复隐患的整改资金（万元）" in told, "the history has the new entry"
    (note,) = view.window().findChildren(Toast)
    assert note.accessibleName() == "已恢复隐患的整改资金（万元）"
    QTest.keyClick(note.findChildren(QPushButton)[0], Qt.Key.Key_Space)
    settle(desk)
    record = browse.record(store, hazards, 1)
    assert record is not None
    assert record["fund"] is None, "撤销 beside the words"


def test_the_whole_record_goes_back_and_says_what_stays(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    store, hazards = desk.workspace.store, desk.feature("hazards")
    edit.create(store, hazards, {"description": "通道堵塞", "level": "一般"})
    edit.update(store, hazards, 1, {"level": "重大", "owner": "李某"})
    edit.void(store, hazards, [1], "误登")
    edit.update(store, hazards, 1, {"description": "通道被占"})
    view = opened(qtbot, desk, settle)
    created = [one for one in view.findChildren(QPushButton) if one.text().strip() == "恢复到这个时候"]
    assert len(created) == 3, "the newest entry is what the record is now"
    created[-1].click()
    settle(desk)
    asked = dialog()
    assert [line[0] for line in rows(asked)] == ["隐患描述", "隐患等级", "整改责任人"]
    assert any("作废与否不随之改变" in label.text() for label in asked.findChildren(QLabel))
    QTest.keyClick(asked.go, Qt.Key.Key_Space)
    settle(desk)
    record = browse.record(store, hazards, 1)
    assert record is not None
    assert (record["description"], record["level"], record["owner"]) == ("通道堵塞", "一般", None)
    assert record["voided"]
    done = last_undoable(store)
    assert done is not None
    assert done.title == "恢复隐患到以前的样子"


def test_a_long_history_opens_short(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    store, hazards = desk.workspace.store, desk.feature("hazards")
    edit.create(store, hazards, {"description": "甲"})
    for turn in range(AT_FIRST + 4):
        edit.update(store, hazards, 1, {"description": f"甲{turn}"})
    view = opened(qtbot, desk, settle)

    def told() -> int:
        return sum(label.text() == "修改隐患" for label in view.findChildren(QLabel) if label.isVisible())

    assert told() == AT_FIRST
    press(view, "显示更早的 5 次修改")
    settle(desk)
    assert told() == AT_FIRST + 4
