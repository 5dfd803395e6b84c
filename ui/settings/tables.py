"""调度表: what the office sets for its progress tables, with a look at what that would change."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.dispatch.definition import Choices, set_choices
from app.dispatch.offers import Difference, Offer, differences, offer
from ui.forms.one import Choice
from ui.settings.parts import keep, scrolled, section
from ui.settings.table_form import TableForm
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import Banner
from ui.shell.widgets import button, clear, column, redress, row, words
from ui.shell.worker import Control

PAUSE = 300  # ms after the last change before the preview is computed
CELLS_TOLD = 6


@dataclass(frozen=True)
class _Preview:
    asked: Choices
    changed: tuple[Difference, ...]


class TablesSection(QWidget):
    """One table at a time; where there are several a list above chooses."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.form: TableForm | None = None
        self._kept: Choices | None = None
        self.which = Choice()
        self.which.setAccessibleName("哪张调度表")
        for table, title in desk.workspace.tables.items():
            self.which.addItem(title, table)
        self.which.currentIndexChanged.connect(lambda _at: self.reload())
        about = section("调度表", "上级改了行动日期、口径或填法时在这里改；已经报送的表不会变。")
        about.body.addWidget(self.which)
        self.which.setVisible(self.which.count() > 1)
        about.body.addLayout(
            row(
                words("框外的填报单位、填表人、审核人、联系电话，在“单位信息”里填写和勾选。", "hint"),
                button("去单位信息", kind="link", small=True, on_click=self._to_office),
                None,
            )
        )
        self.place: QVBoxLayout = column()
        holder = QWidget()
        holder.setLayout(self.place)
        self.preview = words("", "second", wrap=True)
        self.preview.setAccessibleName("保存后表上会变的数")
        self.preview.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.usual = button("全部恢复默认", "rotate-ccw", on_click=self._restore)
        self.save = button("保存", "check", "primary", on_click=self._save)
        foot = row(self.preview, self.usual, self.save, gap=look().px(8))
        foot.setStretch(0, 1)
        body = column(scrolled(about, holder), foot, gap=look().px(10))
        body.setStretch(0, 1)
        self.setLayout(body)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._look)
        self._able()
        self.reload()

    @property
    def table(self) -> str:
        """The id of the table that is shown."""
        return str(self.which.currentData() or "")

    def unsaved(self) -> bool:
        """Was something set that is not kept yet?"""
        return self.form is not None and self.form.read()[0] != self._kept

    def reload(self) -> None:
        """Show what is kept for the table."""
        here, table = self.desk.workspace, self.table
        if not table:
            return

        def job(_control: Control) -> tuple[str, Offer]:
            return table, offer(here.store, here.catalogue, table)

        self.desk.worker.run(self, job, self._show, self._faulty)

    def _show(self, found: tuple[str, Offer]) -> None:
        table, offered = found
        if table != self.table:
            return
        clear(self.place)
        self.form = TableForm(offered, self.desk.workspace.clock.today())
        self.form.changed.connect(self._changed)
        self._kept = self.form.read()[0]
        self.place.addWidget(self.form)
        self._able()
        self._changed()

    def _faulty(self, sentence: str) -> None:
        clear(self.place)
        self.form = None
        self.place.addWidget(Banner(sentence, "red"))
        self._say("")
        self._able()

    def _able(self) -> None:
        for one in (self.usual, self.save):
            one.setEnabled(self.form is not None)

    def _changed(self) -> None:
        """Something was set: say at once what is wrong, and soon what it would change."""
        if self.form is None:
            return
        choices, wrong = self.form.read()
        self.save.setEnabled(choices is not None)
        same = choices is not None and choices == self._kept
        self._say("没有改动。" if same else wrong, wrong=bool(wrong))
        if choices is None or same:
            self._timer.stop()
        else:
            self._timer.start()

    def _look(self) -> None:
        choices = self.form.read()[0] if self.form is not None else None
        if choices is None:
            return
        here, table = self.desk.workspace, self.table
        wanted, day = choices, here.clock.today()

        def job(_control: Control) -> _Preview:
            return _Preview(wanted, differences(here.store, here.catalogue, table, wanted, day))

        self.desk.worker.run(self, job, self._told, lambda sentence: self._say(sentence, wrong=True))

    def _told(self, found: _Preview) -> None:
        if self.form is None or self.form.read()[0] != found.asked:
            return
        day = self.desk.workspace.clock.today()
        if not found.changed:
            self._say(f"保存后：截至{day.month}月{day.day}日的表上，数和写法都不变。")
        else:
            told = "；".join(f"{one.code}：{one.before} → {one.after}" for one in found.changed[:CELLS_TOLD])
            more = f"；共 {len(found.changed)} 格" if len(found.changed) > CELLS_TOLD else ""
            self._say(f"保存后，截至{day.month}月{day.day}日的表上会变：{told}{more}。")

    def _say(self, text: str, *, wrong: bool = False) -> None:
        self.preview.setText(text)
        redress(self.preview, "role", "error" if wrong else "second")

    def _restore(self) -> None:
        if self.form is not None:
            self.form.restore()

    def _save(self) -> None:
        choices = self.form.read()[0] if self.form is not None else None
        if choices is None:
            return
        here, table, wanted = self.desk.workspace, self.table, choices

        def job(_control: Control) -> str:
            set_choices(here.store, here.catalogue, table, wanted)
            return "调度表的设置已保存"

        keep(self.desk, self, job, self.reload)

    def _to_office(self) -> None:
        self.desk.go("settings", section="office")
