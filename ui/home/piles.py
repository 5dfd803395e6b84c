"""The piles of work in a line of cards, and the line that sets this month beside the last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.overview.today import Waiting
from app.overview.trends import Compared
from ui.shell.fitting import Evenly
from ui.shell.look import look
from ui.shell.widgets import Card, button, clear, row, words

LEAST = 118  # the least width of a card: 整改完成待复查 is never cut


class PileCard(Card):
    """Name, figure, note, one below the other; click, Enter or space opens the list."""

    def __init__(self, on_click: Callable[[], object], role: Literal["figure", "section"] = "figure") -> None:
        super().__init__(margin=12, gap=2)
        self._on_click = on_click
        self.name, self.figure, self.note = words("", "second"), words("", role), words("", "hint")
        for part in (self.name, self.figure, self.note):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self.body.addWidget(part)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("opens", "true")

    def show_pile(self, pile: Waiting) -> None:
        """Change what the card says."""
        note = pile.note if pile.count else "没有"
        self.tell(pile.title, f"{pile.count:,}", note, f"{pile.title} {pile.count:,} 条，{note}")

    def tell(self, name: str, figure: str, note: str, said: str) -> None:
        """Name, figure, note; ``said`` is all of it in words."""
        self.name.setText(name)
        self.figure.setText(figure)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.setAccessibleName(said)
        self.setToolTip(said)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens what stands behind the figure."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._on_click()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and space do the same."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._on_click()
        else:
            super().keyPressEvent(event)


class PileLine(Evenly):
    """A card for each pile, in their order; ``go`` is handed the pile."""

    def __init__(self, go: Callable[[Waiting], object]) -> None:
        super().__init__(LEAST)
        self._go = go
        self._piles: dict[str, Waiting] = {}
        self.cards: dict[str, PileCard] = {}

    def show_piles(self, piles: Sequence[Waiting]) -> None:
        """Show these; the cards stay, so does the focus."""
        self._piles = {pile.name: pile for pile in piles}
        for pile in piles:
            if pile.name not in self.cards:
                self.cards[pile.name] = PileCard(partial(self._open, pile.name))
                self.add(self.cards[pile.name])
            self.cards[pile.name].show_pile(pile)

    def _open(self, name: str) -> None:
        self._go(self._piles[name])


class ComparedLine(QWidget):
    """发现 63 条，↑ 比上月同期多 9 条. Each is a link to this month's records."""

    def __init__(self, go: Callable[[Compared], object]) -> None:
        super().__init__()
        self._go = go
        self._line = row(gap=look().px(4))
        self.setLayout(self._line)

    def show_compared(self, day: int, compared: Sequence[Compared]) -> None:
        """``day`` is today's day of the month: so far both months are counted."""
        clear(self._line)
        self._line.addWidget(words(f"本月 1—{day} 日" if day > 1 else "本月 1 日", "hint"))
        for one in compared:
            link = button(f"{one.title} {one.this:,} 条", kind="link", small=True)
            link.clicked.connect(partial(self._open, one))
            said = difference(one.this, one.last)
            told = words(said, "hint")
            told.setToolTip(f"上月同期 {one.last:,} 条，上月全月 {one.whole:,} 条")
            link.setToolTip(told.toolTip())
            link.setAccessibleName(f"本月{one.title} {one.this:,} 条，{said}，{told.toolTip()}")
            self._line.addWidget(link)
            self._line.addWidget(told)
        self._line.addStretch(1)

    def _open(self, one: Compared, _checked: bool = False) -> None:
        self._go(one)


def difference(this: int, last: int) -> str:
    """An arrow with its words."""
    if this == last:
        return "与上月同期持平"
    return f"↑ 比上月同期多 {this - last:,}" if this > last else f"↓ 比上月同期少 {last - this:,}"
