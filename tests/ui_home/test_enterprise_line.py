"""The life line on the screen: chips and key figures narrow it, photos are shown, entries open their records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.kernel.fields import Value
from app.ledgers import attaching, browse, edit
from app.masterdata import files
from ui.forms.photo_strip import PhotoStrip
from ui.pages import enterprise_line
from ui.pages.enterprise_page import EnterprisePage
from ui.pages.history_view import HistoryDialog
from ui.pages.ledger_page import LedgerPage
from ui.shell.desk import Desk

Settle = Callable[[Desk], None]
Visits = list[tuple[str, dict[str, Any]]]


def photo() -> bytes:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, b"jpg").write(image)
    return bytes(buffer.data().data())


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk, settle: Settle) -> EnterprisePage:
    store = desk.workspace.store
    edit.create(store, desk.feature("enterprises"), {"name": "济南甲某有限公司"})
    kept = files.take_in(store, photo(), "现场.jpg")
    for at in range(1, 6):
        facts: dict[str, Value] = {
            "enterprise_name": "济南甲某有限公司",
            "found_on": date(2023, at, 10),
            "due_on": date(2023, at, 20),
            "description": f"隐患{at}",
            "closed_on": date(2023, at, 25) if at < 4 else None,
            "photos_before": (kept.hash,) if at == 5 else (),
        }
        edit.create(store, desk.feature("hazards"), facts)
    seen = edit.create(
        store,
        desk.feature("inspections"),
        {"enterprise_name": "济南甲某有限公司", "inspected_on": date(2023, 6, 3)},
    )
    letter = files.take_in(store, "说明".encode(), "说明.txt")
    attaching.add_files(
        store,
        desk.feature("inspections"),
        seen.created["inspections"][0],
        attaching.ATTACHMENTS,
        [letter.hash, kept.hash],
    )
    page = LedgerPage(desk, "enterprises")
    qtbot.addWidget(page)
    page.resize(1300, 700)
    page.show()
    settle(desk)
    page.open_record(1)
    settle(desk)
    return page.findChildren(EnterprisePage)[0]


def chip(page: EnterprisePage, begins: str) -> QToolButton:
    return next(
        one for one in page.findChildren(QToolButton) if one.isVisible() and one.text().startswith(begins)
    )


def ledgers(page: EnterprisePage) -> set[str]:
    return {one.ledger for one in page._line.shown}


def test_chips_leave_one_kind(opened: EnterprisePage) -> None:
    assert ledgers(opened) == {"hazards", "inspections", "enterprises"}
    assert chip(opened, "隐患 13").isVisible()
    chip(opened, "检查").setFocus()
    QTest.keyClick(chip(opened, "检查"), Qt.Key.Key_Return)
    assert ledgers(opened) == {"inspections"}
    chip(opened, "全部").click()
    assert len(opened._line.shown) == 15


def test_a_key_figure_leaves_the_records_behind_it(opened: EnterprisePage) -> None:
    card = opened._keys.cards["未销号"]
    assert card.figure.text() == "2 条"
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert {one.record_id for one in opened._line.shown} == {4, 5}
    assert "只看" in card.name.text()
    QTest.keyClick(card, Qt.Key.Key_Space)
    assert ledgers(opened) == {"hazards", "inspections", "enterprises"}
    assert opened._keys.cards["最近检查"].figure.text() == "2023-06-03"


def test_entries_open_their_records_and_photos_are_seen(opened: EnterprisePage, visits: Visits) -> None:
    strips = opened.findChildren(PhotoStrip)
    assert [strip.accessibleName() for strip in strips] == ["附件 1 张", "整改前 1 张"]
    link = next(
        one for one in opened.findChildren(QPushButton) if one.accessibleName().startswith("2023-06-03 检查")
    )
    link.setFocus()
    QTest.keyClick(link, Qt.Key.Key_Return)
    assert visits[-1] == ("inspections", {"record": 1})


def test_a_change_of_the_file_opens_its_history(opened: EnterprisePage, desk: Desk, settle: Settle) -> None:
    next(one for one in opened.findChildren(QPushButton) if one.text() == "企业档案").click()
    settle(desk)
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, HistoryDialog))
    assert dialog.isVisible()
    dialog.reject()


def test_a_long_line_is_drawn_in_parts(
    opened: EnterprisePage, desk: Desk, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enterprise_line, "AT_FIRST", 4)
    chip(opened, "隐患").click()
    more = next(one for one in opened.findChildren(QPushButton) if one.text().startswith("显示更早的"))
    assert more.text() == "显示更早的 9 件"
    more.click()
    links = [one for one in opened._line._events.findChildren(QPushButton) if one.isVisible()]
    assert len(links) == 13


def test_what_is_written_is_seen_at_once(opened: EnterprisePage, desk: Desk, settle: Settle) -> None:
    store, hazards = desk.workspace.store, desk.feature("hazards")
    desk.changes.happened.emit(edit.void(store, hazards, [5], "误登"))
    settle(desk)
    assert opened._keys.cards["未销号"].figure.text() == "1 条"
    assert browse.count(store, hazards) == 5
