"""The words of a page's head, which give way where there is little room: the buttons beside them are never cut."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.shell.look import look


class Title(QLabel):
    """A page's title: where there is no room for it and the buttons it ends in …, and is told whole by its tip."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "title")

    def minimumSizeHint(self) -> QSize:
        """Called by Qt: the first signs."""
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), look().px(120)), whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt."""
        super().resizeEvent(event)
        self.setToolTip(self.text() if self.width() < self.sizeHint().width() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Called by Qt."""
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(look().colour("text"))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()


class Note(QLabel):
    """Beside a title: figures that have no room are left away one by one, and told whole by its tip."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "second")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Called by Qt."""
        painter = QPainter(self)
        painter.setPen(look().colour("text_2"))
        size, room = self.fontMetrics(), self.width()
        parts = self.text().split(" · ")
        while len(parts) > 1 and size.horizontalAdvance(" · ".join(parts)) > room:
            parts.pop()
        shown = size.elidedText(" · ".join(parts), Qt.TextElideMode.ElideRight, room)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()
