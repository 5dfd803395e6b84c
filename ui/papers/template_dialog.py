"""修改模板: the words left, what may be named in the middle, the printed page right."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QListWidget, QMenu, QWidget

from app.kernel.change import Change
from ui.forms.one import Choice
from ui.manual.help_window import offer_help
from ui.papers.comparing import CompareWordings
from ui.papers.live import Drawn, LivePaper
from ui.papers.sample import Offered, sample_records, wording_sample
from ui.papers.wording_editor import WordingEditor
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import Banner, ask, tell, toast
from ui.shell.widgets import button, clear, column, menu_button, pill, row, words
from ui.shell.worker import Control

if TYPE_CHECKING:
    from app.papers.templates import Version

NAMES, WIDE, HIGH = 168, 1300, 700
_LINE = re.compile(r"第 (\d+) 行")
Wording = tuple[str, str, str, str]


class TemplateDialog(QDialog):
    """Nothing is printed from a wording until 保存为本单位文字. Ctrl+S saves."""

    def __init__(self, desk: Desk, parent: QWidget, kind: Offered, variant: str) -> None:
        super().__init__(parent)
        self._desk, self._kind, self._variant = desk, kind, variant
        self.version: Version | None = None
        self.shipped: Version | None = None
        self.earlier: list[Wording] = []
        here = look()
        self.setWindowTitle(f"修改模板 - {kind.title}")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("ground", "surface")
        offer_help(self, desk, "templates")
        self.text = WordingEditor("模板文字")
        self.names = QListWidget()
        self.names.setAccessibleName("可以写的栏目")
        self.names.setProperty("role", "contents")
        self.names.itemActivated.connect(lambda item: self.text.insert_name(item.text()))
        self.record = Choice()
        self.record.setAccessibleName("用哪条记录预览")
        self.notice = column()
        self.paper = LivePaper(desk, self._sample)
        self.paper.drawn.connect(self._drawn)
        self.paper.failed.connect(self._failed)
        self._build()
        self.text.textChanged.connect(self._touched)
        self.record.currentIndexChanged.connect(lambda _at: self.paper.touch())
        room = self.screen().availableGeometry()
        self.resize(min(here.px(WIDE), room.width() - 40), min(here.px(HIGH), room.height() - 60))
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save)
        self.reload()

    @property
    def changed(self) -> bool:
        """Does something stand there that is not kept?"""
        return self.version is not None and self.text.toPlainText() != self.version.text

    def reload(self) -> None:
        """Read the wordings on file."""
        space, kind, variant = self._desk.workspace, self._kind, self._variant

        def job(_control: Control) -> tuple[Version, Version, list[Wording], list[tuple[int, str]]]:
            from app.papers import templates

            shipped = next(one for one in templates.shipped(kind.code) if one.variant == variant)
            with space.store.read() as connection:
                version = templates.version(connection, kind.code, variant)
                earlier = templates.own_wordings(connection, kind.code, variant)
            records = sample_records(space, kind.feature) if kind.feature is not None else []
            return version, shipped, earlier, records

        self._desk.worker.run(self, job, self._take)

    def save(self) -> None:
        """Print from these words from now on."""
        if not self._save.isEnabled():
            return
        store, kind, variant, text = (
            self._desk.workspace.store,
            self._kind.code,
            self._variant,
            self.text.toPlainText(),
        )

        def job(_control: Control) -> None:
            from app.papers import templates

            templates.keep_own(store, kind, variant, text)

        self._write(job, "已保存为本单位文字，以后签发的按它印")

    def back(self) -> None:
        """Print from the program's own words again."""
        if not ask(
            self, "换回自带文字", "以后签发的按自带文字印；本单位文字留在历史里，可以再取回。", "换回自带文字"
        ):
            return
        store, kind, variant = self._desk.workspace.store, self._kind.code, self._variant

        def job(_control: Control) -> None:
            from app.papers import templates

            templates.back_to_shipped(store, kind, variant)

        self._write(job, "已换回自带文字")

    def compare(self) -> None:
        """What stands there against the shipped words."""
        if self.shipped is not None:
            title = f"{self._kind.title}：自带文字 → 现在的文字"
            CompareWordings(self, title, self.shipped.text, self.text.toPlainText()).open()

    def reject(self) -> None:
        """Leave; what was written and not kept is asked about."""
        sure = not self.changed or ask(
            self, "还没有保存", "改过的文字还没有保存，要放弃吗？", "放弃改动", "继续修改", danger=True
        )
        if sure:
            super().reject()

    def _write(self, job: object, said: str) -> None:
        def done(_nothing: object) -> None:
            self._desk.changes.happened.emit(Change())
            toast(self, said)
            self.reload()

        def refused(sentence: str) -> None:
            if sentence:
                tell(self, "没有保存", sentence)

        self._desk.worker.run(self, job, done, refused, keep=True)  # type: ignore[arg-type]

    def _build(self) -> None:
        here = look()
        self._marks = row(gap=here.px(6))
        self._basis = words("", "hint", wrap=True)
        title = row(words(self._kind.title, "section"), self._marks, None, gap=here.px(8))
        middle = QWidget()
        middle.setProperty("role", "sheet")
        middle.setFixedWidth(here.px(NAMES))
        heads = [words(text, "label") for text in ("模板文字", "可以写的栏目", "预览")]
        for head in heads:
            head.setMinimumHeight(
                here.px(32)
            )  # as high as the choice beside the last: the three begin on one line
        inside = column(heads[1], self.names, words("双击插入到光标处", "hint"), gap=here.px(4))
        inside.setStretch(1, 1)
        middle.setLayout(inside)
        left = column(heads[0], self.text, self.notice, gap=here.px(4))
        left.setStretch(1, 1)
        of = row(heads[2], self.record, gap=here.px(8))
        of.setStretch(1, 1)
        right = column(of, self.paper, gap=here.px(4))
        right.setStretch(1, 1)
        self.record.setVisible(self._kind.feature is not None)
        body = row(left, middle, right, gap=here.px(12))
        body.setStretch(0, 5)
        body.setStretch(2, 4)
        self._history = QMenu()
        self._save = button("保存为本单位文字", "check", "primary", tip="Ctrl+S", on_click=self.save)
        self._save.setEnabled(False)
        self._back = button("换回自带文字", "rotate-ccw", on_click=self.back)
        foot = row(
            menu_button("历史", "history", self._history),
            button("与自带文字比较", "columns-2", on_click=self.compare),
            self._back,
            None,
            button("关闭", on_click=self.reject),
            self._save,
            gap=here.px(8),
        )
        outer = column(title, self._basis, body, foot, gap=here.px(8))
        outer.setStretch(2, 1)
        outer.setContentsMargins(here.px(18), here.px(14), here.px(18), here.px(14))
        self.setLayout(outer)

    def _take(self, found: tuple[Version, Version, list[Wording], list[tuple[int, str]]]) -> None:
        version, self.shipped, self.earlier, records = found
        first = self.version is None
        self.version = version
        clear(self._marks)
        self._marks.addWidget(pill(version.variant_title or version.title))
        self._marks.addWidget(pill("本单位文字", "violet") if version.own else pill("自带文字"))
        if not version.in_force(self._desk.workspace.clock.today()):
            self._marks.addWidget(pill("依据已失效", "amber"))
        self._basis.setText("依据：" + "；".join(version.basis) if version.basis else "")
        self._basis.setVisible(bool(version.basis))
        if first:
            for number, called in records:
                self.record.addItem(called, number)
        self.names.clear()
        self.names.addItems(sorted(version.template.wanted))
        self._back.setEnabled(version.own)
        self._fill_history()
        self.text.setPlainText(version.text)
        self.paper.draw()

    def _fill_history(self) -> None:
        self._history.clear()
        for at, who, note, text in self.earlier:
            said = f"{at[:16].replace('T', ' ')}　{who or '未署名'}{'　' + note if note else ''}"
            self._history.addAction(said, partial(self.text.setPlainText, text))
        if self.shipped is not None:
            self._history.addAction("程序自带的文字", partial(self.text.setPlainText, self.shipped.text))

    def _touched(self) -> None:
        self._save.setEnabled(False)
        self.paper.touch()

    def _sample(self) -> partial[Drawn]:
        assert self.version is not None
        return partial(
            wording_sample,
            self._desk.workspace,
            self.version,
            self.text.toPlainText(),
            self._kind,
            int(self.record.currentData() or 0),
        )

    def _drawn(self, _found: Drawn) -> None:
        clear(self.notice)
        self.text.mark_wrong(0)
        self._save.setEnabled(self.changed)

    def _failed(self, sentence: str) -> None:
        """The line that is wrong is marked; the last page that could be drawn stays."""
        clear(self.notice)
        self.notice.addWidget(Banner(sentence, "red"))
        found = _LINE.search(sentence)
        self.text.mark_wrong(int(found[1]) if found else 0)
        self._save.setEnabled(False)
