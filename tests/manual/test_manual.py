"""The manual tells of every ledger, field, figure and command; F1 opens the page's help."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.arguments import command_help
from app.bootstrap import CATALOGUE
from app.dispatch.definition import load
from app.overview.manual import Article, articles, helping, search
from ui.pages.manual_page import ManualPage
from ui.pages.registry import PAGES, entries
from ui.shell.desk import Desk
from ui.shell.frame import Frame

Settle = Callable[[Desk], None]


@pytest.fixture(scope="module")
def manual() -> list[Article]:
    return articles(CATALOGUE, [load(CATALOGUE)])


@pytest.mark.parametrize("ledger", CATALOGUE)
def test_every_field_of_every_ledger_is_told(manual: list[Article], ledger: str) -> None:
    page = next(one for one in manual if ledger in one.pages)
    rows = set(re.findall(r"^\| ([^|]+?)(?: \*)? \|", page.text, re.MULTILINE))
    assert {field.label for field in CATALOGUE[ledger].ledger.fields} <= rows


def test_every_figure_and_check_is_told(manual: list[Article]) -> None:
    table = load(CATALOGUE)
    text = {one.name: one.text for one in manual}
    for code, indicator in table.indicators.items():
        assert f"**{code}　{indicator.plain_label}**" in text["figures"]
    assert text["figures"].count("：统计") + text["figures"].count("\n统计") == 40
    assert text["checks"].count("\n| A") + text["checks"].count("\n| B") >= 12


def test_several_tables_are_told_apart() -> None:
    first = load(CATALOGUE)
    later = replace(first, title=("另一张表",), first_day=date(2024, 3, 1), last_day=date(2024, 11, 30))
    text = {one.name: one.text for one in articles(CATALOGUE, [first, later])}
    assert f"《{first.name}》2023年5月" in text["figures"]
    assert "；《另一张表》2024年3月1日至2024年11月30日" in text["figures"]
    assert text["checks"].count("| --- | --- |") == 2
    assert text["checks"].index(f"### {first.name}\n\n|") < text["checks"].index("### 另一张表\n\n|")


def test_every_command_is_told(manual: list[Article]) -> None:
    text = next(one.text for one in manual if one.name == "commands")
    assert all(f"`{name}`" in text for name in command_help())


def test_nothing_is_left_to_be_filled_in_and_links_lead_somewhere(manual: list[Article]) -> None:
    names = {one.name for one in manual}
    assert len(names) == len(manual)
    for one in manual:
        assert "{{" not in one.text, one.name
        assert set(re.findall(r"\(manual:([a-z]+)\)", one.text)) <= names
        assert one.title
        assert one.text.startswith("# ")


def test_every_screen_has_its_help(manual: list[Article]) -> None:
    for entry in entries(CATALOGUE):
        assert helping(manual, entry.name) is not None
    found = helping(manual, "dispatch")
    assert found is not None
    assert found.title == "填调度表"


def test_search_puts_titles_first_and_wants_every_word(manual: list[Article]) -> None:
    assert search(manual, "手工调整")[0].name == "adjustments"
    assert all("备份" in one.title + one.plain and "撤销" in one.plain for one in search(manual, "备份 撤销"))
    assert search(manual, "没有这个词") == []
    assert search(manual, "sgtz")[0].name == "adjustments", "by initials, as everywhere"
    assert search(manual, "Ｃｔｒｌ＋Ｋ") == search(manual, "ctrl+k") != []
    assert len(search(manual, "  ")) == len(manual)


def test_f1_opens_the_help_of_the_page_in_sight(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    frame = Frame(desk.preferences)
    qtbot.addWidget(frame)
    frame.resize(1200, 700)
    frame.welcome(desk, entries(desk.workspace.catalogue))
    frame.show()
    for name, article in (("hazards", "hazards"), ("dispatch", "dispatch"), ("home", "first")):
        frame.show_page(name)
        settle(desk)
        target = frame.stack.currentWidget()
        assert target is not None
        with qtbot.waitActive(frame):
            frame.activateWindow()
        QTest.keyClick(target, Qt.Key.Key_F1)
        page = frame.pages["manual"]
        assert isinstance(page, ManualPage)
        assert frame.stack.currentWidget() is page
        assert page.shown == article
    assert isinstance(page, ManualPage)
    page.text.anchorClicked.emit(QUrl("manual:keys"))
    QTest.keyClick(page.text, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.shown == "first"
    QTest.keyClick(page.text, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert frame.in_sight() == "home"


def test_links_and_search_on_the_page(
    qtbot: QtBot, desk: Desk, visits: list[tuple[str, dict[str, object]]]
) -> None:
    page = ManualPage(desk, "manual")
    qtbot.addWidget(page)
    assert page.shown == "first"
    page.text.anchorClicked.emit(QUrl("manual:hazards"))
    assert page.shown == "hazards"
    assert "隐患闭环" in page.text.toPlainText()
    page.box.setText("勾稽")
    QTest.keyClick(page.box, Qt.Key.Key_Return)
    page._list()
    page._first()
    assert page.shown in {one.name for one in search(page.found, "勾稽")}
    assert page.text.extraSelections()
    page.text.anchorClicked.emit(QUrl("page:dispatch"))
    assert visits == [("dispatch", {})]


def test_the_pages_are_registered() -> None:
    assert {"home", "dispatch", "submissions", "manual"} <= {entry.name for entry in PAGES}
