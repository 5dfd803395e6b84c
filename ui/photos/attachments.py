"""附件 of a record: any files, opened as a copy, kept beside the database."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from app.files import whole_file
from app.kernel.feature import Feature, Record
from app.ledgers import attaching
from app.ledgers.attaching import ATTACHMENTS
from app.masterdata import files
from app.masterdata.files import Kept
from ui.forms.photo_strip import SmallPicture
from ui.photos import taking
from ui.photos.album import Shot
from ui.photos.putting import put
from ui.photos.thumbs import Thumb, load
from ui.photos.viewer import Viewer, copy_out
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import tell
from ui.shell.widgets import button, clear, column, icon_button, row, words

SIDE = 44


class AttachmentsTab(QWidget):
    """Made anew for each record and each change."""

    def __init__(self, desk: Desk, feature: Feature, record: Record) -> None:
        super().__init__()
        self.setProperty("role", "sheet")
        self._desk, self._feature = desk, feature
        held, number = record.get(ATTACHMENTS), record.get("id")
        self.hashes: tuple[str, ...] = held if isinstance(held, tuple) else ()
        self._record = number if isinstance(number, int) else 0
        self._pictures: set[str] = set()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(look().px(10))
        self.add = button("添加附件…", "paperclip", small=True, on_click=self._ask)
        self.paster = button("粘贴", "copy", small=True, tip="Ctrl+V", on_click=self.paste)
        hint = words("可以把文件拖到这里。照片会压缩，其他文件原样保存。", "hint", wrap=True)
        box = column(row(self.add, self.paster, None), hint, self._lines, None, gap=look().px(10))
        self.setLayout(box)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        if self.hashes:
            load(desk, self, self.hashes, round(look().px(SIDE) * self.devicePixelRatioF()), self._show)

    def paste(self) -> None:
        """What lies in the clipboard."""
        found = taking.pasted()
        if found:
            put(self._desk, self._over(), self._feature, self._record, ATTACHMENTS, found)
        else:
            tell(self, "没有可粘贴的文件", "剪贴板里没有文件或图片。请先在文件夹里复制文件。")

    def remove(self, digest: str) -> None:
        """Take it off the record; can be undone."""
        store, feature, record = self._desk.workspace.store, self._feature, self._record
        self._desk.write(
            self._over(),
            lambda _control: attaching.remove_files(store, feature, record, ATTACHMENTS, (digest,)),
        )

    def open_file(self, thumb: Thumb) -> None:
        """A picture in the viewer; another file as a copy in its own program, so that ours stays as it is."""
        kept = thumb.kept
        if kept is None:
            tell(self, "打不开", "这个文件没有登记，请用“设置 › 备份与恢复”里的“检查数据”从备份取回。")
            return
        if kept.is_picture:
            pictures = [one for one in self.hashes if one in self._pictures]
            album = tuple(Shot(one, "附件", at, len(pictures)) for at, one in enumerate(pictures, start=1))
            Viewer(self._desk, album, pictures.index(kept.hash), self).open()
            return
        self._desk.worker.run(
            self,
            lambda _control: _copy(kept),
            lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
            lambda sentence: tell(self, "打不开", sentence) if sentence else None,
        )

    def _over(self) -> QWidget:
        """What stays while this tab is made anew."""
        return self.window()

    def _ask(self) -> None:
        found = taking.ask_files(self._desk, self, photo=False)
        put(self._desk, self._over(), self._feature, self._record, ATTACHMENTS, found)

    def _show(self, found: list[Thumb]) -> None:
        clear(self._lines)
        self._pictures = {one.hash for one in found if one.kept is not None and one.kept.is_picture}
        for one in found:
            self._lines.addLayout(self._line(one))

    def _line(self, thumb: Thumb) -> QVBoxLayout:
        side = look().px(SIDE)
        small = SmallPicture(QSize(side, side), "附件")
        small.show_thumb(thumb)
        small.pressed.connect(partial(self.open_file, thumb))
        name = words(thumb.said, wrap=True)
        name.setAccessibleName(thumb.said)
        kept = thumb.kept
        told = (
            f"{file_size(kept.size)} · {kept.added_at[:10]} · {kept.who or '未署名'}"
            if kept
            else "请从备份取回"
        )
        menu = QMenu()
        menu.addAction("打开", partial(self.open_file, thumb))
        if kept is not None:
            menu.addAction("另存…", partial(self._save, kept))
        menu.addSeparator()
        menu.addAction("移除", partial(self.remove, thumb.hash))
        more = icon_button("ellipsis", f"{thumb.said}：打开、另存、移除", size=16)
        menu.setParent(more, menu.windowFlags())
        more.setMenu(menu)
        more.setPopupMode(more.ToolButtonPopupMode.InstantPopup)
        line = row(small, column(name, words(told, "hint"), gap=2), more, gap=look().px(8))
        line.setStretch(1, 1)
        return column(line)

    def _save(self, kept: Kept) -> None:
        folder = Path(self._desk.preferences.get("export.folder") or Path.home())
        chosen, _kind = QFileDialog.getSaveFileName(self, "另存附件", str(folder / kept.name))
        if chosen:
            copy_out(self._desk, self, kept, Path(chosen))


def _copy(kept: Kept) -> Path:
    """A copy in the system's folder for such, under its own name."""
    folder = Path(tempfile.mkdtemp(prefix="safety-ledger-"))
    content = files.read(kept)
    with whole_file(folder / kept.name) as stream:
        stream.write(content)
    return folder / kept.name


def file_size(number: int) -> str:
    """Bytes for people."""
    return f"{max(1, number // 1024):,} KB" if number < 1024 * 1024 else f"{number / 1024 / 1024:,.1f} MB"
