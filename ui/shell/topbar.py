"""The bar across the top: shield, name, office, back and forward, the search of everything, saved-at, who."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QFrame, QWidget

from ui.shell.look import look
from ui.shell.person import PersonButton
from ui.shell.tokens import TOP_BAR
from ui.shell.widgets import Drawing, icon_button, row, words


class TopBar(QFrame):
    """``place_search`` puts the search of everything in the middle."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self.setFixedHeight(look().px(TOP_BAR))
        shield = Drawing("brand", "primary", 22)
        self.office = words("", "second")
        self.saved = words("", "second")
        self.who = PersonButton()
        self.back = icon_button("arrow-left", "后退（Alt+←）")
        self.forward = icon_button("arrow-right", "前进（Alt+→）")
        for made in (self.back, self.forward):
            made.setEnabled(False)
        self._search: QWidget | None = None
        self._middle = row(self.back, self.forward, gap=2)
        inside = row(
            shield, words("安监台账", "brand"), self.office, None, self._middle, None, self.saved, self.who
        )
        inside.setSpacing(look().px(10))
        inside.setContentsMargins(20, 0, 20, 0)
        self.setLayout(inside)

    def place_search(self, widget: QWidget) -> None:
        """Put the search box in."""
        self._search = widget
        self._middle.addWidget(widget)

    def show_ways(self, on: bool) -> None:
        """Back, forward, search and the person; out of sight while nothing else may be gone to."""
        for one in (self.back, self.forward, self._search, self.who):
            if one is not None:
                one.setVisible(on)

    def say_saved(self, moment: datetime) -> None:
        """Everything is on disk since then."""
        self.saved.setText(f"数据已保存 {moment:%H:%M}")
