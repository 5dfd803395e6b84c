"""A paper that is drawn again while its values are being written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.printing.preview import page_count, page_size
from ui.printing.page_view import PageView
from ui.printing.pages import Pages
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.widgets import column, words
from ui.shell.worker import Control

PAUSE = 300
"""ms after the last key before the pages are drawn."""


@dataclass(frozen=True)
class Drawn:
    """Pages, and whatever the one who asked wants to know beside them."""

    pdf: bytes
    told: Any = None


class LivePaper(QStackedWidget):
    """Asks ``job`` for the pages a moment after :meth:`touch`. ``drawn`` with what came, ``failed`` with a sentence."""

    drawn = Signal(object)
    failed = Signal(str)

    def __init__(self, desk: Desk, job: Callable[[], Callable[[Control], Drawn]]) -> None:
        super().__init__()
        self._desk, self._job = desk, job
        self.pdf = b""
        self._pages: Pages | None = None
        self._running: Control | None = None
        self.view = PageView()
        self._words = words("正在生成页面…", "second", wrap=True)
        holder = QWidget()
        holder.setLayout(column(None, self._words, None))
        holder.layout().setContentsMargins(*(look().px(24),) * 4)  # type: ignore[union-attr]
        self.addWidget(holder)
        self.addWidget(self.view)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.draw)

    def touch(self) -> None:
        """Something was written."""
        self._timer.start()

    @property
    def waiting(self) -> bool:
        """Is a newer paper on its way?"""
        return self._timer.isActive() or self._running is not None

    def draw(self) -> None:
        """Draw now; an earlier drawing that is not finished is dropped."""
        self._timer.stop()
        if self._running is not None:
            self._running.cancel()
        self._running = self._desk.worker.run(self, self._job(), self._show, self._refused)

    def _show(self, found: Drawn) -> None:
        self._running = None
        self.pdf = found.pdf
        before = self._pages
        self._pages = Pages(self._desk.worker, found.pdf, self.view, before)
        self.view.show_pages(self._pages, [page_size(found.pdf, at) for at in range(page_count(found.pdf))])
        if before is not None:
            before.deleteLater()
        self.setCurrentIndex(1)
        self.drawn.emit(found)

    def _refused(self, sentence: str) -> None:
        if not sentence:
            return  # a later drawing is on its way
        self._running = None
        if not self.pdf:
            self._words.setText(sentence)
        self.failed.emit(sentence)
