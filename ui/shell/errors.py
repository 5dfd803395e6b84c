"""What happens to a fault nobody expected: it gets a number, is logged and told, and the program goes on."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.faults import Fault, note_fault
from app.kernel.errors import Refusal
from ui.shell.notices import tell, toast

LOG = logging.getLogger(__name__)


def catch_everything(app: QApplication, logs: Path | None = None) -> None:
    """Faults in slots come here instead of ending the program. ``logs`` is the folder of the fault log."""
    told: set[str] = set()

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        window = _window(app)
        if isinstance(error, Refusal):
            if window is not None:
                tell(window, "不能这样做", str(error))
            return
        error.__traceback__ = trace
        where = place_of(app, window)
        fault = note_fault(error, logs, where=where)
        LOG.error("%s", fault.told)
        if window is None or QThread.currentThread() is not app.thread():
            return
        again, kept = fault.signs in told, keep_drafts()
        told.add(fault.signs)
        # Told from the event loop: the fault may have come while something was being painted.
        QTimer.singleShot(0, window, lambda: _tell(window, fault, where, again=again, kept=kept))

    sys.excepthook = hook


def _tell(window: QWidget, fault: Fault, where: str, *, again: bool, kept: bool) -> None:
    """The whole dialog once; what comes again (with every painting, perhaps) is only noted at the foot."""
    from ui.shell.fault_dialog import FaultDialog  # brings the manual along, which the start does not need

    if again or any(
        isinstance(one, FaultDialog) for one in QApplication.topLevelWidgets() if one.isVisible()
    ):
        toast(window, f"程序又遇到问题，编号 {fault.number}，已记入日志")
        return
    FaultDialog(window, fault, where, kept=kept).exec()


def _window(app: QApplication) -> QWidget | None:
    """The window in front, else any that is in sight."""
    active = app.activeWindow()
    if active is not None and active.isVisible():
        return active
    return next((one for one in app.topLevelWidgets() if one.isVisible()), None)


def place_of(app: QApplication, window: QWidget | None) -> str:
    """Page or dialog, and the control in use: “隐患台账，新建”."""
    if window is None:
        return ""
    shown = getattr(window, "place", None)
    page = shown() if callable(shown) else window.windowTitle()
    control = app.focusWidget()
    act = control.accessibleName() if control is not None else ""
    return "，".join(part for part in (page, act) if part)


def place_in_front(app: QApplication) -> str:
    """The same of whatever is in front."""
    return place_of(app, _window(app))


def keep_drafts() -> bool:
    """Have every open form keep what is typed; true where one has."""
    from ui.forms.drafting import keep_all_now

    return keep_all_now() > 0
