"""A list of candidates under a line or at a cursor. It never has the keyboard: the line steers it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.ledgers.suggesting import Candidate
from ui.forms.line import is_key
from ui.shell.look import look

ROWS = 8
_EDGE = 5  # the border and the padding of the list, as the style sheet has them
_NOTE = Qt.ItemDataRole.UserRole
_LEFT = (QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.Move, QEvent.Type.Resize)
_ELSEWHERE = (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.WindowDeactivate)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: ROWS - 1, Qt.Key.Key_PageUp: 1 - ROWS}


class _Row(QStyledItemDelegate):
    """The word, and at the right in grey what tells it from another."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Called by Qt."""
        note = str(index.data(_NOTE) or "")
        here, drawn = look(), QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        rect, metrics = QRect(drawn.rect), drawn.fontMetrics
        gap = here.px(10)
        asked = metrics.horizontalAdvance(note) + 3  # glyphs are set in fractions of a pixel
        whole = rect.width() - 2 * gap
        room = whole - min(metrics.horizontalAdvance(drawn.text), whole * 2 // 3) - gap if note else 0
        width = max(0, min(asked, room))
        drawn.text = metrics.elidedText(
            drawn.text,
            Qt.TextElideMode.ElideRight,
            whole - (width + gap if width else 0),
        )
        style = drawn.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, drawn.widget)
        if width:
            painter.save()
            painter.setFont(drawn.font)
            painter.setPen(here.colour("text_2"))
            right = QRect(rect.right() - gap - width, rect.top(), width, rect.height())
            painter.drawText(
                right,
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                metrics.elidedText(note, Qt.TextElideMode.ElideRight, width),
            )
            painter.restore()


class Candidates(QFrame):
    """``taken`` with the candidate clicked or entered. Floats by itself, or stands in a popup of the owner's."""

    taken = Signal(object)

    def __init__(self, owner: QWidget, *, floating: bool = True) -> None:
        flags = Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint
        super().__init__(owner, flags if floating else Qt.WindowType.Widget)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._floating = floating
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._owner = owner
        self._rows: tuple[Candidate, ...] = ()
        self.list = QListWidget()
        self.list.setProperty("role", "choices")
        self.list.setAccessibleName("候选")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMinimumSize(1, 1)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(_Row(self.list))
        self.list.itemClicked.connect(lambda item: self._take(self.list.row(item)))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.list)
        if not floating:
            return
        owner.installEventFilter(self)
        owner.destroyed.connect(self.deleteLater)

    @property
    def open(self) -> bool:
        """Is it on show?"""
        return self.isVisible()

    @property
    def rows(self) -> tuple[Candidate, ...]:
        """What is on show."""
        return self._rows if self.open else ()

    @property
    def current(self) -> Candidate | None:
        """The one that is highlighted."""
        at = self.list.currentRow()
        return self._rows[at] if self.open and 0 <= at < len(self._rows) else None

    def show_rows(self, rows: Sequence[Candidate], under: QRect, *, first: bool) -> None:
        """Show candidates under a rectangle of the screen (above it where there is no room); ``first`` is highlighted."""
        self._rows = tuple(rows)
        if not rows and self._floating:
            self.hide()
            return
        self.list.ensurePolished()
        here, metrics = look(), self.list.fontMetrics()
        self.list.clear()
        height = here.px(30)
        widest = 0
        for one in rows:
            item = QListWidgetItem(one.word.replace("\n", " "))
            item.setData(_NOTE, one.note)
            item.setToolTip("" if not one.note else f"{one.word}\n{one.note}")
            item.setSizeHint(QSize(0, height))
            self.list.addItem(item)
            widest = max(widest, metrics.horizontalAdvance(one.word) + metrics.horizontalAdvance(one.note))
        self.list.setCurrentRow(0 if first else -1)
        if not self._floating:
            self.setFixedHeight(ROWS * height + 2 * here.px(_EDGE))
            return
        room = self._owner.screen().availableGeometry()
        width = min(max(under.width(), widest + here.px(64), here.px(160)), here.px(560), room.width())
        tall = min(len(rows), ROWS) * height + 2 * here.px(_EDGE)
        at = QPoint(under.left(), under.bottom() + 3)
        if at.y() + tall > room.bottom() and under.top() - tall - 3 >= room.top():
            at.setY(under.top() - tall - 3)
        at.setX(max(room.left(), min(at.x(), room.right() - width)))
        self.setGeometry(QRect(at, QSize(width, tall)))
        self.show()

    def highlight(self, word: str) -> None:
        """The row of a word, where there is one."""
        at = next((place for place, one in enumerate(self._rows) if one.word == word), -1)
        if at >= 0:
            self.list.setCurrentRow(at)

    def steer(self, event: QKeyEvent, act: bool) -> bool:
        """Keys of the line while the list is open: arrows, Enter on a highlighted row, Esc; Tab takes and moves on."""
        if not self.open:
            return False
        key = Qt.Key(event.key())
        if key in _STEPS and is_key(event, key):
            if act:
                self.move_by(_STEPS[key])
            return True
        if key == Qt.Key.Key_Escape and self._floating:
            if act:
                self.hide()
            return True
        if key in (*_ENTER, Qt.Key.Key_Tab) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            chosen = self.current is not None
            if act and chosen:
                self._take(self.list.currentRow())
            return chosen
        return False

    def move_by(self, step: int) -> None:
        """Up or down, round at the ends."""
        count, at = self.list.count(), self.list.currentRow()
        if abs(step) == 1:
            at = (at + step) % count if at >= 0 else (0 if step > 0 else count - 1)
        else:
            at = max(0, min(count - 1, at + step))
        self.list.setCurrentRow(at)

    def showEvent(self, event: QShowEvent) -> None:
        """While it is open, a click or the wheel elsewhere closes it."""
        super().showEvent(event)
        if self._floating and (app := QApplication.instance()) is not None:
            app.installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        """Called by Qt."""
        super().hideEvent(event)
        if (app := QApplication.instance()) is not None:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The owner moved, was left or went: nothing hangs in the air."""
        kind = event.type()
        if watched is self._owner:
            if kind in _LEFT:
                self.hide()
        elif kind in _ELSEWHERE and isinstance(watched, QWidget) and not self._own(watched):
            self.hide()
        return False

    def _own(self, widget: QWidget) -> bool:
        return widget is self or self.isAncestorOf(widget) or self._owner.isAncestorOf(widget)

    def _take(self, at: int) -> None:
        if 0 <= at < len(self._rows):
            chosen = self._rows[at]
            if self._floating:
                self.hide()
            self.taken.emit(chosen)


def below(widget: QWidget) -> QRect:
    """The rectangle of a widget on the screen."""
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())
