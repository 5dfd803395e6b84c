"""Many tables in one go: communities are ticked, one PDF with a page each or a folder of files comes out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QListWidget, QListWidgetItem, QWidget

from app.bootstrap import Workspace
from app.dispatch.compute import compute
from app.dispatch.definition import read_table
from app.dispatch.figures import Figures
from app.dispatch.scope import Scope, Whose
from app.files import whole_file
from app.masterdata.settings import Office, read_office
from app.printing.joining import join
from ui.dispatch.saving import file_name, sheet_bytes
from ui.dispatch.snapshot import Wish
from ui.manual.help_window import offer_help
from ui.printing.preview import preview_job
from ui.printing.veiled import under_veil
from ui.shell.desk import Desk
from ui.shell.fitting import fit
from ui.shell.look import look
from ui.shell.notices import toast
from ui.shell.widgets import button, column, row, words
from ui.shell.worker import Control


def tables(
    workspace: Workspace, wish: Wish, scopes: Sequence[Scope], control: Control
) -> tuple[list[Figures], Office]:
    """The figures of every scope."""
    with workspace.store.read() as connection:
        table = read_table(connection, workspace.catalogue, wish.table)
        found = []
        for at, scope in enumerate(scopes):
            control.report(at, len(scopes), f"正在统计 {scope.name or '全街道'}")
            found.append(compute(connection, workspace.catalogue, table, wish.day, scope))
        return found, read_office(connection)


def one_document(workspace: Workspace, wish: Wish, scopes: Sequence[Scope], control: Control) -> bytes:
    """All sheets as one PDF, a page each."""
    found, office = tables(workspace, wish, scopes, control)
    papers = []
    for at, figures in enumerate(found):
        control.report(at, len(found), f"正在排版 {figures.scope.name or '全街道'}")
        papers.append(sheet_bytes(figures, office, "pdf"))
    return join(papers)


def many_files(
    workspace: Workspace, wish: Wish, scopes: Sequence[Scope], folder: Path, control: Control
) -> int:
    """A PDF and a workbook for each; returns how many tables were written."""
    found, office = tables(workspace, wish, scopes, control)
    for at, figures in enumerate(found):
        control.report(at, len(found), f"正在保存 {figures.scope.name or '全街道'}")
        for ending in ("pdf", "xlsx"):
            with whole_file(folder / file_name(figures, ending)) as stream:
                stream.write(sheet_bytes(figures, office, ending))
    return len(found)


class BatchDialog(QDialog):
    """Communities with a tick; two ways out."""

    def __init__(self, desk: Desk, wish: Wish, scopes: Sequence[Scope], parent: QWidget) -> None:
        super().__init__(parent)
        self.finished.connect(self.deleteLater)
        offer_help(self, desk, "printing")
        self._desk, self._wish, self._scopes, self._page = desk, wish, list(scopes), parent
        here = look()
        self.setWindowTitle("批量打印调度表")
        self.setModal(True)
        self.setProperty("ground", "surface")
        self.list = QListWidget()
        self.list.setAccessibleName("选择社区和部门")
        self.list.setProperty("role", "choices")
        for scope in scopes:
            kind = {Whose.OFFICE: "", Whose.COMMUNITY: "社区：", Whose.DEPARTMENT: "部门："}[scope.whose]
            item = QListWidgetItem(f"{kind}{scope.name or '全街道'}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = scope.whose is Whose.COMMUNITY and not scope.unassigned
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self._count = words("", "hint")
        self.list.itemChanged.connect(lambda _item: self._say())
        every = button("全选", kind="link", small=True, on_click=lambda: self._tick(True))
        none = button("全不选", kind="link", small=True, on_click=lambda: self._tick(False))
        self.files = button("存到文件夹…", "folder-open", on_click=self._save)
        self.one = button("预览并打印", "printer", "primary", on_click=self._preview)
        body = column(
            words(f"批量打印：截至 {wish.day.isoformat()}", "section"),
            words(
                "每个社区（部门）一页。可以合成一份 PDF 打印，也可以各存一个 PDF 和一个 Excel。",
                "second",
                wrap=True,
            ),
            row(every, none, None, self._count),
            self.list,
            row(None, button("取消", on_click=self.reject), self.files, self.one),
            gap=here.px(10),
        )
        body.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(16))
        self.setLayout(body)
        fit(self, 500, 480)
        self._say()

    @property
    def chosen(self) -> list[Scope]:
        """What is ticked."""
        ticked = Qt.CheckState.Checked
        return [scope for at, scope in enumerate(self._scopes) if self.list.item(at).checkState() == ticked]

    def _tick(self, on: bool) -> None:
        for at in range(self.list.count()):
            self.list.item(at).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _say(self) -> None:
        count = len(self.chosen)
        self._count.setText(f"已选 {count} 张")
        self.files.setEnabled(count > 0)
        self.one.setEnabled(count > 0)

    def _preview(self) -> None:
        workspace, wish, chosen, page = self._desk.workspace, self._wish, self.chosen, self._page
        self.accept()
        title = f"调度表_{len(chosen)}张_{wish.day:%Y%m%d}"
        preview_job(self._desk, page, title, lambda control: one_document(workspace, wish, chosen, control))

    def _save(self) -> None:
        start = str(self._desk.preferences.get("export.folder") or Path.home())
        folder = QFileDialog.getExistingDirectory(self, "存到哪个文件夹", start)
        if not folder:
            return
        workspace, wish, chosen, page = self._desk.workspace, self._wish, self.chosen, self._page
        self._desk.preferences.put("export.folder", folder)
        self.accept()

        def done(count: int) -> None:
            opened = QUrl.fromLocalFile(folder)
            said = f"已保存 {count} 张调度表"
            toast(page, said, "打开文件夹", lambda: QDesktopServices.openUrl(opened), 12)

        def job(control: Control) -> int:
            return many_files(workspace, wish, chosen, Path(folder), control)

        under_veil(self._desk, page, "正在保存调度表…", "没有全部保存", job, done)
