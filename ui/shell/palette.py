"""The sheet below the search of everything: sections with counts, one line a hit, what the keys do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.overview.search import Hit, Section
from ui.shell.icons import paint_icon
from ui.shell.look import look
from ui.shell.widgets import column, line, row, words

WIDTH, LINE, HEADING = 640, 34, 28
HIT = int(Qt.ItemDataRole.UserRole)
LEDGER = HIT + 1
COUNT = HIT + 2


class _Line(QStyledItemDelegate):
    """Icon, title, grey note; the number at the right end. A heading: its title and how many there are."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Called by Qt."""
        super().paint(painter, option, index)
        painter.save()
        hit = index.data(HIT)
        if isinstance(hit, Hit):
            _paint_hit(painter, option.rect, hit)
        else:
            _paint_heading(painter, option.rect, str(index.data()), str(index.data(COUNT) or ""))
        painter.restore()

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The ground is the style's; the words are painted above."""
        super().initStyleOption(option, index)
        option.text = ""


def _paint_heading(painter: QPainter, rect: QRect, title: str, count: str) -> None:
    here = look()
    painter.setFont(here.font(12))
    painter.setPen(here.colour("text_3"))
    place = rect.adjusted(here.px(10), here.px(4), -here.px(12), 0)
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)


def _paint_hit(painter: QPainter, rect: QRect, hit: Hit) -> None:
    here = look()
    side = here.px(16)
    left, right = rect.left() + here.px(10), rect.right() - here.px(12)
    paint_icon(
        painter, hit.icon or "file-text", "text_2", QRect(left, rect.center().y() - side // 2, side, side)
    )
    left += side + here.px(10)
    middle = Qt.AlignmentFlag.AlignVCenter
    if hit.mark:
        painter.setFont(here.font(12))
        painter.setPen(here.colour("text_3"))
        taken = painter.fontMetrics().horizontalAdvance(hit.mark)
        painter.drawText(
            QRect(right - taken, rect.top(), taken + 1, rect.height()),
            middle | Qt.AlignmentFlag.AlignRight,
            hit.mark,
        )
        right -= taken + here.px(14)
    painter.setFont(here.font(13))
    painter.setPen(here.colour("text"))
    room = right - left if not hit.note else round((right - left) * 0.62)
    title = painter.fontMetrics().elidedText(hit.title, Qt.TextElideMode.ElideRight, room)
    painter.drawText(QRect(left, rect.top(), right - left, rect.height()), middle, title)
    left += painter.fontMetrics().horizontalAdvance(title) + here.px(10)
    if hit.note and right - left > here.px(30):
        painter.setFont(here.font(12))
        painter.setPen(here.colour("text_2"))
        note = painter.fontMetrics().elidedText(hit.note, Qt.TextElideMode.ElideRight, right - left)
        painter.drawText(QRect(left, rect.top(), right - left, rect.height()), middle, note)


class Palette(QFrame):
    """``taken`` with a hit that was clicked; None for a heading."""

    taken = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        here = look()
        self.setProperty("role", "popup")
        self.list = QListWidget()
        self.list.setProperty("role", "palette")
        self.list.setAccessibleName("搜索结果")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setMouseTracking(True)
        self.list.setItemDelegate(_Line(self.list))
        self.list.itemClicked.connect(lambda item: self.taken.emit(item.data(HIT)))
        self.foot = words("Enter 打开　　Ctrl+Enter 在台账中列出全部　　↑↓ 选择　　Esc 关闭", "hint")
        foot = row(self.foot, None)
        foot.setContentsMargins(here.px(12), here.px(6), here.px(12), here.px(7))
        outer = column(self.list, line(), foot, gap=0)
        outer.setContentsMargins(1, 1, 1, 1)
        self.setLayout(outer)
        self.hide()

    @property
    def current(self) -> Hit | None:
        """The chosen line."""
        item = self.list.currentItem()
        hit = item.data(HIT) if item is not None else None
        return hit if isinstance(hit, Hit) else None

    @property
    def ledger(self) -> str:
        """The ledger whose section the chosen line stands in, else the first ledger shown."""
        item = self.list.currentItem()
        own = str(item.data(LEDGER) or "") if item is not None else ""
        every = (str(self.list.item(at).data(LEDGER) or "") for at in range(self.list.count()))
        return own or next(filter(None, every), "")

    def show_sections(self, sections: Sequence[Section], text: str, nothing: str) -> None:
        """Fill it; ``nothing`` is said where there is no hit. The first line is chosen."""
        self.list.clear()
        for section in sections:
            more = section.ledger and section.count > len(section.hits)
            self._heading(section.title, f"{section.count:,}" if section.count > 1 else "")
            for hit in section.hits:
                self._line(hit, section.ledger)
            if more:
                title = f"在{section.title}台账中查看全部 {section.count:,} {section.counter}"
                target = {"search": text}
                self._line(Hit(title, icon="list-filter", page=section.ledger, target=target), section.ledger)
        if not sections:
            self._heading(nothing, "")
        self.step(1)

    def step(self, by: int) -> None:
        """To the next line that leads somewhere."""
        at = self.list.currentRow() + by
        while 0 <= at < self.list.count():
            if self.list.item(at).data(HIT) is not None:
                self.list.setCurrentRow(at)
                if at <= 1:
                    self.list.scrollToTop()
                return
            at += by

    def open_below(self, box: QWidget) -> None:
        """Under the box, its middle below the box's, inside the window."""
        here, window = look(), self.parentWidget()
        if window is None:
            return
        heights = sum(self.list.sizeHintForRow(at) for at in range(self.list.count()))
        room = window.height() - box.mapTo(window, QPoint(0, box.height())).y() - here.px(20)
        foot = self.foot.sizeHint().height() + here.px(13) + 3
        self.list.setFixedHeight(max(here.px(HEADING), min(heights + 14, room - foot)))
        width = min(here.px(WIDTH), window.width() - 16)
        middle = box.mapTo(window, QPoint(box.width() // 2, box.height() + 4))
        self.resize(width, self.list.height() + foot)
        self.move(max(8, min(middle.x() - width // 2, window.width() - width - 8)), middle.y())
        self.show()
        self.raise_()

    def _heading(self, title: str, count: str) -> None:
        item = QListWidgetItem(title)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setData(COUNT, count)
        item.setSizeHint(QSize(0, look().px(HEADING)))
        self.list.addItem(item)

    def _line(self, hit: Hit, ledger: str) -> None:
        item = QListWidgetItem(hit.title)
        said = "，".join(filter(None, (hit.title, hit.note, hit.mark)))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        item.setToolTip(said)
        item.setData(HIT, hit)
        item.setData(LEDGER, ledger)
        item.setSizeHint(QSize(0, look().px(LINE)))
        self.list.addItem(item)
