"""A fault nobody foresaw: its number is told, logged and can be copied; the work goes on and nothing is lost."""

from __future__ import annotations

import faulthandler
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app import faults
from app.faults import begin_session, note_fault
from app.ledgers import drafts
from ui.pages.ledger_actions import new_record
from ui.shell.desk import Desk
from ui.shell.errors import catch_everything, keep_drafts
from ui.shell.fault_dialog import FaultDialog
from ui.shell.notices import Toast
from ui.shell.start import make_application
from ui.shell.worker import Worker

MOMENT = datetime(2023, 6, 30, 9, 30)


def broken(place: int = 0) -> Exception:
    try:
        return ValueError([][place])
    except IndexError as error:
        return error


def test_the_number_is_of_the_day_and_the_same_for_the_same_fault(tmp_path: Path) -> None:
    first = note_fault(broken(), tmp_path, MOMENT, "隐患台账，保存")
    again = note_fault(broken(), tmp_path, MOMENT.replace(day=29))
    try:
        int("三")
    except ValueError as error:
        other = note_fault(error, tmp_path, MOMENT)
    assert (first.number[:5], again.number[:5]) == ("0630-", "0629-")
    assert first.signs == again.signs != other.signs
    assert len(first.signs) == 4
    log = first.log.read_text("utf-8")
    assert all(one.number in log for one in (first, again, other))
    assert "隐患台账，保存" in log
    assert "IndexError" in log


def test_a_log_that_cannot_be_written_still_gives_a_number(tmp_path: Path) -> None:
    blocked = tmp_path / "logs"
    blocked.write_text("a file where the folder should be", encoding="utf-8")
    fault = note_fault(broken(), blocked, MOMENT)
    assert fault.number.startswith("0630-")
    assert fault.log.parent != blocked


def test_a_long_log_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "LARGEST", 10)
    note_fault(broken(), tmp_path, MOMENT)
    fault = note_fault(broken(), tmp_path, MOMENT)
    assert fault.log.read_text("utf-8").count("编号") == 1
    assert (tmp_path / "safety-ledger-faults.old.log").exists()


@pytest.fixture
def app() -> Iterator[QApplication]:
    hook = sys.excepthook
    yield make_application()
    sys.excepthook = hook


class Window(QWidget):
    """A page with a button whose slot breaks."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("隐患台账")
        self.press = QPushButton("重新编号", self)
        self.press.setAccessibleName("重新编号")
        self.press.clicked.connect(self.breaks)

    def breaks(self) -> None:
        known: dict[str, int] = {}
        assert known["没有的"]


def happen(window: Window) -> None:
    """As Qt does with what a slot raises."""
    try:
        window.breaks()
    except KeyError as error:
        sys.excepthook(KeyError, error, error.__traceback__)


def test_a_broken_slot_is_told_with_its_number(qtbot: QtBot, app: QApplication, tmp_path: Path) -> None:
    window = Window()
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    window.press.setFocus()
    catch_everything(app, tmp_path)
    said: list[str] = []
    copied: list[str] = []

    def look() -> None:
        dialog = app.activeModalWidget()
        if not isinstance(dialog, FaultDialog):
            QTimer.singleShot(20, look)
            return
        said.extend(one.text() for one in dialog.findChildren(QLabel))
        dialog.copy()
        copied.append(QGuiApplication.clipboard().text())
        dialog.go_on.click()

    QTimer.singleShot(20, look)
    happen(window)
    qtbot.waitUntil(lambda: bool(copied), timeout=5000)
    log = (tmp_path / "safety-ledger-faults.log").read_text("utf-8")
    number = next(one for one in said if one in log and "-" in one)
    assert number in copied[0]
    assert "breaks" in copied[0]
    assert "隐患台账，重新编号" in said
    assert not any("草稿" in one for one in said)  # no form was open
    qtbot.waitUntil(lambda: app.activeModalWidget() is None)

    happen(window)
    qtbot.waitUntil(lambda: bool(window.findChildren(Toast)))  # the same fault again is only noted
    assert app.activeModalWidget() is None


def test_a_job_that_breaks_says_its_number(qtbot: QtBot, app: QApplication, tmp_path: Path) -> None:
    worker, owner, said = Worker(logs=tmp_path), QWidget(), list[str]()
    qtbot.addWidget(owner)

    def job(_control: object) -> None:
        raise broken()

    worker.run(owner, job, lambda _value: None, said.append)
    qtbot.waitUntil(lambda: bool(said), timeout=5000)
    worker.close()
    number = (tmp_path / "safety-ledger-faults.log").read_text("utf-8").split()[1]
    assert f"编号 {number}" in said[0]


def test_a_session_that_was_closed_leaves_nothing(tmp_path: Path) -> None:
    begin_session(tmp_path, MOMENT).end()
    assert list(tmp_path.iterdir()) == []
    assert begin_session(tmp_path, MOMENT).before is None


def test_a_session_that_broke_off_is_told_once(tmp_path: Path) -> None:
    lost = begin_session(tmp_path, MOMENT)
    if lost.file is not None:
        faulthandler.disable()
        lost.file.close()
    following = begin_session(tmp_path, MOMENT.replace(hour=10))
    assert following.before is not None
    assert not following.before.crashed
    assert lost.number in following.before.sentence
    following.end()
    assert begin_session(tmp_path, MOMENT.replace(hour=11)).before is None


def test_a_note_that_is_no_note_is_passed_over(tmp_path: Path) -> None:
    for raw in ("", "[]", json.dumps({"number": "0630-AAAA", "began": "gestern"})):
        (tmp_path / "session.json").write_text(raw, encoding="utf-8")
        session = begin_session(tmp_path, MOMENT)
        assert session.before is None
        session.end()


def test_a_breakdown_of_the_interpreter_is_written_down_and_told(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from app.faults import begin_session;"
        "begin_session(Path(sys.argv[1])); import ctypes; ctypes.string_at(0)"
    )
    place = Path(faults.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=place, capture_output=True, check=False
    )
    assert done.returncode != 0
    before = begin_session(tmp_path, MOMENT).before
    assert before is not None
    assert before.crashed
    assert "string_at" in before.log.read_text("utf-8")


def test_what_is_typed_is_kept_though_the_program_stumbles(
    desk: Desk, qtbot: QtBot, app: QApplication
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    feature = desk.feature("rewards")
    dialog = new_record(desk, feature, page)
    dialog.form.boxes["matter"].editor.show_value("举报占用消防通道")
    dialog.form.boxes["matter"].editor.changed.emit()
    assert keep_drafts()
    kept = drafts.kept(desk.workspace.store, "rewards")
    assert any("举报占用消防通道" in str(one) for one in kept)
    dialog.deleteLater()
