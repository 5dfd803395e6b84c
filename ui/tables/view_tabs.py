"""Saved views as tabs with live counts; those without room go into 更多."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from app.kernel.ledger import View
from ui.shell.press import ToolButton
from ui.shell.widgets import clear


class ViewTabs(QWidget):
    """``chosen`` with the view's name; ``menu_wanted`` with name and place on a right click."""

    chosen = Signal(str)
    menu_wanted = Signal(str, QPoint)

    def __init__(self) -> None:
        super().__init__()
        self._soon = QTimer(self)  # of its own: a single shot keeps tabs for good that go before it
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._arrange)
        self._views: tuple[View, ...] = ()
        self._counts: dict[str, int] = {}
        self._tabs: dict[str, QToolButton] = {}
        self._current = ""
        self._group = QButtonGroup(self)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self._more = ToolButton()
        self._more.setProperty("kind", "tab")
        self._more.setText("更多 ▾")
        self._more.setAccessibleName("更多视图")
        self._more.clicked.connect(lambda _checked=False: self._unfold())
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("视图")

    @property
    def current(self) -> str:
        """The chosen view's name."""
        return self._current

    def show_views(self, views: Sequence[View], current: str) -> None:
        """Fill the tabs."""
        self._views = tuple(views)
        self._current = current
        for made in self._tabs.values():
            self._group.removeButton(made)
        self._line.removeWidget(self._more)
        clear(self._line)
        self._tabs = {}
        for view in views:
            made = ToolButton()
            made.setProperty("kind", "tab")
            made.setCheckable(True)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.clicked.connect(lambda _checked=False, name=view.name: self.choose(name))
            made.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            made.customContextMenuRequested.connect(partial(self._menu, view.name, made))
            self._group.addButton(made)
            self._tabs[view.name] = made
            self._line.addWidget(made)
        self._line.addWidget(self._more)
        self._line.addStretch(1)
        self._say()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Write the counts behind the titles."""
        self._counts = dict(counts)
        self._say()

    def choose(self, name: str) -> None:
        """Go to a view."""
        self.mark(name)
        self.chosen.emit(name)

    def mark(self, name: str) -> None:
        """Show which view is open without telling anybody."""
        self._current = name
        if (made := self._tabs.get(name)) is not None:
            made.setChecked(True)
        self._arrange()

    def button(self, name: str) -> QToolButton | None:
        """A view's tab."""
        return self._tabs.get(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide what has no room."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right walk along the tabs."""
        names = [view.name for view in self._views]
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or self._current not in names:
            super().keyPressEvent(event)
            return
        name = names[(names.index(self._current) + step) % len(names)]
        self.choose(name)
        self._tabs[name].setFocus()

    def _menu(self, name: str, made: QToolButton, at: QPoint) -> None:
        self.menu_wanted.emit(name, made.mapToGlobal(at))

    def _say(self) -> None:
        for view in self._views:
            made = self._tabs[view.name]
            count = self._counts.get(view.name)
            made.setText(view.title if count is None else f"{view.title} {count:,}")
            made.setAccessibleName(made.text())
            made.setChecked(view.name == self._current)
        self._soon.start()

    def _arrange(self) -> None:
        """From the left as many as fit; the open view always."""
        room = self.width()
        widths = {name: made.sizeHint().width() for name, made in self._tabs.items()}
        over = sum(widths.values()) > room
        room -= self._more.sizeHint().width() if over else 0
        if over and self._current in widths:
            room -= widths[self._current]
        for name, made in self._tabs.items():
            if name == self._current:
                made.show()
                continue
            room -= widths[name]
            made.setVisible(room >= 0 or not over)
        self._more.setVisible(over)

    def _unfold(self) -> None:
        menu = QMenu(self)
        for view in self._views:
            if not self._tabs[view.name].isVisible():
                menu.addAction(self._tabs[view.name].text(), partial(self.choose, view.name))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))
