"""The life line of a firm: chips by kind, months under one another, each entry a way to its record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ledgers.attaching import ATTACHMENTS
from app.overview.lifeline import Event, Key, LifeLine
from ui.forms.flow import FlowLayout
from ui.forms.photo_strip import PhotoStrip
from ui.home.piles import PileCard
from ui.photos.album import group_of
from ui.shell.desk import Desk
from ui.shell.fitting import Evenly
from ui.shell.look import look
from ui.shell.press import ToolButton
from ui.shell.widgets import Card, Drawing, EmptyState, button, clear, column, row, words

AT_FIRST = 120  # entries drawn; the rest on request
OWN = "enterprises"
ALL = "all"
PHOTO_HEIGHT = 54
KEY = 120  # the least width of a key figure: a day is never cut


class KeyLine(Evenly):
    """The key figures; one pressed leaves only its records in the line, pressed again all come back."""

    def __init__(self, only: Callable[[Key | None], object]) -> None:
        super().__init__(KEY)
        self._only = only
        self._keys: dict[str, Key] = {}
        self._chosen = ""
        self.cards: dict[str, PileCard] = {}

    def show_keys(self, keys: Sequence[Key]) -> None:
        """Show these."""
        self._keys = {key.title: key for key in keys}
        for key in keys:
            if key.title not in self.cards:
                self.cards[key.title] = PileCard(partial(self._press, key.title), "section")
                self.add(self.cards[key.title])
        self._tell()

    def _tell(self) -> None:
        for title, key in self._keys.items():
            on = title == self._chosen
            said = f"{title} {key.text}" + (
                "，生命线里只看这些，再按一次看全部" if on else "，按下后只看这些"
            )
            self.cards[title].tell(f"{title}（只看）" if on else title, key.text, "", said)

    def _press(self, title: str) -> None:
        self._chosen = "" if self._chosen == title else title
        self._tell()
        self._only(self._keys.get(self._chosen))


class LifeLineCard(Card):
    """``own_wanted`` when a change of the firm's own file was chosen."""

    own_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("生命线")
        self._desk = desk
        self._line: LifeLine | None = None
        self._kind, self._key, self._most = ALL, None, AT_FIRST  # type: str, Key | None, int
        self._note = words("", "hint")
        self.tools.addWidget(self._note)
        self._chips = QWidget()
        self._chips.setProperty("role", "sheet")
        self._flow = FlowLayout(self._chips, gap=look().px(2), fill_last=False)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._group = QButtonGroup(self)
        self._events = QScrollArea()
        self._events.setWidgetResizable(True)
        self._events.setFrameShape(QFrame.Shape.NoFrame)
        self.body.addWidget(self._chips)
        self.body.addWidget(self._events, 1)

    def show_line(self, line: LifeLine) -> None:
        """Show a firm's line; the chosen kind stays while there is any of it."""
        self._line = line
        if self._kind not in line.kinds:
            self._kind = ALL
        self._show_chips(line)
        self._show_events()

    def only(self, key: Key | None) -> None:
        """Leave only the records behind a key figure, or all."""
        self._key, self._kind = key, ALL
        for made in self._group.buttons():
            made.setChecked(made.property("name") == ALL)
        self._show_events()

    @property
    def shown(self) -> list[Event]:
        """What kind and key figure leave."""
        line, key = self._line, self._key
        return [
            event
            for event in (line.events if line else ())
            if (self._kind in (ALL, event.ledger))
            and (key is None or (event.ledger == key.ledger and event.record_id in key.ids))
        ]

    def _show_chips(self, line: LifeLine) -> None:
        clear(self._flow)
        for made in self._group.buttons():
            self._group.removeButton(made)
        titles = {name: self._title(name) for name in line.kinds}
        chips = {ALL: f"全部 {len(line.events)}"}
        chips |= {name: f"{titles[name]} {count}" for name, count in line.kinds.items()}
        for name, text in chips.items():
            made = ToolButton()
            made.setProperty("kind", "tab")
            made.setProperty("tight", "true")
            made.setProperty("name", name)
            made.setText(text)
            made.setAccessibleName(f"生命线只看：{text}")
            made.setCheckable(True)
            made.setChecked(name == self._kind)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.clicked.connect(partial(self._choose, name))
            self._group.addButton(made)
            self._flow.addWidget(made)
        self._chips.setVisible(bool(line.events))

    def _title(self, name: str) -> str:
        return "档案变更" if name == OWN else self._desk.feature(name).ledger.title

    def _choose(self, name: str, _checked: bool = False) -> None:
        self._kind, self._most = name, AT_FIRST
        self._show_events()

    def _all(self) -> None:
        self._most = 1_000_000
        self._show_events()

    def _show_events(self) -> None:
        events = self.shown
        self._note.setText(f"共 {len(events)} 件，最近的在前" if events else "")
        holder = QWidget()
        holder.setProperty("role", "sheet")
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, look().px(8), 0)
        box.setSpacing(0)
        if not events:
            nothing = "检查、隐患、执法等记录会按日期排在这里。"
            box.addWidget(EmptyState("history", "还没有发生过什么", nothing))
        for (year, month), group in groupby(
            events[: self._most], key=lambda one: (one.day.year, one.day.month)
        ):
            box.addWidget(words(f"{year}年{month}月", "section"))
            box.addSpacing(look().px(6))
            members = list(group)
            for at, event in enumerate(members):
                box.addWidget(self._event(event, last=at == len(members) - 1))
        left = len(events) - self._most
        if left > 0:
            more = button(f"显示更早的 {left} 件", kind="link", small=True, on_click=self._all)
            box.addLayout(row(more, None))
        box.addStretch(1)
        self._events.setWidget(holder)

    def _event(self, event: Event, *, last: bool) -> QWidget:
        here = look()
        feature = self._desk.feature(event.ledger)
        mark = Drawing(feature.ledger.icon, event.tone)
        thread = QFrame()
        thread.setProperty("role", "rule")
        thread.setVisible(not last)
        rail = column(7, mark, row(None, thread, None, gap=0), gap=here.px(4))
        rail.setStretch(2, 1)
        day = words(f"{event.day.month}月{event.day.day}日", "second")
        day.setFixedWidth(here.px(60))
        open_it = button(event.title, kind="link", small=True)
        open_it.setAccessibleName(f"{event.day} {event.title} {event.detail}")
        open_it.clicked.connect(partial(self._open, event))
        parts: list[QWidget] = []
        if event.detail:
            detail = words(event.detail, "second", wrap=True)
            detail.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            detail.setContentsMargins(here.px(5), 0, 0, 0)
            parts.append(detail)
        for name, hashes in event.photos:
            label = "附件" if name == ATTACHMENTS else group_of(feature.ledger[name])
            parts.append(words(f"{label} {len(hashes)} 张", "hint"))
            parts[-1].setContentsMargins(here.px(5), here.px(4), 0, 0)
            parts.append(PhotoStrip(self._desk, hashes, PHOTO_HEIGHT, label=label))
        text = column(row(open_it, None), *parts, here.px(12), gap=0)
        inside: QHBoxLayout = row(column(6, day, None, gap=0), rail, text, gap=here.px(8))
        inside.setStretch(2, 1)
        holder = QWidget()
        holder.setProperty("role", "sheet")
        holder.setLayout(inside)
        return holder

    def _open(self, event: Event, _checked: bool = False) -> None:
        if event.ledger == OWN:
            self.own_wanted.emit()
        else:
            self._desk.go(event.ledger, record=event.record_id)
