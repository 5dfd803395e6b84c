"""导入 Excel: from files to a ledger, one file after another, everything shown before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget, QWidget

from app.kernel.change import Change
from ui.forms.one import Choice
from ui.imports.preview import Preview
from ui.imports.result import Result
from ui.imports.review import Review
from ui.imports.session import ImportSession
from ui.imports.waiting import Waiting
from ui.manual.help_window import offer_help
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import BusyOverlay, tell, toast
from ui.shell.widgets import button, clear, column, line, pill, row, words

READABLE = "表格 (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.txt);;所有文件 (*)"
LARGEST = QSize(1320, 900)
NAME_ROOM = 480
STEPS = ("读取", "核对", "写入")


class ImportWizard(QDialog):
    """Opens with files; ``ledger`` is the page it was opened from."""

    def __init__(self, desk: Desk, parent: QWidget, files: Sequence[Path], ledger: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("导入 Excel")
        self.setModal(True)
        self.desk, self.files, self._wished = desk, list(files), ledger
        self.place = -1
        self.session: ImportSession | None = None
        self.veil: BusyOverlay | None = None
        here = look()
        self.name, self.note = words("", "title"), words("", "second")
        self.steps = row(gap=here.px(6))
        self.ledger = Choice()
        self.ledger.setAccessibleName("导入到哪个台账")
        self.ledger.setMinimumWidth(here.px(150))
        self.ledger.addItem("请选择台账", "")
        for name, feature in desk.workspace.catalogue.items():
            self.ledger.addItem(f"{feature.ledger.title}台账", name)
        self.ledger.activated.connect(lambda _at: self._choose(str(self.ledger.currentData())))
        self.stack = QStackedWidget()
        self.said = words("", "hint")
        self.leave = button("取消", on_click=self.reject)
        self.give_back = button("导出退回的行…", "file-down", on_click=self._give_back)
        self.go = button("写入", kind="primary", on_click=self._write)
        foot = row(self.said, None, self.give_back, self.leave, self.go)
        head = row(self.name, self.note, None, self.steps, 16, words("导入到", "second"), self.ledger)
        body = column(head, self.stack, line(), foot, gap=here.px(12))
        body.setStretch(1, 1)
        body.setContentsMargins(here.px(20), here.px(16), here.px(20), here.px(14))
        self.setLayout(body)
        offer_help(self, desk, "import")
        room = parent.window().size()
        self.resize(
            min(here.px(LARGEST.width()), room.width() - 48), min(LARGEST.height(), room.height() - 48)
        )
        self.next_file()

    def next_file(self) -> None:
        """Take the next file of the queue."""
        self.place += 1
        if self.session is not None:
            self.session.abandon()
            self.session.deleteLater()
        session = ImportSession(self.desk, self.files[self.place], self._wished, self)
        self.session = session
        while (gone := self.stack.widget(0)) is not None:
            self.stack.removeWidget(gone)
            gone.deleteLater()
        self.waiting, self.review = Waiting(session, self.reject), Review(session)
        self.outcome = Result(session, self._look, self._give_back)
        for page in (self.waiting, self.review, self.outcome):
            self.stack.addWidget(page)
        session.moved.connect(self._moved)
        session.refused.connect(self._refused)
        session.no_plan.connect(self._no_plan)
        session.planning.connect(self._planning)
        session.planned.connect(self._planned)
        session.written.connect(self._written)
        session.not_written.connect(self._not_written)
        session.undone.connect(self._undone)
        session.not_undone.connect(self._not_undone)
        self._say_name(session.path.name)
        self.note.setText(f"第 {self.place + 1} 个，共 {len(self.files)} 个" if len(self.files) > 1 else "")
        self._show(self.waiting, 0)
        session.read()

    def _say_name(self, name: str) -> None:
        """A long file name is cut in the middle; the tip has it in full."""
        self.name.ensurePolished()
        room = look().px(NAME_ROOM)
        self.name.setText(self.name.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room))
        self.name.setToolTip(name)

    def _show(self, page: QWidget, step: int) -> None:
        """One page of the dialog with its buttons; ``step`` counts from 0."""
        self.stack.setCurrentWidget(page)
        clear(self.steps)
        for at, word in enumerate(STEPS):
            self.steps.addWidget(pill(f"{at + 1} {word}", "blue" if at == step else "neutral"))
        self.ledger.setEnabled(step < 2)
        reviewing = page is self.review
        self.go.setVisible(reviewing or step == 2)
        self.give_back.setVisible(False)
        self.leave.setText("取消")
        self.leave.setVisible(step < 2)
        self.said.setText("写入前自动备份；写入后可以整次撤销。" if reviewing else "")

    def _choose(self, ledger: str) -> None:
        if ledger and self.session is not None and self.session.workbook is not None:
            self.session.wished = ledger
            self.session.choose_ledger(ledger)

    def _moved(self, done: int, total: int, text: str) -> None:
        if self.veil is not None:
            self.veil.progress(done, total, text)
        elif self.stack.currentWidget() is self.waiting:
            self.waiting.progress(done, total, text)
        else:
            self.said.setText(text)

    def _refused(self, sentence: str, page: bool) -> None:
        more = self.place + 1 < len(self.files)
        self.waiting.refuse(sentence, page=page, on_next=self.next_file if more else None)
        self.leave.setText("关闭")

    def _no_plan(self, sentence: str) -> None:
        self._mark_ledger()
        self.waiting.ask_ledger(sentence)
        self._show(self.waiting, 0)

    def _planning(self) -> None:
        self.go.setEnabled(False)
        if self.stack.currentWidget() is self.review:
            self.said.setText("正在重新核对…")

    def _planned(self, preview: Preview) -> None:
        self._mark_ledger()
        self._show(self.review, 1)
        self.review.show_preview(preview)
        counter = preview.plan.feature.ledger.counter
        self.go.setEnabled(preview.to_write > 0)
        self.go.setText(f"写入 {preview.to_write:,} {counter}" if preview.to_write else "没有需要写入的")
        self.go.setAccessibleName(self.go.text())
        self.go.setFocus()
        self.give_back.setVisible(bool(preview.plan.refused or preview.plan.skipped))

    def _mark_ledger(self) -> None:
        assert self.session is not None
        self.ledger.setCurrentIndex(max(0, self.ledger.findData(self.session.ledger)))

    def _write(self) -> None:
        session = self.session
        if session is None or self.veil is not None:
            return
        if session.change is not None:
            if self.place + 1 < len(self.files):
                self.next_file()
            else:
                self.accept()
            return
        self._cover("正在写入…", session.stop)
        session.write()

    def _cover(self, title: str, on_cancel: Callable[[], object] | None) -> None:
        """A veil, also against the keyboard."""
        for part in (self.stack, self.go, self.leave, self.give_back, self.ledger):
            part.setEnabled(False)
        self.veil = BusyOverlay(self, title, on_cancel)
        if on_cancel is not None:
            self.veil.cancel.setFocus()

    def _lift(self) -> None:
        for part in (self.stack, self.go, self.leave, self.give_back, self.ledger):
            part.setEnabled(True)
        if self.veil is not None:
            self.veil.finish()
            self.veil = None

    def _written(self, _change: Change) -> None:
        self._lift()
        self.outcome.show_done()
        self._show(self.outcome, 2)
        more = self.place + 1 < len(self.files)
        self.go.setText("下一个文件" if more else "完成")
        self.go.setAccessibleName(self.go.text())
        self.go.setEnabled(True)
        self.go.setFocus()

    def _not_written(self, sentence: str) -> None:
        self._lift()
        if sentence:
            tell(self, "没有写入", sentence)
        else:
            self.said.setText("已停下，没有写入任何内容。")

    def _undone(self, change: Change) -> None:
        self.outcome.show_undone(change.sentence)

    def _not_undone(self, sentence: str) -> None:
        self.outcome.back.setEnabled(True)
        tell(self, "没有撤销", sentence)

    def _look(self) -> None:
        """Close and show the ledger."""
        assert self.session is not None
        name = self.session.ledger
        self.accept()
        self.desk.go(name)

    def _give_back(self) -> None:
        session = self.session
        if session is None:
            return
        before = Path(self.desk.preferences.get("export.folder") or session.path.parent)
        wish = str(before / f"{session.path.stem}_退回.xlsx")
        chosen, _kind = QFileDialog.getSaveFileName(self, "退回的行另存为", wish, "Excel 工作簿 (*.xlsx)")
        if not chosen:
            return
        out = Path(chosen).with_suffix(".xlsx")
        self.desk.preferences.put("export.folder", str(out.parent))
        session.give_back(
            out,
            lambda path: toast(self, f"已写到 {path.name}：黄色的是要改的地方，批注里是原因。"),
            lambda sentence: tell(self, "没有写出", sentence),
        )

    def reject(self) -> None:
        """Esc, 取消, and the window's cross: nothing is written. A write being done is waited for."""
        if self.veil is not None:
            return
        if self.session is not None:
            self.session.abandon()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The cross."""
        if self.veil is not None:
            event.ignore()
            return
        if self.session is not None:
            self.session.abandon()
        super().closeEvent(event)


def open_wizard(desk: Desk, parent: QWidget, files: Sequence[Path], ledger: str = "") -> ImportWizard:
    """The dialog over ``parent``'s window; open, not yet answered."""
    dialog = ImportWizard(desk, parent, files, ledger)
    dialog.open()
    return dialog


def choose_files(desk: Desk, parent: QWidget) -> list[Path]:
    """Ask for files; remembers the folder."""
    before = str(desk.preferences.get("import.folder") or Path.home())
    chosen, _kind = QFileDialog.getOpenFileNames(parent, "选择要导入的文件（可多选）", before, READABLE)
    if chosen:
        desk.preferences.put("import.folder", str(Path(chosen[0]).parent))
    return [Path(one) for one in chosen]
