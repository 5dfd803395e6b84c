"""The search of everything in the top bar (Ctrl+K): a few hits from each ledger, Enter goes there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.kernel.display import show
from app.kernel.feature import Catalogue, Feature, Record
from app.kernel.filters import EVERYTHING
from app.ledgers import browse
from ui.shell.desk import Desk
from ui.shell.icons import icon
from ui.shell.look import look
from ui.shell.worker import Control

if TYPE_CHECKING:
    from app.bootstrap import Workspace

DELAY, LEAST, EACH = 200, 1, 4
TARGET = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True)
class Hit:
    """One line of the answer; without a record it leads to the whole list of its ledger."""

    ledger: str
    record: int
    text: str


class SearchBox(QLineEdit):
    """Typing asks; arrows choose; Enter goes; Esc leaves."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self._control: Control | None = None
        here = look()
        self.setPlaceholderText("搜索企业、编号、描述…   Ctrl+K")
        self.setAccessibleName("搜索所有台账")
        self.setClearButtonEnabled(True)
        self.setFixedWidth(here.px(320))
        self.addAction(QAction(icon("search"), "", self), QLineEdit.ActionPosition.LeadingPosition)
        self.list = QListWidget(window)
        self.list.setProperty("role", "choices")
        self.list.setAccessibleName("搜索结果")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setIconSize(QSize(here.px(16), here.px(16)))
        self.list.hide()
        self.list.itemClicked.connect(self._go)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self._ask)
        self.textChanged.connect(lambda _text: self._timer.start())
        QShortcut(QKeySequence("Ctrl+K"), window, activated=self._begin)  # type: ignore[call-overload]
        self.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter are the list's; a composition of the input method is never touched."""
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(150, self, self.list.hide)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list.isVisible():
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.isVisible():
                self._go(self.list.currentItem())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.list.hide()
                self.clear()
                return True
        return super().eventFilter(watched, event)

    def _begin(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def _ask(self) -> None:
        if self._control is not None:
            self._control.cancel()
        text = self.text().strip()
        if len(text) < LEAST:
            self.list.hide()
            return
        space = self._desk.workspace

        def job(control: Control) -> list[Hit]:
            return find(space, text, control)

        self._control = self._desk.worker.run(self, job, self._show)

    def _show(self, hits: list[Hit]) -> None:
        here = look()
        self._control = None
        if not self.hasFocus():
            return
        self.list.clear()
        ledger = ""
        for hit in hits:
            if hit.ledger != ledger:
                ledger = hit.ledger
                self._line(self._desk.feature(ledger).ledger.title, None)
            self._line(hit.text, hit)
        if not hits:
            self._line("没有找到", None)
        rows = min(14, self.list.count())
        self.list.resize(here.px(460), rows * here.px(32) + 12)
        window = self.list.parentWidget()
        if window is not None:
            at = self.mapTo(window, QPoint(0, self.height() + 4))
            self.list.move(min(at.x(), window.width() - self.list.width() - 8), at.y())
        self.list.show()
        self.list.raise_()
        self._step(1)

    def _line(self, text: str, hit: Hit | None) -> None:
        item = QListWidgetItem(text)
        item.setSizeHint(QSize(0, look().px(32)))
        if hit is None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setForeground(look().colour("text_3"))
            item.setFont(look().font(12))
        else:
            item.setData(TARGET, hit)
            item.setIcon(icon(self._desk.feature(hit.ledger).ledger.icon))
        self.list.addItem(item)

    def _step(self, by: int) -> None:
        """To the next line that leads somewhere."""
        at = self.list.currentRow() + by
        while 0 <= at < self.list.count():
            if self.list.item(at).data(TARGET) is not None:
                self.list.setCurrentRow(at)
                return
            at += by

    def _go(self, item: QListWidgetItem | None) -> None:
        hit = item.data(TARGET) if item is not None else None
        if not isinstance(hit, Hit):
            return
        words = self.text().strip()
        self.list.hide()
        self.clear()
        if hit.record:
            self._desk.go(hit.ledger, record=hit.record)
        else:
            self._desk.go(hit.ledger, search=words)


def find(space: Workspace, text: str, control: Control) -> list[Hit]:
    """The first hits of each ledger, and a way to all of them where there are more."""
    catalogue: Catalogue = space.catalogue
    hits: list[Hit] = []
    for name, feature in catalogue.items():
        control.check()
        ids = browse.ids(space.store, feature, EVERYTHING, text, (), EACH + 1)
        rows = browse.rows(space.store, feature, ids[:EACH])
        hits += [Hit(name, number, _told(feature, rows[number])) for number in ids[:EACH]]
        if len(ids) > EACH:
            hits.append(Hit(name, 0, f"在{feature.ledger.title}台账中查看全部…"))
    return hits


def _told(feature: Feature, record: Record) -> str:
    """A record in a line: number, firm, and the first words that were searched."""
    ledger = feature.ledger
    names = [ledger.key, *(field.name for field in ledger.fields if field.search)]
    words = [show(record.get(name)) for name in dict.fromkeys(names) if name]
    return "　".join(word.replace("\n", " ")[:40] for word in words[:4] if word)
