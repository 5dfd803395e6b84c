"""What makes later questions quick, made piece by piece while nobody waits for anything."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from ui.shell.worker import Control, Worker

NEXT, AGAIN = 500, 60_000  # ms to the next piece; to the next look where nothing was left


class Calm(QObject):
    """``piece`` makes one and says whether it did."""

    def __init__(self, parent: QObject, worker: Worker, piece: Callable[[Control], bool]) -> None:
        super().__init__(parent)
        self._worker, self._piece = worker, piece
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        self._timer.start(NEXT)

    def _look(self) -> None:
        if not self._worker.aside(self, self._piece, self._made, self._given_up):
            self._timer.start(NEXT)

    def _made(self, made: bool) -> None:
        self._timer.start(NEXT if made else AGAIN)

    def _given_up(self, sentence: str) -> None:
        """Something else was asked for, or it failed; that is in the log."""
        self._timer.start(AGAIN if sentence else NEXT)
