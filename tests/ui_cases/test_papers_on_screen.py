"""Papers of a record and of a selection: filled, looked at, issued, served, voided, by keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.kernel.filters import Condition, Op, all_of, equals
from app.kernel.papers import PaperKind
from app.ledgers import browse, edit
from app.masterdata.organ import Organ, read_organ, write_organ
from app.papers import issued, issuing, numbers, output, voiding
from app.printing.preview import page_text
from ui.pages.papers_page import PapersPage
from ui.pages.reason_dialog import ReasonDialog
from ui.papers.batch_dialog import BatchDialog
from ui.papers.numbers_list import gaps
from ui.papers.offer import fill_menu
from ui.papers.paper_dialog import PaperDialog
from ui.papers.receipt_dialog import ReceiptDialog
from ui.printing.preview import PreviewWindow
from ui.settings.organ import OrganSection
from ui.shell.desk import Desk
from ui.shell.notices import Toast

Settle = Callable[[Desk], None]


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def open_hazards(desk: Desk, count: int) -> list[int]:
    feature = desk.feature("hazards")
    rule = all_of(
        equals("voided", False), Condition("closed_on", Op.EMPTY), Condition("due_on", Op.GE, ("2000-01-01",))
    )
    return list(browse.ids(desk.workspace.store, feature, rule, "", ()))[:count]


def closed_hazard(desk: Desk) -> int:
    feature = desk.feature("hazards")
    rule = all_of(equals("voided", False), Condition("closed_on", Op.FILLED))
    return next(iter(browse.ids(desk.workspace.store, feature, rule, "", ())))


def kind_of(desk: Desk, code: str) -> PaperKind:
    return next(kind for kind in desk.feature("hazards").papers if kind.code == code)


def on_file(desk: Desk, record: int = 0) -> list[issued.Issued]:
    with desk.workspace.store.read() as connection:
        return issued.papers(connection, "hazards", record)


def drawn(qtbot: QtBot, desk: Desk, dialog: Any, settle: Settle) -> None:
    settle(desk)
    qtbot.waitUntil(lambda: not dialog.paper.waiting, timeout=8000)
    settle(desk)


def test_a_paper_is_issued_by_keys(qtbot: QtBot, sample_desk: Desk, settle: Settle, over: QWidget) -> None:
    desk, (record,) = sample_desk, open_hazards(sample_desk, 1)
    before = len(on_file(desk, record))
    dialog = PaperDialog(desk, desk.feature("hazards"), over, record, "reminder")
    dialog.open()
    drawn(qtbot, desk, dialog, settle)
    assert dialog.looked is not None
    assert dialog.looked.ready
    assert dialog.asks.grid is not None
    line = dialog.asks.grid.boxes["催办依据"].editor.focusProxy()
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "2023")
    drawn(qtbot, desk, dialog, settle)
    assert dialog.looked.draft.values["催办依据"] == "2023"
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(desk)
    papers = on_file(desk, record)
    assert len(papers) == before + 1
    assert papers[-1].number
    window = over.findChild(PreviewWindow)
    assert window is not None
    assert window.pdf == issued.content(desk.workspace.store, papers[-1].id)
    window.close()


def test_what_the_rule_holds_back_says_why(
    qtbot: QtBot, sample_desk: Desk, settle: Settle, over: QWidget
) -> None:
    desk, record = sample_desk, closed_hazard(sample_desk)
    before = len(on_file(desk))
    dialog = PaperDialog(desk, desk.feature("hazards"), over, record, "reminder")
    dialog.open()
    drawn(qtbot, desk, dialog, settle)
    assert dialog.looked is not None
    assert "已经销号" in dialog.looked.draft.held_back
    assert any("已经销号" in text for text in said(dialog))
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(desk)
    assert len(on_file(desk)) == before
    dialog.reject()


def said(dialog: QDialog) -> list[str]:
    return [one.accessibleName() for one in dialog.findChildren(QWidget) if one.property("banner")]


def test_a_missing_value_leads_to_where_it_is_written(
    qtbot: QtBot, sample_desk: Desk, settle: Settle, over: QWidget, visits: list[Any]
) -> None:
    desk, (record,) = sample_desk, open_hazards(sample_desk, 1)
    with desk.workspace.store.write() as connection:
        organ = read_organ(connection)
        write_organ(connection, Organ(name=organ.name, family="enforcement"))
    dialog = PaperDialog(desk, desk.feature("hazards"), over, record, "rectification_order")
    dialog.open()
    drawn(qtbot, desk, dialog, settle)
    assert dialog.looked is not None
    assert {one.name: one.where for one in dialog.looked.missing}["复议机关"] == "office"
    go = next(one for one in dialog.findChildren(QPushButton) if "复议机关" in one.text())
    go.setFocus()
    QTest.keyClick(go, Qt.Key.Key_Space)
    assert visits[-1] == ("settings", {"section": "organ"})


def test_forty_in_one_click_and_one_document(
    qtbot: QtBot, sample_desk: Desk, settle: Settle, over: QWidget
) -> None:
    desk = sample_desk
    store = desk.workspace.store
    ids = [*open_hazards(desk, 40)[::-1], closed_hazard(desk)]
    before = len(on_file(desk))
    dialog = BatchDialog(desk, desk.feature("hazards"), over, ids, "reminder")
    dialog.open()
    drawn(qtbot, desk, dialog, settle)
    assert dialog.ready == ids[:40]
    assert "已经销号" in dialog.checked[40].problem
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(desk)
    made = on_file(desk)[before:]
    assert [one.record_id for one in made] == ids[:40], "in the order chosen"
    running = [int(str(one.number).rpartition("〕")[2].removesuffix("号")) for one in made]
    assert running == list(range(running[0], running[0] + 40))
    window = over.findChild(PreviewWindow)
    assert window is not None
    assert window.count == sum(one.pages for one in made)
    window.close()
    joined, place = output.issued_pdf(store, [one.id for one in made]), 0
    for one in made:
        assert str(one.number) in page_text(joined, place).replace(" ", "").replace("\n", "")
        place += one.pages
    first = made[0]
    frozen = issued.content(store, first.id)
    firm = browse.rows(store, desk.feature("hazards"), [first.record_id])[first.record_id]["enterprise_id"]
    edit.update(store, desk.feature("enterprises"), int(str(firm)), {"name": "济南改名以后有限公司"})
    assert issued.content(store, first.id) == frozen, "printed again as it went out"


def test_receipt_void_and_numbers_on_the_page(
    qtbot: QtBot, sample_desk: Desk, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = sample_desk
    store, feature = desk.workspace.store, desk.feature("hazards")
    made, _change = issuing.issue(store, feature, kind_of(desk, "reminder"), open_hazards(desk, 2))
    page = PapersPage(desk, "papers")
    qtbot.addWidget(page)
    page.show()
    page.arrive({"paper": made[0]})
    settle(desk)
    assert page.shown is not None
    assert page.shown.id == made[0]
    page._ask_receipt()
    settle(desk)
    dialog = page.findChild(ReceiptDialog)
    assert dialog is not None
    dialog.grid.boxes["recipient"].editor.setFocus()
    QTest.keyClicks(dialog.grid.boxes["recipient"].editor.focusProxy() or dialog, "Chen")
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(desk)
    today = store.clock.today()
    assert next(one for one in page.found.papers if one.id == made[0]).served_on == today
    with store.read() as connection:
        assert issued.receipts(connection, made[0])[-1].recipient == "Chen"
    voiding.void(store, made[1], "写错单位")
    page.reload()
    settle(desk)
    page.tabs.choose("voided")
    assert made[1] in [one.id for one in page.rows]
    page.tabs.choose("numbers")
    settle(desk)
    voided = next(one for one in page.numbers.given if one.void_reason == "写错单位")
    page.numbers.open_wanted.emit(voided.text)
    settle(desk)
    assert page.shown.id == made[1]
    page.tabs.choose("all")
    page.search.setFocus()
    number = str(voided.text)
    page.search.setText(number)
    qtbot.waitUntil(lambda: [one.number for one in page.rows] == [number], timeout=3000)


def test_a_missing_number_is_told() -> None:
    def given(number: int) -> numbers.Given:
        return numbers.Given(f"（甲）乙〔2023〕{number}号", 2023, number, "催办单", "", None)

    assert gaps([given(1), given(2), given(3)]) == []
    assert gaps([given(1), given(3)]) == ["（甲）乙〔2023〕×号（2023年）缺第 2 号"]


def test_the_organ_is_saved_and_printed(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    page = OrganSection(desk)
    qtbot.addWidget(page)
    page.show()
    settle(desk)
    page.review.setFocus()
    page.review.setText("历城区人民政府")
    name, card = page.officers.lines[0]
    name.setText("张某")
    card.setText("0001")
    page.save.setFocus()
    QTest.keyClick(page.save, Qt.Key.Key_Space)
    settle(desk)
    with desk.workspace.store.read() as connection:
        organ = read_organ(connection)
    assert (organ.review, organ.officers) == ("历城区人民政府", (("张某", "0001"),))


def test_voiding_a_served_notice_is_told_before_and_after(
    qtbot: QtBot, sample_desk: Desk, settle: Settle
) -> None:
    desk = sample_desk
    with desk.workspace.store.read() as connection:
        found = issued.papers(connection, "blacklist")
    notice = next(one for one in found if one.record_name == "HMD-2023-0003")
    assert notice.served_on is not None
    page = PapersPage(desk, "papers")
    qtbot.addWidget(page)
    page.show()
    page.arrive({"paper": notice.id})
    settle(desk)
    said: list[str] = []

    def write_why() -> None:
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, ReasonDialog)
        said.extend(label.text() for label in asked.findChildren(QLabel))
        box = asked.findChild(QPlainTextEdit)
        assert box is not None
        QTest.keyClicks(box, "wrong name")
        QTest.keyClick(
            next(one for one in asked.findChildren(QPushButton) if one.text() == "作废"), Qt.Key.Key_Space
        )

    QTimer.singleShot(50, write_why)
    page._ask_void()
    settle(desk)
    assert any("告知书文号、告知日期、送达日期、申辩截止日期会一并撤下" in one for one in said)
    told = page.window().findChildren(Toast)[-1].accessibleName()
    assert told == f"已作废{notice.number}，HMD-2023-0003由“申辩期”退回“待告知”"
    case = browse.rows(desk.workspace.store, desk.feature("blacklist"), [notice.record_id])[notice.record_id]
    assert (case["state"], case["served_on"], case["defence_until"]) == ("待告知", None, None)


def test_the_menu_and_the_dialog_begin_with_the_office_s_own_set(
    qtbot: QtBot, sample_desk: Desk, settle: Settle, over: QWidget
) -> None:
    desk, (record,) = sample_desk, open_hazards(sample_desk, 1)
    feature, menu = desk.feature("hazards"), QMenu(over)
    fill_menu(menu, desk, feature, over, [record])
    acts = menu.actions()
    assert acts[-2].isSeparator()
    assert acts[-1].text() == "责令限期整改指令书（行政执法文书）…"
    assert "限期整改意见书…" in [one.text() for one in acts[:-2]]
    acts[-1].trigger()
    dialog = over.findChild(PaperDialog)
    assert dialog is not None
    assert dialog.paper_kind.code == "rectification_order"
    assert dialog.kind.currentIndex() == dialog.kind.count() - 1
    dialog.kind.setFocus()
    QTest.keyClick(dialog.kind, Qt.Key.Key_Home)
    drawn(qtbot, desk, dialog, settle)
    assert dialog.paper_kind.code == dialog.kind.currentData() == "inspection_record"
    assert dialog.looked is not None
    assert dialog.looked.wish.kind is dialog.paper_kind
    dialog.reject()
