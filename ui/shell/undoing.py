"""Ctrl+Z and Ctrl+Y for the whole window, and the list of what they would take back or do again.

In a text being typed both keys are the text's own: an editor claims them before they are a shortcut.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from app.kernel.change import Change
from app.kernel.errors import Refusal
from app.ledgers import undo as steps
from app.ledgers.progress import Progress
from app.ledgers.undo import Done
from ui.manual.help_window import offer_help
from ui.shell.desk import Desk
from ui.shell.fitting import fit
from ui.shell.long_work import write_long
from ui.shell.look import look
from ui.shell.notices import tell, toast
from ui.shell.widgets import EmptyState, button, column, row, words
from ui.shell.worker import Control
from ui.tables.plain import Cell, PlainColumn, PlainTable, Tinted

LIMIT = 100


def listen(desk: Desk, window: QWidget) -> None:
    """Hold the keys in a window."""
    for keys, act in (
        ("Ctrl+Z", lambda: undo_last(desk, window)),
        ("Ctrl+Y", lambda: redo_last(desk, window)),
        ("Ctrl+Shift+Z", lambda: redo_last(desk, window)),
        ("Ctrl+Alt+Z", lambda: UndoList(desk, window).open()),
    ):
        made = QShortcut(QKeySequence(keys), window)
        made.setContext(Qt.ShortcutContext.WindowShortcut)
        made.activated.connect(act)


def undo_last(desk: Desk, over: QWidget) -> None:
    """Take back the newest step that stands, whoever did it and whenever."""
    here = desk.workspace

    def job(progress: Progress) -> Change:
        done = steps.last_undoable(here.store)
        if done is None:
            raise Refusal("没有可以撤销的操作了。")
        return steps.undo(here.store, here.catalogue, done.operation, progress)

    _run(desk, over, job, "重做", redo_last)


def redo_last(desk: Desk, over: QWidget) -> None:
    """Do again what was undone last."""
    here = desk.workspace

    def job(progress: Progress) -> Change:
        done = steps.last_redoable(here.store)
        if done is None:
            raise Refusal("没有可以重做的操作。")
        return steps.redo(here.store, here.catalogue, done.operation, progress)

    _run(desk, over, job, "撤销", undo_last)


def _run(
    desk: Desk,
    over: QWidget,
    job: Callable[[Progress], Change],
    back: str,
    way_back: Callable[[Desk, QWidget], object],
) -> None:
    """Write, and say what was done with the way back beside it."""
    said: list[str] = []
    what = "撤销" if back == "重做" else "重做"

    def work(control: Control) -> Change:
        change = job(control.report)
        said.append(change.sentence)
        return replace(change, sentence="")

    def done(_change: Change) -> None:
        toast(over, said[0], back, lambda: way_back(desk, over))

    def refused(sentence: str) -> None:
        if sentence.startswith("没有可以"):
            toast(over, sentence)
        else:
            tell(over, f"没有{what}", sentence)

    write_long(desk, over, f"正在{what}…", work, done, refused, undo=False)


@dataclass(frozen=True)
class _Found:
    standing: Sequence[Done]
    waiting: Sequence[Done]


class UndoList(QDialog):
    """撤销记录: what was undone and may be redone, then what stands, newest first; a step at a time or down to one."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        here = look()
        self._desk = desk
        self._found = _Found((), ())
        self.setWindowTitle("撤销记录")
        self.setProperty("ground", "surface")
        self.finished.connect(self.deleteLater)
        offer_help(self, None)
        self.table = PlainTable("撤销记录")
        self.table.picked.connect(lambda _row: self._able())
        self.nothing = EmptyState(
            "undo-2", "没有可以撤销的操作", "新增、修改、导入、删除以后，每一步都列在这里。"
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        self.back = button("撤销最近一步", "undo-2", on_click=lambda: undo_last(desk, self))
        self.again = button("重做", on_click=lambda: redo_last(desk, self))
        self.to_here = button("撤销到选中的这一步", on_click=self._to_here)
        body = column(
            words("撤销记录", "section"),
            words("从最近的一步起，一步一步退回去；关掉程序以后再打开，也还能撤销。", "second", wrap=True),
            self.stack,
            row(self.back, self.again, self.to_here, None, button("关闭", on_click=self.reject)),
            gap=here.px(10),
        )
        body.setContentsMargins(here.px(20), here.px(16), here.px(20), here.px(14))
        self.setLayout(body)
        fit(self, 720, 460)
        desk.changes.happened.connect(self._read)
        self._read()

    def _read(self, _change: object = None) -> None:
        store = self._desk.workspace.store
        self._desk.worker.run(
            self,
            lambda _control: _Found(steps.undoable(store, LIMIT), steps.redoable(store, LIMIT)),
            self._show,
        )

    def _show(self, found: _Found) -> None:
        self._found = found
        waiting = list(reversed(found.waiting))
        lines: list[list[Cell]] = [
            [one.at[:16], one.title.removeprefix("撤销："), one.who or "未署名", Tinted("可重做")]
            for one in waiting
        ]
        lines += [[one.at[:16], one.title, one.who or "未署名", ""] for one in found.standing]
        columns = (
            PlainColumn("时间", 150),
            PlainColumn("做了什么", 300, 1),
            PlainColumn("经办人", 100),
            PlainColumn("", 90),
        )
        self.table.show_rows(columns, lines, frozenset(range(len(waiting))))
        self.stack.setCurrentWidget(self.table if lines else self.nothing)
        self.back.setEnabled(bool(found.standing))
        self.again.setEnabled(bool(found.waiting))
        self._able()

    def _chosen(self) -> int:
        """How many steps the chosen line lies back; 0 where it is none that stands."""
        return max(0, self.table.current_row() - len(self._found.waiting) + 1)

    def _able(self) -> None:
        self.to_here.setEnabled(self._chosen() > 1)

    def _to_here(self) -> None:
        """Step by step from the newest; where one is refused those before it stay undone."""
        here, wanted = self._desk.workspace, [one.operation for one in self._found.standing[: self._chosen()]]

        def job(_control: object) -> Change:
            change = Change()
            for at, operation in enumerate(wanted):
                try:
                    change = steps.undo(here.store, here.catalogue, operation)
                except Refusal as refusal:
                    if not at:
                        raise
                    return replace(change, sentence=f"撤销了 {at} 步后停下：{refusal}")
            return replace(change, sentence=f"已撤销 {len(wanted)} 步")

        self._desk.write(self, job, undo=False)
