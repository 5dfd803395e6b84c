"""The text of a template: line numbers beside it, the line that is wrong marked."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QTextBlock, QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextEdit, QWidget

from ui.forms.line import Sheet
from ui.shell.look import look

MARGIN = 8


class _Numbers(QWidget):
    """The strip left of the text."""

    def __init__(self, editor: WordingEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:
        """Called by Qt."""
        return QSize(self._editor.strip_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Called by Qt."""
        self._editor.paint_numbers(event)


class WordingEditor(Sheet):
    """Plain text. What is typed is left to Qt whole, so that input methods work as everywhere."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.wrong = 0
        self._strip = _Numbers(self)
        self.blockCountChanged.connect(lambda _count: self._room())
        self.updateRequest.connect(self._scrolled)
        self._room()

    def strip_width(self) -> int:
        """Room for the numbers."""
        digits = max(2, len(str(self.blockCount())))
        return digits * self.fontMetrics().horizontalAdvance("9") + 2 * look().px(MARGIN)

    def mark_wrong(self, line: int) -> None:
        """Mark a line (from 1); 0 takes the mark away."""
        self.wrong = line
        found = []
        block = self.document().findBlockByNumber(line - 1) if line else QTextBlock()
        if block.isValid():
            mark = QTextEdit.ExtraSelection()
            mark.format.setBackground(look().tone("red")[0])
            mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            mark.cursor = QTextCursor(block)
            found.append(mark)
        self.setExtraSelections(found)
        self._strip.update()

    def insert_name(self, name: str) -> None:
        """Put a value's name where the cursor stands."""
        self.textCursor().insertText(f"{{{name}}}")
        self.setFocus()

    def paint_numbers(self, event: QPaintEvent) -> None:
        """Numbers of the lines in sight; the wrong one with a sign and in bold."""
        painter, here = QPainter(self._strip), look()
        painter.fillRect(event.rect(), here.colour("header"))
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= event.rect().bottom():
            number = block.blockNumber() + 1
            height = self.blockBoundingRect(block).height()
            bad = number == self.wrong
            painter.setPen(QColor(here.colour("danger" if bad else "text_3")))
            font = painter.font()
            font.setBold(bad)
            painter.setFont(font)
            place = QRect(
                0, round(top), self._strip.width() - here.px(MARGIN) // 2, self.fontMetrics().height()
            )
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, f"!{number}" if bad else str(number))
            block, top = block.next(), top + height
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt."""
        super().resizeEvent(event)
        area = self.contentsRect()
        self._strip.setGeometry(QRect(area.left(), area.top(), self.strip_width(), area.height()))

    def _room(self) -> None:
        self.setViewportMargins(self.strip_width(), 0, 0, 0)

    def _scrolled(self, rect: QRect, by: int) -> None:
        if by:
            self._strip.scroll(0, by)
        else:
            self._strip.update(0, rect.y(), self._strip.width(), rect.height())
