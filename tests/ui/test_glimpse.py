"""The first rows are there, true and to be walked through, before the rest of the program is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.bootstrap import Workspace, close_workspace, open_workspace
from app.kernel.clock import Clock
from app.kernel.filters import EVERYTHING
from app.ledgers import browse, edit
from app.ledgers.glimpse import GlimpseRow, read
from app.ledgers.glimpse_question import question
from app.paths import DATABASE
from ui.pages.ledger_page import LedgerPage
from ui.shell import as_left, glimpse
from ui.shell.desk import Desk
from ui.shell.glimpse import GlimpseModel, Sight
from ui.shell.preferences import Preferences
from ui.shell.start import make_application, open_window
from ui.shell.window import MainWindow
from ui.tables.ledger_model import LedgerModel

ROOT = Path(__file__).parents[2]
LOOK = "light 100"


def test_the_glimpse_of_every_ledger_is_its_table(
    sample_desk: Desk, settle: Callable[[Desk], None], qtbot: QtBot
) -> None:
    workspace = sample_desk.workspace
    for feature in workspace.catalogue.values():
        page = LedgerPage(sample_desk, feature.name)
        qtbot.addWidget(page)
        page.resize(1300, 700)
        page.show()
        settle(sample_desk)
        columns = feature.ledger.columns
        for order in ((), (f"-{columns[-1]}", columns[0])):
            if order:
                page.table.view.reordered.emit(order)
                settle(sample_desk)
            sight = page.glimpse(LOOK)
            if not page.table.count:
                assert sight is None
                continue
            assert sight is not None
            found = read(workspace.folder, sight.question, workspace.clock.today(), work=60)
            assert found is not None
            rows, table = GlimpseModel(sight, found, page), page.table.view.rows
            assert rows.ids == list(table.ids[: len(rows.ids)])
            assert len(rows.ids) == min(100, len(table.ids))
            _alike(rows, table)
        page.close()


def _alike(rows: GlimpseModel, table: LedgerModel) -> None:
    """Every cell and heading, to the last pill."""
    assert rows.columnCount() == table.columnCount()
    for column in range(rows.columnCount()):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.TextAlignmentRole):
            mine, its = (one.headerData(column, Qt.Orientation.Horizontal, role) for one in (rows, table))
            assert mine == its
        for row in range(rows.rowCount()):
            mine_cell, its_cell = rows.cell(row, column), table.cell(row, column)
            assert its_cell is not None
            assert mine_cell._replace(pills=tuple(mine_cell.pills)) == its_cell._replace(
                pills=tuple(its_cell.pills)
            )
            assert rows.data(rows.index(row, column)) == table.data(table.index(row, column))


def test_days_are_those_of_the_day_it_is_read_on(sample: Workspace) -> None:
    feature = sample.catalogue["hazards"]
    fields = [feature.ledger[name] for name in feature.ledger.columns]
    sample.store.clock = Clock()  # a day that goes on
    asked = question(sample.store, feature, EVERYTHING, (), fields, 1)
    assert "$today" in asked.given
    words = [word for word, _tone in asked.marks]
    late = words.index("逾期")
    found = {
        day: read(sample.folder, asked, sample.clock.today().replace(year=day), work=60)
        for day in (2020, 2040)
    }
    told = {
        day: sum("逾期" in dict(pills) for row in rows or () for pills in row.pills)
        for day, rows in found.items()
    }
    assert told[2020] == 0
    assert told[2040] > 0, words[late]


def _found(folder: Path, ledger: str, look: str = LOOK) -> glimpse.Glimpse | None:
    reading = glimpse.begin(folder, ledger, look, Clock().today())
    if reading is None:
        return None
    assert reading.done(30)
    return reading.table()


def _opened(qtbot: QtBot, folder: Path) -> MainWindow:
    make_application()
    window = open_window(folder)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.desk is not None, timeout=15_000)
    return window


def _whole(qtbot: QtBot, window: MainWindow, name: str) -> LedgerPage:
    page = window.page(name)
    assert isinstance(page, LedgerPage)
    desk = page.desk
    qtbot.waitUntil(lambda: not window.covered() and not desk.worker.busy(), timeout=15_000)
    return page


@pytest.fixture(scope="module")
def _once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("left") / "office"


@pytest.fixture
def left(qtbot: QtBot, _sample_folder: Path, _once: Path, tmp_path: Path) -> Path:
    """An office whose window was closed over the hazards."""
    folder = tmp_path / "office"
    if _once.exists():
        shutil.copytree(_once, folder)
        return folder
    shutil.copytree(_sample_folder, folder)
    window = _opened(qtbot, folder)
    window.show_page("hazards")
    _whole(qtbot, window, "hazards")
    window.close()
    assert (folder / glimpse.FILE).exists()
    shutil.copytree(folder, _once)
    return folder


def test_the_rows_come_first_and_the_work_goes_on_from_them(qtbot: QtBot, left: Path) -> None:
    other = open_workspace(left)  # a command line writes, so no picture is true any more
    hazards = other.catalogue["hazards"]
    ids = browse.ids(other.store, hazards, hazards.ledger.views[0].rule)
    edit.update(other.store, hazards, ids[2], {"description": "灭火器被货物遮挡"})
    close_workspace(other, with_backup=False)
    window = open_window(left)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.front.glimpse is not None, timeout=8000)
    seen = window.front.glimpse
    assert seen is not None
    assert window.front.curtain.picture is None
    assert window.desk is None, "the rows come before the data is opened"
    assert list(ids[: len(seen.rows.ids)]) == seen.rows.ids
    column = [heading.title for heading in seen.sight.headings].index("隐患描述")
    assert seen.rows.cell(2, column).words == "灭火器被货物遮挡", "as it is, not as it was left"
    for _step in range(2):
        QTest.keyClick(seen, Qt.Key.Key_Down)
    QTest.keyClick(seen, Qt.Key.Key_Delete)  # writes nothing
    QTest.keyClick(seen, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk is not None, timeout=15_000)
    page = _whole(qtbot, window, "hazards")
    assert window.front.glimpse is None
    assert page.table.view.current_id() == ids[2]
    assert not page.panel.isHidden(), "what Enter was pressed on is open"
    assert page.panel.record_id == ids[2]
    assert page.table.view.rows.record(2) is not None
    assert browse.record(page.desk.workspace.store, page.feature, ids[2]) is not None
    window.close()


def test_untouched_it_leaves_the_table_as_it_opens(qtbot: QtBot, left: Path) -> None:
    window = _opened(qtbot, left)
    page = _whole(qtbot, window, "hazards")
    assert page.table.view.selected_count() == 0
    assert page.panel.isHidden()
    assert window.focusWidget() is page.table.view
    window.close()


KILLED = """
import os, sys
from pathlib import Path
from app.bootstrap import open_workspace
from app.ledgers import browse, edit
office = open_workspace(Path(sys.argv[1]))
hazards = office.catalogue["hazards"]
first = browse.ids(office.store, hazards, hazards.ledger.views[0].rule)[0]
edit.update(office.store, hazards, first, {"description": "断电前的最后一句"})
os._exit(9)
"""


def test_after_a_kill_the_rows_are_those_of_the_last_moment(qtbot: QtBot, left: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(left)], cwd=ROOT, check=False, timeout=60)
    log = left / f"{DATABASE}-wal"
    size = log.stat().st_size
    assert size > 0, "it lies in the log"
    (left / "in-use.lock").touch()
    make_application()
    found = _found(left, "hazards")
    assert found is not None
    qtbot.addWidget(found)
    texts = [found.rows.data(found.rows.index(0, at)) for at in range(found.rows.columnCount())]
    assert "断电前的最后一句" in texts
    assert log.stat().st_size == size, "a look folds nothing in"


def test_what_does_not_fit_is_not_shown(qtbot: QtBot, left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_application()
    file = left / glimpse.FILE
    whole = file.read_text(encoding="utf-8")
    assert _found(left, "enterprises") is None, "another ledger is opened"
    assert _found(left, "hazards", "dark 100") is None, "another look"
    sight = json.loads(whole)
    for broken in ("", "[", "{}", "[1, 2]", json.dumps([*sight[:-1], ["SELECT 1", [], [], [], -1]])):
        file.write_text(broken, encoding="utf-8")
        assert _found(left, "hazards") is None
    file.write_text(json.dumps([*sight[:-1], ["SELECT nothing", *sight[-1][1:]]]), encoding="utf-8")
    assert _found(left, "hazards") is None, "a store of another edition"
    file.write_text(whole, encoding="utf-8")
    monkeypatch.setattr("app.ledgers.glimpse.read.__defaults__", (lambda: False, 0.0))
    assert _found(left, "hazards") is None, "it would take too long"
    (left / DATABASE).unlink()
    assert _found(left, "hazards") is None


def test_the_program_opens_also_without_it_and_soon_has_it(
    qtbot: QtBot, left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.shell.front.NOTED", 100)
    (left / glimpse.FILE).write_text("[", encoding="utf-8")
    window = _opened(qtbot, left)
    page = _whole(qtbot, window, "hazards")
    assert page.table.count
    qtbot.waitUntil(lambda: (left / glimpse.FILE).read_text(encoding="utf-8") != "[", timeout=8000)
    assert Sight(*json.loads((left / glimpse.FILE).read_text(encoding="utf-8"))).ledger == "hazards"
    window.close()


def test_a_cold_disk_brings_the_rows_later(qtbot: QtBot, left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    turned, stands = threading.Event(), threading.Event()

    def slow(*given: Any) -> list[GlimpseRow] | None:
        turned.wait(20)
        return read(*given)

    monkeypatch.setattr("ui.shell.glimpse.read", slow)
    monkeypatch.setattr("ui.shell.front.Front._stands", lambda _front: stands.is_set())
    window = _opened(qtbot, left)
    assert window.front.glimpse is None, "nothing waited for them"
    turned.set()
    qtbot.waitUntil(lambda: window.front.glimpse is not None, timeout=8000)
    assert window.covered()
    stands.set()
    _whole(qtbot, window, "hazards")
    assert window.front.glimpse is None
    window.close()


def test_a_narrowed_page_is_not_what_is_seen_first(qtbot: QtBot, left: Path) -> None:
    window = _opened(qtbot, left)
    page = _whole(qtbot, window, "hazards")
    assert page.glimpse(LOOK) is not None
    page.bar.show_rule(EVERYTHING, "灭火器", "")
    page.reload()
    assert page.glimpse(LOOK) is None
    window.close()
    assert not (left / as_left.PICTURE).exists(), "nor is it the picture of what the page opens with"
    again = open_window(left)
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: again.front.glimpse is not None, timeout=8000)
    qtbot.waitUntil(lambda: again.desk is not None, timeout=15_000)
    assert _whole(qtbot, again, "hazards").table.count > 100
    again.close()


def test_a_window_of_another_size_has_it_in_its_place(qtbot: QtBot, left: Path) -> None:
    Preferences(left).put("size", [1100, 600])
    window = open_window(left)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.front.glimpse is not None, timeout=8000)
    seen = window.front.glimpse
    assert seen is not None
    before, (left_margin, top, right, bottom) = window.size(), seen.sight.table
    assert seen.geometry() == window.rect().adjusted(left_margin, top, -right, -bottom)
    window.resize(before.width() + 60, before.height() + 40)
    qtbot.waitUntil(lambda: window.front.glimpse is None or seen.geometry() == window.rect().adjusted(
        left_margin, top, -right, -bottom))  # fmt: skip
    qtbot.waitUntil(lambda: window.desk is not None, timeout=15_000)
    _whole(qtbot, window, "hazards")
    window.close()


GLIMPSE = """
import os, sys
from pathlib import Path
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from ui.shell.start import bare_application, open_window
app = bare_application([])
window = open_window(Path(sys.argv[1]))
show = window.front.show
def shown(then):
    def painted():
        print(*sorted(sys.modules), flush=True)
        os._exit(0 if window.front.glimpse is not None else 3)
    show(painted)
window.front.show = shown
app.exec()
"""


def test_it_waits_for_nothing_heavy(left: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", GLIMPSE, str(left)],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    modules = set(done.stdout.split())
    assert "sqlite3" in modules
    assert not {one for one in modules if one.split(".")[0] in ("sqlalchemy", "alembic", "openpyxl")}
    ours = {one for one in modules if one.startswith(("app.", "ui."))}
    assert len(ours) < 32, sorted(ours)
    assert os.environ.get("QT_QPA_PLATFORM") is not None
