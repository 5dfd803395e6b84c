"""Work that is mostly over in a moment and sometimes is not: then a veil says how far it is and offers 取消."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.kernel.change import Change
from ui.shell.desk import Desk
from ui.shell.notices import BusyOverlay, tell, toast
from ui.shell.worker import Control

SOON = 500
"""Milliseconds before anything is shown: what is quicker shall not flicker."""
CANCELLED = "已取消，什么都没有改。"


class LateVeil(QObject):
    """A :class:`BusyOverlay` over ``over`` that appears only where the work takes longer.

    While it lies there it has the keyboard: nothing typed meanwhile goes into what is being written; Esc is 取消.
    """

    def __init__(self, over: QWidget, title: str) -> None:
        super().__init__(over)
        self._over, self._title = over, title
        self._control: Control | None = None
        self._before: QWidget | None = None
        self._took = False
        self.veil: BusyOverlay | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SOON)
        self._timer.timeout.connect(self._show)

    def watch(self, control: Control) -> None:
        """This is the work that is waited for."""
        self._control = control
        self._timer.start()

    def progress(self, done: int, total: int, text: str = "") -> None:
        """How far it is."""
        if isValid(self) and self.veil is not None:
            self.veil.progress(done, total, text)

    def finish(self) -> None:
        """It is over; the keyboard goes back to where it was."""
        self._timer.stop()
        veil, self.veil = self.veil, None
        if veil is not None:
            # Where the work was stopped, the grey button has let go of the keyboard.
            stopped = self._control is not None and self._control.cancelled
            focus = self._over.window().focusWidget()
            held = self._took and (stopped or focus is None or veil.isAncestorOf(focus))
            veil.finish()
            if held and self._before is not None and isValid(self._before):
                self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()

    def _show(self) -> None:
        control = self._control
        if control is None:
            return
        # A question may just have closed.
        focus = QApplication.focusWidget() or self._over.window().focusWidget()
        self._before = focus if focus is not None and self._over.window() is focus.window() else None
        self.veil = BusyOverlay(self._over, self._title, control.cancel)
        if self._before is not None and (focus is self._over or self._over.isAncestorOf(self._before)):
            self._took = True
            self.veil.cancel.installEventFilter(self)
            self.veil.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Esc cancels before it is anybody's shortcut; what was meant for the table goes nowhere."""
        if isinstance(event, QKeyEvent) and self.veil is not None:
            esc = event.key() == Qt.Key.Key_Escape
            if event.type() == QEvent.Type.ShortcutOverride and esc:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() not in (
                Qt.Key.Key_Return,
                Qt.Key.Key_Enter,
            ):
                if esc:
                    self.veil.cancel.click()
                return True
        return False


def read_long(
    desk: Desk,
    over: QWidget,
    title: str,
    job: Callable[[Control], Any],
    done: Callable[[Any], object],
    refusal: str,
) -> None:
    """Work something out that may take a while; cancelled, nothing follows. ``refusal`` heads the box of one."""
    veil = LateVeil(over, title)
    control = Control()

    def ended(answer: Any) -> None:
        veil.finish()
        if control.cancelled:  # too late to stop it, but nothing came of it yet
            toast(over, CANCELLED)
        else:
            done(answer)

    def failed(sentence: str) -> None:
        veil.finish()
        if sentence:
            tell(over, refusal, sentence)
        else:
            toast(over, CANCELLED)

    control = desk.worker.run(over, job, ended, failed, veil.progress, keep=True)
    veil.watch(control)


def write_long(
    desk: Desk,
    over: QWidget,
    title: str,
    job: Callable[[Control], Change],
    done: Callable[[Change], object] | None = None,
    failed: Callable[[str], object] | None = None,
    *,
    undo: bool = True,
) -> None:
    """As ``desk.write``, for what may take a while. 取消 takes the whole step back: it is one transaction.

    ``failed`` gets a refusal; that it was cancelled is said here.
    """
    veil = LateVeil(over, title)

    def written(change: Change) -> None:
        veil.finish()
        if done is not None:
            done(change)

    def refused(sentence: str) -> None:
        veil.finish()
        if not sentence:
            toast(over, CANCELLED)
        elif failed is not None:
            failed(sentence)
        else:
            tell(over, "没有保存", sentence)

    veil.watch(desk.write(over, job, written, refused, undo=undo, progress=veil.progress))
