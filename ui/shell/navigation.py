"""The rail on the left: groups of pages, pinned views below their ledgers, folded to icons in a narrow window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMenu,
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

ROOMY, CLOSE = 34, 19
"""How high a line of the rail likes to be (px), and how far it gives way in a low window."""
TIGHT = 24
"""Below that its icon, the lines of views and the headings grow smaller as well."""


class _Row(ToolButton):
    """A line of the rail; ``walked`` with -1 or 1 on up and down."""

    walked = Signal(object, int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt."""
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if by:
            self.walked.emit(self, by)
        else:
            super().keyPressEvent(event)


class _ViewButton(_Row):
    """A view below its ledger: its title, and the count at the right end."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title, self._count = title, ""
        self.setProperty("kind", "nav-view")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_count(None)

    @property
    def said(self) -> str:
        """Title and count."""
        return f"{self._title} {self._count}".strip()

    def show_count(self, count: int | None) -> None:
        """Write the count."""
        self._count = "" if count is None else f"{count:,}"
        self.setAccessibleName(self.said)
        self.setToolTip(self.said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button's ground; the title from the left, the count from the right."""
        super().paintEvent(event)
        on, middle = self.property("on") == "true", Qt.AlignmentFlag.AlignVCenter
        painter = QPainter(self)
        painter.setFont(look().font(12, bold=on))
        painter.setPen(look().colour("primary" if on else "text_2"))
        shown = painter.fontMetrics().elidedText(
            self._title, Qt.TextElideMode.ElideRight, self._place().width()
        )
        painter.drawText(self._place(), middle, shown)
        painter.setFont(look().font(12))
        painter.setPen(look().colour("text_3"))
        place = self.rect().adjusted(0, 0, -look().px(20), 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | middle, self._count)
        painter.end()

    def _place(self) -> QRect:
        """Where the title stands: its first letter below that of its ledger."""
        taken = QFontMetrics(look().font(12)).horizontalAdvance(self._count)
        return self.rect().adjusted(look().px(46), 0, -look().px(28) - taken, 0)


class Navigation(QFrame):
    """Emits ``chosen`` with a page's name, ``view_chosen`` with a ledger's and a view's, ``unpinned`` with the same
    two where somebody no longer wants it here, ``folded`` when the person folds or unfolds it.
    """

    chosen = Signal(str)
    view_chosen = Signal(str, str)
    unpinned = Signal(str, str)
    folded = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "nav")
        self.setAccessibleName("导航")
        self._narrow = False
        self._entries: tuple[PageEntry, ...] = ()
        self._buttons: dict[str, QToolButton] = {}
        self._views: Mapping[str, Sequence[tuple[str, str]]] = {}
        self._counts: Mapping[tuple[str, str], int] = {}
        self._view_buttons: dict[tuple[str, str], _ViewButton] = {}
        self._open_view = ("", "")
        self._before: QWidget | None = None
        self._gaps: list[QHBoxLayout] = []
        self._headings: list[QWidget] = []
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
        self._more = icon_button("chevron-down", "下面还有", self._other_end, size=14)
        self._more.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard walks down the rail itself
        self._more.hide()
        bar = scroll.verticalScrollBar()
        bar.rangeChanged.connect(lambda _low, _high: self._say_more())
        bar.valueChanged.connect(lambda _value: self._say_more())
        self._fold = icon_button("panel-left-close", "收起导航", self._toggle)
        self._foot = row(None, self._fold)
        self._foot.setContentsMargins(8, 4, 10, 8)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addLayout(self._foot)
        self.setFixedWidth(look().px(NAV_WIDE))

    def follow(self, widget: QWidget) -> None:
        """Tab comes here from ``widget``, goes down the rail and then to what folds it."""
        self._before = widget
        self._put_in_order()

    def show_entries(self, entries: Sequence[PageEntry]) -> None:
        """Fill the rail."""
        self._entries = tuple(entries)
        self._fill()
        self._fit()

    def show_views(self, views: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """The pinned views of each ledger: (name, title)."""
        if views == self._views:
            return
        self._views = views
        self._fill()
        self._fit()

    def show_counts(self, counts: Mapping[tuple[str, str], int]) -> None:
        """How many records the pinned views have, by (ledger, view)."""
        self._counts = counts
        for place, below in self._view_buttons.items():
            below.show_count(counts.get(place))
        for name, made in self._buttons.items():
            made.setToolTip(self._tip(name, made.accessibleName()))

    def mark_view(self, ledger: str, view: str) -> None:
        """Show which pinned view is open."""
        self._open_view = (ledger, view)
        for place, made in self._view_buttons.items():
            redress(made, "on", "true" if place == self._open_view else "false")

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
        self._say_more()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows stand closer where the window is low, so that the last page stays in sight."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        here, many = look(), max(1, len(self._buttons))
        room = self.height() - self._foot.sizeHint().height() - 2 * here.px(8)
        heading, view = here.px(29), here.px(24)
        room -= len(self._gaps) * here.px(13)
        tight = (room - len(self._headings) * heading - len(self._view_buttons) * view) // many < here.px(
            TIGHT
        )
        if tight:
            heading, view = here.px(18), here.px(CLOSE)
        left = room - len(self._headings) * heading - len(self._view_buttons) * view
        height = min(max(left // many, here.px(CLOSE)), here.px(ROOMY))
        side = here.px((14 if tight else 18) if self._narrow else (14 if tight else 16))
        for made in self._buttons.values():
            redress(made, "dense", height < here.px(ROOMY))
            made.setFixedHeight(height)
            made.setIconSize(QSize(side, side))
        for below in self._view_buttons.values():
            below.setFixedHeight(view)
        for word in self._headings:
            redress(word, "dense", tight)
            word.setFixedHeight(heading)
        for gap in self._gaps:
            gap.setContentsMargins(16, 2 if tight else 6, 16, 2 if tight else 6)

    def _say_more(self) -> None:
        """The folded rail has no room for a bar: where it does not end in sight, a sign says so and leads there."""
        bar = self._scroll.verticalScrollBar()
        down = bar.value() < bar.maximum()
        self._more.setVisible(self._narrow and bar.maximum() > 0)
        self._more.setIcon(icon("chevron-down" if down else "chevron-up"))
        said = "下面还有" if down else "回到上面"
        self._more.setToolTip(said)
        self._more.setAccessibleName(said)

    def _other_end(self) -> None:
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.maximum() if bar.value() < bar.maximum() else 0)

    def _walk(self, row: QToolButton, by: int) -> None:
        """To the line above or below."""
        stops = self._stops()
        at = stops.index(row) + by
        if 0 <= at < len(stops):
            stops[at].setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(stops[at])

    def mark(self, name: str) -> None:
        """Show which page is open."""
        if (made := self._buttons.get(name)) is not None:
            made.setChecked(True)
            self._scroll.ensureWidgetVisible(made, 0, made.height())

    def _toggle(self) -> None:
        self.folded.emit(not self._narrow)

    def _fill(self) -> None:
        current = next((name for name, made in self._buttons.items() if made.isChecked()), "")
        for made in self._buttons.values():
            self._group.removeButton(made)
        clear(self._list)
        self._buttons, self._view_buttons, self._gaps, self._headings = {}, {}, [], []
        for number, (group, members) in enumerate(groupby(self._entries, key=lambda entry: entry.group)):
            self._list.addWidget(self._heading(group) if group and not self._narrow else self._gap(number))
            for entry in members:
                self._list.addWidget(self._button(entry))
                for view, title in () if self._narrow else self._views.get(entry.name, ()):
                    self._list.addWidget(self._view_button(entry.name, view, title))
        self._list.addStretch(1)
        self.mark(current)
        self.mark_view(*self._open_view)
        self._put_in_order()

    def _put_in_order(self) -> None:
        """Lines made anew would come last of the whole window."""
        if self._before is not None:
            for one, following in pairwise((self._before, *self._stops(), self._fold)):
                QWidget.setTabOrder(one, following)

    def _stops(self) -> list[QToolButton]:
        items = [self._list.itemAt(at) for at in range(self._list.count())]
        return [made for item in items if item and isinstance(made := item.widget(), QToolButton)]

    def _heading(self, group: str) -> QWidget:
        made = words(group, "group")
        made.setProperty("dense", False)
        self._headings.append(made)
        return made

    def _gap(self, number: int) -> QWidget:
        """Between groups of the folded rail: a short line."""
        holder = QWidget()
        holder.setProperty("role", "sheet")
        inside = row(line())
        inside.setContentsMargins(16, 6, 16, 6)
        holder.setLayout(inside)
        if number == 0:
            holder.hide()
        else:
            self._gaps.append(inside)
        return holder

    def _button(self, entry: PageEntry) -> QToolButton:
        made = _Row()
        made.setProperty("kind", "nav")
        made.setText(("" if self._narrow else "  ") + entry.title)
        made.setIcon(icon(entry.icon))
        side = look().px(18 if self._narrow else 16)
        made.setIconSize(QSize(side, side))
        style = Qt.ToolButtonStyle
        made.setToolButtonStyle(style.ToolButtonIconOnly if self._narrow else style.ToolButtonTextBesideIcon)
        made.setToolTip(self._tip(entry.name, entry.title))
        made.setProperty("narrow", self._narrow)
        made.setProperty("dense", False)
        made.setAccessibleName(entry.title)
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.clicked.connect(lambda _checked=False: self.chosen.emit(entry.name))
        made.walked.connect(self._walk)
        self._group.addButton(made)
        self._buttons[entry.name] = made
        return made

    def _tip(self, name: str, title: str) -> str:
        """Of an icon alone: the page, and what waits in its pinned views."""
        if not self._narrow:
            return ""
        views = self._views.get(name, ())
        told = [
            f"{said} {self._counts[name, view]:,}" for view, said in views if (name, view) in self._counts
        ]
        return "\n".join((title, *told))

    def _view_button(self, ledger: str, view: str, title: str) -> _ViewButton:
        made = _ViewButton(title)
        made.show_count(self._counts.get((ledger, view)))
        made.clicked.connect(lambda _checked=False: self.view_chosen.emit(ledger, view))
        made.walked.connect(self._walk)
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        made.customContextMenuRequested.connect(partial(self._view_menu, ledger, view, made))
        self._view_buttons[ledger, view] = made
        return made

    def _view_menu(self, ledger: str, view: str, made: QToolButton, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("打开", made.click)
        menu.addAction("从左侧取消固定", partial(self.unpinned.emit, ledger, view))
        menu.popup(made.mapToGlobal(at))
