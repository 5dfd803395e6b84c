"""Widgets that nobody holds any more are taken apart on the screen's thread, whoever works meanwhile."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.shell.start import bare_application


def test_cycles_are_collected_on_the_screens_thread(qtbot: QtBot) -> None:
    bare_application()
    assert not gc.isenabled()
    where: list[int] = []
    widget = QWidget()
    widget.itself = widget  # type: ignore[attr-defined]
    weakref.finalize(widget, lambda: where.append(threading.get_ident()))
    del widget

    def work() -> None:
        kept: list[object] = []
        for _ in range(50_000):  # far more than any threshold
            kept.append([kept])

    busy = threading.Thread(target=work)
    busy.start()
    busy.join()
    assert where == [], "not on the worker's thread"
    qtbot.waitUntil(lambda: bool(where), timeout=8000)
    assert where == [threading.get_ident()]
