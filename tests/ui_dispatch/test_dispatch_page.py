"""The progress table on the screen: figures lead to records, entries by hand count, falls are explained."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.bootstrap import CATALOGUE, close_workspace, open_workspace
from app.dispatch.archive import last_submitted, submissions
from app.dispatch.compute import compute, contributions
from app.dispatch.definition import load
from app.dispatch.scope import OFFICE, Scope, Whose
from app.kernel.clock import stopped_clock
from app.ledgers import browse, edit
from tests.conftest import MOMENT
from tests.ui.conftest import Visits, make_desk
from ui.dispatch.adjustment_dialog import AdjustmentDialog
from ui.dispatch.records_list import RecordsList
from ui.dispatch.sheet_layout import lay_out
from ui.dispatch.statement_dialog import StatementDialog
from ui.dispatch.submit_dialog import SubmitDialog
from ui.pages.dispatch_page import DispatchPage
from ui.printing.preview import PreviewWindow
from ui.shell.desk import Desk
from ui.shell.notices import Toast
from ui.shell.start import make_application

Settle = Callable[[Desk], None]
DAY = date(2023, 6, 30)
T = TypeVar("T", bound=QWidget)


@pytest.fixture
def page(qtbot: QtBot, sample_desk: Desk, settle: Settle) -> DispatchPage:
    made = DispatchPage(sample_desk, "dispatch")
    qtbot.addWidget(made)
    made.resize(1300, 700)
    made.show()
    made.toolbar.choose_day(DAY)
    settle(sample_desk)
    return made


@pytest.fixture(scope="module")
def read_page(
    qapp: object, _sample_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[DispatchPage, Visits]]:
    """A page that is only looked at: one for all such tests."""
    folder = tmp_path_factory.mktemp("read") / "office"
    shutil.copytree(_sample_folder, folder)
    workspace = open_workspace(folder, stopped_clock(MOMENT))
    make_application()
    visits: Visits = []
    desk = make_desk(workspace, visits)
    page = DispatchPage(desk, "dispatch")
    page.resize(1300, 700)
    page.show()
    page.toolbar.choose_day(DAY)
    yield page, visits
    desk.worker.close()
    page.close()
    page.deleteLater()
    close_workspace(workspace, with_backup=False)


@pytest.fixture
def looked_at(read_page: tuple[DispatchPage, Visits], settle: Settle) -> tuple[DispatchPage, Visits]:
    """The same page with nothing open."""
    page, visits = read_page
    visits.clear()
    page.toolbar.choose_day(DAY)
    page.toolbar.choose_scope(OFFICE)
    page.side.close_figure()
    settle(page.desk)
    return page, visits


def one(page: QWidget, kind: type[T]) -> T:
    """The dialog that is open."""
    return next(found for found in reversed(page.findChildren(kind)) if found.isVisible())


def test_every_figure_stands_on_the_sheet_as_computed(
    looked_at: tuple[DispatchPage, Visits], settle: Settle, qtbot: QtBot
) -> None:
    page, _visits = looked_at
    sample_desk = page.desk
    workspace = sample_desk.workspace
    assert page.taken is not None
    with workspace.store.read() as connection:
        figures = compute(connection, workspace.catalogue, page.taken.table, DAY)
    assert {code: cell.state.text for code, cell in page.sheet.cells.items()} == {
        code: figures.cell(code) for code in page.taken.table.indicators
    }
    assert all(code in cell.accessibleName() for code, cell in page.sheet.cells.items())


def test_a_figure_leads_to_its_records(
    looked_at: tuple[DispatchPage, Visits], settle: Settle, qtbot: QtBot
) -> None:
    page, visits = looked_at
    sample_desk = page.desk
    cell = page.sheet.cells["A1"]
    cell.setFocus()
    QTest.keyClick(cell, Qt.Key.Key_Return)
    settle(sample_desk)
    workspace = sample_desk.workspace
    assert page.taken is not None
    with workspace.store.read() as connection:
        found = contributions(connection, workspace.catalogue, page.taken.table, "A1", 1, DAY, OFFICE)
    listed = one(page, RecordsList)
    assert list(listed.rows.ids) == list(found[0].ids)
    assert len(listed.rows.ids) == int(cell.state.text)
    listed.opened.emit(listed.rows.ids[0])
    assert visits == [("hazards", {"record": found[0].ids[0]})]


def test_the_ledger_shows_the_same_records_by_the_figure_s_filter(
    looked_at: tuple[DispatchPage, Visits], settle: Settle, qtbot: QtBot
) -> None:
    page, _visits = looked_at
    sample_desk = page.desk
    page.open_figure("A3")
    settle(sample_desk)
    part = page.side.figure._details[0]
    hazards = sample_desk.feature("hazards")
    assert part.rule is not None
    assert set(browse.ids(sample_desk.workspace.store, hazards, part.rule)) == set(part.ids)


def test_arrows_lead_from_figure_to_figure(
    looked_at: tuple[DispatchPage, Visits], settle: Settle, qtbot: QtBot
) -> None:
    page, _visits = looked_at
    cells = page.sheet.cells
    cells["A1"].setFocus()
    for key, code in (
        (Qt.Key.Key_Right, "A2"),
        (Qt.Key.Key_Down, "A4"),
        (Qt.Key.Key_Left, "A3"),
        (Qt.Key.Key_Down, "A5"),
        (Qt.Key.Key_Down, "B1"),
    ):
        QTest.keyClick(page.focusWidget(), key)
        assert page.focusWidget() is cells[code]


def test_an_entry_by_keys_changes_the_printed_figure_and_can_be_taken_back(
    page: DispatchPage, sample_desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    assert page.taken is not None
    before = page.taken.figures.value("C5")
    page.open_figure("C5")
    settle(sample_desk)
    page.side.figure.adjust.emit("C5", 1)
    settle(sample_desk)
    dialog = one(page, AdjustmentDialog)
    amount, why = (dialog.boxes[name].editor.focusProxy() for name in ("amount", "reason"))
    assert amount is not None
    assert why is not None
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    QTest.keyClick(amount, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.boxes["amount"].error
    assert dialog.boxes["reason"].error
    QTest.keyClicks(amount, "2")
    QTest.keyClick(amount, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.focusWidget() is why, "the first that is wrong has the keyboard"
    QTest.keyClicks(why, "told by telephone")  # QTest has no Chinese keys
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    QTest.keyClick(amount, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(sample_desk)
    assert not isValid(dialog), "closed, and nothing of it is left"
    assert page.taken.figures.value("C5") == before + 2
    assert page.sheet.cells["C5"].state.adjusted
    detail = page.side.figure._details[0]
    assert (detail.printed, detail.computed, detail.effect) == (str(before + 2), str(before), "+2")
    assert [entry.reason for entry in detail.entries] == ["told by telephone"]
    assert detail.entries[0].who == "张某"


def test_an_entry_that_cannot_count_is_refused_in_the_dialog(
    looked_at: tuple[DispatchPage, Visits], settle: Settle, qtbot: QtBot
) -> None:
    page, _visits = looked_at
    sample_desk = page.desk
    page.adjust("C3", 2)
    dialog = one(page, AdjustmentDialog)
    dialog.boxes["amount"].show_value("2.5")
    dialog.boxes["reason"].show_value("通报")
    dialog.boxes["day"].show_value(date(2024, 3, 1))
    dialog._save()
    settle(sample_desk)
    assert dialog.isVisible()
    assert "不在行动期间" in dialog.refusal.text.text()
    which = dialog.boxes["value"].editor.focusProxy()
    assert isinstance(which, QLineEdit)
    which.selectAll()
    QTest.keyClicks(which, "June")
    dialog._save()
    assert "不在选项里" in dialog.boxes["value"].error
    dialog.reject()


def submit(page: DispatchPage, desk: Desk, settle: Settle, reason: str = "") -> None:
    """Press 报送 (or 更正) and close the paper that comes up."""
    page.submit()
    dialog = one(page, SubmitDialog)
    dialog.reason.setPlainText(reason)
    assert dialog.go.isEnabled()
    dialog.go.click()
    settle(desk)
    one(page, PreviewWindow).close()
    settle(desk)


def test_after_submitting_a_fall_names_record_and_edit(
    page: DispatchPage, sample_desk: Desk, settle: Settle
) -> None:
    store, hazards = sample_desk.workspace.store, sample_desk.feature("hazards")
    submit(page, sample_desk, settle, "确属实际情况")
    assert page.send.text().strip() == "更正…"
    assert page.header.note.text().startswith("本期已报送")
    page.open_figure("A1")
    settle(sample_desk)
    number = page.side.figure._details[0].ids[0]
    record = browse.record(store, hazards, number)
    assert record is not None
    sample_desk.changes.happened.emit(edit.update(store, hazards, number, {"level": "一般"}))
    settle(sample_desk)
    assert page.taken is not None
    assert "A1" in page.taken.drifted
    assert page._drift.isVisible()
    falls = [each for each in page.taken.findings if each.rule == "fall" and each.codes == ("A1",)]
    assert len(falls) == 1
    assert str(record["number"]) in falls[0].sentence
    assert "由张某把隐患等级从“重大”改为“一般”" in falls[0].sentence
    assert falls[0].records == {"hazards": (number,)}
    assert page.sheet.cells["A1"].state.tone == "red"
    page.state_why()
    settle(sample_desk)
    dialog = one(page, StatementDialog)
    assert str(record["number"]) in dialog.text.toPlainText()


def test_left_while_it_is_written_it_is_handed_in_all_the_same(
    page: DispatchPage, sample_desk: Desk, settle: Settle
) -> None:
    page.submit()
    dialog = one(page, SubmitDialog)
    dialog.reason.setPlainText("确属实际情况")
    dialog.go.click()
    dialog.reject()
    QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
    assert not isValid(dialog)
    settle(sample_desk)
    assert page.taken is not None
    with sample_desk.workspace.store.read() as connection:
        assert last_submitted(connection, page.taken.table.id, DAY, OFFICE) is not None
    assert [told.accessibleName()[:4] for told in page.window().findChildren(Toast)] == ["已报送："]


def test_a_year_chosen_wrong_is_told_and_asked_about_before_it_is_frozen(
    qtbot: QtBot, desk: Desk, settle: Settle
) -> None:
    page = DispatchPage(desk, "dispatch")
    qtbot.addWidget(page)
    page.show()
    settle(desk)
    page.toolbar.choose_day(date(2024, 6, 30))
    settle(desk)
    assert page.taken is not None
    assert [one.rule for one in page.taken.findings] == ["outside", "ahead"], "nothing else is wrong"
    page.submit()
    dialog = one(page, SubmitDialog)
    labels = [label.text() for label in dialog.findChildren(QLabel)]
    assert any("晚于行动最后一日2023年12月31日" in said for said in labels)
    assert "仍要按这个日期报送的原因（必填）" in labels
    assert not dialog.go.isEnabled(), "a reason is wanted first"
    dialog.reject()
    submit(page, desk, settle, "区安委办要求补报")
    with desk.workspace.store.read() as connection:
        found = submissions(connection, page.taken.table.id)
    assert [(one.day, one.reason) for one in found] == [(date(2024, 6, 30), "区安委办要求补报")]


def test_the_statement_is_saved_as_text(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    out = tmp_path / "说明.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(out), ""))
    dialog = StatementDialog(desk, "第一行\n第二行", "说明.txt", page)
    dialog.save()
    assert out.read_bytes().decode("utf-8-sig") == "第一行\r\n第二行"


def test_a_correction_needs_a_reason_and_keeps_the_first(
    page: DispatchPage, sample_desk: Desk, settle: Settle
) -> None:
    submit(page, sample_desk, settle, "确属实际情况")
    page.submit()
    dialog = one(page, SubmitDialog)
    assert not dialog.go.isEnabled()
    dialog.reject()
    submit(page, sample_desk, settle, "等级登记有误")
    assert page.taken is not None
    with sample_desk.workspace.store.read() as connection:
        found = submissions(connection, page.taken.table.id)
    assert [(one.number, one.reason) for one in found] == [(1, "等级登记有误"), (0, "确属实际情况")]


def test_last_this_and_change_stand_beneath_the_figure(
    page: DispatchPage, sample_desk: Desk, settle: Settle
) -> None:
    assert not page.toolbar.compare.isEnabled()
    submit(page, sample_desk, settle, "确属实际情况")
    page.toolbar.choose_day(date(2023, 7, 31))
    settle(sample_desk)
    page.toolbar.compare.setChecked(True)
    assert page.taken is not None
    with sample_desk.workspace.store.read() as connection:
        assert last_submitted(connection, page.taken.table.id, DAY, OFFICE) is not None
    for code, cell in page.sheet.cells.items():
        row = page.taken.compared[code][0]
        assert cell.state.last.startswith("上期 "), code
        if len(page.taken.compared[code]) == 1 and row.change:
            assert cell.state.change == f"{'↑' if row.change > 0 else '↓'}{abs(row.change)}"


def test_the_matrix_of_communities_leads_to_their_sheets(
    looked_at: tuple[DispatchPage, Visits], settle: Settle, qtbot: QtBot
) -> None:
    page, _visits = looked_at
    sample_desk = page.desk
    page.toolbar.show_view("community")
    settle(sample_desk)
    matrix = page.matrix.model.matrix
    assert page.taken is not None
    assert len(matrix.rows) == 40
    line = [code for code, _, _, _ in matrix.rows].index("A1")
    counts = [int(matrix.text(line, at)) for at in range(len(matrix.columns))]
    assert counts[0] == sum(counts[1:])
    page.matrix._open(page.matrix.model.index(line, 1))
    settle(sample_desk)
    assert page.wish.scope == Scope(Whose.COMMUNITY, matrix.columns[1])
    assert page.stack.currentIndex() == 0
    assert page.sheet.cells["A1"].state.text == str(counts[1])
    assert page.side.code == "A1"


def test_a_page_comes_up_with_scope_day_and_figure(sample_desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    page = DispatchPage(sample_desk, "dispatch")
    qtbot.addWidget(page)
    wanted = Scope(Whose.COMMUNITY, browse.choices(
        sample_desk.workspace.store, sample_desk.feature("enterprises").ledger["community"])[0])  # fmt: skip
    page.arrive({"scope": wanted, "day": DAY, "code": "B1"})
    page.show()
    settle(sample_desk)
    assert page.wish.scope == wanted
    assert page.wish.day == DAY
    assert page.taken is not None
    assert page.taken.figures.scope == wanted
    assert page.side.code == "B1"


def test_a_day_that_cannot_be_read_is_marked_and_keeps_the_last(
    looked_at: tuple[DispatchPage, Visits], settle: Settle, qtbot: QtBot
) -> None:
    page, _visits = looked_at
    sample_desk = page.desk
    page.toolbar.day.line.setText("二月三十")
    qtbot.waitUntil(lambda: bool(page.toolbar.day.toolTip()))
    assert page.wish.day == DAY
    page.toolbar.day.line.setText("2023年7月5日")
    qtbot.waitUntil(lambda: page.wish.day == date(2023, 7, 5))
    settle(sample_desk)


@pytest.mark.parametrize("width", [560, 860, 1180])
@pytest.mark.parametrize("comparing", [False, True])
def test_the_sheet_fits_its_width_and_nothing_overlaps(qapp: object, width: int, *, comparing: bool) -> None:
    made = lay_out(load(CATALOGUE), width, "时间：2023年6月30日", comparing=comparing)
    assert made.frame.right() <= made.size.width()
    places = list(made.values.values())
    assert len(places) == 34
    assert not any(a.intersects(b) for at, a in enumerate(places) for b in places[at + 1 :])
    assert all(made.frame.adjusted(0, 0, 2, 2).contains(place) for place in places)
    if comparing:  # below a pair of figures two lines more
        lines = QFontMetrics(made.value_font).height() + 2 * QFontMetrics(made.small_font).lineSpacing()
        assert made.values["C3"].height() >= lines


def test_another_page_may_name_the_table(page: DispatchPage, sample_desk: Desk, settle: Settle) -> None:
    toolbar = page.toolbar
    toolbar.table.addItem("另一张表", "another-2024")
    toolbar.choose_table("another-2024")
    assert toolbar.table_id == "another-2024"
    toolbar.choose_table("gone-2020")
    toolbar.choose_table("")
    assert toolbar.table_id == "another-2024"
    page.arrive({"table": "licheng-2023", "day": DAY, "code": "B1"})
    settle(sample_desk)
    assert page.taken is not None
    assert page.taken.table.id == "licheng-2023"
    assert page.side.code == "B1"
