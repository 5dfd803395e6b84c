"""Groups beside the table, and the columns somebody chooses; both are remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.kernel.display import grouped
from app.kernel.filters import equals
from app.ledgers import browse, edit
from ui.pages import ledger_groups
from ui.pages.ledger_page import LedgerPage
from ui.shell.desk import Desk
from ui.tables.column_chooser import NAME, ColumnChooser
from ui.tables.group_panel import COUNT

Settle = Callable[[Desk], None]


def _page(qtbot: QtBot, desk: Desk, settle: Settle) -> LedgerPage:
    made = LedgerPage(desk, "hazards")
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    settle(desk)
    return made


@pytest.fixture
def page(qtbot: QtBot, sample_desk: Desk, settle: Settle) -> Iterator[LedgerPage]:
    made = _page(qtbot, sample_desk, settle)
    yield made
    settle(sample_desk)


def _groups(page: LedgerPage) -> dict[str, int]:
    items = [page.groups.list.item(at) for at in range(page.groups.list.count())]
    return {item.text(): item.data(COUNT) for item in items}


def _group_by(page: LedgerPage, label: str) -> None:
    page.groups.field_box.setCurrentText(label)
    page.groups.field_box.activated.emit(page.groups.field_box.currentIndex())


def test_a_group_leaves_its_records_by_keyboard(page: LedgerPage, settle: Settle) -> None:
    QTest.keyClick(page.grouped, Qt.Key.Key_Space)
    _group_by(page, "隐患等级")
    settle(page.desk)
    store, standing = page.desk.workspace.store, equals("voided", False)
    found = _groups(page)
    majors = browse.counts(store, page.feature, [standing, equals("level", "重大")])
    assert (found["全部"], found["重大"]) == tuple(majors)
    page.groups.list.setFocus()
    names = list(found)
    for _ in range(names.index("重大")):
        QTest.keyClick(page.groups.list, Qt.Key.Key_Down)
    settle(page.desk)
    assert page.table.count == found["重大"]
    QTest.keyClick(page.groups.list, Qt.Key.Key_Home)
    settle(page.desk)
    assert page.table.count == found["全部"]


def test_groups_follow_filter_and_search(page: LedgerPage, settle: Settle) -> None:
    ledger_groups.turn(page)
    _group_by(page, "单位名称")
    page.arrive({"rule": equals("level", "重大"), "search": "济南"})
    settle(page.desk)
    store = page.desk.workspace.store
    count = browse.count(store, page.feature, equals("level", "重大"), "济南")
    assert _groups(page)["全部"] == count == page.table.count
    assert sum(_groups(page).values()) == 2 * count


def test_a_group_that_empties_gives_everything_back(page: LedgerPage, settle: Settle) -> None:
    ledger_groups.turn(page)
    _group_by(page, "单位名称")
    settle(page.desk)
    names = list(_groups(page))
    page.groups.list.setCurrentRow(len(names) - 1)
    settle(page.desk)
    ids, whole = list(page.table.view.rows.ids), _groups(page)["全部"]
    store = page.desk.workspace.store
    page.desk.write(page, lambda _control: edit.delete(store, page.feature, ids))
    settle(page.desk)
    assert names[-1] not in _groups(page)
    assert page.table.count == whole - len(ids)


def test_groups_are_remembered_by_person_and_ledger(
    qtbot: QtBot, page: LedgerPage, sample_desk: Desk, settle: Settle
) -> None:
    ledger_groups.turn(page)
    _group_by(page, "发现日期")
    page.groups.step_box.setCurrentText("按季度")
    page.groups.order_box.setCurrentText("按名称")
    page.groups.order_box.activated.emit(1)
    settle(sample_desk)
    again = _page(qtbot, sample_desk, settle)
    assert again.groups.isVisibleTo(again)
    assert again.groups.wish == {"field": "found_on", "step": "quarter", "order": 1}
    titles = list(_groups(again))
    assert titles[0] == "全部"
    assert all("季度" in title for title in titles[1:])
    ledger_groups.turn(again)
    settle(sample_desk)
    third = _page(qtbot, sample_desk, settle)
    assert not third.groups.isVisibleTo(third)


def _tick(chooser: ColumnChooser, name: str) -> None:
    for at in range(chooser.ticks.count()):
        if chooser.ticks.item(at).data(NAME) == name:
            chooser.ticks.setCurrentRow(at)
            QTest.keyClick(chooser.ticks, Qt.Key.Key_Space)
            return
    raise AssertionError(name)


def test_columns_are_ticked_moved_and_kept(
    qtbot: QtBot, page: LedgerPage, sample_desk: Desk, settle: Settle
) -> None:
    def shown(page: LedgerPage) -> list[str]:
        return [field.name for field in page.table.view.rows.columns]

    before = shown(page)
    chooser = page.table.view.choose_columns(page.tool)
    _tick(chooser, "place")
    _tick(chooser, before[-1])
    assert shown(page) == [*before[:-1], "place"]
    chooser.order.setCurrentRow(len(before) - 1)
    for _ in before[1:]:
        QTest.keyClick(chooser.order, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert shown(page) == ["place", *before[:-1]]
    chooser.close()
    settle(sample_desk)
    again = _page(qtbot, sample_desk, settle)
    assert shown(again) == ["place", *before[:-1]]
    chooser = again.table.view.choose_columns(again.tool)
    chooser._reset()
    assert shown(again) == list(page.feature.ledger.columns)


def test_columns_are_found_by_initials(page: LedgerPage) -> None:
    chooser = page.table.view.choose_columns(page.tool)
    QTest.keyClicks(chooser.search, "yhbw")
    seen = [
        item.text() for at in range(chooser.ticks.count()) if not (item := chooser.ticks.item(at)).isHidden()
    ]
    assert seen == ["隐患", "隐患部位"]  # the section and its field
    chooser.close()


def test_the_last_column_stays(page: LedgerPage) -> None:
    chooser = page.table.view.choose_columns(page.tool)
    for name in chooser.names:
        _tick(chooser, name)
    assert len(chooser.names) == 1
    chooser.close()


def test_chosen_numbers_are_added_up(qtbot: QtBot, page: LedgerPage, settle: Settle) -> None:
    view = page.table.view
    view.show_columns(["number", "fund", "level"], keep=False)
    ids = list(view.rows.ids[:12])
    found = browse.rows(page.desk.workspace.store, page.feature, ids)
    funds = [fund for one in ids if isinstance(fund := found[one]["fund"], Decimal)]
    assert len(funds) > 1
    chosen = QItemSelection(view.rows.index(0, 1), view.rows.index(11, 2))
    view.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    foot = page.table.foot
    assert foot is not None
    qtbot.waitUntil(lambda: "平均" in foot.left.accessibleName(), timeout=5000)
    said = foot.left.accessibleName()
    assert f"{len(funds)} 格有数，合计 {grouped(sum(funds, Decimal(0)))} " in said
    view.selectionModel().clearSelection()
    settle(page.desk)
    assert "平均" not in foot.left.accessibleName()


def test_the_foot_tells_the_figures_of_everything_shown(page: LedgerPage, settle: Settle) -> None:
    view, foot = page.table.view, page.table.foot
    assert foot is not None
    view.show_columns(["number", "fund", "level"], keep=False)
    settle(page.desk)
    store = page.desk.workspace.store
    found = browse.rows(store, page.feature, list(view.rows.ids)).values()
    funds = [fund for row in found if isinstance(fund := row["fund"], Decimal)]
    assert foot.left.accessibleName().endswith(f" {grouped(sum(funds, Decimal(0)))}")
    assert foot.how.text() == "合计"
    acts = {act.text(): act for act in foot.how.menu().actions()}
    assert list(acts) == ["合计", "平均", "最大", "最小", "计数"]
    for word, amount in (("最大", max(funds)), ("最小", min(funds)), ("计数", len(funds))):
        acts[word].trigger()
        settle(page.desk)
        shown = grouped(amount)
        assert foot.left.accessibleName().startswith(f"{word} {page.feature.ledger['fund'].label} {shown}")
    again = LedgerPage(page.desk, page.feature.name)
    assert again.table.foot is not None
    assert again.table.foot.figure == "计数", "kept for this person"
    again.deleteLater()
    view.show_columns(["number", "level"], keep=False)
    view.take_row(0)
    settle(page.desk)
    assert "已选 1 条" in foot.left.accessibleName()
