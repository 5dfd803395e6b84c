"""数据文件打不开: what is wrong, and which backup to go back to. Nothing is ever replaced by an empty store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from app.bootstrap import CATALOGUE
from app.overview import keeping
from app.overview.keeping import Checked, Package
from ui.shell.look import look
from ui.shell.notices import BusyOverlay, tell
from ui.shell.widgets import Card, Drawing, button, column, row, words
from ui.shell.worker import Control, Worker
from ui.tables.plain import Cell, PlainColumn, PlainTable, Tinted

COLUMNS = (
    PlainColumn("备份时间", 156),
    PlainColumn("为什么", 90),
    PlainColumn("里面有（含回收站）", 220, 1),
    PlainColumn("检查", 104),
)


class RescuePage(QWidget):
    """``restored`` once a backup lies in the place of the damaged file."""

    restored = Signal()

    def __init__(self, worker: Worker, folder: Path, reason: str, packages: Sequence[Package]) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAccessibleName("数据文件打不开")
        self._worker, self.folder = worker, folder
        self.packages = list(packages)
        self.checked: dict[Path, Checked] = {}
        here = look()
        mark = Drawing("shield-alert", "danger", 40)
        told = column(
            words("数据文件打不开", "title"),
            words(f"{reason.rstrip('。')}。您的备份没有受影响。", "second", wrap=True),
            gap=4,
        )
        self.advice = words("正在检查备份…", wrap=True)
        self.table = PlainTable("备份")
        self.table.picked.connect(lambda _row: self._able())
        self.go = button("恢复到这个备份", "rotate-ccw", "primary", on_click=self._restore_chosen)
        self.go.setEnabled(False)
        kept = words(
            "打不开的数据文件不会删除，会改名留在数据文件夹里。备份之后录入的内容需要补录。",
            "hint",
            wrap=True,
        )
        place = words(f"数据文件夹：{folder}", "hint", wrap=True)
        for label in (kept, place, self.advice):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        card = Card(margin=24, gap=12)
        top = row(mark, told, gap=here.px(14))
        top.setStretch(1, 1)
        card.body.addLayout(top)
        card.body.addWidget(self.advice)
        card.body.addWidget(self.table, 1)
        card.body.addLayout(column(kept, place, gap=2))
        other = button("选择其他备份文件…", "folder-open", on_click=self._choose)
        show = button("打开数据文件夹", "external-link", on_click=self._show)
        leave = button("退出", on_click=lambda: self.window().close())
        card.body.addLayout(row(other, show, None, leave, self.go))
        card.setMaximumSize(here.px(860), here.px(620))
        middle = row(None, card, None)
        middle.setStretch(1, 100)
        outer = column(None, middle, None)
        outer.setStretch(1, 100)
        outer.setContentsMargins(here.px(20), here.px(14), here.px(20), here.px(14))
        self.setLayout(outer)
        self._fill()
        self._check()

    def _fill(self) -> None:
        self.table.show_rows(COLUMNS, [self._line(one) for one in self.packages])

    def _line(self, one: Package) -> list[Cell]:
        checked = self.checked.get(one.path)
        state: Cell = Tinted("检查中…")
        if checked is not None:
            state = Tinted("完好", "green") if checked.package.good else Tinted("损坏", "red")
        held = keeping.told_records(one, CATALOGUE)
        return [f"{one.at:%Y-%m-%d %H:%M}", keeping.why_made(one), held, state]

    def _check(self) -> None:
        """Read every backup back, newest first, and say so as soon as one is known to be good."""
        found = list(self.packages)
        if not found:
            self.advice.setText("数据文件夹里没有找到备份。如果另存过备份（U盘、其他磁盘），请选择那个文件。")
            return

        def job(control: Control) -> list[Checked]:
            checked = []
            for place, one in enumerate(found):
                control.report(place, len(found), f"正在检查 {one.at:%Y-%m-%d %H:%M} 的备份…")
                checked.append(keeping.check(one))
            return checked

        self._worker.run(
            self, job, self._take, self.advice.setText, lambda _a, _b, text: self.advice.setText(text)
        )

    def _take(self, checked: list[Checked]) -> None:
        self.checked.update({one.package.path: one for one in checked})
        self._fill()
        place = next((at for at, one in enumerate(checked) if one.package.good), -1)
        if place < 0:
            self.advice.setText("这些备份都已损坏。请选择另存在别处的备份，或把数据文件夹交给技术支持。")
            return
        best = checked[place].package
        self.advice.setText(f"最近的完好备份是 {best.at:%Y年%m月%d日 %H:%M} 的，建议恢复到它。")
        self.table.selectRow(place)
        self.go.setFocus()

    def _able(self) -> None:
        place = self.table.current_row()
        checked = self.checked.get(self.packages[place].path) if 0 <= place < len(self.packages) else None
        self.go.setEnabled(checked is not None and bool(checked.package.good))

    def _restore_chosen(self) -> None:
        place = self.table.current_row()
        if 0 <= place < len(self.packages):
            self.restore_from(self.packages[place].path)

    def _choose(self) -> None:
        kinds = f"安监台账备份 (*{keeping.SUFFIX})"
        chosen, _kind = QFileDialog.getOpenFileName(self, "选择备份文件", str(self.folder), kinds)
        if chosen:
            self.restore_from(Path(chosen))

    def restore_from(self, path: Path) -> None:
        """Put a backup in the place of the damaged file; a bad one is refused and nothing changes."""
        folder = self.folder

        def job(_control: Control) -> Path:
            return keeping.restore(path, folder, datetime.now())

        def done(_database: Path) -> None:
            veil.finish()
            self.restored.emit()

        def failed(sentence: str) -> None:
            veil.finish()
            tell(self, "没有恢复", sentence)

        veil = BusyOverlay(self, "正在恢复…")
        self._worker.run(self, job, done, failed)

    def _show(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder)))
