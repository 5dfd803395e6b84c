"""A blacklist case led from the first evidence to the publication of its removal, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.features.blacklist import FEATURE, words
from app.kernel.clock import stopped_clock
from app.ledgers import browse, edit
from app.masterdata.organ import Organ, write_organ
from app.masterdata.settings import Office, write_office
from app.papers import issued, issuing
from ui.cases.note_dialog import NoteDialog
from ui.cases.open_dialog import OpenCaseDialog
from ui.cases.step_dialog import CaseStepDialog
from ui.forms import taking_up
from ui.forms.field_box import FieldBox
from ui.pages import ledger_actions as actions
from ui.pages.case_page import CasePage
from ui.pages.ledger_page import LedgerPage
from ui.shell.desk import Desk

FIRM = "济南清河危险化学品有限公司"
CONTROL = Qt.KeyboardModifier.ControlModifier
ORGAN = Organ(
    "清泉街道安监办",
    superior="区安委办",
    address="清泉路1号",
    postcode="250100",
    contact="王某",
    telephone="0531-88880000",
    defence_days=5,
)


def commit(at: QWidget, text: str) -> None:
    """The input method hands over a word."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(at, event)


class Hand:
    """The clerk at the keyboard: a day, a step, what is written into its fields."""

    def __init__(self, qtbot: QtBot, desk: Desk, page: LedgerPage) -> None:
        self.qtbot, self.desk, self.page = qtbot, desk, page
        self.case = 0

    def settle(self) -> None:
        """Until the workers have answered and asked nothing more."""
        quiet = 0
        while quiet < 2:
            quiet = 0 if self.desk.worker.busy() else quiet + 1
            self.qtbot.wait(5)

    def on(self, day: str) -> None:
        self.desk.workspace.store.clock = stopped_clock(
            datetime.combine(date.fromisoformat(day), time(9, 30))
        )

    def write(self, box: FieldBox, text: str) -> None:
        """As an input method hands it over, in place of what stands there."""
        box.editor.setFocus()
        at: QWidget = box.editor
        while (inner := at.focusProxy()) is not None:
            at = inner
        QTest.keyClick(at, Qt.Key.Key_A, CONTROL)
        QTest.keyClick(at, Qt.Key.Key_Delete)
        commit(at, text)
        QTest.keyClick(at, Qt.Key.Key_Tab)

    def save(self, dialog: QWidget) -> None:
        self.qtbot.waitUntil(dialog.isActiveWindow, timeout=3000)
        QTest.keyClick(dialog, Qt.Key.Key_S, CONTROL)
        self.settle()

    def over(self) -> CasePage:
        found = self.page.findChild(CasePage)
        assert found is not None
        return found

    def begin(self, title: str) -> CaseStepDialog:
        """The step's button at the top of the case, or its line in 更多, by keys."""
        over = self.over()
        made = next(
            (one for one in over.findChildren(QPushButton) if one.text() == title and one.isVisible()), None
        )
        if made is not None:
            made.setFocus()
            QTest.keyClick(made, Qt.Key.Key_Space)
        else:
            assert FEATURE.workflow is not None
            over.take(next(one.name for one in FEATURE.workflow.transitions if one.title == title))  # in 更多
        self.settle()
        dialogs = [one for one in over.findChildren(CaseStepDialog) if one.isVisible()]
        assert len(dialogs) == 1, title
        return dialogs[0]

    def step(self, day: str, title: str, **given: str) -> dict[str, Any]:
        """One step on its day, as proposed but for what is given."""
        self.on(day)
        dialog = self.begin(title)
        for name, text in given.items():
            self.write(next(grid.boxes[name] for grid in dialog.grids if name in grid.boxes), text)
        self.save(dialog)
        return self.now()

    def now(self) -> dict[str, Any]:
        return dict(browse.rows(self.desk.workspace.store, FEATURE, [self.case])[self.case])

    def note(self, day: str, kind: str, **given: str) -> None:
        """A management record."""
        self.on(day)
        dialog = self.over().note(kind)
        assert isinstance(dialog, NoteDialog)
        for name, text in given.items():
            self.write(dialog.grid.boxes[name], text)
        self.save(dialog)


@pytest.fixture
def hand(qtbot: QtBot, desk: Desk) -> Iterator[Hand]:
    store = desk.workspace.store
    store.who = "王某"
    with store.write() as connection:
        write_organ(connection, ORGAN)
        write_office(connection, Office(name="清泉街道办事处", district="历城区", prefix="清"))
    firm = {
        "name": FIRM,
        "kind": "企业",
        "code": "91370112MA3C2TEX0K",
        "registered_address": "历城区清泉路1号",
        "scope": "危险化学品经营",
        "principal": "陈某",
        "principal_phone": "13000000000",
    }
    edit.create(store, desk.feature("enterprises"), firm)
    page = LedgerPage(desk, "blacklist")
    qtbot.addWidget(page)
    page.resize(900, 500)
    page.show()
    made = Hand(qtbot, desk, page)
    made.on("2016-03-01")
    made.settle()
    yield made
    made.settle()


def banners(widget: QWidget) -> str:
    return "".join(one.accessibleName() for one in widget.findChildren(QWidget) if one.property("banner"))


def opened(hand: Hand) -> None:
    """立案, with the evidence of 第三条（五）."""
    QTest.keyClick(hand.page, Qt.Key.Key_N, CONTROL)
    dialog = hand.page.findChild(OpenCaseDialog)
    assert dialog is not None
    hand.write(dialog.grid.boxes["enterprise_name"], FIRM)
    hand.write(dialog.grid.boxes["grounds"], "第三条（五）")
    hand.write(dialog.grid.boxes["rank"], "县")
    hand.save(dialog)
    (hand.case,) = browse.ids(hand.desk.workspace.store, FEATURE)
    hand.page.open_record(hand.case)
    hand.settle()


def test_from_the_first_evidence_to_the_removal(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_up, "ask", lambda *_given, **_more: True)
    opened(hand)
    refused = hand.begin("核实")
    verifier = refused.grids[0].boxes["verifier"]
    assert verifier.editor.words() == "王某", "who is at the desk"
    hand.write(verifier, "")
    hand.save(refused)
    assert "第三条（五）" in banners(refused), "the evidence lacks what the ground wants"
    assert (verifier.starred, bool(verifier.error)) == (True, True)
    at = refused.focusWidget()
    assert at is not None
    assert verifier.isAncestorOf(at), "the keyboard stands where something is missing"
    QTest.keyClick(refused, Qt.Key.Key_Escape)
    evidence = {
        "act": "未按规定设置安全警示标志",
        "penalty": "罚款5万元",
        "penalty_body": "历城区应急管理局",
        "penalty_number": "济历应急罚〔2016〕3号",
    }
    form = actions.change_record(hand.desk, FEATURE, hand.over(), hand.case)
    assert form is not None
    for name, text in evidence.items():
        hand.write(form.form.boxes[name], text)
    hand.save(form)

    assert hand.step("2016-03-03", "核实", verification="属实")["state"] == words.TO_NOTIFY
    hand.on("2016-03-04")
    kind = next(one for one in FEATURE.papers if one.code == "blacklist_notice")
    (paper,), _change = issuing.issue(hand.desk.workspace.store, FEATURE, kind, [hand.case])
    assert hand.step("2016-03-07", "登记送达")["defence_until"] == date(2016, 3, 14)
    with hand.desk.workspace.store.read() as connection:
        on_file = next(one for one in issued.papers(connection, "blacklist", hand.case) if one.id == paper)
    assert on_file.served_on == date(2016, 3, 7), "文书记录 tells the same"
    early = hand.step("2016-03-14", "期满未申辩")
    assert early["state"] == words.DEFENDING
    (dialog,) = [one for one in hand.over().findChildren(CaseStepDialog) if one.isVisible()]
    assert "第五条（二）" in banners(dialog)
    dialog.reject()
    hand.step("2016-03-15", "期满未申辩")
    hand.step("2016-03-15", "承办", proposal="建议纳入")
    hand.step("2016-03-16", "审核", reviewer="李某")
    hand.step("2016-03-17", "决定纳入", head="赵某")
    assert hand.step("2016-03-25", "提交")["state"] == words.TO_PUBLISH
    assert hand.step("2016-04-20", "公布")["expires_on"] == date(2017, 4, 20)

    hand.note("2016-05-11", "月度报告", content="已报4月整改情况")
    correct = hand.over().correct()
    assert correct is not None
    correct.field.setCurrentIndex(correct.field.findData("phone"))
    assert correct.box is not None
    hand.write(correct.box, "13100000000")
    commit(correct.reason, "电话变更")
    hand.save(correct)
    assert hand.now()["phone"] == "13100000000"

    hand.step("2017-03-10", "移出申请", application="整改已完成")
    hand.step("2017-03-20", "验收", acceptor="李某", accepted="不合格", acceptance="警示标志仍缺")
    assert hand.step("2017-03-21", "决定移出")["state"] == words.TO_RULE
    (dialog,) = [one for one in hand.over().findChildren(CaseStepDialog) if one.isVisible()]
    assert "第五条（五）" in banners(dialog)
    dialog.reject()
    kept = hand.step("2017-04-18", "决定保留", kept_reason="验收不合格", kept_term="1")
    assert (kept["state"], kept["expires_on"]) == (words.MANAGED, date(2018, 4, 20))

    hand.step("2018-03-10", "移出申请", application="整改已完成")
    hand.step("2018-03-20", "验收", acceptor="李某", accepted="合格", acceptance="标志齐全")
    hand.step("2018-03-21", "决定移出")
    assert hand.step("2018-04-21", "移出")["removed_on"] == date(2018, 4, 21)
    ended = hand.step("2018-05-03", "移出公布")
    assert (ended["state"], ended["removal_published_on"]) == (words.REMOVED, date(2018, 5, 3))


def test_reported_upward_come_back_and_withdrawn(hand: Hand) -> None:
    opened(hand)
    sent = hand.step("2016-03-02", "上报（移送）", transferred_reason="由上级部门决定")
    assert (sent["state"], sent["transferred_to"]) == (words.TRANSFERRED, "区安委办")
    assert hand.step("2016-03-08", "退回续办")["state"] == words.COLLECTING
    gone = hand.step("2016-03-09", "撤回", withdrawn_reason="处罚决定已撤销")
    assert (gone["state"], gone["withdrawn_reason"]) == (words.WITHDRAWN, "处罚决定已撤销")
