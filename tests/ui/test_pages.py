"""The ledger page, the enterprise file, the inspection with its hazards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.kernel.filters import AllOf, AnyOf, Condition, Op, equals
from app.ledgers import browse, edit
from ui.forms.record_dialog import RecordDialog
from ui.pages import ledger_actions as actions
from ui.pages import ledger_views
from ui.pages.enterprise_page import EnterprisePage
from ui.pages.inspection_parts import FoundHazards, HazardsPart
from ui.pages.ledger_page import LedgerPage
from ui.shell.desk import Desk
from ui.shell.notices import Toast

Settle = Callable[[Desk], None]


@pytest.fixture
def page(qtbot: QtBot, sample_desk: Desk, settle: Settle) -> LedgerPage:
    made = LedgerPage(sample_desk, "hazards")
    qtbot.addWidget(made)
    made.resize(1300, 700)
    made.show()
    settle(sample_desk)
    return made


def test_views_have_live_counts(page: LedgerPage, sample_desk: Desk, settle: Settle) -> None:
    store, hazards = sample_desk.workspace.store, sample_desk.feature("hazards")
    views = {view.name: view for view in hazards.ledger.views}
    overdue = browse.count(store, hazards, views["overdue"].rule)
    page.tabs.choose("overdue")
    settle(sample_desk)
    assert page.table.count == overdue
    assert page.header.note.text().startswith(f"共 {browse.count(store, hazards, views['all'].rule):,} 条")


def test_drop_downs_chips_and_search_join(page: LedgerPage, sample_desk: Desk, settle: Settle) -> None:
    page.bar.quick["level"].choose(("重大",))
    page.bar.changed.emit()
    settle(sample_desk)
    majors = page.table.count
    page.arrive({"rule": Condition("closed_on", Op.EMPTY)})
    settle(sample_desk)
    assert page.bar.quick["level"].chosen == ()
    assert page.bar.chips.isVisibleTo(page)
    page.bar.quick["level"].choose(("重大",))
    page.bar.changed.emit()
    settle(sample_desk)
    assert 0 < page.table.count <= majors
    page.bar.clear()
    settle(sample_desk)
    assert page.bar.empty


def test_filter_popup_builds_conditions_for_any_field(qtbot: QtBot, page: LedgerPage) -> None:
    from ui.tables.filter_popup import FilterPopup

    ledger = page.feature.ledger
    popup = FilterPopup(page, ledger.all_fields, lambda field: field.choices, date(2023, 6, 30))
    found: list[object] = []
    popup.applied.connect(found.extend)
    row = popup.rows[0]
    row.show_condition(Condition("found_on", Op.GE, (date(2023, 5, 31),)))
    popup.add().show_condition(equals("level", "重大"))
    popup.add().show_condition(Condition("due_on", Op.EMPTY))
    row.editor.setText("某天")
    popup.apply()
    assert found == []
    row.editor.setText("2023年5月31日")
    popup.apply()
    assert found == [
        Condition("found_on", Op.GE, (date(2023, 5, 31),)),
        equals("level", "重大"),
        Condition("due_on", Op.EMPTY),
    ]


def test_void_is_told_and_can_be_undone(page: LedgerPage, sample_desk: Desk, settle: Settle) -> None:
    store, hazards = sample_desk.workspace.store, sample_desk.feature("hazards")
    number = page.table.view.rows.ids[0]
    sample_desk.write(page, lambda _control: edit.void(store, hazards, [number], "重复登记"))
    settle(sample_desk)
    told = page.window().findChildren(Toast)[-1]
    record = browse.record(store, hazards, number)
    assert record is not None
    assert record["voided"] is True
    told.findChildren(QPushButton)[0].click()
    settle(sample_desk)
    record = browse.record(store, hazards, number)
    assert record is not None
    assert not record["voided"]


def test_export_writes_what_is_shown(
    page: LedgerPage, sample_desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    out = tmp_path / "隐患.csv"
    actions.run_export(sample_desk, page.feature, page, out, page.table.asked, ())
    settle(sample_desk)
    assert "隐患描述" in out.read_text(encoding="utf-8-sig").splitlines()[0]


def test_firm_opens_its_file_with_the_life_line(
    qtbot: QtBot, sample_desk: Desk, settle: Settle, visits: list[tuple[str, dict[str, object]]]
) -> None:
    page = LedgerPage(sample_desk, "enterprises")
    qtbot.addWidget(page)
    page.show()
    settle(sample_desk)
    hazards = sample_desk.feature("hazards")
    store = sample_desk.workspace.store
    first = browse.rows(store, hazards, browse.ids(store, hazards)[:1])
    firm = next(iter(first.values()))["enterprise_id"]
    assert isinstance(firm, int)
    page.open_record(firm)
    settle(sample_desk)
    over = page.findChildren(EnterprisePage)[0]
    links = [made for made in over.findChildren(QPushButton) if made.property("kind") == "link"]
    assert links
    links[0].click()
    assert "record" in visits[-1][1]
    over.close_file()
    assert not page._over


def test_an_inspection_brings_its_hazards(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    page = LedgerPage(desk, "inspections")
    qtbot.addWidget(page)
    page.show()
    dialog = actions.new_record(desk, page.feature, page)
    assert isinstance(dialog, RecordDialog)
    part = dialog._part
    assert isinstance(part, HazardsPart)
    dialog.form.boxes["enterprise_name"].editor.show_value("好又来餐馆")
    dialog.form.boxes["kind"].editor.show_value("抽查")
    part.rows.lines[0]["level"].show_words("很大")
    dialog.save()
    wrong = dialog.focusWidget()
    assert wrong is not None
    assert part.rows.lines[0]["level"].isAncestorOf(wrong), "the keyboard is where something is wrong"
    part.rows.lines[0]["description"].show_value("燃气软管老化")
    part.rows.lines[0]["level"].show_value("重大")
    part.rows.add()
    dialog.save()
    settle(desk)
    store = desk.workspace.store
    assert browse.count(store, desk.feature("hazards")) == 1
    number = browse.ids(store, page.feature)[0]
    record = browse.record(store, page.feature, number)
    assert record is not None
    found = FoundHazards(desk, page.feature, record)
    qtbot.addWidget(found)
    settle(desk)
    assert any(made.text().startswith("YH-") for made in found.findChildren(QPushButton))


def test_a_view_can_be_kept_and_dropped(page: LedgerPage, sample_desk: Desk, settle: Settle) -> None:
    from ui.tables.saved_views import drop_view, save_view, saved_views

    space, hazards = sample_desk.workspace, page.feature
    rule = AllOf(
        (
            equals("level", "重大"),
            Condition("due_on", Op.LE, ("$today+7",)),
            AnyOf((Condition("found_on", Op.GE, (date(2023, 5, 1),)), Condition("closed_on", Op.EMPTY))),
            Condition("inspectors", Op.CONTAINS, ("张",)),
            equals("category", "火灾", "触电"),
            Condition("fund", Op.GE, (Decimal("1.5"),)),
            equals("voided", False),
        )
    )
    save_view(space, hazards, "重大快到期", rule)
    kept = saved_views(space, hazards)
    assert [(view.title, view.rule) for view in kept] == [("重大快到期", rule)]
    ledger_views.show(page, kept[0].name)
    settle(sample_desk)
    assert page.table.count == browse.count(space.store, hazards, rule)
    drop_view(space, hazards, "重大快到期")
    assert saved_views(space, hazards) == []
