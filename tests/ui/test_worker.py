"""Answers come back in the right thread, or not at all."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.kernel.errors import Refusal
from ui.shell.calm import Calm
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


def test_what_nobody_waits_for_gives_way(qtbot: QtBot) -> None:
    """It runs while nothing else does, is given up when something is asked for, and is begun again."""
    worker, owner, began = Worker(), QObject(), threading.Event()
    told: list[str] = []

    def aside(control: Control) -> bool:
        began.set()
        while not control.cancelled:
            threading.Event().wait(0.002)
        control.check()
        return True

    def refuse(sentence: str) -> None:
        told.append(f"given up {sentence}".strip())

    assert worker.aside(owner, aside, lambda _made: told.append("made"), refuse)
    assert not worker.aside(owner, aside, lambda _made: told.append("twice"), refuse), "one at a time"
    assert began.wait(5)
    assert not worker.busy(), "nobody waits for it"
    worker.run(owner, lambda _control: "asked", told.append)
    assert not worker.aside(owner, aside, lambda _made: told.append("beside"), refuse), "something else runs"
    qtbot.waitUntil(lambda: len(told) == 2)
    assert sorted(told) == ["asked", "given up"]
    worker.close()
    assert not worker.aside(owner, aside, lambda _made: told.append("late"), refuse), "the program is closing"
    assert worker.run(owner, lambda _control: "late", told.append).cancelled
    assert not worker.busy()


def test_calm_goes_on_piece_by_piece_until_nothing_is_left(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.shell.calm.NEXT", 5)
    worker, owner = Worker(), QObject()
    left, asked = [3], [0]

    def piece(control: Control) -> bool:
        asked[0] += 1
        if asked[0] == 2:  # somebody wants something in the middle of the second piece
            control.cancel()
            control.check()
        left[0] -= 1
        return left[0] > 0

    calm = Calm(owner, worker, piece)
    qtbot.waitUntil(lambda: left[0] == 0)
    qtbot.wait(60)
    assert asked[0] == 4, "three pieces, one of them begun twice, and no look behind the last"
    assert calm.parent() is owner
