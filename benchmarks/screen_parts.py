"""What ``bench_screen`` measures, each part in a process of its own: ``python -m benchmarks.screen_parts PART FOLDER``."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

FRAMES, JUMPS, STEP = 150, 40, 97  # a step of the wheel is no whole row: every frame differs


def _memory() -> float:
    """Megabytes the process holds now."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def _desk(folder: Path) -> Any:
    from app.bootstrap import open_workspace
    from ui.shell.changes import Changes
    from ui.shell.desk import Desk
    from ui.shell.preferences import Preferences
    from ui.shell.start import make_application
    from ui.shell.worker import Worker

    make_application()
    workspace = open_workspace(folder)
    return Desk(workspace, Worker(), Changes(), Preferences(folder), lambda _page, _target: None)


def _table(desk: Any) -> Any:
    from app.kernel.filters import EVERYTHING
    from ui.tables.ledger_table import LedgerTable

    table = LedgerTable(desk, desk.feature("hazards"))
    table.resize(1366, 700)
    table.show()
    table.show_rule(EVERYTHING)
    return table


def _until(ready: Callable[[], bool], seconds: float = 300) -> None:
    from PySide6.QtCore import QCoreApplication

    end = time.perf_counter() + seconds
    while not ready():
        QCoreApplication.processEvents()
        time.sleep(0.0005)
        if time.perf_counter() > end:
            raise TimeoutError


def _wait(seconds: float) -> None:
    end = time.perf_counter() + seconds
    _until(lambda: time.perf_counter() > end)


def picture(folder: Path) -> dict[str, float]:
    """From asking for the ledger to its first rows painted; the memory when the whole order is there."""
    desk = _desk(folder)
    before = _memory()
    done: list[bool] = []
    start = time.perf_counter()
    table = _table(desk)
    table.loaded.connect(lambda: done.append(True))
    model = table.view.rows
    _until(lambda: model.rowCount() > 0 or bool(done))
    table.grab()
    seconds = time.perf_counter() - start
    _until(lambda: bool(done))
    table.grab()
    return {"seconds": seconds, "memory": _memory() - before}


def _plain(view: Any) -> Any:
    """A plain table whose cells lie ready, drawn by the same delegate."""
    from PySide6.QtCore import QAbstractTableModel, Qt

    model = view.rows
    looks = [[model.cell(row, column) for column in range(model.columnCount())] for row in range(100)]
    words = [[one.words for one in line] for line in looks]

    class Ready(QAbstractTableModel):
        def rowCount(self, _parent: Any = None) -> int:
            return int(model.rowCount())

        def columnCount(self, _parent: Any = None) -> int:
            return int(model.columnCount())

        def data(self, index: Any, role: int = 0) -> Any:
            return words[index.row() % 100][index.column()] if role == Qt.ItemDataRole.DisplayRole else None

        def cell(self, row: int, column: int) -> Any:
            return looks[row % 100][column]

    return Ready()


def _copy_of(view: Any, ready: Any) -> Any:
    from PySide6.QtWidgets import QAbstractItemView, QTableView

    from ui.tables.cells import CellDelegate

    plain = QTableView()
    plain.setProperty("role", "ledger")
    plain.setModel(ready)
    plain.setItemDelegate(CellDelegate(plain, ready))
    plain.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    plain.setShowGrid(False)
    plain.setWordWrap(False)
    plain.verticalHeader().hide()
    plain.verticalHeader().setDefaultSectionSize(view.verticalHeader().defaultSectionSize())
    plain.resize(view.size())
    for column in range(ready.columnCount()):
        plain.setColumnWidth(column, view.columnWidth(column))
    plain.show()
    return plain


def _frame(view: Any, value: int) -> float:
    """Processor time of the screen's thread to show another place."""
    start = time.thread_time()
    view.verticalScrollBar().setValue(value)
    view.viewport().repaint()
    return time.thread_time() - start


def frames(folder: Path) -> dict[str, float]:
    """Median frames while scrolling and jumping, of the ledger and of the plain table in turn."""
    from statistics import median

    from PySide6.QtCore import QCoreApplication

    desk = _desk(folder)
    table = _table(desk)
    done: list[bool] = []
    table.loaded.connect(lambda: done.append(True))
    _until(lambda: bool(done))
    view = table.view
    plain = _copy_of(view, _plain(view))
    table.grab()
    plain.grab()
    QCoreApplication.processEvents()
    ours, limit = [], []
    for number in range(FRAMES):
        ours.append(_frame(view, number * STEP))
        limit.append(_frame(plain, number * STEP))
        QCoreApplication.processEvents()
        _until(lambda: not desk.worker.busy())
    chance, top = Random(7), view.verticalScrollBar().maximum()
    jumps, plain_jumps, there = [], [], []
    for _ in range(JUMPS):
        to = chance.randrange(top)
        plain_jumps.append(_frame(plain, to))
        begun = time.perf_counter()
        jumps.append(_frame(view, to))
        row = view.rowAt(view.viewport().height() // 2)
        _until(lambda row=row: view.rows.record(row) is not None)  # type: ignore[misc]
        view.viewport().repaint()
        there.append(time.perf_counter() - begun)
    return {
        "scrolled": median(ours),
        "plain": median(limit),
        "jumped": median(jumps),
        "plain_jump": median(plain_jumps),
        "there": median(there),
    }


class _Loop:
    """How long the window's loop stood still between two of its turns."""

    def __init__(self) -> None:
        from PySide6.QtCore import QTimer

        self.longest, self._last = 0.0, time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(1)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now

    def anew(self) -> None:
        self._tick()
        self.longest = 0.0


def _still(loop: _Loop, table: Any) -> float:
    """What the loop stands still for while nothing but the page is drawn, again and again."""
    loop.anew()
    for _ in range(20):
        table.view.viewport().update()
        _wait(0.02)
    return loop.longest


def _scan(desk: Any, feature: Any) -> float:
    """One pass through the ledger, processor time."""
    with desk.workspace.store.read() as connection:
        begun = time.process_time()
        connection.exec_driver_sql(
            f"SELECT count(*) FROM {feature.name} WHERE deleted_at IS NULL AND remark IS NULL AND haystack > ''"
        ).scalar()
        return time.process_time() - begun


def _forget_pages(desk: Any) -> None:
    from app.store import front_pages

    with desk.workspace.store.write() as connection:
        front_pages.forget_all(connection)


def pages(folder: Path) -> dict[str, Any]:
    """The first page of every order by one column, up and down, once what is made while nobody waits is made."""
    from app.kernel.filters import equals
    from app.ledgers import browse

    desk = _desk(folder)
    feature, store = desk.feature("hazards"), desk.workspace.store
    _forget_pages(desk)
    begun, made = time.perf_counter(), 0
    while browse.prepare(store, [feature]):
        made += 1
    preparing = time.perf_counter() - begun
    found = []
    for field in feature.ledger.all_fields:
        for sign in ("", "-"):
            if sign + field.name == "-voided":
                continue  # of those that are not voided none is first
            begun, wall = time.process_time(), time.perf_counter()
            browse.ids(store, feature, equals("voided", False), "", (sign + field.name,), 100)
            spent, waited = time.process_time() - begun, time.perf_counter() - wall
            found.append((spent, waited, sign + field.name))
    slowest = max(found)
    return {
        "made": made,
        "preparing": preparing,
        "slowest": slowest[2],
        "slowest_cpu": slowest[0],
        "slowest_seconds": slowest[1],
        "middle_seconds": sorted(waited for _spent, waited, _name in found)[len(found) // 2],
        "scan": min(_scan(desk, feature) for _ in range(3)),
    }


def _stopped(desk: Any, feature: Any) -> float:
    """The longest time from "no longer wanted" to the end of a full order, wherever it stands."""
    import threading

    from app.kernel.errors import Cancelled
    from app.ledgers import browse

    longest = 0.0
    for wait in (0.2, 0.6, 1.0, 1.5, 2.0, 2.5, 3.0):
        stop, begun = threading.Event(), [0.0]

        def call(stop: threading.Event = stop, begun: list[float] = begun) -> None:
            begun[0] = time.perf_counter()
            stop.set()

        timer = threading.Timer(wait, call)
        timer.start()
        try:
            browse.ids(desk.workspace.store, feature, order=("enterprise_name",), stop=stop.is_set)
            timer.cancel()
        except Cancelled:
            longest = max(longest, time.perf_counter() - begun[0])
    return longest


def order(folder: Path) -> dict[str, Any]:
    """Another order is asked for: how long the window's loop stands still, when rows come, and when it can be stopped."""
    desk = _desk(folder)
    _forget_pages(desk)
    table = _table(desk)
    feature = desk.feature("hazards")
    done: list[float] = []
    table.loaded.connect(lambda: done.append(time.perf_counter()))
    _until(lambda: bool(done))
    loop = _Loop()
    drawing = _still(loop, table)
    pages: list[float] = []
    table.view.rows.modelReset.connect(lambda: pages.append(time.perf_counter()))
    found: dict[str, Any] = {"drawing": drawing, "gap": 0.0}
    for name, field in (("page_indexed", "found_on"), ("page", "enterprise_name")):
        done.clear()
        pages.clear()
        table.view.take_row(3)
        loop.anew()
        begun = time.perf_counter()
        table.show_order((field,))
        table.refresh()
        _until(lambda: bool(done))
        found[name] = pages[0] - begun
        found["whole"] = done[0] - begun
        _wait(0.2)
        found["gap"] = max(found["gap"], loop.longest)
    return {**found, "stopped": _stopped(desk, feature)}


def bare(folder: Path) -> dict[str, float]:
    """Makes an office where there is none."""
    from app.bootstrap import close_workspace, open_workspace

    close_workspace(open_workspace(folder), with_backup=False)
    return {}


def window(_folder: Path) -> dict[str, float]:
    """A bare window, painted."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication(sys.argv[:1])
    shown = QMainWindow()
    shown.resize(1366, 768)
    shown.show()
    shown.grab()
    app.processEvents()
    return {}


def sqlalchemy(_folder: Path) -> dict[str, float]:
    """The import alone, of as much of it as the program imports."""
    begun = time.perf_counter()
    import sqlalchemy

    del sqlalchemy
    return {"seconds": time.perf_counter() - begun}


def leave(folder: Path) -> dict[str, float]:
    """Somebody closes the program over the hazards, on a window of 1366 × 768."""
    from ui.shell.start import bare_application, open_window

    app = bare_application(sys.argv[:1])
    shown = open_window(folder)
    shown.resize(1366, 768)
    _until(lambda: shown.desk is not None)
    desk: Any = shown.desk
    shown.show_page("hazards", {})
    _until(lambda: not shown.covered() and not desk.worker.busy())
    shown.close()
    del app
    return {}


def as_left(folder: Path) -> dict[str, float]:
    """From nothing to the picture of the window as it was left."""
    from ui.shell.start import bare_application, open_window

    app = bare_application(sys.argv[:1])
    shown = open_window(folder)
    seen: list[bool] = []
    shown.front.curtain.seen.disconnect()
    shown.front.curtain.seen.connect(lambda: seen.append(True))
    _until(lambda: bool(seen))
    assert shown.front.curtain.picture is not None, "the window as it was left is not shown"
    del app
    return {}


def glimpse(folder: Path) -> dict[str, float]:
    """From nothing to the first rows of the hazards as they are now: they can be scrolled and walked through."""
    from ui.shell.start import bare_application, open_window

    app = bare_application(sys.argv[:1])
    shown: Any = open_window(folder)
    seen: list[bool] = []
    show = shown.front.show
    shown.front.show = lambda _then: show(lambda: seen.append(True))
    _until(lambda: bool(seen))
    assert shown.front.glimpse is not None, "there is no glimpse of the rows"
    assert shown.front.glimpse.rows.rowCount() == 100
    del app
    return {}


def start(folder: Path) -> dict[str, float]:
    """From nothing to the page of the hazards with all that can be done on it."""
    from ui.shell.start import bare_application, open_window

    app = bare_application(sys.argv[:1])
    shown = open_window(folder)
    _until(lambda: shown.desk is not None)
    page: Any = shown.page("hazards")
    _until(page.stands)
    del app
    return {}


PARTS = {
    one.__name__: one
    for one in (picture, frames, order, pages, bare, window, sqlalchemy, leave, as_left, glimpse, start)
}

if __name__ == "__main__":
    answer = json.dumps(PARTS[sys.argv[1]](Path(sys.argv[2])))
    sys.stdout.write(answer + "\n")
    sys.stdout.flush()
    os._exit(0)
