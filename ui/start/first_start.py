"""第一次打开: what is the office called, which communities has it. Or the sample office, or a backup."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QScrollArea, QVBoxLayout, QWidget

from app.bootstrap import name_office
from app.kernel.change import Change
from app.masterdata.settings import Office, read_office
from app.overview import keeping
from app.overview.keeping import Checked
from ui.forms.line import Sheet
from ui.forms.one import Choice
from ui.settings.office import KINDS
from ui.settings.parts import labelled, text_line
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import BusyOverlay, ask, tell
from ui.shell.widgets import Card, Drawing, button, column, line, row, words
from ui.shell.window import MainWindow
from ui.shell.worker import Control

WIDTH, ROOMY, LINES, FEW = 720, 590, 132, 54


class FirstStart(QWidget):
    """``named`` with the office's name once there is one."""

    named = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAccessibleName("第一次打开")
        self.desk = desk
        self.name = text_line("单位名称", "例如：全福街道安监办")
        self.kind = Choice()
        self.kind.setAccessibleName("街道或乡镇")
        self.kind.addItems(list(KINDS))
        self.district = text_line("所属区县", "例如：历城区")
        self.prefix = text_line("机关代字", "文号用，例如：济历城全办；可以以后再填")
        self.who = text_line("经办人姓名", "写进修改记录，例如：李某；可以以后再填")
        self.communities = Sheet()
        self.communities.setAccessibleName("社区（村），一行一个")
        self.communities.setPlaceholderText(
            "一行一个，可以从 Excel 整列粘贴，例如：\n小辛社区\n洪家楼社区\n祝甸社区"
        )
        self.communities.setTabChangesFocus(True)
        self.counted = words(
            "以后可以在“设置 › 社区与词表”里增减；导入企业时遇到的新社区会自动加入。", "hint", wrap=True
        )
        self.communities.textChanged.connect(self._count)
        self.begin = button("开始使用", "arrow-right", "primary", on_click=self._begin)
        self.begin.setEnabled(False)
        self.name.textChanged.connect(lambda text: self.begin.setEnabled(bool(text.strip())))
        self.name.returnPressed.connect(self._begin)
        self.setLayout(self._laid_out())
        self.setFocusProxy(self.name)

    def _laid_out(self) -> QVBoxLayout:
        here = look()
        mark = Drawing("shield-check", "primary", 40)
        greeting = column(
            words("欢迎使用安监台账", "title"),
            words("先填一下本单位，之后都可以在“设置”里改。全部数据只存在这台电脑上。", "second"),
            gap=4,
        )
        card = Card(margin=24, gap=14)
        top = row(mark, greeting, None, gap=here.px(14))
        card.body.addLayout(top)
        fields = (
            ("单位名称 *", self.name),
            ("类别", self.kind),
            ("所属区县", self.district),
            ("机关代字", self.prefix),
            ("经办人", self.who),
        )
        card.body.addLayout(labelled(*fields))
        label = words("社区（村）", "label")
        label.setBuddy(self.communities)
        card.body.addLayout(column(label, self.communities, self.counted, gap=4))
        sample = button("打开示例街道看看", "eye", on_click=self._sample)
        backup = button("从备份恢复…", "rotate-ccw", on_click=self._choose_backup)
        card.body.addWidget(line())
        card.body.addLayout(row(sample, backup, None, self.begin))
        card.setMaximumWidth(here.px(WIDTH))
        sheet = QWidget()
        sheet.setProperty("role", "sheet")
        middle = row(None, card, None)
        middle.setStretch(1, 100)
        sheet.setLayout(column(None, middle, None))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(sheet)
        for before, after in pairwise((self.communities, self.begin, sample, backup)):
            self.setTabOrder(before, after)
        outer = column(scroll)
        outer.setContentsMargins(here.px(20), here.px(14), here.px(20), here.px(14))
        return outer

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt: in a low window the list gives way, so that 开始使用 stays in sight."""
        super().resizeEvent(event)
        here = look()
        self.communities.setFixedHeight(here.px(LINES if self.height() >= here.px(ROOMY) else FEW))

    def written(self) -> tuple[str, ...]:
        """The communities written down."""
        lines = (one.strip() for one in self.communities.toPlainText().splitlines())
        return tuple(dict.fromkeys(one for one in lines if one))

    def _count(self) -> None:
        self.counted.setText(f"共 {len(self.written())} 个社区（村）。以后可以在“设置 › 社区与词表”里增减。")

    def _begin(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.name.setFocus()
            return
        office = Office(
            name, self.kind.currentText(), self.district.text().strip(), self.prefix.text().strip()
        )
        here, communities = self.desk.workspace, self.written()
        here.store.who = self.who.text().strip()
        self.desk.preferences.put("who", here.store.who)

        def job(_control: Control) -> str:
            name_office(here, office, communities)
            return name

        self.desk.worker.run(self, job, self._named, lambda sentence: tell(self, "没有保存", sentence))

    def _named(self, name: str) -> None:
        self.desk.changes.happened.emit(Change())
        self.named.emit(name)

    def _sample(self) -> None:
        here = self.desk.workspace
        text = (
            "将放入一个虚构街道半年的企业、隐患和检查，供熟悉和演示。\n"
            "要正式使用时，到“设置 › 备份与恢复”点“结束示例”，回到这一页。"
        )
        if not ask(self, "打开示例街道", text, "打开示例街道"):
            return

        def job(_control: Control) -> str:
            from app.sample_office import fill

            fill(here)
            with here.store.read() as connection:
                return read_office(connection).name

        def done(name: str) -> None:
            """The sample lives in its own half-year: pages made before would show another day."""
            from ui.start.reopening import reopen

            veil.finish()
            window = self.window()
            if not isinstance(window, MainWindow) or reopen(window, here.folder) is None:
                self._named(name)

        def failed(sentence: str) -> None:
            veil.finish()
            tell(self, "没有打开示例", sentence)

        veil = BusyOverlay(self, "正在建立示例街道…")
        self.desk.worker.run(self, job, done, failed)

    def _choose_backup(self) -> None:
        kinds = f"安监台账备份 (*{keeping.SUFFIX})"
        chosen, _kind = QFileDialog.getOpenFileName(self, "选择备份文件", str(Path.home()), kinds)
        if chosen:
            self.restore_from(Path(chosen))

    def restore_from(self, path: Path) -> None:
        """Check the backup in full, then open the window again on it."""
        from ui.start.reopening import go_back

        here, window = self.desk.workspace, self.window()

        def done(found: Checked) -> None:
            veil.finish()
            if not found.package.good:
                tell(self, "这份备份不能用", found.sentence)
            elif isinstance(window, MainWindow):
                now = here.clock.now()
                go_back(window, here.folder, path, now, likings=True)  # a new desk: nothing to overwrite

        def failed(sentence: str) -> None:
            veil.finish()
            tell(self, "这份备份不能用", sentence)

        veil = BusyOverlay(self, "正在检查备份…")
        self.desk.worker.run(self, lambda _control: keeping.look_at(path), done, failed)
