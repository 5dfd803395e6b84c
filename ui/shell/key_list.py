"""Ctrl+/: every key in one window, made from the table of keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QWidget

from ui.shell.keys import by_scope
from ui.shell.look import look
from ui.shell.widgets import button, column, line, row, words


class KeyList(QDialog):
    """Scope by scope, in two columns where there is room; Esc or Ctrl+/ closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        here = look()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("快捷键一览")
        self.setProperty("ground", "surface")
        sheet = QWidget()
        sheet.setProperty("role", "sheet")
        room = parent.screen().availableGeometry()
        many = 2 if room.width() >= here.px(800) else 1
        halves = tuple(column(gap=here.px(18)) for _ in range(many))
        lengths = [0] * many
        for title, keys in by_scope():
            at = lengths.index(min(lengths))
            lengths[at] += len(keys) + 2
            grid = QGridLayout()
            grid.setHorizontalSpacing(here.px(14))
            grid.setVerticalSpacing(here.px(7))
            grid.setColumnStretch(1, 1)
            grid.setColumnMinimumWidth(0, here.px(146))
            for place, key in enumerate(keys):
                name = words(key.shown, "key", wrap=True)
                grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(words(key.does, wrap=True), place, 1, Qt.AlignmentFlag.AlignTop)
            part = column(words(title, "section"), line(), grid, gap=here.px(8))
            halves[at].addLayout(part)
        for half in halves:
            half.addStretch(1)
        sides = row(*halves, gap=here.px(32))
        for at in range(many):
            sides.setStretch(at, 1)
        sides.setContentsMargins(0, 0, here.px(12), 0)
        sheet.setLayout(sides)
        scroll = QScrollArea()
        scroll.setAccessibleName("快捷键")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(sheet)
        leave = button("关闭", on_click=self.close)
        body = column(scroll, row(words("Esc 关闭", "hint"), None, leave), gap=here.px(12))
        body.setStretch(0, 1)
        body.setContentsMargins(here.px(24), here.px(18), here.px(16), here.px(14))
        self.setLayout(body)
        self.resize(min(here.px(860), room.width() - 60), min(here.px(620), room.height() - 80))
        QShortcut(QKeySequence("Ctrl+/"), self).activated.connect(self.close)
        QShortcut(QKeySequence("F1"), self).activated.connect(self._help)
        leave.setFocus()

    def _help(self) -> None:
        from ui.manual.help_window import open_help

        open_help(self, None, "window")
