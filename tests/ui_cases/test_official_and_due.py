"""公文 written by hand, and the list of what falls due with its reminders."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.overview.due_list import due_figures, due_list
from app.papers import issued, letter_drafts
from ui.cases.due_line import DueCard, within
from ui.pages.due_list_page import DueListPage
from ui.pages.official_page import OfficialPage
from ui.papers.batch_dialog import BatchDialog
from ui.papers.paper_dialog import PaperDialog
from ui.printing.preview import PreviewWindow
from ui.shell.desk import Desk

Settle = Callable[[Desk], None]
CONTROL = Qt.KeyboardModifier.ControlModifier


def drawn(qtbot: QtBot, desk: Desk, page: OfficialPage, settle: Settle) -> None:
    settle(desk)
    qtbot.waitUntil(lambda: not page.paper.waiting, timeout=8000)
    settle(desk)


def test_what_is_typed_is_kept_of_itself(
    qtbot: QtBot, sample_desk: Desk, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.pages.official_page.QUIET", 60)
    desk, store = sample_desk, sample_desk.workspace.store
    page = OfficialPage(desk, "official")
    qtbot.addWidget(page)
    page.show()
    drawn(qtbot, desk, page, settle)
    assert letter_drafts.drafts(store) == [], "nothing was typed yet"
    assert page.asks.grid is not None
    box = page.asks.grid.boxes["正文"].editor
    for text, kept in (("One", "One"), (" two", "One two")):
        QTest.keyClicks(box.focusProxy() or box, text)
        qtbot.waitUntil(lambda: not page.unsaved(), timeout=8000)
        settle(desk)
        assert [one.typed["正文"] for one in letter_drafts.drafts(store)] == [kept], "one draft, kept again"
    assert page.may_close()


def test_a_notice_is_kept_as_a_draft_and_issued(qtbot: QtBot, sample_desk: Desk, settle: Settle) -> None:
    desk, store = sample_desk, sample_desk.workspace.store
    page = OfficialPage(desk, "official")
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    drawn(qtbot, desk, page, settle)
    assert page.asks.grid is not None
    assert not page._go.isEnabled()
    for name, text in (("标题", "About fire"), ("主送单位", "All"), ("正文", "One")):
        box = page.asks.grid.boxes[name].editor
        box.setFocus()
        QTest.keyClicks(box.focusProxy() or box, text)
    drawn(qtbot, desk, page, settle)
    QTest.keyClick(page, Qt.Key.Key_S, CONTROL)
    settle(desk)
    kept = letter_drafts.drafts(store)
    assert [(one.code, one.called) for one in kept] == [("notice", "About fire")]
    page.kind.setCurrentIndex(2)
    drawn(qtbot, desk, page, settle)
    page._open_draft(kept[0])
    drawn(qtbot, desk, page, settle)
    assert page.asks.typed()["正文"] == "One"
    assert page._go.isEnabled()
    QTest.keyClick(page, Qt.Key.Key_Return, CONTROL)
    settle(desk)
    with store.read() as connection:
        papers = [one for one in issued.papers(connection, "official") if one.record_name == "About fire"]
    assert len(papers) == 1
    assert papers[0].number
    assert letter_drafts.drafts(store) == []
    window = page.findChild(PreviewWindow)
    assert window is not None
    window.close()


def test_the_list_counts_as_the_home_page(qtbot: QtBot, sample_desk: Desk, settle: Settle) -> None:
    space = sample_desk.workspace
    lines = due_list(space.store, space.catalogue)
    for who in ("", *sorted({name for one in lines for name in one.people})[:2]):
        mine = [one for one in lines if not who or who in one.people]
        figures = due_figures(space.store, space.catalogue, who)
        if not who:
            assert figures == {name: len(within(mine, name)) for name in figures}
    card = DueCard(sample_desk)
    qtbot.addWidget(card)
    card.reload()
    settle(sample_desk)
    assert not card.isHidden()


def test_reminders_for_what_was_chosen(
    qtbot: QtBot, sample_desk: Desk, settle: Settle, visits: list[Any]
) -> None:
    desk = sample_desk
    page = DueListPage(desk, "duelist")
    qtbot.addWidget(page)
    page.show()
    page.arrive({"view": "overdue"})
    settle(desk)
    assert all(one.left < 0 for one in page.rows)
    hazards = [at for at, one in enumerate(page.rows) if one.entry.source.ledger == "hazards"]
    page.table.setFocus()
    page.table.selectRow(hazards[0])
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert visits[-1] == ("hazards", {"record": page.rows[hazards[0]].entry.record})
    page.remind.setFocus()
    QTest.keyClick(page.remind, Qt.Key.Key_Space)
    settle(desk)
    single = page.findChild(PaperDialog)
    assert single is not None
    assert single.paper_kind.code == "reminder"
    qtbot.waitUntil(lambda: not single.paper.waiting, timeout=8000)
    single.reject()
    page.table.selectAll()
    chosen: dict[str, set[int]] = {}
    for one in page._remindable():
        chosen.setdefault(one.entry.source.ledger, set()).add(one.entry.record)
    assert set(chosen) == {"hazards", "blacklist"}, "both kinds are late in the sample office"
    assert "按台账一种一种地开" in page.told.text()
    page._remind()
    for _ in range(2):  # what is chosen in several ledgers comes up one after another
        settle(desk)
        (shown,) = dialogs(page)
        ids = {shown._record} if isinstance(shown, PaperDialog) else {one.record for one in shown.checked}
        assert ids == chosen.pop(shown._feature.name)
        shown.reject()
    settle(desk)
    assert not dialogs(page)


def dialogs(page: DueListPage) -> list[PaperDialog | BatchDialog]:
    every: list[PaperDialog | BatchDialog] = list(page.findChildren(PaperDialog))
    every += page.findChildren(BatchDialog)
    return [one for one in every if one.isVisible()]


def test_the_list_is_narrowed_to_a_person(qtbot: QtBot, sample_desk: Desk, settle: Settle) -> None:
    page = DueListPage(sample_desk, "duelist")
    qtbot.addWidget(page)
    page.show()
    settle(sample_desk)
    name = page.who.itemText(1)
    page.arrive({"view": "month", "person": name})
    settle(sample_desk)
    page.tabs.choose("overdue")
    assert page.who.currentText() == name
    assert all(name in one.people for one in page.rows)
