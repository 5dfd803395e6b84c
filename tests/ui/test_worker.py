"""Answers come back in the right thread, or not at all."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.kernel.errors import Refusal
from ui.shell.worker import Control, Worker


def test_value_comes_back_on_the_screens_thread(qtbot: QtBot) -> None:
    worker, owner = Worker(), QObject()
    found: list[object] = []
    worker.run(
        owner, lambda _c: threading.get_ident(), lambda there: found.extend((there, threading.get_ident()))
    )
    qtbot.waitUntil(lambda: len(found) == 2)
    assert found[0] != found[1] == threading.get_ident()


def test_refusal_is_a_sentence(qtbot: QtBot) -> None:
    worker, owner = Worker(), QObject()
    said: list[str] = []

    def job(_control: Control) -> str:
        raise Refusal("不行。")

    worker.run(owner, job, lambda _value: said.append("done"), said.append)
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["不行。"]


def test_unexpected_fault_is_named(qtbot: QtBot) -> None:
    worker, owner = Worker(), QObject()
    said: list[str] = []
    worker.run(owner, lambda _c: 1 // 0, lambda value: said.append(str(value)), said.append)
    qtbot.waitUntil(lambda: bool(said))
    assert "ZeroDivisionError" in said[0]


def test_answer_for_a_closed_page_is_dropped(qtbot: QtBot) -> None:
    worker, owner, gate = Worker(), QObject(), threading.Event()
    found: list[object] = []
    worker.run(owner, lambda _c: gate.wait(5), found.append)
    owner.deleteLater()
    qtbot.wait(20)
    gate.set()
    qtbot.waitUntil(lambda: not worker.busy())
    assert found == []


def test_cancelled_job_stops_at_its_next_report(qtbot: QtBot) -> None:
    worker, owner, started = Worker(), QObject(), threading.Event()
    said: list[object] = []

    def job(control: Control) -> str:
        started.set()
        for _ in range(2000):
            control.report(1, 2)
            threading.Event().wait(0.002)
        return "to the end"

    control = worker.run(owner, job, said.append, said.append, lambda *_: None)
    assert started.wait(5)
    control.cancel()
    qtbot.waitUntil(lambda: bool(said), timeout=5000)
    assert said == [""]


@pytest.mark.parametrize("rounds", [300])
def test_signals_do_not_eat_references_to_none(qtbot: QtBot, rounds: int) -> None:
    """PySide6 6.12.0 on Python below 3.12 loses one at every emit and aborts in the end."""
    import sys

    from ui.shell.changes import Changes

    changes = Changes()
    changes.happened.connect(lambda _change: None)
    before = sys.getrefcount(None)
    for _ in range(rounds):
        changes.happened.emit(None)
        changes.blockSignals(False)
    assert sys.getrefcount(None) > before - rounds // 3
