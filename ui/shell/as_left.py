"""The window as it was left, kept as a picture at close and shown at the next start until the pages stand again.

The rows can be read a second or more before the program can be worked with. The picture is shown only where it is still
true: the store's file has not been written since, and window, scale and look are the same. It says itself of when it is.
Imported in the first instant: nothing heavy here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter

from app.paths import DATABASE

if TYPE_CHECKING:
    from datetime import datetime

PICTURE, FACTS = "as-left.png", "as-left.json"
LOG = "-wal"
QUICK = 80  # of 100: little compression, soon read


def note_on(picture: QImage, when: datetime, ground: QColor, ink: QColor) -> None:
    """Write at the picture's foot that it is one, and of when."""
    from PySide6.QtCore import Qt  # its names alone take as long as painting the window

    said = f"这是 {when.month}月{when.day}日 {when:%H:%M} 关闭时的样子，正在打开资料，稍候就能操作…"
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    size = picture.deviceIndependentSize()
    text = painter.fontMetrics().boundingRect(said)
    width, height = text.width() + 40, text.height() + 18
    left, top = round((size.width() - width) / 2), round(size.height() - height - 8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(left, top, width, height, height / 2, height / 2)
    painter.setPen(ink)
    painter.drawText(left, top, width, height, Qt.AlignmentFlag.AlignCenter, said)
    painter.end()


def keep(folder: Path, picture: QImage, look: str) -> None:
    """Write the picture beside the store, with what must still hold when it is shown. The store must be closed."""
    import json

    state = _state(folder)
    if state is None or picture.isNull():
        forget(folder)
        return
    (folder / FACTS).unlink(missing_ok=True)  # picture and facts never of two different days
    if picture.save(str(folder / PICTURE), "PNG", QUICK):  # type: ignore[call-overload]
        facts = {"store": state, "size": _size(picture.size()), "look": look}
        (folder / FACTS).write_text(json.dumps(facts), encoding="utf-8")


def find(folder: Path, size: QSize, ratio: float, look: str) -> QImage | None:
    """The picture for a window of ``size`` on a screen of ``ratio``; None where it is not true any more."""
    if not (folder / FACTS).exists():
        return None
    import json

    try:
        facts = json.loads((folder / FACTS).read_text(encoding="utf-8"))
        wanted = {"store": _state(folder), "size": _size(size * ratio), "look": look}
    except (OSError, ValueError):
        return None
    if facts != wanted or wanted["store"] is None:
        return None
    picture = QImage(str(folder / PICTURE))
    if picture.isNull():
        return None
    picture.setDevicePixelRatio(ratio)
    return picture


def forget(folder: Path) -> None:
    """Take the picture away."""
    for name in (FACTS, PICTURE):
        (folder / name).unlink(missing_ok=True)


def _state(folder: Path) -> list[int] | None:
    """What changes with every write to the store; None while something of it lies in the log."""
    try:
        log = folder / f"{DATABASE}{LOG}"
        if log.exists() and log.stat().st_size:
            return None
        found = (folder / DATABASE).stat()
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns]


def _size(size: QSize) -> list[int]:
    return [size.width(), size.height()]
