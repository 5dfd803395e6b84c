"""Markdown in our look: Qt's own rendering, then sizes, spacing and table lines are set."""

from __future__ import annotations

from PySide6.QtGui import (
    QBrush,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from ui.shell.look import look

HEADINGS = {1: 20, 2: 16, 3: 14}
LINE_HEIGHT = 150.0
PICTURE = "\ufffc"  # what stands for one in a text


def dress(document: QTextDocument) -> None:
    """Give every block and table its format."""
    here = look()
    document.setDocumentMargin(here.px(4))
    document.setIndentWidth(here.px(20))
    block = document.begin()
    while block.isValid():
        _block(block)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _table(frame)


def _block(block: QTextBlock) -> None:
    here, cursor = look(), QTextCursor(block)
    made = QTextBlockFormat(block.blockFormat())
    level = made.headingLevel()
    inside = isinstance(cursor.currentTable(), QTextTable)
    # A picture is a line, too: half its height again would be empty below it.
    height = 100.0 if PICTURE in block.text() else 140.0 if inside else LINE_HEIGHT
    made.setLineHeight(height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    made.setTopMargin(here.px(0 if inside else 20 if level == 2 else 12 if level else 2))
    made.setBottomMargin(here.px(0 if inside else 8 if level else 6))
    cursor.setBlockFormat(made)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    if level:
        form = QTextCharFormat()  # made afresh: Qt's own heading sizes are relative and would win
        font = QFont(here.font(HEADINGS.get(level, 14)))
        font.setWeight(QFont.Weight.DemiBold)
        form.setFont(font)
        form.setForeground(QBrush(here.colour("text")))
        cursor.setCharFormat(form)


def _table(table: QTextTable) -> None:
    here = look()
    made = table.format()
    made.setBorderCollapse(True)
    made.setBorder(1)
    made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    made.setBorderBrush(QBrush(here.colour("border")))
    made.setCellPadding(here.px(6))
    made.setCellSpacing(0)
    made.setTopMargin(here.px(6))
    made.setBottomMargin(here.px(10))
    made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    made.setColumnWidthConstraints(_widths(table))
    table.setFormat(made)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        form = cell.format()
        form.setBackground(QBrush(here.colour("header")))
        cell.setFormat(form)


def _widths(table: QTextTable) -> list[QTextLength]:
    """Shares after the longest words of each column, within reason."""
    lengths = []
    for column in range(table.columns()):
        longest = 4
        for line in range(table.rows()):
            cell = table.cellAt(line, column)
            last = cell.lastCursorPosition().position()
            longest = max(longest, last - cell.firstCursorPosition().position())
        lengths.append(min(longest, 30))
    total = sum(lengths)
    kind = QTextLength.Type.PercentageLength
    return [QTextLength(kind, max(12.0, 100 * length / total)) for length in lengths]
