"""A button that unfolds a list to tick: 隐患等级 ▾. Long lists can be searched."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.kernel import pinyin
from ui.forms.line import Line
from ui.shell.icons import paint_icon
from ui.shell.look import look
from ui.shell.press import PushButton
from ui.shell.widgets import Popup, button, row

SEARCH_FROM = 10


class _List(QListWidget):
    """Space and Enter tick, Esc closes."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()  # the popup's
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and item is not None:
            done = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if done else Qt.CheckState.Checked)
        else:
            super().keyPressEvent(event)


class PickPopup(Popup):
    """The list itself; ``picked`` with the ticked words each time one is ticked."""

    picked = Signal(tuple)

    def __init__(
        self, parent: QWidget, title: str, words: Sequence[str], chosen: Sequence[str], clear: str = "清空"
    ) -> None:
        super().__init__(parent)
        here = look()
        self._chosen = list(chosen)
        self.list = _List()
        self.list.setProperty("role", "choices")
        self.list.setAccessibleName(title)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for word in dict.fromkeys([*chosen, *words] if len(words) > SEARCH_FROM else [*words, *chosen]):
            item = QListWidgetItem(word)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setCheckState(Qt.CheckState.Checked if word in chosen else Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, here.px(30)))
            self.list.addItem(item)
        self.list.itemChanged.connect(self._ticked)
        self.list.itemClicked.connect(self._clicked)
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 6, 6, 6)
        box.setSpacing(4)
        self.search = Line()
        self.search.setPlaceholderText("查找（首字母也行）")
        self.search.setAccessibleName(f"在{title}中查找")
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._tick_first)
        self.search.setVisible(self.list.count() > SEARCH_FROM)
        box.addWidget(self.search)
        box.addWidget(self.list)
        box.addLayout(row(button(clear, kind="quiet", small=True, on_click=self._clear), None,
                          button("完成", kind="link", small=True, on_click=self.close)))  # fmt: skip
        rows = min(SEARCH_FROM, max(1, self.list.count()))
        self.list.setFixedHeight(rows * here.px(30) + 2 * here.px(5) + 2)
        longest = max([self.list.fontMetrics().horizontalAdvance(word) for word in words] or [0])
        self.setFixedWidth(min(here.px(320), max(here.px(170), longest + here.px(70))))
        self._press_ate = False

    def open_below(self, anchor: QWidget, *, right: bool = False) -> None:
        """The keyboard goes into the search, or into a short list."""
        super().open_below(anchor, right=right)
        (self.list if self.search.isHidden() else self.search).setFocus()
        if self.list.count():
            self.list.setCurrentRow(0)

    def _narrow(self, text: str) -> None:
        for number in range(self.list.count()):
            item = self.list.item(number)
            item.setHidden(not pinyin.fits(text, item.text()))

    def _tick_first(self) -> None:
        """Enter in the search ticks the first that is left; the search begins anew for the next."""
        left = (item for at in range(self.list.count()) if not (item := self.list.item(at)).isHidden())
        first = next(left, None)
        if first is not None and self.search.text().strip():
            on = first.checkState() == Qt.CheckState.Checked
            first.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
            self.search.selectAll()

    def _ticked(self, item: QListWidgetItem) -> None:
        on = item.checkState() == Qt.CheckState.Checked
        word = item.text()
        self._chosen = [one for one in self._chosen if one != word] + ([word] if on else [])
        self._press_ate = True
        self.picked.emit(tuple(self._chosen))

    def _clicked(self, item: QListWidgetItem) -> None:
        """A click on the word ticks as well as one on the box."""
        if self._press_ate:
            self._press_ate = False
            return
        on = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
        self._press_ate = False

    def _clear(self) -> None:
        self.list.blockSignals(True)
        for number in range(self.list.count()):
            self.list.item(number).setCheckState(Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self._chosen = []
        self.picked.emit(())
        self.close()


class PickButton(PushButton):
    """Says its title, or title and choice where something is chosen."""

    picked = Signal(tuple)

    def __init__(self, title: str, words: Callable[[], Sequence[str]]) -> None:
        super().__init__(title)
        self._title, self._words = title, words
        self._chosen: tuple[str, ...] = ()
        self.setProperty("kind", "pick")
        self.setAccessibleName(title)
        self.clicked.connect(lambda _checked=False: self._open())

    @property
    def chosen(self) -> tuple[str, ...]:
        """What is ticked."""
        return self._chosen

    def choose(self, chosen: Sequence[str]) -> None:
        """Tick without telling anybody."""
        self._chosen = tuple(chosen)
        self._say()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, and an arrow at its right end."""
        super().paintEvent(event)
        side, gap = look().px(15), look().px(8)
        painter = QPainter(self)
        rect = QRect(self.width() - side - gap, (self.height() - side) // 2, side, side)
        paint_icon(painter, "chevron-down", "primary" if self._chosen else "text_2", rect)
        painter.end()

    def _open(self) -> None:
        popup = PickPopup(self, self._title, self._words(), self._chosen)
        popup.picked.connect(self._take)
        popup.open_below(self)

    def _take(self, chosen: tuple[str, ...]) -> None:
        self._chosen = chosen
        self._say()
        self.picked.emit(chosen)

    def _say(self) -> None:
        count = len(self._chosen)
        if not count:
            said = self._title
        elif count == 1:
            said = f"{self._title}：{self._chosen[0]}"
        else:
            said = f"{self._title}：{self._chosen[0]} 等{count}项"
        self.setText(said if len(said) <= 22 else said[:21] + "…")
        self.setAccessibleName(said)
        on = "true" if count else "false"
        if self.property("on") != on:
            self.setProperty("on", on)
            self.style().unpolish(self)
            self.style().polish(self)
