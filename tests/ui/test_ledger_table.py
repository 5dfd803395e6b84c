"""The table holds ids and fetches rows by window."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.kernel.feature import Record
from app.kernel.filters import EVERYTHING, Condition, Op
from app.ledgers import edit
from app.ledgers.writing import Writing
from ui.shell.desk import Desk
from ui.tables.ledger_model import PILLS, WINDOW
from ui.tables.ledger_table import LedgerTable

Settle = Callable[[Desk], None]
COUNT = 330


@pytest.fixture
def table(qtbot: QtBot, desk: Desk) -> LedgerTable:
    feature = desk.feature("hazards")
    store = desk.workspace.store
    rows: list[Record] = [
        {
            "enterprise_name": f"第{number % 7}印刷厂",
            "description": f"配电箱未接地{number}",
            "found_on": date(2023, 1 + number % 6, 1 + number % 28),
            "level": "重大" if number % 10 == 0 else "一般",
            "due_on": date(2023, 6, 1),
        }
        for number in range(COUNT)
    ]
    with store.write() as connection:
        Writing(store, connection, "create", "样例").add(feature, rows)
    made = LedgerTable(desk, feature)
    made.resize(1100, 500)
    qtbot.addWidget(made)
    made.show()
    return made


def test_first_page_at_once_and_the_rest_behind_it(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    model, seen = table.view.rows, []
    model.modelReset.connect(lambda: seen.append((model.rowCount(), model.index(0, 0).data()[:8])))
    table.show_rule(EVERYTHING)
    settle(desk)
    assert seen == [(WINDOW, "YH-2023-")]
    assert model.rowCount() == table.count == COUNT


def test_another_order_shows_its_first_page_before_the_rest(
    table: LedgerTable, desk: Desk, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    table.show_rule(EVERYTHING)
    settle(desk)
    monkeypatch.setattr("ui.tables.ledger_table.AT_ONCE", COUNT - 1)
    model, seen = table.view.rows, []
    model.modelReset.connect(lambda: seen.append(model.rowCount()))
    table.show_order(("number",))
    table.refresh()
    table.show_order(("-number",))  # another wish before the first is answered
    table.refresh()
    settle(desk)
    assert seen == [WINDOW]
    assert model.rowCount() == COUNT
    assert model.index(0, 0).data() > model.index(1, 0).data()


def test_the_table_lives_while_a_slow_disk_is_read(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    table.show_rule(EVERYTHING)
    settle(desk)
    gate = threading.Event()
    for quick in (True, False, False):  # the threads that read are held up as by a disk that has to wake
        desk.worker.run(table, lambda _control: gate.wait(30), lambda _done: None, quick=quick)
    far, model = table.view.rows.index(COUNT - 1, 0), table.view.rows
    table.view.scrollTo(far)
    for _ in range(3):
        QCoreApplication.processEvents()
        assert not table.view.viewport().grab().isNull()
        assert far.data() == "…"
    table.view.scrollTo(model.index(0, 0))
    assert model.index(0, 0).data().startswith("YH-2023-")  # what was read stays
    table.view.scrollTo(far)
    gate.set()
    settle(desk)
    assert far.data().startswith("YH-2023-")


def test_rows_come_while_long_work_runs(table: LedgerTable, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    table.show_rule(EVERYTHING)
    settle(desk)
    gate = threading.Event()
    for _ in range(3):
        desk.worker.run(table, lambda _control: gate.wait(30), lambda _done: None)
    far = table.view.rows.index(COUNT - 1, 0)
    assert far.data() == "…"
    qtbot.waitUntil(lambda: far.data() != "…", timeout=20000)
    gate.set()
    settle(desk)


def test_far_rows_are_fetched_when_looked_at(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    table.show_rule(EVERYTHING)
    settle(desk)
    model = table.view.rows
    far = model.index(COUNT - 1, 0)
    assert far.data() == "…"
    settle(desk)
    assert far.data().startswith("YH-2023-")


def test_marks_stand_behind_the_state(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    table.show_rule(EVERYTHING)
    settle(desk)
    model = table.view.rows
    column = [field.name for field in model.columns].index("status")
    assert model.index(0, column).data(PILLS) == [("待整改", "amber"), ("逾期", "red")]


def test_filter_search_and_sort(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    table.show_rule(Condition("level", Op.ANY, ("重大",)))
    settle(desk)
    assert table.count == COUNT // 10
    table.show_rule(EVERYTHING, "未接地329")
    settle(desk)
    assert table.count == 1
    table.show_rule(EVERYTHING)
    names = [field.name for field in table.view.rows.columns]
    table.view.sortByColumn(names.index("found_on"), Qt.SortOrder.AscendingOrder)
    settle(desk)
    assert table.view.rows.index(0, names.index("found_on")).data() == "2023-01-01"


def test_nothing_found_says_so(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    table.show_rule(EVERYTHING, "查无此事")
    settle(desk)
    assert table.stack.currentWidget() is table.nothing


def test_selection_stays_when_something_is_written(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    table.show_rule(EVERYTHING)
    settle(desk)
    chosen = table.view.rows.ids[5]
    table.select(chosen)
    change = edit.delete(desk.workspace.store, desk.feature("hazards"), [table.view.rows.ids[0]])
    desk.changes.happened.emit(change)
    settle(desk)
    assert table.count == COUNT - 1
    assert table.view.selected_ids() == [chosen]


def test_copy_is_what_excel_takes(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    table.show_rule(EVERYTHING)
    settle(desk)
    table.view.selectRow(0)
    table.view.copy()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[0] == "隐患编号"
    assert lines[1].split("\t")[0].startswith("YH-")


def test_keys_open_and_walk(qtbot: QtBot, table: LedgerTable, desk: Desk, settle: Settle) -> None:
    table.show_rule(EVERYTHING)
    settle(desk)
    opened: list[int] = []
    table.opened.connect(opened.append)
    table.view.selectRow(0)
    QTest.keyClick(table.view, Qt.Key.Key_Down)
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    assert opened == [table.view.rows.ids[1]]


def test_data_does_not_eat_references_to_none(table: LedgerTable, desk: Desk, settle: Settle) -> None:
    table.show_rule(EVERYTHING)
    settle(desk)
    index = table.view.rows.index(0, 0)
    before = sys.getrefcount(None)
    for _ in range(400):
        index.data(Qt.ItemDataRole.DecorationRole)
    assert sys.getrefcount(None) > before - 100
