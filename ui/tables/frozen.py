"""The first columns of a table stay where they are when it is scrolled sideways: a second view over the first."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from ui.shell.look import look
from ui.tables.headers import ColumnHeader


class FrozenColumns(QTableView):
    """Shares model, selection and delegate with ``view``; the keyboard stays there."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.count = 0
        self.setProperty("role", "ledger")
        self.setAccessibleName("冻结的栏目")
        self.setModel(view.model())
        self.setSelectionModel(view.selectionModel())
        self.setItemDelegate(view.itemDelegate())
        self.setSelectionBehavior(view.selectionBehavior())
        self.setSelectionMode(view.selectionMode())
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(view)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        self.header = ColumnHeader(self)
        self.setHorizontalHeader(self.header)
        self.header.sort_only()
        self.header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._own = False
        self.header.sectionResized.connect(self._drawn)
        view.horizontalHeader().sectionResized.connect(self._follow)
        view.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(view.verticalScrollBar().setValue)
        self.customContextMenuRequested.connect(self._menu)
        self.doubleClicked.connect(view.doubleClicked)
        self.hide()

    def freeze(self, count: int) -> None:
        """Hold the first ``count`` columns; 0 lets go."""
        self.count = count
        self.setVisible(count > 0)
        if not count:
            return
        self._own = True
        for section in range(self.model().columnCount()):
            self.setColumnHidden(section, section >= count)
            if section < count:
                self.setColumnWidth(section, self._view.columnWidth(section))
        self._own = False
        self.verticalHeader().setDefaultSectionSize(self._view.verticalHeader().defaultSectionSize())
        self.header.setFixedHeight(self._view.horizontalHeader().height())
        self.verticalScrollBar().setValue(self._view.verticalScrollBar().value())
        self.place()
        self.raise_()

    def place(self) -> None:
        """Over the columns of the view, header included."""
        if not self.count:
            return
        view, frame = self._view, self._view.frameWidth()
        left = frame + (view.verticalHeader().width() if view.verticalHeader().isVisible() else 0)
        height = view.viewport().height() + view.horizontalHeader().height()
        self.setGeometry(left, frame, self.wide + 1, height)

    @property
    def wide(self) -> int:
        """How much room the frozen columns take."""
        return sum(self._view.columnWidth(section) for section in range(self.count))

    def rect_of(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        """Where a frozen cell stands, in the view."""
        rect = self.visualRect(index)
        return QRect(self.viewport().mapTo(self._view, rect.topLeft()), rect.size())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells, and a line that says that the rest goes on under them."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(look().colour("border"))
        right = self.viewport().width() - 1
        painter.drawLine(right, 0, right, self.viewport().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling is the view's."""
        self._view.wheelEvent(event)

    def _drawn(self, section: int, _old: int, new: int) -> None:
        """A frozen column was made wider by hand."""
        if not self._own and section < self.count and new:
            self._view.setColumnWidth(section, new)

    def _follow(self, section: int, _old: int, new: int) -> None:
        if section < self.count and not self._own:
            self._own = True
            self.setColumnWidth(section, new)
            self._own = False
            self.place()

    def _menu(self, at: QPoint) -> None:
        there = self._view.viewport().mapFromGlobal(self.viewport().mapToGlobal(at))
        self._view.customContextMenuRequested.emit(there)
