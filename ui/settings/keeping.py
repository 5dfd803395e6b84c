"""备份与恢复: what there is, whether it is sound, and the way back to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from app.ledgers import search_text
from app.overview import attached, keeping
from app.overview.keeping import Checked, Package
from app.overview.open_files import export_everything
from app.overview.verify import Finding, verify
from ui.settings.findings import FindingsDialog
from ui.settings.parts import flowing, scrolled, section
from ui.settings.restore_question import RestoreQuestion
from ui.shell.desk import Desk, attempt
from ui.shell.look import look
from ui.shell.notices import BusyOverlay, ask, tell, toast
from ui.shell.widgets import button, column, row, words
from ui.shell.window import MainWindow
from ui.shell.worker import Control
from ui.tables.plain import Cell, PlainColumn, PlainTable, Tinted

T = TypeVar("T")
COLUMNS = (
    PlainColumn("时间", 156),
    PlainColumn("为什么", 90),
    PlainColumn("里面有（含回收站）", 240, 3),
    PlainColumn("大小", 90, figure=True),
    PlainColumn("检查", 110),
)


class KeepingSection(QWidget):
    """Every backup is read back in full before it is called 完好."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.found: list[Package] = []
        self.checked: dict[Path, Checked] = {}
        self.table = PlainTable("备份")
        self.table.picked.connect(lambda _row: self._able())
        text = (
            "启动、关闭程序和导入之前都会自动备份；最近 12 份、两周内每天一份、两年内每月一份，"
            "照片和附件都在里面；备份占用过多时，较早的会先清理。"
        )
        card = section("备份", text)
        card.tools.addWidget(button("立即备份", "database-backup", "primary", on_click=self.make))
        card.tools.addWidget(button("另存备份…", "download", on_click=self._save))
        self.restore = button("恢复到选中的备份…", "rotate-ccw", "danger", on_click=self._restore_chosen)
        self.verify = button("检查全部备份", "shield-check", on_click=self._check_all)
        other = button("从备份文件恢复…", "folder-open", on_click=self._restore_file)
        card.body.addWidget(self.table, 1)
        card.body.addLayout(row(self.verify, None, other, self.restore))
        data = section("数据")
        place = words(f"数据文件夹：{desk.workspace.folder}", "second", wrap=True)
        place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        data.body.addWidget(place)
        data.body.addWidget(
            flowing(
                button("打开文件夹", "folder-open", on_click=self._open),
                button("检查数据", "shield-check", on_click=self._verify),
                button(
                    "清理文件…",
                    "trash-2",
                    tip="删除不再使用的照片和附件",
                    on_click=self.sweep,
                ),
                button(
                    "重建搜索索引",
                    "refresh-cw",
                    tip="搜索漏掉记录，或检查数据说索引对不上时用；记录本身不会改动",
                    on_click=self._reindex,
                ),
                button(
                    "导出全部数据…",
                    "download",
                    tip="台账（Excel 和 JSON）、修改记录、词表、调整和已报送的调度表",
                    on_click=self._export,
                ),
            )
        )
        self.leave = button("结束示例，正式使用…", "arrow-right", on_click=self._leave_sample)
        self.leave.hide()
        data.body.addLayout(row(self.leave, None))
        self.table.setMinimumHeight(look().px(150))
        self.setLayout(column(scrolled(card, data, filled=True)))
        self.reload()
        store = desk.workspace.store
        desk.worker.run(self, lambda _control: keeping.is_sample(store), self.leave.setVisible)

    def reload(self) -> None:
        """Look into the folder of backups."""
        folder = self.desk.workspace.folder
        self.desk.worker.run(self, lambda _control: keeping.backups(folder), self._take)

    def _take(self, found: list[Package]) -> None:
        self.found = found
        self.table.show_rows(COLUMNS, [self._line(one) for one in found])
        self._able()
        if found and found[0].path not in self.checked:
            newest = found[0]
            self.desk.worker.run(self, lambda _control: keeping.check(newest), self._know)

    def _know(self, one: Checked) -> None:
        """The newest backup has been read back."""
        self.checked[one.package.path] = one
        self._take(self.found)

    def _line(self, one: Package) -> list[Cell]:
        checked = self.checked.get(one.path)
        state: Cell = ""
        if checked is not None:
            state = Tinted("完好", "green") if checked.package.good else Tinted("损坏", "red")
        said = keeping.told_records(one, self.desk.workspace.catalogue)
        return [f"{one.at:%Y-%m-%d %H:%M}", keeping.why_made(one), said, size(one.size), state]

    def _able(self) -> None:
        self.restore.setEnabled(self.table.current_row() >= 0)
        self.verify.setEnabled(bool(self.found))

    def _under_veil(
        self, title: str, job: Callable[[Control], T], done: Callable[[T], object], failed: str
    ) -> None:
        """Long work with a veil that can be cancelled."""

        def finished(value: T) -> None:
            veil.finish()
            done(value)

        def refused(sentence: str) -> None:
            veil.finish()
            if sentence:
                tell(self, failed, sentence)

        def stop() -> None:
            control.cancel()

        veil = BusyOverlay(self, title, stop)
        control = self.desk.worker.run(self, job, finished, refused, veil.progress)

    def make(self) -> None:
        """A backup now."""
        store = self.desk.workspace.store

        def job(control: Control) -> Path | None:
            return keeping.make_backup(store, "manual", lambda text: control.report(0, 0, text))

        def done(path: Path | None) -> None:
            toast(self, "备份已完成并核对过" if path is not None else "从上次备份以来没有变化，不需要再备份")
            self.reload()

        self._under_veil("正在备份…", job, done, "没有备份成")

    def _save(self) -> None:
        today = self.desk.workspace.clock.now()
        wish = str(Path.home() / f"安监台账备份{today:%Y%m%d}{keeping.SUFFIX}")
        chosen, _kind = QFileDialog.getSaveFileName(
            self, "另存备份", wish, f"安监台账备份 (*{keeping.SUFFIX})"
        )
        if not chosen:
            return
        out, store = Path(chosen).with_suffix(keeping.SUFFIX), self.desk.workspace.store

        def job(control: Control) -> Path:
            return keeping.save_backup(store, out, lambda text: control.report(0, 0, text))

        self._under_veil("正在备份…", job, lambda path: toast(self, f"备份已写到 {path.name}"), "没有备份成")

    def _check_all(self) -> None:
        found = list(self.found)

        def job(control: Control) -> dict[Path, Checked]:
            checked: dict[Path, Checked] = {}
            for place, one in enumerate(found):
                control.report(place, len(found), f"正在检查 {one.at:%Y-%m-%d %H:%M} 的备份")
                checked[one.path] = keeping.check(one)
            return checked

        def done(checked: dict[Path, Checked]) -> None:
            self.checked.update(checked)
            self._take(self.found)
            bad = [one for one in checked.values() if not one.package.good]
            if bad:
                tell(self, "有备份损坏", f"{len(checked)} 份备份里有 {len(bad)} 份损坏。", bad[0].sentence)
            else:
                toast(self, f"{len(checked)} 份备份全部完好")

        self._under_veil("正在检查备份…", job, done, "没有检查完")

    def _restore_chosen(self) -> None:
        place = self.table.current_row()
        if 0 <= place < len(self.found):
            self.restore_from(self.found[place].path)

    def _restore_file(self) -> None:
        kinds = f"安监台账备份 (*{keeping.SUFFIX})"
        chosen, _kind = QFileDialog.getOpenFileName(self, "选择备份文件", str(Path.home()), kinds)
        if chosen:
            self.restore_from(Path(chosen))

    def restore_from(self, path: Path) -> None:
        """Check the backup in full, ask, then open the window again on it."""

        def checked(found: Checked) -> None:
            if not found.package.good:
                tell(self, "这份备份不能用", found.sentence)
                return
            said = keeping.told_records(found.package, self.desk.workspace.catalogue)
            text = (
                f"恢复到 {found.package.at:%Y-%m-%d %H:%M} 的备份（含回收站：{said}）？\n"
                "之后录入的内容将不在台账里；现在的数据会先备份，并改名保留在数据文件夹中。"
            )
            question = RestoreQuestion(self, text, likings=bool(keeping.screen_in(path)))
            if question.ask():
                self._go_back(path, likings=question.likings)

        self._under_veil("正在检查备份…", lambda _control: keeping.look_at(path), checked, "没有恢复")

    def _go_back(self, path: Path, *, likings: bool) -> None:
        from ui.start.reopening import go_back

        window, here = self.window(), self.desk.workspace
        if isinstance(window, MainWindow):
            go_back(window, here.folder, path, here.clock.now(), likings=likings)

    def _leave_sample(self) -> None:
        from ui.start.reopening import reopen

        window, here = self.window(), self.desk.workspace
        text = (
            "示例街道连同在里面录入的内容、备份都移到数据文件夹里的“示例”文件夹，原样保留；\n"
            "窗口重新打开，从填写本单位名称开始。"
        )
        if isinstance(window, MainWindow) and ask(self, "结束示例", text, "结束示例"):
            now = here.clock.now()
            reopen(window, here.folder, lambda: keeping.end_sample(here.folder, now))

    def _verify(self) -> None:
        store = self.desk.workspace.store

        def done(findings: list[Finding]) -> None:
            FindingsDialog(self, findings, self.repair).open()

        self._under_veil("正在检查数据和备份…", lambda _control: verify(store), done, "没有检查完")

    def _reindex(self) -> None:
        store = self.desk.workspace.store

        def job(control: Control) -> int:
            return search_text.rebuild(
                store, lambda done, total: control.report(done, total, "正在重建搜索索引")
            )

        def done(count: int) -> None:
            toast(self, f"已为 {count:,} 条记录重建搜索索引")

        self._under_veil("正在重建搜索索引…", job, done, "搜索索引没有重建")

    def repair(self) -> None:
        """Photos and attachments that are missing or damaged come back from the newest backup that has them."""
        store = self.desk.workspace.store

        def done(found: tuple[list[str], list[str]]) -> None:
            taken, lost = found
            toast(self, f"已从备份取回 {len(taken)} 个文件")
            if lost:
                attempt(self, "有文件没有取回", lambda: attached.require_repaired(lost))

        self._under_veil("正在从备份取回文件…", lambda _control: attached.repair(store), done, "没有取回")

    def sweep(self) -> None:
        """Photos and attachments that nothing names any more are deleted."""
        text = (
            "将删除不再使用的照片和附件：现在没有记录用到，90 天内也没有记录用过。\n"
            "删除后不能撤销，但以前的备份里还有。"
        )
        if not ask(self, "清理不再使用的文件", text, "清理", danger=True):
            return
        store = self.desk.workspace.store

        def done(found: tuple[int, int]) -> None:
            count, taken = found
            toast(self, f"已清理 {count} 个文件，腾出 {size(taken)}" if count else "没有可以清理的文件")

        self._under_veil("正在清理…", lambda _control: attached.sweep(store), done, "没有清理")

    def _export(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "导出到哪个文件夹", str(Path.home()))
        if not chosen:
            return
        here = self.desk.workspace
        out = Path(chosen) / f"安监台账导出{here.clock.today():%Y%m%d}"

        def job(control: Control) -> Path:
            export_everything(here.store, here.catalogue, out, control.report)
            return out

        def done(folder: Path) -> None:
            toast(self, f"全部数据已导出到 {folder.name}", "打开文件夹", lambda: show_folder(folder), 12)

        self._under_veil("正在导出全部数据…", job, done, "没有导出")

    def _open(self) -> None:
        show_folder(self.desk.workspace.folder)


def show_folder(folder: Path) -> None:
    """In the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def size(number: int) -> str:
    """Bytes for people."""
    return f"{number / 1024:,.0f} KB" if number < 1024 * 1024 else f"{number / 1024 / 1024:,.1f} MB"
