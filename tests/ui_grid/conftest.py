"""A table of rewards and one of hazards to write in, by real keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.bootstrap import Workspace
from app.kernel.feature import Record
from app.kernel.filters import EVERYTHING
from app.ledgers.writing import Writing
from tests.ui.conftest import Visits, make_desk
from ui.shell.desk import Desk
from ui.shell.start import make_application
from ui.tables.entry_view import EntryView
from ui.tables.ledger_table import LedgerTable

Settle = Callable[[], None]
COUNT = 30


@pytest.fixture
def desk(qtbot: QtBot, office: Workspace) -> Iterator[Desk]:
    make_application()
    visits: Visits = []
    made = make_desk(office, visits)
    yield made
    made.worker.close()


@pytest.fixture
def settle(qtbot: QtBot, desk: Desk) -> Settle:
    """Wait until the workers have answered and nothing new was asked."""

    def wait() -> None:
        quiet = 0
        while quiet < 4:
            if desk.worker.busy():
                quiet = 0
                qtbot.waitUntil(lambda: not desk.worker.busy(), timeout=20000)
            qtbot.wait(10)
            quiet += 1

    return wait


@pytest.fixture
def table(qtbot: QtBot, desk: Desk, settle: Settle) -> Iterator[LedgerTable]:
    """Thirty rewards, a yuan more in each, the newest on top."""
    store, feature = desk.workspace.store, desk.feature("rewards")
    rows: list[Record] = [
        {
            "day": date(2023, 6, 30 - at),
            "amount": Decimal(at),
            "naming": "实名" if at % 2 else "匿名",
            "matter": f"事项{at}",
        }
        for at in range(COUNT)
    ]
    with store.write() as connection:
        Writing(store, connection, "create", "样例").add(feature, rows)
    made = shown(qtbot, desk, "rewards", settle)
    yield made
    QTest.keyClick(made, Qt.Key.Key_unknown)  # no key is held any more when the next test begins


@pytest.fixture
def hazards(qtbot: QtBot, desk: Desk, settle: Settle) -> LedgerTable:
    """Three hazards of two firms."""
    store, feature = desk.workspace.store, desk.feature("hazards")
    rows: list[Record] = [
        {
            "enterprise_name": "济南甲某机械有限公司" if at < 2 else "历城区乙某商店",
            "description": f"通道堵塞{at}",
            "found_on": date(2023, 6, 10 - at),
            "level": "一般",
        }
        for at in range(3)
    ]
    with store.write() as connection:
        Writing(store, connection, "create", "样例").add(feature, rows)
    return shown(qtbot, desk, "hazards", settle)


def shown(qtbot: QtBot, desk: Desk, ledger: str, settle: Settle) -> LedgerTable:
    made = LedgerTable(desk, desk.feature(ledger), entry=True)
    made.resize(1000, 560)
    qtbot.addWidget(made)
    made.show()
    made.show_rule(EVERYTHING)
    settle()
    made.activateWindow()
    made.view.setFocus()
    return made


def view_of(table: LedgerTable) -> EntryView:
    view = table.view
    assert isinstance(view, EntryView)
    return view


def at(table: LedgerTable, row: int, name: str) -> None:
    """Put the frame on a cell."""
    view_of(table).go(row, [field.name for field in table.view.rows.columns].index(name))


def words(table: LedgerTable, row: int, name: str) -> str:
    """What a cell shows."""
    column = [field.name for field in table.view.rows.columns].index(name)
    return str(table.view.rows.index(row, column).data())
