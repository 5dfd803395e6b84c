"""Work off the screen's thread. A job gets a :class:`Control`, returns plain data, and never touches a widget."""

from __future__ import annotations

import logging
import sys
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot
from shiboken6 import isValid

from app.faults import Fault, note_fault
from app.kernel.errors import Cancelled, Refusal

LOG = logging.getLogger(__name__)
T = TypeVar("T")
TURN = 0.0005
"""Seconds a thread may keep the interpreter while the screen waits for it: drawing asks for it hundreds of times a frame."""


def _untold(_done: int, _total: int, _text: str) -> None:
    """Nobody follows."""


@dataclass(eq=False)
class Control:
    """What a running job and the screen share: a flag to stop, and news of how far it is."""

    tell: Callable[[int, int, str], None] = _untold
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def cancelled(self) -> bool:
        """Has the person pressed cancel, or has the page gone?"""
        return self.stop.is_set()

    def cancel(self) -> None:
        """Ask the job to stop at its next convenient place."""
        self.stop.set()

    def check(self) -> None:
        """Leave the job if it was cancelled."""
        if self.cancelled:
            raise Cancelled

    def report(self, done: int, total: int, text: str = "") -> None:
        """Say how far the work is, and leave if it was cancelled."""
        self.check()
        self.tell(done, total, text)


@dataclass(frozen=True)
class Outcome:
    """How a job ended: a value, a sentence for the screen (empty where it was cancelled), or a fault nobody foresaw."""

    value: Any = None
    failed: bool = False
    sentence: str = ""
    fault: Fault | None = None


def unforeseen(fault: Fault, where: str = "") -> str:
    """A fault nobody foresaw as a sentence with the number to quote."""
    place = f"在“{where}”" if where else ""
    return (
        f"程序{place}遇到没有预料到的问题，这一步没有做完，已经保存的资料不受影响。"
        f"请把编号 {fault.number} 告诉技术支持（{fault.summary[:120]}）。"
    )


class _Signals(QObject):
    ended = Signal(object, object)
    moved = Signal(object, int, int, str)


class _Run(Generic[T]):
    """One job in the pool. Not a QRunnable: those that end before ``start`` is left are never let go of."""

    def __init__(
        self, job: Callable[[Control], T], control: Control, signals: _Signals, logs: Path | None
    ) -> None:
        self._job: Callable[[Control], T] | None = job
        self._control, self._signals, self._logs = control, signals, logs

    def run(self) -> None:
        """Called by Qt on a thread of the pool."""
        self._signals.ended.emit(self._control, self._outcome())

    def forget(self) -> None:
        """It is answered: let go of what the job held, a form that was closed perhaps. On the screen's thread only."""
        self._job, self._control.tell = None, _untold  # else the control holds itself

    def _outcome(self) -> Outcome:
        try:
            self._control.check()
            assert self._job is not None
            return Outcome(self._job(self._control))
        except Refusal as refusal:
            return Outcome(failed=True, sentence=str(refusal))
        except Cancelled:
            return Outcome(failed=True)
        except Exception as fault:
            LOG.exception("a job failed")
            noted = note_fault(fault, self._logs, where="后台处理")
            return Outcome(failed=True, fault=noted)


@dataclass(frozen=True)
class _Ticket:
    run: _Run[Any]
    owner: QObject
    done: Callable[[Any], object]
    failed: Callable[[str], object]
    progress: Callable[[int, int, str], object] | None
    keep: bool


class Worker(QObject):
    """The pool. ``run`` returns the job's control; an answer whose owner has gone is dropped.

    ``logs`` is the folder where a job's unforeseen fault is noted under its number. ``unanswered`` carries what went
    wrong where nobody who asked would tell it.
    """

    unanswered = Signal(str)

    def __init__(self, parent: QObject | None = None, threads: int = 2, logs: Path | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(TURN)
        self._logs = logs
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._quick = QThreadPool(self)
        self._quick.setMaxThreadCount(1)
        self._idle = QThreadPool(self)
        self._idle.setMaxThreadCount(1)
        self._aside: Control | None = None  # of what nobody waits for
        self._beside: _Ticket | None = None
        self._leaving = False
        self._signals = _Signals(self)
        self._signals.ended.connect(self._ended)
        self._signals.moved.connect(self._moved)
        self._open: dict[Control, _Ticket] = {}
        self._last: deque[_Run[Any]] = deque(maxlen=64)  # let go of on the screen's thread

    def run(
        self,
        owner: QObject,
        job: Callable[[Control], T],
        done: Callable[[T], object],
        failed: Callable[[str], object] | None = None,
        progress: Callable[[int, int, str], object] | None = None,
        *,
        keep: bool = False,
        quick: bool = False,
    ) -> Control:
        """Start ``job``. ``failed`` gets a Chinese sentence, empty when the job was cancelled.

        ``quick`` is for reading what somebody is looking at (a page of rows): a thread of its own, so that it never waits
        behind a backup or a count. ``keep`` is for jobs that write: what was done is told even where 取消 came too late to stop it.
        """
        if self._aside is not None:
            self._aside.cancel()
        control = Control()
        if self._leaving:  # a window on its way out waits for its threads, and may hold what they wait for
            control.cancel()
            return control
        control.tell = lambda at, total, text: self._signals.moved.emit(control, at, total, text)
        task = _Run(job, control, self._signals, self._logs)
        self._last.append(task)
        self._open[control] = _Ticket(task, owner, done, failed or self._note, progress, keep)
        (self._quick if quick else self._pool).start(task.run)
        return control

    def aside(
        self,
        owner: QObject,
        job: Callable[[Control], T],
        done: Callable[[T], object],
        failed: Callable[[str], object],
    ) -> bool:
        """Start a job that nobody waits for: one at a time, only while nothing else is to be done, given up as soon as
        something is. False where this is not the time.
        """
        if self._open or self._aside is not None or self._leaving:
            return False
        control = self._aside = Control()
        task = _Run(job, control, self._signals, self._logs)
        self._last.append(task)
        self._beside = _Ticket(task, owner, done, failed, None, keep=True)
        self._idle.start(task.run)
        return True

    def busy(self) -> bool:
        """Is anything still to be answered that somebody waits for?"""
        return bool(self._open)

    def stop(self) -> None:
        """Ask what runs to stop; late answers are dropped. Nothing is begun any more."""
        self._leaving = True
        if self._aside is not None:
            self._aside.cancel()
        for control in self._open:
            control.cancel()
        self._open.clear()

    def wait(self, milliseconds: int = 60_000) -> None:
        """Until nothing runs any more; may be called on any thread."""
        self._pool.waitForDone(milliseconds)
        self._quick.waitForDone(milliseconds)
        self._idle.waitForDone(milliseconds)

    def close(self, milliseconds: int = 5000) -> None:
        """Stop what runs and wait for it."""
        self.stop()
        self.wait(milliseconds)

    @Slot(object, object)
    def _ended(self, control: Control, outcome: Outcome) -> None:
        ticket = self._open.pop(control, None)
        if control is self._aside:
            ticket, self._aside, self._beside = self._beside, None, None
        if ticket is None:
            return
        ticket.run.forget()
        if not isValid(ticket.owner):
            return
        if outcome.fault is not None:
            ticket.failed(unforeseen(outcome.fault, _where()))
        elif outcome.failed:
            ticket.failed(outcome.sentence)
        elif ticket.keep or not control.cancelled:
            ticket.done(outcome.value)

    @Slot(object, int, int, str)
    def _moved(self, control: Control, at: int, total: int, text: str) -> None:
        ticket = self._open.get(control)
        if ticket is not None and ticket.progress is not None and isValid(ticket.owner):
            ticket.progress(at, total, text)

    def _note(self, sentence: str) -> None:
        """Where a page has no place for it, the foot of the window has."""
        if sentence:
            LOG.warning("%s", sentence)
            self.unanswered.emit(sentence)


def _where() -> str:
    """The page or dialog in front, by its title."""
    from PySide6.QtWidgets import QApplication

    from ui.shell.errors import place_in_front

    app = QApplication.instance()
    return place_in_front(app) if isinstance(app, QApplication) else ""
