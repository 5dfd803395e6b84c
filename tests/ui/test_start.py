"""The window is on the screen before anything heavy is imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap import Workspace, close_workspace
from app.kernel.errors import Refusal
from ui.shell.start import make_application, open_window

ROOT = Path(__file__).parents[2]
FIRST_INSTANT = """
import os, sys
from pathlib import Path
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from ui.shell.start import bare_application, open_window
app = bare_application([])
window = open_window(Path(sys.argv[1]))
def seen():
    import PySide6.QtCore
    names = ["names of Qt"] if "Qt" in vars(PySide6.QtCore) else []
    print(*sorted(sys.modules), *names, flush=True)
    os._exit(0)
window.front.curtain.seen.disconnect()
window.front.curtain.seen.connect(seen)
app.exec()
"""
HEAVY = (
    "sqlalchemy",
    "alembic",
    "openpyxl",
    "reportlab",
    "xlsxwriter",
    "pypinyin",
    "app.bootstrap",
    "ui.pages.registry",
)


def test_first_paint_imports_nothing_heavy(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_INSTANT, str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    modules = set(done.stdout.split())
    assert "PySide6.QtWidgets" in modules
    assert not modules.intersection(HEAVY)
    assert "names" not in modules, "all of Qt's names are read: that takes as long as the rest of the window"
    ours = {name for name in modules if name.startswith(("ui.", "app."))} - {
        "app.paths",
        "app.kernel",
        "app.kernel.collecting",
    }
    assert ours <= {
        f"ui.shell{end}"
        for end in ("", ".start", ".window", ".front", ".as_left", ".curtain", ".tokens", ".preferences")
    }


FIRST_ROWS = """
import linecache, os, sys
from pathlib import Path
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QTimer
from ui.shell.start import bare_application, open_window
app = bare_application([])
window = open_window(Path(sys.argv[1]))
def look():
    page = window.page("hazards") if window.desk is not None else None
    if page is not None and page.stands():
        print(*sorted(sys.modules), *linecache.cache, flush=True)
        os._exit(0)
timer = QTimer()
timer.timeout.connect(look)
timer.start(5)
app.exec()
"""
LATER = {
    "ui.forms.record_dialog",
    "ui.imports.wizard",
    "ui.manual.contents",
    "ui.tables.in_place",
    "app.ledgers.exporting",
}


def test_the_first_rows_do_not_wait_for_what_is_asked_for_later(office: Workspace) -> None:
    (office.folder / "screen.ini").write_text('[General]\npage="\\"hazards\\""\n', encoding="utf-8")
    close_workspace(office, with_backup=False)
    done = subprocess.run(
        [sys.executable, "-c", FIRST_ROWS, str(office.folder)],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    modules = set(done.stdout.split())
    assert "ui.tables.ledger_table" in modules
    assert not modules & LATER
    assert not {one for one in modules if one.endswith(".py") and "sqlalchemy" in one}, "sources were read"
    assert "sqlalchemy.orm" not in modules, "tables are declared and asked without it"


def test_window_opens_on_the_workspace(
    qtbot: QtBot, office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.shell.start._close", lambda _workspace: None)
    make_application()
    window = open_window(office.folder, lambda _folder: office)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.desk is not None, timeout=8000)
    assert window.frame.top.office.text() == "清泉街道办事处"
    window.show_page("hazards")
    assert window.page("hazards") is not None
    qtbot.waitUntil(lambda: window.desk is not None and not window.desk.worker.busy(), timeout=8000)
    window.close()


def test_refusal_stands_in_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    def refuse(_folder: Path) -> Workspace:
        raise Refusal("程序已经打开了。")

    make_application()
    window = open_window(tmp_path, refuse)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.furnished and window.frame.stack.count() > 1, timeout=8000)
    page = window.frame.stack.currentWidget()
    assert page is not None
    assert "程序已经打开了。" in [label.text() for label in page.findChildren(type(window.frame.top.office))]
    window.close()
