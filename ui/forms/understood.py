"""How what is being typed is understood: small and grey at the right end of the line, while there is room for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel

from ui.forms.line import Line
from ui.shell.look import look
from ui.shell.widgets import words


class Understood(QObject):
    """``read`` gives the words to show for the line's text, empty where there is nothing to say.

    ``lasting`` words stay when the line is left, for what somebody should see before saving.
    """

    def __init__(
        self, line: Line, read: Callable[[], str], keep_free: int = 0, *, lasting: bool = False
    ) -> None:
        super().__init__(line)
        self._line, self._read, self._free, self._lasting = line, read, keep_free, lasting
        self.label: QLabel = words("", "hint")
        self.label.setParent(line)
        self.label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.label.hide()
        line.textChanged.connect(lambda _text: self.refresh())
        line.installEventFilter(self)

    def refresh(self) -> None:
        """Read again and place the words."""
        asked = self._lasting or self._line.hasFocus()
        said = self._read() if asked and self._line.text().strip() else ""
        self.label.setText(said)
        self.label.adjustSize()
        typed = self._line.fontMetrics().horizontalAdvance(self._line.text())
        room = self._line.width() - look().px(26) - self._free - typed
        shown = bool(said) and self.label.width() <= room
        self.label.setVisible(shown)
        self._line.setAccessibleDescription(said)
        if shown:
            left = self._line.width() - self._free - self.label.width() - look().px(10)
            self.label.move(left, (self._line.height() - self.label.height()) // 2)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The line changed its size, came or went."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.refresh()
        return False
