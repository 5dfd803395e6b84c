"""Small pictures of files, drawn off the screen's thread and kept in memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPen

from app.masterdata import files
from app.masterdata.files import Kept
from ui.shell.desk import Desk
from ui.shell.icons import paint_icon
from ui.shell.look import look

KEPT = 300
_CACHE: OrderedDict[tuple[str, int], QImage] = (
    OrderedDict()
)  # what is in a file never changes: it is its name
_GUARD = Lock()


@dataclass(frozen=True)
class Thumb:
    """A file by its hash; ``kept`` is None where it is not on file, ``image`` where there is nothing to show."""

    hash: str
    kept: Kept | None = None
    image: QImage | None = None
    loading: bool = False

    @property
    def said(self) -> str:
        """Its name for the screen and for those who cannot see it."""
        if self.loading:
            return "正在读取"
        if self.kept is None:
            return "没有登记的文件"
        return (
            self.kept.name
            if self.image is not None or not self.kept.is_picture
            else f"{self.kept.name}（打不开）"
        )


def load(
    desk: Desk, owner: QObject, hashes: Sequence[str], side: int, done: Callable[[list[Thumb]], object]
) -> None:
    """Hand over the files in order, each drawn into a square of ``side`` pixels of the screen."""
    store, wanted = desk.workspace.store, tuple(hashes)

    def job(_control: object) -> list[Thumb]:
        known = files.known(store, wanted)
        return [_thumb(known.get(one), one, side) for one in wanted]

    desk.worker.run(owner, job, done, lambda _sentence: done([Thumb(one) for one in wanted]))


def _thumb(kept: Kept | None, digest: str, side: int) -> Thumb:
    if kept is None or not kept.is_picture:
        return Thumb(digest, kept)
    key = (str(kept.path), side)
    with _GUARD:
        found = _CACHE.get(key)
        if found is not None:
            _CACHE.move_to_end(key)
            return Thumb(digest, kept, found)
    image = picture(kept.path, side)
    if image is None:
        return Thumb(digest, kept)
    with _GUARD:
        _CACHE[key] = image
        while len(_CACHE) > KEPT:
            _CACHE.popitem(last=False)
    return Thumb(digest, kept, image)


def picture(path: Path, side: int = 0) -> QImage | None:
    """A picture upright, within ``side`` pixels (0: whole); None where it cannot be read."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if side and size.isValid() and max(size.width(), size.height()) > side:
        reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image


def paint(painter: QPainter, box: QRect, thumb: Thumb) -> None:
    """The picture in the middle of its box, framed; another file as an icon with its name below."""
    here = look()
    painter.save()
    painter.fillRect(box, here.colour("header"))
    if thumb.image is not None:
        size = thumb.image.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(box.topLeft(), size)
        place.moveCenter(box.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, thumb.image)
    else:
        side = here.px(20)
        icon = QRect(0, 0, side, side)
        icon.moveCenter(box.center())
        missing = not thumb.loading and (thumb.kept is None or thumb.kept.is_picture)
        other = "image" if thumb.loading else "file-text"
        paint_icon(painter, "triangle-alert" if missing else other, "danger" if missing else "text_3", icon)
    painter.setPen(QPen(here.colour("input_border"), 1))
    painter.drawRect(box.adjusted(0, 0, -1, -1))
    painter.restore()
