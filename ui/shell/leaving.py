"""The last thing a window does: what takes time runs off the screen's thread, under a note that says so."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.faults import note_fault
from app.kernel.errors import Refusal
from ui.shell.notices import BusyOverlay, tell
from ui.shell.worker import unforeseen

LOG = logging.getLogger(__name__)
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
PATIENCE = 150  # ms; what is done sooner needs no note


class _News(QObject):
    over = Signal()


def see_off(window: QWidget, acts: Sequence[Callable[[], object]], logs: Path | None = None) -> None:
    """Do ``acts`` one after the other on a thread and come back when they are done.

    The window goes on being painted meanwhile; it takes no keys and clicks. What fails is told and stops nothing.
    """
    said: list[str] = []
    news, loop = _News(), QEventLoop()
    news.over.connect(loop.quit)

    def work() -> None:
        said.extend(sentence for act in acts if (sentence := _done(act, logs)))
        news.over.emit()

    thread = threading.Thread(target=work, name="leaving")
    note = QTimer()
    note.setSingleShot(True)
    note.timeout.connect(lambda: _cover(window))
    for inside in window.findChildren(QWidget, options=_DIRECT):
        inside.setEnabled(False)
    note.start(PATIENCE)
    thread.start()
    loop.exec()
    thread.join()  # done already, unless the application is being ended
    note.stop()
    if said and window.isVisible() and QGuiApplication.platformName() not in ("offscreen", "minimal"):
        tell(window, "关闭时没有全部做完", "\n".join(said))


def _cover(window: QWidget) -> None:
    BusyOverlay(window, "正在备份…").progress(0, 0, "备份好就关闭，请稍候")


def _done(act: Callable[[], object], logs: Path | None) -> str:
    """Empty, or what went wrong."""
    try:
        act()
    except Refusal as refusal:
        LOG.warning("%s", refusal)
        return str(refusal)
    except Exception as fault:
        LOG.exception("closing down")
        return unforeseen(note_fault(fault, logs, where="关闭程序"))
    return ""
