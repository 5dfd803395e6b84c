"""Photos to be looked at: a row of small pictures; Enter or a click shows one large."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.forms.flow import FlowLayout
from ui.photos import thumbs
from ui.photos.album import Album, Shot
from ui.photos.thumbs import Thumb
from ui.shell.desk import Desk
from ui.shell.look import look

HEIGHT = 72
KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class PhotoStrip(QWidget):
    """``hashes`` in order, ``height`` design pixels tall. ``album``: all that the viewer can turn to, else these."""

    def __init__(
        self,
        desk: Desk,
        hashes: Sequence[str],
        height: float = HEIGHT,
        *,
        label: str = "照片",
        album: Album = (),
    ) -> None:
        super().__init__()
        self._desk, self._hashes = desk, tuple(hashes)
        shots = tuple(Shot(one, label, at, len(self._hashes)) for at, one in enumerate(self._hashes, start=1))
        self._album = album or shots
        self.setProperty("role", "sheet")
        self.setAccessibleName(f"{label} {len(self._hashes)} 张")
        flow = FlowLayout(self, gap=look().px(6), fill_last=False)
        flow.setContentsMargins(0, 0, 0, 0)
        side = look().px(height)
        self.pictures = [SmallPicture(QSize(side * 4 // 3, side), shot.caption) for shot in shots]
        for at, one in enumerate(self.pictures):
            one.pressed.connect(partial(self.view, at))
            flow.addWidget(one)
        if shots:
            pixels = round(side * 4 / 3 * self.devicePixelRatioF())
            thumbs.load(desk, self, self._hashes, pixels, self._loaded)

    def view(self, at: int) -> None:
        """Show one large."""
        from ui.photos.viewer import Viewer

        wanted = self._hashes[at]
        start = next((place for place, shot in enumerate(self._album) if shot.hash == wanted), 0)
        Viewer(self._desk, self._album, start, self).open()

    def _loaded(self, found: list[Thumb]) -> None:
        for one, thumb in zip(self.pictures, found, strict=True):
            one.show_thumb(thumb)


class SmallPicture(QWidget):
    """One picture that can be pressed."""

    pressed = Signal()

    def __init__(self, size: QSize, caption: str) -> None:
        super().__init__()
        self._thumb = Thumb("", loading=True)
        self._caption = caption
        self._over = False
        self.setFixedSize(size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(caption)

    @property
    def thumb(self) -> Thumb:
        """What is shown."""
        return self._thumb

    def show_thumb(self, thumb: Thumb) -> None:
        """The picture has come."""
        self._thumb = thumb
        said = f"{self._caption}：{thumb.said}"
        self.setAccessibleName(said)
        taken = thumb.kept.taken_at if thumb.kept else None
        self.setToolTip(f"{said}\n拍摄于 {taken[:16]}" if taken else said)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        painter = QPainter(self)
        thumbs.paint(painter, self.rect(), self._thumb)
        if self.hasFocus() or self._over:
            painter.setPen(QPen(look().colour("primary"), 2 if self.hasFocus() else 1))
            painter.drawRect(QRect(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Called by Qt."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt."""
        if event.key() in KEYS:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Called by Qt."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Called by Qt."""
        super().focusOutEvent(event)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Called by Qt."""
        super().enterEvent(event)
        self._over = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Called by Qt."""
        super().leaveEvent(event)
        self._over = False
        self.update()
