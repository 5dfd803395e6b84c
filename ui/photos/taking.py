"""From a drop, the clipboard or a camera's card to files on file; the work is done off the screen's thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QObject, QStorageInfo
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QTreeView, QWidget

from app.kernel.errors import Refusal
from app.masterdata import files
from app.masterdata.files import Kept
from ui.shell.desk import Desk
from ui.shell.worker import Control

PICTURES = "照片 (*.jpg *.jpeg *.png *.bmp *.webp *.tif *.tiff *.gif *.heic)"
ANYTHING = "所有文件 (*)"
LARGE = 4_000_000  # pixels; a larger picture from the clipboard is a photo, and PNG would take long
FOLDER = "photos.folder"
CAMERA_FOLDER = "photos.camera"


@dataclass(frozen=True)
class Source:
    """Something to be taken in: a file, or a picture out of the clipboard under a name made for it."""

    name: str
    path: Path | None = None
    image: QImage | None = None

    def content(self) -> Path | bytes:
        """What :func:`app.masterdata.files.take_in` wants."""
        if self.path is not None:
            return self.path
        assert self.image is not None
        large = self.image.width() * self.image.height() > LARGE
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self.image.save(buffer, "JPEG" if large else "PNG", 95 if large else -1)  # type: ignore[call-overload]
        return bytes(buffer.data().data())


@dataclass(frozen=True)
class Taken:
    """What came of taking in: the files in order, and a sentence for each that was refused."""

    kept: tuple[Kept, ...]
    refused: tuple[str, ...]

    @property
    def hashes(self) -> tuple[str, ...]:
        """The files by hash."""
        return tuple(one.hash for one in self.kept)


def sources_of(mime: QMimeData) -> list[Source]:
    """The files of a drop or a clipboard; where there are none, its picture."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if paths:
        return [Source(path.name, path) for path in paths]
    image = mime.imageData() if mime.hasImage() else None
    if isinstance(image, QImage) and not image.isNull():
        return [Source("粘贴的图片.png", image=image.copy())]
    return []


def offers(mime: QMimeData) -> bool:
    """Is there anything in it to be taken in?"""
    return mime.hasImage() or any(url.isLocalFile() for url in mime.urls())


def pasted() -> list[Source]:
    """What lies in the clipboard."""
    return sources_of(QGuiApplication.clipboard().mimeData())


def take_all(
    desk: Desk,
    owner: QObject,
    sources: Sequence[Source],
    done: Callable[[Taken], object],
    progress: Callable[[int, int, str], object],
    *,
    photo: bool,
    original: bool = False,
) -> Control:
    """Take them in one after another; one that is refused does not keep the others out."""
    store = desk.workspace.store

    def job(control: Control) -> Taken:
        kept: list[Kept] = []
        refused: list[str] = []
        for place, one in enumerate(sources):
            control.report(place, len(sources), one.name)
            try:
                kept.append(files.take_in(store, one.content(), one.name, original=original, photo=photo))
            except Refusal as refusal:
                refused.append(str(refusal))
        return Taken(tuple(kept), tuple(refused))

    def failed(sentence: str) -> None:
        done(Taken((), (sentence,) if sentence else ()))

    return desk.worker.run(owner, job, done, failed, progress)


def ask_files(desk: Desk, parent: QWidget, *, photo: bool) -> list[Source]:
    """Let files be chosen; the folder is remembered."""
    before = str(desk.preferences.get(FOLDER) or Path.home())
    kinds = f"{PICTURES};;{ANYTHING}" if photo else f"{ANYTHING};;{PICTURES}"
    title = "添加照片" if photo else "添加附件"
    chosen, _kind = QFileDialog.getOpenFileNames(parent, title, before, kinds)
    return _remembered(desk, FOLDER, chosen)


def ask_camera(desk: Desk, parent: QWidget, folder: str) -> list[Source]:
    """Let photos of a card or stick be chosen, the newest first."""
    start = folder or str(desk.preferences.get(CAMERA_FOLDER) or Path.home())
    dialog = QFileDialog(parent, "从相机或 U 盘添加照片", start, PICTURES)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    tree = dialog.findChild(QTreeView, "treeView")
    if tree is not None:
        from PySide6.QtCore import Qt

        tree.sortByColumn(3, Qt.SortOrder.DescendingOrder)  # the column of the day
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return _remembered(desk, CAMERA_FOLDER, chosen)


def _remembered(desk: Desk, name: str, chosen: Sequence[str]) -> list[Source]:
    paths = [Path(one) for one in chosen]
    if paths:
        desk.preferences.put(name, str(paths[0].parent))
    return [Source(path.name, path) for path in paths]


def camera_folder() -> str:
    """The newest folder of photos on a card that is plugged in; empty where there is none. Asks every disk."""
    roots = [Path(one.rootPath()) for one in QStorageInfo.mountedVolumes() if one.isReady()]
    return newest_dcim(roots)


def newest_dcim(roots: Sequence[Path]) -> str:
    """Cameras put photos into folders below DCIM; the one written last is meant."""
    found: list[tuple[float, Path]] = []
    for root in roots:
        try:
            folders = [one for one in (root / "DCIM").iterdir() if one.is_dir()]
            found.extend((one.stat().st_mtime, one) for one in folders)
            if not folders and (root / "DCIM").is_dir():
                found.append((0.0, root / "DCIM"))
        except OSError:
            continue
    return str(max(found)[1]) if found else ""
