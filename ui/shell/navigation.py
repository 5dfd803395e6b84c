"""The rail on the left: groups of pages, folded to icons where the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.shell.icons import icon
from ui.shell.look import look
from ui.shell.press import ToolButton
from ui.shell.tokens import NAV_NARROW, NAV_WIDE
from ui.shell.widgets import clear, icon_button, line, redress, row, words

if TYPE_CHECKING:
    from ui.pages.registry import PageEntry


class Navigation(QFrame):
    """Emits ``chosen`` with a page's name and ``folded`` when the person folds or unfolds it."""

    chosen = Signal(str)
    folded = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "nav")
        self.setAccessibleName("导航")
        self._narrow = False
        self._wanted = 0  # the height of all rows, as far apart as they like
        self._entries: tuple[PageEntry, ...] = ()
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._inside = QWidget()
        self._inside.setProperty("role", "sheet")
        self._list = QVBoxLayout(self._inside)
        self._list.setContentsMargins(0, look().px(8), 0, look().px(8))
        self._list.setSpacing(0)
        scroll = QScrollArea()
        self._scroll = scroll
        scroll.setWidget(self._inside)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        self._inside.setAutoFillBackground(False)
        self._fold = icon_button("panel-left-close", "收起导航", self._toggle)
        self._foot = row(None, self._fold)
        self._foot.setContentsMargins(8, 4, 10, 8)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addLayout(self._foot)
        self.setFixedWidth(look().px(NAV_WIDE))

    def show_entries(self, entries: Sequence[PageEntry]) -> None:
        """Fill the rail."""
        self._entries = tuple(entries)
        self._fill()
        self._fit()

    def set_narrow(self, narrow: bool) -> None:
        """Icons only, or icons with words."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.setFixedWidth(look().px(NAV_NARROW if narrow else NAV_WIDE))
        policy = Qt.ScrollBarPolicy
        self._scroll.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if narrow else policy.ScrollBarAsNeeded
        )
        self._fold.setIcon(icon("panel-left-open" if narrow else "panel-left-close"))
        said = "展开导航" if narrow else "收起导航"
        self._fold.setToolTip(said)
        self._fold.setAccessibleName(said)
        self._foot.setContentsMargins(8, 4, 16 if narrow else 10, 8)
        self._fill()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows stand closer where the window is low, so that the last page stays in sight."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.height() - self._foot.sizeHint().height()
        dense = room < self._wanted
        for made in self._buttons.values():
            redress(made, "dense", dense)

    def mark(self, name: str) -> None:
        """Show which page is open."""
        if (made := self._buttons.get(name)) is not None:
            made.setChecked(True)

    def _toggle(self) -> None:
        self.folded.emit(not self._narrow)

    def _fill(self) -> None:
        current = next((name for name, made in self._buttons.items() if made.isChecked()), "")
        for made in self._buttons.values():
            self._group.removeButton(made)
        clear(self._list)
        self._buttons = {}
        for number, (group, members) in enumerate(groupby(self._entries, key=lambda entry: entry.group)):
            self._list.addWidget(self._heading(group) if group and not self._narrow else self._gap(number))
            for entry in members:
                self._list.addWidget(self._button(entry))
        self._list.addStretch(1)
        self._wanted = self._height()
        self.mark(current)

    def _height(self) -> int:
        """What all rows take, also those that have not been shown yet."""
        whole = 2 * look().px(8)
        for at in range(self._list.count()):
            item = self._list.itemAt(at)
            inside = item.widget() if item is not None else None
            if inside is not None and not (at == 0 and inside.isHidden()):
                inside.ensurePolished()
                whole += inside.sizeHint().height()
        return whole

    def _heading(self, group: str) -> QWidget:
        return words(group, "group")

    def _gap(self, number: int) -> QWidget:
        """Between groups of the folded rail: a short line."""
        holder = QWidget()
        holder.setProperty("role", "sheet")
        inside = row(line())
        inside.setContentsMargins(16, 6, 16, 6)
        holder.setLayout(inside)
        if number == 0:
            holder.hide()
        return holder

    def _button(self, entry: PageEntry) -> QToolButton:
        made = ToolButton()
        made.setProperty("kind", "nav")
        made.setText(("" if self._narrow else "  ") + entry.title)
        made.setIcon(icon(entry.icon))
        side = look().px(18 if self._narrow else 16)
        made.setIconSize(QSize(side, side))
        style = Qt.ToolButtonStyle
        made.setToolButtonStyle(style.ToolButtonIconOnly if self._narrow else style.ToolButtonTextBesideIcon)
        made.setToolTip(entry.title if self._narrow else "")
        made.setProperty("narrow", self._narrow)
        made.setProperty("dense", False)
        made.setAccessibleName(entry.title)
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.clicked.connect(lambda _checked=False: self.chosen.emit(entry.name))
        self._group.addButton(made)
        self._buttons[entry.name] = made
        return made
