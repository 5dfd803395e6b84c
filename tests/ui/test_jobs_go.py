"""A job that was answered is gone: a day has thousands of them."""

from __future__ import annotations

import weakref

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.shell.worker import Control, Worker


def test_a_thousand_jobs_leave_nothing(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    worker = Worker(owner)
    answers: list[int] = []

    def job(_control: Control) -> int:
        return 1

    asked = [weakref.ref(worker.run(owner, job, answers.append, quick=at % 2 == 0)) for at in range(1000)]
    qtbot.waitUntil(lambda: len(answers) == 1000, timeout=20000)
    worker.wait()
    assert not worker.busy()
    assert sum(one() is not None for one in asked) <= 100, "those run last are let go of later"
