"""Pages of a PDF as pictures for the screen, drawn off its thread and kept for a while."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.printing.preview import Picture, page_picture
from ui.shell.worker import Control, Worker

KEPT = 12
POINTS_PER_INCH = 72.0


class Pages(QObject):
    """``arrived(page)`` when a picture asked for is here. ``scale`` is in pixels of the screen a point.

    Pictures of ``before``, an earlier wording of the same paper, stand in until those of this one are drawn.
    """

    arrived = Signal(int)

    def __init__(self, worker: Worker, pdf: bytes, parent: QObject, before: Pages | None = None) -> None:
        super().__init__(parent)
        self._worker, self._pdf = worker, pdf
        self._before = before.drawn() if before is not None else {}
        self._kept: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._coming: dict[tuple[int, int], Control] = {}

    def drawn(self) -> dict[tuple[int, int], QImage]:
        """The pictures there are, by page and resolution."""
        return dict(self._kept)

    def image(self, page: int, scale: float) -> QImage | None:
        """The page at that scale; None while it is being drawn."""
        key = (page, round(scale * POINTS_PER_INCH))
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        if key not in self._coming:
            pdf, dpi = self._pdf, key[1]
            self._coming[key] = self._worker.run(
                self,
                lambda _control: page_picture(pdf, page, dpi),
                lambda picture: self._take(key, picture),
                lambda _sentence: self._coming.pop(key, None),
            )
        return self._before.get(key)

    def _take(self, key: tuple[int, int], picture: Picture) -> None:
        self._coming.pop(key, None)
        self._kept[key] = to_image(picture)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.arrived.emit(key[0])


def to_image(picture: Picture) -> QImage:
    """The bytes of pdfium as an image that owns its pixels."""
    image = QImage(picture.bgrx, picture.width, picture.height, 4 * picture.width, QImage.Format.Format_RGB32)
    return image.copy()
