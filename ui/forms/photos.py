"""The photos of a field: added, put in order, turned and removed; saved with the form like any other value."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    Qt,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QListWidgetItem,
)

from app.kernel.fields import Field, Value
from app.kernel.parsing import NotUnderstood
from app.masterdata import files
from app.masterdata.files import Kept
from ui.forms.editor import Editor, FormHelp
from ui.forms.photo_row import HASH, SIDE, THUMB, Strip
from ui.photos import taking, thumbs
from ui.photos.album import of_field
from ui.photos.taking import Source, Taken
from ui.photos.thumbs import Thumb
from ui.shell.look import look
from ui.shell.widgets import button, column, icon_button, row, words


class PhotosEditor(Editor):
    """The value is the hashes in the order shown."""

    def __init__(self, field: Field, helper: FormHelp) -> None:
        super().__init__(field)
        self._desk = helper.desk
        self._busy = 0
        here = look()
        self.strip = Strip()
        self.hold(self.strip)
        self.strip.setAccessibleDescription(
            "Ctrl+V 粘贴，Alt+方向键调整次序，Ctrl+R 旋转，Delete 移除，回车放大"
        )
        self.strip.given.connect(self.take)
        self.strip.pasting.connect(self.paste)
        self.strip.removing.connect(self.remove)
        self.strip.moving.connect(self.move_by)
        self.strip.turning.connect(self.turn)
        self.strip.viewing.connect(self.view)
        self.strip.reordered.connect(self._changed)
        self.strip.itemSelectionChanged.connect(self._able)
        self.add = button("添加照片…", "plus", small=True, on_click=self._ask)
        self.camera = button("从相机/U 盘…", "camera", small=True, on_click=self._seek_camera)
        self.paster = button("粘贴", "copy", small=True, tip="Ctrl+V", on_click=self.paste)
        self.original = QCheckBox("保留原图")
        self.original.setToolTip("不压缩，照片里的位置等信息也会保留；一般不需要")
        self.original.setAccessibleName(f"{field.label}：保留原图")
        self.earlier = icon_button("arrow-left", "往前移（Alt+←）", lambda: self.move_by(-1), size=14)
        self.later = icon_button("arrow-right", "往后移（Alt+→）", lambda: self.move_by(1), size=14)
        self.turner = icon_button("rotate-cw", "旋转（Ctrl+R）", self.turn, size=14)
        self.remover = icon_button("trash-2", "移除（Delete）", self.remove, size=14)
        self._acts = (self.earlier, self.later, self.turner, self.remover)
        for one in (self.add, self.camera, self.paster, *self._acts):
            one.setAccessibleName(f"{field.label}：{one.accessibleName()}")
        self._said = words("", "hint", wrap=True)
        self._said.hide()
        self._wrong = words("", "error", wrap=True)
        self._wrong.hide()
        tools = row(self.add, self.camera, self.paster, self.original, None, *self._acts, gap=here.px(6))
        below = column(tools, self._said, self._wrong, gap=here.px(4))
        below.setContentsMargins(0, here.px(6), 0, 0)
        self.layout().addLayout(below)  # type: ignore[union-attr]
        for control in (self.add, self.camera, self.paster, self.original):
            control.setEnabled(self._desk is not None)
        self._able()

    @property
    def hashes(self) -> tuple[str, ...]:
        """The photos shown, in order."""
        return tuple(str(self.strip.item(at).data(HASH)) for at in range(self.strip.count()))

    def value(self) -> Value:
        """The hashes; refuses while photos are still being read."""
        if self._busy:
            raise NotUnderstood("照片还在处理，请稍候再保存")
        return self.hashes or None

    def show_value(self, value: Value) -> None:
        """Put photos in."""
        self._wrong.hide()
        self.strip.clear()
        self._show(value if isinstance(value, tuple) else ())

    def take(self, sources: Sequence[Source]) -> None:
        """Take photos in, off the screen's thread; they come to the end of the row."""
        if self._desk is None or not sources:
            return
        self._busy += 1
        self._wrong.hide()
        self._say("正在处理照片…")

        def progress(at: int, total: int, name: str) -> None:
            self._say(f"正在处理第 {at + 1} 张，共 {total} 张：{name}")

        original = self.original.isChecked()
        taking.take_all(self._desk, self, sources, self._taken, progress, photo=True, original=original)

    def paste(self) -> None:
        """What lies in the clipboard: files or a picture."""
        found = taking.pasted()
        if found:
            self.take(found)
        else:
            self._refuse("剪贴板里没有照片。请先复制照片文件或截图。")

    def remove(self) -> None:
        """Take the chosen ones out of the row; the files stay, so that it can be undone."""
        for item in self.strip.selectedItems():
            self.strip.takeItem(self.strip.row(item))
        self._changed()

    def move_by(self, step: int) -> None:
        """The current photo one place on."""
        at = self.strip.currentRow()
        if at < 0 or not 0 <= at + step < self.strip.count():
            return
        item = self.strip.takeItem(at)
        self.strip.insertItem(at + step, item)
        self.strip.setCurrentItem(item)
        self._changed()

    def turn(self) -> None:
        """A quarter clockwise."""
        at = self.strip.currentRow()
        if self._desk is None or at < 0 or self._busy:
            return
        store, item, digest = self._desk.workspace.store, self.strip.item(at), self.hashes[at]
        self._busy += 1

        def done(made: Kept) -> None:
            self._busy -= 1
            if self.strip.row(item) >= 0:
                item.setData(HASH, made.hash)
                self._load((made.hash,))
                self._changed()

        def failed(sentence: str) -> None:
            self._busy -= 1
            self._refuse(sentence)

        self._desk.worker.run(self, lambda _control: files.turn(store, digest, 1), done, failed)

    def view(self) -> None:
        """The current photo large."""
        if self._desk is None or self.strip.currentRow() < 0:
            return
        from ui.photos.viewer import Viewer

        album = of_field(self.field, self.hashes)
        Viewer(self._desk, album, self.strip.currentRow(), self).open()

    def _ask(self) -> None:
        if self._desk is not None:
            self.take(taking.ask_files(self._desk, self, photo=True))

    def _seek_camera(self) -> None:
        """Ask the disks off the screen's thread: a network drive may take its time."""
        if self._desk is None:
            return
        desk = self._desk
        desk.worker.run(
            self,
            lambda _control: taking.camera_folder(),
            lambda folder: self.take(taking.ask_camera(desk, self, folder)),
        )

    def _taken(self, taken: Taken) -> None:
        self._busy -= 1
        before = self.hashes
        fresh = tuple(one for one in dict.fromkeys(taken.hashes) if one not in before)
        twice = len(taken.hashes) - len(fresh)
        self._show(fresh)
        self._say(f"有 {twice} 张已在其中，没有重复添加。" if twice else "")
        self._refuse("\n".join(taken.refused))
        if fresh:
            self.strip.setCurrentRow(self.strip.count() - 1)
            self._changed()

    def _show(self, hashes: Sequence[str]) -> None:
        for one in hashes:
            item = QListWidgetItem()
            item.setData(HASH, one)
            item.setData(THUMB, Thumb(one, loading=True))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, "照片")
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
            self.strip.addItem(item)
        if hashes:
            self._load(hashes)
        self.strip.fit()
        self._able()

    def _load(self, hashes: Sequence[str]) -> None:
        if self._desk is not None:
            pixels = round(look().px(SIDE) * self.devicePixelRatioF())
            thumbs.load(self._desk, self, hashes, pixels, self._loaded)

    def _loaded(self, found: list[Thumb]) -> None:
        by_hash = {one.hash: one for one in found}
        for at in range(self.strip.count()):
            item = self.strip.item(at)
            thumb = by_hash.get(str(item.data(HASH)))
            if thumb is not None:
                item.setData(THUMB, thumb)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"第 {at + 1} 张：{thumb.said}")
                item.setToolTip(thumb.said)

    def _changed(self) -> None:
        self.strip.fit()
        self._able()
        self.changed.emit()

    def _able(self) -> None:
        at, count = self.strip.currentRow(), self.strip.count()
        chosen = bool(self.strip.selectedItems())
        self.earlier.setEnabled(chosen and at > 0)
        self.later.setEnabled(chosen and 0 <= at < count - 1)
        self.turner.setEnabled(chosen and self._desk is not None)
        self.remover.setEnabled(chosen)
        for one in self._acts:
            one.setVisible(count > 0)

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def _refuse(self, sentence: str) -> None:
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))
