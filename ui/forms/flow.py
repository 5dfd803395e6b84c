"""A layout that breaks into a new line where the width ends."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """Left to right, then down. The last item takes the rest of its line."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6, *, fill_last: bool = True) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._fill_last = fill_last
        self.setSpacing(gap)
        if parent is not None:
            policy = parent.sizePolicy()
            policy.setHeightForWidth(True)
            policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)  # its hint is that of one narrow column
            parent.setSizePolicy(policy)

    def addItem(self, item: QLayoutItem) -> None:
        """Called by Qt."""
        self._items.append(item)

    def count(self) -> int:
        """Called by Qt."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Called by Qt."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Called by Qt."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Called by Qt."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Called by Qt."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Called by Qt."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Called by Qt."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """Called by Qt."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Called by Qt."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _place(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        area = rect.marginsRemoved(margins)
        left, top, tall = area.left(), area.top(), 0
        shown = [item for item in self._items if not item.isEmpty()]  # what is hidden leaves no gap
        for number, item in enumerate(shown):
            size = item.sizeHint().expandedTo(item.minimumSize())
            last = self._fill_last and number == len(shown) - 1
            wide = item.minimumSize().width() if last else size.width()
            if left > area.left() and left + wide > area.right() + 1:
                left, top, tall = area.left(), top + tall + self.spacing(), 0
            if move:
                width = area.right() + 1 - left if last else min(size.width(), area.width())
                item.setGeometry(QRect(QPoint(left, top), QSize(width, size.height())))
            left += size.width() + self.spacing()
            tall = max(tall, size.height())
        return top + tall - rect.top() + margins.bottom()
