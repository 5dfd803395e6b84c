"""A blacklist case led through the window by keys: opened, stepped, refused with the article, recorded, published."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.features.blacklist import FEATURE, service, words
from app.kernel.clock import stopped_clock
from app.kernel.fields import Value
from app.ledgers import browse, edit
from app.masterdata.organ import Organ, write_organ
from app.overview import blacklist_suggestions as suggestions
from ui.cases import batch_dialog, suggested
from ui.cases.batch_dialog import PublishBatch
from ui.cases.note_dialog import NoteDialog
from ui.cases.open_dialog import OpenCaseDialog
from ui.cases.step_dialog import CaseStepDialog
from ui.cases.suggested import SuggestedCases
from ui.cases.track import COMING, DONE, OPEN, way
from ui.pages.case_page import CasePage
from ui.pages.ledger_page import LedgerPage
from ui.shell.desk import Desk

FIRM = "济南清河危险化学品有限公司"
Settle = Callable[[Desk], None]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def bench(desk: Desk) -> Desk:
    """The rule's own time, a firm with a full file, a period for the defence."""
    on(desk, "2016-03-01")
    store = desk.workspace.store
    with store.write() as connection:
        write_organ(connection, Organ(name="清泉街道安监办", superior="历城区安委会办公室", defence_days=5))
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
    return desk


@pytest.fixture
def page(qtbot: QtBot, bench: Desk, settle: Settle) -> Iterator[LedgerPage]:
    made = LedgerPage(bench, "blacklist")
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    settle(bench)
    yield made
    settle(bench)


def on(desk: Desk, day: str) -> None:
    desk.workspace.store.clock = stopped_clock(datetime.combine(date.fromisoformat(day), time(9, 30)))


def case(desk: Desk, number: int) -> dict[str, Any]:
    return dict(browse.rows(desk.workspace.store, FEATURE, [number])[number])


def opened(desk: Desk) -> int:
    values: dict[str, Value] = {
        "enterprise_name": FIRM,
        "grounds": ("第三条（五）",),
        "rank": "省",
        "act": "未按规定设置安全警示标志",
        "penalty": "罚款5万元",
        "penalty_body": "历城区应急管理局",
        "penalty_number": "济历应急罚〔2016〕3号",
    }
    return service.open_case(desk.workspace.store, values).created["blacklist"][0]


def walked(desk: Desk, number: int, *steps: tuple[str, str, dict[str, Any]]) -> None:
    store = desk.workspace.store
    for name, day, given in steps:
        on(desk, day)
        service.take(store, [number], name, {**service.proposed(store, number, name), **given})


TO_SUBMITTED: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("verify", "2016-03-03", {"verifier": "李某", "verification": "属实"}),
    ("notify", "2016-03-04", {"notice_number": "清安监黑告〔2016〕1号"}),
    ("serve", "2016-03-07", {}),
    ("lapse", "2016-03-15", {}),
    ("propose", "2016-03-15", {"handler": "张某", "proposal": "建议纳入"}),
    ("review", "2016-03-16", {"reviewer": "王某"}),
    ("decide", "2016-03-17", {"head": "赵某"}),
    ("submit", "2016-03-25", {}),
)


def over_of(page: LedgerPage, desk: Desk, number: int, settle: Settle) -> CasePage:
    page.open_record(number)
    settle(desk)
    found = page.findChild(CasePage)
    assert found is not None
    return found


def banners(widget: QWidget) -> str:
    return "".join(one.accessibleName() for one in widget.findChildren(QWidget) if one.property("banner"))


def save(qtbot: QtBot, dialog: QWidget) -> None:
    qtbot.waitUntil(dialog.isActiveWindow, timeout=3000)
    QTest.keyClick(dialog, Qt.Key.Key_S, CONTROL)


def test_a_case_is_opened_with_what_the_file_knows(
    qtbot: QtBot, bench: Desk, page: LedgerPage, settle: Settle, visits: list[Any]
) -> None:
    QTest.keyClick(page, Qt.Key.Key_N, CONTROL)
    dialog = page.findChild(OpenCaseDialog)
    assert dialog is not None
    dialog.grid.boxes["enterprise_name"].editor.show_words(FIRM)
    dialog.grid.boxes["grounds"].editor.show_value(("第三条（五）",))
    save(qtbot, dialog)
    settle(bench)
    assert visits[-1][0] == "blacklist"
    made = case(bench, visits[-1][1]["record"])
    assert (made["principal"], made["code"], made["state"]) == (
        "陈某",
        "91370112MA3C2TEX0K",
        words.COLLECTING,
    )


def test_a_step_is_taken_and_the_way_goes_on(
    qtbot: QtBot, bench: Desk, page: LedgerPage, settle: Settle
) -> None:
    number = opened(bench)
    shown = over_of(page, bench, number, settle)
    dialog = shown.take("verify")
    settle(bench)
    assert isinstance(dialog, CaseStepDialog)
    line = dialog.grids[0].boxes["verifier"].editor
    line.setFocus()
    QTest.keyClicks(line.focusProxy() or line, "Li")
    save(qtbot, dialog)
    settle(bench)
    assert case(bench, number)["state"] == words.TO_NOTIFY
    assert FEATURE.workflow is not None
    assert shown.case is not None
    states = {
        one.mark.title: one.state for one in way(shown.case.record, FEATURE.workflow, (), date(2016, 3, 1))
    }
    assert (states["核实"], states["告知"], states["送达"]) == (DONE, OPEN, COMING)


def test_a_step_is_as_high_as_what_it_asks_and_says(bench: Desk, page: LedgerPage, settle: Settle) -> None:
    number = opened(bench)
    on(bench, "2023-06-30")
    dialog = over_of(page, bench, number, settle).take("verify")
    settle(bench)
    assert isinstance(dialog, CaseStepDialog)
    assert "2017-10-31" in banners(dialog)
    scroll, inside = dialog._scroll, dialog._scroll.widget()
    assert inside is not None
    assert scroll.verticalScrollBar().maximum() == 0
    spare = scroll.viewport().height() - inside.heightForWidth(scroll.viewport().width())
    assert 0 <= spare < 20
    dialog.reject()


def test_a_quarter_without_cases_asks_for_nothing(bench: Desk, page: LedgerPage, settle: Settle) -> None:
    dialog = PublishBatch(bench, page)
    dialog.open()
    settle(bench)
    assert "没有待公布的案件" in banners(dialog)
    assert dialog.table.isHidden()
    assert dialog.grid.isHidden()
    dialog.reject()


def test_what_the_rule_forbids_is_refused_with_its_article(
    qtbot: QtBot, bench: Desk, page: LedgerPage, settle: Settle
) -> None:
    number = opened(bench)
    walked(bench, number, *TO_SUBMITTED[:3])
    on(bench, "2016-03-10")
    shown = over_of(page, bench, number, settle)
    dialog = shown.take("lapse")
    settle(bench)
    save(qtbot, dialog)  # type: ignore[arg-type]
    settle(bench)
    assert "第五条（二）" in banners(dialog)  # type: ignore[arg-type]
    assert "2016-03-14" in banners(dialog)  # type: ignore[arg-type]
    assert case(bench, number)["state"] == words.DEFENDING
    dialog.reject()  # type: ignore[union-attr]


def test_the_quarter_is_published_as_one_batch(
    qtbot: QtBot, bench: Desk, page: LedgerPage, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = opened(bench)
    walked(bench, number, *TO_SUBMITTED)
    on(bench, "2016-04-20")
    monkeypatch.setattr(batch_dialog, "ask", lambda *_given, **_more: True)
    dialog = PublishBatch(bench, page)
    dialog.open()
    settle(bench)
    assert dialog.cases == [number]
    assert dialog.grid.boxes["batch"].value() == "2016年第2季度"
    save(qtbot, dialog)
    settle(bench)
    found = case(bench, number)
    assert (found["state"], found["expires_on"]) == (words.MANAGED, date(2017, 4, 20))
    kinds = [one["kind"] for one in service_records(bench, str(found["number"]))]
    assert kinds == ["惩戒措施"]


def service_records(desk: Desk, number: str) -> list[dict[str, Any]]:
    with desk.workspace.store.read() as connection:
        return [dict(one) for one in service.records_of(connection, number)]


def test_missing_months_are_told_and_entered(
    qtbot: QtBot, bench: Desk, page: LedgerPage, settle: Settle
) -> None:
    number = opened(bench)
    walked(bench, number, *TO_SUBMITTED, ("publish", "2016-04-20", {}))
    on(bench, "2016-06-15")
    shown = over_of(page, bench, number, settle)
    assert shown.case is not None
    spans = dict(shown.case.duties[0].spans)
    assert spans == {"2016年4月": "缺", "2016年5月": "缺", "2016年6月": "本期"}
    shown.show_tab("管理记录")
    dialog = shown.note("月度报告")
    assert isinstance(dialog, NoteDialog)
    dialog.grid.boxes["day"].editor.show_words("2016-05-11")
    save(qtbot, dialog)
    settle(bench)
    assert dict(shown.case.duties[0].spans)["2016年5月"] == "有"


def test_the_whole_case_is_saved_as_one_file(
    bench: Desk, page: LedgerPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "卷宗.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(out), ""))
    shown = over_of(page, bench, opened(bench), settle)
    actions = [one for menu in shown.findChildren(QMenu) for one in menu.actions()]
    next(one for one in actions if one.text() == "导出整案卷宗…").trigger()
    settle(bench)
    with ZipFile(out) as held:
        assert "案卷.pdf" in held.namelist()


def test_a_fact_is_set_right_with_a_reason(
    qtbot: QtBot, bench: Desk, page: LedgerPage, settle: Settle
) -> None:
    number = opened(bench)
    shown = over_of(page, bench, number, settle)
    dialog = shown.correct()
    assert dialog is not None
    dialog.field.setCurrentIndex(dialog.field.findData("penalty_number"))
    assert dialog.box is not None
    dialog.box.editor.show_words("济历应急罚〔2016〕4号")
    save(qtbot, dialog)
    settle(bench)
    assert "第六条" in banners(dialog)
    dialog.reason.setFocus()
    QTest.keyClicks(dialog.reason, "typo")
    save(qtbot, dialog)
    settle(bench)
    found = case(bench, number)
    assert found["penalty_number"] == "济历应急罚〔2016〕4号"
    told = service_records(bench, str(found["number"]))[0]
    assert (told["kind"], told["result"]) == ("更正", "typo")
    assert "3号" in str(told["content"])


def test_a_lapsed_rule_says_so_and_names_what_came_after(
    bench: Desk, page: LedgerPage, settle: Settle
) -> None:
    number = opened(bench)
    on(bench, "2023-06-30")
    shown = over_of(page, bench, number, settle)
    assert "2017-10-31" in banners(shown)
    assert "严重失信主体名单" in banners(shown)


def test_esc_leads_back_to_the_list(qtbot: QtBot, bench: Desk, page: LedgerPage, settle: Settle) -> None:
    shown = over_of(page, bench, opened(bench), settle)
    shown.setFocus()
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    settle(bench)
    assert page._over == []
    assert page.table.isVisible()


def test_a_suggestion_is_opened_or_put_aside_with_a_reason(
    qtbot: QtBot, bench: Desk, settle: Settle, visits: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = bench.workspace.store
    for day in (date(2016, 1, 10), date(2016, 2, 20)):
        measure: dict[str, Value] = {
            "kind": "行政处罚",
            "enterprise_name": FIRM,
            "day": day,
            "major_penalty": True,
        }
        edit.create(store, bench.feature("enforcement"), measure)
    card = SuggestedCases(bench)
    qtbot.addWidget(card)
    settle(bench)
    assert [one.ground for one in card.found] == ["第三条（五）"]
    card._open(card.found[0])
    assert visits[-1] == ("blacklist", {"new": True, "given": card.found[0].values})

    class Reason:
        reason = "处罚已撤销"

        def __init__(self, *_given: object) -> None: ...

        def exec(self) -> int:
            return 1

    monkeypatch.setattr(suggested, "ReasonDialog", Reason)
    card._dismiss(card.found[0])
    settle(bench)
    assert card.found == []
    assert suggestions.dismissed(store)[0]["reason"] == "处罚已撤销"
