"""While a file is read, and where it cannot be: what is wrong and what to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QProgressBar, QStackedWidget, QWidget

from ui.imports.session import ImportSession
from ui.shell.look import look
from ui.shell.widgets import EmptyState, button, column, row, words


class Waiting(QStackedWidget):
    """A bar while reading; then the refusal in its place."""

    def __init__(self, session: ImportSession, on_cancel: Callable[[], object]) -> None:
        super().__init__()
        self._session = session
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("读取进度")
        self._bar.setFixedWidth(look().px(320))
        self._note = words("正在读取文件…", "second")
        stop = button("停止读取", on_click=on_cancel)
        reading = QWidget()
        reading.setLayout(
            column(
                None,
                row(None, self._note, None),
                row(None, self._bar, None),
                row(None, stop, None),
                None,
                gap=12,
            )
        )
        self.addWidget(reading)
        self.progress(0, 0, "正在读取文件…")
        self.refusal: EmptyState | None = None

    def progress(self, done: int, total: int, text: str) -> None:
        """How far it is."""
        self._bar.setRange(0, max(0, total))
        self._bar.setValue(done)
        self._note.setText(text)

    def refuse(self, sentence: str, *, page: bool, on_next: Callable[[], object] | None) -> None:
        """The file cannot be read; a web page may be read for its table if the clerk agrees."""
        acts: list[QWidget] = []
        if page:
            acts.append(button("读取网页里的表格", "table-2", "primary", on_click=self._accept))
        else:
            acts.append(button("重试", "refresh-cw", on_click=self._again))
        if on_next is not None:
            acts.append(button("下一个文件", "arrow-right", on_click=on_next))
        self._say("file-text" if page else "circle-alert", "这个文件没有读进来", sentence, *acts)

    def ask_ledger(self, sentence: str) -> None:
        """It was read, but nobody knows for which ledger it is."""
        self._say("table-2", "没有认出表头", sentence)

    def _say(self, icon: str, title: str, sentence: str, *acts: QWidget) -> None:
        if self.refusal is not None:
            self.removeWidget(self.refusal)
            self.refusal.deleteLater()
        self.refusal = EmptyState(icon, title, sentence, *acts)
        self.addWidget(self.refusal)
        self.setCurrentWidget(self.refusal)

    def _accept(self) -> None:
        self.setCurrentIndex(0)
        self._session.read(accept_html=True)

    def _again(self) -> None:
        self.setCurrentIndex(0)
        self._session.read()
