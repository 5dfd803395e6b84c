"""Photos large: turned over by arrow keys, zoomed, exported, before and after side by side."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.files import whole_file
from app.masterdata import files
from app.masterdata.files import Kept
from ui.photos.album import Album, Shot
from ui.photos.thumbs import picture
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import tell, toast
from ui.shell.widgets import button, column, icon_button, row, words

STEP, MOST = 1.25, 8.0
BEFORE, AFTER = "整改前", "整改后"


class Viewer(QDialog):
    """←/→ turn, +/− zoom, 0 fits, R rotates, B compares, Ctrl+S keeps a copy, Esc closes."""

    def __init__(self, desk: Desk, album: Album, start: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._album, self.at = desk, album, start
        self._kept: dict[str, Kept] = {}
        self.setWindowTitle("照片")
        self.setProperty("ground", "surface")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        here = look()
        self.panes = (_Pane(desk), _Pane(desk))
        for pane in self.panes:
            pane.known.connect(self._know)
        self.count = words("", "second")
        self.back = icon_button("chevron-left", "上一张（←）", lambda: self.turn(-1))
        self.on = icon_button("chevron-right", "下一张（→）", lambda: self.turn(1))
        self.compare = button("前后对比", "columns-2", small=True, tip="B", on_click=self._compare)
        self.compare.setCheckable(True)
        self.compare.setEnabled(bool(self._pair()))
        tools = row(
            self.back,
            self.count,
            self.on,
            None,
            self.compare,
            icon_button("zoom-out", "缩小（-）", lambda: self._zoom(1 / STEP)),
            icon_button("zoom-in", "放大（+）", lambda: self._zoom(STEP)),
            button("适合窗口", small=True, tip="0", on_click=self._fit),
            icon_button("rotate-cw", "旋转着看（R），不改照片", self._rotate),
            button("另存…", "download", small=True, tip="Ctrl+S", on_click=self.save),
            button("关闭", small=True, on_click=self.reject),
            gap=here.px(6),
        )
        tools.setContentsMargins(here.px(12), here.px(8), here.px(12), here.px(8))
        body = row(*self.panes, gap=here.px(8))
        body.setContentsMargins(here.px(12), 0, here.px(12), here.px(12))
        outer = column(tools, body, gap=0)
        outer.setStretch(1, 1)
        self.setLayout(outer)
        self._keys()
        room = parent.window().size()
        self.resize(
            max(here.px(720), room.width() - here.px(120)), max(here.px(480), room.height() - here.px(80))
        )
        self._show()
        self.panes[0].setFocus()

    @property
    def comparing(self) -> bool:
        """Are two photos side by side?"""
        return self.compare.isChecked()

    def turn(self, step: int) -> None:
        """To the next photo or the one before; comparing, to the next pair."""
        if self.comparing:
            place = self._pair_place() + step
            pairs = self._pairs()
            if 0 <= place < len(pairs):
                self.at = pairs[place][0]
        else:
            self.at = max(0, min(len(self._album) - 1, self.at + step))
        self._show()

    def save(self) -> None:
        """Keep a copy of the photo elsewhere."""
        kept = self._kept.get(self._album[self.at].hash)
        if kept is None:
            return
        folder = Path(self._desk.preferences.get("export.folder") or Path.home())
        chosen, _kind = QFileDialog.getSaveFileName(self, "另存照片", str(folder / kept.name))
        if chosen:
            copy_out(self._desk, self, kept, Path(chosen))

    def _keys(self) -> None:
        for keys, act in (
            ("Left", lambda: self.turn(-1)),
            ("Right", lambda: self.turn(1)),
            ("PgUp", lambda: self.turn(-1)),
            ("PgDown", lambda: self.turn(1)),
            ("+", lambda: self._zoom(STEP)),
            ("=", lambda: self._zoom(STEP)),
            ("-", lambda: self._zoom(1 / STEP)),
            ("0", self._fit),
            ("R", self._rotate),
            ("B", self._toggle),
            ("Ctrl+S", self.save),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _show(self) -> None:
        pair = self._pair() if self.comparing else None
        self.panes[1].setVisible(pair is not None)
        shots = [self._album[at] for at in pair] if pair else [self._album[self.at]]
        for pane, shot in zip(self.panes, shots, strict=False):
            pane.show_shot(shot)
        if pair:
            self.count.setText(f"第 {self._pair_place() + 1} 组 / 共 {len(self._pairs())} 组")
        else:
            self.count.setText(f"第 {self.at + 1} 张 / 共 {len(self._album)} 张")
        several = len(self._pairs()) > 1 if pair else len(self._album) > 1
        self.back.setEnabled(several)
        self.on.setEnabled(several)

    def _pairs(self) -> list[tuple[int, int]]:
        """Places of the first before with the first after, and so on; the last one stays where the other lacks."""
        before = [at for at, shot in enumerate(self._album) if shot.group == BEFORE]
        after = [at for at, shot in enumerate(self._album) if shot.group == AFTER]
        if not before or not after:
            return []
        return [
            (before[min(at, len(before) - 1)], after[min(at, len(after) - 1)])
            for at in range(max(len(before), len(after)))
        ]

    def _pair_place(self) -> int:
        pairs = self._pairs()
        return next((place for place, pair in enumerate(pairs) if self.at in pair), 0)

    def _pair(self) -> tuple[int, int] | None:
        pairs = self._pairs()
        return pairs[self._pair_place()] if pairs else None

    def _toggle(self) -> None:
        if self.compare.isEnabled():
            self.compare.toggle()
            self._show()

    def _compare(self) -> None:
        self._show()

    def _zoom(self, factor: float) -> None:
        for pane in self.panes:
            pane.zoom_by(factor)

    def _fit(self) -> None:
        for pane in self.panes:
            pane.fit()

    def _rotate(self) -> None:
        for pane in self.panes:
            pane.rotate()

    def _know(self, kept: Kept) -> None:
        self._kept[kept.hash] = kept


def copy_out(desk: Desk, parent: QWidget, kept: Kept, out: Path) -> None:
    """A copy of a file in a folder of the clerk's own."""
    target = out if out.suffix else out.with_name(out.name + kept.path.suffix)

    def job(_control: object) -> Path:
        content = files.read(kept)
        with whole_file(target) as stream:
            stream.write(content)
        return target

    desk.preferences.put("export.folder", str(target.parent))
    desk.worker.run(
        parent,
        job,
        lambda path: toast(parent, f"已保存：{path.name}"),
        lambda sentence: tell(parent, "没有保存", sentence) if sentence else None,
    )


class _Pane(QWidget):
    """One photo with its caption. The mouse drags it, the wheel zooms."""

    known = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.paper = _Paper()
        self.caption = words("", "second")
        self.caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        body = column(self.paper, self.caption, gap=look().px(6))
        body.setStretch(0, 1)
        self.setLayout(body)
        self.setFocusProxy(self.paper)
        self._hash = ""

    def show_shot(self, shot: Shot) -> None:
        """Read and show a photo."""
        if shot.hash == self._hash:
            return
        self._hash = shot.hash
        self.caption.setText(shot.caption)
        self.paper.say("正在读取…")
        store = self._desk.workspace.store

        def job(_control: object) -> tuple[Kept | None, QImage | None]:
            kept = files.known(store, [shot.hash]).get(shot.hash)
            return kept, picture(kept.path) if kept is not None else None

        def done(found: tuple[Kept | None, QImage | None]) -> None:
            if shot.hash == self._hash:
                self._take(shot, *found)

        self._desk.worker.run(self, job, done)

    def zoom_by(self, factor: float) -> None:
        """Nearer or farther."""
        self.paper.zoom_by(factor)

    def fit(self) -> None:
        """The whole photo in sight."""
        self.paper.fit()

    def rotate(self) -> None:
        """A quarter of a circle; for looking only."""
        self.paper.rotate()

    def _take(self, shot: Shot, kept: Kept | None, image: QImage | None) -> None:
        if kept is None or image is None:
            name = f"“{kept.name}”" if kept is not None else ""
            self.paper.say(f"照片{name}不在数据文件夹里或已损坏。\n{files.REPAIR}")
            return
        self.known.emit(kept)
        told = [
            shot.caption,
            f"拍摄于 {kept.taken_at[:16]}" if kept.taken_at else f"{kept.added_at[:10]} 添加",
            kept.name,
        ]
        self.caption.setText("　".join(part for part in told if part))
        self.paper.setAccessibleName("，".join(part for part in told if part))
        self.paper.show_image(image)


class _Paper(QWidget):
    """Draws the photo at its zoom."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__()
        del parent
        self._image: QImage | None = None
        self._said = ""
        self._quarters = 0
        self._zoom = 0.0  # 0: as large as there is room
        self._middle = QPointF()
        self._drag: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(QSize(look().px(160), look().px(160)))

    @property
    def zoom(self) -> float:
        """Pixels of the screen for a pixel of the photo."""
        return self._zoom or self._fitting()

    def show_image(self, image: QImage) -> None:
        """Another photo, whole."""
        self._image, self._said, self._quarters = image, "", 0
        self.fit()

    def say(self, sentence: str) -> None:
        """Words in place of a photo."""
        self._image, self._said = None, sentence
        self.setAccessibleName(sentence)
        self.update()

    def fit(self) -> None:
        """As large as there is room."""
        self._zoom, self._middle = 0.0, QPointF()
        self.update()

    def zoom_by(self, factor: float) -> None:
        """Nearer or farther, around the middle."""
        before = self.zoom
        self._zoom = min(MOST, max(self._fitting(), before * factor))
        self._middle *= self._zoom / before
        self._hold()
        self.update()

    def rotate(self) -> None:
        """Clockwise."""
        self._quarters = (self._quarters + 1) % 4
        self.fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        painter, here = QPainter(self), look()
        painter.fillRect(self.rect(), here.colour("header"))
        if self._image is None:
            painter.setPen(here.colour("text_2"))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(self.rect().adjusted(16, 16, -16, -16), flags, self._said)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            place = QTransform()
            place.translate(self.width() / 2 + self._middle.x(), self.height() / 2 + self._middle.y())
            place.rotate(90 * self._quarters)
            place.scale(self.zoom, self.zoom)
            painter.setTransform(place)
            size = self._image.size()
            painter.drawImage(
                QRectF(-size.width() / 2, -size.height() / 2, size.width(), size.height()), self._image
            )
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Called by Qt."""
        if event.angleDelta().y():
            self.zoom_by(STEP if event.angleDelta().y() > 0 else 1 / STEP)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Called by Qt."""
        self._drag = event.position() - self._middle

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Called by Qt."""
        if self._drag is not None:
            self._middle = event.position() - self._drag
            self._hold()
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Called by Qt."""
        self._drag = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt."""
        super().resizeEvent(event)
        self._hold()

    def _turned(self) -> tuple[int, int]:
        assert self._image is not None
        size = self._image.size()
        return (size.height(), size.width()) if self._quarters % 2 else (size.width(), size.height())

    def _fitting(self) -> float:
        if self._image is None:
            return 1.0
        wide, high = self._turned()
        return min(1.0 * self.width() / wide, self.height() / high, 2.0)

    def _hold(self) -> None:
        """The photo does not leave the window."""
        if self._image is None:
            return
        wide, high = self._turned()
        x = max(0.0, (wide * self.zoom - self.width()) / 2)
        y = max(0.0, (high * self.zoom - self.height()) / 2)
        self._middle = QPointF(min(x, max(-x, self._middle.x())), min(y, max(-y, self._middle.y())))
