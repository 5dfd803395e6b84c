"""Long work under a veil: how far it is, a way to stop, a sentence where it fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from ui.shell.desk import Desk
from ui.shell.notices import BusyOverlay, tell
from ui.shell.worker import Control

T = TypeVar("T")


def under_veil(
    desk: Desk,
    parent: QWidget,
    doing: str,
    failing: str,
    job: Callable[[Control], T],
    done: Callable[[T], object],
) -> Control:
    """Run ``job`` off the screen's thread. ``doing`` is written on the veil, ``failing`` over a refusal."""

    def stop() -> None:
        control.cancel()

    def ended(value: T) -> None:
        veil.finish()
        done(value)

    def failed(sentence: str) -> None:
        veil.finish()
        if sentence:
            tell(parent, failing, sentence)

    def progress(at: int, total: int, text: str) -> None:
        veil.progress(at, total, text)

    veil = BusyOverlay(parent, doing, stop)
    control = desk.worker.run(parent, job, ended, failed, progress)
    return control
