"""Settings: what is written there is kept, and words in use are not lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.ledgers import browse, edit, wording
from app.ledgers.undo import recent, undo
from app.masterdata.criteria import read_texts, standards
from app.masterdata.settings import read_office
from app.overview import keeping
from tests.ui_settings.damaging import flip_a_byte
from ui.pages.imports_page import ImportsPage
from ui.pages.recycle_page import RecyclePage
from ui.pages.settings_page import SECTIONS, SettingsPage
from ui.settings.criteria import CriteriaSection
from ui.settings.display import DisplaySection
from ui.settings.keeping import KeepingSection
from ui.settings.lists import ListsSection
from ui.settings.office import OfficeSection
from ui.shell.asking import LineQuestion
from ui.shell.desk import Desk

Settle = Callable[[Desk], None]


def words(desk: Desk, name: str = "社区") -> list[tuple[str, bool, int]]:
    return [(one.word, one.retired, one.uses) for one in wording.entries_of(desk.workspace.store, name)]


def answer(text: str) -> None:
    """Write into the line that is asked for."""
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, LineQuestion)
    asked.line.setText(text)
    QTest.keyClick(asked.line, Qt.Key.Key_Return)


@pytest.fixture
def lists(qtbot: QtBot, desk: Desk, settle: Settle) -> ListsSection:
    """The list of communities, one of them in use."""
    firm = {"name": "某厂", "community": "清泉社区"}
    edit.create(desk.workspace.store, desk.feature("enterprises"), firm)
    section = ListsSection(desk)
    qtbot.addWidget(section)
    names = [section.lists.item(at).text() for at in range(section.lists.count())]
    section.lists.setCurrentRow(names.index("社区"))
    settle(desk)
    return section


def test_the_page_begins_with_the_communities_and_another_list_with_nothing_chosen(
    qtbot: QtBot, desk: Desk, settle: Settle
) -> None:
    section = ListsSection(desk)
    qtbot.addWidget(section)
    settle(desk)
    assert section.dictionary == "社区"
    section.table.selectRow(0)
    section.lists.setCurrentRow(0)
    settle(desk)
    assert section.dictionary != "社区"
    assert section.table.current_row() == -1
    assert not section.name.isEnabled()


def test_a_pasted_column_of_words_is_added(lists: ListsSection, desk: Desk, settle: Settle) -> None:
    lists.new.setPlainText("北园社区\n\n 清泉社区\n北园社区\n")
    lists.add.click()
    settle(desk)
    assert [word for word, _, _ in words(desk)] == ["清泉社区", "东柳社区", "北园社区"]


def test_a_word_in_use_is_retired_never_deleted(
    qtbot: QtBot, lists: ListsSection, desk: Desk, settle: Settle
) -> None:
    lists.table.selectRow(0)
    assert not lists.drop.isEnabled()
    lists.retire.click()
    settle(desk)
    assert words(desk)[0] == ("清泉社区", True, 1)
    qtbot.waitUntil(lambda: lists.retire.text() == "恢复", timeout=8000)
    lists.table.selectRow(0)
    qtbot.waitUntil(lists.down.isEnabled, timeout=8000)
    lists.down.click()
    settle(desk)
    qtbot.waitUntil(lambda: [word for word, _, _ in words(desk)] == ["东柳社区", "清泉社区"], timeout=8000)


def test_a_new_name_reaches_every_record_and_can_be_undone(
    lists: ListsSection, desk: Desk, settle: Settle
) -> None:
    QTimer.singleShot(0, lambda: answer("清泉新社区"))
    lists.table.selectRow(0)
    lists.name.click()
    settle(desk)
    store, firms = desk.workspace.store, desk.feature("enterprises")
    (firm,) = browse.rows(store, firms, browse.ids(store, firms)).values()
    assert firm["community"] == "清泉新社区"
    assert words(desk)[:2] == [("清泉新社区", False, 1), ("清泉社区", True, 0)]
    undo(store, desk.workspace.catalogue, recent(store)[0].operation)
    (firm,) = browse.rows(store, firms, browse.ids(store, firms)).values()
    assert firm["community"] == "清泉社区"


def test_the_office_and_the_lines_of_its_table(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    from app.dispatch.definition import read_table

    section = OfficeSection(desk)
    qtbot.addWidget(section)
    settle(desk)
    assert section.name.text() == "清泉街道办事处"
    section.reporter.setText("李某")
    table = next(iter(desk.workspace.tables))
    section.lines[table, "reporter"].setChecked(True)
    section.save.click()
    settle(desk)
    with desk.workspace.store.read() as connection:
        assert read_office(connection).reporter == "李某"
        assert read_table(connection, desk.workspace.catalogue, table).lines.shown == ("reporter",)


def test_the_words_of_a_clause_are_kept(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    section = CriteriaSection(desk)
    qtbot.addWidget(section)
    settle(desk)
    section.seek.setText("工贸企业")
    section.clause.setCurrentIndex(1)
    section.text.setPlainText("　条文原文。")
    section.save.click()
    settle(desk)
    standard = standards()[0]
    with desk.workspace.store.read() as connection:
        assert read_texts(connection, standard) == {standard.clauses[1].number: "条文原文。"}
    assert "已录" in section.clause.itemText(1)


def test_backups_are_made_checked_and_copied_elsewhere(
    qtbot: QtBot, desk: Desk, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = KeepingSection(desk)
    qtbot.addWidget(section)
    section.make()
    settle(desk)
    (made,) = keeping.backups(desk.workspace.folder)
    section.verify.click()
    settle(desk)
    assert section.checked[made.path].package.good
    flip_a_byte(made.path)
    assert not keeping.check(made).package.good
    out = tmp_path / "U盘" / "备份.ajbak"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(out), ""))
    section._save()
    settle(desk)
    assert keeping.look_at(out).package.good


def test_who_is_at_the_desk_signs_the_journal(qtbot: QtBot, desk: Desk) -> None:
    section = DisplaySection(desk)
    qtbot.addWidget(section)
    section.who.setText("王某")
    section._sign()
    edit.create(desk.workspace.store, desk.feature("rewards"), {"matter": "查实"})
    assert recent(desk.workspace.store)[0].who == "王某"
    assert desk.preferences.get("who") == "王某"
    section.group.button(130).click()
    assert desk.preferences.get("text_scale") == 130


def test_every_section_opens(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    page = SettingsPage(desk, "settings")
    qtbot.addWidget(page)
    for name in SECTIONS:
        page.arrive({"section": name})
        settle(desk)
        assert page.stack.currentWidget() is page.made[name]


def test_deleted_records_come_back_and_steps_are_undone(
    qtbot: QtBot, sample_desk: Desk, settle: Settle
) -> None:
    desk = sample_desk
    store, hazards = desk.workspace.store, desk.feature("hazards")
    ids = list(browse.ids(store, hazards))
    edit.delete(store, hazards, ids[:3])
    page = RecyclePage(desk, "recycle")
    qtbot.addWidget(page)
    settle(desk)
    page.tabs.choose("hazards")
    page.table.selectAll()
    page.act.click()
    settle(desk)
    assert browse.count(store, hazards) == len(ids)
    page.tabs.choose("operations")
    assert page.found.done[0].kind == "restore"
    page.table.selectRow(0)
    page.act.click()
    settle(desk)
    assert browse.count(store, hazards) == len(ids) - 3


def test_the_list_of_imports_is_empty_at_first(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    page = ImportsPage(desk, "imports")
    qtbot.addWidget(page)
    settle(desk)
    assert page.stack.currentIndex() == 1
    assert page.panel.isHidden()


def test_the_state_of_a_word_is_seen_in_a_small_window(lists: ListsSection, settle: Settle) -> None:
    lists.resize(860, 430)  # what a window of 960 × 600 leaves
    lists.show()
    settle(lists.desk)
    table = lists.table
    assert table.columnViewportPosition(2) + table.columnWidth(2) <= table.viewport().width()
    assert not table.horizontalScrollBar().isVisible()
