"""What is typed in a form is kept every few seconds, off the screen's thread, until it is saved or given up."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any
from weakref import WeakSet

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.ledgers import drafts
from ui.shell.desk import Desk

LOG = logging.getLogger(__name__)
EVERY = 3000
"""Milliseconds between two writings while somebody types."""
FIELDS = "fields"
"""Under this name the draft of a record holds the words of its fields."""


class Drafting(QObject):
    """Keeps the draft of one open form. ``give`` returns its words, or None where nothing was typed."""

    def __init__(
        self, owner: QWidget, desk: Desk, ledger: str, record: int, give: Callable[[], dict[str, Any] | None]
    ) -> None:
        super().__init__(owner)
        self._desk, self._ledger, self._record, self._give = desk, ledger, record, give
        self._lock = threading.Lock()
        self._dirty = self._closed = False
        self._given = self._written = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.keep)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)
        _OPEN.add(self)

    @property
    def place(self) -> tuple[str, int]:
        """Where the draft lies."""
        return self._ledger, self._record

    @property
    def closed(self) -> bool:
        """Was the form saved or given up?"""
        return self._closed

    def touch(self) -> None:
        """Something was typed. The clock is not set back by further typing."""
        self._dirty = True
        if not self._timer.isActive() and not self._closed:
            self._timer.start()

    def keep(self) -> None:
        """Write what was typed since, on a worker."""
        if not self._dirty or self._closed or not isValid(self._desk.worker):
            return
        job = self._job()
        self._desk.worker.run(self, lambda _control: job(), lambda _none: None, self._failed)

    def keep_now(self) -> bool:
        """Write before this call returns: the program is about to end. Is anything kept?"""
        if self._closed:
            return False
        self._job()()
        return self._give() is not None

    def drop(self) -> None:
        """The draft is not wanted any more; may be called on a worker."""
        with self._lock:
            self._closed = True
            drafts.drop(self._desk.workspace.store, self._ledger, self._record)

    def give_up(self) -> None:
        """The same, without waiting."""
        self._timer.stop()
        self._closed = True
        self._desk.worker.run(self._desk.changes, lambda _control: self.drop(), lambda _none: None)

    def begin_again(self, record: int) -> None:
        """The form was saved and stands empty for the next record."""
        with self._lock:
            self._record, self._closed, self._dirty = record, False, False
        self._timer.stop()

    def _job(self) -> Callable[[], None]:
        self._dirty = False
        self._given += 1
        number, record, words = self._given, self._record, self._give()

        def write() -> None:
            with self._lock:
                if self._closed or number < self._written or record != self._record:
                    return  # saved meanwhile, or a later writing was quicker
                self._written = number
                if words is None:
                    drafts.drop(self._desk.workspace.store, self._ledger, record)
                else:
                    drafts.keep(self._desk.workspace.store, self._ledger, record, words)

        return write

    def _moved(self, _old: QWidget | None, _new: QWidget | None) -> None:
        if self._dirty:
            self._timer.stop()
            self.keep()

    def _failed(self, sentence: str) -> None:
        """Not kept (a full disk, say): tried again with the next letter."""
        LOG.warning("draft not kept: %s", sentence)
        self._dirty = True


_OPEN: WeakSet[Drafting] = WeakSet()


def open_forms() -> set[tuple[str, int]]:
    """``(ledger, record)`` of the forms that are open now: their drafts are not left over from last time."""
    return {one.place for one in list(_OPEN) if isValid(one) and not one.closed}


def keep_all_now() -> int:
    """Write the drafts of all open forms now, whatever else has gone wrong; returns how many were written."""
    done = 0
    for one in list(_OPEN):
        try:
            if isValid(one):
                done += one.keep_now()
        except Exception:
            LOG.exception("a draft could not be kept")
    return done
