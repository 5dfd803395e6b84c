"""记录历史: who changed what, newest first."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.kernel.feature import Feature, Record
from app.ledgers import history
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.widgets import column, row, words


class HistoryView(QWidget):
    """Loads off the screen's thread."""

    def __init__(self, desk: Desk, feature: Feature, record: Record) -> None:
        super().__init__()
        self.setProperty("role", "sheet")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(look().px(12))
        store, number = desk.workspace.store, record.get("id")
        assert isinstance(number, int)
        desk.worker.run(self, lambda _control: history.of_record(store, feature, number), self._show)

    def _show(self, entries: list[history.Entry]) -> None:
        if not entries:
            self._box.addWidget(words("还没有记录。", "hint"))
        for day, group in groupby(entries, key=lambda entry: entry.at.date()):
            self._box.addWidget(words(day.isoformat(), "second"))
            for entry in group:
                self._box.addLayout(_entry(entry))
        self._box.addStretch(1)


def _entry(entry: history.Entry) -> QVBoxLayout:
    text = words(entry.sentence, wrap=True)
    text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    top = row(
        words(f"{entry.at:%H:%M}", "hint"),
        words(entry.who or "未署名", "hint"),
        words(entry.title, "hint"),
        None,
    )
    return column(top, text, gap=2)
