"""Records are counted in their ledger's own word, and who has no 经营状态 is not passed over in silence."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from app.ledgers import edit
from ui.pages.ledger_page import LedgerPage
from ui.shell.desk import Desk

Settle = Callable[[Desk], None]


def test_firms_are_counted_as_firms_and_those_without_a_standing_are_told(
    qtbot: QtBot, desk: Desk, settle: Settle
) -> None:
    store, firms = desk.workspace.store, desk.feature("enterprises")
    for name, standing in (("便民超市", "在营"), ("全福机械厂", None), ("清泉饭店", None)):
        edit.create(store, firms, {"name": name, "community": "清泉社区", "standing": standing})
    page = LedgerPage(desk, "enterprises")
    qtbot.addWidget(page)
    page.resize(1366, 700)
    page.show()
    settle(desk)
    assert page.header.note.text() == "共 3 家 · 在营 1 · 未填经营状态 2"
    assert page.table.foot is not None
    assert page.table.foot.right.text() == "第 1–3 家 / 共 3 家"
    page.table.view.take_row(0)
    assert "已选 1 家" in page.table.foot.left.accessibleName()
