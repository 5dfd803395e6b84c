"""The filter bar by keyboard: a typed sentence, chips, conditions joined by 并且 and 或者."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import CATALOGUE
from app.kernel.feature import Feature
from app.kernel.fields import Kind, Value
from app.kernel.filter_words import Proposal, propose
from app.kernel.filters import AnyOf, Condition, Filter, Op, all_of, equals, sentence
from app.ledgers import browse, edit
from ui.pages.ledger_page import LedgerPage
from ui.shell.desk import Desk
from ui.tables.chips import Chip
from ui.tables.condition import operators
from ui.tables.filter_popup import FilterPopup

Settle = Callable[[Desk], None]
MAJOR = equals("level", "重大")
DUE_THIS_MONTH = Condition("due_on", Op.WITHIN, ("$month", "$month_end"))


@pytest.fixture
def page(qtbot: QtBot, sample_desk: Desk, settle: Settle) -> Iterator[LedgerPage]:
    made = LedgerPage(sample_desk, "hazards")
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    settle(sample_desk)
    yield made
    settle(sample_desk)


def _type(page: LedgerPage, text: str, settle: Settle) -> None:
    page.bar.box.setFocus()
    page.bar.box.setText(text)  # as an input method commits it
    QTest.qWait(220)
    settle(page.desk)


def _texts(page: LedgerPage) -> list[str]:
    return [chip.spec.text for chip in page.bar.chips.chips]


def _count(page: LedgerPage, *rules: Filter) -> int:
    rule = all_of(equals("voided", False), *rules)
    return browse.count(page.desk.workspace.store, page.feature, rule)


def _focused() -> Chip:
    found = QApplication.focusWidget()
    assert isinstance(found, Chip)
    return found


def test_a_sentence_becomes_a_chip_on_enter(page: LedgerPage, settle: Settle) -> None:
    whole = page.table.count
    _type(page, "整改期限 本月", settle)
    assert _texts(page) == ["整改期限在本月"]
    assert page.table.count == whole  # nothing is narrowed before it is taken
    QTest.keyClick(page.bar.box, Qt.Key.Key_Return)
    settle(page.desk)
    assert page.bar.box.text() == ""
    assert page.bar.rule == DUE_THIS_MONTH
    assert page.table.count == _count(page, DUE_THIS_MONTH)


def test_chinese_brackets_and_commas_are_found_as_they_were_written(page: LedgerPage, settle: Settle) -> None:
    said = "钢瓶混放，空实瓶未分区（二楼）"
    edit.create(page.desk.workspace.store, page.feature, {"description": said})
    rule = Condition("description", Op.CONTAINS, (said,))
    _type(page, f"隐患描述 包含 {said}", settle)
    QTest.keyClick(page.bar.box, Qt.Key.Key_Return)
    settle(page.desk)
    assert (page.bar.rule, page.table.count) == (rule, 1)
    page.bar.open_popup()
    asked = QApplication.focusWidget()
    assert asked is not None
    QTest.keyClick(asked, Qt.Key.Key_Return)  # what stands in the row, once more
    settle(page.desk)
    assert (page.bar.rule, page.table.count) == (rule, 1)


def test_a_word_is_searched_for_and_a_filter_only_offered(page: LedgerPage, settle: Settle) -> None:
    _type(page, "重大", settle)
    assert _texts(page) == ["隐患等级是重大"]
    assert page.bar.search == "重大"
    QTest.keyClick(page.bar.box, Qt.Key.Key_Return)
    settle(page.desk)
    assert page.bar.search == "重大"  # Enter belongs to the search
    QTest.keyClick(page.bar.box, Qt.Key.Key_Down)
    QTest.keyClick(_focused(), Qt.Key.Key_Return)
    settle(page.desk)
    assert (page.bar.search, page.bar.rule) == ("", MAJOR)
    assert page.table.count == _count(page, MAJOR)


def test_chips_are_walked_changed_and_removed_by_keys(qtbot: QtBot, page: LedgerPage, settle: Settle) -> None:
    page.arrive({"rule": all_of(MAJOR, DUE_THIS_MONTH)})
    settle(page.desk)
    assert _texts(page) == ["隐患等级是重大", "整改期限在本月"]
    page.bar.box.setFocus()
    QTest.keyClick(page.bar.box, Qt.Key.Key_Down)
    assert _focused().spec.text == "隐患等级是重大"
    QTest.keyClick(_focused(), Qt.Key.Key_Right)
    assert _focused().spec.text == "整改期限在本月"
    QTest.keyClick(_focused(), Qt.Key.Key_Return)
    popup = page.findChild(FilterPopup)
    assert popup is not None
    assert popup.rows[1].field_box.hasFocus()
    popup.rows[1].editor.setText("上月")
    QTest.keyClick(popup.rows[1].editor, Qt.Key.Key_Return)
    settle(page.desk)
    with qtbot.waitActive(page):
        page.activateWindow()  # no window manager does it here when a sheet closes
    assert _texts(page) == ["隐患等级是重大", "整改期限在上月"]
    page.bar.chips.chips[0].setFocus()
    QTest.keyClick(_focused(), Qt.Key.Key_Delete)
    settle(page.desk)
    assert _texts(page) == ["整改期限在上月"]
    assert _focused().spec.text == "整改期限在上月"  # the keyboard stays where it was
    QTest.keyClick(_focused(), Qt.Key.Key_Backspace)
    settle(page.desk)
    assert page.bar.empty


def test_alternatives_are_put_together_row_by_row(page: LedgerPage, settle: Settle) -> None:
    page.bar.open_popup()
    popup = page.findChild(FilterPopup)
    assert popup is not None
    popup.rows[0].show_condition(MAJOR)
    popup.add(alternative=True).show_condition(Condition("due_on", Op.LT, ("$today",)))
    popup.add().show_condition(Condition("closed_on", Op.EMPTY))
    QTest.qWait(20)
    said = "（隐患等级是重大，或整改期限早于今天），且销号日期未填"
    assert popup._said.text() == f"只看：{said}"
    popup.apply()
    settle(page.desk)
    rule = all_of(AnyOf((MAJOR, Condition("due_on", Op.LT, ("$today",)))), Condition("closed_on", Op.EMPTY))
    assert page.bar.rule == rule
    assert page.table.count == _count(page, rule)
    assert _texts(page) == ["隐患等级是重大，或整改期限早于今天", "销号日期未填"]
    page.bar.open_popup()
    again = page.findChildren(FilterPopup)[-1]
    assert again.parts() == rule.parts  # type: ignore[union-attr]
    again.close()


def test_a_value_that_is_not_understood_is_said_and_nothing_changes(page: LedgerPage) -> None:
    page.bar.open_popup()
    popup = page.findChild(FilterPopup)
    assert popup is not None
    popup.rows[0].show_condition(DUE_THIS_MONTH)
    popup.rows[0].editor.setText("某天")
    popup.apply()
    assert popup.isVisible()
    assert "看不懂" in popup._error.text()
    assert page.bar.empty
    popup.close()


def test_drop_downs_of_days_move_with_the_calendar(page: LedgerPage, settle: Settle) -> None:
    inspections = LedgerPage(page.desk, "inspections")
    quick = [name for name in inspections.bar.quick if inspections.feature.ledger[name].kind == "day"]
    if not quick:
        field = inspections.feature.ledger.day
        inspections.bar.box.setText(f"{inspections.feature.ledger[field].label} 上月")
        inspections.bar.box.returnPressed.emit()
        assert inspections.bar.rule == Condition(field, Op.WITHIN, ("$month-1", "$month_end-1"))
    else:
        inspections.bar.quick[quick[0]].choose(("上月",))
        assert inspections.bar.rule == Condition(quick[0], Op.WITHIN, ("$month-1", "$month_end-1"))
    settle(page.desk)
    inspections.deleteLater()


def test_a_mark_is_typed_like_a_state(page: LedgerPage, settle: Settle) -> None:
    late = browse.count(page.desk.workspace.store, page.feature, page.feature.ledger.alerts[0].rule)
    _type(page, "状态 逾期", settle)
    QTest.keyClick(page.bar.box, Qt.Key.Key_Return)
    settle(page.desk)
    assert page.table.count == late > 0
    assert "整改期限早于今天" in _texts(page), "what the mark means, part by part"
    page.bar.clear()
    _type(page, "逾期", settle)
    (offer,) = page.bar.chips.chips
    assert "整改期限早于今天" in offer.spec.text


@pytest.mark.parametrize("feature", CATALOGUE.values(), ids=lambda feature: feature.name)
def test_what_a_chip_says_can_be_typed(feature: Feature) -> None:
    """Every comparison that 筛选 offers, of every field of every ledger."""
    ledger = feature.ledger
    values: dict[Kind, Value] = {
        Kind.DAY: date(2023, 6, 1),
        Kind.MONEY: Decimal("1.5"),
        Kind.INT: 3,
        Kind.YES_NO: True,
    }
    for field in ledger.all_fields:
        value = values.get(field.kind, next(iter(field.choices), "一（二）"))
        for op, _word in operators(field):
            blank, within = op in (Op.EMPTY, Op.FILLED), op is Op.WITHIN
            rule = Condition(field.name, op, () if blank else (value, value) if within else (value,))
            said = sentence(rule, ledger.by_name)
            meant = propose(
                said, ledger.all_fields, ledger.day, lambda one: one.choices or ("一（二）",), 2023
            )
            if field.is_list and op is Op.ANY:
                rule = Condition(field.name, Op.CONTAINS, rule.values) if not field.picks else rule
            assert meant == [Proposal(rule, sure=True)], said
