"""记录历史: who changed what, newest first; an old value, or the whole record, can be put back."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.kernel.feature import Feature, Record
from app.ledgers import history, restoring
from ui.manual.help_window import offer_help
from ui.shell.desk import Desk
from ui.shell.fitting import fit
from ui.shell.look import look
from ui.shell.notices import tell
from ui.shell.widgets import button, clear, column, row, words

AT_FIRST = 40  # entries shown; the rest on request


class HistoryView(QWidget):
    """Loads off the screen's thread, and again whenever something was written."""

    def __init__(self, desk: Desk, feature: Feature, record: Record) -> None:
        super().__init__()
        self._desk, self._feature = desk, feature
        number = record.get("id")
        assert isinstance(number, int)
        self._number, self._most = number, AT_FIRST
        self.setProperty("role", "sheet")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(look().px(12))
        desk.changes.happened.connect(self.reload)
        self.reload()

    def reload(self, _change: object = None) -> None:
        """Read it again."""
        store, feature, number = self._desk.workspace.store, self._feature, self._number
        self._desk.worker.run(self, lambda _control: history.of_record(store, feature, number), self._show)

    def _show(self, entries: list[history.Entry]) -> None:
        clear(self._box)
        if not entries:
            self._box.addWidget(words("还没有记录。", "hint"))
        for day, group in groupby(entries[: self._most], key=lambda entry: entry.at.date()):
            self._box.addWidget(words(day.isoformat(), "second"))
            for entry in group:
                self._box.addLayout(self._entry(entry))
        left = len(entries) - self._most
        if left > 0:
            more = button(f"显示更早的 {left} 次修改", kind="link", small=True, on_click=self._all)
            self._box.addLayout(row(more, None))
        self._box.addStretch(1)

    def _all(self) -> None:
        self._most = 1_000_000
        self.reload()

    def _entry(self, entry: history.Entry) -> QVBoxLayout:
        top = row(
            words(f"{entry.at:%H:%M}", "hint"),
            words(entry.who or "未署名", "hint"),
            words(entry.title, "hint"),
            None,
        )
        made = column(top, gap=2)
        for line in entry.lines:
            text = words(line.sentence, wrap=True)
            text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            made.addWidget(text)
            if line.field:
                back = button("恢复旧值", "undo-2", "link", small=True)
                back.setAccessibleName(f"恢复旧值：{line.sentence}")
                back.clicked.connect(partial(self._ask, entry, line.field))
                made.addLayout(row(back, None))
        if entry.past:
            whole = button("恢复到这个时候", "rotate-ccw", "link", small=True)
            whole.setAccessibleName(f"恢复到这个时候：{entry.at:%Y-%m-%d %H:%M} {entry.title}之后")
            whole.clicked.connect(partial(self._ask, entry, ""))
            made.addLayout(row(whole, None))
        return made

    def _ask(self, entry: history.Entry, field: str, _checked: bool = False) -> None:
        """First what would change, then the question."""
        store, feature, number = self._desk.workspace.store, self._feature, self._number

        def look_up(_control: object) -> restoring.Restoring:
            if field:
                return restoring.value_before(store, feature, number, entry.operation, field)
            return restoring.record_after(store, feature, number, entry.operation)

        self._desk.worker.run(self, look_up, partial(self._confirm, entry, field), self._refused)

    def _refused(self, sentence: str) -> None:
        if sentence:
            tell(self, "不能恢复", sentence)

    def _confirm(self, entry: history.Entry, field: str, found: restoring.Restoring) -> None:
        from ui.pages.restore_dialog import RestoreDialog

        if not found.differences:
            left = "".join(f"\n{one}" for one in found.left_out)
            tell(self, "没有要恢复的", f"现在就是这样。{left}")
            return
        title = "恢复旧值" if field else f"恢复到 {entry.at:%Y-%m-%d %H:%M} 修改之后"
        dialog = RestoreDialog(self.window(), title, found)
        dialog.accepted.connect(partial(self._put_back, entry.operation, field))
        dialog.open()

    def _put_back(self, operation: int, field: str) -> None:
        store, feature, number = self._desk.workspace.store, self._feature, self._number
        self._desk.write(
            self.window(), lambda _control: restoring.put_back(store, feature, number, operation, field)
        )


class HistoryDialog(QDialog):
    """The same in a window of its own, for records that have no panel."""

    def __init__(self, desk: Desk, feature: Feature, record: Record, parent: QWidget) -> None:
        super().__init__(parent)
        here = look()
        self.setWindowTitle(f"{feature.ledger.title}记录历史")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("ground", "surface")
        offer_help(self, None)
        self.view = HistoryView(desk, feature, record)
        self.view.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.view)
        body = column(
            words(f"{feature.ledger.title}记录历史", "section"),
            scroll,
            row(None, button("关闭", on_click=self.reject)),
            gap=here.px(12),
        )
        body.setStretch(1, 1)
        body.setContentsMargins(here.px(22), here.px(18), here.px(22), here.px(16))
        self.setLayout(body)
        fit(self, 560, 560)
