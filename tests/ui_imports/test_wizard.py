"""A clerk drops a file, corrects what the program guessed, writes it, and takes it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.ledgers import browse, edit
from app.ledgers.import_records import imports
from app.overview import keeping
from tests.ui_imports.conftest import HEADINGS, NORTH, ROWS, Files, Start
from ui.imports.entrance import accept_drops
from ui.imports.session import SETTLE
from ui.imports.wizard import ImportWizard
from ui.shell.desk import Desk

pytestmark = pytest.mark.usefixtures("firms")
Settle = Callable[[Desk], None]


def replan(qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    qtbot.wait(SETTLE + 30)
    settle(desk)


def choose(box: object, data: object) -> None:
    """Choose in a drop-down as a hand would."""
    from PySide6.QtWidgets import QComboBox

    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def figures(wizard: ImportWizard) -> dict[str, str]:
    return {name: card.figure.text() for name, card in wizard.review.cards.items()}


def records(desk: Desk, name: str = "hazards") -> list[dict[str, object]]:
    store, feature = desk.workspace.store, desk.feature(name)
    found = browse.rows(store, feature, browse.ids(store, feature))
    return [dict(found[one]) for one in sorted(found)]


def test_from_drop_to_written_rows_and_back(
    qtbot: QtBot, desk: Desk, start: Start, make_file: Files, settle: Settle
) -> None:
    wizard = start(make_file())
    session = wizard.session
    assert session is not None
    assert session.ledger == "hazards"
    assert figures(wizard)["read"] == "4"
    assert figures(wizard)["refused"] == "1"
    assert session.preview is not None
    assert "source" in session.preview.asked, "the file does not say where the hazards come from"

    choose(wizard.review.mapping.boxes["查出的毛病"], "description")
    replan(qtbot, desk, settle)
    assert session.preview.plan.count("new") == 4

    choose(
        wizard.review.questions.firms["永辉超市"],
        browse.ids(desk.workspace.store, desk.feature("enterprises"), search="北店")[0],
    )
    wizard.review.questions.fields["source"].show_value("部门检查")
    replan(qtbot, desk, settle)
    assert figures(wizard)["incomplete"] == "1", "only the one whose level was refused"
    assert list(session.preview.plan.new_firms.values()) == ["济南新来的木业有限公司"]

    wizard.go.click()
    settle(desk)
    assert wizard.stack.currentWidget() is wizard.outcome
    found = records(desk)
    assert [one["description"] for one in found] == [row[3] for row in ROWS]
    assert {one["source"] for one in found} == {"部门检查"}
    assert [one["enterprise_name"] for one in found[:3]] == [NORTH] * 3
    assert keeping.backups(desk.workspace.folder)[0].reason == "import", "backed up before"
    assert imports(desk.workspace.store)[0].report["new"] == 4

    session.take_back()
    settle(desk)
    assert records(desk) == []
    assert wizard.outcome.back.isHidden()
    wizard.go.click()
    assert not wizard.isVisible()


def test_a_corrected_heading_is_remembered(
    qtbot: QtBot, desk: Desk, start: Start, make_file: Files, settle: Settle
) -> None:
    first = start(make_file())
    choose(first.review.mapping.boxes["查出的毛病"], "description")
    replan(qtbot, desk, settle)
    first.go.click()
    settle(desk)
    later = [(9, NORTH, "2023.7.1", "新的毛病", "一般", "", "张某")]
    second = start(make_file("七月.xlsx", later))
    assert second.session is not None
    assert second.session.preview is not None
    heading = next(one for one in second.session.preview.headings if one.text == "查出的毛病")
    assert (heading.field, heading.how) == ("description", "remembered")


def test_refused_cells_go_back_marked(
    desk: Desk,
    start: Start,
    make_file: Files,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wizard = start(make_file())
    assert wizard.give_back.isVisible()
    out = tmp_path / "退回.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(out), ""))
    wizard.give_back.click()
    settle(desk)
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    cell = sheet["E5"]
    assert cell.comment is not None
    assert cell.fill.fgColor.rgb.endswith("FFF200")
    wizard.reject()


def test_the_same_file_again_is_said_and_changes_nothing(
    desk: Desk, start: Start, make_file: Files, settle: Settle
) -> None:
    file = make_file(headings=[word.replace("查出的毛病", "隐患描述") for word in HEADINGS])
    first = start(file)
    first.go.click()
    settle(desk)
    again = start(file)
    assert again.session is not None
    assert len(again.session.earlier) == 1
    assert figures(again)["same"] == "4"
    assert not again.go.isEnabled()
    assert again.review.notes.count() >= 1


def test_a_web_page_is_read_only_when_the_clerk_agrees(
    desk: Desk, start: Start, tmp_path: Path, settle: Settle
) -> None:
    file = tmp_path / "其实是网页.xls"
    file.write_text(
        "<html><table><tr><th>单位名称</th><th>隐患描述</th></tr><tr><td>某厂</td><td>通道堵塞</td></tr></table></html>",
        encoding="utf-8",
    )
    wizard = start(file)
    assert wizard.waiting.refusal is not None
    assert "网页" in wizard.waiting.refusal.text.text()
    assert wizard.session is not None
    wizard.session.read(accept_html=True)
    settle(desk)
    assert figures(wizard)["new"] == "1"
    wizard.reject()


def test_a_broken_file_is_a_sentence_and_the_next_one_follows(
    desk: Desk, start: Start, make_file: Files, tmp_path: Path, settle: Settle
) -> None:
    good = make_file()
    broken = tmp_path / "截断.xlsx"
    broken.write_bytes(good.read_bytes()[:900])
    wizard = start(broken, good)
    assert wizard.waiting.refusal is not None
    assert "截断.xlsx" in wizard.waiting.refusal.text.text()
    wizard.next_file()
    settle(desk)
    assert figures(wizard)["read"] == "4"
    wizard.reject()


def test_another_ledger_than_the_page_it_was_opened_from(start: Start, make_file: Files) -> None:
    wizard = start(make_file(), ledger="rewards")
    assert wizard.session is not None
    assert wizard.session.ledger == "hazards"
    assert wizard.ledger.currentData() == "hazards"
    assert wizard.review.notes.count() == 1
    wizard.reject()


def test_stopping_before_the_end_writes_nothing(
    desk: Desk, start: Start, make_file: Files, settle: Settle
) -> None:
    wizard = start(make_file())
    assert wizard.session is not None
    wizard.go.click()
    wizard.session.stop()
    settle(desk)
    assert wizard.session.change is None
    assert records(desk) == []
    assert wizard.veil is None
    assert wizard.stack.currentWidget() is wizard.review
    assert wizard.go.isEnabled()
    wizard.accept()


def test_days_without_a_year_are_asked_once(
    qtbot: QtBot, desk: Desk, start: Start, make_file: Files, settle: Settle
) -> None:
    rows = [(1, NORTH, "6月1日", "通道堵塞", "一般", "", "张某")]
    wizard = start(make_file("无年份.xlsx", rows, title="隐患排查情况"))
    box = wizard.review.questions.year
    assert box is not None
    choose(box, 2023)
    replan(qtbot, desk, settle)
    assert figures(wizard)["refused"] == "0"
    wizard.reject()


def test_files_dropped_on_the_window(qtbot: QtBot, desk: Desk, make_file: Files, settle: Settle) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show()
    accept_drops(desk, window)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(make_file()))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none))
    settle(desk)
    wizard = window.findChild(ImportWizard)
    assert wizard is not None
    qtbot.waitUntil(lambda: figures(wizard).get("read") == "4", timeout=8000)
    wizard.reject()


def test_every_control_has_a_name(desk: Desk, start: Start, make_file: Files) -> None:
    from tests.ui_settings.test_names import nameless

    wizard = start(make_file())
    assert sorted(set(nameless(wizard))) == []
    wizard.reject()


def test_the_keyboard_cannot_write_twice(desk: Desk, start: Start, make_file: Files, settle: Settle) -> None:
    wizard = start(make_file())
    wizard.go.click()
    assert not wizard.go.isEnabled()
    wizard.go.click()
    wizard.reject()
    assert wizard.isVisible(), "a write being done is waited for"
    settle(desk)
    assert len(imports(desk.workspace.store)) == 1
    wizard.accept()


def test_an_import_changed_since_is_not_taken_back(
    desk: Desk, start: Start, make_file: Files, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("ui.imports.wizard.tell", lambda _over, _title, sentence: said.append(sentence))
    wizard = start(make_file())
    wizard.go.click()
    settle(desk)
    first = records(desk)[0]["id"]
    edit.update(desk.workspace.store, desk.feature("hazards"), int(str(first)), {"owner": "赵某"})
    assert wizard.session is not None
    wizard.session.take_back()
    settle(desk)
    assert "又被修改过" in said[0]
    assert wizard.outcome.back.isEnabled()
    wizard.accept()


def test_a_filled_progress_table_is_no_ledger(start: Start, make_file: Files) -> None:
    rows = [("A1", "企业自查发现的重大事故隐患", 3), ("A2", "其中已完成整改的", 2)]
    wizard = start(
        make_file("社区.xlsx", rows, ("编号", "内容", "数值"), title="进展情况调度表"), ledger="rewards"
    )
    assert wizard.waiting.refusal is not None
    assert "不用导入" in wizard.waiting.refusal.text.text()
    assert not wizard.go.isVisible()
    wizard.reject()


def test_an_empty_workbook_is_called_empty(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "空表.xlsx"
    openpyxl.Workbook().save(file)
    wizard = start(file)
    assert wizard.waiting.refusal is not None
    assert "每个工作表都是空的" in wizard.waiting.refusal.text.text()
